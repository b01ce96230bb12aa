// Validates and seals: another officer than the issuer checks the shipment against the paper, writes the seal numbers,
// and the desk signer seals the content into the code (Annex I A 14).
import { checkContent } from "#core/certificate/rules.ts";
import { finishQr, prepareQr } from "#core/certificate/qr-text.ts";
import type { CertificateContent, Container } from "#core/certificate/content.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { inTransaction, recordAll } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { certificateValidated } from "../acts.ts";
import { contentFromJson } from "../content.ts";
import { nextState } from "../life-of-row.ts";
import { mayValidate } from "../policy.ts";
import { deskSignerFor, rulesAround } from "../rules-around.ts";
import * as store from "../store.ts";

export interface ValidateInput {
  /** Public id, hexadecimal. */
  readonly certificate: string;
  /** Replaces the containers named before, when given. At least one seal is needed (Section IV c). */
  readonly containers?: readonly Container[];
}

export async function validate(ctx: Ctx, input: ValidateInput): Promise<{ qrText: string }> {
  const [validated] = await validateAll(ctx, [input]);
  return validated as { qrText: string };
}

export async function validateAll(
  ctx: Ctx,
  inputs: readonly ValidateInput[],
): Promise<readonly { id: string; qrText: string }[]> {
  const authority = ctx.actor.organisation;
  if (authority === null) throw new Problem("not-allowed");
  const around = await rulesAround(ctx, authority);
  return inTransaction(ctx, async (tx) => {
    const rows = await store.lockCertificates(
      tx,
      inputs.map((input) => Buffer.from(input.certificate, "hex")),
    );
    const rowOf = new Map(rows.map((row) => [toHex(row.public_id), row]));
    const today = around.today(tx.now);
    const sealed: {
      row: store.CertificateRow;
      content: CertificateContent;
      signer: Signer;
      qrText: string;
    }[] = [];
    for (const input of inputs) {
      const row = rowOf.get(input.certificate);
      refuseUnless(row !== undefined && mayValidate(tx.actor, row), "not-found");
      nextState(tx, row, "validated");
      const issued = contentFromJson(row.content, row.public_id);
      const content: CertificateContent = {
        ...issued,
        containers: input.containers ?? issued.containers,
        validatedOn: today,
      };
      const problems = checkContent(content, around.contentContext(today, "validation", row.office));
      if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
      const signer = await deskSignerFor(tx, row.office, row.serial);
      const prepared = prepareQr(content, { validatedAt: tx.now, expiresAt: row.expires_at }, signer.keyId);
      const qrText = finishQr(prepared, await signer.sign(prepared.toBeSigned));
      sealed.push({ row, content, signer, qrText });
    }
    await recordAll(
      tx,
      certificateValidated,
      sealed.map(({ row, content, signer, qrText }) => ({
        subject: `certificate:${toHex(row.public_id)}`,
        previous: row.head,
        public: { signer: signer.keyId },
        private: {
          validatedOn: today,
          containers: content.containers.map((container) => ({ ...container })),
          qrText,
        },
      })),
    );
    return sealed.map(({ row, qrText }) => ({ id: toHex(row.public_id), qrText }));
  });
}
