// DuckDB beside us, for the measurements alone: installed from npm into a temporary folder, and given the same rows.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const duckdb = "@duckdb/node-api@1.5.6-r.1";

export interface Duck {
  /** Milliseconds, rows fetched. */
  run(sql: string): Promise<number>;
  close(): Promise<void>;
}

/** `csv` has a head. Undefined, and told, where npm cannot bring it. */
export async function openDuck(csv: string): Promise<Duck | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-duck-"));
  await writeFile(join(folder, "package.json"), "{}");
  const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", duckdb], {
    cwd: folder,
    encoding: "utf8",
  });
  if (installed.status !== 0) {
    console.log(`  DuckDB could not be installed: ${installed.stderr.split("\n")[0]}`);
    await rm(folder, { recursive: true, force: true });
    return undefined;
  }
  const { DuckDBInstance } = createRequire(join(folder, "package.json"))("@duckdb/node-api") as DuckDBModule;
  const instance = await DuckDBInstance.create(join(folder, "bench.duckdb"));
  const connection = await instance.connect();
  await connection.run("set memory_limit = '2GB'");
  await connection.run(`create table passage as select * from read_csv('${csv}', header = true)`);
  return {
    async run(sql) {
      const began = performance.now();
      await (await connection.runAndReadAll(sql)).getRows();
      return performance.now() - began;
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface DuckDBModule {
  readonly DuckDBInstance: {
    create(path: string): Promise<{
      connect(): Promise<{
        run(sql: string): Promise<unknown>;
        runAndReadAll(sql: string): Promise<{ getRows(): unknown }>;
        closeSync(): void;
      }>;
      closeSync(): void;
    }>;
  };
}
