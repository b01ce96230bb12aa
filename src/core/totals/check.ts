// Checks a published quarter against the log: that it stands on every certificate that left (or was confirmed) in it and
// on no other, and that their commitments add up to the carats and US dollars that were published.
// A certificate is in the quarter of its first act of departure; in the importer's, in the quarter of its confirmation.
import { committedType, publishedType } from "./acts.ts";
import type { Direction, Flow, PublishedFacts } from "./acts.ts";
import { opens, quantities } from "./commitment.ts";
import type { Quantity } from "./commitment.ts";
import { inForce } from "./ledger.ts";
import type { Ledger, PublicCertificate, Said } from "./ledger.ts";
import { quarterOf } from "./periods.ts";
import type { Quarter } from "./periods.ts";

export type TotalsFault =
  | { readonly code: "number-differs"; readonly published: number; readonly found: number }
  /** Certificates of the quarter, by public id, to which their issuer has not committed. */
  | { readonly code: "not-committed"; readonly certificates: readonly string[] }
  | { readonly code: "committed-twice"; readonly certificates: readonly string[] }
  | { readonly code: "sum-differs"; readonly quantity: Quantity }
  | { readonly code: "unreadable"; readonly act: string };

export type FlowVerdict =
  | { readonly state: "holds"; readonly flow: Flow }
  /** Only the number of certificates was published, and it holds. */
  | { readonly state: "withheld"; readonly flow: Flow }
  | { readonly state: "differs"; readonly flow: Flow; readonly faults: readonly TotalsFault[] };

export type TotalsVerdict =
  | { readonly state: "not-published" }
  | {
      readonly state: "published";
      readonly act: string;
      readonly at: string;
      readonly corrected: boolean;
      readonly participant: string;
      readonly flows: Readonly<Record<Direction, FlowVerdict>>;
    }
  /** Two acts for one quarter, of which neither corrects the other. */
  | { readonly state: "published-twice"; readonly acts: readonly string[] };

export function checkTotals(ledger: Ledger, authority: string, quarter: Quarter): TotalsVerdict {
  const standing = publishedIn(ledger, quarter).filter(({ organisation }) => organisation === authority);
  const [published, ...others] = standing;
  if (published === undefined) return { state: "not-published" };
  if (others.length > 0) return { state: "published-twice", acts: standing.map(({ id }) => id) };
  const { id, at, corrects, participant, flows } = published;
  return {
    state: "published",
    act: id,
    at,
    corrected: corrects !== null,
    participant,
    flows: {
      exports: checkFlow(ledger, authority, quarter, "exports", flows.exports),
      imports: checkFlow(ledger, authority, quarter, "imports", flows.imports),
    },
  };
}

/** The certificates that a flow stands on, by public id. */
export function certificatesIn(
  ledger: Ledger,
  authority: string,
  quarter: Quarter,
  direction: Direction,
): ReadonlyMap<string, PublicCertificate> {
  const isIn = direction === "exports" ? isExport : isImport;
  return new Map([...ledger.certificates].filter(([, one]) => isIn(one, authority, quarter)));
}

/** Every authority that should publish for this quarter or did, sorted. */
export function authoritiesIn(ledger: Ledger, quarter: Quarter): readonly string[] {
  const names = new Set(publishedIn(ledger, quarter).map(({ organisation }) => organisation));
  for (const { authority, leftAt, confirmed } of ledger.certificates.values()) {
    if (authority !== null && leftAt !== null && quarterOf(leftAt) === quarter) names.add(authority);
    if (confirmed !== null && quarterOf(confirmed.at) === quarter) names.add(confirmed.authority);
  }
  return [...names].sort();
}

function publishedIn(ledger: Ledger, quarter: Quarter): readonly Said<PublishedFacts>[] {
  const all = ledger.published.filter((one) => one.quarter === quarter);
  return inForce(all, () => true);
}

function checkFlow(
  ledger: Ledger,
  authority: string,
  quarter: Quarter,
  direction: Direction,
  flow: Flow,
): FlowVerdict {
  const certificates = certificatesIn(ledger, authority, quarter, direction);
  const faults: TotalsFault[] = ledger.unreadable
    .filter(
      ({ organisation, type }) =>
        organisation === authority && (type === committedType || type === publishedType),
    )
    .map(({ id }) => ({ code: "unreadable", act: id }));
  if (flow.certificates !== certificates.size)
    faults.push({ code: "number-differs", published: flow.certificates, found: certificates.size });
  const twice = idsWhere(certificates, ({ committedTwice }) => committedTwice);
  if (twice.length > 0) faults.push({ code: "committed-twice", certificates: twice });
  if (flow.sums === null)
    return faults.length === 0 ? { state: "withheld", flow } : { state: "differs", flow, faults };
  const open = idsWhere(certificates, ({ commitment }) => commitment === null);
  if (open.length > 0) faults.push({ code: "not-committed", certificates: open });
  else {
    const points = [...certificates.values()].map(
      ({ commitment }) => commitment as NonNullable<typeof commitment>,
    );
    for (const quantity of quantities) {
      const holds = opens(
        points.map((point) => point[quantity]),
        flow.sums[quantity],
      );
      if (!holds) faults.push({ code: "sum-differs", quantity });
    }
  }
  return faults.length === 0 ? { state: "holds", flow } : { state: "differs", flow, faults };
}

function idsWhere(
  certificates: ReadonlyMap<string, PublicCertificate>,
  test: (one: PublicCertificate) => boolean,
): readonly string[] {
  return [...certificates].filter(([, one]) => test(one)).map(([id]) => id);
}

function isExport({ authority, leftAt }: PublicCertificate, of: string, quarter: Quarter): boolean {
  return authority === of && leftAt !== null && quarterOf(leftAt) === quarter;
}

function isImport({ confirmed }: PublicCertificate, of: string, quarter: Quarter): boolean {
  return confirmed !== null && confirmed.authority === of && quarterOf(confirmed.at) === quarter;
}
