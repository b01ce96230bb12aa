// What the commands on items take: shapes with their bounds, the same for forms, API and command line.
import { z } from "@hono/zod-openapi";
import { grounds, itemClasses, outcomeCodes, positionCodes } from "#core/decisions/index.ts";
import { Instant, IsoDay } from "#platform/http/described.ts";
import { plainText, writtenText } from "#platform/http/inputs.ts";
import { BodyCode, SeatCode, Uuid } from "../inputs.ts";

export const ItemId = Uuid;

export const ClauseId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,15}$/)
  .openapi({ example: "2" });

const Language = z.enum(["en", "fr", "pt", "ru", "ar", "zh"]);

const Words = z
  .strictObject({
    en: plainText(200).optional(),
    fr: plainText(200).optional(),
    pt: plainText(200).optional(),
    ru: plainText(200).optional(),
    ar: plainText(200).optional(),
    zh: plainText(200).optional(),
  })
  .refine((words) => Object.values(words).some((word) => word !== undefined), {
    params: { code: "title-missing" },
  });

const Summary = z.partialRecord(Language, writtenText(2_000));

export const Clause = z
  .strictObject({
    id: ClauseId,
    text: writtenText(4_000),
    dependsOn: z.array(ClauseId).max(40).default([]),
  })
  .openapi("ItemClause", {
    example: { id: "2", text: "The working group reports to the next plenary.", dependsOn: ["1"] },
  });

export const mostClauses = 200;
const Clauses = z.array(Clause).min(1).max(mostClauses);

/** Of all texts of one act together, in UTF-8: an entry of the public log has 65,535. */
export const mostTextBytes = 48_000;

export const ItemInput = z
  .strictObject({
    body: BodyCode.default("PLENARY"),
    class: z.enum(itemClasses),
    language: Language.default("en"),
    title: Words,
    summary: Summary.default({}),
    /** Left out for an item without text: a discussion, an election, a motion. */
    clauses: Clauses.optional(),
    /** Of the clauses, for reading: language → clause → text. */
    translations: z.partialRecord(Language, z.record(ClauseId, writtenText(4_000))).default({}),
    /** Only a package of the constitution may be declared inseverable. */
    severable: z.boolean().default(true),
    /** Participants and organisations that the item is about. */
    subjects: z.array(SeatCode).max(20).default([]),
    /** Seats that may join as sponsors; anybody may second. */
    coSponsors: z.array(SeatCode).max(60).default([]),
    continuesMeasure: z.boolean().default(false),
    competesWith: z.array(ItemId).max(5).default([]),
    follows: ItemId.optional(),
    /** Of a discussion that was held before: what is new. Without it, it needs two more seats of two pillars. */
    newFacts: writtenText(2_000).optional(),
  })
  .openapi("ItemInput", {
    example: {
      body: "PLENARY",
      class: "K1",
      language: "en",
      title: { en: "Dates of the next intersessional meeting" },
      clauses: [{ id: "1", text: "The meeting takes place from 3 to 5 June.", dependsOn: [] }],
      subjects: [],
    },
  });
export type ItemInput = z.input<typeof ItemInput>;

export const SecondInput = z
  .strictObject({ as: z.enum(["SPONSOR", "SECONDER"]).default("SECONDER") })
  .openapi("SecondInput");
export type SecondInput = z.input<typeof SecondInput>;

export const FormCheckInput = z
  .strictObject({ defects: z.array(writtenText(500)).max(20) })
  .openapi("FormCheckInput", { example: { defects: [] } });
export type FormCheckInput = z.input<typeof FormCheckInput>;

export const CureInput = z.strictObject({ clauses: Clauses.optional() }).openapi("CureInput");
export type CureInput = z.input<typeof CureInput>;

export const ChallengeInput = z
  .strictObject({ seat: SeatCode, recuse: z.boolean(), reason: writtenText(2_000) })
  .openapi("ChallengeInput");
export type ChallengeInput = z.input<typeof ChallengeInput>;

export const PanelInput = z
  .strictObject({
    purpose: z.enum(["RECUSAL", "EXCLUSION", "MEDIATION"]),
    /** Act of the challenge or of the claim. */
    about: Uuid.optional(),
    /** Of mediation: persons of the independent list, one of whom is drawn. */
    independents: z.array(plainText(120)).max(50).default([]),
  })
  .openapi("PanelInput");
export type PanelInput = z.input<typeof PanelInput>;

export const RecusalRulingInput = z
  .strictObject({
    challenge: Uuid,
    votes: z
      .array(z.strictObject({ member: SeatCode, recuse: z.boolean(), reason: writtenText(1_000) }))
      .min(1)
      .max(9),
  })
  .openapi("RecusalRulingInput");
export type RecusalRulingInput = z.input<typeof RecusalRulingInput>;

export const AmendmentInput = z
  .strictObject({
    clause: ClauseId,
    /** Left out: the clause is struck out. */
    text: writtenText(4_000).optional(),
  })
  .openapi("AmendmentInput");
export type AmendmentInput = z.input<typeof AmendmentInput>;

export const ConsolidationInput = z
  .strictObject({
    clauses: Clauses,
    accepted: z.array(Uuid).max(400).default([]),
    rejected: z
      .array(z.strictObject({ amendment: Uuid, reason: writtenText(1_000) }))
      .max(400)
      .default([]),
  })
  .openapi("ConsolidationInput");
export type ConsolidationInput = z.input<typeof ConsolidationInput>;

export const CallInput = z.strictObject({ closesAt: Instant }).openapi("CallInput");
export type CallInput = z.input<typeof CallInput>;

export const Objection = z
  .strictObject({
    ground: z.enum(grounds).nullable().default(null),
    explanation: z.union([writtenText(4_000), z.literal("")]).default(""),
    cure: z
      .union([
        z.strictObject({ text: writtenText(4_000) }),
        z.strictObject({ condition: writtenText(2_000) }),
      ])
      .nullable()
      .default(null),
  })
  .openapi("Objection");

export const OnePosition = z
  .strictObject({
    on: z.union([z.literal("ALL"), z.array(ClauseId).min(1).max(mostClauses)]).default("ALL"),
    code: z.enum(positionCodes),
    /** The reservation, or why one stands aside. */
    words: writtenText(2_000).optional(),
    expected: IsoDay.optional(),
    objection: Objection.optional(),
  })
  .openapi("Position", { example: { on: "ALL", code: "S" } });

export const PositionsInput = z
  .strictObject({
    positions: z.array(OnePosition).min(1).max(mostClauses),
    /** For which call they were made: what comes after its close is told so, and never slips into the next one. */
    call: z.number().int().min(1).max(1_000).optional(),
    /** A minister takes this position. */
    minister: z.boolean().default(false),
    duressWord: plainText(60).optional(),
  })
  .openapi("PositionsInput", { example: { positions: [{ on: "ALL", code: "S" }] } });
export type PositionsInput = z.input<typeof PositionsInput>;

export const SignedPositionInput = z
  .strictObject({
    /** COSE_Sign1 of the delegate's own key, base64: docs/formats/position.md. */
    signed: z.base64().max(120_000),
  })
  .openapi("SignedPositionInput");
export type SignedPositionInput = z.input<typeof SignedPositionInput>;

export const AnswerInput = z
  .strictObject({ seat: SeatCode, clause: ClauseId, text: writtenText(4_000) })
  .openapi("AnswerInput");
export type AnswerInput = z.input<typeof AnswerInput>;

export const ReplyInput = z.strictObject({ answer: Uuid, text: writtenText(4_000) }).openapi("ReplyInput");
export type ReplyInput = z.input<typeof ReplyInput>;

export const MeritsMotionInput = z
  .strictObject({ seat: SeatCode, clause: ClauseId, reason: writtenText(2_000) })
  .openapi("MeritsMotionInput");
export type MeritsMotionInput = z.input<typeof MeritsMotionInput>;

export const MeritsBallotInput = z
  .strictObject({ motion: Uuid, unrelated: z.boolean() })
  .openapi("MeritsBallotInput");
export type MeritsBallotInput = z.input<typeof MeritsBallotInput>;

export const ReasonInput = z.strictObject({ reason: writtenText(2_000) }).openapi("ReasonInput");
export type ReasonInput = z.input<typeof ReasonInput>;

export const ExclusionRulingInput = z
  .strictObject({ claim: Uuid, upheld: z.boolean(), reason: writtenText(2_000) })
  .openapi("ExclusionRulingInput");
export type ExclusionRulingInput = z.input<typeof ExclusionRulingInput>;

export const FacilitatorInput = z.strictObject({ seat: SeatCode }).openapi("FacilitatorInput");
export type FacilitatorInput = z.input<typeof FacilitatorInput>;

export const AcceptanceInput = z.strictObject({ accept: z.boolean() }).openapi("AcceptanceInput");
export type AcceptanceInput = z.input<typeof AcceptanceInput>;

export const CompromiseInput = z
  .strictObject({ clauses: Clauses, reasons: writtenText(4_000) })
  .openapi("CompromiseInput");
export type CompromiseInput = z.input<typeof CompromiseInput>;

export const DebateInput = z
  .strictObject({
    in: z.enum(["MEETING", "WRITING"]),
    minutes: z.number().int().min(0).max(100_000),
    firstWordOffered: z.boolean(),
    lastWordOffered: z.boolean(),
  })
  .openapi("DebateInput");
export type DebateInput = z.input<typeof DebateInput>;

export const StatementInput = z
  .strictObject({ text: writtenText(10_000), objectsToDiscussing: z.boolean().default(false) })
  .openapi("StatementInput");
export type StatementInput = z.input<typeof StatementInput>;

export const NothingInput = z.strictObject({}).openapi("NothingInput");
export type NothingInput = z.input<typeof NothingInput>;

export const DeclarationInput = z.strictObject({ outcome: z.enum(outcomeCodes) }).openapi("DeclarationInput");
export type DeclarationInput = z.input<typeof DeclarationInput>;
