// Issues a technical certificate or a letter of comfort, and records that it was used or is closed.
import { bounds } from "#core/certificate/content.ts";
import { afterDocumentStep, documentNumber, isPurposeOf } from "#core/certificate/short-document.ts";
import type { DocumentKind, DocumentState, DocumentStep } from "#core/certificate/short-document.ts";
import { findTextFault } from "#core/certificate/text.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findAuthority } from "#modules/scheme/index.ts";
import { issuedKinds, stepKinds } from "../documents/acts.ts";
import * as store from "../documents/store.ts";
import { mayKeepParcels, maySeeDocument } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import { findByNumber } from "../store.ts";

export interface DocumentInput {
  readonly kind: DocumentKind;
  readonly purpose: string;
  readonly goods: string;
  /** Hundredths. */
  readonly carats?: bigint;
  /** Authority that receives the goods. */
  readonly receiver: string;
  readonly recipient: string;
  /** Number of the certificate whose goods are held, as typed. */
  readonly certificate?: string;
}

export async function issueDocument(ctx: Ctx, input: DocumentInput): Promise<{ id: string; number: string }> {
  const authority = ctx.actor.organisation;
  refuseUnless(mayKeepParcels(ctx.actor) && authority !== null, "not-allowed");
  const around = await rulesAround(ctx, authority);
  return inTransaction(ctx, async (tx) => {
    const fields: FieldProblem[] = [];
    if (!isPurposeOf(input.kind, input.purpose)) fields.push({ field: "purpose", code: "empty" });
    for (const [field, most] of [
      ["goods", 300],
      ["recipient", 200],
    ] as const) {
      const fault = findTextFault(input[field], most);
      if (fault !== undefined) fields.push({ field, code: `TEXT_${fault}`, values: { most } });
    }
    if (input.carats !== undefined && input.carats <= 0n)
      fields.push({ field: "carats", code: "CARATS_NOT_POSITIVE" });
    if (input.carats !== undefined && input.carats > bounds.carats)
      fields.push({ field: "carats", code: "CARATS_TOO_LARGE" });
    if ((await findAuthority(tx, input.receiver)) === undefined)
      fields.push({ field: "receiver", code: "empty" });
    const parsed =
      input.certificate === undefined ? undefined : parseNumber(input.certificate, around.formats);
    const certificate =
      parsed?.ok === true ? await findByNumber(tx, parsed.participant, parsed.serial) : undefined;
    const concerns =
      certificate !== undefined &&
      (certificate.authority === authority || certificate.destination === around.authority.participant);
    if (input.certificate !== undefined && !concerns)
      fields.push({ field: "certificate", code: "SOURCE_UNKNOWN" });
    if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
    const issuedOn = around.today(tx.now);
    const year = Number(issuedOn.slice(0, 4));
    const serial = await store.nextSerial(tx, authority, input.kind, year);
    const number = documentNumber(input.kind, authority, year, serial);
    const id = tx.newId();
    const { purpose, goods, recipient, receiver, carats } = input;
    await record(tx, issuedKinds[input.kind], {
      subject: `document:${id}`,
      previous: null,
      public: {},
      private: {
        number,
        serial,
        year,
        receiver,
        purpose,
        goods,
        recipient,
        issuedOn,
        ...(carats === undefined ? {} : { carats }),
        ...(certificate === undefined ? {} : { certificate: certificate.public_id }),
      },
    });
    return { id, number };
  });
}

export async function stepDocument(
  ctx: Ctx,
  id: string,
  step: DocumentStep,
): Promise<{ state: DocumentState }> {
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockDocument(tx, id);
    refuseUnless(row !== undefined && maySeeDocument(tx.actor, row), "not-found");
    const { organisation } = tx.actor;
    const by = { issuer: organisation === row.authority, receiver: organisation === row.receiver };
    const state = afterDocumentStep(row.state, step, by);
    refuseUnless(state !== undefined, "wrong-state", { state: row.state });
    await record(tx, stepKinds[row.kind][step], {
      subject: `document:${id}`,
      previous: row.head,
      public: {},
      private: {},
    });
    return { state };
  });
}
