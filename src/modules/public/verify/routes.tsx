// The address /verify: a number in the address is a stable page that can be sent and printed; a code's text or a picture
// is posted, because it says more than a number and has no place in anybody's list of visited addresses.
import type { Context } from "hono";
import { looksLikeFile } from "#core/certificate/file/read-file.ts";
import { longestSdJwt } from "#core/certificate/file/read.ts";
import { qrPrefix } from "#core/certificate/qr-text.ts";
import { receiptBeside } from "#core/certificate/receipt/in-pdf.ts";
import { inflate } from "#platform/files/inflate.ts";
import { largestCodeFile, readCodes } from "#platform/files/read-code.ts";
import type { CodesRead } from "#platform/files/read-code.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import { locales } from "#platform/i18n/locales.ts";
import type { App } from "#modules/record/index.ts";
import { verdictOf } from "#ui/answer/verdict.ts";
import { page } from "#ui/layout/respond.tsx";
import { ask, formatsToRead } from "./ask.ts";
import type { Checked } from "./ask.ts";
import { VerifyPage, megabytes } from "./page.tsx";
import type { VerifyField, VerifyView } from "./page.tsx";
import { readNumberQuestion } from "./question.ts";
import type { NumberProblem } from "./question.ts";

export const verifyDoors: readonly Door[] = [
  { method: "GET", path: "/verify", allow: "everyone" },
  { method: "POST", path: "/verify", allow: "everyone" },
];

export function verifyRoutes(app: App): void {
  app.get("/verify", async (c) => {
    const formats = await formatsToRead(c.get("ctx"));
    const question = readNumberQuestion(
      { number: c.req.query("number"), participant: c.req.query("participant") },
      formats,
    );
    if (question.kind === "none") return show(c, { results: [] });
    if (question.kind === "asked") {
      const { number, participant } = question;
      return showResults(c, [await ask(c.get("ctx"), { kind: "number", number, participant })]);
    }
    const { problem, number } = question;
    if (problem === "code-text") return refuse(c, "text", problem, { text: number });
    if (problem === "country-missing") return refuse(c, "participant", problem, { number, choices: formats });
    return refuse(c, "number", problem, { number });
  });

  app.post("/verify", async (c) => {
    const form = await readForm(c);
    const file = form.file("file");
    if (file !== undefined) return checkFile(c, file);
    if (!form.has("text") && form.has("file")) return refuse(c, "file", "no-file", {});
    // A code has no line breaks; a mail or a form may have put some in. Its spaces belong to it.
    const text = form.text("text").replaceAll(/[\r\n\t]/g, "");
    if (text === "") return refuse(c, "text", "no-text", {});
    return showResults(c, [await ask(c.get("ctx"), { kind: "text", text })]);
  });
}

/** A scan of several papers is answered for each; more than this at once is a desk's work, not a visitor's. */
const mostCodes = 5;

async function checkFile(c: Context<Web>, file: File): Promise<Response> {
  if (file.size > largestCodeFile) return refuse(c, "file", "too-large", {});
  const text = file.size > longestSdJwt ? "" : (await file.text()).trim();
  if (looksLikeFile(text)) return showResults(c, [await ask(c.get("ctx"), { kind: "text", text })]);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = await readCodes(bytes, file.type);
  if (!read.ok) return refuse(c, "file", read.reason, {});
  const texts = [...new Set(read.texts)];
  const ours = texts.filter((text) => text.startsWith(qrPrefix));
  const asked = (ours.length > 0 ? ours : texts.slice(0, 1)).slice(0, mostCodes);
  // A receipt on a sheet with several certificates is of one of them: then the register's own are judged.
  const receipt = ours.length === 1 ? receiptBeside(bytes, texts, inflate) : undefined;
  const results: Checked[] = [];
  for (const text of asked)
    results.push(
      await ask(c.get("ctx"), { kind: "text", text, ...(receipt === undefined ? {} : { receipt }) }),
    );
  return showResults(c, results);
}

function showResults(c: Context<Web>, results: readonly Checked[]): Promise<Response> {
  const unreachable = results.some((checked) => checked.answer.state === "service-down");
  return show(c, { results }, unreachable ? 503 : 200);
}

type Refusal = NumberProblem | "no-text" | "no-file" | (CodesRead & { ok: false })["reason"];

function refuse(
  c: Context<Web>,
  field: VerifyField,
  problem: Refusal,
  entered: Pick<VerifyView, "number" | "text" | "choices">,
): Promise<Response> {
  return show(
    c,
    {
      results: [],
      error: { field, text: c.get("t")(`verify.problem.${problem}`, { megabytes }) },
      ...entered,
    },
    problem === "too-large" ? 413 : 422,
  );
}

function show(c: Context<Web>, view: Omit<VerifyView, "forOfficer">, status = 200): Promise<Response> {
  const t = c.get("t");
  const [only] = view.results;
  const title =
    only === undefined || view.results.length > 1
      ? t("verify.title")
      : verdictOf(t, only.answer, only.authorities, only.checkedAt).word;
  const forOfficer = c.get("frame").roles.some((role) => officers.has(role));
  const options = {
    title,
    error: view.error !== undefined,
    description: t("verify.lede"),
    languages: locales,
  };
  return page(c, options, <VerifyPage t={t} view={{ ...view, forOfficer }} />, status);
}

const officers: ReadonlySet<string> = new Set(["issuing-officer", "validating-officer", "importing-officer"]);
