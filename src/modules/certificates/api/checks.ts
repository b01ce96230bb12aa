// The public machine door: is this paper good? By number, by the text of the code, by the public id.
// Nobody needs to sign in, so nothing confidential is told, and of a paper that failed nothing but the reason.
import { createRoute, z } from "@hono/zod-openapi";
import { usdToString, caratsToString } from "#core/kp/amounts.ts";
import type { QrClaims } from "#core/certificate/qr-claims.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { localeFrom } from "#platform/i18n/locales.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { T } from "#platform/i18n/translator.ts";
import { recordToJson, sentenceOf, warningOf, wordOf } from "#ui/answer/sentence.ts";
import type { Actor, App, Ctx, QuickAnswer, QuickDoor } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import { checkNumber, checkText, findStatus } from "../check.ts";
import type { CheckAnswer } from "../check.ts";
import { keptAnswer, readyAnswer } from "../checking/look-up.ts";
import { shownToJson } from "#core/certificate/file/shown.ts";
import { answer, anybody, body, certificateId, publicIdOf, readsJson, refused } from "./operation.ts";
import { CheckedPaper, CodeText, PublicStatus } from "./schemas/checks.ts";

export const checkDoors: readonly Door[] = [
  { method: "GET", path: "/api/verify", allow: "everyone" },
  { method: "POST", path: "/api/verify", allow: "everyone" },
  { method: "GET", path: "/api/certificates/:id/status", allow: "everyone" },
];

const tags = ["Check a certificate"];
const longestNumber = 80;

const byNumber = createRoute({
  method: "get",
  path: "/api/verify",
  tags,
  summary: "How the certificate with this number stands in the register",
  security: anybody,
  request: {
    query: z.object({
      number: z
        .string()
        .max(longestNumber)
        .openapi({ description: "As printed, or its digits", example: "004401" }),
      participant: z.string().max(2).optional().openapi({
        description: "Code of the issuing Participant, where it is not in the number",
        example: "SL",
      }),
    }),
  },
  responses: { 200: answer(CheckedPaper, "One of the fifteen answers, with every check"), ...refused },
});

const byText = createRoute({
  method: "post",
  path: "/api/verify",
  tags,
  summary: "Check the text of a certificate's code: signature, issuer, dates, register",
  security: anybody,
  middleware: readsJson,
  request: { body: body(CodeText) },
  responses: {
    200: answer(
      CheckedPaper,
      "One of the fifteen answers, with every check; the content only while nothing failed",
    ),
    ...refused,
  },
});

const status = createRoute({
  method: "get",
  path: "/api/certificates/{id}/status",
  tags,
  summary: "One call for customs single windows: the state of the certificate with this public id",
  security: anybody,
  request: { params: certificateId },
  responses: { 200: answer(PublicStatus, "Its state now"), ...refused },
});

export function checkRoutes(app: App): void {
  app.openapi(byNumber, async (c) => {
    const { number, participant } = c.req.valid("query");
    const { text } = await textFor(c.get("ctx"), c.get("t"), number, participant);
    return c.body(text, 200, headers) as never;
  });

  app.openapi(byText, async (c) => {
    const ctx = c.get("ctx");
    const { text, receipt } = c.req.valid("json");
    const checked = await checkText(ctx, text, receipt === undefined ? undefined : { shown: receipt });
    return c.json(await paperOf(ctx, c.get("t"), checked), 200, { "Cache-Control": "no-store" });
  });

  app.openapi(status, async (c) => {
    const found = await findStatus(c.get("ctx"), publicIdOf(c.req.valid("param").id));
    refuseUnless(found !== undefined, "not-found");
    return c.json(found, 200, { "Cache-Control": "no-store" });
  });
}

const headers = { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" } as const;

/**
 * The same look-up before the application's chain, where a request that says nothing about its sender needs neither session
 * nor door: the answer is the same for everybody. What it cannot answer goes on to the chain.
 */
export function quickLookUp(base: Omit<Ctx, "actor">): QuickDoor {
  const ctx: Ctx = { ...base, actor: anyone };
  return ({ method, url = "", headers: asking }) => {
    if (method !== "GET" || !url.startsWith(quickStart) || url.length > 300) return undefined;
    const languages = asking["accept-language"] ?? "";
    if (languages.length > 300 || asking.cookie !== undefined) return undefined;
    const key = `quick|${languages}|${url}`;
    return (readyAnswer(base, key) as QuickAnswer | undefined) ?? look(ctx, key, url, languages);
  };
}

const quickStart = "/api/verify?";

async function look(ctx: Ctx, key: string, url: string, languages: string): Promise<QuickAnswer | undefined> {
  const asked = new URLSearchParams(url.slice(quickStart.length));
  const number = asked.get("number");
  const participant = asked.get("participant") ?? undefined;
  if (number === null || number.length > longestNumber || (participant?.length ?? 0) > 2 || asked.has("lang"))
    return undefined;
  const t = translatorFor(localeFrom({ query: undefined, cookie: undefined, acceptLanguage: languages }));
  try {
    return await keptAnswer<QuickAnswer>(ctx, key, async () => {
      const { text } = await textFor(ctx, t, number, participant);
      return { text, headers: { ...quickHeaders, "Content-Length": Buffer.byteLength(text) } };
    });
  } catch {
    return undefined;
  }
}

const quickHeaders = { ...headers, "X-Content-Type-Options": "nosniff" } as const;
const anyone: Actor = { kind: "system", id: "visitor", name: "visitor", organisation: null, roles: [] };

const translators = new Map<Locale, T>();

function translatorFor(locale: Locale): T {
  let t = translators.get(locale);
  if (t === undefined) translators.set(locale, (t = translator(locale)));
  return t;
}

interface Text {
  readonly text: string;
}

const texts = new WeakMap<CheckAnswer, Map<Locale, Text>>();

/** The same answer has the same text: it is made once per language. */
async function textFor(ctx: Ctx, t: T, number: string, participant: string | undefined): Promise<Text> {
  const checked = await checkNumber(ctx, participant, number);
  let byLanguage = texts.get(checked);
  if (byLanguage === undefined) texts.set(checked, (byLanguage = new Map()));
  let text = byLanguage.get(t.locale);
  if (text === undefined)
    byLanguage.set(t.locale, (text = { text: JSON.stringify(await paperOf(ctx, t, checked)) }));
  return text;
}

async function paperOf(ctx: Ctx, t: T, checked: CheckAnswer): Promise<z.infer<typeof CheckedPaper>> {
  const { answer: given, checks, content, shown, record, warnings, asked, asOf, list } = checked;
  // Without a register there is nothing to tell about the paper: the caller asks again.
  if (list === null) throw new Problem("database-unavailable");
  const authorities = await authoritiesOf(ctx);
  return {
    state: given.state,
    word: wordOf(t, given),
    sentence: sentenceOf(t, given, authorities, asOf),
    check: given.check,
    reason: given.reason,
    facts: { ...given.facts },
    asked,
    asOf,
    trustList: list,
    checks: checks.map(({ code, outcome, detail }) => ({ code, outcome, detail: { ...detail } })),
    warnings: warnings.map((one) => ({ ...one, sentence: warningOf(t, one, authorities) })),
    ...(content === undefined ? {} : { content: contentOf(content) }),
    ...(shown === undefined ? {} : { content: shownToJson(shown) }),
    ...(record === undefined ? {} : { record: recordToJson(t, record) }),
  };
}

function contentOf({ publicId, lines, ...rest }: QrClaims): Record<string, unknown> {
  return {
    ...rest,
    id: Buffer.from(publicId).toString("hex"),
    lines: lines.map(({ carats, usd, ...line }) => ({
      ...line,
      carats: caratsToString(carats),
      usd: usdToString(usd),
    })),
  };
}
