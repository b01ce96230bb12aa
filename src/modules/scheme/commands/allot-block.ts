// Allots a run of certificate numbers to an office. No number is ever allotted twice within a Participant, whatever
// the office or the year: a shared number would be two certificates that nobody can tell apart.
import { z } from "@hono/zod-openapi";
import { findFormat, overlappingBlocks } from "#core/kp/numbers.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { numberBlockAllotted } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { OfficeCode, Serial } from "../inputs.ts";
import { mayKeepAuthority } from "../policy.ts";
import * as store from "../store.ts";
import type { BlockRow } from "../rows.ts";

export const BlockInput = z
  .strictObject({
    office: OfficeCode,
    year: z.int().min(2003).max(2100).optional(),
    from: Serial,
    to: Serial,
  })
  .openapi("BlockInput");
export type BlockInput = z.infer<typeof BlockInput>;

export async function allotBlock(ctx: Ctx, input: BlockInput): Promise<BlockRow> {
  return changeScheme(ctx, async (tx) => {
    const office = await store.findOffice(tx, input.office);
    refuseUnless(
      mayKeepAuthority(tx.actor, office?.authority ?? input.office.split("/")[0] ?? ""),
      "not-allowed",
    );
    refuseUnless(office !== undefined, "not-found");
    const authority = await store.findAuthority(tx, office.authority);
    refuseUnless(authority !== undefined, "not-found");
    const { participant } = authority;
    // Two offices may ask at once: the second one waits here and then sees the first one's block.
    await store.lockParticipant(tx, participant);
    const [from, to] = [BigInt(input.from), BigInt(input.to)];
    const format = findFormat(await store.formats(tx), participant);
    refuseFields(
      to < from && { field: "to", code: "block-reversed" },
      format !== undefined &&
        input.to.length > format.digits.max && {
          field: "to",
          code: "too-many-digits",
          values: { most: format.digits.max },
        },
    );
    const block: BlockRow = {
      participant,
      authority: office.authority,
      office: office.code,
      from,
      to,
      ...(input.year === undefined ? {} : { year: input.year }),
    };
    const shared = (await store.blocksOfParticipant(tx, participant)).find(
      (other) => overlappingBlocks([other, block]) !== undefined,
    );
    refuseFields(
      shared !== undefined && {
        field: "from",
        code: "block-overlaps",
        values: { office: shared.office, from: String(shared.from), to: String(shared.to) },
      },
    );
    await record(tx, numberBlockAllotted, {
      subject: `number-block:${participant}:${from}`,
      previous: null,
      public: { ...block, year: input.year ?? null },
      private: {},
    });
    return block;
  });
}
