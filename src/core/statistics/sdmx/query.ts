// What a data query asks for: the key of its path ("S.SL+BW..PROD...." or "*"), the filters c[COMPONENT]=…, a stretch of time.
// Hostile: from addresses; what is not of the structure is a problem with the name of the part, never passed over.
import type { Observation } from "../observation.ts";
import { daysOf } from "../periods.ts";
import { dimensions, measures, attributes } from "./components.ts";
import { periodOf, recordOf } from "./record.ts";
import type { ComponentId, SdmxRecord } from "./record.ts";

export type Matches = (record: SdmxRecord, one: Observation) => boolean;

export type QueryProblem = {
  readonly part: string;
  readonly code: "key-length" | "unknown-component" | "unknown-operator" | "not-a-period" | "too-long";
};

const longest = 2_000;

/**
 * One value for each dimension but time, or "*" for all. Several keys with "," (SDMX 3); several values of a dimension
 * with "+", none or "*" for any. A `MEASURE` at the end is taken and matches every observation.
 */
export function parseKey(text: string): Matches | QueryProblem {
  if (text.length > longest) return { part: "key", code: "too-long" };
  if (text === "*" || text === "all" || text === "") return () => true;
  const keys = text.split(",").map((key) => key.split("."));
  if (keys.some((parts) => parts.length !== dimensions.length && parts.length !== dimensions.length + 1))
    return { part: "key", code: "key-length" };
  const wanted = keys.map((parts) =>
    dimensions.map((_, place) => {
      const part = parts[place] ?? "";
      return part === "" || part === "*" ? undefined : new Set(part.split("+"));
    }),
  );
  return (record) =>
    wanted.some((parts) =>
      parts.every((values, place) => {
        const id = dimensions[place]?.id;
        return values === undefined || id === undefined || values.has(record[id]);
      }),
    );
}

const filtered: readonly ComponentId[] = [
  ...dimensions.map(({ id }) => id),
  "TIME_PERIOD",
  ...measures.map(({ id }) => id),
  ...attributes.map(({ id }) => id),
];

const operators = ["eq", "ne", "lt", "le", "gt", "ge", "co", "nc", "sw", "ew"] as const;
type Operator = (typeof operators)[number];

/** "ge:2020-S1+le:2021-S2": all parts joined by "+" must hold, one of those joined by "," is enough. */
export function parseFilter(component: string, text: string): Matches | QueryProblem {
  const part = `c[${component.slice(0, 40)}]`;
  if (text.length > longest) return { part, code: "too-long" };
  const id = filtered.find((one) => one === component);
  if (id === undefined) return { part, code: "unknown-component" };
  const parts = text.split("+").map((one) => one.split(","));
  const tests: Matches[][] = [];
  for (const alternatives of parts) {
    const [, first = "eq"] = /^([a-z]{2}):/.exec(alternatives[0] ?? "") ?? [];
    const made: Matches[] = [];
    for (const alternative of alternatives) {
      const [, own, value] = /^(?:([a-z]{2}):)?([^]*)$/.exec(alternative) ?? [];
      const operator = operators.find((one) => one === (own ?? first));
      if (operator === undefined) return { part, code: "unknown-operator" };
      const test = testOf(id, operator, value ?? "");
      if (test === undefined) return { part, code: "not-a-period" };
      made.push(test);
    }
    tests.push(made);
  }
  return (record, one) => tests.every((made) => made.some((test) => test(record, one)));
}

/** Observations whose period lies within: "2019", "2019-S1", "2019-Q2" or a day, each end included; "" for open. */
export function parseStretch(from: string, until: string): Matches | QueryProblem {
  const first = from === "" ? "" : daysIn(from)?.from;
  const after = until === "" ? "" : daysIn(until)?.until;
  if (first === undefined) return { part: "startPeriod", code: "not-a-period" };
  if (after === undefined) return { part: "endPeriod", code: "not-a-period" };
  return (_, one) => {
    const days = daysOf(one.period);
    return (first === "" || days.from >= first) && (after === "" || days.until <= after);
  };
}

export function select(
  observations: readonly Observation[],
  wanted: readonly Matches[],
): readonly Observation[] {
  if (wanted.length === 0) return observations;
  return observations.filter((one) => {
    const record = recordOf(one);
    return wanted.every((matches) => matches(record, one));
  });
}

function testOf(id: ComponentId, operator: Operator, value: string): Matches | undefined {
  if (id === "TIME_PERIOD" && ["lt", "le", "gt", "ge"].includes(operator)) {
    const days = daysIn(value);
    if (days === undefined) return undefined;
    return (_, one) => {
      const own = daysOf(one.period);
      if (operator === "lt") return own.until <= days.from;
      if (operator === "le") return own.until <= days.until;
      return operator === "gt" ? own.from >= days.until : own.from >= days.from;
    };
  }
  return (record) => {
    const own = record[id];
    switch (operator) {
      case "eq":
        return own === value;
      case "ne":
        return own !== value;
      case "lt":
        return own !== "" && compare(own, value) < 0;
      case "le":
        return own !== "" && compare(own, value) <= 0;
      case "gt":
        return own !== "" && compare(own, value) > 0;
      case "ge":
        return own !== "" && compare(own, value) >= 0;
      case "co":
        return own.includes(value);
      case "nc":
        return !own.includes(value);
      case "sw":
        return own.startsWith(value);
      case "ew":
        return own.endsWith(value);
    }
  };
}

/** Amounts as numbers (fifteen digits at most, so exactly), everything else as text. */
function compare(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && Number.isFinite(x) && Number.isFinite(y)) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

function daysIn(text: string): { readonly from: string; readonly until: string } | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}/P1D` : text;
  const period = periodOf(day, "");
  return period === undefined ? undefined : daysOf(period);
}
