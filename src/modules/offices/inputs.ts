// What forms and requests say to this module, with bounds; whether it makes sense is decided by the command.
import { z } from "@hono/zod-openapi";
import { IsoDay } from "#platform/http/described.ts";
import { plainText, writtenText } from "#platform/http/inputs.ts";
import { isTimeZone } from "#core/decisions/clocks.ts";
import { minimumRequirements, officeCodes } from "#core/kp/offices.ts";
import { electionEffects } from "#core/offices/election.ts";
import { admissionSteps, assessments, hostSteps, measureKinds } from "#core/offices/procedures.ts";

const code = (reason: string) => ({ params: { code: reason } });
/** "SL", "WDC", "DEMO-RIVER" */
export const SeatCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,9}(-[A-Z0-9]{1,9}){0,2}$/)
  .openapi({ example: "WDC" });

export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .openapi({ format: "uuid", example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" });

const share = z.tuple([z.int().min(0).max(100), z.int().min(1).max(100)]);

export const ElectionInput = z
  .strictObject({
    office: z.enum(officeCodes),
    year: z.int().min(2003).max(2200),
    effect: z.enum(electionEffects),
    item: Uuid.optional(),
    practice: z.boolean().default(false).openapi({
      description: "Elects nobody; days are minutes, so that everybody can learn how it is done",
    }),
    minutes: z
      .int()
      .min(1)
      .max(1_440)
      .default(10)
      .openapi({ description: "Of a practice election: for nominations, and for each call" }),
    groups: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[A-Z]{1,4}$/),
          pillars: z
            .array(z.string().regex(/^[A-Z]{1,4}$/))
            .min(1)
            .max(6),
          floor: share,
        }),
      )
      .min(1)
      .max(6)
      .openapi({
        description: "Ballots of a group are added up together; a candidate needs the floor in each",
        example: [{ id: "G", pillars: ["G"], floor: [1, 2] }],
      }),
    most: z.int().min(1).max(5).default(1),
    nominationsUntil: IsoDay.optional().openapi({
      description: "Of a real election; its first instant, UTC",
    }),
    callsFrom: IsoDay.optional(),
    timeZone: z.string().max(40).refine(isTimeZone, code("unknown-time-zone")).default("Etc/UTC"),
    trustees: z.array(SeatCode).min(1).max(15),
    threshold: z.int().min(1).max(15),
    source: plainText(300),
  })
  .openapi("ElectionInput", {
    example: {
      office: "VICE_CHAIR",
      year: 2028,
      effect: "DECIDES",
      practice: true,
      groups: [{ id: "G", pillars: ["G"], floor: [1, 2] }],
      most: 1,
      trustees: ["CA", "WDC", "CSC"],
      threshold: 2,
      source: "Practice of the working group",
    },
  });
export type ElectionInput = z.infer<typeof ElectionInput>;

export const NominationInput = z
  .strictObject({ statement: writtenText(4_000) })
  .openapi("NominationInput", { example: { statement: "We offer to serve." } });

export const TrusteesInput = z
  .strictObject({
    trustees: z.array(SeatCode).min(1).max(15),
    threshold: z.int().min(1).max(15),
    reason: plainText(500),
  })
  .openapi("TrusteesInput", {
    example: { trustees: ["CA", "WDC", "CSC"], threshold: 2, reason: "A trustee has no computer any more" },
  });
export type TrusteesInput = z.infer<typeof TrusteesInput>;

/** At most fifteen trustees and five choices; well below what an act may hold. */
const hex = (bytes: number) =>
  z
    .string()
    .max(2 * bytes)
    .regex(/^([0-9a-f]{2})+$/);

export const TrusteeInput = z
  .strictObject({
    step: z.enum(["enrol", "deal", "confirm", "decrypt"]),
    message: hex(20_000).openapi({
      description: "Made by the trustee's own program (docs/formats/ballot.md)",
    }),
  })
  .openapi("TrusteeInput", { example: { step: "enrol", message: "00".repeat(96) } });
export type TrusteeInput = z.infer<typeof TrusteeInput>;

export const BallotInput = z
  .strictObject({
    ballot: hex(8_000).openapi({
      description: "Encrypted by the voter's own program (docs/formats/ballot.md)",
    }),
  })
  .openapi("BallotInput", { example: { ballot: "00".repeat(320) } });

export const DutyInput = z.strictObject({
  duty: plainText(60),
  year: z.int().min(2003).max(2200),
  note: writtenText(1_000),
});
export type DutyInput = z.infer<typeof DutyInput>;

export const ProgrammeInput = z.strictObject({
  year: z.int().min(2003).max(2200),
  text: writtenText(8_000),
  goals: z.array(plainText(300)).min(1).max(20),
});
export type ProgrammeInput = z.infer<typeof ProgrammeInput>;

export const OfficeInput = z.strictObject({
  office: z.enum(officeCodes),
  year: z.int().min(2003).max(2200),
  holder: SeatCode,
  proof: Uuid,
});
export type OfficeInput = z.infer<typeof OfficeInput>;

export const HostSelectionInput = z.strictObject({
  title: plainText(160),
  criteria: z.array(plainText(300)).min(1).max(20),
  bidsUntil: IsoDay,
  source: plainText(300),
});
export type HostSelectionInput = z.infer<typeof HostSelectionInput>;

export const BidInput = z.strictObject({
  place: plainText(120),
  answers: z.array(writtenText(2_000)).min(1).max(20),
});
export type BidInput = z.infer<typeof BidInput>;

export const ReasonInput = z.strictObject({ reason: writtenText(1_000) });

const stepFields = {
  day: IsoDay,
  note: writtenText(2_000),
  item: Uuid.optional(),
};
export const HostStepInput = z.strictObject({ step: z.enum(hostSteps), ...stepFields });
export type HostStepInput = z.infer<typeof HostStepInput>;
export const AdmissionStepInput = z.strictObject({ step: z.enum(admissionSteps), ...stepFields });
export type AdmissionStepInput = z.infer<typeof AdmissionStepInput>;

export const AdmissionInput = z.strictObject({
  applicant: z.string().regex(/^[A-Z]{2}$/),
  names: z.strictObject({ en: plainText(160), fr: plainText(160) }),
  notified: IsoDay,
  source: plainText(300),
});
export type AdmissionInput = z.infer<typeof AdmissionInput>;

export const AssessmentInput = z.strictObject({
  requirement: z.enum(minimumRequirements.map((one) => one.code) as [string, ...string[]]),
  assessment: z.enum(assessments),
  note: writtenText(2_000),
});
export type AssessmentInput = z.infer<typeof AssessmentInput>;

export const MeasureInput = z.strictObject({
  participant: z.string().regex(/^[A-Z]{2}$/),
  measure: z.enum(measureKinds),
  grounds: writtenText(4_000),
  zones: z.array(plainText(80)).max(50).default([]),
  item: Uuid,
});
export type MeasureInput = z.infer<typeof MeasureInput>;

export const ReplyInput = z.strictObject({ text: writtenText(8_000) });
export const MeasureTakenInput = z.strictObject({ from: IsoDay });
