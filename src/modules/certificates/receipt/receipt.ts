// The receipt of a certificate: the act that sealed its code, the salt of the one claim that is the code, and the act's
// place in the log under the newest head that the quorum of witnesses has seen.
import { decodeClaims } from "#core/act/claims.ts";
import { placeOfClaim } from "#core/certificate/receipt/claim.ts";
import { encodeReceipt } from "#core/certificate/receipt/format.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { actsOn, findReceipt, waitForReceipt } from "#modules/record/index.ts";
import type { Ctx, StoredAct } from "#modules/record/index.ts";
import { maySeeCertificate } from "../policy.ts";
import { importingAuthorities } from "../rules-around.ts";
import * as store from "../store.ts";

/** The act that sealed the code; undefined while there is none. */
export async function findSealing(
  reader: store.Reader,
  certificateId: string,
): Promise<StoredAct | undefined> {
  const acts = await actsOn(reader, `certificate:${certificateId}`);
  return acts.find(({ type }) => type === "certificate.validated");
}

/** `proof` is the sealing's own tlog-proof. Undefined where the private part was erased: nothing binds the code then. */
export function receiptFrom({ leaf, claims }: StoredAct, proof: string): Uint8Array | undefined {
  if (claims === null) return undefined;
  const claim = placeOfClaim(sha256, decodeClaims(claims), "qrText");
  return claim === undefined ? undefined : encodeReceipt({ leaf: new Uint8Array(leaf), claim, proof });
}

/** Undefined while the certificate is not sealed, or its sealing waits for its place or for witnesses. */
export async function findCertificateReceipt(
  reader: store.Reader,
  certificateId: string,
): Promise<Uint8Array | undefined> {
  const sealing = await findSealing(reader, certificateId);
  const found = sealing === undefined ? undefined : await findReceipt(reader, sealing.id);
  return sealing === undefined || found === undefined ? undefined : receiptFrom(sealing, found.proof);
}

/** For whoever may see the certificate. Waits for the sealing's place and its witnesses, as printing does. */
export async function certificateReceipt(
  ctx: Ctx,
  certificateId: string,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const reader = { db: ctx.database.kysely };
  const seen = await store.findCertificate(reader, Buffer.from(certificateId, "hex"));
  refuseUnless(
    seen !== undefined && maySeeCertificate(ctx.actor, seen, await importingAuthorities(ctx, seen)),
    "not-found",
  );
  refuseUnless(seen.qr_text !== null, "wrong-state", { state: seen.state });
  const sealing = await findSealing(reader, certificateId);
  const bytes =
    sealing === undefined ? undefined : receiptFrom(sealing, (await waitForReceipt(ctx, sealing.id)).proof);
  if (bytes === undefined) throw new Problem("record-unavailable");
  return { bytes, name: `${seen.number.replaceAll(" ", "-")}.kp-receipt` };
}
