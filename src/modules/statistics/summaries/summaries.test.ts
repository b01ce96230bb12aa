// The summaries of certificates on a real database: what they say of each kind of ending, and that following the acts in
// pieces, in any order, by several at once, or broken off, gives what the certificates themselves give.
import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transitions } from "#core/certificate/life.ts";
import type { CertificateState } from "#core/certificate/life.ts";
import { transact } from "#platform/db/database.ts";
import { audit, rebuild, recordModule } from "#modules/record/index.ts";
import { certificatesModule } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { madeLives } from "../../../../test/support/made-lives.ts";
import type { Made, MadeLine, MadeLives } from "../../../../test/support/made-lives.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { checkSummaries, followActs, makeSummariesAgain, mostWaits, quietOrOverdue } from "./keep.ts";
import {
  annualCertificates,
  certificateFlows,
  certificatePassages,
  certificatesBehind,
  certificatesOnTheWay,
} from "./questions/store.ts";
import * as store from "./store.ts";

let scheme: TestScheme;
let lives: MadeLives;
const reader = () => ({ db: scheme.database.kysely });
const kinds = [recordModule, schemeModule, identityModule, certificatesModule].flatMap(({ actKinds }) => [
  ...actKinds,
]);
const at = (day: string): void => void (scheme.now = Date.parse(`${day}T10:00:00Z`));

async function followed(): Promise<void> {
  while ((await scheme.sequence()) > 0);
  await followActs(scheme.ctx());
}

/** Rows of both tables without the numbers that count cells. */
async function tables(): Promise<unknown> {
  const rows = async (of: string): Promise<unknown[]> =>
    (
      await sql<{ row: unknown }>`
        select to_jsonb(t) - 'cell' as row from ${sql.table(of)} t order by (to_jsonb(t) - 'cell')::text`.execute(
        scheme.database.kysely,
      )
    ).rows;
  return {
    passages: await rows("certificate_passage"),
    flows: await rows("certificate_flow"),
    fates: await rows("certificate_fate"),
  };
}

beforeAll(async () => {
  scheme = await testScheme();
  lives = madeLives(scheme);
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
});
afterAll(() => scheme.close());

describe("what the summaries say", () => {
  const amounts = (certificates: number, carats: number, usd: number) => ({
    certificates,
    carats: BigInt(carats),
    usd: BigInt(usd),
  });
  const nothing = amounts(0, 0, 0);

  beforeAll(async () => {
    at("2025-01-10");
    // Two codes on one paper, found lighter, with a code that was not sealed, in the next quarter.
    const lighter = await lives.sealed(
      await lives.issued(
        "SL",
        "EU",
        [
          ["7102.31", 10_000, 500_000],
          ["7102.21", 300, 900],
        ],
        90,
      ),
    );
    // Nobody recorded that it left.
    const unseen = await lives.sealed(await lives.issued("SL", "EU", [["7102.31", 2_000, 80_000]]));
    // Never heard of again.
    const silent = await lives.sealed(await lives.issued("SL", "EU", [["7102.31", 700, 70_000]], 30));
    const spoiled = await lives.issued("SL", "IN", [["7102.10", 50, 60]]);
    const lost = await lives.sealed(await lives.issued("SL", "IN", [["7102.10", 5_000, 6_000]]));
    const refused = await lives.sealed(await lives.issued("BW", "EU", [["7102.31", 11, 13]]));
    at("2025-02-01");
    await lives.left(lighter);
    await lives.left(silent);
    await lives.left(lost);
    await lives.left(refused);
    at("2025-02-03");
    const instead = await lives.issued("SL", "IN", [["7102.10", 51, 60]], 200);
    await lives.stands(spoiled, "replaced", "REPLACED", { replacement: Buffer.from(instead.id, "hex") });
    await lives.arrives(unseen);
    await lives.confirmed(unseen);
    await lives.arrives(refused);
    await lives.stands(refused, "detained", "DETAINED");
    at("2025-04-02");
    await lives.stands(refused, "sent-back", "SENT_BACK");
    await lives.stands(lost, "lost", "LOST");
    await lives.arrives(lighter);
    await lives.confirmed(lighter, [
      ["7102.31", 9_900, 490_000],
      ["7102.10", 200, 100],
    ]);
    await lives.sealed(instead);
    await lives.left(instead);
    await followed();
  });

  test("each step counts in the quarter in which it happened, and a paper of two codes counts once", async () => {
    expect(
      await certificateFlows(reader(), {
        from: "2025-Q1",
        until: "2025-Q2",
        by: ["exporter", "importer", "quarter"],
      }),
    ).toEqual([
      {
        exporter: "BW",
        importer: "EU",
        quarter: "2025-Q1",
        issued: amounts(1, 11, 13),
        exported: amounts(1, 11, 13),
        received: nothing,
        receivedAsSealed: nothing,
        withdrawn: nothing,
      },
      {
        exporter: "BW",
        importer: "EU",
        quarter: "2025-Q2",
        issued: nothing,
        exported: nothing,
        received: nothing,
        receivedAsSealed: nothing,
        withdrawn: amounts(1, 11, 13),
      },
      {
        exporter: "SL",
        importer: "EU",
        quarter: "2025-Q1",
        issued: amounts(3, 13_000, 650_900),
        exported: amounts(3, 13_000, 650_900),
        received: amounts(1, 2_000, 80_000),
        receivedAsSealed: amounts(1, 2_000, 80_000),
        withdrawn: nothing,
      },
      {
        exporter: "SL",
        importer: "EU",
        quarter: "2025-Q2",
        issued: nothing,
        exported: nothing,
        received: amounts(1, 10_100, 490_100),
        receivedAsSealed: amounts(1, 10_300, 500_900),
        withdrawn: nothing,
      },
      {
        exporter: "SL",
        importer: "IN",
        quarter: "2025-Q1",
        issued: amounts(3, 5_101, 6_120),
        exported: amounts(1, 5_000, 6_000),
        received: nothing,
        receivedAsSealed: nothing,
        withdrawn: amounts(1, 50, 60),
      },
      {
        exporter: "SL",
        importer: "IN",
        quarter: "2025-Q2",
        issued: nothing,
        exported: amounts(1, 51, 60),
        received: nothing,
        receivedAsSealed: nothing,
        withdrawn: amounts(1, 5_000, 6_000),
      },
    ]);
  });

  test("divided by code, a paper counts with each of its codes, those found on arrival too", async () => {
    const flows = await certificateFlows(reader(), {
      exporter: "SL",
      importer: "EU",
      from: "2025-Q1",
      until: "2025-Q4",
      by: ["code"],
    });
    expect(flows.map(({ code, exported, received }) => ({ code, exported, received }))).toEqual([
      // Not sealed, and found.
      { code: "7102.10", exported: amounts(1, 0, 0), received: amounts(1, 200, 100) },
      { code: "7102.21", exported: amounts(1, 300, 900), received: amounts(1, 0, 0) },
      { code: "7102.31", exported: amounts(3, 12_700, 650_000), received: amounts(2, 11_900, 570_000) },
    ]);
    const one = await certificateFlows(reader(), {
      code: "7102.21",
      from: "2025-Q1",
      until: "2025-Q4",
      by: [],
    });
    expect(one.map(({ exported }) => exported)).toEqual([amounts(1, 300, 900)]);
  });

  test("what left in a quarter was received, is on the way, has expired, or was withdrawn", async () => {
    const [toTheUnion, toIndia, more] = await certificatePassages(reader(), {
      exporter: "SL",
      from: "2025-Q1",
      until: "2025-Q2",
      by: ["importer"],
      on: "2025-06-01",
    });
    expect(more).toBeUndefined();
    expect(toTheUnion).toEqual({
      importer: "EU",
      exported: amounts(3, 13_000, 650_900),
      receivedAtOnce: amounts(1, 2_000, 80_000),
      receivedLater: amounts(1, 10_100, 490_100),
      receivedAsSealed: amounts(2, 12_300, 580_900),
      onTheWay: nothing,
      expired: amounts(1, 700, 70_000),
      withdrawn: nothing,
    });
    expect(toIndia).toMatchObject({
      onTheWay: amounts(1, 51, 60),
      expired: nothing,
      withdrawn: amounts(1, 5_000, 6_000),
    });
    const [earlier] = await certificatePassages(reader(), {
      exporter: "SL",
      importer: "EU",
      from: "2025-Q1",
      until: "2025-Q1",
      by: [],
      on: "2025-02-09",
    });
    expect(earlier).toMatchObject({ expired: nothing, onTheWay: amounts(1, 700, 70_000) });
  });

  test("at the end of a quarter whatever had left and not yet arrived was on the way", async () => {
    const at = (quarter: string) =>
      certificatesOnTheWay(reader(), { at: quarter, by: ["exporter", "importer"] });
    expect(await at("2025-Q1")).toEqual([
      { exporter: "BW", importer: "EU", onTheWay: amounts(1, 11, 13) },
      { exporter: "SL", importer: "EU", onTheWay: amounts(2, 11_000, 570_900) },
      { exporter: "SL", importer: "IN", onTheWay: amounts(1, 5_000, 6_000) },
    ]);
    expect(await at("2025-Q2")).toEqual([
      { exporter: "SL", importer: "EU", onTheWay: amounts(1, 700, 70_000) },
      { exporter: "SL", importer: "IN", onTheWay: amounts(1, 51, 60) },
    ]);
    expect(await at("2024-Q4")).toEqual([]);
  });

  test("a year of every Participant, and the certificates behind a pair with what is missing most first", async () => {
    expect(await annualCertificates(reader(), 2025)).toEqual([
      { participant: "BW", issued: amounts(1, 11, 13), exported: amounts(1, 11, 13), received: nothing },
      { participant: "EU", issued: nothing, exported: nothing, received: amounts(2, 12_100, 570_100) },
      {
        participant: "SL",
        issued: amounts(6, 18_101, 657_020),
        exported: amounts(5, 18_051, 656_960),
        received: nothing,
      },
    ]);
    expect(await annualCertificates(reader(), 2024)).toEqual([]);
    const behind = await certificatesBehind(
      reader(),
      { exporter: "SL", importer: "EU", quarter: "2025-Q1" },
      3,
    );
    expect(
      behind.map(({ code, carats, caratsFound, ending }) => [code, carats, caratsFound, ending]),
    ).toEqual([
      ["7102.31", 700n, 0n, null],
      ["7102.21", 300n, 0n, "CONFIRMED"],
      ["7102.10", 0n, 200n, "CONFIRMED"],
    ]);
  });

  test("the tables are none that a rebuild or an audit asks for, and both leave them as they are", async () => {
    const before = await tables();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    await rebuild(scheme.owner.kysely, kinds);
    await followed();
    expect(await tables()).toEqual(before);
    expect(await checkSummaries(scheme.ctx())).toBeUndefined();
  });
});

describe("following the acts", () => {
  /** Any life that the table of lives allows, whatever its guards say of persons. */
  async function step(made: Made, state: CertificateState, choice: number): Promise<CertificateState> {
    const possible = transitions.filter(
      ({ event, from }) =>
        from.includes(state) && !["printed", "presented"].includes(event) && event !== "released",
    );
    const row = possible[choice % Math.max(possible.length, 1)];
    if (state === "VALIDATED") {
      await lives.left(made);
      return "EXPORTED";
    }
    if (state === "EXPORTED" && choice % 3 > 0) {
      await lives.arrives(made);
      return "PRESENTED";
    }
    if (row === undefined) return state;
    if (row.event === "validated") return (await lives.sealed(made), "VALIDATED");
    if (row.event === "confirmed") {
      await lives.confirmed(made, choice % 2 === 0 ? undefined : [["7102.31", choice, choice + 1]]);
      return "CONFIRMED";
    }
    const after = row.to === "SAME" || row.to === "BEFORE" ? state : row.to;
    await lives.stands(
      made,
      row.event,
      after,
      row.event === "replaced" ? { replacement: new Uint8Array(16) } : {},
    );
    return after;
  }

  test(
    "in pieces of any size, at any time, gives what counting everything gives",
    { timeout: 120_000 },
    async () => {
      const turn = fc.record({
        certificate: fc.nat({ max: 5 }),
        choice: fc.nat({ max: 1_000 }),
        days: fc.nat({ max: 50 }),
        next: fc.constantFrom("nothing", "nothing", "sequence", "follow"),
        page: fc.constantFrom(1n, 3n, 2_000n),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(turn, { minLength: 10, maxLength: 40 }), async (turns) => {
          at("2025-07-01");
          const begun = new Map<number, { made: Made; state: CertificateState }>();
          for (const { certificate, choice, days, next, page } of turns) {
            scheme.now += days * 86_400_000;
            const life = begun.get(certificate);
            if (life === undefined) {
              const lines: MadeLine[] = [["7102.31", choice + 1, choice * 7]];
              if (choice % 2 === 1) lines.push(["7102.10", 5, 6], ["7102.31", 1, 1]);
              const made = await lives.issued(
                choice % 3 === 0 ? "BW" : "SL",
                choice % 5 === 0 ? "IN" : "EU",
                lines,
              );
              begun.set(certificate, { made, state: "ISSUED" });
            } else {
              begun.set(certificate, { ...life, state: await step(life.made, life.state, choice) });
            }
            if (next === "sequence") await scheme.sequence();
            if (next === "follow") await followActs(scheme.ctx(), () => false, page);
          }
          // At any time it agrees as far as it has come.
          expect(await checkSummaries(scheme.ctx())).toBeUndefined();
          await followed();
          const kept = await tables();
          await makeSummariesAgain(scheme.ctx());
          expect(await tables()).toEqual(kept);
        }),
        { numRuns: 8 },
      );
    },
  );

  test("broken off between the sums and the place, it leaves neither", async () => {
    at("2026-01-05");
    const made = await lives.issued("SL", "EU", [["7102.31", 1, 2]]);
    while ((await scheme.sequence()) > 0);
    const before = await tables();
    const broken = transact(scheme.database, async (db) => {
      await store.takeCursor({ db });
      await store.countAgain({ db }, [Buffer.from(made.id, "hex")]);
      throw new Error("broken off");
    });
    await expect(broken).rejects.toThrow("broken off");
    expect(await tables()).toEqual(before);
    await followActs(scheme.ctx());
    expect(await tables()).not.toEqual(before);
    expect(await checkSummaries(scheme.ctx())).toBeUndefined();
  });

  test("by several at once, while others write, counts nothing twice and leaves nothing out", async () => {
    at("2026-02-01");
    const sequencer = await scheme.startSequencer();
    let writing = true;
    const keepers = [1n, 2n, 2_000n].map(async (page) => {
      while (writing) {
        await followActs(scheme.ctx(), () => !writing, page);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    await Promise.all(
      ["SL", "BW", "SL", "BW"].map(async (from) => {
        for (let i = 0; i < 10; i++) {
          const made = await lives.sealed(await lives.issued(from, "EU", [["7102.31", i + 1, 100]]));
          await lives.left(made);
          await lives.arrives(made);
          await lives.confirmed(made);
          sequencer.nudge();
        }
      }),
    );
    writing = false;
    await Promise.all(keepers);
    await sequencer.stop();
    await followed();
    const [quarter] = await certificateFlows(reader(), {
      from: "2026-Q1",
      until: "2026-Q1",
      importer: "EU",
      by: ["quarter"],
    });
    expect(quarter?.received).toEqual({ certificates: 40, carats: 220n, usd: 4_000n });
    expect(await checkSummaries(scheme.ctx())).toBeUndefined();
  });

  test("a cursor that is gone, or of a log that is no more, has everything counted anew", async () => {
    const before = await tables();
    for (const spoil of [
      sql`delete from summary_cursor`,
      sql`update summary_cursor set position = position + 1000`,
    ]) {
      await sql`update certificate_fate set certificates = certificates + 1`.execute(scheme.database.kysely);
      await spoil.execute(scheme.database.kysely);
      await followActs(scheme.ctx());
      expect(await tables()).toEqual(before);
    }
  });

  test("the check names a sum that is not that of its certificates, and a certificate that is not counted as it stands", async () => {
    await sql`update certificate_flow set issued_usd = issued_usd + 1 where cell = (select min(cell) from certificate_flow)`.execute(
      scheme.database.kysely,
    );
    expect(await checkSummaries(scheme.ctx())).toMatch(
      /^certificate_flow: a sum is not that of its certificates: /,
    );
    await sql`delete from certificate_passage where certificate = (select min(certificate) from certificate_passage)`.execute(
      scheme.database.kysely,
    );
    expect(await checkSummaries(scheme.ctx())).toMatch(/^a certificate is not counted as it stands: /);
    await makeSummariesAgain(scheme.ctx());
    expect(await checkSummaries(scheme.ctx())).toBeUndefined();
  });
});

describe("the keeper", () => {
  test("counts at its first look, and then once the log stands still", () => {
    const isQuiet = quietOrOverdue();
    expect([5n, 5n, 7n, 9n, 9n, 9n].map(isQuiet)).toEqual([true, true, false, false, true, true]);
  });

  test("does not wait for ever where acts never stop coming", () => {
    const isQuiet = quietOrOverdue();
    isQuiet(0n);
    const looks = Array.from({ length: 2 * mostWaits }, (_, i) => isQuiet(BigInt(i + 1)));
    expect(looks.flatMap((counts, i) => (counts ? [i + 1] : []))).toEqual([mostWaits, 2 * mostWaits]);
  });
});
