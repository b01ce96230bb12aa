// Lists an Observer (Core Document VI 10), or who has asked to join (VI 9).
import { z } from "@hono/zod-openapi";
import { isCountryCode } from "#core/kp/countries.ts";
import type { Applicant, Observer } from "#core/kp/participants.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { applicantListed, observerListed } from "../acts.ts";
import { changeScheme, refuseFields, today } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { inEveryLanguage, Names, ParticipantCode, Source } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

export const ObserverInput = z
  .strictObject({
    code: z
      .string()
      .regex(/^[A-Z][A-Z0-9]{1,11}$/)
      .openapi({ example: "ADPA" }),
    kind: z.enum(["INDUSTRY", "CIVIL_SOCIETY", "INDEPENDENT"]),
    names: Names,
    from: IsoDay,
    precision: z.enum(["day", "year"]).default("day"),
    atLatest: z.boolean().default(false),
    source: Source,
  })
  .openapi("ObserverInput");
export type ObserverInput = z.infer<typeof ObserverInput>;

export async function listObserver(ctx: Ctx, input: ObserverInput): Promise<Observer> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    const observer = { ...input, names: inEveryLanguage(input.names) };
    await record(tx, observerListed, { subject: `observer:${input.code}`, public: observer, private: {} });
    return observer;
  });
}

export const ApplicantInput = z
  .strictObject({ code: ParticipantCode, names: Names, appliedOn: IsoDay, source: Source })
  .openapi("ApplicantInput");
export type ApplicantInput = z.infer<typeof ApplicantInput>;

export async function listApplicant(ctx: Ctx, input: ApplicantInput): Promise<Applicant> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    refuseUnless((await store.lockParticipant(tx, input.code)) === undefined, "already-done");
    refuseFields(
      !isCountryCode(input.code) && { field: "code", code: "unknown-country" },
      input.appliedOn > today(tx) && { field: "appliedOn", code: "in-the-future" },
    );
    const applicant = { ...input, names: inEveryLanguage(input.names) };
    await record(tx, applicantListed, { subject: `applicant:${input.code}`, public: applicant, private: {} });
    return applicant;
  });
}
