// Two heads that cannot both be true, or a bundle that was falsified: which of them it is, and the proof that is kept.
import { toHex } from "#core/encoding/bytes.ts";
import { toBase64 } from "#core/log/base64.ts";
import { emptyTree, growTree, judgeHistory, rootOf, tilesForHistory } from "#core/log/follow.ts";
import type { GrowingTree, Head, WatchedLog } from "#core/log/follow.ts";
import { emptyRoot, hashLength } from "#core/log/merkle.ts";
import type { Sha256 } from "#core/log/merkle.ts";
import { tilePath, tileWidth, widthOf } from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";
import { NotServed } from "../../witness/log-files.ts";
import type { LogFiles } from "../../witness/log-files.ts";
import type { Copy } from "./copy.ts";
import { wrongBundle } from "./finding.ts";
import type { Difference, Finding } from "./finding.ts";

/** A log, and what was verified of it so far. */
interface Followed {
  readonly watched: WatchedLog;
  readonly files: LogFiles;
  readonly copy: Copy;
  readonly sha256: Sha256;
  readonly head: Head | undefined;
  readonly tree: GrowingTree;
}

/** Why the entries do not make the root that was signed: by the log's own tiles, a fork or a falsified bundle. */
export async function explained(
  watch: Followed,
  head: Head,
  different: readonly Difference[],
): Promise<readonly Finding[]> {
  const before = watch.head ?? { size: 0, root: emptyRoot(watch.sha256), note: "" };
  const tiles: Tile[] = [];
  for (const id of tilesForHistory(before.size, head.size)) {
    try {
      const width = widthOf(id, head.size);
      const hashes = await watch.files.read(tilePath(id.level, id.index, width), tileWidth * hashLength);
      if (hashes.length === width * hashLength) tiles.push({ ...id, hashes });
    } catch (error) {
      if (!(error instanceof NotServed)) throw error;
    }
  }
  const history = judgeHistory(watch.sha256, before, head, tiles);
  if (history.verdict === "forked" && watch.head !== undefined)
    return [
      await fork(
        watch,
        watch.head,
        head,
        `The second head commits to the root ${toBase64(history.rootThen)} at ${before.size}. Consistency proof (RFC 6962):\n${history.proof.map((hash) => `${toBase64(hash)}\n`).join("")}`,
      ),
    ];
  if (history.verdict === "not-shown")
    return [
      ...different.map(({ finding }) => finding),
      { kind: "wrong-bytes", address: "checkpoint", reason: "not-shown" },
    ];
  // The tiles are right, so these bundles are not.
  const bundles = new Map(
    different.flatMap(({ tile, finding }) =>
      tile.level === "entries"
        ? [[tile.index, finding] as const]
        : tile.level === 0
          ? [[tile.index, wrongBundle(tile.index, widthOf(tile, head.size), "differs").finding] as const]
          : [],
    ),
  );
  return bundles.size > 0
    ? [...bundles.values()]
    : [{ kind: "wrong-bytes", address: "checkpoint", reason: "not-shown" }];
}

/** The root of the copy's first entries; undefined where no copy is kept. */
export async function rootAt(
  { copy, sha256, tree: held }: Followed,
  size: number,
): Promise<Uint8Array | undefined> {
  let tree = emptyTree();
  for await (const entries of copy.entries(held.size)) {
    tree = growTree(sha256, tree, entries.slice(0, size - tree.size)).tree;
    if (tree.size === size) break;
  }
  return tree.size === size ? rootOf(sha256, tree) : undefined;
}

/** Whoever has this file can check it with the log's key alone. */
export async function fork(watch: Followed, before: Head, head: Head, why: string): Promise<Finding> {
  const text = `The log ${watch.watched.log.origin} has signed two heads that cannot both be true.
${why}
The first head, verified before:

${before.note}
The second head:

${head.note}`;
  const proof = await watch.copy.keepProof(
    `fork-${before.size}-${head.size}-${toHex(head.root).slice(0, 16)}.txt`,
    text,
  );
  return { kind: "forked", size: head.size, before: before.size, proof };
}
