// What somebody typed into the one field for a certificate's number, read before anything looks it up.
// Pure. Hostile: the number comes from a form or an address; its length and its characters are checked first.
import { qrPrefix } from "#core/certificate/qr-text.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";

export type NumberProblem =
  | "empty"
  | "too-long"
  | "unreadable-characters"
  /** Digits only, and the certificates of several Participants look like that. */
  | "country-missing"
  /** The text of a code: it belongs into the field below, and not into an address. */
  | "code-text";

export type NumberQuestion =
  /** Nothing was asked yet. */
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly problem: NumberProblem; readonly number: string }
  | { readonly kind: "asked"; readonly number: string; readonly participant: string };

const longestNumber = 40;

export function readNumberQuestion(
  typed: { readonly number: string | undefined; readonly participant: string | undefined },
  formats: readonly NumberFormat[],
): NumberQuestion {
  if (typed.number === undefined) return { kind: "none" };
  const number = typed.number.slice(0, longestCodeShown).trim();
  const refused = (problem: NumberProblem, shown = number): NumberQuestion => ({
    kind: "refused",
    problem,
    number: shown,
  });
  if (number === "") return refused("empty");
  if (number.toUpperCase().startsWith(qrPrefix)) return refused("code-text");
  if (number.length > longestNumber) return refused("too-long", number.slice(0, longestNumber));
  if (/\p{C}/u.test(number)) return refused("unreadable-characters", number.replaceAll(/\p{C}/gu, ""));
  const chosen = readCode(typed.participant);
  const parsed = parseNumber(number, formats);
  if (parsed.ok) return { kind: "asked", number, participant: parsed.participant };
  if (parsed.problem === "country-missing" && chosen === undefined) return refused("country-missing");
  return { kind: "asked", number, participant: countryIn(number) ?? chosen ?? "" };
}

/** What is put back into the field for the code's text. */
const longestCodeShown = 2_000;

function readCode(participant: string | undefined): string | undefined {
  const code = participant?.trim().toUpperCase();
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** "KE 000123": a country outside the scheme is answered by name, not as an unknown number. */
function countryIn(number: string): string | undefined {
  return /^([A-Za-z]{2})[\s-]*[0-9]/.exec(number)?.[1]?.toUpperCase();
}
