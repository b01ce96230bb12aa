// The Secretariat calls an election: for which office, who votes, by which rule, who holds the key, and when. A real one is
// called long before the first vote; a practice one begins at once. Trustees are of three pillars, and no two can open alone
// what the third has not seen, unless the threshold says two.
import { addDays } from "#core/decisions/clocks.ts";
import { nominationDays, after } from "#core/offices/election.ts";
import type { ElectionCalled } from "#core/offices/election.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { electionCalled } from "../acts.ts";
import { electionSubject } from "../elections.ts";
import type { CalledFacts } from "../facts.ts";
import type { ElectionInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { refuseFields } from "../speaking.ts";

export async function callElection(ctx: Ctx, input: ElectionInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    const { practice } = input;
    const begins = `${input.year}-01-01T00:00:00.000Z`;
    const nominationsUntil = practice
      ? after({ practice }, tx.now, input.minutes)
      : `${input.nominationsUntil ?? ""}T00:00:00.000Z`;
    const callsFrom = practice ? nominationsUntil : `${input.callsFrom ?? ""}T00:00:00.000Z`;
    refuseFields(
      !practice && input.nominationsUntil === undefined && { field: "nominationsUntil", code: "missing" },
      !practice && input.callsFrom === undefined && { field: "callsFrom", code: "missing" },
      !practice &&
        input.callsFrom !== undefined &&
        callsFrom < addDays(tx.now, nominationDays) && {
          field: "callsFrom",
          code: "too-few-days",
          values: { days: nominationDays },
        },
      nominationsUntil > callsFrom && { field: "callsFrom", code: "not-after-from" },
      !practice && nominationsUntil <= tx.now && { field: "nominationsUntil", code: "in-the-past" },
      !practice && callsFrom >= begins && { field: "callsFrom", code: "after-the-term" },
      input.effect === "ADVISES" && input.item === undefined && { field: "item", code: "missing" },
      ...groupProblems(input),
    );
    const trustees = await trusteesFrom(tx, input.trustees, input.threshold);
    const id = tx.newId();
    const called: ElectionCalled = {
      office: input.office,
      year: input.year,
      effect: input.effect,
      item: input.item ?? null,
      practice,
      minutes: practice ? input.minutes : 0,
      groups: input.groups,
      most: input.most,
      nominationsUntil,
      callsFrom,
      timeZone: input.timeZone,
      trustees,
      threshold: input.threshold,
      source: input.source,
    };
    await record(tx, electionCalled, {
      subject: electionSubject(id),
      previous: null,
      public: called as CalledFacts,
      private: {},
    });
    return { id };
  });
}

/** Known seats with an organisation that can sign, of at least three pillars; and nobody can open anything alone. */
export async function trusteesFrom(
  tx: Tx,
  codes: readonly string[],
  threshold: number,
): Promise<ElectionCalled["trustees"]> {
  const seats = await seatsNow(tx);
  const chosen = codes.flatMap((code) =>
    seats.filter((seat) => seat.code === code && seat.organisation !== null),
  );
  refuseFields(
    chosen.length !== codes.length && { field: "trustees", code: "unknown-seat" },
    new Set(codes).size !== codes.length && { field: "trustees", code: "named-twice" },
    new Set(chosen.map(({ pillar }) => pillar)).size < 3 && { field: "trustees", code: "three-pillars" },
    (threshold < 2 || threshold > codes.length) && { field: "threshold", code: "no-threshold" },
  );
  return chosen.map(({ code, pillar }) => ({ id: code, pillar }));
}

function groupProblems({ groups }: ElectionInput): readonly (FieldProblem | false)[] {
  const pillars = groups.flatMap((group) => group.pillars);
  const ids = groups.map(({ id }) => id);
  return [
    (new Set(pillars).size !== pillars.length || new Set(ids).size !== ids.length) && {
      field: "groups",
      code: "named-twice",
    },
    groups.some(({ floor: [of, parts] }) => of > parts) && { field: "groups", code: "invalid" },
  ];
}
