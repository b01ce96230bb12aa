// Who must have seen a head of the log before anything is released on it: the policy in force, an act of the founder.
import { cosignatureVerifier } from "#core/log/cosignature.ts";
import { ed25519Type, formatVerifierKey } from "#core/log/note.ts";
import type { NoteVerifier } from "#core/log/note.ts";
import { parsePolicy } from "#core/log/policy.ts";
import type { ParsedPolicy, Policy } from "#core/log/policy.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { inTransaction } from "#platform/work/context.ts";
import type { Ctx } from "#platform/work/context.ts";
import { logPolicySet } from "../acts.ts";
import { findFounding } from "../founding.ts";
import type { Founding } from "../founding.ts";
import { record } from "../record.ts";
import type { Reader } from "../store.ts";
import { latestPolicy } from "./store.ts";
import type { PolicyRow } from "./store.ts";

export interface LogPolicy extends PolicyRow {
  readonly policy: Policy;
}

/** Undefined while none was ever set: then nobody witnesses, and no quorum is waited for. */
export async function currentPolicy(reader: Reader): Promise<LogPolicy | undefined> {
  const row = await latestPolicy(reader);
  return row === undefined ? undefined : { ...row, policy: parsed(row.text) };
}

/** As the trust list tells it to desks: where none was ever set, that this log is known and nobody witnesses it. */
export async function policyForDesks(reader: Reader): Promise<string | undefined> {
  const row = await latestPolicy(reader);
  if (row !== undefined) return row.text;
  const founding = await findFounding(reader);
  if (founding === undefined) return undefined;
  const { origin: name, logKey: publicKey } = founding;
  return `log ${formatVerifierKey(sha256, { name, type: ed25519Type, publicKey })}\nquorum none\n`;
}

/** Recorded by the founder; in force from the moment it is committed. Refuses what does not name this very log. */
export async function setLogPolicy(ctx: Ctx, text: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const founding = await findFounding(tx);
    refuseUnless(founding !== undefined, "not-found");
    refuseUnless(ctx.actor.organisation === founding.founder, "not-allowed");
    refuseUnless(readLogPolicy(founding, text).ok, "bad-input");
    await record(tx, logPolicySet, { subject: "log-policy", public: { text }, private: {} });
  });
}

/** A policy that names this log by its key, or what is wrong with it and in which line. */
export function readLogPolicy(founding: Founding, text: string): ParsedPolicy {
  const read = parsePolicy(sha256, text);
  if (!read.ok) return read;
  const own = read.policy.logs.some(
    ({ key }) => key.name === founding.origin && key.keyId === founding.logKeyId,
  );
  return own ? read : { ok: false, line: 0, reason: "no-log" };
}

/** The keys that count, for verifying what witnesses signed. */
export function witnessVerifiers({ witnesses }: Policy): readonly NoteVerifier[] {
  return witnesses.map(({ key }) => cosignatureVerifier(key, verifyEd25519));
}

/** Fewer witnesses than this are never a quorum; as many need not be one. */
export function fewestWitnesses({ witnesses, groups, quorum }: Policy): number {
  if (quorum === null) return 0;
  const fewest = new Map(witnesses.map(({ name }) => [name, 1]));
  for (const { name, threshold, members } of groups) {
    const single = members.filter((member) => witnesses.some((witness) => witness.name === member)).length;
    const sorted = members.map((member) => fewest.get(member) ?? 1).toSorted((a, b) => a - b);
    // Groups may share witnesses, single witnesses are different ones.
    fewest.set(name, Math.max(sorted[threshold - 1] ?? 1, threshold - (members.length - single)));
  }
  return fewest.get(quorum) ?? 1;
}

let last: { readonly text: string; readonly policy: Policy } | undefined;

/** The same text is asked for at every receipt, so the last one is kept. */
function parsed(text: string): Policy {
  if (last?.text === text) return last.policy;
  const read = parsePolicy(sha256, text);
  // It was read before it was recorded.
  if (!read.ok) throw new Problem("record-unavailable");
  last = { text, policy: read.policy };
  return read.policy;
}
