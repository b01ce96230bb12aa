// The demonstration's figures: invented, by rules that a reader can follow, so that production, trade, mirror figures and
// certificate counts fit together, and in a few places do not. No figure is taken from any source; the same day gives the
// same figures. Amounts in hundredths of a carat and in cents.
import { addDays } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { traders } from "#core/kp/participants.ts";
import { dueOn, lastDayOf, parsePeriod, periodText } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import type { ReturnType, RowFacts } from "../facts.ts";

export interface InventedReturn {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: string;
  readonly version: number;
  readonly on: IsoDate;
  readonly kind: "FIGURE" | "NIL";
  readonly status: "NORMAL" | "PROVISIONAL";
  readonly rows: readonly RowFacts[];
  readonly why: string;
}

type Producer = readonly [code: string, mining: "ASM" | "LSM", carats: number, usdPerCarat: number];

/** Thousands of carats in a half-year, and dollars a carat. */
const producers: readonly Producer[] = [
  ["AO", "LSM", 3_900, 130],
  ["BR", "ASM", 40, 210],
  ["BW", "LSM", 8_200, 118],
  ["CA", "LSM", 5_600, 95],
  ["CD", "ASM", 3_100, 14],
  ["CD", "LSM", 900, 19],
  ["GH", "ASM", 35, 31],
  ["GN", "ASM", 70, 60],
  ["LS", "LSM", 260, 410],
  ["NA", "LSM", 880, 480],
  ["RU", "LSM", 12_400, 88],
  ["SL", "ASM", 110, 175],
  ["SL", "LSM", 190, 160],
  ["TZ", "LSM", 90, 150],
  ["ZA", "ASM", 120, 260],
  ["ZA", "LSM", 3_000, 125],
  ["ZW", "LSM", 1_800, 74],
];

/** Who sells to whom, in thousands of carats a quarter and dollars a carat, non-industrial and unsorted together. */
const links: readonly (readonly [from: string, to: string, carats: number, usdPerCarat: number])[] = [
  ["AO", "AE", 1_300, 135],
  ["AO", "EU", 600, 128],
  ["BW", "EU", 1_700, 121],
  ["BW", "AE", 1_100, 117],
  ["BW", "IN", 900, 112],
  ["CA", "EU", 1_900, 97],
  ["CA", "IN", 700, 91],
  ["CD", "AE", 1_500, 15],
  ["LS", "EU", 120, 415],
  ["NA", "EU", 260, 492],
  ["NA", "AE", 170, 470],
  ["RU", "AE", 3_400, 90],
  ["RU", "CN", 700, 86],
  ["SL", "EU", 110, 168],
  ["SL", "AE", 45, 161],
  ["TZ", "EU", 40, 149],
  ["ZA", "EU", 800, 131],
  ["ZA", "AE", 500, 127],
  ["ZW", "AE", 850, 76],
  ["AE", "IN", 5_200, 118],
  ["AE", "EU", 900, 125],
  ["EU", "IN", 3_300, 122],
  ["EU", "AE", 1_200, 116],
  ["EU", "IL", 400, 190],
  ["EU", "US", 90, 310],
  ["IN", "AE", 600, 60],
  ["IL", "EU", 220, 185],
  ["CH", "EU", 80, 205],
  ["GB", "EU", 130, 140],
  ["US", "IN", 40, 95],
];

const trading: ReadonlySet<string> = new Set(links.flatMap(([from, to]) => [from, to]));
const producing: ReadonlySet<string> = new Set(producers.map(([code]) => code));

/** Two that have not filed for the last period, so that this is seen too. */
const missingLast = { PRODUCTION: "GN", TRADE: "ZW" } as const;

/** The periods that were due by `today`, newest last. */
export function periodsDue(today: IsoDate, kind: "HALF" | "QUARTER", count: number): readonly Period[] {
  const year = Number(today.slice(0, 4));
  const parts = kind === "HALF" ? ["S1", "S2"] : ["Q1", "Q2", "Q3", "Q4"];
  return [year - 3, year - 2, year - 1, year]
    .flatMap((one) => parts.map((part) => parsePeriod(`${one}-${part}`) as Period))
    .filter((period) => dueOn(period) <= today)
    .slice(-count);
}

/** In the order of the days on which they were filed. */
export function inventedReturns(today: IsoDate): readonly InventedReturn[] {
  const [halves, quarters] = [periodsDue(today, "HALF", 3), periodsDue(today, "QUARTER", 6)];
  const all = [
    ...halves.flatMap((half, place) => productionReturns(half, halves.length - 1 - place)),
    ...quarters.flatMap((quarter, place) => tradeReturns(quarter, quarters.length - 1 - place)),
  ];
  return all
    .filter(({ on }) => on <= today)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.version - b.version));
}

/** `age` 0 is the last period that is due. */
function productionReturns(half: Period, age: number): readonly InventedReturn[] {
  const period = periodText(half);
  return traders.flatMap(({ code: participant }): readonly InventedReturn[] => {
    if (age === 0 && participant === missingLast.PRODUCTION) return [];
    const on = filedOn(half, participant);
    if (!producing.has(participant))
      return [nil(participant, "PRODUCTION", period, on, [row({ flow: "PRODUCTION", carats: 0, usd: 0 })])];
    const rows = mined(participant, period);
    const filed = {
      participant,
      type: "PRODUCTION" as const,
      period,
      version: 1,
      on,
      kind: "FIGURE" as const,
      status: "NORMAL" as const,
      rows,
      why: "",
    };
    // The first figure lost its last digit, and was put right three weeks later.
    if (participant === "TZ" && age === 2) {
      const slip = rows.map((one) => ({ ...one, carats: part(Number(one.carats), 10) }));
      const why = "The first figure left out the last digit of the carats. (Invented.)";
      return [
        { ...filed, rows: slip },
        { ...filed, version: 2, on: addDays(filed.on, 21), why },
      ];
    }
    return [filed];
  });
}

function mined(participant: string, period: string): readonly RowFacts[] {
  return producers
    .filter(([code]) => code === participant)
    .map(([code, mining, thousands, price]) => {
      const carats = amount(thousands * 100_000, `${code}${mining}${period}`, 0.18);
      const usd = worth(carats, price, `${code}${period}`, 0.12);
      return row({ flow: "PRODUCTION", mining, carats, usd });
    });
}

function tradeReturns(quarter: Period, age: number): readonly InventedReturn[] {
  const period = periodText(quarter);
  const before = periodBefore(period);
  return traders.flatMap(({ code: participant }): readonly InventedReturn[] => {
    if (age === 0 && participant === missingLast.TRADE) return [];
    const on = filedOn(quarter, participant);
    if (!trading.has(participant))
      return [
        nil(participant, "TRADE", period, on, [
          row({ flow: "EXPORT", counterpart: "W", carats: 0, usd: 0 }),
          row({ flow: "IMPORT", counterpart: "W", carats: 0, usd: 0 }),
        ]),
        nil(participant, "CERTIFICATES", period, on, [
          row({ flow: "KPC_ISSUED", counterpart: "W", count: 0 }),
          row({ flow: "KPC_RECEIVED", counterpart: "W", count: 0 }),
        ]),
      ];
    const exports = links.filter(([from]) => from === participant);
    const imports = links.filter(([, to]) => to === participant);
    const rows = [
      ...exports.flatMap(([from, to, thousands, price]) =>
        sold(from, to, thousands, price, period).map((goods) =>
          row({ ...goods, flow: "EXPORT", counterpart: to, valuation: "FOB" }),
        ),
      ),
      ...imports.flatMap(([from, to, thousands, price]) => {
        // One pair is missing on the importing side, one is entered ten times too large, by design of the demonstration.
        if (from === "CH" && age === 1) return [];
        const [now, earlier] = [
          sold(from, to, thousands, price, period),
          sold(from, to, thousands, price, before),
        ];
        return now.map((goods, place) => {
          // What left in the last days arrives in the next quarter; freight is in the value.
          const carats = part(goods.carats, 93) + part(earlier[place]?.carats ?? 0, 7);
          const usd = part(part(goods.usd, 93) + part(earlier[place]?.usd ?? 0, 7), 102);
          const tenfold = from === "TZ" && age === 2 ? 10 : 1;
          return row({
            code: goods.code,
            carats: carats * tenfold,
            usd,
            flow: "IMPORT",
            counterpart: from,
            valuation: "CIF",
          });
        });
      }),
    ];
    const filed = {
      participant,
      period,
      version: 1,
      on,
      kind: "FIGURE",
      status: age === 0 ? "PROVISIONAL" : "NORMAL",
      why: "",
    } as const;
    return [
      { ...filed, type: "TRADE", rows },
      {
        ...filed,
        type: "CERTIFICATES",
        status: "NORMAL",
        rows: [
          row({ flow: "KPC_ISSUED", counterpart: "W", count: certificates(exports, period) }),
          row({ flow: "KPC_RECEIVED", counterpart: "W", count: certificates(imports, period) }),
        ],
      },
    ];
  });
}

function nil(
  participant: string,
  type: ReturnType,
  period: string,
  on: IsoDate,
  rows: readonly RowFacts[],
): InventedReturn {
  return { participant, type, period, version: 1, on, kind: "NIL", status: "NORMAL", rows, why: "" };
}

interface Goods {
  readonly code: string;
  readonly carats: number;
  readonly usd: number;
}

function sold(from: string, to: string, thousands: number, price: number, period: string): readonly Goods[] {
  const carats = amount(thousands * 100_000, `${from}${to}${period}`, 0.22);
  const usd = worth(carats, price, `${from}${to}${period}`, 0.06);
  const unsorted = part(carats, 30);
  return [
    { code: "7102.31", carats: carats - unsorted, usd: usd - part(usd, 12) },
    { code: "7102.10", carats: unsorted, usd: part(usd, 12) },
  ];
}

/** A certificate for every twenty thousand carats, and a few. */
function certificates(of: readonly (readonly [string, string, number, number])[], period: string): number {
  return of.reduce(
    (sum, [from, to, thousands]) =>
      sum + 3 + Math.round(amount(thousands * 100_000, `${from}${to}${period}`, 0.22) / 2_000_000),
    0,
  );
}

/** Most in the last weeks before it is due, some after; a Participant keeps its habit. */
function filedOn(period: Period, participant: string): IsoDate {
  const habit = Math.floor(sway(participant) * 60) - 50;
  const late = sway(`${participant}${periodText(period)}`) > 0.9 ? 45 : 0;
  const on = addDays(dueOn(period), habit + late);
  return on > lastDayOf(period) ? on : addDays(lastDayOf(period), 9);
}

function periodBefore(period: string): string {
  const [year, part] = [period.slice(0, 4), period.slice(6)];
  return part === "1" ? `${Number(year) - 1}-Q4` : `${year}-Q${Number(part) - 1}`;
}

function row(given: {
  readonly flow: string;
  readonly counterpart?: string;
  readonly code?: string;
  readonly mining?: string;
  readonly carats?: number;
  readonly usd?: number;
  readonly count?: number;
  readonly valuation?: string;
}): RowFacts {
  return {
    flow: given.flow,
    counterpart: given.counterpart ?? "_Z",
    product: given.code ?? "_T",
    mining: given.mining ?? "_T",
    origin: "_Z",
    carats: given.carats ?? null,
    usd: given.usd ?? null,
    count: given.count ?? null,
    status: "NORMAL",
    valuation: given.valuation ?? null,
    note: null,
  };
}

function amount(around: number, name: string, spread: number): number {
  return Math.round(around * (1 + spread * (2 * sway(name) - 1)));
}

/** Cents: dollars a carat are as many cents for a hundredth of one. */
function worth(carats: number, price: number, name: string, spread: number): number {
  return Math.round(carats * price * (1 + spread * (2 * sway(`value ${name}`) - 1)));
}

function part(of: number, percent: number): number {
  return Math.round((of * percent) / 100);
}

/** From 0 to 1, always the same for a name (FNV-1a, 32 bits). */
function sway(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x100000000;
}
