// Draws a panel by lot. The seed is the root of the first signed head of the public log that holds the act that asked for
// the panel: nobody knew it when that act was signed, and anybody who keeps the log draws the same members again.
import { toHex } from "#core/encoding/bytes.ts";
import { panelByLot } from "#core/decisions/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { actOnItem, asSecretariat } from "../act.ts";
import type { Done, Opened } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { PanelInput } from "../inputs.ts";
import { headAfter } from "../../lot.ts";
import type * as store from "../store.ts";

export async function drawPanel(ctx: Ctx, item: string, input: PanelInput): Promise<Done> {
  const { purpose, about, independents } = readInput(PanelInput, input);
  return actOnItem(ctx, item, async (opened, tx) => {
    const by = asSecretariat(tx);
    const seed = await seedAfter(tx, about ?? lastClose(opened));
    const members = panelByLot(opened.state, purpose, about ?? null, seed, independents);
    if (members === null) throw new Problem("wrong-state");
    return {
      by,
      payloads: [
        {
          type: "drawPanel",
          purpose,
          about: about ?? null,
          members,
          seed,
          ...(independents.length === 0 ? {} : { independents }),
        },
      ],
    };
  });
}

/** Mediation is asked for by the tick that brought the item there. */
function lastClose({ acts }: Opened): string | undefined {
  return acts.findLast(({ type }) => type === "tick")?.id;
}

/** Hexadecimal. Refused while no head holds the act: a few seconds, in which nobody can choose. */
async function seedAfter(reader: store.Reader, act: string | undefined): Promise<string> {
  const head = act === undefined ? undefined : await headAfter(reader, act);
  if (head === undefined)
    throw new Problem("act-refused", {}, { fields: [{ field: "act", code: "item-no-head-yet" }] });
  return toHex(head.root);
}
