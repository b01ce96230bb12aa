// Whoever keeps the summaries of certificates is killed again and again in the middle: nothing is lost and nothing counted twice.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { expect, inject, test } from "vitest";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { checkSummaries, followActs, makeSummariesAgain } from "#modules/statistics/summaries/keep.ts";
import { certificateFlows } from "#modules/statistics/summaries/questions/store.ts";
import { findCursor, moveCursor } from "#modules/statistics/summaries/store.ts";
import { madeLives } from "../support/made-lives.ts";
import { testScheme } from "../support/scheme.ts";

const keeper = fileURLToPath(new URL("summary-keeper.ts", import.meta.url));
const certificates = 60;

test(
  "a keeper killed in the middle loses nothing and counts nothing twice",
  { timeout: 240_000 },
  async () => {
    const scheme = await testScheme();
    try {
      await seedParticipants(scheme.ctx());
      await seedDemonstrationAuthorities(scheme.ctx());
      const reader = { db: scheme.database.kysely };
      await followActs(scheme.ctx());
      const lives = madeLives(scheme);
      for (let i = 0; i < certificates; i++) {
        const made = await lives.sealed(await lives.issued("SL", "EU", [["7102.31", 100, 7]]));
        await lives.left(made);
        await lives.arrives(made);
        await lives.confirmed(made);
      }
      while ((await scheme.sequence()) > 0);
      // From the first position on, and not from a count of everything.
      await moveCursor(reader, 0n);
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(reader.db);
      const config = JSON.stringify({ ...inject("postgres"), database: rows[0]?.name });
      const size = BigInt(certificates * 5);
      let reached = 0n;
      for (let kills = 0; kills < 4 && reached < size; kills++) {
        const child = spawn(process.execPath, ["--import", "tsx", keeper, config], { stdio: "inherit" });
        const ended = once(child, "exit");
        // It is well under way, and has more to do.
        while (((await findCursor(reader)) ?? 0n) < reached + 40n) await delay(2);
        child.kill("SIGKILL");
        expect(await ended).toEqual([null, "SIGKILL"]);
        const cursor = (await findCursor(reader)) ?? 0n;
        expect(cursor).toBeGreaterThan(reached);
        expect(await checkSummaries(scheme.ctx())).toBeUndefined();
        reached = cursor;
      }
      await followActs(scheme.ctx());
      const asked = { from: "2003-Q1", until: "2030-Q4", by: [] };
      const [kept] = await certificateFlows(reader, asked);
      const all = { certificates, carats: BigInt(certificates * 100), usd: BigInt(certificates * 7) };
      expect(kept).toMatchObject({ issued: all, exported: all, received: all });
      await makeSummariesAgain(scheme.ctx());
      expect(await certificateFlows(reader, asked)).toEqual([kept]);
    } finally {
      await scheme.close();
    }
  },
);
