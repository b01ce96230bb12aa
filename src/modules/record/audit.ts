// Derives everything again from the acts, trusting nothing that is stored beside them, and names the first difference.
// Checks, in order: the form and columns of each act, its signature under the keys trusted at that moment, its private
// claims, its place after the act before it, the positions, the tree, every checkpoint and cosignature, the files that are
// published and the head that is kept apart, and every projection row.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { readAct } from "#core/act/act.ts";
import { claimsRoot, decodeClaims, readClaims } from "#core/act/claims.ts";
import { judgeSigner, noSigners } from "#core/act/signers.ts";
import type { SignerFault, Signers } from "#core/act/signers.ts";
import { equalBytes, toHex } from "#core/encoding/bytes.ts";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { emptyFrontier, appendLeaf, frontierRoot } from "#core/log/frontier.ts";
import { leafHash } from "#core/log/merkle.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { PolicyFacts } from "./acts.ts";
import { agree, Difference } from "./difference.ts";
import { findFounding, knownLog } from "./founding.ts";
import { auditCosignatures, auditFiles, keptHead, observe } from "./log/audit.ts";
import type { Observed, Outside } from "./log/audit.ts";
import type { AnyActKind } from "./record.ts";
import { replay } from "./replay.ts";
import { actsAfter, checkpoints, findTiles, tablesOfClass } from "./store.ts";
import type { Reader, StoredAct } from "./store.ts";

export interface AuditReport {
  readonly ok: boolean;
  readonly acts: number;
  readonly checkpoints: number;
  readonly cosignatures: number;
  /** Of the log, as the public gets them. */
  readonly files: number;
  readonly tables: number;
  /** Acts committed but not yet under a signed head; they have none of the log's guarantees yet. */
  readonly waiting: number;
  /** What does not agree, and where; the first one found. */
  readonly difference?: string;
}

/** Needs the owner's rights for the scratch tables, which are gone when it ends. */
export async function audit(
  db: Kysely<unknown>,
  kinds: readonly AnyActKind[],
  outside?: Outside,
): Promise<AuditReport> {
  // What is outside is looked at first: all of it comes from what is in the record by then.
  const observed = outside === undefined ? undefined : await observe(outside);
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((trx) => auditIn({ db: trx }, kinds, observed));
}

/** The same in a transaction of the caller's, which nothing else may be writing to. */
export async function auditIn(
  reader: Reader,
  kinds: readonly AnyActKind[],
  observed?: Observed,
): Promise<AuditReport> {
  const count = { acts: 0, checkpoints: 0, cosignatures: 0, files: 0, tables: 0, waiting: 0 };
  try {
    const policies = await auditActs(reader, count);
    await auditLog(reader, count, observed);
    count.cosignatures = await auditCosignatures(reader, policies);
    const founding = await findFounding(reader);
    if (observed !== undefined && founding !== undefined)
      count.files = await auditFiles(reader, knownLog(founding), observed);
    await auditProjections(reader, kinds, count);
    return { ok: true, ...count };
  } catch (error) {
    if (!(error instanceof Difference)) throw error;
    await dropScratch(reader);
    return { ok: false, ...count, difference: error.message };
  }
}

/** Returns every policy that the log ever had. */
async function auditActs(reader: Reader, count: { acts: number }): Promise<readonly string[]> {
  const policies: string[] = [];
  const signers = noSigners();
  const heads = new Map<string, Uint8Array>();
  for await (const stored of everyAct(reader)) {
    const name = `act ${stored.serial} (${stored.id})`;
    const act = readActOr(stored, name);
    const at = Date.parse(stored.at) === Date.parse(act.at);
    agree(
      act.id === stored.id &&
        act.type === stored.type &&
        act.subject === stored.subject &&
        act.organisation === stored.organisation &&
        at,
      () => `${name}: its columns differ from its signed leaf`,
    );
    agree(
      equalBytes(leafHash(sha256, stored.leaf), stored.leaf_hash),
      () => `${name}: its leaf hash is not the hash of its leaf`,
    );
    agree(
      equalOrNull(stored.previous, act.previous),
      () => `${name}: its previous act differs from its signed leaf`,
    );
    agree(
      equalOrNull(heads.get(act.subject) ?? null, act.previous),
      () => `${name}: it does not follow the act before it on ${act.subject}`,
    );
    heads.set(act.subject, stored.leaf_hash);
    auditSignature(stored, act, signers, name);
    auditClaims(stored, act.privateRoot, name);
    if (act.type === "log.policy-set") policies.push((act.public as PolicyFacts).text);
    count.acts++;
  }
  return policies;
}

function auditSignature(
  stored: StoredAct,
  act: ReturnType<typeof readAct>,
  signers: Signers,
  name: string,
): void {
  const fault = judgeSigner(signers, act, stored.leaf, verifyEs256);
  const sentences: Readonly<Record<SignerFault, () => string>> = {
    "not-founded": () => `${name}: the record does not begin with its founding`,
    "founded-twice": () => `${name}: the record is founded twice`,
    "unknown-key": () =>
      `${name}: signed by key ${toHex(act.keyId)}, which ${act.organisation} did not have then`,
    "revoked-key": () =>
      `${name}: signed by key ${toHex(act.keyId)}, which ${act.organisation} did not have then`,
    "signature-wrong": () => `${name}: its signature is wrong`,
    "may-not-change-keys": () => `${name}: ${act.organisation} may not change these keys`,
    "keys-malformed": () => `${name}: it changes keys, and names none`,
  };
  if (fault !== undefined) throw new Difference(sentences[fault]());
  if (act.type === "log.policy-set")
    agree(act.organisation === signers.founder, () => `${name}: ${act.organisation} may not set the policy`);
}

function auditClaims(stored: StoredAct, root: Uint8Array | null, name: string): void {
  agree(
    (stored.claims === null) === (root === null),
    () => `${name}: its private part is missing or was never committed to`,
  );
  if (stored.claims === null || root === null) return;
  let holds = false;
  try {
    const claims = decodeClaims(stored.claims);
    readClaims(claims);
    holds = equalBytes(claimsRoot(sha256, claims), root);
  } catch {
    holds = false;
  }
  agree(holds, () => `${name}: its private claims are not those it committed to`);
}

async function auditLog(
  reader: Reader,
  count: { checkpoints: number; waiting: number },
  observed: Observed | undefined,
): Promise<void> {
  const founding = await findFounding(reader);
  if (founding === undefined) return;
  const heads = await checkpoints(reader);
  const log = knownLog(founding);
  const kept = observed?.kept === undefined ? undefined : keptHead(observed.kept, log);
  let frontier = emptyFrontier();
  let nextHead = 0;
  let leaves: Uint8Array[] = [];
  for await (const entry of everyEntry(reader)) {
    agree(entry.position === BigInt(frontier.size), () => `position ${frontier.size} of the log is missing`);
    frontier = appendLeaf(sha256, frontier, entry.leaf_hash);
    leaves.push(entry.leaf_hash);
    if (leaves.length === 256) {
      await auditTile(reader, frontier.size / 256 - 1, leaves);
      leaves = [];
    }
    if (kept?.size === frontier.size)
      agree(
        equalBytes(kept.root, frontierRoot(sha256, frontier)),
        () => `the last signed head, kept apart: its root of ${kept.size} entries is not that of the acts`,
      );
    for (; heads[nextHead]?.size === BigInt(frontier.size); nextHead++) {
      const head = heads[nextHead] as { size: bigint; note: string };
      const opened = openCheckpoint(head.note, log);
      agree(opened.ok, () => `checkpoint ${head.size}: its signature is wrong, or it is of another log`);
      if (!opened.ok) break;
      agree(
        BigInt(opened.checkpoint.size) === head.size,
        () => `checkpoint ${head.size}: it says another size`,
      );
      agree(
        equalBytes(opened.checkpoint.root, frontierRoot(sha256, frontier)),
        () => `checkpoint ${head.size}: its root is not the root of the acts`,
      );
      count.checkpoints++;
    }
  }
  if (leaves.length > 0) await auditTile(reader, Math.floor(frontier.size / 256), leaves);
  agree(
    nextHead === heads.length,
    () => `checkpoint ${heads[nextHead]?.size}: the log has only ${frontier.size} acts`,
  );
  agree(
    kept === undefined || kept.size <= frontier.size,
    () => `the last signed head, kept apart, is of ${kept?.size} entries: the log has only ${frontier.size}`,
  );
  const { rows } = await sql<{
    waiting: bigint;
  }>`select count(*) as waiting from act where not exists (select from log_entry e where e.act = act.serial)`.execute(
    reader.db,
  );
  count.waiting = Number(rows[0]?.waiting ?? 0n) + frontier.size - Number(heads.at(-1)?.size ?? 0n);
}

async function auditTile(reader: Reader, index: number, leaves: readonly Uint8Array[]): Promise<void> {
  const [tile] = await findTiles(reader, [{ level: 0, index }]);
  agree(
    tile !== undefined && equalBytes(tile.hashes, Buffer.concat(leaves)),
    () => `tile 0/${index}: it does not hold the hashes of its acts`,
  );
}

const scratch = "audit_scratch";

/** Replays the acts onto empty copies of the projections, in a schema that shadows the real one, and compares rows. */
async function auditProjections(
  reader: Reader,
  kinds: readonly AnyActKind[],
  count: { tables: number },
): Promise<void> {
  const tables = await tablesOfClass(reader, "projection");
  await sql`create schema ${sql.id(scratch)}`.execute(reader.db);
  for (const table of tables) {
    await sql`create table ${sql.id(scratch, table)} (like ${sql.id("public", table)} including all)`.execute(
      reader.db,
    );
  }
  await sql`set local search_path to ${sql.id(scratch)}, public`.execute(reader.db);
  await replay(reader, kinds);
  await sql`set local search_path to public`.execute(reader.db);
  for (const table of tables) {
    const only = (a: string, b: string) =>
      sql`(select to_jsonb(t) as row from ${sql.id(a, table)} t except all select to_jsonb(t) from ${sql.id(b, table)} t)`;
    const { rows } = await sql<{ where: string; row: unknown }>`
      select 'stored, but not in the acts' as "where", row from ${only("public", scratch)} x
      union all select 'in the acts, but not stored', row from ${only(scratch, "public")} y limit 1`.execute(
      reader.db,
    );
    const [row] = rows;
    agree(row === undefined, () => `table ${table}: a row is ${row?.where}: ${JSON.stringify(row?.row)}`);
    count.tables++;
  }
  await dropScratch(reader);
}

async function dropScratch(reader: Reader): Promise<void> {
  await sql`drop schema if exists ${sql.id(scratch)} cascade`.execute(reader.db);
}

async function* everyAct(reader: Reader): AsyncGenerator<StoredAct> {
  for (let last = 0n; ;) {
    const page = await actsAfter(reader, last, 2_000);
    if (page.length === 0) return;
    yield* page;
    last = page.at(-1)?.serial ?? last;
  }
}

async function* everyEntry(reader: Reader): AsyncGenerator<{ position: bigint; leaf_hash: Buffer }> {
  for (let next = 0n; ;) {
    const { rows } = await sql<{ position: bigint; leaf_hash: Buffer }>`
      select e.position, a.leaf_hash from log_entry e join act a on a.serial = e.act
      where e.position >= ${next} order by e.position limit 5000`.execute(reader.db);
    if (rows.length === 0) return;
    yield* rows;
    next = (rows.at(-1)?.position ?? next) + 1n;
  }
}

function readActOr(stored: StoredAct, name: string): ReturnType<typeof readAct> {
  try {
    return readAct(stored.leaf);
  } catch (error) {
    throw new Difference(`${name}: its leaf cannot be read: ${error instanceof Error ? error.message : ""}`);
  }
}

function equalOrNull(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}
