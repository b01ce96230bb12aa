// The doors of the pages where engineers of other countries try out messages and get keys. None of them needs an account.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { goodsProblems } from "#modules/certificates/index.ts";
import { addressOf, mayTry } from "#modules/identity/index.ts";
import type { Limit } from "#modules/identity/index.ts";
import type { App } from "#modules/record/index.ts";
import { authoritiesOf, officesOf } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { refuseTrial } from "../api/validator.ts";
import { samples } from "../messages/samples.ts";
import { firstRow, firstSteps } from "../sandbox/first-steps.ts";
import { makeSandboxKeys } from "../sandbox/make-keys.ts";
import { reportOf } from "../validator/report.ts";
import type { ValidationReport } from "../validator/report.ts";
import { validateMessage } from "../validator/validate.ts";
import { SandboxKeysPage, SandboxPage } from "./sandbox.tsx";
import { ValidatorPage } from "./validator.tsx";

export const tryDoors: readonly Door[] = [
  { method: "GET", path: "/developers/validator", allow: "everyone" },
  { method: "POST", path: "/developers/validator", allow: "everyone" },
  { method: "GET", path: "/developers/sandbox", allow: "everyone" },
  // Answers as if it did not exist where the scheme is real.
  { method: "POST", path: "/developers/sandbox", allow: "everyone" },
];

/** Five at once, then one a minute, for each address. */
const perVisitor: Limit = { tries: 5, refill: 60_000 };

export function tryRoutes(app: App): void {
  app.get("/developers/validator", (c) => {
    const sample = samples.find(({ name }) => name === c.req.query("sample"));
    return validatorPage(c, sample?.text ?? "", null);
  });

  app.post("/developers/validator", async (c) => {
    refuseTrial(c, Number(c.req.header("content-length") ?? 0));
    const form = await readForm(c);
    const file = form.file("file");
    const text = form.text("text");
    if (file === undefined && text === "")
      return validatorPage(c, "", null, c.get("t")("exchange.validator.nothing"));
    const bytes =
      file === undefined ? new TextEncoder().encode(text) : new Uint8Array(await file.arrayBuffer());
    const ctx = c.get("ctx");
    const report = await reportOf(ctx, c.get("t"), await validateMessage(ctx, bytes));
    return validatorPage(c, file === undefined ? text : "", report);
  });

  app.get("/developers/sandbox", async (c) => {
    const t = c.get("t");
    const { demonstration } = c.get("frame");
    return page(
      c,
      { title: t("exchange.sandbox.title"), breadcrumbs: developers(c) },
      <SandboxPage
        t={t}
        authorities={demonstration ? (await issuing(c)).map(({ authority }) => authority) : null}
      />,
    );
  });

  app.post("/developers/sandbox", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    refuseUnless(c.get("frame").demonstration, "not-found");
    const asked = (await readForm(c)).text("authority");
    const found = (await issuing(c)).find(({ authority }) => authority.code === asked);
    refuseUnless(found !== undefined, "not-found");
    const { authority, office } = found;
    if (!mayTry(perVisitor, `sandbox ${addressOf(c)}`, ctx.clock())) throw new Problem("too-many-requests");
    const keys = await makeSandboxKeys(ctx, authority.code);
    const row = firstRow(authority, office, `first-${ctx.clock()}`);
    return page(
      c,
      { title: t("exchange.sandbox.keys"), breadcrumbs: developers(c) },
      <SandboxKeysPage t={t} keys={keys} steps={firstSteps(c.get("frame").baseUrl, keys, row)} />,
    );
  });
}

/** Authorities that may issue a first certificate today, each with the office that would. */
async function issuing(c: Context<Web>) {
  const ctx = c.get("ctx");
  const found = [];
  for (const authority of await authoritiesOf(ctx)) {
    const [office] = authority.roles.includes("EXPORT") ? await officesOf(ctx, authority.code) : [];
    if (office === undefined) continue;
    const problems = await goodsProblems(ctx, office.code, firstRow(authority, office.code, "first").goods);
    if (problems?.length === 0) found.push({ authority, office: office.code });
  }
  return found;
}

function developers(c: Context<Web>) {
  return [{ text: c.get("t")("public.developers.title"), href: "/developers" }];
}

function validatorPage(
  c: Context<Web>,
  text: string,
  report: ValidationReport | null,
  error?: string,
): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("exchange.validator.title"), breadcrumbs: developers(c), error: error !== undefined },
    <ValidatorPage t={t} text={text} report={report} error={error} />,
    error === undefined ? 200 : 422,
  );
}
