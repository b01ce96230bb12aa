// Elections verified in Python with a group of its own and no package: it finds the same faults and the same totals.
// Skipped where there is no Python.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { BallotVectors } from "#core/ballot/testing/cases.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}vectors/ballots.json`;
const run = (path: string) =>
  spawnSync("python3", [`${root}tools/check-ballots.py`, path], { encoding: "utf8" });
const isThere = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!isThere)("Python's verifier of secret ballots", () => {
  test("agrees with every vector", () => {
    expect(run(file)).toMatchObject({ status: 0, stdout: "14 checked, 0 wrong\n" });
  }, 120_000);

  test("says of one election what is wrong with it", () => {
    const { cases } = JSON.parse(readFileSync(file, "utf8")) as BallotVectors;
    const folder = mkdtempSync(join(tmpdir(), "kimberlite-ballots-"));
    const one = join(folder, "election.json");
    writeFileSync(one, JSON.stringify(cases[2]?.file));
    expect(run(one)).toMatchObject({
      status: 1,
      stdout: '{"faults": ["totals-differ"], "totals": [[3, 1], [1, 1]]}\n',
    });
    rmSync(folder, { recursive: true });
  }, 60_000);
});
