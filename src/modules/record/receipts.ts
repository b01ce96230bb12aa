// What the record can show of one act: its place, the proof that it is there, and the signed head that says so.
import { readAct } from "#core/act/act.ts";
import type { SignedAct } from "#core/act/act.ts";
import { decodeClaims, readClaims } from "#core/act/claims.ts";
import type { Facts } from "#core/act/act.ts";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { coseReceiptToSign, formatCoseReceipt } from "#core/log/cose-receipt.ts";
import { formatProof, parseProof } from "#core/log/proof.ts";
import { inclusionProofFromTiles, tilesForInclusion } from "#core/log/tiles.ts";
import { Problem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { Ctx } from "#platform/work/context.ts";
import { latestCosignedCheckpoint, logTroubles, witnessStates } from "./log/heads.ts";
import { findFounding, knownLog } from "./founding.ts";
import { findAct, findTiles } from "./store.ts";
import type { Reader, StoredAct } from "./store.ts";

export interface Receipt {
  readonly position: bigint;
  /** Tree size that the proof is for. */
  readonly size: bigint;
  /** c2sp.org/tlog-proof@v1: inclusion hashes and the signed checkpoint with its cosignatures together. */
  readonly proof: string;
}

/** The proof that an act is in the log; undefined while it is not under a head that enough witnesses have seen. */
export async function findReceipt(reader: Reader, actId: string): Promise<Receipt | undefined> {
  const act = await findAct(reader, actId);
  const head = await latestCosignedCheckpoint(reader);
  if (act === undefined || act.position === null || head === undefined || head.size <= act.position)
    return undefined;
  const index = Number(act.position);
  const size = Number(head.size);
  const tiles = await findTiles(reader, tilesForInclusion(index, size));
  const hashes = inclusionProofFromTiles(sha256, index, size, tiles);
  return {
    position: act.position,
    size: head.size,
    proof: formatProof({ index, hashes, checkpoint: head.note }),
  };
}

/**
 * Waits until an act has its place under a signed head that enough witnesses have seen: nothing is released on a promise.
 * Refused with the names of the witnesses that are missing, when they are what it waits for.
 */
export async function waitForReceipt(ctx: Ctx, actId: string, patienceMillis = 10_000): Promise<Receipt> {
  for (let waited = 0; waited < patienceMillis; waited += 20) {
    const receipt = await findReceipt({ db: ctx.database.kysely }, actId);
    if (receipt !== undefined) return receipt;
    ctx.committed();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw await whyNone({ db: ctx.database.kysely }, actId);
}

async function whyNone(reader: Reader, actId: string): Promise<Problem> {
  const [trouble] = await logTroubles(reader);
  if (trouble !== undefined) return new Problem("log-stopped");
  const position = (await findAct(reader, actId))?.position;
  if (position === undefined || position === null) return new Problem("record-unavailable");
  const missing = (await witnessStates(reader)).filter(({ size }) => size === null || size <= position);
  return missing.length === 0
    ? new Problem("record-unavailable")
    : new Problem("witnesses-missing", { witnesses: missing.map(({ name }) => name).join(", ") });
}

/**
 * The same proof for programs that speak COSE (RFC 9942); undefined while `findReceipt` is. The key signs a root that stands
 * in a head it has signed before, so this says nothing that was not said (decision 0009).
 */
export async function findCoseReceipt(
  { database, keyring }: Ctx,
  actId: string,
): Promise<Uint8Array | undefined> {
  const reader = { db: database.kysely };
  const receipt = await findReceipt(reader, actId);
  const founding = await findFounding(reader);
  const proof = receipt === undefined ? undefined : parseProof(receipt.proof);
  if (proof === undefined || founding === undefined) return undefined;
  const opened = openCheckpoint(proof.checkpoint, knownLog(founding));
  if (!opened.ok) return undefined;
  const { size, root } = opened.checkpoint;
  const log = { origin: founding.origin, keyId: founding.logKeyId };
  const signature = (await keyring.logSigner()).sign(coseReceiptToSign(log, root));
  return formatCoseReceipt(log, { index: proof.index, size, hashes: proof.hashes }, signature);
}

/** An act with its private facts, for those who may read them. */
export function openAct(stored: StoredAct): SignedAct & { readonly private: Facts | null } {
  return {
    ...readAct(stored.leaf),
    private: stored.claims === null ? null : readClaims(decodeClaims(stored.claims)),
  };
}
