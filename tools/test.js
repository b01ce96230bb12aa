#!/usr/bin/env node
// `npm test`: types, lint, format, then every test, then journeys in a real browser when there is one.
// Ends with one line: how many passed, failed, and were skipped, over all of them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.js";
import { findLogReaders, findReaders } from "./debian.js";

const folder = mkdtempSync(join(tmpdir(), "kimberlite-results-"));
let [passed, failed, skipped] = [0, 0, 0];
const skips = [];

step("types", ["npx", "tsc", "-p", "."]);
step("lint", ["npx", "oxlint", "--type-aware", "--deny-warnings"]);
step("format", ["npx", "oxfmt", "--check"]);
const readers = findReaders({ install: true });
if (readers.length > 0) skips.push(`readers of paper: ${readers.join(", ")} not installed`);
for (const [reader, found] of Object.entries(findLogReaders({ install: true })))
  if (found === undefined) skips.push(`readers of the log: ${reader} with its packages not installed`);
suite("tests", ["npx", "vitest", "run"]);

const browser = findBrowser({ install: true });
const journeys = "test/e2e/vitest.config.ts";
suite(
  "journeys",
  ["npx", "vitest", "run", "--config", journeys],
  browser === undefined ? {} : { KIMBERLITE_BROWSER: browser },
);
if (browser === undefined) skips.push("browser journeys: no Chrome or Chromium was found");

rmSync(folder, { recursive: true, force: true });
for (const reason of skips) console.log(`skipped: ${reason}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 ? 0 : 1);

function step(name, [program, ...parameters]) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(program, parameters, { stdio: "inherit" });
  if (status === 0) passed++;
  else failed++;
}

function suite(name, [program, ...parameters], environment = {}) {
  console.log(`\n== ${name}`);
  const file = join(folder, `${name}.json`);
  const { status } = spawnSync(
    program,
    [...parameters, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    {
      stdio: "inherit",
      env: { ...process.env, ...environment },
    },
  );
  if (!existsSync(file)) {
    failed++;
    return;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests + (status !== 0 && report.numFailedTests === 0 ? 1 : 0);
  skipped += report.numPendingTests + report.numTodoTests;
}
