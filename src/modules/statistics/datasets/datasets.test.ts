// Files of figures taken in whole: once, again, changed, with rows that are refused; and made again from the record.
import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { periodText } from "#core/statistics/periods.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import { sharedData } from "../../../../test/support/shared-data.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { statisticsActKinds } from "../acts.ts";
import { findObservations } from "../figures/store.ts";
import { receiveDataset } from "./receive.ts";
import type { DatasetInput } from "./receive.ts";
import { editionsOf, findDatasets } from "./store.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += 10_000)
    yield await Promise.resolve(bytes.subarray(at, at + 10_000));
}
const actKinds = [...recordActKinds, ...statisticsActKinds];
const usual: Omit<DatasetInput, "id"> = {
  title: "Trade",
  name: "trade.csv",
  licence: "B",
  attribution: "A source",
  open: false,
  asOf: "2026-05-01",
  parts: false,
  complete: false,
  dryRun: false,
};
const take = (id: string, content: string | Uint8Array, more: Partial<DatasetInput> = {}) =>
  receiveDataset(scheme.ctx(), { ...usual, id, ...more }, bytesOf(content));

const head = "reporter,counterpart,flow,product,time_period,carats,value_usd";
const file = (...lines: string[]): string => [head, ...lines].join("\n");
const first = file(
  "NA,BE,EXPORT,710231,2019-Q1,1,2.50",
  "NA,BE,EXPORT,710231,2019-Q2,3,4",
  "NA,W,PRODUCTION,_T,2019-S1,10,20",
);
const reader = () => ({ db: scheme.database.kysely });
const figuresOf = async (id: string, asOf?: string) =>
  (
    await findObservations(reader(), {
      sources: [id],
      openOnly: false,
      ...(asOf === undefined ? {} : { asOf }),
    })
  ).map(({ period, flow, carats, usd }) => `${flow} ${periodText(period)} ${carats ?? "–"} ${usd ?? "–"}`);
const rowsOf = async (id: string): Promise<number> => {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from observation where source = ${id} or starts_with(source, ${`${id}.`})`.execute(
    scheme.database.kysely,
  );
  return Number(rows[0]?.n);
};

describe("a file of figures", () => {
  test("is taken in with its totals, and the same file again changes nothing", async () => {
    const taken = await take("trade", first);
    expect(taken).toMatchObject({
      state: "taken-in",
      edition: 1,
      changes: { added: 3, changed: 0, same: 0 },
    });
    expect(taken.understanding).toMatchObject({ kind: "figures", rows: 3, refused: 0, figures: 3 });
    expect(taken.understanding.totals).toEqual([
      { flow: "PRODUCTION", figures: 1, carats: 1_000n, usd: 2_000n, count: 0 },
      { flow: "EXPORT", figures: 2, carats: 400n, usd: 650n, count: 0 },
    ]);
    const again = await take("trade", first);
    expect(again).toMatchObject({
      state: "nothing-new",
      edition: 1,
      changes: { added: 0, changed: 0, same: 3 },
    });
    expect([await rowsOf("trade"), (await editionsOf(reader(), "trade")).length]).toEqual([3, 1]);
  });

  test("that has changed brings one new vintage of what changed; what it lacks stands until it is said to be whole", async () => {
    const changed = file("NA,BE,EXPORT,710231,2019-Q1,1,9", "NA,BE,EXPORT,710231,2019-Q3,5,6");
    expect(await take("trade", changed, { asOf: "2026-05-10" })).toMatchObject({
      state: "taken-in",
      edition: 2,
      changes: { added: 1, changed: 1, same: 0, missing: 2 },
    });
    expect(await figuresOf("trade")).toEqual([
      "EXPORT 2019-Q1 100 900",
      "PRODUCTION 2019-S1 1000 2000",
      "EXPORT 2019-Q2 300 400",
      "EXPORT 2019-Q3 500 600",
    ]);
    expect((await figuresOf("trade", "2026-05-05T00:00:00.000Z"))[0]).toBe("EXPORT 2019-Q1 100 250");
    expect(await rowsOf("trade")).toBe(5);
    expect(await take("trade", changed, { asOf: "2026-05-20", complete: true })).toMatchObject({
      state: "taken-in",
      edition: 3,
    });
    expect(await figuresOf("trade")).toEqual(["EXPORT 2019-Q1 100 900", "EXPORT 2019-Q3 500 600"]);
    expect((await editionsOf(reader(), "trade")).map(({ withdrawn }) => withdrawn)).toEqual([2, 0, 0]);
  });

  test("with one refused row is not taken in at all, and every row is told", async () => {
    const bad = await take(
      "bad",
      file("NA,BE,EXPORT,710231,2019-Q1,-1,2", "NA,BE,EXPORT,710239,2019-Q1,1,2", first.split("\n")[1] ?? ""),
    );
    expect(bad).toMatchObject({ state: "refused", act: null, changes: null });
    expect(bad.understanding.reports.map(({ row, column, code }) => `${row}${column} ${code}`)).toEqual([
      "2F negative",
      "3D not-rough",
    ]);
    expect([await rowsOf("bad"), await editionsOf(reader(), "bad")]).toEqual([0, []]);
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from document`.execute(
      scheme.database.kysely,
    );
    const kept = Number(rows[0]?.n);
    await take("bad", file("NA,BE,EXPORT,710231,2019-Q1,-1,2"));
    const after = await sql<{ n: bigint }>`select count(*) as n from document`.execute(
      scheme.database.kysely,
    );
    expect(Number(after.rows[0]?.n)).toBe(kept);
  });

  test("with two rows of one key asks, and takes them as parts when a person says so", async () => {
    const twice = file("NA,BE,EXPORT,710231,2019-Q1,1,2", "NA,BE,EXPORT,710231,2019-Q1,3,4");
    const asked = await take("parts", twice);
    expect([asked.state, asked.understanding.reports.map(({ row, code }) => [row, code])]).toEqual([
      "refused",
      [[3, "duplicate-key"]],
    ]);
    expect((await take("parts", twice, { parts: true })).state).toBe("taken-in");
    expect(await figuresOf("parts")).toEqual(["EXPORT 2019-Q1 100 200", "EXPORT 2019-Q1 300 400"]);
    expect((await take("parts", twice, { parts: true })).state).toBe("nothing-new");
  });

  test("is only looked at in a dry run", async () => {
    expect(await take("dry", first, { dryRun: true })).toMatchObject({
      state: "only-looked-at",
      changes: { added: 3 },
    });
    expect(await rowsOf("dry")).toBe(0);
  });

  test("is refused from others than the Secretariat, older than what stands, and open where its owner forbids it", async () => {
    const code = (promise: Promise<unknown>) =>
      promise.then(
        () => "done",
        (error: { code: string; fields: readonly { code: string }[] }) =>
          [error.code, ...error.fields.map((one) => one.code)].join(" "),
      );
    expect(
      await code(receiveDataset(scheme.ctx({ roles: ["analyst"] }), { ...usual, id: "x1" }, bytesOf(first))),
    ).toBe("not-allowed");
    expect(await code(take("trade", first, { asOf: "2026-04-01" }))).toBe("bad-input dataset-older");
    expect(await code(take("x1", first, { open: true, licence: "C" }))).toBe("bad-input licence-inside-only");
    expect(await code(take("RETURN", first))).toBe("bad-input not-a-dataset-id");
    expect((await findDatasets(reader(), true)).map(({ id }) => id)).toEqual([]);
  });
});

describe("figures that their source dates", () => {
  const columns =
    "reporter,flow,basis,year,month,vintage,value_inr_crore,value_usd_million,quantity_lakh_carats,release_period,fiscal_year";
  const early = "IN,import,gross,2012,4,first_release,1,805.81,135.9,2012-04,2012-13";
  const late = "IN,import,gross,2012,4,restated,1,810,136,2013-04,2012-13";

  test("stand from their own day, each until the next, in whatever order they come", async () => {
    const dry = await take("monthly", [columns, late, early].join("\n"), { dryRun: true });
    expect(dry.understanding.totals).toMatchObject([
      { figures: 2, carats: 1_360_000_000n, usd: 81_000_000_000n },
    ]);
    await take("monthly", [columns, late].join("\n"));
    await take("monthly", [columns, late, early].join("\n"), { asOf: "2026-05-02" });
    const at = (day: string) => figuresOf("monthly", `${day}T12:00:00.000Z`);
    expect([
      await at("2012-04-01"),
      await at("2012-05-01"),
      await at("2013-04-30"),
      await figuresOf("monthly"),
    ]).toEqual([
      [],
      ["IMPORT 2012-M04 1359000000 80581000000"],
      ["IMPORT 2012-M04 1360000000 81000000000"],
      ["IMPORT 2012-M04 1360000000 81000000000"],
    ]);
    expect((await take("monthly", [columns, early, late].join("\n"), { asOf: "2026-05-03" })).state).toBe(
      "nothing-new",
    );
    await take("monthly", [columns, early.replace("805.81", "806"), late].join("\n"), { asOf: "2026-05-04" });
    expect(await at("2012-05-01")).toEqual(["IMPORT 2012-M04 1359000000 80600000000"]);
    expect(await rowsOf("monthly")).toBe(3);
  });
});

const folder = sharedData();
describe.skipIf(folder === undefined)("the real files", () => {
  test("the workbook says to the cent what the table of the same returns says, its broken stamp and stray cells told", async () => {
    const book = await take("kp", readFileSync(`${folder}/kp/kp_original_layout_sample.xlsx`), {
      parts: true,
    });
    expect(book).toMatchObject({ state: "taken-in", changes: { added: 1032 } });
    const codes = book.understanding.reports.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["stamp-broken", "stray-cell", "half-called-quarter"]));
    const csv = await take("kp-csv", readFileSync(`${folder}/kp/kp_production_half_yearly.csv`), {
      parts: true,
    });
    expect(csv.understanding.totals).toEqual(book.understanding.totals);
    expect(
      (await take("kp-ask", readFileSync(`${folder}/kp/kp_production_half_yearly.csv`))).understanding
        .refused,
    ).toBe(8);
  });

  test.each([
    ["trade/itc_hs6_rough_by_reporter_year.csv", 3602],
    ["trade/india_rough_imports_monthly.csv", 126],
    ["trade/india_rough_imports_by_supplier.csv", 103],
    ["figures/published_figures_from_articles.csv", 241],
    ["figures/eiti_diamond_country_years_2004_2013.csv", 31],
  ])("%s is taken in, and again changes nothing", async (path, figures) => {
    const id = path.replaceAll(/[^a-z0-9]+/g, "-").slice(0, 30);
    const content = readFileSync(`${folder}/${path}`);
    expect(await take(id, content)).toMatchObject({ state: "taken-in", changes: { added: figures } });
    expect((await take(id, content, { asOf: "2026-05-09" })).state).toBe("nothing-new");
    expect(await rowsOf(id)).toBe(figures);
  });
});

test("everything is made again from the record, row by row", async () => {
  const rows = () =>
    sql`select * from observation order by act, place`
      .execute(scheme.database.kysely)
      .then((got) => got.rows);
  const before = await rows();
  await rebuild(scheme.owner.kysely, actKinds);
  expect(await rows()).toEqual(before);
  await scheme.sequence();
  expect(await audit(scheme.owner.kysely, actKinds)).toMatchObject({ ok: true });
});
