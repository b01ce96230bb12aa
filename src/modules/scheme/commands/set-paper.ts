// Sets what an authority adds to its certificates' paper: the receipt of the public log as a second code.
import { z } from "@hono/zod-openapi";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { authorityPaperSet } from "../acts.ts";
import { changeScheme } from "../change.ts";
import { AuthorityCode } from "../inputs.ts";
import { mayKeepAuthority } from "../policy.ts";
import * as store from "../store.ts";

export const PaperInput = z
  .strictObject({
    authority: AuthorityCode,
    receiptCode: z.boolean().openapi({
      description: "Whether a sheet with the receipt of the public log is printed with each certificate",
    }),
  })
  .openapi("PaperInput", { example: { authority: "SL-KPA", receiptCode: true } });
export type PaperInput = z.infer<typeof PaperInput>;

export async function setPaper(ctx: Ctx, input: PaperInput): Promise<PaperInput> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepAuthority(tx.actor, input.authority), "not-allowed");
    refuseUnless((await store.findAuthority(tx, input.authority)) !== undefined, "not-found");
    await record(tx, authorityPaperSet, {
      subject: `authority-paper:${input.authority}`,
      public: input,
      private: {},
    });
    return input;
  });
}
