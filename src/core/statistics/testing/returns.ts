// Returns for tests: invented histories of a steady filer, and slips of the keyboard put into returns one at a time.
import { halfNumber } from "../periods.ts";
import type { Filed, MiningType, ProductionReturn } from "../returns.ts";

export interface Invented {
  readonly row?: number;
  readonly participant?: string;
  readonly year: number;
  readonly part?: 1 | 2;
  readonly mining?: MiningType;
  readonly carats?: number | null;
  readonly usd?: number | null;
  readonly nil?: true;
  readonly entered?: string | null;
  readonly changed?: string | null;
}

let lastRow = 10_000;

export function invented(given: Invented): ProductionReturn {
  const amount = (value: number | null | undefined): bigint | null =>
    value === null || value === undefined ? null : BigInt(Math.round(value * 100));
  const filed: Filed =
    given.nil === true
      ? { kind: "NIL" }
      : {
          kind: "FIGURE",
          mining: given.mining ?? "LSM",
          carats: amount(given.carats),
          usd: amount(given.usd),
        };
  return {
    row: given.row ?? (lastRow += 1),
    participant: given.participant ?? "BW",
    half: { kind: "HALF", year: given.year, part: given.part ?? 1 },
    filed,
    status: "NORMAL",
    entered: given.entered ?? null,
    changed: given.changed ?? null,
    source: "invented",
    asOf: null,
  };
}

/** Ten years of a steady mine and of a small one, at about 150 and 80 dollars a carat. */
export function steadyYears(): readonly ProductionReturn[] {
  return Array.from({ length: 20 }, (_, i) => {
    const [year, part] = [2010 + (i >> 1), (i % 2) + 1] as const;
    const sway = 1 + 0.05 * Math.sin(i * 2.1);
    return [
      invented({
        row: 1_000 + i,
        year,
        part: part as 1 | 2,
        carats: 4_000_123.07 * sway + i * 11.13,
        usd: 600_000_321.5 * sway * (1 + 0.08 * Math.cos(i)),
      }),
      invented({
        row: 2_000 + i,
        participant: "SL",
        mining: "ASM",
        year,
        part: part as 1 | 2,
        carats: 60_321.11 / sway + i * 7.17,
        usd: 4_800_111.19 * sway * (1 + 0.1 * Math.cos(i * 1.7)),
      }),
    ];
  }).flat();
}

export const slips = [
  "carats × 10",
  "carats ÷ 10",
  "value × 10",
  "value ÷ 10",
  "carats × 1000",
  "value ÷ 1000",
  "carats and value × 10",
  "exchanged",
  "value left out",
  "copy of the half before",
  "under the wrong half",
  "twenty years early",
  "entered twice",
] as const;
export type Slip = (typeof slips)[number];

/** The returns with one slip in the return of that place, and the row it is in; undefined where that slip cannot be made there. */
export function withSlip(
  returns: readonly ProductionReturn[],
  place: number,
  slip: Slip,
): { readonly returns: readonly ProductionReturn[]; readonly row: number } | undefined {
  const one = returns[place];
  if (one?.filed.kind !== "FIGURE" || (one.filed.carats ?? 0n) < 100n || (one.filed.usd ?? 0n) < 100n)
    return undefined;
  const { carats, usd } = one.filed as { carats: bigint; usd: bigint };
  const put = (changes: Partial<ProductionReturn>) => ({
    returns: returns.with(place, { ...one, ...changes }),
    row: one.row,
  });
  const amounts = (c: bigint | null, u: bigint | null) =>
    put({ filed: { ...one.filed, carats: c, usd: u } as Filed });
  switch (slip) {
    case "carats × 10":
      return amounts(carats * 10n, usd);
    case "carats ÷ 10":
      return amounts(carats / 10n, usd);
    case "value × 10":
      return amounts(carats, usd * 10n);
    case "value ÷ 10":
      return amounts(carats, usd / 10n);
    case "carats × 1000":
      return amounts(carats * 1_000n, usd);
    case "value ÷ 1000":
      return amounts(carats, usd / 1_000n);
    case "carats and value × 10":
      return amounts(carats * 10n, usd * 10n);
    case "exchanged":
      return amounts(usd, carats);
    case "value left out":
      return amounts(carats, null);
    case "copy of the half before": {
      const before = returns.find(
        (other) =>
          other.participant === one.participant &&
          halfNumber(other.half) === halfNumber(one.half) - 1 &&
          other.filed.kind === "FIGURE" &&
          other.filed.mining === (one.filed as { mining: MiningType }).mining,
      );
      return before === undefined ? undefined : put({ filed: before.filed });
    }
    case "under the wrong half":
      return one.half.part === 1 ? put({ half: { ...one.half, part: 2 } }) : undefined;
    case "twenty years early":
      return one.half.year < 2023 || one.entered === null
        ? undefined
        : put({ half: { ...one.half, year: one.half.year - 20 } });
    case "entered twice": {
      const row = 900_000 + place;
      return { returns: [...returns, { ...one, row }], row };
    }
  }
}

/** How many of the slips are warned about, each put in by itself into another return. */
export function slipsFound(
  returns: readonly ProductionReturn[],
  slip: Slip,
  tries: number,
  warnedBy: (returns: readonly ProductionReturn[]) => ReadonlySet<number>,
): { readonly made: number; readonly found: number } {
  let [made, found] = [0, 0];
  // A step that has no divisor in common with the number of returns goes through all of them, far apart.
  for (
    let i = 0, place = 7;
    i < returns.length && made < tries;
    i++, place = (place + 389) % returns.length
  ) {
    const changed = withSlip(returns, place, slip);
    if (changed === undefined) continue;
    made += 1;
    if (warnedBy(changed.returns).has(changed.row)) found += 1;
  }
  return { made, found };
}
