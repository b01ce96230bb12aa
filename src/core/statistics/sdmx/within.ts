// What a data query says of everything that it can match, in the words of the table of figures: so that the table gives what is
// near, and not all it has. Never narrower than the query itself; what remains is decided figure by figure (query.ts).
import type { IsoDate } from "../../kp/dates.ts";
import type { Flow } from "../observation.ts";
import { aggregateCodes, flowCodes, keyOf } from "./codes.ts";
import type { ComponentId } from "./record.ts";

export interface Within {
  readonly flows?: readonly Flow[];
  readonly reporters?: readonly string[];
  readonly counterparts?: readonly string[];
  readonly sources?: readonly string[];
  /** Periods that begin on or after it. */
  readonly from?: IsoDate;
  /** Periods that are over before it. */
  readonly until?: IsoDate;
}

/** Of figures whose component is one of these values. */
export function withinValues(id: ComponentId, values: readonly string[]): Within {
  switch (id) {
    case "FLOW":
      return { flows: values.flatMap((code) => keyOf(flowCodes, code) ?? []) };
    case "REPORTER":
      return { reporters: values.flatMap((code) => [code, keyOf(aggregateCodes, code) ?? []].flat()) };
    case "COUNTERPART":
      return { counterparts: values };
    case "SOURCE":
      return { sources: values };
    default:
      return {};
  }
}

/** A stretch that no calendar of a database knows narrows nothing. */
export function withinDays(days: { readonly from?: IsoDate; readonly until?: IsoDate }): Within {
  const { from, until } = days;
  return {
    ...(from === undefined || !isUsual(from) ? {} : { from }),
    ...(until === undefined || !isUsual(until) ? {} : { until }),
  };
}

/** All of them hold. */
export function withinAll(all: readonly Within[]): Within {
  return all.reduce((one, other) => {
    const ends = {
      from: [one.from, other.from].flatMap((day) => day ?? []).toSorted(),
      until: [one.until, other.until].flatMap((day) => day ?? []).toSorted(),
    };
    return {
      ...inBoth("flows", one.flows, other.flows),
      ...inBoth("reporters", one.reporters, other.reporters),
      ...inBoth("counterparts", one.counterparts, other.counterparts),
      ...inBoth("sources", one.sources, other.sources),
      ...withinDays({ from: ends.from.at(-1), until: ends.until[0] } as Within),
    };
  }, {});
}

function inBoth<Name extends string, Value>(
  name: Name,
  one: readonly Value[] | undefined,
  other: readonly Value[] | undefined,
): { readonly [Key in Name]?: readonly Value[] } {
  const both =
    one === undefined ? other : other === undefined ? one : one.filter((value) => other.includes(value));
  return (both === undefined ? {} : { [name]: both }) as { readonly [Key in Name]?: readonly Value[] };
}

function isUsual(day: IsoDate): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(day);
}
