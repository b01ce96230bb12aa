// Policies (C2SP tlog-policy): which logs, which witnesses, and how many of them are enough, as text that operators and
// verifiers share. Groups name what is defined above them, so a policy cannot go in circles.
import type { Sha256 } from "./merkle.ts";
import type { WitnessPolicy } from "./proof.ts";
import { cosignatureType, ed25519Type, parseVerifierKey } from "./verifier-key.ts";
import type { VerifierKey } from "./verifier-key.ts";

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface PolicyWitness {
  /** As the policy calls it; the key has a name of its own. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}

export interface PolicyGroup {
  readonly name: string;
  /** How many of the members are enough. */
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of the witness or group that has to have seen a checkpoint; null: nobody. */
  readonly quorum: string | null;
}

export type PolicyFault =
  | "too-long"
  | "unknown-line"
  | "log-key"
  | "witness-key"
  | "address"
  | "name"
  | "name-taken"
  | "key-taken"
  | "unknown-member"
  | "threshold"
  | "no-quorum"
  | "second-quorum"
  | "no-log";

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; /** From 1; 0: the whole. */ readonly line: number; readonly reason: PolicyFault };

/** Characters. */
export const longestPolicy = 65_536;
const mostLines = 1_000;

/** Strict: what is not understood is refused, because a line that was skipped might have been the one that mattered. */
export function parsePolicy(sha256: Sha256, text: string): ParsedPolicy {
  if (text.length > longestPolicy) return { ok: false, line: 0, reason: "too-long" };
  const lines = text.split("\n");
  if (lines.length > mostLines) return { ok: false, line: 0, reason: "too-long" };
  const draft: Draft = { logs: [], witnesses: [], groups: [], quorum: undefined };
  for (const [place, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length === 0 || words[0]?.startsWith("#") === true) continue;
    const [keyword = "", ...rest] = words;
    const read = Object.hasOwn(readers, keyword) ? readers[keyword] : undefined;
    const reason = read === undefined ? "unknown-line" : read(sha256, draft, rest);
    if (reason !== undefined) return { ok: false, line: place + 1, reason };
  }
  const { quorum, ...rest } = draft;
  if (quorum === undefined) return { ok: false, line: 0, reason: "no-quorum" };
  return draft.logs.length === 0
    ? { ok: false, line: 0, reason: "no-log" }
    : { ok: true, policy: { ...rest, quorum } };
}

/** Whether the quorum has seen it, given the keys whose cosignatures verified. */
export function hasQuorum(
  policy: Policy,
  seen: readonly { readonly keyId: number; readonly name: string }[],
): boolean {
  if (policy.quorum === null) return true;
  const reached = new Set<string>();
  for (const { name, key } of policy.witnesses)
    if (seen.some((one) => one.keyId === key.keyId && one.name === key.name)) reached.add(name);
  for (const { name, threshold, members } of policy.groups)
    if (members.filter((member) => reached.has(member)).length >= threshold) reached.add(name);
  return reached.has(policy.quorum);
}

/** For `verifyReceipt`. */
export function witnessPolicy(policy: Policy): WitnessPolicy {
  return (witnesses) => hasQuorum(policy, witnesses);
}

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  quorum: string | null | undefined;
}

type LineReader = (sha256: Sha256, draft: Draft, words: readonly string[]) => PolicyFault | undefined;

const readers: Readonly<Record<string, LineReader>> = {
  log(sha256, draft, [keyText = "", url, ...more]) {
    const key = parseVerifierKey(sha256, keyText);
    if (key?.type !== ed25519Type) return "log-key";
    if (more.length > 0 || !isAddress(url)) return "address";
    if (draft.logs.some((log) => log.key.name === key.name && log.key.keyId === key.keyId))
      return "key-taken";
    draft.logs.push(url === undefined ? { key } : { key, url });
    return undefined;
  },
  witness(sha256, draft, [name = "", keyText = "", url, ...more]) {
    if (!isName(name)) return "name";
    if (isTaken(draft, name)) return "name-taken";
    const key = parseVerifierKey(sha256, keyText);
    if (key?.type !== cosignatureType) return "witness-key";
    if (more.length > 0 || !isAddress(url)) return "address";
    // One key is one voice: the same key under two names would count twice.
    if (draft.witnesses.some((witness) => equal(witness.key.publicKey, key.publicKey))) return "key-taken";
    draft.witnesses.push(url === undefined ? { name, key } : { name, key, url });
    return undefined;
  },
  group(_, draft, [name = "", threshold = "", ...members]) {
    if (!isName(name)) return "name";
    if (isTaken(draft, name)) return "name-taken";
    if (members.length === 0 || new Set(members).size !== members.length) return "unknown-member";
    if (members.some((member) => !isTaken(draft, member))) return "unknown-member";
    const count = thresholdOf(threshold, members.length);
    if (count === undefined) return "threshold";
    draft.groups.push({ name, threshold: count, members });
    return undefined;
  },
  quorum(_, draft, [name = "", ...more]) {
    if (draft.quorum !== undefined) return "second-quorum";
    if (more.length > 0) return "name";
    if (name !== "none" && !isTaken(draft, name)) return "unknown-member";
    draft.quorum = name === "none" ? null : name;
    return undefined;
  },
};

function thresholdOf(text: string, members: number): number | undefined {
  if (text === "any") return 1;
  if (text === "all") return members;
  const count = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : Number.NaN;
  return count <= members ? count : undefined;
}

function isTaken({ witnesses, groups }: Draft, name: string): boolean {
  return [...witnesses, ...groups].some((known) => known.name === name);
}

function isName(name: string): boolean {
  return /^[\x21-\x7e]{1,100}$/.test(name) && !["none", "any", "all"].includes(name) && !name.startsWith("#");
}

function isAddress(url: string | undefined): boolean {
  return url === undefined || /^https?:\/\/[\x21-\x7e]{1,500}$/.test(url);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
