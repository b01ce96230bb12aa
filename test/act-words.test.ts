// Every kind of act that the program can record has words on the page of the public log, in every language.
import { expect, test } from "vitest";
import { locales } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { actKinds } from "../src/apps/server/compose.ts";

test.each(locales)("the kinds of acts have words in %s", (locale) => {
  const t = translator(locale);
  const missing = actKinds.map(({ type }) => `log.type.${type}`).filter((key) => !t.has(key));
  expect(missing).toEqual([]);
});
