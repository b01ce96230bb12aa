// An amount as somebody typed it: the text beside what was understood, because "1,234" means another amount to the next
// reader's language.
import { z } from "@hono/zod-openapi";
import { parseCarats, parseUsd } from "#core/kp/amounts.ts";
import type { AmountProblem, AmountResult } from "#core/kp/amounts.ts";

/** `value` is hundredths in decimal digits; empty where the text was not understood, and `problem` then says why. */
export const Amount = z.object({
  text: z.string().default(""),
  value: z.string().default(""),
  problem: z.string().default("empty"),
});
export type Amount = z.infer<typeof Amount>;

/** As typed on a page in this language. */
export const readCarats = (text: string, locale: string): Amount => amountOf(text, parseCarats(text, locale));
export const readUsd = (text: string, locale: string): Amount => amountOf(text, parseUsd(text, locale));

export function valueOf(amount: Amount): bigint | undefined {
  return amount.value === "" ? undefined : BigInt(amount.value);
}

export function problemOf(amount: Amount): AmountProblem | undefined {
  return amount.value === "" ? (amount.problem as AmountProblem) : undefined;
}

function amountOf(text: string, result: AmountResult): Amount {
  const kept = text.slice(0, 80);
  return result.ok
    ? { text: kept, value: String(result.value), problem: "" }
    : { text: kept, value: "", problem: result.problem };
}
