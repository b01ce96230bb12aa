// Measures the certificate engine beside named peers, in one run, on one durable PostgreSQL of its own, and prints one
// row each: our figure, the peer's, their ratio, the target. Never a test: figures depend on the machine, ratios less.
// Run: npm run bench [-- --only a,b,c,d,e,f,g] [--peers]
import { parseArgs } from "node:util";
import { showHead } from "../support/rows.ts";
import { startBenchPostgres } from "../support/scheme.ts";
import { measureBatch } from "./batch.ts";
import { measureCheck } from "./check.ts";
import { measureFile } from "./file.ts";
import { measureIssue } from "./issue.ts";
import { measureLookUp, startProgram } from "./look-up.ts";
import { measurePaper } from "./paper.ts";
import { measurePeers } from "./peers.ts";
import { measureWeights } from "./weights.ts";

const { values } = parseArgs({
  options: { only: { type: "string", default: "a,b,c,d,e,f,g" }, peers: { type: "boolean", default: false } },
});
const only = values.only.split(",");

const postgres = await startBenchPostgres();
try {
  showHead();
  if (only.includes("a")) await measureIssue(postgres);
  if (only.includes("b")) await measureCheck(postgres);
  if (only.includes("c")) await measurePeers(postgres, values.peers);
  if (only.includes("f")) await measurePaper();
  if (only.includes("g")) await measureFile();
} finally {
  await postgres.stop();
}
if (["a", "d", "e"].some((part) => only.includes(part))) {
  const program = await startProgram();
  try {
    if (only.includes("d")) await measureLookUp(program);
    if (only.includes("e")) await measureWeights(program);
    // Last, because it fills the record.
    if (only.includes("a")) await measureBatch(program);
  } finally {
    await program.stop();
  }
}
