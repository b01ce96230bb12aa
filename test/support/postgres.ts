// Starts one PostgreSQL for the whole test run, migrates a template database, and takes everything away at the end.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#platform/db/migrate.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: { host: string; port: number; user: string; password: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-test-"));
  const { chmod } = await import("node:fs/promises");
  // As root the server runs as another user, who must be able to reach the folder.
  await chmod(folder, 0o755);
  const own = await startOwnPostgres(folder, { durable: false });
  const { host, port, user, password } = own.superuser as {
    host: string;
    port: number;
    user: string;
    password: string;
  };
  const admin = new pg.Client({ host, port, user, password, database: "postgres" });
  await admin.connect();
  await admin.query("create database kimberlite_template");
  await admin.end();
  await migrate({ host, port, user, password, database: "kimberlite_template" });
  project.provide("postgres", { host, port, user, password });
  return async () => {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
