// The part of the audit that looks at the log from outside: every cosignature under its head, every published file against
// the record, and the last signed head that is kept apart.
import { openCheckpoint, parseCheckpoint } from "#core/log/checkpoint.ts";
import type { Checkpoint, KnownLog } from "#core/log/checkpoint.ts";
import { verifyCosignature } from "#core/log/cosignature.ts";
import { parseNote, parseSignatureLine } from "#core/log/note.ts";
import type { VerifierKey } from "#core/log/note.ts";
import { parsePolicy } from "#core/log/policy.ts";
import { parseTilePath } from "#core/log/tiles.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { agree } from "../difference.ts";
import type { Reader } from "../store.ts";
import type { HeadStore } from "./head-store.ts";
import { newTiles, pathOf, tileContent } from "./publish.ts";
import type { LogFolder } from "./publish.ts";
import { cosignaturesFrom, cosignaturesOf, findCheckpoint } from "./store.ts";

/** What a program keeps beside its database. */
export interface Outside {
  readonly heads: HeadStore;
  readonly log: LogFolder;
}

/** All of it at one moment: whatever it holds was in the record before. */
export interface Observed {
  readonly kept: string | undefined;
  readonly checkpoint: string | undefined;
  readonly paths: readonly string[];
  readonly log: LogFolder;
}

export async function observe({ heads, log }: Outside): Promise<Observed> {
  const checkpoint = await log.read("checkpoint");
  return {
    kept: await heads.read(),
    checkpoint: checkpoint === undefined ? undefined : Buffer.from(checkpoint).toString("utf8"),
    paths: await log.list(),
    log,
  };
}

export function keptHead(note: string, log: KnownLog): Checkpoint {
  const opened = openCheckpoint(note, log);
  agree(opened.ok, () => "the last signed head, kept apart, is damaged, or it is of another log");
  return opened.checkpoint;
}

const pageRows = 1_000;

/** `policies`: every one that the log ever had; a cosignature counts under any of them. Returns how many there are. */
export async function auditCosignatures(reader: Reader, policies: readonly string[]): Promise<number> {
  const keys = new Map<string, VerifierKey>();
  for (const text of policies) {
    const read = parsePolicy(sha256, text);
    agree(read.ok, () => "a policy of the log cannot be read");
    for (const { key } of read.policy.witnesses) keys.set(`${key.name} ${key.keyId}`, key);
  }
  let count = 0;
  let head: { size: bigint; text: string | undefined } | undefined;
  for (let last: Parameters<typeof cosignaturesFrom>[1] = { size: 0n, keyName: "", keyId: 0 }; ;) {
    const page = await cosignaturesFrom(reader, last, pageRows);
    for (const row of page) {
      const name = `the cosignature of ${row.keyName} under the head of ${row.size} entries`;
      const key = keys.get(`${row.keyName} ${row.keyId}`);
      agree(key !== undefined, () => `${name}: no policy ever named that key`);
      if (head?.size !== row.size) {
        const note = (await findCheckpoint(reader, row.size))?.note;
        head = { size: row.size, text: note === undefined ? undefined : parseNote(note)?.text };
      }
      agree(head.text !== undefined, () => `${name}: there is no such head`);
      const line = parseSignatureLine(row.line.replace(/\n$/, ""));
      agree(
        line?.name === row.keyName && line.keyId === row.keyId,
        () => `${name}: its columns differ from its line`,
      );
      const text = new TextEncoder().encode(head.text);
      const seconds = verifyCosignature(key.publicKey, text, line.signature, verifyEd25519);
      agree(seconds !== undefined && BigInt(seconds) === row.seconds, () => `${name} is wrong`);
    }
    count += page.length;
    const end = page.at(-1);
    if (end === undefined || page.length < pageRows) return count;
    last = end;
  }
}

/** Every published file is what the record says, and none is missing under the published head. Returns how many there are. */
export async function auditFiles(reader: Reader, log: KnownLog, observed: Observed): Promise<number> {
  const there = new Set(observed.paths);
  let count = 0;
  if (observed.checkpoint !== undefined) {
    const { size } = await auditPublishedHead(reader, log, observed.checkpoint);
    for (const place of newTiles(0, size))
      agree(there.has(pathOf(place)), () => `the published file ${pathOf(place)} is missing`);
    count++;
  }
  for (const path of observed.paths.filter((each) => each !== "checkpoint")) {
    const place = parseTilePath(path);
    agree(place !== undefined, () => `the published file ${path} is none of a log`);
    const bytes = await observed.log.read(path);
    // A partial tile that was taken away meanwhile.
    if (bytes === undefined) continue;
    const content = await tileContent(reader, place).catch(() => undefined);
    agree(
      content !== undefined && equalBytes(bytes, content),
      () => `the published file ${path} holds other bytes than the record`,
    );
    count++;
  }
  return count;
}

async function auditPublishedHead(reader: Reader, log: KnownLog, note: string): Promise<Checkpoint> {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  agree(
    parsed !== undefined && checkpoint !== undefined && openCheckpoint(note, log).ok,
    () => "the published head is damaged, or it is of another log",
  );
  const size = BigInt(checkpoint.size);
  const signed = await findCheckpoint(reader, size);
  const lines = (await cosignaturesOf(reader, size)).map(({ line }) => line.trimEnd());
  const known = new Set([...(signed?.note ?? "").split("\n"), ...lines]);
  agree(
    signed !== undefined && note.split("\n").every((line) => known.has(line)),
    () =>
      `the published head of ${size} entries is not the one that was signed, or bears signatures that nobody kept`,
  );
  return checkpoint;
}
