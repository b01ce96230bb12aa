// Receipts of the test world: Sierra Leone's authority seals its certificate, a log of some acts holds the act, and three
// pillars have seen it. Every part can be replaced, to make receipts that must be refused.
import { sha256 } from "@noble/hashes/sha2.js";
import { prepareAct } from "#core/act/act.ts";
import { claimsRoot, decodeClaims, encodeClaims, makeClaims } from "#core/act/claims.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import { inclusionProof, leafHash, merkleRoot } from "#core/log/merkle.ts";
import { formatNote, parseNote, signNote } from "#core/log/note.ts";
import { formatProof } from "#core/log/proof.ts";
import { logKey, origin, pillars } from "#core/log/testing/parties.ts";
import type { TrustedKey } from "#core/trust/trust-list.ts";
import { placeOfClaim } from "../receipt/claim.ts";
import { encodeReceipt } from "../receipt/format.ts";
import type { CertificateReceipt } from "../receipt/format.ts";
import { content, keys, qrTextOf, testKey, trustedKeys, trustList, validatedAt } from "./world.ts";
import type { TestKey } from "./world.ts";

/** The key by which Sierra Leone's authority signs its acts. */
export const organisationKey = testKey(1013);

export const trustedOrganisation: TrustedKey = {
  keyId: organisationKey.keyId,
  publicKey: organisationKey.publicKey,
  authority: "SL-KPA",
  use: "organisation",
  from: "2020-01-01T00:00:00.000Z",
};

export const logPolicyText = [
  `log ${logKey.text} https://kp.example/log`,
  ...pillars.map(({ name, text }) => `witness ${name} ${text} https://${name}.example`),
  `group pillars 2 ${pillars.map(({ name }) => name).join(" ")}`,
  "quorum pillars",
  "",
].join("\n");

/** With the authority's own key, which signs acts, and the policy of the log. */
export const receiptTrustList = () =>
  trustList({ keys: [...trustedKeys, trustedOrganisation], logPolicy: logPolicyText });

export const sealedCode = qrTextOf(content(), keys.sierraLeone);

export interface Making {
  readonly qrText?: string;
  readonly type?: string;
  readonly subject?: string;
  readonly organisation?: string;
  readonly signer?: TestKey;
  /** Of the pillars, in their order. */
  readonly seenBy?: readonly number[];
  readonly seenAt?: number;
  readonly at?: string;
  /** Entries of the log; the act is the sixth. */
  readonly size?: number;
  readonly log?: typeof logKey;
  readonly origin?: string;
}

const place = 5;
/** 2026-11-21 10:30:02 UTC: two seconds after the sealing. */
export const seenAtSeconds = 1_795_257_002;

export function receiptParts(making: Making = {}): CertificateReceipt {
  const signer = making.signer ?? organisationKey;
  let salted = 0;
  const claims = decodeClaims(
    encodeClaims(
      makeClaims(
        {
          validatedOn: "2026-11-21",
          containers: content().containers.map(({ seal }) => ({ seal })),
          qrText: making.qrText ?? sealedCode,
        },
        () => new Uint8Array(16).fill((salted += 1)),
      ),
    ),
  );
  const prepared = prepareAct(
    {
      id: "01930000-0000-7000-8000-000000000001",
      type: making.type ?? "certificate.validated",
      subject: making.subject ?? `certificate:${toHex(content().publicId)}`,
      organisation: making.organisation ?? "SL-KPA",
      at: making.at ?? validatedAt,
      previous: new Uint8Array(32).fill(7),
      public: { signer: keys.sierraLeone.keyId },
      privateRoot: claimsRoot(sha256, claims),
    },
    signer.keyId,
  );
  const leaf = finishSign1(prepared, signer.sign(prepared.toBeSigned));
  const entries = Array.from({ length: making.size ?? 11 }, (_, index) =>
    index === place ? leaf : new TextEncoder().encode(`act ${index}`),
  );
  const claim = placeOfClaim(sha256, claims, "qrText");
  if (claim === undefined) throw new Error("no claim of the code");
  return { leaf, claim, proof: proofOf(entries, making) };
}

export function receiptOf(making: Making = {}): Uint8Array {
  return encodeReceipt(receiptParts(making));
}

function proofOf(entries: readonly Uint8Array[], making: Making): string {
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const signer = making.log ?? logKey;
  const text = formatCheckpoint({
    origin: making.origin ?? origin,
    size: leaves.length,
    root: merkleRoot(sha256, leaves),
  });
  const checkpoint = formatNote({
    text,
    signatures: [
      ...(parseNote(signNote(text, [signer]))?.signatures ?? []),
      ...(making.seenBy ?? [0, 1, 2]).flatMap((number) => {
        const pillar = pillars[number];
        return pillar === undefined ? [] : [cosign(text, pillar, (making.seenAt ?? seenAtSeconds) + number)];
      }),
    ],
  });
  return formatProof({ index: place, hashes: inclusionProof(sha256, place, leaves), checkpoint });
}
