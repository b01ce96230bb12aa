// The way of an applicant: notified through diplomatic channels, its law and papers held against each minimum requirement,
// perhaps visited, then decided by an item. That it is admitted is recorded only when the item's own record says adopted.
import { foldAdmission } from "#core/offices/procedures.ts";
import type { Admission } from "#core/offices/procedures.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record, within } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { admissionNotified, admissionStepTaken, requirementAssessed } from "../acts.ts";
import { getAdopted } from "../decided.ts";
import type { NotifiedFacts } from "../facts.ts";
import type { AdmissionInput, AdmissionStepInput, AssessmentInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { refuseFields } from "../speaking.ts";
import { actsOfProcedure, holdProcedure } from "../store.ts";

export const admissionSubject = (id: string): string => `admission:${id}`;

export async function notifyApplication(ctx: Ctx, input: AdmissionInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const { statuses } = await schemeFacts(tx);
    refuseFields(
      input.notified > tx.now.slice(0, 10) && { field: "notified", code: "in-the-future" },
      statuses.some(
        ({ participant, status, until }) =>
          participant === input.applicant && status === "PARTICIPANT" && until === undefined,
      ) && { field: "applicant", code: "takes-part-already" },
    );
    const id = tx.newId();
    await record(tx, admissionNotified, {
      subject: admissionSubject(id),
      previous: null,
      public: input as NotifiedFacts,
      private: {},
    });
    return { id };
  });
}

export async function assessRequirement(
  ctx: Ctx,
  id: string,
  input: AssessmentInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    refuseUnless(isOpen(await held(tx, id)), "wrong-state");
    await record(tx, requirementAssessed, {
      subject: admissionSubject(id),
      public: { ...input },
      private: {},
    });
    return { id };
  });
}

export async function takeAdmissionStep(
  ctx: Ctx,
  id: string,
  input: AdmissionStepInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const admission = await held(tx, id);
    refuseUnless(isOpen(admission), "wrong-state");
    const { step, day, note } = input;
    const linked = admission.steps.findLast((one) => one.step === "ITEM")?.item;
    const item = step === "ADMITTED" ? (linked ?? null) : (input.item ?? null);
    refuseFields(
      day > tx.now.slice(0, 10) && { field: "day", code: "in-the-future" },
      (step === "ITEM" || step === "ADMITTED") && item === null && { field: "item", code: "missing" },
    );
    if (step === "ADMITTED" && item !== null) await getAdopted(within(tx), item, "step");
    await record(tx, admissionStepTaken, {
      subject: admissionSubject(id),
      public: { step, day, note, item },
      private: {},
    });
    return { id };
  });
}

async function held(tx: Tx, id: string): Promise<Admission> {
  await holdProcedure(tx, admissionSubject(id));
  const admission = foldAdmission(id, await actsOfProcedure(tx, admissionSubject(id)));
  refuseUnless(admission !== undefined, "not-found");
  return admission;
}

function isOpen({ steps }: Admission): boolean {
  return !steps.some(({ step }) => step === "ADMITTED" || step === "CLOSED");
}
