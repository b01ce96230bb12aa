// The way of an applicant: notified through diplomatic channels, its law and papers held against each minimum requirement,
// perhaps visited, then decided by an item. It is admitted only when the item's own record says adopted, and then the same
// transaction puts it on the scheme's list with its status. What each jurisdiction recognises stays that jurisdiction's own act.
import { foldAdmission } from "#core/offices/procedures.ts";
import type { Admission } from "#core/offices/procedures.ts";
import { isCountryCode } from "#core/kp/countries.ts";
import { statusOn } from "#core/kp/statuses.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record, within } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import {
  changeScheme,
  listApplicant,
  listParticipant,
  schemeFacts,
  setStatus,
} from "#modules/scheme/index.ts";
import { admissionNotified, admissionStepTaken, requirementAssessed } from "../acts.ts";
import { getAbout, getAdopted } from "../decided.ts";
import type { AdmissionInput, AdmissionStepInput, AssessmentInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { refuseFields } from "../speaking.ts";
import { actsOfProcedure, holdProcedure } from "../store.ts";

export const admissionSubject = (id: string): string => `admission:${id}`;

export async function notifyApplication(ctx: Ctx, input: AdmissionInput): Promise<{ readonly id: string }> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const { applicant, names, notified, source } = input;
    const { participants, applicants } = await schemeFacts(tx);
    refuseFields(
      notified > tx.now.slice(0, 10) && { field: "notified", code: "in-the-future" },
      !isCountryCode(applicant) && { field: "applicant", code: "unknown-country" },
      (await takesPart(tx, applicant)) && { field: "applicant", code: "takes-part-already" },
    );
    // From here on an item can be about it.
    if (![...participants, ...applicants].some(({ code }) => code === applicant))
      await listApplicant(within(tx), { code: applicant, names, appliedOn: notified, source });
    const id = tx.newId();
    await record(tx, admissionNotified, {
      subject: admissionSubject(id),
      previous: null,
      public: input,
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
  return changeScheme(ctx, async (tx) => {
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
    if (step === "ITEM" && item !== null)
      await getAbout(within(tx), item, admission.notified.applicant, "item");
    if (step === "ADMITTED" && item !== null) await admitTo(tx, item, admission, day);
    await record(tx, admissionStepTaken, {
      subject: admissionSubject(id),
      public: { step, day, note, item },
      private: {},
    });
    return { id };
  });
}

/** The consequences for the scheme: listed, if it is not yet, and a Participant from that day on. */
async function admitTo(tx: Tx, item: string, admission: Admission, day: string): Promise<void> {
  const { applicant, names } = admission.notified;
  const inner = within(tx);
  await getAbout(inner, item, applicant, "step");
  const { reference, outcome, outcomeAt } = await getAdopted(inner, item, "step");
  refuseFields(
    outcomeAt !== null && day < outcomeAt.slice(0, 10) && { field: "day", code: "before-the-decision" },
    (await takesPart(tx, applicant)) && { field: "step", code: "takes-part-already" },
  );
  const { participants } = await schemeFacts(tx);
  // Who left stays listed.
  if (!participants.some(({ code }) => code === applicant))
    await listParticipant(inner, {
      code: applicant,
      kind: "STATE",
      names: { en: names["en"] ?? applicant, fr: names["fr"] ?? names["en"] ?? applicant },
    });
  await setStatus(inner, {
    participant: applicant,
    status: "PARTICIPANT",
    from: day,
    precision: "day",
    source: `Item ${reference} (${item}): ${outcome ?? ""}`,
  });
}

/** Also while it is suspended or trades under conditions: that ends by a measure, not by another admission. */
async function takesPart(tx: Tx, code: string): Promise<boolean> {
  const { participants, statuses } = await schemeFacts(tx);
  const { status } = statusOn(statuses, code, tx.now.slice(0, 10));
  return (
    participants.some((one) => one.code === code) && status !== "NOT_PARTICIPANT" && status !== "UNKNOWN"
  );
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
