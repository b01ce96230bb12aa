// What may explain a gap, computed from the figures around it: each with its numbers, none with blame. A hypothesis is asked
// only where the two sides differ, and is told only where it closes the gap, or the larger part of it.
import { periodBefore } from "../calendar.ts";
import { periodText, quarterAfter } from "../periods.ts";
import type { Product } from "../observation.ts";
import { agree, gapBetween, usualDeadZone } from "./gap.ts";
import { lineKey } from "./mirror.ts";
import type { MirrorLine, Side } from "./mirror.ts";

export type Hypothesis =
  /** Exported before the period's end and received after it, less what the period before left on its way: above zero, exports lead. */
  | {
      readonly kind: "in-flight";
      readonly carats: bigint;
      readonly certificates: number;
      readonly explains: number;
    }
  /** Together with the period before or after, both sides agree. */
  | {
      readonly kind: "neighbour";
      readonly period: string;
      readonly exported: bigint;
      readonly imported: bigint;
    }
  /** The carats agree, and the values lie apart as freight, insurance or a second valuation set them. */
  | { readonly kind: "valuation"; readonly percent: number; readonly stated: boolean }
  /** The codes differ, and all of them together agree. */
  | { readonly kind: "code"; readonly codes: readonly Product[]; readonly carats: bigint }
  /** A third stands where one of the two should: its own pair lacks, or has too much of, about as much. */
  | {
      readonly kind: "partner";
      readonly third: string;
      readonly side: "EXPORTER" | "IMPORTER";
      readonly carats: bigint;
      readonly explains: number;
    }
  /** Goods that the third had from the exporter, sold on and entered under where they first came from. */
  | { readonly kind: "re-export"; readonly third: string; readonly carats: bigint; readonly explains: number }
  | {
      readonly kind: "tenfold";
      readonly of: "carats" | "usd";
      readonly times: number;
      readonly larger: "EXPORTER" | "IMPORTER";
    }
  | { readonly kind: "swapped"; readonly side: "EXPORTER" | "IMPORTER" };

export interface Around {
  /** Lines by `lineKey`, as the reader may see them. */
  readonly lines: ReadonlyMap<string, MirrorLine>;
  /** From the register: in flight at the period's end less in flight at its beginning, and how many certificates at both. */
  readonly inFlight?: { readonly carats: bigint; readonly certificates: number };
  readonly deadZone?: number;
}

/** Imports lie above exports by freight and insurance, seldom by more: carats agree meanwhile. */
export const valuationBand = { low: 0.01, high: 0.25 } as const;

/** A hypothesis that explains less than this is left out. */
const worthTelling = 0.5;

export function hypothesesOf(line: MirrorLine, around: Around): readonly Hypothesis[] {
  const deadZone = around.deadZone ?? usualDeadZone;
  const [out, into] = [amountsOf(line.exported), amountsOf(line.imported)];
  if (out === undefined || into === undefined) return [];
  const caratsApart = !agree(out.carats, into.carats, deadZone);
  return [
    ...(caratsApart ? slips(line, out, into, deadZone) : []),
    ...(caratsApart ? codes(line, around, deadZone) : []),
    ...(caratsApart ? inFlight(out, into, around) : []),
    ...(caratsApart ? neighbours(line, around, out, into, deadZone) : []),
    ...(caratsApart ? thirds(line, around, into.carats - out.carats, deadZone) : []),
    ...(caratsApart ? [] : valuation(line, out, into, deadZone)),
  ];
}

interface Amounts {
  readonly carats: bigint;
  readonly usd: bigint;
}

function amountsOf(side: Side | undefined): Amounts | undefined {
  if (side?.kind === "NIL") return { carats: 0n, usd: 0n };
  return side?.kind === "FIGURE" && side.carats !== null
    ? { carats: side.carats, usd: side.usd ?? 0n }
    : undefined;
}

function slips(line: MirrorLine, out: Amounts, into: Amounts, deadZone: number): readonly Hypothesis[] {
  if (
    line.exported.kind !== "FIGURE" ||
    line.imported.kind !== "FIGURE" ||
    out.carats === 0n ||
    into.carats === 0n
  )
    return [];
  if (out.usd > 0n && into.usd > 0n) {
    if (agree(out.usd, into.carats, deadZone) && agree(out.carats, into.usd, deadZone))
      // Nobody sells rough for less than a cent a carat: the side whose carats exceed its cents has them exchanged.
      return [{ kind: "swapped", side: out.carats > out.usd ? "EXPORTER" : "IMPORTER" }];
  }
  const [small, large] = out.carats < into.carats ? [out.carats, into.carats] : [into.carats, out.carats];
  const times = [10n, 100n, 1_000n].find((power) => agree(small * power, large, deadZone));
  return times === undefined
    ? []
    : [
        {
          kind: "tenfold",
          of: "carats",
          times: Number(times),
          larger: out.carats > into.carats ? "EXPORTER" : "IMPORTER",
        },
      ];
}

function codes(line: MirrorLine, { lines }: Around, deadZone: number): readonly Hypothesis[] {
  if (line.product === "_T") return [];
  const of = (product: Product): MirrorLine | undefined =>
    lines.get(lineKey({ ...line, product, period: periodText(line.period) }));
  const whole = of("_T");
  const [out, into] = [amountsOf(whole?.exported), amountsOf(whole?.imported)];
  if (out === undefined || into === undefined || !agree(out.carats, into.carats, deadZone)) return [];
  const others = (["7102.10", "7102.21", "7102.31"] as const).filter((product) => {
    const other = product === line.product ? undefined : of(product);
    const [a, b] = [amountsOf(other?.exported), amountsOf(other?.imported)];
    return a !== undefined && b !== undefined && !agree(a.carats, b.carats, deadZone);
  });
  return others.length === 0 ? [] : [{ kind: "code", codes: others, carats: out.carats }];
}

function inFlight(out: Amounts, into: Amounts, { inFlight: moving }: Around): readonly Hypothesis[] {
  if (moving === undefined) return [];
  const explains = shareOf(moving.carats, out.carats - into.carats);
  return explains < worthTelling ? [] : [{ kind: "in-flight", ...moving, explains }];
}

function neighbours(
  line: MirrorLine,
  { lines }: Around,
  out: Amounts,
  into: Amounts,
  deadZone: number,
): readonly Hypothesis[] {
  if (line.period.kind !== "QUARTER") return [];
  return [periodBefore(line.period), quarterAfter(line.period)].flatMap((period): readonly Hypothesis[] => {
    const other = lines.get(lineKey({ ...line, period: periodText(period) }));
    const [a, b] = [amountsOf(other?.exported), amountsOf(other?.imported)];
    if (a === undefined || b === undefined || agree(a.carats, b.carats, deadZone)) return [];
    const [exported, imported] = [out.carats + a.carats, into.carats + b.carats];
    return agree(exported, imported, deadZone)
      ? [{ kind: "neighbour", period: periodText(period), exported, imported }]
      : [];
  });
}

/** Opposite gaps of about the same size at one of the two ends. */
function thirds(line: MirrorLine, { lines }: Around, gap: bigint, deadZone: number): readonly Hypothesis[] {
  const found: Hypothesis[] = [];
  const period = periodText(line.period);
  for (const other of lines.values()) {
    if (other.product !== line.product || periodText(other.period) !== period) continue;
    const sameImporter = other.importer === line.importer && other.exporter !== line.exporter;
    const sameExporter = other.exporter === line.exporter && other.importer !== line.importer;
    if (!sameImporter && !sameExporter) continue;
    const [a, b] = [amountsOf(other.exported), amountsOf(other.imported)];
    if (a === undefined || b === undefined || agree(a.carats, b.carats, deadZone)) continue;
    const opposite = a.carats - b.carats;
    const explains = shareOf(opposite, gap);
    if (explains < worthTelling) continue;
    const third = sameImporter ? other.exporter : other.importer;
    const carats = opposite < 0n ? -opposite : opposite;
    const had = amountsOf(
      lines.get(lineKey({ exporter: line.exporter, importer: third, product: line.product, period }))
        ?.imported,
    );
    found.push(
      sameImporter && gap > 0n && had !== undefined && had.carats > 0n
        ? { kind: "re-export", third, carats, explains }
        : { kind: "partner", third, side: sameImporter ? "EXPORTER" : "IMPORTER", carats, explains },
    );
  }
  return found
    .sort((a, b) => ("explains" in b ? b.explains : 0) - ("explains" in a ? a.explains : 0))
    .slice(0, 3);
}

function valuation(line: MirrorLine, out: Amounts, into: Amounts, deadZone: number): readonly Hypothesis[] {
  if (line.exported.kind !== "FIGURE" || line.imported.kind !== "FIGURE" || out.usd === 0n || into.usd === 0n)
    return [];
  const above = Number(into.usd) / Number(out.usd) - 1;
  const stated =
    line.exported.valuation !== null &&
    line.imported.valuation !== null &&
    line.exported.valuation !== line.imported.valuation;
  // Stated bases that differ are told at any distance within the band; otherwise only where the values do not agree.
  if (
    above < valuationBand.low ||
    above > valuationBand.high ||
    (!stated && agree(out.usd, into.usd, deadZone))
  )
    return [];
  return [{ kind: "valuation", percent: Math.round(above * 1_000) / 10, stated }];
}

/** How much of `gap` is explained by `part`: 1 where they are equal, less where it falls short or goes beyond, 0 where it points the other way. */
function shareOf(part: bigint, gap: bigint): number {
  if (gap === 0n || part === 0n || part > 0n !== gap > 0n) return 0;
  return Math.max(0, 1 - Math.abs(gapBetween(part, gap).share));
}
