// Measures the public log beside named limits, in one run, and prints one row each. Never a test: figures depend on the
// machine, ratios less. Run: npm run bench:log [-- --only h,i,k,l] [--entries 1000000]
import { parseArgs } from "node:util";
import { showHead } from "../support/rows.ts";
import { startBenchPostgres } from "../support/scheme.ts";
import { measureAppend } from "./append.ts";
import { measureBuild } from "./build.ts";
import { measureFollow } from "./follow.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "h,i,k,l" },
    entries: { type: "string", default: "1000000" },
  },
});
const only = values.only.split(",");
const entries = Number(values.entries);

showHead();
if (only.includes("h")) {
  const postgres = await startBenchPostgres();
  try {
    await measureAppend(postgres);
  } finally {
    await postgres.stop();
  }
}
if (only.includes("i")) await measureBuild(entries);
if (only.includes("k") || only.includes("l")) await measureFollow(entries, only);
