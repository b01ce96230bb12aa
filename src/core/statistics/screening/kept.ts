// Findings as they are kept with a return: plain facts that an act can hold, and back. What screening said when a return was
// filed stays readable in every language, because its arguments are kept and not its words.
import type { Facts, Fact } from "../../act/act.ts";
import type { FilingFinding } from "./filing.ts";

/** Whole numbers stay; amounts and fractions are marked, because the tables keep facts as JSON. */
export function factsOfFinding(finding: FilingFinding): Facts {
  return kept(finding) as Facts;
}

/** What this program kept itself. */
export function findingOf(facts: Readonly<Record<string, unknown>>): FilingFinding {
  return readBack(facts) as FilingFinding;
}

function kept(value: unknown): Fact {
  if (typeof value === "bigint") return `n:${value}`;
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : `f:${value}`;
  if (Array.isArray(value)) return value.map(kept);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, kept(item)]));
  return value as Fact;
}

function readBack(value: unknown): unknown {
  if (typeof value === "string") {
    if (/^n:-?\d+$/.test(value)) return BigInt(value.slice(2));
    return /^f:-?[\d.e+-]+$/.test(value) ? Number(value.slice(2)) : value;
  }
  if (Array.isArray(value)) return value.map(readBack);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readBack(item)]));
  return value;
}
