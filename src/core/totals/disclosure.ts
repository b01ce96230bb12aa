// Whether a total may be published beside those that are: exports of one authority and imports of another are sums over
// the same certificates, and the log shows which. Who subtracts one from another may be left with a single trader's
// shipment, although no total of it was ever published.
// Published sums are equations; what can be worked out from them is exactly what they span.
import { directions } from "./acts.ts";
import { certificatesIn } from "./check.ts";
import { inForce } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";

type Certificates = ReadonlySet<string>;

/** The certificates behind each total that was published or withheld, of all quarters of this ledger. */
export function knownFlows(ledger: Ledger): {
  readonly published: readonly Certificates[];
  readonly withheld: readonly Certificates[];
} {
  const standing = inForce(ledger.published, (one, other) => one.quarter === other.quarter);
  const flows = standing.flatMap(({ organisation, quarter, flows: said }) =>
    directions.map((direction) => ({
      certificates: new Set(certificatesIn(ledger, organisation, quarter, direction).keys()),
      isPublished: said[direction].sums !== null,
    })),
  );
  const of = (isPublished: boolean): readonly Certificates[] =>
    flows
      .filter((flow) => flow.isPublished === isPublished && flow.certificates.size > 0)
      .map(({ certificates }) => certificates);
  return { published: of(true), withheld: of(false) };
}

/**
 * True where the totals with this one among them would give the sum of a withheld flow, or of fewer than `fewest`
 * certificates that always stand together, and did not before. Unions of several such groups are not looked for.
 */
export function tellsTooMuch(
  known: ReturnType<typeof knownFlows>,
  candidate: Certificates,
  fewest: number,
): boolean {
  const rows = [...known.published, candidate];
  const groups = groupsOf(rows);
  const vectorOf = (certificates: Certificates): number[] =>
    groups.map(({ members }) => (certificates.has(members[0] as string) ? 1 : 0));
  const span = emptySpan();
  for (const row of known.published) span.add(vectorOf(row));
  const covered = new Set(groups.flatMap(({ members }) => members));
  const secrets = [
    ...groups.filter(({ members }) => members.length < fewest).map(({ members }) => new Set(members)),
    ...known.withheld.filter((flow) => isUnionOf(groups, flow, covered)),
  ]
    .map(vectorOf)
    .filter((secret) => !span.has(secret));
  span.add(vectorOf(candidate));
  return secrets.some((secret) => span.has(secret));
}

interface Group {
  readonly members: string[];
}

/** Certificates that stand in the same totals: no sum ever tells them apart. */
function groupsOf(rows: readonly Certificates[]): readonly Group[] {
  const places = new Map<string, number[]>();
  for (const [place, row] of rows.entries())
    for (const certificate of row) places.set(certificate, [...(places.get(certificate) ?? []), place]);
  const groups = new Map<string, Group>();
  for (const [certificate, rowsOfIt] of places) {
    const name = rowsOfIt.join();
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { members: [certificate] });
    else group.members.push(certificate);
  }
  return [...groups.values()];
}

/** A flow that cuts through a group, or has members in no total at all, is no combination of them. */
function isUnionOf(groups: readonly Group[], flow: Certificates, covered: Certificates): boolean {
  return (
    [...flow].every((certificate) => covered.has(certificate)) &&
    groups.every(({ members }) => members.every((one) => flow.has(one) === flow.has(members[0] as string)))
  );
}

/** Rows of a matrix in echelon form, modulo a prime: products of two numbers below 2^26 are exact. */
const prime = 67_108_859;

function emptySpan(): { add(vector: readonly number[]): void; has(vector: readonly number[]): boolean } {
  const basis = new Map<number, readonly number[]>();
  const reduced = (vector: readonly number[]): number[] => {
    const rest = [...vector];
    for (let place = 0; place < rest.length; place++) {
      const factor = rest[place] as number;
      const row = factor === 0 ? undefined : basis.get(place);
      if (row === undefined) continue;
      for (let i = place; i < rest.length; i++)
        rest[i] = ((rest[i] as number) + (prime - factor) * (row[i] as number)) % prime;
    }
    return rest;
  };
  return {
    add(vector) {
      const rest = reduced(vector);
      const lead = rest.findIndex((entry) => entry !== 0);
      if (lead === -1) return;
      const inverse = inverseOf(rest[lead] as number);
      basis.set(
        lead,
        rest.map((entry) => (entry * inverse) % prime),
      );
    },
    has: (vector) => reduced(vector).every((entry) => entry === 0),
  };
}

function inverseOf(value: number): number {
  let [result, base, power] = [1, value, prime - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
