// A line between the program and a test's database that breaks once, at a statement the test chooses: before the database
// hears of it ("lose-request"), or after it has done it and before it can say so ("lose-answer").
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, connect } from "node:net";
import type { Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { inject } from "vitest";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import type { TestScheme } from "./scheme.ts";

export interface Proxy {
  readonly database: Database;
  /** How often it has broken: once, or not yet. */
  broken(): number;
  /** From now on everything is passed on. */
  heal(): void;
  close(): Promise<void>;
}

/** `at`: texts that pass on one connection one after the other; the line breaks at the last of them. */
export async function startProxy(
  scheme: Pick<TestScheme, "database">,
  fault: "lose-request" | "lose-answer",
  at: readonly string[] = ["commit"],
  connections = 2,
): Promise<Proxy> {
  const server = inject("postgres");
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    scheme.database.kysely,
  );
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-proxy-"));
  let faulty = true;
  let broken = 0;
  const open = new Set<Socket>();
  const proxy: Server = createServer((near) => {
    const far = connect(join(server.host, `.s.PGSQL.${server.port}`));
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        near.destroy();
        far.destroy();
        open.delete(socket);
      });
    }
    let passed = 0;
    let answersLost = false;
    near.on("data", (data) => {
      if (
        faulty &&
        data
          .toString("latin1")
          .toLowerCase()
          .includes(at[passed] ?? "")
      )
        passed++;
      if (faulty && passed === at.length) {
        faulty = false;
        broken++;
        if (fault === "lose-request") return near.destroy();
        answersLost = true;
      }
      far.write(data);
    });
    far.on("data", (data) => {
      // The database has answered, so it is done; the answer never arrives.
      if (answersLost) return near.destroy();
      near.write(data);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(join(folder, ".s.PGSQL.5432"), resolve));
  const database = openDatabase(
    { host: folder, port: 5432, user: server.user, password: server.password, database: rows[0]?.name ?? "" },
    { name: "through a proxy", connections },
  );
  return {
    database,
    broken: () => broken,
    heal: () => void (faulty = false),
    async close() {
      await database.close();
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
