// What a chair says of its own year: the programme with its goals, and each duty as it is done. Told by the chair, dated by
// the record; nothing here can be taken back, only said anew.
import { chairDuties } from "#core/kp/offices.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { chairDutyDone, programmePublished } from "../acts.ts";
import type { DutyInput, ProgrammeInput } from "../inputs.ts";
import { mayActAsChair } from "../policy.ts";
import { refuseFields } from "../speaking.ts";

export const chairSubject = (year: number): string => `chair:${year}`;

export async function publishProgramme(ctx: Ctx, input: ProgrammeInput): Promise<{ readonly year: number }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayActAsChair(tx.actor), "not-allowed");
    await record(tx, programmePublished, {
      subject: chairSubject(input.year),
      public: { year: input.year, text: input.text, goals: input.goals },
      private: {},
    });
    return { year: input.year };
  });
}

export async function doDuty(ctx: Ctx, { duty, year, note }: DutyInput): Promise<{ readonly duty: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayActAsChair(tx.actor), "not-allowed");
    refuseFields(!chairDuties.some(({ code }) => code === duty) && { field: "duty", code: "unknown-duty" });
    await record(tx, chairDutyDone, {
      subject: chairSubject(year),
      public: { duty, year, note },
      private: {},
    });
    return { duty };
  });
}
