// The machine door of governance: seats and items for everybody to read, and every act as one POST. The same schemas
// validate the request and describe it in /api/openapi.json.
import { createRoute, z } from "@hono/zod-openapi";
import { answer, headers, json, security } from "#platform/http/described.ts";
import { plain } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import type { Role } from "#core/kp/roles.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import { isDate } from "#core/kp/dates.ts";
import { BodyCode, SeatCode } from "./inputs.ts";
import * as does from "./items/commands/index.ts";
import * as shapes from "./items/inputs.ts";
import { duressMarks, findItem, listItems, silenceOf } from "./items/queries.ts";
import { itemClasses } from "#core/decisions/index.ts";
import { administrators, chairs, delegates, secretariat } from "./policy.ts";
import { accreditDelegate, DelegateInput } from "./seats/commands/accredit-delegate.ts";
import { accreditSeat, SeatInput } from "./seats/commands/accredit-seat.ts";
import { contestRepresentation, ContestInput } from "./seats/commands/contest-representation.ts";
import { entrustSeat, EntrustInput } from "./seats/commands/entrust-seat.ts";
import { listPillar, PillarInput } from "./seats/commands/list-pillar.ts";
import { revokeDelegate, RevokeDelegateInput } from "./seats/commands/revoke-delegate.ts";
import { BodyRulesInput, setBodyRules } from "./seats/commands/set-body-rules.ts";
import { delegatesOf, seatsOn } from "./seats/queries.ts";

const tags = ["Decisions"];
const id = z
  .string()
  .max(64)
  .openapi({ param: { name: "id", in: "path" }, example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" });
const params = z.object({ id });

const Row = z.record(z.string(), z.unknown());

const Seat = z
  .object({
    code: z.string(),
    pillar: z.string(),
    names: z.record(z.string(), z.string()),
    organisation: z.string().nullable(),
    participant: z.string().nullable(),
    from: z.string(),
    basis: z.string(),
  })
  .openapi("Seat", {
    example: {
      code: "WDC",
      pillar: "I",
      names: { en: "World Diamond Council" },
      organisation: "WDC",
      participant: null,
      from: "2003-01-01",
      basis: "Core Document VI 10",
    },
  });

const ItemSummary = z
  .object({
    id: z.string(),
    reference: z.string(),
    title: z.record(z.string(), z.string()),
    body: z.string(),
    ruleSet: z.string(),
    class: z.string(),
    kind: z.string(),
    subjects: z.array(z.string()),
    sponsors: z.array(z.string()),
    seconders: z.array(z.string()),
    stage: z.string(),
    since: z.string().nullable(),
    deadline: z.object({ at: z.string(), event: z.string() }).nullable(),
    outcome: z
      .object({
        code: z.string(),
        at: z.string(),
        reason: z.string().nullable(),
        adopted: z.array(z.string()),
      })
      .nullable(),
    /** What the other rules say of the same acts, once it has ended. */
    shadows: z.array(Row),
  })
  .openapi("ItemSummary");

const Done = z
  .object({
    item: z.string(),
    acts: z.array(z.string()),
    stage: z.string(),
    reference: z.string().optional(),
    /** The same discussion was open: the seat stands behind that one now. */
    joined: z.boolean().optional(),
  })
  .openapi("ActsDone", {
    example: {
      item: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
      acts: ["019e825e-4c00-7a31-b5ce-2f0a6d1c9e45"],
      stage: "DRAFT",
    },
  });

interface SeatChange {
  readonly path: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly schema: z.ZodType;
  readonly run: (ctx: Ctx, input: never) => Promise<unknown>;
}

const seatChanges: readonly SeatChange[] = [
  {
    path: "/api/pillars",
    summary: "Add a pillar",
    roles: secretariat,
    schema: PillarInput,
    run: listPillar,
  },
  {
    path: "/api/seats",
    summary: "Accredit the seat of an organisation, or change one",
    roles: secretariat,
    schema: SeatInput,
    run: accreditSeat,
  },
  {
    path: "/api/seat-holders",
    summary: "Say which organisation speaks for a Participant",
    roles: secretariat,
    schema: EntrustInput,
    run: entrustSeat,
  },
  {
    path: "/api/body-rules",
    summary: "Set under which rules a body decides from a day on",
    roles: secretariat,
    schema: BodyRulesInput,
    run: setBodyRules,
  },
  {
    path: "/api/delegates",
    summary: "Accredit a delegate of the own seat",
    roles: administrators,
    schema: DelegateInput,
    run: accreditDelegate,
  },
  {
    path: "/api/delegate-revocations",
    summary: "Revoke a delegate of the own seat",
    roles: administrators,
    schema: RevokeDelegateInput,
    run: revokeDelegate,
  },
  {
    path: "/api/representation-contests",
    summary: "Say that a delegate does not speak for a seat",
    roles: [...administrators, ...delegates],
    schema: ContestInput,
    run: contestRepresentation,
  },
];

interface ItemAct {
  /** After /api/items/:id/ */
  readonly verb: string;
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly schema: z.ZodType;
  readonly run: (ctx: Ctx, item: string, input: never) => Promise<does.Done>;
}

const act = (
  verb: string,
  roles: readonly Role[],
  summary: string,
  schema: z.ZodType,
  run: (ctx: Ctx, item: string, input: never) => Promise<does.Done>,
): ItemAct => ({ verb, roles, summary, schema, run });

/** Everything that can be done to an item. None of it removes one. */
export const itemActs: readonly ItemAct[] = [
  act(
    "second",
    delegates,
    "Stand behind an item as seconder or sponsor",
    shapes.SecondInput,
    does.secondItem,
  ),
  act("check-form", secretariat, "Check its form", shapes.FormCheckInput, does.checkForm),
  act("cure", delegates, "Mend defects of form, as a sponsor", shapes.CureInput, does.cureItem),
  act(
    "challenge-recusal",
    delegates,
    "Say that a seat should be recused, or not",
    shapes.ChallengeInput,
    does.challengeRecusal,
  ),
  act("draw-panel", secretariat, "Draw a panel by the lot of the log", shapes.PanelInput, does.drawPanel),
  act(
    "rule-on-recusal",
    delegates,
    "Rule on a challenge, as a member of the panel",
    shapes.RecusalRulingInput,
    does.ruleOnRecusal,
  ),
  act("amend", delegates, "Propose other words for a clause", shapes.AmendmentInput, does.amendItem),
  act(
    "consolidate",
    delegates,
    "Publish the whole new text, as a sponsor",
    shapes.ConsolidationInput,
    does.consolidateItem,
  ),
  act("open-call", [...chairs, ...secretariat], "Open a call for positions", shapes.CallInput, does.openCall),
  act(
    "positions",
    delegates,
    "Record the positions of the own seat",
    shapes.PositionsInput,
    does.recordPositions,
  ),
  act("answer", delegates, "Answer an objection, as facilitator", shapes.AnswerInput, does.answerObjection),
  act(
    "reply",
    delegates,
    "Reply to the answer to an objection of the own seat",
    shapes.ReplyInput,
    does.replyToAnswer,
  ),
  act(
    "move-merits",
    delegates,
    "Move that an objection is unrelated to the purposes",
    shapes.MeritsMotionInput,
    does.moveMerits,
  ),
  act(
    "merits",
    delegates,
    "Say whether an objection is unrelated",
    shapes.MeritsBallotInput,
    does.ballotMerits,
  ),
  act(
    "claim-exclusion",
    delegates,
    "Say that the own seat or pillar was kept out",
    shapes.ReasonInput,
    does.claimExclusion,
  ),
  act(
    "rule-on-exclusion",
    delegates,
    "Rule on a claim of exclusion, as a member of the panel",
    shapes.ExclusionRulingInput,
    does.ruleOnExclusion,
  ),
  act(
    "name-facilitator",
    secretariat,
    "Name the seat that facilitates",
    shapes.FacilitatorInput,
    does.nameFacilitator,
  ),
  act(
    "accept-facilitator",
    delegates,
    "Accept the facilitator, or refuse",
    shapes.AcceptanceInput,
    does.acceptFacilitator,
  ),
  act(
    "compromise",
    delegates,
    "Publish a compromise, as a member of the panel",
    shapes.CompromiseInput,
    does.publishCompromise,
  ),
  act("request-ministers", delegates, "Ask for ministers", shapes.NothingInput, does.requestMinisters),
  act("debate", secretariat, "Record that a discussion was held", shapes.DebateInput, does.recordDebate),
  act(
    "statement",
    delegates,
    "Make a statement; objecting to a discussion is one",
    shapes.StatementInput,
    does.makeStatement,
  ),
  act("withdraw", delegates, "Withdraw as a sponsor", shapes.NothingInput, does.withdrawItem),
  act(
    "declare",
    chairs,
    "Declare an outcome; kept, and flagged where it differs",
    shapes.DeclarationInput,
    does.declareOutcome,
  ),
];

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/seats", allow: "everyone" },
  { method: "GET", path: "/api/seats/:code/delegates", allow: "everyone" },
  { method: "GET", path: "/api/items", allow: "everyone" },
  { method: "GET", path: "/api/items/:id", allow: "everyone" },
  { method: "GET", path: "/api/items/:id/acts", allow: "everyone" },
  { method: "GET", path: "/api/silence", allow: "everyone" },
  { method: "GET", path: "/api/duress-marks", allow: administrators },
  { method: "POST", path: "/api/items", allow: delegates },
  // The signature is the credential: it may be sent by anybody's hand.
  { method: "POST", path: "/api/signed-positions", allow: "everyone" },
  ...seatChanges.map(({ path, roles }): Door => ({ method: "POST", path, allow: roles })),
  ...itemActs.map(({ verb, roles }): Door => ({
    method: "POST",
    path: `/api/items/:id/${verb}`,
    allow: roles,
  })),
];

const seatsRoute = createRoute({
  method: "get",
  path: "/api/seats",
  tags,
  summary:
    "Every seat on a day (today when none is given): governments by their status, organisations by accreditation",
  security: [],
  request: {
    query: z.object({
      on: z
        .string()
        .refine(isDate, { params: { code: "not-a-date" } })
        .optional()
        .openapi({ example: "2026-06-01" }),
    }),
  },
  responses: answer(z.object({ seats: z.array(Seat) }), "The seats"),
});

const delegatesRoute = createRoute({
  method: "get",
  path: "/api/seats/{code}/delegates",
  tags,
  summary: "Who was accredited to speak for a seat, without names",
  security: [],
  request: {
    params: z.object({ code: SeatCode.openapi({ param: { name: "code", in: "path" }, example: "WDC" }) }),
  },
  responses: answer(z.object({ delegates: z.array(Row) }), "Accreditations, the ended ones too"),
});

const listRoute = createRoute({
  method: "get",
  path: "/api/items",
  tags,
  summary: "Items, the newest first",
  security: [],
  request: {
    query: z.object({
      open: z.enum(["true", "false"]).optional(),
      class: z.enum(itemClasses).optional(),
      body: BodyCode.optional(),
      subject: SeatCode.optional(),
      seat: SeatCode.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
  },
  responses: answer(z.object({ items: z.array(ItemSummary) }), "The items"),
});

const oneRoute = createRoute({
  method: "get",
  path: "/api/items/{id}",
  tags,
  summary:
    "One item: what is proposed, where it stands, what is needed next, and what every rule says of the same acts",
  security: [],
  request: { params },
  responses: answer(
    z.object({ summary: ItemSummary, text: Row, state: Row, explain: z.array(Row), outcomes: z.array(Row) }),
    "The item",
  ),
});

const actsRoute = createRoute({
  method: "get",
  path: "/api/items/{id}/acts",
  tags,
  summary: "Every act of an item in order, as the engine folds them; each id is its id on the public record",
  security: [],
  request: { params },
  responses: answer(z.object({ item: Row, ruleSet: z.string(), acts: z.array(Row) }), "The acts"),
});

const silenceRoute = createRoute({
  method: "get",
  path: "/api/silence",
  tags,
  summary: "Of each seat: in how many calls it was asked, and in how many it recorded nothing",
  security: [],
  request: { query: z.object({ seat: SeatCode.optional() }) },
  responses: answer(z.object({ seats: z.array(Row) }), "The seats that were asked at least once"),
});

const duressRoute = createRoute({
  method: "get",
  path: "/api/duress-marks",
  tags,
  summary:
    "Positions of the own seat that were recorded with the delegate's duress word; nobody else sees this",
  security,
  responses: answer(z.object({ marks: z.array(Row) }), "The acts, the last first"),
});

const submitRoute = createRoute({
  method: "post",
  path: "/api/items",
  tags,
  summary: "Table an item for the own seat",
  security,
  request: { headers, body: { required: true, content: json(shapes.ItemInput) } },
  responses: answer(Done, "Its id and reference"),
});

const signedRoute = createRoute({
  method: "post",
  path: "/api/signed-positions",
  tags,
  summary: "Send positions that a delegate signed with the own key; the signature is the credential",
  security: [],
  request: { headers, body: { required: true, content: json(shapes.SignedPositionInput) } },
  responses: answer(Done, "The acts that were recorded"),
});

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- names the shape that the description promises
const own = <T>(value: unknown): T => plain(value) as T;

export function apiRoutes(app: App): void {
  app.openapi(seatsRoute, async (c) => {
    const ctx = c.get("ctx");
    const day = c.req.valid("query").on ?? new Date(ctx.clock()).toISOString().slice(0, 10);
    return c.json({ seats: own<z.infer<typeof Seat>[]>(await seatsOn(ctx, day)) }, 200);
  });
  app.openapi(delegatesRoute, async (c) =>
    c.json(
      {
        delegates: own<Record<string, unknown>[]>(await delegatesOf(c.get("ctx"), c.req.valid("param").code)),
      },
      200,
    ),
  );
  app.openapi(listRoute, async (c) => {
    const { open, limit, ...rest } = c.req.valid("query");
    const filter = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const items = await listItems(
      c.get("ctx"),
      { ...filter, ...(open === undefined ? {} : { open: open === "true" }) },
      limit,
    );
    return c.json({ items: items.map(summaryOf) }, 200);
  });
  app.openapi(oneRoute, async (c) => {
    const ctx = c.get("ctx");
    const view = await itemAt(ctx, c.req.valid("param").id);
    const [row] = await listItems(ctx, { id: view.id }, 1);
    if (row === undefined) throw new Problem("not-found");
    return c.json(
      {
        summary: summaryOf(row),
        text: own<Record<string, unknown>>(view.facts),
        state: own<Record<string, unknown>>(view.state),
        explain: own<Record<string, unknown>[]>(view.explain),
        outcomes: own<Record<string, unknown>[]>(view.outcomes.shadows),
      },
      200,
    );
  });
  app.openapi(actsRoute, async (c) => {
    const view = await itemAt(c.get("ctx"), c.req.valid("param").id);
    return c.json(
      {
        item: own<Record<string, unknown>>(view.item),
        ruleSet: view.binding,
        acts: own<Record<string, unknown>[]>(view.acts),
      },
      200,
    );
  });
  app.openapi(silenceRoute, async (c) =>
    c.json(
      { seats: own<Record<string, unknown>[]>(await silenceOf(c.get("ctx"), c.req.valid("query").seat)) },
      200,
    ),
  );
  app.openapi(duressRoute, async (c) =>
    c.json({ marks: own<Record<string, unknown>[]>(await duressMarks(c.get("ctx"))) }, 200),
  );
  app.openapi(submitRoute, async (c) =>
    c.json(own<z.infer<typeof Done>>(await does.submitItem(c.get("ctx"), c.req.valid("json"))), 200),
  );
  app.openapi(signedRoute, async (c) =>
    c.json(
      own<z.infer<typeof Done>>(await does.recordSignedPositions(c.get("ctx"), c.req.valid("json"))),
      200,
    ),
  );
  for (const { path, summary, schema, run } of seatChanges) {
    const route = createRoute({
      method: "post",
      path,
      tags,
      summary,
      security,
      request: { headers, body: { required: true, content: json(schema) } },
      responses: answer(Row, "What was recorded; the same answer again for the same Idempotency-Key"),
    });
    app.openapi(route, async (c) =>
      c.json(own<Record<string, unknown>>(await run(c.get("ctx"), c.req.valid("json") as never)), 200),
    );
  }
  for (const { verb, summary, schema, run } of itemActs) {
    const route = createRoute({
      method: "post",
      path: `/api/items/{id}/${verb}`,
      tags,
      summary,
      security,
      request: { params, headers, body: { required: true, content: json(schema) } },
      responses: answer(Done, "The acts that were recorded, and the stage after them"),
    });
    app.openapi(route, async (c) => {
      const done = await run(c.get("ctx"), c.req.valid("param").id, c.req.valid("json") as never);
      return c.json(own<z.infer<typeof Done>>(done), 200);
    });
  }
}

async function itemAt(ctx: Ctx, item: string) {
  const view = await findItem(ctx, item);
  if (view === undefined) throw new Problem("not-found");
  return view;
}

type Listed = Awaited<ReturnType<typeof listItems>>[number];

function summaryOf(row: Listed): z.infer<typeof ItemSummary> {
  return {
    id: row.id,
    reference: row.reference,
    title: { ...row.title },
    body: row.body,
    ruleSet: row.ruleSet,
    class: row.class,
    kind: row.kind,
    subjects: [...row.subjects],
    sponsors: [...row.sponsors],
    seconders: [...row.seconders],
    stage: row.stage,
    since: row.since,
    deadline:
      row.deadlineAt === null || row.deadlineEvent === null
        ? null
        : { at: row.deadlineAt, event: row.deadlineEvent },
    outcome:
      row.outcome === null || row.outcomeAt === null
        ? null
        : { code: row.outcome, at: row.outcomeAt, reason: row.outcomeReason, adopted: [...row.adopted] },
    shadows: row.shadows.map((shadow) => ({ ...shadow })),
  };
}
