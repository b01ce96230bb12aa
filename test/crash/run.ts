// Kills the real program again and again and proves that nothing is lost.
// Run: node --import tsx test/crash/run.ts --rounds 200
import { parseArgs } from "node:util";
import { crash } from "./rounds.ts";
import { kinds } from "./program.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "200" },
    clients: { type: "string", default: "6" },
    "audit-every": { type: "string", default: "10" },
  },
});
const began = performance.now();
const report = await crash({
  rounds: Number(values.rounds),
  clients: Number(values.clients),
  auditEvery: Number(values["audit-every"]),
  say: (line) => console.log(line),
});
for (const line of [...report.lost, ...report.twice, ...report.wrong].slice(0, 50)) console.log(`  ${line}`);
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(`
rounds        ${report.rounds}
kills         ${kinds.map((kind) => `${kind} ${report.kills[kind]}`).join(", ")}
serves again  ${kinds.map((kind) => `${kind} ${(middle(report.recovery[kind]) / 1000).toFixed(1)} s (longest ${(Math.max(0, ...report.recovery[kind]) / 1000).toFixed(1)} s)`).join(", ")}
acknowledged  ${report.acknowledged} requests; ${report.recovered} more were recorded although their answer was cut off; ${report.unclear} answers were unclear
record        ${report.acts} acts, ${report.heads} signed heads, ${report.audits} audits
lost          ${report.lost.length}
duplicates    ${report.twice.length}
wrong         ${report.wrong.length}
time          ${((performance.now() - began) / 1000).toFixed(0)} s`);
process.exit(report.lost.length + report.twice.length + report.wrong.length === 0 ? 0 : 1);
