// Validates and seals: another officer than the issuer checks the shipment against the paper, writes the seal numbers,
// and the desk signer seals the content into the code (Annex I A 14).
import { checkContent } from "#core/certificate/rules.ts";
import { finishQr, prepareQr } from "#core/certificate/qr-text.ts";
import type { CertificateContent, Container } from "#core/certificate/content.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { PreparedSign1 } from "#core/encoding/cose.ts";
import { statusOn } from "#core/kp/statuses.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { isDevice, signEach } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { alone, inTransaction, isResult, recordAll, refusalOr, together } from "#modules/record/index.ts";
import type { Command, Ctx, Outcome, Tx } from "#modules/record/index.ts";
import { certificateValidated } from "../acts.ts";
import { contentFromJson } from "../content.ts";
import { nextState } from "../life-of-row.ts";
import { zonesOf } from "../origin/store.ts";
import { mayValidate } from "../policy.ts";
import { deskSignerFor, rulesAround } from "../rules-around.ts";
import type { RulesAround } from "../rules-around.ts";
import * as store from "../store.ts";

export interface ValidateInput {
  /** Public id, hexadecimal. */
  readonly certificate: string;
  /** Replaces the containers named before, when given. At least one seal is needed (Section IV c). */
  readonly containers?: readonly Container[];
}

export interface Validated {
  readonly id: string;
  readonly qrText: string;
}

/** Those of one authority that arrive together share a transaction; a device is never waited for in it. */
export const validate = together<ValidateInput, Validated>(async (commands) => {
  const ready = await readyAll(commands);
  const shared = ready.map((one) =>
    isResult(one) && isDevice(one.signer) && commands.length > 1 ? alone : one,
  );
  const sealed = await signEach(shared.filter(isResult), (one, sign) => refusalOr(() => seal(one, sign)));
  await recordSealed(sealed.filter(isResult));
  const next = sealed.values();
  return shared
    .map((one) => (isResult(one) ? (next.next().value as Outcome<Sealed>) : one))
    .map((one) => (isResult(one) ? validatedOf(one) : one));
});

/** All or none. */
export async function validateAll(ctx: Ctx, inputs: readonly ValidateInput[]): Promise<readonly Validated[]> {
  return inTransaction(ctx, async (tx) => {
    const ready = await readyAll(inputs.map((input) => ({ tx, input })));
    for (const one of ready) {
      if (one === alone) throw new Problem("already-done", { state: "VALIDATED" });
      if (one instanceof Problem) throw one;
    }
    const sealed = await signEach(ready.filter(isResult), seal);
    await recordSealed(sealed);
    return sealed.map(validatedOf);
  });
}

/** A certificate that may be validated, and what its desk signer signs. */
interface Ready {
  readonly tx: Tx;
  readonly row: store.CertificateRow;
  readonly content: CertificateContent;
  readonly signer: Signer;
  readonly prepared: PreparedSign1;
}

interface Sealed extends Ready {
  readonly qrText: string;
}

async function readyAll(commands: readonly Command<ValidateInput>[]): Promise<readonly Outcome<Ready>[]> {
  const [first] = commands;
  if (first === undefined) return [];
  const { tx } = first;
  if (tx.actor.organisation === null) throw new Problem("not-allowed");
  const around = await rulesAround(tx, tx.actor.organisation);
  const ids = new Set(commands.map(({ input }) => input.certificate));
  const rows = await store.lockCertificates(
    tx,
    [...ids].map((id) => Buffer.from(id, "hex")),
  );
  const rowOf = new Map(rows.map((row) => [toHex(row.public_id), row]));
  const today = around.today(tx.now);
  const { participant } = around.authority;
  const conditional = statusOn(around.statuses, participant, today).status === "CONDITIONAL";
  const zones = conditional ? await zonesOf(tx, [...ids]) : new Map<string, string>();
  return Promise.all(
    commands.map(async (command): Promise<Outcome<Ready>> => {
      const { certificate } = command.input;
      // Of two for one certificate, the second finds what the first has done.
      return ids.delete(certificate)
        ? refusalOr(() => ready(command, rowOf.get(certificate), around, zones.get(certificate)))
        : alone;
    }),
  );
}

async function ready(
  { tx, input }: Command<ValidateInput>,
  row: store.CertificateRow | undefined,
  around: RulesAround,
  zone: string | undefined,
): Promise<Ready> {
  refuseUnless(row !== undefined && mayValidate(tx.actor, row), "not-found");
  nextState(tx, row, "validated");
  const today = around.today(tx.now);
  const issued = contentFromJson(row.content, row.public_id);
  const content: CertificateContent = {
    ...issued,
    containers: input.containers ?? issued.containers,
    validatedOn: today,
  };
  const problems = checkContent(content, around.contentContext(today, "validation", row.office, zone));
  if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
  const signer = await deskSignerFor(tx, row.office, row.serial);
  const prepared = prepareQr(content, { validatedAt: tx.now, expiresAt: row.expires_at }, signer.keyId);
  return { tx, row, content, signer, prepared };
}

async function seal(one: Ready, sign: Signer["sign"]): Promise<Sealed> {
  const { prepared, row } = one;
  let signature: Uint8Array;
  try {
    signature = await sign(prepared.toBeSigned);
  } catch (error) {
    throw new Problem("signer-unavailable", { organisation: row.office }, { cause: error });
  }
  return { ...one, qrText: finishQr(prepared, signature) };
}

async function recordSealed(sealed: readonly Sealed[]): Promise<void> {
  const [first] = sealed;
  if (first === undefined) return;
  await recordAll(
    first.tx,
    certificateValidated,
    sealed.map(({ tx, row, content, signer, qrText }) => ({
      subject: `certificate:${toHex(row.public_id)}`,
      previous: row.head,
      actor: tx.actor,
      public: { signer: signer.keyId },
      private: {
        validatedOn: content.validatedOn ?? "",
        containers: content.containers.map((container) => ({ ...container })),
        qrText,
      },
    })),
  );
}

function validatedOf({ row, qrText }: Sealed): Validated {
  return { id: toHex(row.public_id), qrText };
}
