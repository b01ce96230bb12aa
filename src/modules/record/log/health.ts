// How the log stands with its witnesses: what the foot of every page says, and the page of the log in full.
// A witness that has not answered yet is not absent: heads have a moment to be seen in.
import type { Witnesses } from "#platform/http/web.ts";
import { latestCheckpoint } from "../store.ts";
import type { Reader } from "../store.ts";
import { latestCosignedCheckpoint, logTroubles, witnessStates } from "./heads.ts";
import type { Head } from "./heads.ts";
import { firstHeadsAbove } from "./store.ts";

export interface LogHealth extends Witnesses {
  /** The newest head that the log signed. */
  readonly signed: Head | undefined;
  /** The newest head that counts, with its cosignatures. */
  readonly cosigned: Head | undefined;
  /** Acts above the head that counts. */
  readonly pending: bigint;
}

/** How long a head may wait for a witness before anybody calls it absent. */
const momentMillis = 10_000;

/** `now`: milliseconds since 1970. */
export async function logHealth(reader: Reader, now: number): Promise<LogHealth> {
  const [states, cosigned, signed, troubles] = await Promise.all([
    witnessStates(reader),
    latestCosignedCheckpoint(reader),
    latestCheckpoint(reader),
    logTroubles(reader),
  ]);
  const counted = cosigned?.size ?? 0n;
  const unseen = await firstHeadsAbove(reader, [counted, ...states.map(({ size }) => size ?? 0n)]);
  /** When the first head above this size was signed, once that is longer ago than a moment. */
  const waitingSince = (size: bigint): string | null => {
    const at = unseen.find(({ above }) => above === size)?.at;
    return at !== undefined && now - Date.parse(at) > momentMillis ? at : null;
  };
  const witnesses = states.map(({ name, size, seconds }) => ({
    name,
    size,
    seenAt: seconds === null ? null : new Date(Number(seconds) * 1000).toISOString(),
    absentSince: waitingSince(size ?? 0n),
  }));
  const pendingSince = waitingSince(counted);
  const stoppedSince = troubles[0]?.since ?? null;
  return {
    ...stateOf(witnesses, pendingSince, stoppedSince),
    witnesses,
    signed,
    cosigned,
    pending: (signed?.size ?? 0n) - counted,
  };
}

/** The same for whoever asks often: looked up at most once a second. Undefined while the database is away. */
export function logHealthWatch(reader: Reader, clock: () => number): () => Promise<LogHealth | undefined> {
  let last: { readonly at: number; readonly health: Promise<LogHealth | undefined> } | undefined;
  return () => {
    const now = clock();
    if (last === undefined || Math.abs(now - last.at) >= 1_000) {
      const health = logHealth(reader, now).catch(() => undefined);
      last = { at: now, health };
    }
    return last.health;
  };
}

function stateOf(
  witnesses: Witnesses["witnesses"],
  pendingSince: string | null,
  stoppedSince: string | null,
): Pick<Witnesses, "state" | "since"> {
  if (stoppedSince !== null) return { state: "stopped", since: stoppedSince };
  if (witnesses.length === 0) return { state: "none", since: null };
  if (pendingSince !== null) return { state: "pending", since: pendingSince };
  const missing = witnesses.some(({ absentSince }) => absentSince !== null);
  return { state: missing ? "missing" : "whole", since: null };
}
