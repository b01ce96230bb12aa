// The machine door of offices: who holds them, elections with everything to verify them, and the two things that a delegate's
// own program sends: a ballot and a trustee's message.
import { createRoute, z } from "@hono/zod-openapi";
import { headers } from "#platform/http/described.ts";
import { officeCodes } from "#core/kp/offices.ts";
import { stageAt } from "#core/offices/election.ts";
import type { ElectionState } from "#core/offices/election.ts";
import type { Door } from "#platform/http/access.ts";
import { anybody, answer, refused, signedIn } from "#modules/certificates/index.ts";
import type { App } from "#modules/record/index.ts";
import { castBallot } from "./commands/cast-ballot.ts";
import { speakAsTrustee } from "./commands/speak-as-trustee.ts";
import { elections, getElection } from "./elections.ts";
import { holders } from "./holders.ts";
import { BallotInput, TrusteeInput } from "./inputs.ts";
import { delegates } from "./policy.ts";

const tags = ["Offices"];

const HeldOffice = z
  .object({
    office: z.enum(officeCodes),
    year: z.int(),
    holder: z.string().nullable().openapi({ description: "Null: the Executive Secretary convenes" }),
    basis: z.string(),
    source: z.string().nullable(),
    proof: z.string().nullable().openapi({ description: "The election or item that proves it" }),
  })
  .openapi("HeldOffice", {
    example: {
      office: "CHAIR",
      year: 2022,
      holder: "BW",
      basis: "HELD",
      source: "list of Chairs",
      proof: null,
    },
  });

const Election = z
  .object({
    id: z.string(),
    office: z.enum(officeCodes),
    year: z.int(),
    practice: z.boolean(),
    effect: z.enum(["DECIDES", "ADVISES"]),
    stage: z.enum(["NOMINATIONS", "WAITING", "CALL", "COUNTING", "ENDED"]),
    candidates: z.array(z.object({ seat: z.string(), withdrawn: z.boolean() })),
    trustees: z.array(z.object({ id: z.string(), pillar: z.string() })),
    threshold: z.int(),
    calls: z.array(
      z.object({
        call: z.int(),
        opensAt: z.string(),
        closesAt: z.string(),
        voters: z.int(),
        voted: z.array(z.string()),
        totals: z.array(z.array(z.int())).nullable(),
        elected: z.string().nullable(),
      }),
    ),
    elected: z.string().nullable(),
    ended: z.string().nullable(),
    keeper: z.string().nullable().openapi({ description: "Who keeps the office by the chain of continuity" }),
    file: z.string().openapi({ description: "Address of the file that anybody verifies" }),
  })
  .openapi("Election", {
    example: {
      id: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
      office: "VICE_CHAIR",
      year: 2028,
      practice: true,
      effect: "DECIDES",
      stage: "ENDED",
      candidates: [{ seat: "GH", withdrawn: false }],
      trustees: [
        { id: "CA", pillar: "G" },
        { id: "WDC", pillar: "I" },
        { id: "CSC", pillar: "C" },
      ],
      threshold: 2,
      calls: [
        {
          call: 1,
          opensAt: "2026-11-02T08:00:00.000Z",
          closesAt: "2026-11-16T08:00:00.000Z",
          voters: 59,
          voted: ["AO", "BW"],
          totals: [[2]],
          elected: null,
        },
      ],
      elected: null,
      ended: "THREE_CALLS",
      keeper: "ZW",
      file: "/elections/019e825e-4c00-7a31-b5ce-2f0a6d1c9e44/file",
    },
  });

const params = z.object({
  id: z
    .string()
    .max(64)
    .openapi({ param: { name: "id", in: "path" }, example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" }),
});
const Cast = z
  .object({ seat: z.string(), call: z.int(), act: z.string() })
  .openapi("BallotCast", { example: { seat: "SL", call: 1, act: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" } });
const Spoken = z.object({ trustee: z.string() }).openapi("TrusteeSpoken", { example: { trustee: "WDC" } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/offices", allow: "everyone" },
  { method: "GET", path: "/api/elections", allow: "everyone" },
  { method: "GET", path: "/api/elections/:id", allow: "everyone" },
  { method: "POST", path: "/api/elections/:id/ballots", allow: delegates },
  { method: "POST", path: "/api/elections/:id/trustee", allow: delegates },
];

const listOffices = createRoute({
  method: "get",
  path: "/api/offices",
  tags,
  security: anybody,
  summary: "Who held and holds which office, with the source or the procedure that proves it; newest first",
  responses: { 200: answer(z.object({ offices: z.array(HeldOffice) }), "The offices"), ...refused },
});
const listElections = createRoute({
  method: "get",
  path: "/api/elections",
  tags,
  security: anybody,
  summary: "Elections, newest first",
  responses: { 200: answer(z.object({ elections: z.array(Election) }), "The elections"), ...refused },
});
const oneElection = createRoute({
  method: "get",
  path: "/api/elections/{id}",
  tags,
  security: anybody,
  summary: "One election: where it stands, who voted, and what the sums say",
  request: { params },
  responses: { 200: answer(Election, "The election"), ...refused },
});
const cast = createRoute({
  method: "post",
  path: "/api/elections/{id}/ballots",
  tags,
  security: signedIn,
  summary: "Cast your seat's ballot, encrypted by your own program; the last good one counts",
  request: { params, headers, body: body(BallotInput) },
  responses: { 200: answer(Cast, "That it was cast, and its act"), ...refused },
});
const speak = createRoute({
  method: "post",
  path: "/api/elections/{id}/trustee",
  tags,
  security: signedIn,
  summary: "Send a trustee's message, made by your own program: for the key, or for the sums of a call",
  request: { params, headers, body: body(TrusteeInput) },
  responses: { 200: answer(Spoken, "That it holds and is on the record"), ...refused },
});

export function apiRoutes(app: App): void {
  app.openapi(listOffices, async (c) => c.json({ offices: [...(await holders(c.get("ctx"))).all] }, 200));
  app.openapi(listElections, async (c) => {
    const ctx = c.get("ctx");
    const now = new Date(ctx.clock()).toISOString();
    return c.json({ elections: (await elections(ctx)).map((state) => electionJson(state, now)) }, 200);
  });
  app.openapi(oneElection, async (c) => {
    const ctx = c.get("ctx");
    const { state } = await getElection(ctx, c.req.valid("param").id);
    return c.json(electionJson(state, new Date(ctx.clock()).toISOString()), 200);
  });
  app.openapi(cast, async (c) =>
    c.json(await castBallot(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
  app.openapi(speak, async (c) =>
    c.json(await speakAsTrustee(c.get("ctx"), c.req.valid("param").id, c.req.valid("json")), 200),
  );
}

function electionJson(state: ElectionState, now: string): z.infer<typeof Election> {
  const { called, candidates, ceremony, calls, ended } = state;
  return {
    id: state.id,
    office: called.office,
    year: called.year,
    practice: called.practice,
    effect: called.effect,
    stage: stageAt(state, now),
    candidates: candidates.map(({ seat, withdrawnAt }) => ({ seat, withdrawn: withdrawnAt !== null })),
    trustees: ceremony.terms.trustees.map(({ id, pillar }) => ({ id, pillar })),
    threshold: ceremony.terms.threshold,
    calls: calls.map(({ terms, ballots, ended: counted }) => ({
      call: terms.call,
      opensAt: terms.opensAt,
      closesAt: terms.closesAt,
      voters: terms.voters.length,
      voted: [...new Set(ballots.map(({ seat }) => seat))],
      totals: counted === null ? null : counted.totals.map((row) => [...row]),
      elected: counted?.elected ?? null,
    })),
    elected: ended?.elected ?? null,
    ended: ended?.why ?? null,
    keeper: ended?.continuity?.holder ?? null,
    file: `/elections/${state.id}/file`,
  };
}
