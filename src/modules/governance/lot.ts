// What lots are drawn from, of panels and of experts: the first signed head of the public log that holds the act that asked.
// Nobody knew it when that act was signed, and anybody who keeps the log draws the same names again.
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import type { Checkpoint } from "#core/log/checkpoint.ts";
import { parseNote } from "#core/log/note.ts";
import { firstHeadOver } from "./items/store.ts";
import type { Reader } from "./items/store.ts";

/** Undefined while no head holds the act: a few seconds, in which nobody can choose. */
export async function headAfter(reader: Reader, act: string): Promise<Checkpoint | undefined> {
  const head = await firstHeadOver(reader, act);
  const text = head === undefined ? undefined : parseNote(head.note)?.text;
  return text === undefined ? undefined : parseCheckpoint(text);
}
