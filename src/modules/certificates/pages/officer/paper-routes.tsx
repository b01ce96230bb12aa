// The officers' doors of paper: the steps of a print, and the stock of security paper.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { page } from "#ui/layout/respond.tsx";
import type { App } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { answerPrint } from "../../commands/answer-print.ts";
import { print, verifyAddress } from "../../commands/print.ts";
import { receiveSheets } from "../../commands/receive-sheets.ts";
import { paperSizes } from "../../paper/render.ts";
import { mayKeepSheets, mayPrint } from "../../policy.ts";
import { printOutcomes } from "../../sheets/facts.ts";
import { originalIsOut } from "../../sheets/prints.ts";
import * as sheets from "../../sheets/store.ts";
import * as store from "../../store.ts";
import { numberText } from "../parts.tsx";
import { idOf, orAgain, organisationOf, today } from "./asking.ts";
import { pdf } from "./pdf.ts";
import { PrintingPage } from "./printing.tsx";
import type { PrintingView } from "./printing.tsx";
import { SheetsPage, spoiledShown } from "./sheets.tsx";
import type { SheetsView } from "./sheets.tsx";

const releasing = ["issuing-officer", "validating-officer"] as const;
const keepers = [...releasing, "authority-administrator"] as const;

export const paperDoors: readonly Door[] = [
  { method: "GET", path: "/certificates/:id/printing", allow: releasing },
  { method: "POST", path: "/certificates/:id/printing", allow: releasing },
  { method: "POST", path: "/certificates/:id/print", allow: releasing },
  { method: "GET", path: "/certificates/:id/sheet.pdf", allow: releasing },
  { method: "GET", path: "/sheets", allow: keepers },
  { method: "POST", path: "/sheets", allow: keepers },
];

export function paperRoutes(app: App): void {
  app.get("/certificates/:id/printing", async (c) => printingPage(c, {}));

  app.post("/certificates/:id/print", async (c) => {
    const form = await readForm(c);
    const sheet = form.text("sheet");
    const size = paperSizes.find((known) => known === form.text("size"));
    return orAgain(
      async () => {
        const printed = await print(c.get("ctx"), idOf(c), verifyAddress(c.get("frame")), {
          sheet,
          ...(size === undefined ? {} : { size }),
        });
        return printed.copy
          ? pdf(c, printed.pdf, printed.name, "attachment")
          : c.redirect(`/certificates/${idOf(c)}/printing`, 303);
      },
      (problem) => printingPage(c, { problem, entered: { sheet, outcome: "", reason: "" } }),
    );
  });

  app.get("/certificates/:id/sheet.pdf", async (c) => {
    const row = await printable(c);
    const file = await sheets.findFile({ db: c.get("ctx").database.kysely }, row.public_id);
    refuseUnless(file !== undefined, "not-found");
    return pdf(c, file.pdf, file.name, "attachment");
  });

  app.post("/certificates/:id/printing", async (c) => {
    const form = await readForm(c);
    const [asked, reason] = [form.text("outcome"), form.text("reason")];
    return orAgain(
      async () => {
        const outcome = printOutcomes.find((known) => known === asked);
        if (outcome === undefined)
          throw new Problem("bad-input", {}, { fields: [{ field: "outcome", code: "OUTCOME_MISSING" }] });
        await answerPrint(c.get("ctx"), idOf(c), { outcome, reason });
        return c.redirect(`/certificates/${idOf(c)}${outcome === "right" ? "" : "/printing"}`, 303);
      },
      (problem) => printingPage(c, { problem, entered: { outcome: asked, reason, sheet: "" } }),
    );
  });

  app.get("/sheets", async (c) => {
    const received = Number(c.req.query("received"));
    return sheetsPage(c, { received: Number.isSafeInteger(received) && received > 0 ? received : undefined });
  });

  app.post("/sheets", async (c) => {
    const form = await readForm(c);
    const entered = {
      office: form.text("office"),
      first: form.text("first"),
      last: form.text("last"),
      receivedOn: form.text("receivedOn"),
      note: form.text("note"),
    };
    return orAgain(
      async () => {
        const { sheets: count } = await receiveSheets(c.get("ctx"), entered);
        return c.redirect(`/sheets?received=${count}`, 303);
      },
      (problem) => sheetsPage(c, { problem, entered }),
    );
  });
}

async function printable(c: Context<Web>): Promise<store.CertificateRow> {
  const ctx = c.get("ctx");
  const row = await store.findCertificate({ db: ctx.database.kysely }, Buffer.from(idOf(c), "hex"));
  refuseUnless(row !== undefined && mayPrint(ctx.actor, row), "not-found");
  return row;
}

async function printingPage(
  c: Context<Web>,
  extra: Pick<PrintingView, "problem" | "entered">,
): Promise<Response> {
  const t = c.get("t");
  const row = await printable(c);
  const reader = { db: c.get("ctx").database.kysely };
  refuseUnless(row.qr_text !== null, "wrong-state", { state: row.state });
  const numbered = !originalIsOut(row) && (await sheets.hasStock(reader, row.office));
  const next = numbered ? await sheets.nextSheet(reader, row.office) : null;
  const title = t("printing.title", { number: numberText(row) });
  return page(
    c,
    { title, error: extra.problem !== undefined },
    <PrintingPage t={t} row={row} next={next} {...extra} />,
    extra.problem?.status ?? 200,
  );
}

async function sheetsPage(
  c: Context<Web>,
  extra: Pick<SheetsView, "problem" | "entered" | "received">,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const authority = organisationOf(c);
  refuseUnless(mayKeepSheets(ctx.actor, authority), "not-allowed");
  const reader = { db: ctx.database.kysely };
  const offices = await officesOf(ctx, authority);
  return page(
    c,
    { title: t("printing.sheets.title"), error: extra.problem !== undefined },
    <SheetsPage
      t={t}
      lots={await sheets.lotsOf(reader, authority)}
      spoiled={await sheets.spoiledSheets(reader, authority, spoiledShown)}
      offices={offices.map(({ code, name }) => ({ code, name }))}
      today={today(c)}
      {...extra}
    />,
    extra.problem?.status ?? 200,
  );
}
