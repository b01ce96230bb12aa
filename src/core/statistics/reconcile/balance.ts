// Mass balance of one Participant: production and imports against exports, over a year or several. Carats do not multiply, so
// exports beyond what there was need stock of earlier years, and an answer; value is compared by the carat and never balanced.
import type { Observation } from "../observation.ts";
import { daysOf } from "../periods.ts";
import { exportsBeyond } from "../screening/published.ts";
import { rowsOfYear } from "./cuts.ts";

export interface Totals {
  readonly carats: bigint;
  readonly usd: bigint;
  /** Halves or quarters of the years that nobody said anything about: "2004-S2". */
  readonly missing: readonly string[];
}

export interface MassBalance {
  readonly participant: string;
  readonly from: number;
  readonly to: number;
  /** Null where nothing of it was said in all the years. */
  readonly production: Totals | null;
  readonly imports: Totals | null;
  readonly exports: Totals | null;
  /** What would have to lie in stock: production and imports less exports. Null where it cannot be said. */
  readonly left: bigint | null;
  readonly verdict: BalanceVerdict;
  /** Dollars for a carat in cents: of what came in by mining and import, and of what went out. */
  readonly unitIn: bigint | null;
  readonly unitOut: bigint | null;
}

export type BalanceVerdict =
  | { readonly kind: "FITS" }
  /** Beyond what came in, by no more than stock of earlier years may hold. */
  | { readonly kind: "NEEDS_STOCK"; readonly stock: bigint }
  | { readonly kind: "BEYOND"; readonly times: number }
  /** A part is missing: said, and not judged. */
  | { readonly kind: "CANNOT_BE_SAID"; readonly missing: readonly ("production" | "imports" | "exports")[] };

/** Observations of one source; those of others and of other Participants are passed over. */
export function massBalance(
  observations: readonly Observation[],
  participant: string,
  years: { readonly from: number; readonly to: number },
): MassBalance {
  const own = observations.filter(
    ({ reporter, period }) =>
      reporter === participant &&
      period.kind !== "FISCAL" &&
      period.year >= years.from &&
      period.year <= years.to,
  );
  const production = totalsOf(own, "PRODUCTION", years);
  const imports = totalsOf(own, "IMPORT", years);
  const exports = totalsOf(own, "EXPORT", years);
  const common = { participant, ...years, production, imports, exports };
  const missing = [
    ...(production === null ? (["production"] as const) : []),
    ...(imports === null ? (["imports"] as const) : []),
    ...(exports === null ? (["exports"] as const) : []),
  ];
  const unitOut = exports === null ? null : perCarat(exports.carats, exports.usd);
  const inCarats = (production?.carats ?? 0n) + (imports?.carats ?? 0n);
  const unitIn = perCarat(inCarats, (production?.usd ?? 0n) + (imports?.usd ?? 0n));
  if (exports === null || (production === null && imports === null))
    return { ...common, left: null, verdict: { kind: "CANNOT_BE_SAID", missing }, unitIn, unitOut };
  const left = inCarats - exports.carats;
  const beyond = exportsBeyond({
    production: production?.carats ?? 0n,
    imports: imports?.carats ?? null,
    exports: exports.carats,
    stock: null,
  });
  const verdict = ((): BalanceVerdict => {
    if (left >= 0n) return { kind: "FITS" };
    // What is not filed may be what was exported: asked for before anything is said of the rest.
    if (missing.length > 0 || (production?.missing.length ?? 0) > 0 || (imports?.missing.length ?? 0) > 0)
      return beyond === null ? { kind: "CANNOT_BE_SAID", missing } : { kind: "BEYOND", times: beyond.times };
    return beyond === null ? { kind: "NEEDS_STOCK", stock: -left } : { kind: "BEYOND", times: beyond.times };
  })();
  return { ...common, left, verdict, unitIn, unitOut };
}

function totalsOf(
  own: readonly Observation[],
  flow: "PRODUCTION" | "IMPORT" | "EXPORT",
  { from, to }: { readonly from: number; readonly to: number },
): Totals | null {
  const rows = own.filter((one) => one.flow === flow);
  if (rows.length === 0) return null;
  let [carats, usd] = [0n, 0n];
  const missing: string[] = [];
  for (let year = from; year <= to; year += 1) {
    const ofYear = rows.filter(({ period }) => daysOf(period).from.startsWith(String(year)));
    const { counted, gaps } = rowsOfYear(ofYear, year, flow);
    missing.push(...gaps);
    for (const row of counted) [carats, usd] = [carats + (row.carats ?? 0n), usd + (row.usd ?? 0n)];
  }
  return { carats, usd, missing };
}

function perCarat(carats: bigint, usd: bigint): bigint | null {
  return carats === 0n || usd === 0n ? null : (usd * 100n) / carats;
}
