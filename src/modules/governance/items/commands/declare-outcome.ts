// The chair declares an outcome. It changes nothing: a declaration that differs from what the rule computes is kept, and flagged.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asChair } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { DeclarationInput } from "../inputs.ts";

export async function declareOutcome(ctx: Ctx, item: string, input: DeclarationInput): Promise<Done> {
  const { outcome } = readInput(DeclarationInput, input);
  return actOnItem(ctx, item, (_opened, tx) => ({
    by: asChair(tx),
    payloads: [{ type: "declare", outcome }],
  }));
}
