// Trade as flows from where goods were mined, through where they are traded, to where they stay. A hub both takes in and
// sends on, so a place may stand in two columns; that keeps every flow running one way.

export interface Flow {
  /** Codes of Participants. */
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

/** 0 producers, 1 hubs, 2 where goods go. */
export type Column = 0 | 1 | 2;

export interface FlowNode {
  /** Unique: code and column. */
  readonly id: string;
  /** Undefined: all the others together. */
  readonly code: string | undefined;
  readonly column: Column;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  /** Undefined for the others together. */
  readonly flow: Flow | undefined;
}

export interface Arranged {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
  /** How many flows are in "others". */
  readonly others: number;
}

/** The largest flows one by one and the others as one: the links together are all that was given. */
export function arrange(given: readonly Flow[], producers: readonly string[], most: number): Arranged {
  const flows = summed(given).sort((a, b) => b.value - a.value);
  const stage = stagesOf(flows, new Set(producers));
  const shown = flows.slice(0, most);
  const rest = flows.slice(most);
  const nodes = new Map<string, FlowNode>();
  const node = (code: string | undefined, column: Column): string => {
    const id = `${column}-${code ?? ""}`;
    nodes.set(id, { id, code, column });
    return id;
  };
  const links = shown.map((flow): FlowLink => {
    const source: Column = stage(flow.from) === 0 ? 0 : 1;
    const target: Column = source === 1 || stage(flow.to) === 2 ? 2 : 1;
    return { source: node(flow.from, source), target: node(flow.to, target), value: flow.value, flow };
  });
  if (rest.length > 0) {
    const value = rest.reduce((sum, flow) => sum + flow.value, 0);
    links.push({ source: node(undefined, 0), target: node(undefined, 2), value, flow: undefined });
  }
  return { nodes: [...nodes.values()], links, others: rest.length };
}

/** One flow for each pair; nothing, and what is no number, is no flow. */
function summed(given: readonly Flow[]): Flow[] {
  const sums = new Map<string, Flow>();
  for (const flow of given) {
    if (!Number.isFinite(flow.value) || flow.value <= 0) continue;
    const pair = `${flow.from} ${flow.to}`;
    sums.set(pair, { ...flow, value: (sums.get(pair)?.value ?? 0) + flow.value });
  }
  return [...sums.values()];
}

/** Who is not known to mine is placed by trade: hardly any imports, a producer; hardly any exports, where goods stay. */
function stagesOf(flows: readonly Flow[], producers: ReadonlySet<string>): (code: string) => Column {
  const out = new Map<string, number>();
  const into = new Map<string, number>();
  for (const { from, to, value } of flows) {
    out.set(from, (out.get(from) ?? 0) + value);
    into.set(to, (into.get(to) ?? 0) + value);
  }
  return (code) => {
    const [exports, imports] = [out.get(code) ?? 0, into.get(code) ?? 0];
    if (producers.has(code) || exports > imports * 5) return 0;
    return exports * 5 > imports ? 1 : 2;
  };
}
