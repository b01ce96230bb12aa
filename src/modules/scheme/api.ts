// The machine door of the scheme: Participants, the trust list, and every change as one POST. The same schemas validate
// the request and describe it in /api/openapi.json.
import { createRoute, z } from "@hono/zod-openapi";
import { isDate } from "#core/kp/dates.ts";
import { trustListToJson } from "#core/trust/trust-list.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { plain } from "#modules/record/index.ts";
import type { Door } from "#platform/http/access.ts";
import type { Role } from "#core/kp/roles.ts";
import { allotBlock, BlockInput } from "./commands/allot-block.ts";
import { appointDeskSigner, DeskSignerInput } from "./commands/appoint-desk-signer.ts";
import { AuthorityInput, designateAuthority } from "./commands/designate-authority.ts";
import { ApplicantInput, listApplicant, listObserver, ObserverInput } from "./commands/list-observer.ts";
import { listParticipant, ParticipantInput } from "./commands/list-participant.ts";
import { OfficeInput, openOffice } from "./commands/open-office.ts";
import { PublicationInput, publishTrustList } from "./commands/publish-trust-list.ts";
import { RevocationInput, revokeDeskSigner } from "./commands/revoke-desk-signer.ts";
import { NationalRuleInput, setNationalRule } from "./commands/set-national-rule.ts";
import { NumberFormatInput, setNumberFormat } from "./commands/set-number-format.ts";
import { PaperInput, setPaper } from "./commands/set-paper.ts";
import { RecognitionInput, setRecognition } from "./commands/set-recognition.ts";
import { setStatus, StatusInput } from "./commands/set-status.ts";
import { IsoDay } from "#platform/http/described.ts";
import { ParticipantCode } from "./inputs.ts";
import { listed, listedOn } from "./pages/standing.ts";
import type { Listed } from "./pages/standing.ts";
import { getParticipant, schemeFacts } from "./queries.ts";
import { currentTrustList } from "./trust-lists.ts";

const StatusWord = z.enum([
  "PARTICIPANT",
  "NOT_PARTICIPANT",
  "SUSPENDED",
  "SELF_SUSPENDED",
  "EMBARGOED",
  "CONDITIONAL",
  "TRADING_ENTITY",
  "UNKNOWN",
]);

const ParticipantSummary = z
  .object({
    code: ParticipantCode,
    kind: z.enum(["STATE", "REIO", "TRADING_ENTITY"]),
    names: z.record(z.string(), z.string()),
    on: IsoDay,
    status: StatusWord,
    /** False within the days that an inexact source leaves open. */
    certain: z.boolean(),
    mayExport: z.boolean(),
    mayImport: z.boolean(),
    /** Why it may not export; ZONE_REQUIRED where it depends on where the stones were mined. */
    reason: z.string().optional(),
  })
  .openapi("ParticipantSummary", {
    example: {
      code: "CF",
      kind: "STATE",
      names: { en: "Central African Republic", fr: "République centrafricaine" },
      on: "2016-06-06",
      status: "CONDITIONAL",
      certain: true,
      mayExport: false,
      mayImport: true,
      reason: "ZONE_REQUIRED",
    },
  });

const Row = z.record(z.string(), z.unknown());

const ParticipantDetail = z
  .object({
    participant: ParticipantSummary,
    statuses: z.array(Row),
    recognitions: z.array(Row),
    authorities: z.array(Row),
    offices: z.array(Row),
    numberFormats: z.array(Row),
    nationalRules: z.array(Row),
  })
  .openapi("ParticipantDetail");

const on = z.object({
  on: z
    .string()
    .refine(isDate, { params: { code: "not-a-date" } })
    .optional()
    .openapi({ example: "2016-06-06" }),
});
const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  200: { description, content: { "application/json": { schema } } },
});

const participantsRoute = createRoute({
  method: "get",
  path: "/api/participants",
  summary: "Every Participant and what it is on a day (today when none is given)",
  request: { query: on },
  responses: json(z.object({ participants: z.array(ParticipantSummary) }), "The list"),
});

const participantRoute = createRoute({
  method: "get",
  path: "/api/participants/{code}",
  summary:
    "One Participant with its dated statuses, recognitions, authorities, offices, number format and national rules",
  request: { params: z.object({ code: ParticipantCode }), query: on },
  responses: json(ParticipantDetail, "The Participant"),
});

const trustListRoute = createRoute({
  method: "get",
  path: "/api/trust-list",
  summary: "The trust list in force, readable; the signed bytes are at /trust-list.cose",
  responses: json(Row, "The list"),
});

interface Change {
  readonly path: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly schema: z.ZodType;
  readonly run: (ctx: Ctx, input: never) => Promise<unknown>;
}

const secretariat = ["secretariat"] as const;
const administrator = ["authority-administrator"] as const;
const both = ["secretariat", "authority-administrator"] as const;

const changes: readonly Change[] = [
  {
    path: "/api/participants",
    summary: "List a Participant",
    roles: secretariat,
    schema: ParticipantInput,
    run: listParticipant,
  },
  {
    path: "/api/statuses",
    summary: "Set what a Participant is from a day on",
    roles: secretariat,
    schema: StatusInput,
    run: setStatus,
  },
  {
    path: "/api/recognitions",
    summary: "Set from when a jurisdiction's law recognises a Participant",
    roles: both,
    schema: RecognitionInput,
    run: setRecognition,
  },
  {
    path: "/api/observers",
    summary: "List an Observer",
    roles: secretariat,
    schema: ObserverInput,
    run: listObserver,
  },
  {
    path: "/api/applicants",
    summary: "List who has asked to join",
    roles: secretariat,
    schema: ApplicantInput,
    run: listApplicant,
  },
  {
    path: "/api/authorities",
    summary: "Designate an authority, or change one",
    roles: secretariat,
    schema: AuthorityInput,
    run: designateAuthority,
  },
  {
    path: "/api/offices",
    summary: "Open an office of the own authority",
    roles: administrator,
    schema: OfficeInput,
    run: openOffice,
  },
  {
    path: "/api/number-blocks",
    summary: "Allot certificate numbers to an office",
    roles: administrator,
    schema: BlockInput,
    run: allotBlock,
  },
  {
    path: "/api/desk-signers",
    summary: "Appoint the key that signs at a desk",
    roles: administrator,
    schema: DeskSignerInput,
    run: appointDeskSigner,
  },
  {
    path: "/api/desk-signer-revocations",
    summary: "Revoke a desk key",
    roles: both,
    schema: RevocationInput,
    run: revokeDeskSigner,
  },
  {
    path: "/api/national-rules",
    summary: "Set what a Participant's law changes from a day on",
    roles: secretariat,
    schema: NationalRuleInput,
    run: setNationalRule,
  },
  {
    path: "/api/number-formats",
    summary: "Set how a Participant prints certificate numbers",
    roles: secretariat,
    schema: NumberFormatInput,
    run: setNumberFormat,
  },
  {
    path: "/api/authority-papers",
    summary: "Set whether the own authority prints receipts of the public log with its certificates",
    roles: administrator,
    schema: PaperInput,
    run: setPaper,
  },
  {
    path: "/api/trust-list",
    summary: "Compile, sign and publish the next trust list",
    roles: secretariat,
    schema: PublicationInput,
    run: publishTrustList,
  },
];

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/participants", allow: "everyone" },
  { method: "GET", path: "/api/participants/:code", allow: "everyone" },
  { method: "GET", path: "/api/trust-list", allow: "everyone" },
  ...changes.map(({ path, roles }): Door => ({ method: "POST", path, allow: roles })),
];

export function apiRoutes(app: App): void {
  app.openapi(participantsRoute, async (c) => {
    const ctx = c.get("ctx");
    const date = c.req.valid("query").on ?? today(ctx);
    const rows = listedOn(await schemeFacts(ctx), date);
    return c.json({ participants: rows.map((row) => summary(row, date)) }, 200);
  });

  app.openapi(participantRoute, async (c) => {
    const ctx = c.get("ctx");
    const { code } = c.req.valid("param");
    const date = c.req.valid("query").on ?? today(ctx);
    const participant = await getParticipant(ctx, code);
    const facts = await schemeFacts(ctx);
    const authorities = facts.authorities.filter((authority) => authority.participant === code);
    const detail = {
      participant: summary(listed(participant, facts.statuses, date), date),
      statuses: facts.statuses.filter((row) => row.participant === code),
      recognitions: facts.recognitions.filter((row) => row.participant === code || row.jurisdiction === code),
      authorities,
      offices: facts.offices.filter((office) =>
        authorities.some((authority) => authority.code === office.authority),
      ),
      numberFormats: facts.formats.filter((format) => format.participant === code),
      nationalRules: facts.rules.filter((rule) => rule.participant === code || rule.participant === "*"),
    };
    return c.json(plain(detail) as z.infer<typeof ParticipantDetail>, 200);
  });

  app.openapi(trustListRoute, async (c) => {
    const { list } = await currentTrustList(c.get("ctx"));
    return c.json(JSON.parse(trustListToJson(list)) as Record<string, unknown>, 200);
  });

  for (const { path, summary: words, schema, run } of changes) {
    const route = createRoute({
      method: "post",
      path,
      summary: words,
      request: { body: { required: true, content: { "application/json": { schema } } } },
      responses: json(Row, "What was recorded; the same answer again for the same Idempotency-Key"),
    });
    app.openapi(route, async (c) => {
      const answer = await run(c.get("ctx"), c.req.valid("json") as never);
      return c.json(plain(answer) as Record<string, unknown>, 200);
    });
  }
}

function summary(
  { participant, standing, mayExport, mayImport }: Listed,
  date: string,
): z.infer<typeof ParticipantSummary> {
  return {
    code: participant.code,
    kind: participant.kind,
    names: { ...participant.names },
    on: date,
    status: standing.status,
    certain: standing.certain,
    mayExport: mayExport.ok,
    mayImport: mayImport.ok,
    ...(mayExport.ok ? {} : { reason: mayExport.reason }),
  };
}

function today(ctx: Ctx): string {
  return new Date(ctx.clock()).toISOString().slice(0, 10);
}
