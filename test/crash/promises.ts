// What must be true after every crash, asked of the database itself and not of the program that was killed:
// nothing that anybody has seen is lost or changed, no number is given twice, positions have no gap, and every signed
// head that was ever shown is a head of the tree that is there now.
import type pg from "pg";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import type { KnownLog } from "#core/log/checkpoint.ts";
import { appendLeaf, emptyFrontier, frontierRoot } from "#core/log/frontier.ts";
import { consistencyProof, verifyConsistency } from "#core/log/merkle.ts";
import { formatNote } from "#core/log/note.ts";
import { sha256 } from "#platform/keys/random.ts";
import { acknowledged } from "./clients.ts";
import type { Ledger } from "./clients.ts";

/** What was seen before this round; acts and heads seen once are promises. */
export interface Seen {
  /** By serial: id and leaf hash in hexadecimal. */
  readonly acts: Map<string, string>;
  /** Leaf hashes in the order of their positions. */
  readonly leaves: Uint8Array[];
  /** By size: the signed note, as somebody was shown it. */
  readonly heads: Map<number, string>;
  frontier: ReturnType<typeof emptyFrontier>;
  last: { size: number; root: Uint8Array } | undefined;
}

export function nothingSeen(): Seen {
  return { acts: new Map(), leaves: [], heads: new Map(), frontier: emptyFrontier(), last: undefined };
}

export interface Findings {
  readonly lost: string[];
  readonly twice: string[];
  readonly wrong: string[];
}

/** Waits until every committed act has its position under a signed head; returns false when that does not happen. */
export async function settle(db: pg.Client, patienceMillis = 30_000): Promise<boolean> {
  for (let waited = 0; waited < patienceMillis; waited += 50) {
    const { rows } = await db.query<{ acts: string; placed: string; head: string }>(
      "select (select count(*) from act) as acts, (select count(*) from log_entry) as placed, (select coalesce(max(size), 0) from checkpoint) as head",
    );
    if (rows[0] !== undefined && rows[0].acts === rows[0].placed && rows[0].placed === rows[0].head)
      return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** Waits until a quorum of the witnesses has seen the newest signed head. */
export async function settleWitnesses(base: string, patienceMillis = 60_000): Promise<boolean> {
  for (let waited = 0; waited < patienceMillis; waited += 100) {
    const health = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(5_000) })
      .then((response) => response.json() as Promise<{ log: { witnesses: string } }>)
      .catch(() => undefined);
    if (health?.log.witnesses === "enough") return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

export async function checkPromises(
  db: pg.Client,
  ledger: Ledger,
  seen: Seen,
  log: KnownLog,
): Promise<Findings> {
  const findings: Findings = { lost: [], twice: [], wrong: [] };
  await checkActs(db, ledger, seen, findings);
  await checkNumbers(db, ledger, findings);
  await checkHeads(db, seen, log, findings);
  return findings;
}

async function checkActs(
  db: pg.Client,
  ledger: Ledger,
  seen: Seen,
  { lost, wrong }: Findings,
): Promise<void> {
  const { rows } = await db.query<{ serial: string; act: string; what: string }>(
    "select serial, id::text || ' ' || encode(leaf_hash, 'hex') as act, type || ' ' || subject as what from act order by serial",
  );
  const done = new Set(rows.map(({ what }) => what));
  for (const { key, answer } of acknowledged(ledger)) {
    const type = key.startsWith("issue-") ? "certificate.issued" : "certificate.validated";
    if (!done.has(`${type} certificate:${String(answer?.["id"])}`))
      lost.push(`${key}: it was acknowledged, and there is no act of it`);
  }
  const now = new Map(rows.map(({ serial, act }) => [serial, act]));
  for (const [serial, act] of seen.acts) {
    const still = now.get(serial);
    if (still === undefined) lost.push(`act ${serial} (${act}) was there and is gone`);
    else if (still !== act) wrong.push(`act ${serial} was ${act} and is ${still}`);
  }
  for (const [serial, act] of now) seen.acts.set(serial, act);
}

async function checkNumbers(db: pg.Client, ledger: Ledger, { lost, twice, wrong }: Findings): Promise<void> {
  const { rows } = await db.query<{ id: string; number: string; state: string; qr_text: string | null }>(
    "select encode(public_id, 'hex') as id, number, state, qr_text from certificate",
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  if (new Set(rows.map(({ number }) => number)).size !== rows.length)
    twice.push("a number stands on two certificates");
  const keyOf = new Map<string, string>();
  for (const { key, answer } of acknowledged(ledger)) {
    if (answer === undefined) continue;
    const { id, number, qrText } = answer as { id: string; number?: string; qrText?: string };
    const row = byId.get(id);
    if (row === undefined) lost.push(`${key}: certificate ${id} was acknowledged and is gone`);
    else if (number !== undefined && row.number !== number)
      wrong.push(`${key}: acknowledged as ${number}, stored as ${row.number}`);
    else if (qrText !== undefined && row.qr_text !== qrText)
      lost.push(`${key}: its validation was acknowledged and is gone`);
    if (number === undefined) continue;
    const other = keyOf.get(number);
    if (other !== undefined) twice.push(`${number} was given to ${other} and to ${key}`);
    keyOf.set(number, key);
  }
  const { rows: counted } = await db.query<{ acts: string; certificates: string }>(
    `select (select count(*) from act where type = 'certificate.issued') as acts, (select count(*) from certificate) as certificates`,
  );
  if (counted[0]?.acts !== counted[0]?.certificates)
    wrong.push(`${counted[0]?.acts} acts of issue, ${counted[0]?.certificates} certificates`);
}

async function checkHeads(
  db: pg.Client,
  seen: Seen,
  log: KnownLog,
  { lost, wrong }: Findings,
): Promise<void> {
  // The program goes on by itself meanwhile: heads first, then the entries that the newest of them says are there.
  const { rows: kept } = await db.query<{ size: string; note: string }>(
    "select size, note from checkpoint order by size",
  );
  const { rows: entries } = await db.query<{ position: string; leaf_hash: Buffer }>(
    "select e.position, a.leaf_hash from log_entry e join act a on a.serial = e.act where e.position >= $1 and e.position < $2 order by e.position",
    [seen.leaves.length, kept.at(-1)?.size ?? "0"],
  );
  for (const { size, note } of kept) {
    const before = seen.heads.get(Number(size));
    if (before !== undefined && before !== note) wrong.push(`the head of ${size} acts was changed`);
    if (before === undefined && Number(size) <= (seen.last?.size ?? 0))
      wrong.push(`a head of ${size} acts appeared after one of ${seen.last?.size}`);
    seen.heads.set(Number(size), note);
  }
  const stored = new Set(kept.map(({ size }) => Number(size)));
  for (const size of seen.heads.keys())
    if (!stored.has(size)) lost.push(`the head of ${size} acts was shown and is gone`);

  const fresh = [...seen.heads].filter(([size]) => size > (seen.last?.size ?? 0)).sort(([a], [b]) => a - b);
  const roots = new Map<number, Uint8Array>();
  for (const { position, leaf_hash } of entries) {
    if (Number(position) !== seen.leaves.length) wrong.push(`position ${seen.leaves.length} is missing`);
    seen.leaves.push(leaf_hash);
    seen.frontier = appendLeaf(sha256, seen.frontier, leaf_hash);
    if (seen.heads.has(seen.leaves.length))
      roots.set(seen.leaves.length, frontierRoot(sha256, seen.frontier));
  }
  for (const [size, note] of fresh) {
    const opened = openCheckpoint(note, log);
    const root = roots.get(size);
    if (!opened.ok) wrong.push(`the head of ${size} acts: ${opened.reason}`);
    else if (root === undefined) wrong.push(`the head of ${size} acts says more than there are`);
    else if (Buffer.compare(opened.checkpoint.root, root) !== 0)
      wrong.push(`the head of ${size} acts is not the root of them`);
  }
  const newest = fresh.at(-1);
  if (newest === undefined) return;
  const [size2] = newest;
  const opened = openCheckpoint(newest[1], log);
  if (!opened.ok) return;
  const root2 = opened.checkpoint.root;
  if (seen.last !== undefined) {
    const { size: size1, root: root1 } = seen.last;
    const proof = consistencyProof(sha256, size1, seen.leaves.slice(0, size2));
    if (!verifyConsistency(sha256, { size1, root1, size2, root2, proof }))
      wrong.push(`the head of ${size2} acts does not continue that of ${size1}`);
  }
  seen.last = { size: size2, root: root2 };
}

/** Collects every signed head that the program shows while it is killed; stops when asked. */
export function watchHeads(
  base: string,
  seen: Seen,
  log: KnownLog,
  wrong: string[],
): { stop(): Promise<void> } {
  let stopped = false;
  let last = 0;
  const watching = (async () => {
    while (!stopped) {
      const shown = await fetch(`${base}/log/checkpoint`, { signal: AbortSignal.timeout(5_000) })
        .then((response) => (response.status === 200 ? response.text() : undefined))
        .catch(() => undefined);
      const opened = shown === undefined ? undefined : openCheckpoint(shown, log);
      if (opened?.ok === true) {
        // Cosignatures come in later, and are no other head.
        const note = formatNote({ text: opened.note.text, signatures: opened.signatures });
        const { size } = opened.checkpoint;
        if (size < last) wrong.push(`a head of ${size} acts was shown after one of ${last}`);
        last = size;
        const before = seen.heads.get(size);
        if (before !== undefined && before !== note) wrong.push(`two heads of ${size} acts were shown`);
        seen.heads.set(size, note);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
    },
  };
}
