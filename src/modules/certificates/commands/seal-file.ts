// Seals the file of a validated certificate: once, by the desk signer of its office, when it is first needed. Asked again
// it gives the same file, whatever became of the certificate since: the file stays, and its check tells how it stands.
import { finishFile, prepareFile } from "#core/certificate/file/issue.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { randomBytes, sha256 } from "#platform/keys/random.ts";
import { saltBytes } from "#core/certificate/file/disclosure.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { certificateFileSealed } from "../acts.ts";
import { contentFromJson } from "../content.ts";
import { findFile } from "../file/store.ts";
import { maySealFile, maySeeCertificate } from "../policy.ts";
import { deskSignerFor, importingAuthorities } from "../rules-around.ts";
import * as store from "../store.ts";

export interface CertificateFile {
  /** SD-JWT with all its disclosures (docs/formats/certificate-file.md). */
  readonly text: string;
  readonly name: string;
  /** As printed. */
  readonly number: string;
}

/** `certificateId` is the public id, hexadecimal. Whoever may see the certificate may have its file. */
export async function sealFile(ctx: Ctx, certificateId: string): Promise<CertificateFile> {
  const publicId = Buffer.from(certificateId, "hex");
  const reader = { db: ctx.database.kysely };
  const seen = await store.findCertificate(reader, publicId);
  refuseUnless(
    seen !== undefined && maySeeCertificate(ctx.actor, seen, await importingAuthorities(ctx, seen)),
    "not-found",
  );
  refuseUnless(seen.qr_text !== null, "wrong-state", { state: seen.state });
  const { number } = seen;
  const name = `${number.replaceAll(" ", "-")}.sdjwt`;
  const before = await findFile(reader, publicId);
  if (before !== undefined) return { text: before, name, number };
  // Only the issuing side puts its seal under anything; the receiving side finds the file made when it was printed.
  refuseUnless(maySealFile(ctx.actor, seen), "not-found");

  // Done once by itself: a key against repetition belongs to the command that needs the file.
  const { idempotency: _, ...own } = ctx;
  return inTransaction(own, async (tx) => {
    const row = await store.lockCertificate(tx, publicId);
    refuseUnless(row !== undefined && row.qr_text !== null && row.validated_at !== null, "changed-meanwhile");
    const meanwhile = await findFile(tx, publicId);
    if (meanwhile !== undefined) return { text: meanwhile, name, number };
    const signer = await deskSignerFor(tx, row.office, row.serial);
    const prepared = prepareFile(
      contentFromJson(row.content, publicId),
      { validatedAt: row.validated_at, expiresAt: row.expires_at, sealedAt: tx.now },
      { qrText: row.qr_text, keyId: signer.keyId },
      { sha256, salt: () => randomBytes(saltBytes) },
    );
    const text = finishFile(prepared, await signer.sign(prepared.toBeSigned), sha256);
    await record(tx, certificateFileSealed, {
      subject: `certificate:${certificateId}`,
      previous: row.head,
      public: { signer: signer.keyId },
      private: { file: text },
    });
    return { text, name, number };
  });
}
