// What the pages of the public log show: its health, its growth, its newest acts, and any one act with its proof.
// Only the signed public part of an act is read here; private facts are never asked for.
import { readAct } from "#core/act/act.ts";
import type { SignedAct } from "#core/act/act.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { ed25519Type, formatVerifierKey } from "#core/log/note.ts";
import { witnessPolicy } from "#core/log/policy.ts";
import { noWitnessRequired, verifyReceipt } from "#core/log/proof.ts";
import type { ReceiptVerdict } from "#core/log/proof.ts";
import { sha256 } from "#platform/keys/random.ts";
import {
  actsFrom,
  currentPolicy,
  findAct,
  findFounding,
  findReceipt,
  knownLog,
  logHealth,
  logSize,
  witnessVerifiers,
} from "#modules/record/index.ts";
import type { Ctx, LogHealth } from "#modules/record/index.ts";
import { actsBelow, growthOfLog } from "../store.ts";
import type { PlacedAct } from "../store.ts";

export interface LogView {
  readonly now: string;
  readonly origin: string;
  readonly health: LogHealth;
  /** Acts that have a place. */
  readonly size: bigint;
  readonly growth: readonly GrowthPoint[];
  readonly newest: readonly PlacedAct[];
  /** Of the list of acts, newest first; from 1. */
  readonly page: number;
  readonly pages: number;
  /** The policy in force, or the one that says that nobody witnesses; null before the record is founded. */
  readonly policy: string | null;
}

export interface GrowthPoint {
  readonly size: bigint;
  readonly at: string;
}

const actsOnPage = 15;

export async function logView(ctx: Ctx, asked: string | undefined): Promise<LogView> {
  const reader = { db: ctx.database.kysely };
  const size = await logSize(reader);
  const pages = Math.max(1, Math.ceil(Number(size) / actsOnPage));
  const page = Math.min(pages, /^[1-9][0-9]{0,12}$/.test(asked ?? "") ? Number(asked) : 1);
  const [founding, health, growth, newest, policy] = await Promise.all([
    findFounding(reader),
    logHealth(reader, ctx.clock()),
    growthOfLog(reader, 40),
    actsBelow(reader, size - BigInt((page - 1) * actsOnPage), actsOnPage),
    policyText(ctx),
  ]);
  const now = new Date(ctx.clock()).toISOString();
  return { now, origin: founding?.origin ?? "–", health, size, growth, newest, page, pages, policy };
}

export function growth(ctx: Ctx): Promise<readonly GrowthPoint[]> {
  return growthOfLog({ db: ctx.database.kysely }, 1_000);
}

/** C2SP tlog-policy: what a checker needs to know beforehand. */
export async function policyText(ctx: Ctx): Promise<string | null> {
  const reader = { db: ctx.database.kysely };
  const set = await currentPolicy(reader);
  if (set !== undefined) return set.text;
  const founding = await findFounding(reader);
  if (founding === undefined) return null;
  const { origin, logKey } = founding;
  return `log ${formatVerifierKey(sha256, { name: origin, type: ed25519Type, publicKey: logKey })}\nquorum none\n`;
}

export interface ShownAct {
  readonly act: SignedAct;
  readonly leaf: Uint8Array;
  readonly leafHash: string;
  /** Null while it has none. */
  readonly position: bigint | null;
  /** Null while the act is not under a head that counts. */
  readonly proof: { readonly text: string; readonly size: bigint; readonly verdict: ReceiptVerdict } | null;
  readonly policy: string | null;
}

/** By its place in the log, or by its id where that is what is known. */
export async function findShownAct(ctx: Ctx, asked: string): Promise<ShownAct | undefined> {
  const reader = { db: ctx.database.kysely };
  const stored = isPosition(asked)
    ? (await actsFrom(reader, BigInt(asked), 1)).find(({ position }) => position === BigInt(asked))
    : await findAct(reader, asked);
  if (stored === undefined) return undefined;
  const [receipt, founding, policy, text] = await Promise.all([
    findReceipt(reader, stored.id),
    findFounding(reader),
    currentPolicy(reader),
    policyText(ctx),
  ]);
  const shown = {
    act: readAct(stored.leaf),
    leaf: stored.leaf,
    leafHash: toHex(stored.leaf_hash),
    position: stored.position,
    policy: text,
  };
  if (receipt === undefined || founding === undefined) return { ...shown, proof: null };
  const verdict = verifyReceipt(sha256, {
    leaf: stored.leaf,
    proof: receipt.proof,
    log: knownLog(founding),
    witnesses: policy === undefined ? [] : witnessVerifiers(policy.policy),
    policy: policy === undefined ? noWitnessRequired : witnessPolicy(policy.policy),
  });
  return { ...shown, proof: { text: receipt.proof, size: receipt.size, verdict } };
}

export function isPosition(text: string): boolean {
  return /^(?:0|[1-9][0-9]{0,15})$/.test(text);
}

export function isActId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
