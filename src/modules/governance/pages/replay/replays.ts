// The replays of the real decisions for what a reader chose. The last few are kept: a page and its CSV ask for the same.
import { replay } from "#core/decisions/replay/replay.ts";
import type { Replay } from "#core/decisions/replay/replay.ts";
import { realDecisions } from "#core/kp/decisions.ts";
import { addressOf, assumptionsOf, settingsOf } from "./choices.ts";
import type { Chosen } from "./choices.ts";

const mostKept = 20;
const kept = new Map<string, readonly Replay[]>();

export function replaysFor(chosen: Chosen): readonly Replay[] {
  const key = addressOf({ ...chosen, bloc: "0" });
  const known = kept.get(key);
  if (known !== undefined) return known;
  const [settings, assumed] = [settingsOf(chosen), assumptionsOf(chosen)];
  const made = realDecisions.map((decision) => replay(decision, settings, assumed));
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(key, made);
  return made;
}
