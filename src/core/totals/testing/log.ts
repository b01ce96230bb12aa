// An invented log for tests and vectors: certificates with their whole life, their commitments, counts and totals. Salts
// are made from numbers: never use them for anything real.
import { sha256 } from "@noble/hashes/sha2.js";
import { encodeCbor } from "../../encoding/cbor.ts";
import { fromHex, toHex } from "../../encoding/bytes.ts";
import type { Facts } from "../../act/act.ts";
import { countedType, committedType, encodeCommitments, flowFacts, publishedType } from "../acts.ts";
import type { Commitment, Flow } from "../acts.ts";
import { commit, openingOf, quantities, sumOpenings } from "../commitment.ts";
import type { Opening, Quantity } from "../commitment.ts";
import type { PublicAct } from "../ledger.ts";

export interface TestCertificate {
  readonly id: string;
  readonly authority: string;
  readonly carats: bigint;
  readonly usd: bigint;
  /** UTC instants. */
  readonly issuedAt: string;
  readonly leftAt?: string;
  readonly confirmed?: { readonly at: string; readonly authority: string };
}

export function publicIdOf(number: number): string {
  return toHex(sha256(new TextEncoder().encode(`certificate ${number}`)).subarray(0, 16));
}

/** The claim from which the blindings come: [salt, "content", what stands in it]. */
export function claimOf(certificate: TestCertificate): Uint8Array {
  const salt = sha256(new TextEncoder().encode(`salt ${certificate.id}`)).subarray(0, 16);
  return encodeCbor([
    salt,
    "content",
    new Map([
      ["carats", certificate.carats],
      ["usd", certificate.usd],
    ]),
  ]);
}

export function openingsOf(certificate: TestCertificate): Readonly<Record<Quantity, Opening>> {
  const of = (quantity: Quantity) =>
    openingOf(claimOf(certificate), fromHex(certificate.id), quantity, certificate[quantity]);
  return { carats: of("carats"), usd: of("usd") };
}

export function commitmentOf(certificate: TestCertificate): Commitment {
  const { carats, usd } = openingsOf(certificate);
  return { certificate: certificate.id, points: { carats: commit(carats), usd: commit(usd) } };
}

export function flowOf(certificates: readonly TestCertificate[]): Flow {
  const openings = certificates.map(openingsOf);
  const [carats, usd] = quantities.map((quantity) => sumOpenings(openings.map((one) => one[quantity])));
  return { certificates: certificates.length, sums: { carats: carats as Opening, usd: usd as Opening } };
}

export function act(
  type: string,
  subject: string,
  organisation: string,
  at: string,
  facts: Facts = {},
): PublicAct {
  const id = `${type} ${subject} ${at}`;
  const leafHash = sha256(new TextEncoder().encode(id + JSON.stringify(Object.keys(facts))));
  return { id, type, subject, organisation, at, leafHash, public: facts };
}

export function actsOf(certificate: TestCertificate): readonly PublicAct[] {
  const { id, authority, issuedAt, leftAt, confirmed } = certificate;
  const subject = `certificate:${id}`;
  return [
    act("certificate.issued", subject, authority, issuedAt, { participant: authority.slice(0, 2) }),
    act("certificate.validated", subject, authority, issuedAt, { signer: new Uint8Array(8) }),
    ...(leftAt === undefined ? [] : [act("certificate.exported", subject, authority, leftAt)]),
    ...(confirmed === undefined
      ? []
      : [
          act("certificate.presented", subject, confirmed.authority, confirmed.at),
          act("certificate.confirmed", subject, confirmed.authority, confirmed.at, { outcome: "full" }),
        ]),
  ];
}

export function committed(authority: string, at: string, commitments: readonly Commitment[]): PublicAct {
  return act(committedType, `commitments:${authority}`, authority, at, {
    items: encodeCommitments(commitments),
  });
}

export function published(
  authority: string,
  quarter: string,
  at: string,
  flows: { readonly exports: Flow; readonly imports: Flow },
  corrects?: Uint8Array,
): PublicAct {
  return act(publishedType, `totals:${authority}:${quarter}`, authority, at, {
    quarter,
    participant: authority.slice(0, 2),
    exports: flowFacts(flows.exports),
    imports: flowFacts(flows.imports),
    ...(corrects === undefined ? {} : { corrects }),
  });
}

export function counted(
  authority: string,
  at: string,
  facts: { from: string; to: string; counts: Facts; totals: Facts; corrects?: Uint8Array },
): PublicAct {
  return act(countedType, `counts:${authority}`, authority, at, { ...facts });
}
