// Lets a log sign on after its last signed head was lost, as after a restore: only when the witnesses have seen no more
// than the record holds. The operator asks for it; nothing does it by itself.
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { parseNote } from "#core/log/note.ts";
import { findFounding } from "../founding.ts";
import { latestCheckpoint } from "../store.ts";
import type { SequencerOptions } from "../sequencer.ts";
import { withSequencerLock } from "../sequencer.ts";
import { currentPolicy } from "./policy.ts";
import { refuseUnlessHeld } from "./sign.ts";
import { forgetTroubles } from "./trouble.ts";
import { witnessesOf } from "./witnesses.ts";

export type Resumed =
  | { readonly done: true; readonly size: bigint }
  | {
      readonly done: false;
      readonly why:
        | "nothing-signed"
        | "nothing-to-do"
        | "too-few-answered"
        | "nobody-to-ask"
        | "somebody-sequences";
    };

/**
 * `unasked`: the operator vouches that nobody has seen more, where witnesses do not answer. That is not enough where the
 * kept head is known to be of more entries. Throws `LogTrouble` where the record or a witness contradicts the head.
 */
export async function resumeLog(
  options: Omit<SequencerOptions, "onError" | "folder">,
  unasked: boolean,
): Promise<Resumed> {
  const reader = { db: options.database.kysely };
  const resumed = await withSequencerLock(options.database, async (): Promise<Resumed> => {
    const founding = await findFounding(reader);
    const head = await latestCheckpoint(reader);
    if (founding === undefined || head === undefined) return { done: false, why: "nothing-signed" };
    await refuseUnlessHeld(reader, founding, head.note);
    const kept = await options.heads.read();
    const keptSize = kept === undefined ? undefined : sizeOf(kept);
    if (kept === head.note) return { done: false, why: "nothing-to-do" };
    const isAhead = keptSize !== undefined && keptSize > head.size;
    const policy = (await currentPolicy(reader))?.policy;
    if (isAhead && (policy?.quorum ?? null) === null) return { done: false, why: "nobody-to-ask" };
    const witnesses = witnessesOf({ ...options, report: () => undefined, changed: () => undefined });
    const enough = await witnesses.inquire(reader, founding, head);
    if (!enough && (isAhead || !unasked)) return { done: false, why: "too-few-answered" };
    await options.heads.swap(kept, head.note);
    await forgetTroubles(reader);
    return { done: true, size: head.size };
  });
  return resumed ?? { done: false, why: "somebody-sequences" };
}

function sizeOf(note: string): bigint | undefined {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  return checkpoint === undefined ? undefined : BigInt(checkpoint.size);
}
