// The pages of the file form: its download, and showing only what is asked, with a certificate of one's own or with a file
// that somebody brings. Hostile: the file comes from anywhere; it is bounded, read strictly, and forgotten.
import type { Context } from "hono";
import { hideable } from "#core/certificate/file/claims.ts";
import { showOnly } from "#core/certificate/file/present.ts";
import { longestSdJwt } from "#core/certificate/file/read.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import type { Web } from "#platform/http/web.ts";
import { sha256 } from "#platform/keys/random.ts";
import { page } from "#ui/layout/respond.tsx";
import type { App } from "#modules/record/index.ts";
import { fileAnswer, receiptAnswer } from "../../api/files.ts";
import { sealFile } from "../../commands/seal-file.ts";
import { certificateReceipt } from "../../receipt/receipt.ts";
import { idOf } from "../officer/asking.ts";
import { ShowPage } from "./page.tsx";
import type { ShowField, ShowView } from "./page.tsx";

const holders = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
  "exporter",
] as const;

export const filePageDoors: readonly Door[] = [
  { method: "GET", path: "/show", allow: "everyone" },
  { method: "POST", path: "/show", allow: "everyone" },
  { method: "GET", path: "/certificates/:id/file", allow: holders },
  { method: "GET", path: "/certificates/:id/receipt", allow: holders },
  { method: "GET", path: "/certificates/:id/show", allow: holders },
  { method: "POST", path: "/certificates/:id/show", allow: holders },
];

export function filePageRoutes(app: App): void {
  app.get("/certificates/:id/file", async (c) => {
    const { text, name } = await sealFile(c.get("ctx"), idOf(c));
    return fileAnswer(text, name);
  });

  app.get("/certificates/:id/receipt", async (c) => {
    const { bytes, name } = await certificateReceipt(c.get("ctx"), idOf(c));
    return receiptAnswer(bytes, name);
  });

  app.get("/certificates/:id/show", async (c) => {
    const { number } = await sealFile(c.get("ctx"), idOf(c));
    return showPage(c, { number, chosen: [] });
  });
  app.post("/certificates/:id/show", async (c) => {
    const { text, name, number } = await sealFile(c.get("ctx"), idOf(c));
    const chosen = chosenIn(await readForm(c));
    return shown(c, text, name, { number, chosen });
  });

  app.get("/show", (c) => showPage(c, { chosen: [] }));
  app.post("/show", async (c) => {
    const form = await readForm(c);
    const chosen = chosenIn(form);
    const file = form.file("file");
    if (file === undefined) return refuse(c, { chosen }, "file", "no-file");
    if (file.size > longestSdJwt) return refuse(c, { chosen }, "file", "not-a-file");
    return shown(c, (await file.text()).trim(), "certificate.sdjwt", { chosen });
  });
}

function chosenIn(form: Form): readonly string[] {
  const sent = new Set(form.texts("items"));
  return hideable.filter((name) => sent.has(name));
}

function shown(
  c: Context<Web>,
  text: string,
  name: string,
  view: Pick<ShowView, "number" | "chosen">,
): Response | Promise<Response> {
  const presentation = showOnly(text, view.chosen, sha256);
  if (presentation.ok) return fileAnswer(presentation.text, name.replace(/\.sdjwt$/, "-shown.sdjwt"));
  return presentation.reason === "not-in-file"
    ? refuse(c, view, "items", "not-in-file", presentation.name)
    : refuse(c, view, "file", "not-a-file");
}

function refuse(
  c: Context<Web>,
  view: Pick<ShowView, "number" | "chosen">,
  field: ShowField,
  problem: "no-file" | "not-a-file" | "not-in-file",
  item = "",
): Promise<Response> {
  const t = c.get("t");
  const name = hideable.find((known) => known === item);
  const text = t(`file.problem.${problem}`, { item: name === undefined ? item : t(`file.item.${name}`) });
  return showPage(c, { ...view, error: { field, text } }, 422);
}

function showPage(c: Context<Web>, view: Omit<ShowView, "t">, status = 200): Promise<Response> {
  const t = c.get("t");
  const options = { title: t("file.show.title"), error: view.error !== undefined };
  return page(c, options, <ShowPage t={t} {...view} />, status);
}
