// The totals in Python, with a ristretto255 of its own written from RFC 9496 and no package: it comes to the same
// generator, blindings, commitments and sums. Skipped where there is no Python.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { TotalsVectors } from "#core/totals/testing/cases.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}vectors/totals.json`;
const run = (path: string) =>
  spawnSync("python3", [`${root}tools/check-totals.py`, path], { encoding: "utf8" });
const isThere = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!isThere)("Python's reader of the totals", () => {
  test("agrees with every vector", () => {
    expect(run(file)).toMatchObject({ status: 0, stdout: "31 checked, 0 wrong\n" });
  });

  test("tells a vector that is not right", () => {
    const vectors = JSON.parse(readFileSync(file, "utf8")) as TotalsVectors;
    const folder = mkdtempSync(join(tmpdir(), "kimberlite-totals-"));
    const changed = join(folder, "totals.json");
    const sums = vectors.sums.map((sum, place) => (place === 0 ? { ...sum, value: "1" } : sum));
    writeFileSync(changed, JSON.stringify({ ...vectors, sums }));
    expect(run(changed)).toMatchObject({
      status: 1,
      stdout: "all certificates: expected True, got False\n31 checked, 1 wrong\n",
    });
    rmSync(folder, { recursive: true });
  });
});
