// What does not fit in a return of trade or of certificate counts, seen beside the filer's own earlier returns, its own
// certificates, and what it can have had to export. Pure. Rows are places in the return; a finding without rows speaks of
// what the return does not say.
import { daysBetween } from "../../kp/dates.ts";
import type { IsoDate } from "../../kp/dates.ts";
import { mayReceiveOn, mayTradeOn } from "../../kp/statuses.ts";
import type { StatusRow, TradeRefusal } from "../../kp/statuses.ts";
import type { ReturnPeriod } from "../calendar.ts";
import type { Flow, Observation, Product } from "../observation.ts";
import { daysOf, lastDayOf, periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import type { ReturnRow } from "../return-rules.ts";
import { grouped } from "./findings.ts";
import { countDepartures, flowDepartures } from "./certified.ts";
import type { Certified, CertifiedFinding } from "./certified.ts";
import { exportsBeyond } from "./published.ts";
import { medianOf, spreadOf } from "./robust.ts";

interface Common {
  readonly rows: readonly number[];
  /** As of the findings of production: 1 is where it speaks, 2 where a reason is asked for. */
  readonly strength: number;
}

export interface Goods {
  readonly flow: Flow;
  readonly partner: string;
  readonly code: Product;
}

export interface Meant {
  readonly carats: bigint;
  readonly usd: bigint;
}

export type TradeFinding = Common &
  (
    | (Goods & {
        readonly rule: "trade-unit-value";
        /** Dollars for a carat, in cents. */
        readonly filed: bigint;
        readonly usual: bigint;
        readonly times: number;
        readonly returns: number;
        /** What a slip of the keyboard would have made of, where one fits. */
        readonly perhaps: Meant | null;
      })
    | (Goods & {
        readonly rule: "trade-volume";
        readonly carats: bigint;
        readonly usual: bigint;
        readonly times: number;
        readonly perhaps: Meant | null;
      })
    | (Goods & { readonly rule: "trade-value-missing"; readonly carats: bigint })
    | (Goods & { readonly rule: "trade-carats-missing"; readonly usd: bigint })
    | (Goods & { readonly rule: "trade-partner"; readonly reason: TradeRefusal })
    | (Goods & { readonly rule: "trade-copy"; readonly carats: bigint; readonly other: string })
    | {
        readonly rule: "trade-exports-beyond";
        readonly exports: bigint;
        readonly available: bigint;
        readonly times: number;
      }
    | { readonly rule: "filed-before-the-end"; readonly days: number }
    | { readonly rule: "filed-years-late"; readonly years: number }
    | {
        readonly rule: "count-unusual";
        readonly flow: Flow;
        readonly filed: number;
        readonly usual: number;
        readonly times: number;
      }
    | CertifiedFinding
  );

export interface TradeScreening {
  readonly rows: readonly ReturnRow[];
  readonly period: ReturnPeriod;
  readonly participant: string;
  readonly today: IsoDate;
  /** The filer's own figures of other periods, production among them: one for each key and period. */
  readonly history: readonly Observation[];
  readonly statuses: readonly StatusRow[];
  /** Undefined: it has no certificates on this record in that quarter, so there is nothing to compare with. */
  readonly certified: Certified | undefined;
}

/** The strongest first. */
export function tradeFindings(screening: TradeScreening): readonly TradeFinding[] {
  const { rows, history, certified } = screening;
  const before = grouped(history, ({ flow, counterpart, product }) => `${flow} ${counterpart} ${product}`);
  return [
    ...timing(screening),
    ...rows.flatMap((row, place) => [
      ...amountMissing(row, place),
      ...partner(row, place, screening),
      ...level(row, place, before.get(`${row.flow} ${row.counterpart} ${row.product}`) ?? [], history),
      ...copy(row, place, before.get(`${row.flow} ${row.counterpart} ${row.product}`) ?? []),
      ...countLevel(row, place, before.get(`${row.flow} ${row.counterpart} ${row.product}`) ?? []),
    ]),
    ...beyond(screening),
    ...(certified === undefined
      ? []
      : rows.some(({ flow }) => flow === "IMPORT" || flow === "EXPORT")
        ? flowDepartures(rows, certified)
        : countDepartures(rows, certified)),
  ].toSorted((a, b) => b.strength - a.strength);
}

/** Weeks before the end it may be an early estimate; months before, the wrong quarter. */
function timing({ period, today, rows }: TradeScreening): readonly TradeFinding[] {
  if (rows.length === 0) return [];
  const days = daysBetween(today, lastDayOf(period));
  const common = { rows: rows.map((_, place) => place) };
  if (days >= 0)
    return [{ ...common, rule: "filed-before-the-end", days, strength: days > 21 ? 2 + days / 1_000 : 1 }];
  return days < -730
    ? [{ ...common, rule: "filed-years-late", years: Math.floor(-days / 365), strength: -days / 730 }]
    : [];
}

function goodsOf({ flow, counterpart, product }: ReturnRow): Goods {
  return { flow, partner: counterpart, code: product };
}

function amountMissing(row: ReturnRow, place: number): readonly TradeFinding[] {
  const [carats, usd] = [row.carats ?? 0n, row.usd ?? 0n];
  const common = { ...goodsOf(row), rows: [place], strength: 9 };
  if (carats > 0n && usd === 0n) return [{ ...common, rule: "trade-value-missing", carats }];
  if (usd > 0n && carats === 0n) return [{ ...common, rule: "trade-carats-missing", usd }];
  return [];
}

function partner(
  row: ReturnRow,
  place: number,
  { statuses, period }: TradeScreening,
): readonly TradeFinding[] {
  if (row.counterpart === "W" || (row.flow !== "IMPORT" && row.flow !== "EXPORT")) return [];
  const day = lastDayOf(period);
  const may =
    row.flow === "EXPORT"
      ? mayReceiveOn(statuses, row.counterpart, day)
      : mayTradeOn(statuses, row.counterpart, day, "");
  // Which zone goods came from is a question for their certificate; a sum of a quarter has many.
  if (may.ok || may.reason.startsWith("ZONE")) return [];
  return [
    {
      ...goodsOf(row),
      rows: [place],
      rule: "trade-partner",
      reason: may.reason,
      strength: may.reason === "STATUS_UNKNOWN" ? 1 : 3,
    },
  ];
}

interface Level {
  readonly u: number;
  readonly c: number;
}

/** Four times is a wide band; ten times wants a reason; a slip that explains it is offered with what it was made of. */
const [askedFactor, reasonFactor, leastSpread] = [4, 10, 0.3];

function level(
  row: ReturnRow,
  place: number,
  own: readonly Observation[],
  history: readonly Observation[],
): readonly TradeFinding[] {
  const now = levelOf(row);
  if (now === undefined) return [];
  const before = own.flatMap((one) => levelOf(one) ?? []);
  // Goods of this code with other partners are better than nobody's, for their value and not for their weight.
  const priced =
    before.length >= 2
      ? before
      : history
          .filter(({ flow, product }) => flow === row.flow && product === row.product)
          .flatMap((one) => levelOf(one) ?? []);
  if (priced.length < 2) return [];
  const center = medianOf(priced.map(({ u }) => u));
  const spread = Math.max(
    leastSpread,
    spreadOf(
      priced.map(({ u }) => u),
      center,
    ),
  );
  const factor = Math.exp(Math.abs(now.u - center));
  const common = { ...goodsOf(row), rows: [place] };
  const findings: TradeFinding[] = [];
  if (factor >= askedFactor && Math.abs(now.u - center) > 2.5 * spread) {
    const perhaps = slip(row, now, { u: center, spread }, before);
    findings.push({
      ...common,
      rule: "trade-unit-value",
      filed: centsPerCarat(now.u),
      usual: centsPerCarat(center),
      times: factor,
      returns: priced.length,
      perhaps,
      strength: (perhaps === null ? 1 : 2) + Math.log(factor) / Math.log(reasonFactor),
    });
  }
  if (before.length < 2) return findings;
  const usual = medianOf(before.map(({ c }) => c));
  const times = Math.exp(Math.abs(now.c - usual));
  const most = Math.exp(Math.max(now.c, usual)) / 100;
  if (findings.length === 0 && times >= 6 && most >= 5_000) {
    const power = Math.round(Math.log10(times));
    const near = Math.abs(Math.log10(times) - power) < 0.1 && now.c > usual;
    const scale = 10n ** BigInt(power);
    findings.push({
      ...common,
      rule: "trade-volume",
      carats: row.carats ?? 0n,
      usual: BigInt(Math.round(Math.exp(usual))),
      times,
      perhaps: near ? { carats: (row.carats ?? 0n) / scale, usd: (row.usd ?? 0n) / scale } : null,
      strength: near ? 2.5 : now.c > usual ? 1 + Math.log(times / 6) : 0.7,
    });
  }
  return findings;
}

function levelOf({ carats, usd }: Pick<Observation, "carats" | "usd">): Level | undefined {
  if (carats === null || usd === null || carats <= 0n || usd <= 0n) return undefined;
  return { u: Math.log(Number(usd) / Number(carats)), c: Math.log(Number(carats)) };
}

function centsPerCarat(u: number): bigint {
  return BigInt(Math.round(Math.exp(u) * 100));
}

/** Swapped columns, or a power of ten on one of the two amounts, that brings both back to what is usual. */
function slip(
  row: ReturnRow,
  now: Level,
  band: { readonly u: number; readonly spread: number },
  before: readonly Level[],
): Meant | null {
  const [carats, usd] = [row.carats ?? 0n, row.usd ?? 0n];
  const usual = before.length >= 2 ? medianOf(before.map(({ c }) => c)) : undefined;
  const scales = [10n, 100n, 1_000n];
  const candidates: Meant[] = [
    { carats: usd, usd: carats },
    ...scales.flatMap((scale) => [
      { carats: carats / scale, usd },
      { carats: carats * scale, usd },
      { carats, usd: usd / scale },
      { carats, usd: usd * scale },
    ]),
  ];
  let best: { readonly meant: Meant; readonly distance: number } | undefined;
  for (const meant of candidates) {
    const made = levelOf(meant);
    if (made === undefined || Math.abs(made.u - band.u) > 2 * band.spread) continue;
    // The weight must not go away from what is usual: otherwise the value slipped and not the weight.
    if (usual !== undefined && Math.abs(made.c - usual) > Math.abs(now.c - usual) + 0.01) continue;
    const distance =
      Math.abs(made.u - band.u) / band.spread + (usual === undefined ? 0 : Math.abs(made.c - usual));
    if (best === undefined || distance < best.distance) best = { meant, distance };
  }
  return best?.meant ?? null;
}

/** The same two amounts to the hundredth as in another quarter. Round and small figures say nothing. */
function copy(row: ReturnRow, place: number, own: readonly Observation[]): readonly TradeFinding[] {
  const digits = (amount: bigint | null): number => String(amount ?? 0n).replace(/0+$/, "").length;
  if (digits(row.carats) < 4 || digits(row.usd) < 4) return [];
  const same = own.find(({ carats, usd }) => carats === row.carats && usd === row.usd);
  return same === undefined
    ? []
    : [
        {
          ...goodsOf(row),
          rows: [place],
          rule: "trade-copy",
          carats: row.carats ?? 0n,
          other: periodText(same.period),
          strength: 3,
        },
      ];
}

function countLevel(row: ReturnRow, place: number, own: readonly Observation[]): readonly TradeFinding[] {
  const before = own.flatMap(({ count }) => (count === null || count === 0 ? [] : [count]));
  if (row.count === null || row.count === 0 || before.length < 2) return [];
  const usual = medianOf(before);
  const times = Math.max(row.count / usual, usual / row.count);
  if (times < 5 || Math.max(row.count, usual) < 20) return [];
  return [
    {
      rows: [place],
      rule: "count-unusual",
      flow: row.flow,
      filed: row.count,
      usual: Math.round(usual),
      times,
      strength: times >= reasonFactor ? 2 : 1,
    },
  ];
}

/** Four quarters of exports against two half-years of production and four quarters of imports. */
function beyond({ rows, period, history }: TradeScreening): readonly TradeFinding[] {
  const until = daysOf(period).until;
  const from = `${Number(until.slice(0, 4)) - 1}${until.slice(4)}`;
  const inYear = (other: Period): boolean => daysOf(other).from >= from && daysOf(other).until <= until;
  const sum = (all: readonly { readonly carats: bigint | null }[]): bigint =>
    all.reduce((total, { carats }) => total + (carats ?? 0n), 0n);
  const ofFlow = (flow: Flow): readonly Observation[] =>
    history.filter((one) => one.flow === flow && inYear(one.period));
  const halves = history
    .filter(
      (one) => one.flow === "PRODUCTION" && one.period.kind === "HALF" && daysOf(one.period).from < until,
    )
    .toSorted((a, b) => (daysOf(a.period).from < daysOf(b.period).from ? 1 : -1));
  const latest = [...new Set(halves.map((one) => periodText(one.period)))].slice(0, 2);
  // Of half a year's mining one cannot tell what a year exports; older than two years says nothing of now.
  const oldest = halves.find((one) => periodText(one.period) === latest[1]);
  if (oldest === undefined || daysBetween(daysOf(oldest.period).until, until) > 730) return [];
  const exported = rows.flatMap((row, place) => (row.flow === "EXPORT" ? [place] : []));
  if (exported.length === 0) return [];
  const exports = sum(ofFlow("EXPORT")) + sum(exported.map((place) => rows[place] as ReturnRow));
  const found = exportsBeyond({
    production: sum(halves.filter((one) => latest.includes(periodText(one.period)))),
    imports: sum(ofFlow("IMPORT")) + sum(rows.filter(({ flow }) => flow === "IMPORT")),
    exports,
    stock: null,
  });
  return found === null
    ? []
    : [
        {
          rows: exported,
          rule: "trade-exports-beyond",
          exports,
          available: found.available,
          times: found.times,
          strength: Math.min(9, 1 + Math.log2(found.times)),
        },
      ];
}
