// A log written to files as any web server would serve them, of entries given: for readers that are not ours.
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { prepareAct } from "#core/act/act.ts";
import type { Act } from "#core/act/act.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import { leafHash, merkleRoot } from "#core/log/merkle.ts";
import { formatNote } from "#core/log/note.ts";
import { logKey, origin, pillars } from "#core/log/testing/parties.ts";
import { appendToTiles, encodeBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";

export const sha256 = (data: Uint8Array): Uint8Array =>
  new Uint8Array(createHash("sha256").update(data).digest());

export interface WrittenLog {
  readonly folder: string;
  readonly leaves: readonly Uint8Array[];
  readonly tiles: readonly Tile[];
  readonly root: Uint8Array;
  remove(): Promise<void>;
}

/** POSIX seconds that every witness writes in its cosignature. */
export const cosignedAt = 1_780_000_000;

export async function writeLog(entries: readonly Uint8Array[]): Promise<WrittenLog> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-log-"));
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const tiles = appendToTiles(sha256, 0, leaves, () => undefined);
  const root = merkleRoot(sha256, leaves);
  for (const { level, index, hashes } of tiles)
    await writeUnder(folder, tilePath(level, index, hashes.length / 32), hashes);
  for (let index = 0; index * tileWidth < entries.length; index++) {
    const bundle = entries.slice(index * tileWidth, (index + 1) * tileWidth);
    await writeUnder(folder, tilePath("entries", index, bundle.length), encodeBundle(bundle));
  }
  await writeUnder(folder, "checkpoint", Buffer.from(head(entries.length, root)));
  return { folder, leaves, tiles, root, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Signed by the log and by three pillars. */
function head(size: number, root: Uint8Array): string {
  const text = formatCheckpoint({ origin, size, root });
  const own = { name: origin, keyId: logKey.keyId, signature: logKey.sign(Buffer.from(text)) };
  return formatNote({
    text,
    signatures: [own, ...pillars.map((pillar) => cosign(text, pillar, cosignedAt))],
  });
}

async function writeUnder(folder: string, path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** A founding, the key of a second organisation, and then its acts: `count` in all. */
export function actsOfTwo(count: number): readonly Uint8Array[] {
  const [founder, second] = [organisation("KPCS"), organisation("SL-KPA")];
  const founding = { scheme: "Test", demonstration: true, origin, logKey: logKey.publicKey, ...founder.key };
  const acts = [
    founder.act("record.founded", "record", founding),
    founder.act("organisation-key.added", "organisation-key:SL-KPA", {
      organisation: "SL-KPA",
      ...second.key,
    }),
  ];
  while (acts.length < count)
    acts.push(second.act("certificate.issued", `certificate:${acts.length}`, { n: acts.length }));
  return acts;
}

/** Acts of an organisation with a key of its own. */
export function organisation(code: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const point = new Uint8Array(
    Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]),
  );
  const keyId = sha256(point).slice(0, 8);
  return {
    key: { keyId, publicKey: point },
    act(type: string, subject: string, facts: Act["public"]): Uint8Array {
      const prepared = prepareAct(
        {
          id: randomUUID(),
          type,
          subject,
          organisation: code,
          at: "2026-06-01T10:00:00.000Z",
          previous: null,
          public: facts,
          privateRoot: new Uint8Array(32).fill(7),
        },
        keyId,
      );
      return finishSign1(
        prepared,
        new Uint8Array(sign("sha256", prepared.toBeSigned, { key: privateKey, dsaEncoding: "ieee-p1363" })),
      );
    },
  };
}
