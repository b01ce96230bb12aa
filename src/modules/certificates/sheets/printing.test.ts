import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor, Ctx, Sequencer } from "#modules/record/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { answerPrint } from "../commands/answer-print.ts";
import { dispatch } from "../commands/dispatch.ts";
import { issue } from "../commands/issue.ts";
import { print } from "../commands/print.ts";
import { receiveSheets } from "../commands/receive-sheets.ts";
import { validate } from "../commands/validate.ts";
import { certificatesModule } from "../index.ts";
import { findCertificate } from "../store.ts";
import { readSheetNumber, sheetText } from "./number.ts";
import { findFile, lotsOf, spoiledSheets } from "./store.ts";

let scheme: TestScheme;
let sequencer: Sequencer;

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000001${place}`,
  name: `Officer ${place}`,
  organisation,
  roles,
});
const issuer = officer(11, "SL-KPA", "issuing-officer");
const validator = officer(12, "SL-KPA", "validating-officer");
const stranger = officer(13, "BW-KPA", "issuing-officer");

const as = (actor: Actor): Ctx => ({
  ...scheme.ctx(actor),
  committed: () => sequencer.nudge(),
});

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  sequencer = await scheme.startSequencer({
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await sequencer.stop();
  await scheme.close();
  await stopFileWorker();
});
beforeEach(() => {
  scheme.now += 60_000;
});

const office = "SL-KPA/FNA";
const address = "localhost/verify";

async function sealed(): Promise<string> {
  const { id } = await issue(as(issuer), {
    office,
    goods: {
      origin: { kind: "SINGLE", country: "SL" },
      exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
      importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: "12.50", usd: "4567.00" }],
      containers: [{ seal: "SL-1" }],
    },
  });
  await validate(as(validator), { certificate: id });
  return id;
}

const rowOf = async (id: string) => (await findCertificate(reader(), Buffer.from(id, "hex")))!;
const reader = () => ({ db: scheme.database.kysely });
const lot = async (): Promise<readonly bigint[]> =>
  (await lotsOf(reader(), "SL-KPA")).flatMap(({ used, spoiled, open }) => [used, spoiled, open]);

describe("without numbered paper", () => {
  test("no sheet is asked for, and the certificate leaves once somebody said that it came out right", async () => {
    const id = await sealed();
    const printed = await print(as(issuer), id, address);
    expect([printed.copy, printed.sheet]).toEqual([false, null]);
    expect(Buffer.from((await findFile(reader(), Buffer.from(id, "hex")))!.pdf)).toEqual(
      Buffer.from(printed.pdf),
    );
    await expect(dispatch(as(issuer), id)).rejects.toMatchObject({ code: "print-unanswered" });
    await expect(print(as(issuer), id, address)).rejects.toMatchObject({ code: "print-unanswered" });
    await answerPrint(as(issuer), id, { outcome: "right" });
    expect(await findFile(reader(), Buffer.from(id, "hex"))).toBeUndefined();
    await expect(answerPrint(as(issuer), id, { outcome: "right" })).rejects.toMatchObject({
      code: "changed-meanwhile",
    });
    expect(await dispatch(as(issuer), id)).toEqual({ state: "EXPORTED" });
  });

  test("a spoiled original is printed again as an original, and only then do copies begin", async () => {
    const id = await sealed();
    await print(as(issuer), id, address);
    await expect(answerPrint(as(issuer), id, { outcome: "spoiled" })).rejects.toMatchObject({
      code: "bad-input",
      fields: [{ field: "reason", code: "SPOIL_REASON_MISSING" }],
    });
    await answerPrint(as(issuer), id, { outcome: "spoiled", reason: "The toner ran out" });
    await expect(dispatch(as(issuer), id)).rejects.toMatchObject({ code: "no-original" });
    expect((await print(as(issuer), id, address)).copy).toBe(false);
    await answerPrint(as(issuer), id, { outcome: "nothing" });
    await expect(dispatch(as(issuer), id)).rejects.toMatchObject({ code: "no-original" });
    expect((await print(as(issuer), id, address)).copy).toBe(false);
    await answerPrint(as(validator), id, { outcome: "right" });
    expect((await print(as(issuer), id, address)).copy).toBe(true);
    expect((await rowOf(id)).prints.map(({ copy, outcome, reason }) => [copy, outcome, reason])).toEqual([
      [false, "spoiled", "The toner ran out"],
      [false, "nothing", null],
      [false, "right", null],
      [true, null, null],
    ]);
    expect(await dispatch(as(issuer), id)).toEqual({ state: "EXPORTED" });
  });

  test("another authority's officer neither prints nor answers", async () => {
    const id = await sealed();
    await expect(print(as(stranger), id, address)).rejects.toMatchObject({ code: "not-found" });
    await print(as(issuer), id, address);
    await expect(answerPrint(as(stranger), id, { outcome: "right" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("with numbered paper", () => {
  test("a lot is entered once, in numbers that the paper can have", async () => {
    const enter = (first: string, last: string, changes = {}) =>
      receiveSheets(as(issuer), { office, first, last, receivedOn: "2026-06-01", ...changes });
    const refused = async (work: Promise<unknown>): Promise<unknown> =>
      work.then(
        () => "accepted",
        (problem: { fields?: { code: string }[] }) => problem.fields?.map(({ code }) => code),
      );
    expect(await refused(enter("A 003", "A 001"))).toEqual(["SHEETS_REVERSED"]);
    expect(await refused(enter("A 001", "B 003"))).toEqual(["SHEETS_DIFFER"]);
    expect(await refused(enter("A 001", "A 0003"))).toEqual(["SHEETS_DIFFER"]);
    expect(await refused(enter("A-B", "", { office: "SL-KPA/NOWHERE" }))).toEqual([
      "OFFICE_UNKNOWN",
      "SHEET_NUMBER",
      "SHEET_NUMBER",
    ]);
    expect(await refused(enter("A 000001", "A 900000"))).toEqual(["SHEETS_TOO_MANY"]);
    expect(await refused(enter("A 001", "A 003", { receivedOn: "2030-01-01" }))).toEqual(["in-the-future"]);
    expect(await enter("a001", "A 004")).toEqual({ sheets: 4 });
    expect(await refused(enter("A 004", "A 009"))).toEqual(["SHEETS_OVERLAP"]);
    await expect(
      receiveSheets(as(stranger), { office, first: "Z 1", last: "Z 2", receivedOn: "2026-06-01" }),
    ).rejects.toMatchObject({ fields: [{ code: "OFFICE_UNKNOWN" }] });
  });

  test("each print takes the next sheet; a spoiled one is used up, one that stayed blank comes back", async () => {
    const id = await sealed();
    expect((await print(as(issuer), id, address)).sheet).toBe("A 001");
    expect(await lot()).toEqual([0n, 0n, 1n]);
    await answerPrint(as(issuer), id, { outcome: "spoiled", reason: "Torn" });
    expect((await print(as(issuer), id, address)).sheet).toBe("A 002");
    await answerPrint(as(issuer), id, { outcome: "nothing" });
    expect((await print(as(issuer), id, address)).sheet).toBe("A 002");
    await answerPrint(as(issuer), id, { outcome: "right" });
    expect(await lot()).toEqual([1n, 1n, 0n]);
    expect((await print(as(issuer), id, address)).sheet).toBeNull();
    expect(await spoiledSheets(reader(), "SL-KPA", 10)).toMatchObject([
      { prefix: "A", number: 1n, reason: "Torn", by_name: "Officer 11" },
    ]);
  });

  test("the officer may name the sheet on top; not one that was used, nor one that never came", async () => {
    const id = await sealed();
    const refused = (sheet: string, code: string) =>
      expect(print(as(issuer), id, address, { sheet })).rejects.toMatchObject({
        code: "bad-input",
        fields: [{ field: "sheet", code }],
      });
    await refused("A 001", "SHEET_TAKEN");
    await refused("A 002", "SHEET_TAKEN");
    await refused("A 005", "SHEET_UNKNOWN");
    await refused("top", "SHEET_NUMBER");
    expect((await print(as(issuer), id, address, { sheet: "a004" })).sheet).toBe("A 004");
    await answerPrint(as(issuer), id, { outcome: "right" });
    const next = await sealed();
    expect((await print(as(issuer), next, address)).sheet).toBe("A 003");
    await answerPrint(as(issuer), next, { outcome: "right" });
    const last = await sealed();
    await expect(print(as(issuer), last, address)).rejects.toMatchObject({
      fields: [{ field: "sheet", code: "NO_SHEETS_LEFT" }],
    });
  });

  test("two printers of one office never take the same sheet", async () => {
    await receiveSheets(as(issuer), { office, first: "B 1", last: "B 9", receivedOn: "2026-06-01" });
    const [one, two] = [await sealed(), await sealed()];
    const done = await Promise.allSettled([
      print(as(issuer), one, address),
      print(as(validator), two, address),
    ]);
    const taken = done.flatMap((result) => (result.status === "fulfilled" ? [result.value.sheet] : []));
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken).size).toBe(taken.length);
    for (const result of done)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "changed-meanwhile" });
  });

  test("the tables are the same after they are made again from the acts", async () => {
    const seen = async (): Promise<string> =>
      JSON.stringify(
        [await lotsOf(reader(), "SL-KPA"), await spoiledSheets(reader(), "SL-KPA", 10)],
        (_, value) => (typeof value === "bigint" ? String(value) : (value as unknown)),
      );
    const before = await seen();
    const kinds = [recordModule, schemeModule, identityModule, certificatesModule].flatMap(
      ({ actKinds }) => actKinds,
    );
    await rebuild(scheme.owner.kysely, kinds);
    expect(await seen()).toBe(before);
  });
});

describe("the number of a sheet", () => {
  test("is read as people type it and written as it is printed", () => {
    for (const text of ["A 000123", "a000123", "A-000123"])
      expect(sheetText(readSheetNumber(text)!)).toBe("A 000123");
    expect(sheetText(readSheetNumber(" 0042 ")!)).toBe("0042");
    for (const text of ["", "A", "12345678901234567890", "ABCDEFG 1", "1A", "A 1 2"])
      expect(readSheetNumber(text)).toBeUndefined();
  });
});
