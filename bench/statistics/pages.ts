// Measures the answers of the register's page and file, as an analyst gets them through the doors, over sums that are made.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "#platform/db/database.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import type { Actor } from "#modules/record/index.ts";
import { statisticsModule } from "#modules/statistics/index.ts";
import { siteOf } from "../../test/support/site.ts";

const analyst: Actor = {
  kind: "person",
  id: "bench-analyst",
  name: "Bench analyst",
  organisation: "KPCS",
  roles: ["analyst"],
};

/** Milliseconds of the quickest of some answers, and bytes, for each address. */
export async function answersOfPages(
  database: Database,
  year: number,
  runs: number,
): Promise<readonly { readonly path: string; readonly millis: number; readonly bytes: number }[]> {
  const keys = await mkdtemp(join(tmpdir(), "kimberlite-bench-keys-"));
  try {
    const keyring = await openKeyring(keys);
    const ctx = () => ({ database, keyring, clock: Date.now, committed: () => undefined, actor: analyst });
    const browser = siteOf({ database, ctx }, statisticsModule, () => Promise.resolve(analyst)).browser();
    const answers: { path: string; millis: number; bytes: number }[] = [];
    for (const path of [
      `/reconcile/register?year=${year}`,
      `/reconcile/register?year=${year}&quarter=2&code=7102.31&measure=usd`,
      `/reconcile/register.csv?year=${year}`,
    ]) {
      let [millis, bytes] = [Number.POSITIVE_INFINITY, 0];
      for (let run = 0; run < runs; run++) {
        const began = performance.now();
        const response = await browser.get(path);
        bytes = (await response.arrayBuffer()).byteLength;
        if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
        millis = Math.min(millis, performance.now() - began);
      }
      answers.push({ path, millis, bytes });
    }
    return answers;
  } finally {
    await rm(keys, { recursive: true, force: true });
  }
}
