// A delegate records a seat's positions, all clauses at once or each its own. The last one in the window counts and every
// one stays visible. An objection whose form is not complete stands as opposition until it is, or until the close.
import type { Payload } from "#core/decisions/index.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import type { Ctx } from "#modules/record/index.ts";
import { duressDigest } from "../../seats/commands/accredit-delegate.ts";
import { findDelegate } from "../../seats/store.ts";
import { actOnItem, asDelegate, refusal } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { PositionsInput } from "../inputs.ts";
import { refuseLongText } from "../text-size.ts";
import type { z } from "@hono/zod-openapi";

export async function recordPositions(ctx: Ctx, item: string, input: PositionsInput): Promise<Done> {
  const { positions, call, minister, duressWord } = readInput(PositionsInput, input);
  for (const [i, position] of positions.entries()) refuseLongText(`positions.${i}`, position);
  return actOnItem(ctx, item, async (opened, tx) => {
    const by = await asDelegate(tx, opened);
    if (call !== undefined && call !== opened.state.calls.length) throw refusal("call-closed");
    const delegate = "seat" in by && by.delegate !== "" ? await findDelegate(tx, by.delegate) : undefined;
    // Whoever stands behind the delegate sees the same answer whether the word was right or not.
    const duress =
      duressWord !== undefined &&
      delegate !== undefined &&
      delegate.duress !== null &&
      equalBytes(delegate.duress, duressDigest(delegate.id, duressWord));
    return { by, payloads: payloadsOf(positions, minister), ...(duress ? { duress } : {}) };
  });
}

export function payloadsOf(
  positions: z.output<typeof PositionsInput>["positions"],
  minister: boolean,
): readonly Payload[] {
  return positions.map(({ on, code, words, expected, objection }) => ({
    type: "position",
    on,
    code,
    ...(words === undefined ? {} : { words }),
    ...(expected === undefined ? {} : { expected }),
    ...(objection === undefined ? {} : { objection }),
    ...(minister ? { minister } : {}),
  }));
}
