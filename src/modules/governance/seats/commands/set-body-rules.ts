// Says under which rules a body decides from a day on. Items keep the rules that stood when they were submitted.
// Recorded by the Secretariat, which names the decision of the body itself: nobody is put under new rules by a setting.
import { z } from "@hono/zod-openapi";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { IsoDay } from "#platform/http/described.ts";
import { BodyCode, Names, namesGiven, RuleSetName, TimeZone } from "../../inputs.ts";
import { mayKeepSeats } from "../../policy.ts";
import { refuseFields, plainText } from "#platform/http/inputs.ts";
import { bodyRulesSet } from "../acts.ts";

export const BodyRulesInput = z
  .strictObject({
    body: BodyCode,
    ruleSet: RuleSetName,
    timeZone: TimeZone,
    names: Names,
    from: IsoDay,
    basis: plainText(300).openapi({ example: "Decision of the working group, 2026-03-04" }),
  })
  .openapi("BodyRulesInput");
export type BodyRulesInput = z.infer<typeof BodyRulesInput>;

/** Rules for comparison only: nothing is decided under them. */
const comparisonOnly: ReadonlySet<string> = new Set(["ddi-2017", "vps", "irma", "eiti"]);

export async function setBodyRules(ctx: Ctx, input: BodyRulesInput): Promise<{ body: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepSeats(tx.actor), "not-allowed");
    refuseFields(
      comparisonOnly.has(input.ruleSet) && { field: "ruleSet", code: "rules-for-comparison" },
      // What was tabled under the rules of a day must not find other rules on it afterwards.
      input.from < tx.now.slice(0, 10) && { field: "from", code: "in-the-past" },
    );
    await record(tx, bodyRulesSet, {
      subject: `body:${input.body}`,
      public: { ...input, names: namesGiven(input.names) },
      private: {},
    });
    return { body: input.body };
  });
}
