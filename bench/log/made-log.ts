// A log of any size in files, as a web server would serve it: acts of the length of real ones, signed heads and cosignatures.
// So that making it takes seconds, the acts are 20,000 different ones again and again; whoever reads them does the same work.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import { emptyTree, growTree, rootOf } from "#core/log/follow.ts";
import { hashLength } from "#core/log/merkle.ts";
import { formatNote } from "#core/log/note.ts";
import { logKey, origin, pillars } from "#core/log/testing/parties.ts";
import { encodeBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";
import { sha256 } from "#platform/keys/random.ts";
import { organisation } from "../../test/interop/tlog/written.ts";

export interface MadeLog {
  readonly folder: string;
  readonly size: number;
  /** A tlog-policy file that names its key and its three witnesses. */
  readonly policyFile: string;
  /** Mean length of an entry, in bytes. */
  readonly entryLength: number;
  remove(): Promise<void>;
}

const different = 20_000;

export async function makeLog(size: number): Promise<MadeLog> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-log-"));
  const acts = someActs(Math.min(size, different));
  let tree = emptyTree();
  let bytes = 0;
  for (let index = 0; index * tileWidth < size; index++) {
    const first = index * tileWidth;
    const entries = Array.from({ length: Math.min(tileWidth, size - first) }, (_, i) =>
      entryOf(acts, first + i),
    );
    bytes += entries.reduce((sum, entry) => sum + entry.length, 0);
    await put(folder, tilePath("entries", index, entries.length), encodeBundle(entries));
    const grown = growTree(sha256, tree, entries);
    tree = grown.tree;
    for (const tile of grown.full) await putTile(folder, tile);
  }
  for (const tile of tree.edge) await putTile(folder, tile);
  const text = formatCheckpoint({ origin, size, root: rootOf(sha256, tree) });
  const own = { name: origin, keyId: logKey.keyId, signature: logKey.sign(Buffer.from(text)) };
  const seconds = Math.floor(Date.now() / 1000);
  const signatures = [own, ...pillars.map((pillar) => cosign(text, pillar, seconds))];
  await put(folder, "checkpoint", Buffer.from(formatNote({ text, signatures })));
  const policyFile = join(folder, "policy.txt");
  await writeFile(policyFile, policyText());
  return {
    folder,
    size,
    policyFile,
    entryLength: Math.round(bytes / size),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The first two entries introduce the keys; all others repeat. */
function entryOf(acts: readonly Uint8Array[], position: number): Uint8Array {
  const place = position < 2 ? position : 2 + ((position - 2) % (acts.length - 2));
  return acts[place] as Uint8Array;
}

function someActs(count: number): readonly Uint8Array[] {
  const [founder, authority] = [organisation("KPCS"), organisation("SL-KPA")];
  const founding = { scheme: "Bench", demonstration: true, origin, logKey: logKey.publicKey, ...founder.key };
  const added = { organisation: "SL-KPA", ...authority.key };
  const acts = [
    founder.act("record.founded", "record", founding),
    founder.act("organisation-key.added", "organisation-key:SL-KPA", added),
  ];
  for (let i = acts.length; i < count; i++) {
    const id = Buffer.from(sha256(Buffer.from(String(i)))).toString("hex", 0, 16);
    acts.push(authority.act("certificate.issued", `certificate:${id}`, { participant: "SL" }));
  }
  return acts;
}

async function putTile(folder: string, { level, index, hashes }: Tile): Promise<void> {
  if (hashes.length > 0) await put(folder, tilePath(level, index, hashes.length / hashLength), hashes);
}

async function put(folder: string, path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

function policyText(): string {
  const names = pillars.map(({ name }) => name);
  return [
    `log ${logKey.text}`,
    ...pillars.map(({ name, text }) => `witness ${name} ${text}`),
    `group pillars 2 ${names.join(" ")}`,
    "quorum pillars",
    "",
  ].join("\n");
}
