// Verifies a whole log again from its files: node bench/start.js log/verify-again FOLDER POLICY. Throws on the first fault.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { emptyTree, growTree, readHead, rootOf, watchedLog } from "#core/log/follow.ts";
import { hashLength, sameBytes } from "#core/log/merkle.ts";
import { parsePolicy } from "#core/log/policy.ts";
import { decodeBundle, tilePath, tileWidth } from "#core/log/tiles.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";

const [folder = "", policyFile = ""] = process.argv.slice(2);
await verifyAgain();

async function verifyAgain(): Promise<void> {
  const parsed = parsePolicy(sha256, await readFile(policyFile, "utf8"));
  if (!parsed.ok) throw new Error(parsed.reason);
  const { policy } = parsed;
  const [log] = policy.logs;
  if (log === undefined) throw new Error("the policy names no log");
  const reading = readHead(
    watchedLog(policy, log, verifyEd25519),
    await readFile(join(folder, "checkpoint")),
  );
  if (!reading.ok) throw new Error(reading.reason);
  const { head } = reading;
  if (!head.quorum || head.seenBy.length !== 3) throw new Error("not all witnesses have seen it");
  let tree = emptyTree();
  for (let index = 0; tree.size < head.size; index++) {
    const width = Math.min(tileWidth, head.size - tree.size);
    const entries = decodeBundle(await readFile(join(folder, tilePath("entries", index, width))));
    if (entries?.length !== width) throw new Error(`bundle ${index} does not hold ${width} entries`);
    const grown = growTree(sha256, tree, entries);
    tree = grown.tree;
    const served = tree.size === head.size ? [...grown.full, ...tree.edge] : grown.full;
    for (const { level, index: place, hashes } of served) {
      const path = tilePath(level, place, hashes.length / hashLength);
      if (!sameBytes(await readFile(join(folder, path)), hashes)) throw new Error(`${path} differs`);
    }
  }
  if (!sameBytes(rootOf(sha256, tree), head.root)) throw new Error("the entries make another root");
}
