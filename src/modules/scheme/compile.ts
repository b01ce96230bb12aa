// Compiles the trust list from the facts of the scheme. Pure: the same facts and heading give the same list, byte for
// byte once encoded, so anybody with the record can make it again and compare.
import type { OrganisationKeyRow } from "#modules/record/index.ts";
import { validityRows } from "#core/kp/rules.ts";
import { compareBytes } from "#core/encoding/bytes.ts";
import type { TrustedAuthority, TrustedKey, TrustedParticipant, TrustList } from "#core/trust/trust-list.ts";
import type { SchemeFacts } from "./queries.ts";
import type { AuthorityRow, DeskSignerRow } from "./rows.ts";

export interface Heading {
  readonly version: number;
  readonly issuedAt: string;
  readonly notAfter: string;
}

/** What the record itself adds to the facts of the scheme. */
export interface RecordFacts {
  /** The organisation whose key signs trust lists. */
  readonly founder: string;
  readonly organisationKeys: readonly OrganisationKeyRow[];
  /** C2SP tlog-policy of the public log. */
  readonly logPolicy: string | undefined;
}

export function compileTrustList(
  facts: SchemeFacts,
  { founder, organisationKeys, logPolicy }: RecordFacts,
  heading: Heading,
): TrustList {
  return {
    ...heading,
    participants: trustedParticipants(facts),
    recognitions: facts.recognitions,
    authorities: facts.authorities.map((authority) => trustedAuthority(authority, facts)),
    keys: [
      ...organisationKeys.map((key) => organisationKey(key, founder)),
      ...facts.deskSigners.map(deskKey),
    ].sort((a, b) =>
      a.authority < b.authority ? -1 : a.authority > b.authority ? 1 : compareBytes(a.publicKey, b.publicKey),
    ),
    rules: validityRows(facts.rules),
    ...(logPolicy === undefined ? {} : { logPolicy }),
  };
}

/** Whether two lists say the same, whatever their version and dates. */
export function saysTheSame(a: TrustList, b: TrustList): boolean {
  const content = ({ participants, recognitions, authorities, keys, rules, logPolicy }: TrustList) =>
    JSON.stringify(sorted({ participants, recognitions, authorities, keys, rules, logPolicy }));
  return content(a) === content(b);
}

/** Those on the list, and those with statuses who are listed no more: their old certificates are checked as well. */
function trustedParticipants({ participants, statuses }: SchemeFacts): readonly TrustedParticipant[] {
  const kinds = new Map<string, TrustedParticipant["kind"]>();
  for (const { participant } of statuses) kinds.set(participant, "STATE");
  for (const { code, kind } of participants) kinds.set(code, kind);
  return [...kinds]
    .map(([code, kind]) => ({ code, kind, statuses: statuses.filter((row) => row.participant === code) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function trustedAuthority(authority: AuthorityRow, { offices }: SchemeFacts): TrustedAuthority {
  const { code, participant, names, roles, contact, register, from, until } = authority;
  const own = offices.filter((office) => office.authority === code).map((office) => office.code);
  return {
    code,
    participant,
    name: names,
    roles,
    ...(own.length === 0 ? {} : { offices: own }),
    contact,
    register,
    from,
    ...(until === null ? {} : { until }),
  };
}

function organisationKey(
  { organisation, keyId, publicKey, addedAt, revokedAt }: OrganisationKeyRow,
  founder: string,
): TrustedKey {
  return {
    keyId,
    publicKey,
    authority: organisation,
    use: organisation === founder ? "scheme" : "organisation",
    from: addedAt,
    ...(revokedAt === null ? {} : { revoked: { at: revokedAt, reason: "revoked" } }),
  };
}

function deskKey({ keyId, publicKey, authority, from, until, revoked, numbers }: DeskSignerRow): TrustedKey {
  return {
    keyId,
    publicKey,
    authority,
    use: "desk",
    from,
    until,
    ...(revoked === null ? {} : { revoked }),
    numbers,
  };
}

/** For comparing: names in order, amounts and bytes as text. */
function sorted(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return [...value].join(",");
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
}
