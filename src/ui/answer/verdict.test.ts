import { describe, expect, test } from "vitest";
import { precedence } from "#core/certificate/answers.ts";
import type { Answer, AnswerState, CheckCode } from "#core/certificate/answers.ts";
import { checkOrder } from "#core/certificate/check-recorder.ts";
import english from "#locales/en/verify.json" with { type: "json" };
import { locales } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { tones, verdictOf } from "./verdict.ts";

const checkedAt = "2026-11-24T09:40:00.000Z";
const authorities = [
  {
    code: "SL-KPA",
    names: { en: "National Minerals Agency", fr: "Agence nationale des minéraux" },
    contact: "+232 22 123456",
  },
  {
    code: "EU-BE",
    names: { en: "Diamond Office Antwerp", fr: "Diamond Office Antwerp" },
    contact: "+32 3 1234567",
  },
];
const usual = {
  participant: "SL",
  authority: "SL-KPA",
  issuedOn: "2026-09-20",
  expiresOn: "2026-11-19",
  since: "2026-11-22",
  date: "2026-11-24",
  asOf: checkedAt,
  now: "1970-01-01T00:00:00.000Z",
  listIssuedAt: "2026-11-21T06:00:00.000Z",
};
/** Who acted: an authority, except where one country's law speaks of another. */
const byOf = (reason: string | null): string => (reason?.includes("NATIONAL_LAW") === true ? "EU" : "EU-BE");

const variants = Object.keys(english)
  .filter((key) => key.startsWith("sentence."))
  .map((key) => key.split("."))
  .map(([, state, reason]) => ({ state: state as AnswerState, reason: reason ?? null }));

describe.each(locales)("the answers in %s", (locale) => {
  const t = translator(locale);

  test.each(variants)(
    "$state, $reason: one sentence under 140 characters that leaves nothing open",
    ({ state, reason }) => {
      const answer: Answer = { state, check: null, reason, facts: { ...usual, by: byOf(reason) } };
      const { sentence, word } = verdictOf(t, answer, authorities, checkedAt);
      expect(sentence.length).toBeLessThan(140);
      expect(sentence).not.toMatch(/[{}⟦]|undefined|NaN|–/);
      expect(sentence).toMatch(/[.。]$/);
      expect(word).not.toBe("");
    },
  );

  test("a sentence without its facts still stands: nothing open, nothing thrown", () => {
    for (const { state, reason } of variants) {
      const { sentence } = verdictOf(t, { state, check: null, reason, facts: {} }, [], checkedAt);
      expect(sentence).not.toMatch(/[{}⟦]|undefined|NaN/);
    }
  });

  test("every check has its words", () => {
    expect(checkOrder.filter((code: CheckCode) => !t.has(`verify.check.${code}`))).toEqual([]);
  });
});

test("every state that the table of answers can give has a tone, a word and a sentence", () => {
  const states = new Set<AnswerState>(["valid", ...precedence.map((row) => row.state)]);
  expect([...states].sort()).toEqual(Object.keys(tones).sort());
  expect(
    [...states].filter(
      (state) => !variants.some((variant) => variant.state === state && variant.reason === null),
    ),
  ).toEqual([]);
});

test("nothing green but what is valid, and nothing red where the paper was not judged", () => {
  expect(
    Object.entries(tones)
      .filter(([, tone]) => tone === "good")
      .map(([state]) => state),
  ).toEqual(["valid"]);
  for (const state of ["service-down", "clock", "paper-only-issuer"] as const)
    expect(tones[state]).toBe("unknown");
});
