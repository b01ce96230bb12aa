// Adds a pillar, such as one of affected communities: a fourth pillar is data, not a new program.
import { z } from "@hono/zod-openapi";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { Names, namesGiven, PillarCode } from "../../inputs.ts";
import { mayKeepSeats } from "../../policy.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { pillarListed } from "../acts.ts";
import { foundingPillars } from "../queries.ts";
import * as store from "../store.ts";

export const PillarInput = z.strictObject({ pillar: PillarCode, names: Names }).openapi("PillarInput", {
  example: { pillar: "A", names: { en: "Affected communities", fr: "Communautés touchées" } },
});
export type PillarInput = z.infer<typeof PillarInput>;

export async function listPillar(ctx: Ctx, input: PillarInput): Promise<{ pillar: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepSeats(tx.actor), "not-allowed");
    await store.holdSeats(tx);
    refuseFields(
      (foundingPillars as readonly string[]).includes(input.pillar) && {
        field: "pillar",
        code: "pillar-founding",
      },
    );
    await record(tx, pillarListed, {
      subject: `pillar:${input.pillar}`,
      public: { pillar: input.pillar, names: namesGiven(input.names) },
      private: {},
    });
    return { pillar: input.pillar };
  });
}
