import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { audit, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import type { GivenRow } from "#core/statistics/return-rules.ts";
import { findingOf } from "#core/statistics/screening/kept.ts";
import { statisticsActKinds } from "../acts.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { findObservations } from "../figures/store.ts";
import { fileReturn } from "./commands/file-return.ts";
import type { FileInput } from "./commands/file-return.ts";
import { calendarOf, ownParticipant, readKey } from "./queries.ts";
import { findStanding, rowsOfFiling, versionsOf } from "./store.ts";

let scheme: TestScheme;
const person = (organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000000${organisation.charCodeAt(0)}`,
  name: `Focal point of ${organisation}`,
  organisation,
  roles,
});
const focal = person("SL-KPA", "focal-point");
const as = (actor: Actor): Ctx => scheme.ctx(actor);
const reader = () => ({ db: scheme.database.kysely });

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  scheme.now = Date.parse("2026-08-10T10:00:00Z");
});
afterAll(() => scheme.close());

const row = (more: Partial<GivenRow> = {}): GivenRow => ({
  flow: "EXPORT",
  counterpart: "AE",
  product: "7102.31",
  mining: "",
  carats: 152_345n,
  usd: 30_123_456n,
  count: null,
  ...more,
});
const input = (type: string, period: string, more: Partial<FileInput> = {}): FileInput => ({
  key: readKey(type, period),
  kind: "FIGURE",
  status: "NORMAL",
  rows: [row()],
  why: "",
  ...more,
});
const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "filed",
    (error: { code?: string; fields?: readonly { field: string; code: string }[] }) => [
      error.code,
      ...(error.fields ?? []).map(({ field, code }) => `${field} ${code}`),
    ],
  );

describe("a focal point", () => {
  test("files for the Participant of its authority; for the Union its own organisation does, and no member state", async () => {
    const speaksFor = async (organisation: string) => ownParticipant(as(person(organisation, "focal-point")));
    expect(await speaksFor("SL-KPA")).toBe("SL");
    expect(await speaksFor("CN-HK")).toBe("CN");
    expect(await speaksFor("EU-COM")).toBe("EU");
    expect(await speaksFor("EU-BE")).toBeUndefined();
    expect(await speaksFor("XX-KPA")).toBeUndefined();
    expect(await speaksFor("WDC")).toBeUndefined();
    expect(await refusal(fileReturn(as(person("EU-BE", "focal-point")), input("trade", "2026-Q2")))).toEqual([
      "not-allowed",
    ]);
  });

  test("files the first version, gets its number, time and hash, and its figures stand but are not open", async () => {
    const filed = await fileReturn(as(focal), input("trade", "2026-Q2"));
    expect(filed).toMatchObject({ participant: "SL", type: "TRADE", period: "2026-Q2", version: 1 });
    expect(filed.hash).toMatch(/^[0-9a-f]{64}$/);
    const figures = await findObservations(reader(), {
      reporters: ["SL"],
      sources: ["RETURN"],
      openOnly: false,
    });
    expect(figures).toMatchObject([
      { flow: "EXPORT", counterpart: "AE", product: "7102.31", carats: 152_345n, open: false },
    ]);
    expect(await findObservations(reader(), { reporters: ["SL"], openOnly: true })).toEqual([]);
  });

  test("who sends the same return again has one return", async () => {
    const before = await findStanding(reader(), "SL", "TRADE", "2026-Q2");
    const again = await fileReturn(as(focal), input("trade", "2026-Q2"));
    expect([again.act, again.version]).toEqual([before?.act, 1]);
  });

  test("who sends another one is asked whether it corrects or adds, and then why", async () => {
    const other = { rows: [row({ carats: 152_445n })] };
    expect(await refusal(fileReturn(as(focal), input("trade", "2026-Q2", other)))).toEqual([
      "already-done",
      "standing return-stands",
    ]);
    const correct = { ...other, standing: "correct" as const };
    expect(await refusal(fileReturn(as(focal), input("trade", "2026-Q2", correct)))).toEqual([
      "bad-input",
      "why return-why-correction",
    ]);
    const why = "One parcel was weighed again.";
    const stale = { ...correct, why, after: 0 };
    expect(await refusal(fileReturn(as(focal), input("trade", "2026-Q2", stale)))).toEqual([
      "changed-meanwhile",
    ]);
    const corrected = await fileReturn(as(focal), input("trade", "2026-Q2", { ...correct, why, after: 1 }));
    expect(corrected.version).toBe(2);
  });

  test("adds a part: amounts of one key are added, and both versions stay readable", async () => {
    const part = { rows: [row({ carats: 55n, usd: 1_000n }), row({ flow: "IMPORT", counterpart: "BE" })] };
    const added = await fileReturn(
      as(focal),
      input("trade", "2026-Q2", { ...part, standing: "add", why: "The second office reported late." }),
    );
    expect(added.version).toBe(3);
    const versions = await versionsOf(reader(), "SL", "TRADE", "2026-Q2");
    const amounts = await Promise.all(
      versions.map(async ({ act }) =>
        (await rowsOfFiling(reader(), act)).map(
          ({ flow, counterpart, carats }) => `${flow} ${counterpart} ${carats}`,
        ),
      ),
    );
    expect(amounts).toEqual([
      ["EXPORT AE 152500", "IMPORT EU 152345"],
      ["EXPORT AE 152445"],
      ["EXPORT AE 152345"],
    ]);
    const standing = await findObservations(reader(), {
      reporters: ["SL"],
      flows: ["EXPORT", "IMPORT"],
      openOnly: false,
    });
    expect(standing.length).toBe(2);
  });

  test("files nil, and cannot mean nil and figures at once", async () => {
    const nil = { kind: "NIL" as const, rows: [] };
    expect(await refusal(fileReturn(as(focal), input("production", "2026-S1", { kind: "NIL" })))).toEqual([
      "bad-input",
      "act return-nil-with-figures",
    ]);
    await fileReturn(as(focal), input("production", "2026-S1", nil));
    const [figure] = await findObservations(reader(), {
      reporters: ["SL"],
      flows: ["PRODUCTION"],
      openOnly: false,
    });
    expect(figure).toMatchObject({ nil: true, carats: 0n });
  });

  test("may say nil in advance, and confirms it after the end without being asked why", async () => {
    const nil = { kind: "NIL" as const, rows: [] };
    await fileReturn(as(focal), input("certificates", "2026-Q3", nil));
    const stateNow = async () =>
      (await calendarOf(as(focal), "SL")).find(
        ({ type, period }) => type === "CERTIFICATES" && period.year === 2026 && period.part === 3,
      )?.state;
    expect(await stateNow()).toEqual({ kind: "ADVANCE_NIL", daysToEnd: 51 });
    scheme.now = Date.parse("2026-10-05T10:00:00Z");
    expect(await stateNow()).toEqual({ kind: "NIL_TO_CONFIRM", daysLeft: 56 });
    expect((await fileReturn(as(focal), input("certificates", "2026-Q3", nil))).version).toBe(2);
    expect(await stateNow()).toEqual({ kind: "FILED", nil: true, version: 2, daysLate: 0 });
    expect((await fileReturn(as(focal), input("certificates", "2026-Q3", nil))).version).toBe(2);
  });

  test("is asked for a reason where a value is ten times the usual, and the finding is kept with the return", async () => {
    for (const [period, carats] of [
      ["2025-Q3", 150_111n],
      ["2025-Q4", 149_222n],
      ["2026-Q1", 155_333n],
    ] as const)
      await fileReturn(as(focal), input("trade", period, { rows: [row({ carats, usd: carats * 198n })] }));
    const slip = { rows: [row({ carats: 151_444n, usd: 151_444n * 1_980n })] };
    expect(await refusal(fileReturn(as(focal), input("trade", "2026-Q3", slip)))).toEqual([
      "bad-input",
      "why return-why",
    ]);
    await fileReturn(as(focal), input("trade", "2026-Q3", { ...slip, why: "Three exceptional stones." }));
    const standing = await findStanding(reader(), "SL", "TRADE", "2026-Q3");
    expect(standing?.why).toBe("Three exceptional stones.");
    expect(standing?.findings.map((kept) => findingOf(kept))[0]).toMatchObject({
      rule: "trade-unit-value",
      perhaps: { usd: 151_444n * 198n },
    });
  });

  test("is told every row that is none, by its place", async () => {
    const rows = [row({ product: "7104.21" }), row({ counterpart: "Atlantis" }), row({ carats: -5n })];
    expect(await refusal(fileReturn(as(focal), input("trade", "2025-Q2", { rows })))).toEqual([
      "bad-input",
      "rows.0.product CODE_REFUSED",
      "rows.1.counterpart return-partner-unknown",
      "rows.2.carats negative",
    ]);
  });

  test("files for its own Participant alone, and others file for nobody", async () => {
    for (const actor of [
      person("SL-KPA", "issuing-officer"),
      person("KPCS", "secretariat"),
      person("CHAIR", "analyst"),
    ])
      expect(await refusal(fileReturn(as(actor), input("trade", "2025-Q1")))).toEqual(["not-allowed"]);
    expect(
      (await fileReturn(as(person("NA-KPA", "focal-point")), input("trade", "2025-Q1"))).participant,
    ).toBe("NA");
  });

  test("twice at once files one version", async () => {
    const both = await Promise.all([1, 2].map(() => fileReturn(as(focal), input("trade", "2024-Q4"))));
    expect(new Set(both.map(({ act }) => act)).size).toBe(1);
  });

  test("keeps the file that the rows were read from as a document of the record", async () => {
    const content = new TextEncoder().encode("partner;code;carats\nAE;7102.31;1\n");
    await fileReturn(
      as(focal),
      input("trade", "2024-Q3", {
        rows: [row({ carats: 148_777n })],
        file: { mediaType: "text/csv", content },
      }),
    );
    const standing = await findStanding(reader(), "SL", "TRADE", "2024-Q3");
    const { rows } = await sql<{
      content: Buffer;
    }>`select content from document where digest = ${standing?.file}`.execute(scheme.database.kysely);
    expect(rows[0]?.content.toString()).toContain("partner;code");
  });
});

test("what the tables say is what the acts said", async () => {
  await scheme.sequence();
  const kinds = [...recordActKinds, ...schemeActKinds, ...statisticsActKinds];
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
