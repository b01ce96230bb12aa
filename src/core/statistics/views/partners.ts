// Trade by partner, as one of the two sides tells it: the links of one year, the largest first and the rest together; and what
// each side says of the three subheadings, which explains most gaps between codes.
import { roughGoods } from "../../kp/goods.ts";
import type { RoughCode } from "../../kp/goods.ts";
import type { Observation } from "../observation.ts";
import { grouped } from "../screening/findings.ts";
import { cellOf } from "./cells.ts";
import type { Cell, Measure } from "./cells.ts";
import { isAggregate } from "./ranking.ts";
import { everything, yearSum } from "./sums.ts";
import type { Scope, Sum } from "./sums.ts";

/** Who tells: the exporter what it sent, or the importer what it received. */
export const sides = ["EXPORT", "IMPORT"] as const;
export type Side = (typeof sides)[number];

export interface Link {
  readonly from: string;
  readonly to: string;
  readonly sum: Sum;
  readonly cell: Cell;
}

export interface Links {
  /** Of which the amount is known, the largest first. */
  readonly links: readonly Link[];
  /** Withheld, or without this amount. */
  readonly unknown: readonly Link[];
  /** Who says how much in all, and not with whom. */
  readonly unnamed: readonly { readonly reporter: string; readonly sum: Sum; readonly cell: Cell }[];
}

const notOnePartner: ReadonlySet<string> = new Set(["W", "_O", "_Z", "WORLD", "OTHERS"]);

export function linksOf(
  observations: readonly Observation[],
  year: number,
  side: Side,
  measure: Measure,
  scope: Pick<Scope, "product"> = everything,
): Links {
  const told = observations.filter(
    ({ flow, reporter, period }) =>
      flow === side && !isAggregate(reporter) && period.kind !== "FISCAL" && period.year === year,
  );
  const links: Link[] = [];
  const unnamed: Links["unnamed"][number][] = [];
  for (const [reporter, of] of grouped(told, (one) => one.reporter)) {
    const partners = new Set(
      of.flatMap(({ counterpart }) => (notOnePartner.has(counterpart) ? [] : [counterpart])),
    );
    for (const counterpart of partners) {
      const sum = yearSum(
        of.filter((one) => one.counterpart === counterpart),
        year,
        { ...everything, ...scope, counterpart },
      );
      if (sum === undefined || sum.nil) continue;
      const [from, to] = side === "EXPORT" ? [reporter, counterpart] : [counterpart, reporter];
      links.push({ from, to, sum, cell: cellOf(sum, measure) });
    }
    const all = yearSum(of, year, { ...everything, ...scope });
    if (partners.size === 0 && all !== undefined && !all.nil)
      unnamed.push({ reporter, sum: all, cell: cellOf(all, measure) });
  }
  return {
    links: links.filter(({ cell }) => cell.kind === "FIGURE").toSorted(larger),
    unknown: links.filter(({ cell }) => cell.kind !== "FIGURE"),
    unnamed,
  };
}

/** The largest, and how many are left with how much: never everything at once. */
export function largest(
  links: readonly Link[],
  most: number,
): { readonly shown: readonly Link[]; readonly others: { readonly links: number; readonly amount: bigint } } {
  const rest = links.slice(most);
  return {
    shown: links.slice(0, most),
    others: { links: rest.length, amount: rest.reduce((sum, link) => sum + amountOf(link), 0n) },
  };
}

export function amountOf({ cell }: { readonly cell: Cell }): bigint {
  return cell.kind === "FIGURE" ? cell.amount : 0n;
}

function larger(a: Link, b: Link): number {
  const [first, second] = [amountOf(a), amountOf(b)];
  if (first !== second) return first > second ? -1 : 1;
  return `${a.from}${a.to}` < `${b.from}${b.to}` ? -1 : 1;
}

export interface CodeSides {
  readonly code: RoughCode;
  readonly exporter: { readonly sum: Sum | undefined; readonly cell: Cell };
  readonly importer: { readonly sum: Sum | undefined; readonly cell: Cell };
}

/** `from` to `to` in one year, code by code, as both tell it. Without `to`: all that left, and all that came from there. */
export function codeMix(
  observations: readonly Observation[],
  asked: { readonly from: string; readonly to?: string; readonly year: number; readonly measure: Measure },
): readonly CodeSides[] {
  const { from, to, year, measure } = asked;
  const inYear = observations.filter(({ period }) => period.kind !== "FISCAL" && period.year === year);
  const sent = inYear.filter(({ flow, reporter }) => flow === "EXPORT" && reporter === from);
  const received = inYear.filter(
    ({ flow, reporter, counterpart }) =>
      flow === "IMPORT" &&
      counterpart === from &&
      !isAggregate(reporter) &&
      (to === undefined || reporter === to),
  );
  return roughGoods.map(({ code }) => {
    const exporter = yearSum(sent, year, { ...everything, product: code, counterpart: to ?? "W" });
    const importer = together(
      [...grouped(received, ({ reporter }) => reporter).values()].flatMap(
        (of) => yearSum(of, year, { ...everything, product: code, counterpart: from }) ?? [],
      ),
    );
    return {
      code,
      exporter: { sum: exporter, cell: cellOf(exporter, measure) },
      importer: { sum: importer, cell: cellOf(importer, measure) },
    };
  });
}

/** What several importers say of one exporter; null where one of them does not give the amount. */
function together(sums: readonly Sum[]): Sum | undefined {
  const [first, ...rest] = sums;
  if (first === undefined) return undefined;
  return rest.reduce<Sum>(
    (all, one) => ({
      ...all,
      source: all.source === one.source ? all.source : `${all.source} ${one.source}`,
      valuation: all.valuation === one.valuation ? all.valuation : null,
      carats: added(all.carats, one.carats),
      usd: added(all.usd, one.usd),
      count: added(all.count, one.count),
      nil: all.nil && one.nil,
      figures: all.figures + one.figures,
      withheld: all.withheld + one.withheld,
      provisional: all.provisional || one.provisional,
      partly: [...new Set([...all.partly, ...one.partly])],
      missing: [...new Set([...all.missing, ...one.missing])],
      knownFrom: all.knownFrom > one.knownFrom ? all.knownFrom : one.knownFrom,
    }),
    first,
  );
}

function added(a: bigint | null, b: bigint | null): bigint | null {
  return a === null ? b : b === null ? a : a + b;
}
