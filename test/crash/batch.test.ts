// A file of two thousand certificates, and the real program killed in the middle of it: each row is recorded exactly once.
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { startProgram } from "./program.ts";

const rowCount = 2_000;

test(
  "a program killed while it records a file goes on where it stood, and no row is recorded twice",
  { timeout: 240_000 },
  async () => {
    const program = await startProgram();
    try {
      const ask = async (method: "GET" | "POST", path: string, body?: string): Promise<Response> =>
        fetch(`${program.base}${path}`, {
          method,
          headers: {
            ...(key === "" ? {} : { authorization: `Bearer ${key}` }),
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body }),
        });
      let key = "";
      key = await sandboxKey(program.base);
      const rows = Array.from({ length: rowCount }, (_, i) => row(i));
      const sent = (await (
        await ask("POST", "/api/batches?kind=certificates", JSON.stringify(rows))
      ).json()) as Batch;
      expect(sent.counts.waiting).toBe(rowCount);

      // Nobody hears the answer: the program is gone before it can give one.
      const running = ask("POST", `/api/batches/${sent.id}/run`).catch(() => undefined);
      for (;;) {
        const { counts } = (await (await ask("GET", `/api/batches/${sent.id}?limit=1`)).json()) as Batch;
        if (counts.done >= rowCount / 4) break;
        await delay(60);
      }
      await program.kill("program");
      await running;
      await program.recover();
      const broken = (await (await ask("GET", `/api/batches/${sent.id}?limit=1`)).json()) as Batch;
      expect(broken.counts.done + broken.counts.waiting).toBe(rowCount);
      expect(broken.counts.waiting).toBeGreaterThan(0);

      let state: Batch;
      do state = (await (await ask("POST", `/api/batches/${sent.id}/run`)).json()) as Batch;
      while (!state.finished);
      expect(state.counts).toEqual({ waiting: 0, done: rowCount, repeated: 0, refused: 0 });

      const report = await (await ask("GET", `/api/batches/${sent.id}/report.csv`)).text();
      const numbers = report
        .split("\r\n")
        .slice(1, -1)
        .map((line) => line.split(",")[4]);
      expect(new Set(numbers).size).toBe(rowCount);
      const mine = (await (await ask("GET", "/api/certificates?limit=1")).json()) as { total: number };
      const before = mine.total - rowCount;
      // Sent once more as another file, nothing is left to be done.
      const again = (await (
        await ask("POST", "/api/batches?kind=certificates", JSON.stringify(rows))
      ).json()) as Batch;
      const repeated = (await (await ask("POST", `/api/batches/${again.id}/run`)).json()) as Batch;
      expect(repeated.counts).toEqual({ waiting: 0, done: 0, repeated: rowCount, refused: 0 });
      const after = (await (await ask("GET", "/api/certificates?limit=1")).json()) as { total: number };
      expect(after.total - rowCount).toBe(before);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThan(100);
    } finally {
      await program.end();
    }
  },
);

interface Batch {
  readonly id: string;
  readonly finished: boolean;
  readonly counts: {
    readonly waiting: number;
    readonly done: number;
    readonly repeated: number;
    readonly refused: number;
  };
}

/** As an engineer gets it: by one press on the page. */
async function sandboxKey(base: string): Promise<string> {
  const page = await fetch(`${base}/developers/sandbox`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "authority=BW-KPA",
  });
  return /kpk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}/.exec(await page.text())?.[0] ?? "";
}

function row(place: number): object {
  return {
    row: `crash-${place}`,
    office: "BW-KPA/GBE",
    goods: {
      origin: { kind: "SINGLE", country: "BW" },
      exporter: { name: "Crash Exports Ltd", address: "1 Test Road, Gaborone", country: "BW" },
      importer: { name: "Crash Imports NV", address: "2 Test Street, Antwerp", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: `${place + 1}.00`, usd: "1000.00" }],
      containers: [{ seal: `CR-${place}` }],
    },
  };
}
