// What a data query asks for: the key of its path ("S.SL+BW..PROD...." or "*"), the filters c[COMPONENT]=…, a stretch of time.
// Hostile: from addresses; what is not of the structure is a problem with the name of the part, never passed over. Beside what
// matches, each part says within which figures that is (within.ts).
import type { Observation } from "../observation.ts";
import { daysOf } from "../periods.ts";
import { dimensions, measures, attributes } from "./components.ts";
import { periodOf, recordOf } from "./record.ts";
import type { ComponentId, SdmxRecord } from "./record.ts";
import { withinAll, withinDays, withinValues } from "./within.ts";
import type { Within } from "./within.ts";

export interface Wanted {
  readonly matches: Matches;
  readonly within: Within;
}
type Matches = (record: SdmxRecord, one: Observation) => boolean;

export type QueryProblem = {
  readonly part: string;
  readonly code: "key-length" | "unknown-component" | "unknown-operator" | "not-a-period" | "too-long";
};

const longest = 2_000;

/**
 * One value for each dimension but time, or "*" for all. Several keys with "," (SDMX 3); several values of a dimension
 * with "+", none or "*" for any. A `MEASURE` at the end is taken and matches every observation.
 */
export function parseKey(text: string): Wanted | QueryProblem {
  if (text.length > longest) return { part: "key", code: "too-long" };
  if (text === "*" || text === "all" || text === "") return { matches: () => true, within: {} };
  const keys = text.split(",").map((key) => key.split("."));
  if (keys.some((parts) => parts.length !== dimensions.length && parts.length !== dimensions.length + 1))
    return { part: "key", code: "key-length" };
  const wanted = keys.map((parts) =>
    dimensions.map((_, place) => {
      const part = parts[place] ?? "";
      return part === "" || part === "*" ? undefined : new Set(part.split("+"));
    }),
  );
  return {
    matches: (record) =>
      wanted.some((parts) =>
        parts.every((values, place) => {
          const id = dimensions[place]?.id;
          return values === undefined || id === undefined || values.has(record[id]);
        }),
      ),
    within: withinAll(
      dimensions.map(({ id }, place) => {
        // A dimension that one of the keys leaves open is open.
        const values = wanted.map((parts) => parts[place]);
        return values.includes(undefined)
          ? {}
          : withinValues(
              id,
              values.flatMap((set) => [...(set ?? [])]),
            );
      }),
    ),
  };
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
export function parseFilter(component: string, text: string): Wanted | QueryProblem {
  const part = `c[${component.slice(0, 40)}]`;
  if (text.length > longest) return { part, code: "too-long" };
  const id = filtered.find((one) => one === component);
  if (id === undefined) return { part, code: "unknown-component" };
  const parts = text.split("+").map((one) => one.split(","));
  const tests: Matches[][] = [];
  const within: Within[] = [];
  for (const alternatives of parts) {
    const [, first = "eq"] = /^([a-z]{2}):/.exec(alternatives[0] ?? "") ?? [];
    const made: Matches[] = [];
    const read: { operator: Operator; value: string }[] = [];
    for (const alternative of alternatives) {
      const [, own, value] = /^(?:([a-z]{2}):)?([^]*)$/.exec(alternative) ?? [];
      const operator = operators.find((one) => one === (own ?? first));
      if (operator === undefined) return { part, code: "unknown-operator" };
      const test = testOf(id, operator, value ?? "");
      if (test === undefined) return { part, code: "not-a-period" };
      made.push(test);
      read.push({ operator, value: value ?? "" });
    }
    tests.push(made);
    within.push(withinPart(id, read));
  }
  return {
    matches: (record, one) => tests.every((made) => made.some((test) => test(record, one))),
    within: withinAll(within),
  };
}

function withinPart(
  id: ComponentId,
  read: readonly { readonly operator: Operator; readonly value: string }[],
): Within {
  if (read.every(({ operator }) => operator === "eq"))
    return withinValues(
      id,
      read.map(({ value }) => value),
    );
  const [only, second] = read;
  const days =
    id === "TIME_PERIOD" && only !== undefined && second === undefined ? daysIn(only.value) : undefined;
  if (days === undefined) return {};
  switch (only?.operator) {
    case "lt":
      return withinDays({ until: days.from });
    case "le":
      return withinDays({ until: days.until });
    case "gt":
      return withinDays({ from: days.until });
    case "ge":
      return withinDays({ from: days.from });
    default:
      return {};
  }
}

/** Observations whose period lies within: "2019", "2019-S1", "2019-Q2" or a day, each end included; "" for open. */
export function parseStretch(from: string, until: string): Wanted | QueryProblem {
  const first = from === "" ? "" : daysIn(from)?.from;
  const after = until === "" ? "" : daysIn(until)?.until;
  if (first === undefined) return { part: "startPeriod", code: "not-a-period" };
  if (after === undefined) return { part: "endPeriod", code: "not-a-period" };
  return {
    matches: (_, one) => {
      const days = daysOf(one.period);
      return (first === "" || days.from >= first) && (after === "" || days.until <= after);
    },
    within: withinDays({ from: first, until: after }),
  };
}

export function select(
  observations: readonly Observation[],
  wanted: readonly Wanted[],
): readonly Observation[] {
  if (wanted.length === 0) return observations;
  return observations.filter((one) => {
    const record = recordOf(one);
    return wanted.every(({ matches }) => matches(record, one));
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
