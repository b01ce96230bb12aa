// Returns against what was published: the year (or half) summed and set beside figures of articles and releases, each as exact
// as it was printed; and exports against what a Participant can have had. A figure that another publication confirms, exactly
// enough to tell the two apart, is a disagreement of sources and no question to the filer.
import { halfKey, grouped } from "./findings.ts";
import type { FigureRow, Finding } from "./findings.ts";
import type { PublishedFigure, Rounded } from "../returns.ts";

interface Filed {
  readonly rows: readonly FigureRow[];
  readonly carats: bigint;
  readonly usd: bigint;
}

export function publishedFindings(
  figures: readonly FigureRow[],
  published: readonly PublishedFigure[],
): readonly Finding[] {
  const filedFor = filedTotals(figures);
  const findings: Finding[] = [];
  const facts = grouped(
    published.filter(({ flow }) => flow === "PRODUCTION"),
    ({ reporter, year, part }) => `${reporter} ${year} ${part ?? ""}`,
  );
  for (const said of facts.values()) {
    const [first] = said;
    const filed = first === undefined ? undefined : filedFor(first);
    const row = filed?.rows[0];
    if (first === undefined || filed === undefined || row === undefined) continue;
    for (const of of ["carats", "usd"] as const) {
      const values = said.flatMap((one) => (one[of] === null ? [] : [{ figure: one, rounded: one[of] }]));
      const against = values
        .filter(({ rounded }) => !covers(rounded, filed[of]))
        .filter(
          ({ rounded }) =>
            !values.some(({ rounded: other }) => covers(other, filed[of]) && !overlap(other, rounded)),
        )
        .sort((a, b) => Number(a.rounded.give - b.rounded.give))[0];
      if (against === undefined || against.rounded.value === 0n) continue;
      const share = Number(filed[of] - against.rounded.value) / Number(against.rounded.value);
      findings.push({
        participant: first.reporter,
        half: row.half,
        rows: filed.rows.map((one) => one.row),
        rule: "published-otherwise",
        of,
        filed: filed[of],
        published: against.rounded.value,
        percent: Math.round(share * 10_000) / 100,
        whole: first.part === null,
        source: against.figure.source,
        // A figure to the cent that was changed afterwards is as certain as a large change.
        strength: 1.5 + Math.min(3, Math.abs(share) * 10) + (against.rounded.give === 0n ? 2 : 0),
        cause: "restated",
      });
    }
  }
  return [...findings, ...balanceFindings(filedFor, published)];
}

/** Exports of a year above production and imports together, with what was in stock (unknown: none). */
function balanceFindings(
  filedFor: (of: Pick<PublishedFigure, "reporter" | "year" | "part">) => Filed | undefined,
  published: readonly PublishedFigure[],
): readonly Finding[] {
  const keyOf = ({ reporter, year, part }: PublishedFigure): string => `${reporter} ${year} ${part ?? ""}`;
  const importsOf = grouped(
    published.filter(({ flow, carats }) => flow === "IMPORT" && carats !== null),
    keyOf,
  );
  // Of whoever is known to import in other years, a year without imports says only that nobody printed them.
  const importers = new Set(published.flatMap(({ flow, reporter }) => (flow === "IMPORT" ? [reporter] : [])));
  return published.flatMap((one): readonly Finding[] => {
    if (one.flow !== "EXPORT" || one.carats === null) return [];
    const filed = filedFor(one);
    const row = filed?.rows[0];
    if (filed === undefined || row === undefined) return [];
    const imports = (importsOf.get(keyOf(one)) ?? []).map(({ carats }) =>
      carats === null ? 0n : carats.value + carats.give,
    );
    const balance = {
      production: filed.carats,
      imports: imports.length === 0 ? null : imports.reduce((a, b) => (a > b ? a : b)),
      exports: one.carats.value - one.carats.give,
      stock: null,
    };
    const beyond = exportsBeyond(balance);
    return beyond === null
      ? []
      : [
          {
            participant: one.reporter,
            half: row.half,
            rows: filed.rows.map(({ row }) => row),
            rule: "exports-beyond",
            exports: one.carats.value,
            available: beyond.available,
            importsKnown: balance.imports !== null,
            times: beyond.times,
            strength:
              balance.imports === null && importers.has(one.reporter)
                ? 0.9
                : Math.min(9, 1 + Math.log2(beyond.times)),
            cause: "not-counted-or-not-mined",
          },
        ];
  });
}

export interface Balance {
  readonly production: bigint;
  /** Null where nobody has told. */
  readonly imports: bigint | null;
  readonly exports: bigint;
  readonly stock: bigint | null;
}

/** Null where exports fit what there was, or where the stock of one year's production and imports could explain them. */
export function exportsBeyond(
  balance: Balance,
): { readonly available: bigint; readonly times: number } | null {
  const supply = balance.production + (balance.imports ?? 0n);
  const available = supply + (balance.stock ?? 0n);
  // Nobody knows the stock: as much again as one year brings is borne before it is asked.
  const borne = balance.stock === null ? supply * 2n : available;
  if (balance.exports <= borne) return null;
  return { available, times: available === 0n ? 1_000 : Number(balance.exports) / Number(available) };
}

/** The sums of years and halves that were filed whole: a year of which only one half is there is compared with nothing. */
function filedTotals(
  figures: readonly FigureRow[],
): (of: Pick<PublishedFigure, "reporter" | "year" | "part">) => Filed | undefined {
  const halves = grouped(figures, ({ participant, half }) => halfKey(participant, half));
  return ({ reporter, year, part }) => {
    const wanted = part === null ? ([1, 2] as const) : [part];
    const rows = wanted.map((one) => halves.get(halfKey(reporter, { kind: "HALF", year, part: one })));
    if (rows.some((one) => one === undefined)) return undefined;
    const all = rows.flatMap((one) => one ?? []);
    const sum = (of: "carats" | "usd"): bigint => all.reduce((total, row) => total + row[of], 0n);
    return { rows: all, carats: sum("carats"), usd: sum("usd") };
  };
}

function covers({ value, give }: Rounded, filed: bigint): boolean {
  return filed >= value - give && filed <= value + give;
}

function overlap(a: Rounded, b: Rounded): boolean {
  return a.value - a.give <= b.value + b.give && b.value - b.give <= a.value + a.give;
}
