// What a backup holds comes back whole, or nothing of it does.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "#platform/work/context.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { addOrganisationKey, audit, backup, recordActKinds, restore } from "./index.ts";

let source: TestScheme;
let folder: string;
let file: string;

beforeAll(async () => {
  source = await testScheme();
  folder = await mkdtemp(join(tmpdir(), "kimberlite-backup-"));
  file = join(folder, "whole.gz");
  const signer = await source.keyring.makeSigner("AA-KPA");
  await inTransaction(source.ctx(), (tx) => addOrganisationKey(tx, "AA-KPA", signer));
  await source.sequence();
  await backup(source.owner.kysely, file, "2026-06-01T10:00:00.000Z");
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true, force: true });
});

/** Restores into an empty database; tells the report and the rows that are there afterwards. */
async function restored(path: string) {
  const target = await testScheme({ founded: false });
  try {
    const report = await restore(target.owner.kysely, path, recordActKinds);
    const count = async (table: string): Promise<number> => {
      const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(target.owner.kysely);
      return rows.length;
    };
    return {
      report,
      acts: await count("act"),
      keys: await count("organisation_key"),
      heads: await count("checkpoint"),
      again: report.ok ? (await audit(target.owner.kysely, recordActKinds)).ok : undefined,
    };
  } finally {
    await target.close();
  }
}

/** A backup whose lines were changed, with a trailer that fits them: only the audit can tell. */
async function forged(change: (line: string) => string): Promise<string> {
  const lines = gunzipSync(await readFile(file))
    .toString("utf8")
    .trimEnd()
    .split("\n");
  const kept = lines.slice(0, -1).map(change);
  const body = kept.map((line) => `${line}\n`).join("");
  const trailer = {
    end: true,
    rows: kept.length - 1,
    sha256: createHash("sha256").update(body).digest("hex"),
  };
  const path = join(folder, "forged.gz");
  await writeFile(path, gzipSync(`${body}${JSON.stringify(trailer)}\n`));
  return path;
}

describe("a restore", () => {
  test("brings back the record, makes its projections again, and audits it", async () => {
    expect(await restored(file)).toMatchObject({
      report: { ok: true, acts: 2, waiting: 0 },
      acts: 2,
      keys: 2,
      again: true,
    });
  });

  test("that its audit does not agree with leaves the database empty, and says what differs", async () => {
    const path = await forged((line) => line.replaceAll('"KPCS"', '"ELSE"'));
    expect(await restored(path)).toMatchObject({
      report: { ok: false, difference: expect.stringContaining("its columns differ") as string },
      acts: 0,
      keys: 0,
      heads: 0,
    });
  });

  test("of a file that was cut short does nothing", async () => {
    const path = join(folder, "cut.gz");
    const lines = gunzipSync(await readFile(file))
      .toString("utf8")
      .split("\n");
    await writeFile(path, gzipSync(lines.slice(0, -3).join("\n")));
    await expect(restored(path)).rejects.toThrow(/damaged or was cut short/);
  });

  test("of a file that is not there, not packed, or changed in any of its bytes says so", async () => {
    const missing = join(folder, "missing.gz");
    await expect(restored(missing)).rejects.toThrow(`${missing} cannot be read as a backup: ENOENT`);
    const nonsense = join(folder, "nonsense.gz");
    await writeFile(nonsense, "not a backup");
    await expect(restored(nonsense)).rejects.toThrow(
      `${nonsense} cannot be read as a backup: incorrect header`,
    );
    const bytes = await readFile(file);
    const changed = join(folder, "changed.gz");
    // The first ten bytes are gzip's header, whose time and system nobody checks.
    for (let at = 10; at < bytes.length; at += 397) {
      await writeFile(
        changed,
        bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
      );
      await expect(restored(changed), `byte ${at}`).rejects.toThrow(changed);
    }
  });
});
