// The pages of data sets: what is open is there for everybody, the rest for analysts; a file is looked at before it is taken
// in, and its own bytes come back.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#modules/record/index.ts";
import { zipOf } from "#platform/files/test-zip.ts";
import { siteOf } from "../../../../../test/support/site.ts";
import type { Site } from "../../../../../test/support/site.ts";
import { founder, testScheme } from "../../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../../test/support/scheme.ts";
import { datasetDoors, datasetRoutes } from "../routes.ts";

let scheme: TestScheme;
let site: Site;
const analyst: Actor = {
  ...founder,
  id: "00000000-0000-7000-8000-000000000009",
  name: "ana",
  roles: ["analyst"],
};
const people: Readonly<Record<string, Actor>> = { secretariat: founder, analyst };

beforeAll(async () => {
  scheme = await testScheme();
  site = siteOf(
    scheme,
    { name: "datasets", actKinds: [], doors: datasetDoors, routes: datasetRoutes },
    (_, headers) => Promise.resolve(people[headers.get("authorization") ?? ""] ?? null),
  );
});
afterAll(() => scheme.close());

const head = "reporter,counterpart,flow,product,time_period,carats,value_usd";
const good = `${head}\nNA,BE,EXPORT,710231,2019-Q1,1,2.50\n`;

async function ask(
  path: string,
  who = "",
  fields?: Readonly<Record<string, string | File>>,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value);
  return site.fetch(
    new Request(`http://localhost:8080${path}`, {
      method: fields === undefined ? "GET" : "POST",
      headers: { authorization: who },
      ...(fields === undefined ? {} : { body }),
    }),
  );
}
const send = (content: string | Uint8Array<ArrayBuffer>, more: Readonly<Record<string, string>> = {}) =>
  ask("/statistics/datasets/new", "secretariat", {
    file: new File([content], "trade.csv"),
    id: "trade",
    title: "Trade of 2019",
    attribution: "An office",
    licence: "B",
    asOf: "2026-05-01",
    ...more,
  });
const uploadIn = (html: string): string => /name="upload" value="([^"]+)"/.exec(html)?.[1] ?? "";

describe("a file sent by the Secretariat", () => {
  test("is shown as it was understood, and taken in when that is confirmed", async () => {
    const shown = await send(good);
    const html = await shown.text();
    expect(shown.status).toBe(200);
    expect(html).toContain("exports: 1 figure, 1.00 ct, US$2.50");
    expect((await ask("/statistics/datasets", "analyst")).status).toBe(200);
    expect(await (await ask("/statistics/datasets", "analyst")).text()).not.toContain("Trade of 2019");
    const taken = await ask("/statistics/datasets/take-in", "secretariat", { upload: uploadIn(html) });
    expect([taken.status, taken.headers.get("location")]).toEqual([303, "/statistics/datasets/trade"]);
    expect(await (await ask("/statistics/datasets", "analyst")).text()).toContain("Trade of 2019");
  });

  test("is refused with its rows, and says what is wrong with the form", async () => {
    const refused = await send(`${head}\nNA,BE,EXPORT,710239,2019-Q1,1,2.50\n`);
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain("Row 2, column D");
    expect(html).not.toContain("Take it in");
    const unfit = await send(good, { id: "A B", licence: "C", also: "open" });
    expect(unfit.status).toBe(422);
    expect(await unfit.text()).toContain("so it cannot be open");
    expect(await (await send("no table at all")).text()).toContain("The file cannot be read");
  });

  test.each([
    ["unpacks to far more than it says", Buffer.alloc(70 * 1024 * 1024, " "), 10],
    ["says that it unpacks to gigabytes", "<worksheet/>", 4_000_000_000],
  ])("that %s is refused before it is unpacked whole", async (_, content, unpacked) => {
    const bomb = zipOf([
      {
        name: "xl/workbook.xml",
        content: `<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content: `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
      },
      { name: "xl/worksheets/sheet1.xml", content, lieAbout: { unpacked } },
    ]);
    const refused = await send(new Uint8Array(bomb));
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("The file cannot be read");
  });

  test("that is larger than the web takes is told the way in that it has", async () => {
    const large = await send(new Uint8Array(8 * 1024 * 1024 + 1));
    expect(large.status).toBe(422);
    expect(await large.text()).toContain("kimberlite statistics import FILE");
  });

  test("that nobody sent is not found", async () => {
    const gone = await ask("/statistics/datasets/take-in", "secretariat", {
      upload: "00000000-0000-7000-8000-000000000001",
    });
    expect(gone.status).toBe(404);
  });
});

describe("a data set", () => {
  test("that is not open is not there for visitors; its file is for analysts", async () => {
    expect((await ask("/statistics/datasets/trade")).status).toBe(404);
    expect((await ask("/statistics/datasets/trade/1/file")).status).toBe(404);
    expect(await (await ask("/statistics/datasets")).text()).not.toContain("Trade of 2019");
    expect(await (await ask("/api/statistics/datasets")).json()).toEqual({ datasets: [] });
    expect(await (await ask("/statistics/datasets/trade/1/file", "analyst")).text()).toBe(good);
  });

  test("that is open is there for everybody, with its editions, its file and its fingerprint", async () => {
    const html = await (await send(good, { id: "open", also: "open" })).text();
    await ask("/statistics/datasets/take-in", "secretariat", { upload: uploadIn(html) });
    const shown = await (await ask("/statistics/datasets/open")).text();
    expect(shown).toContain("facts of record");
    expect(await (await ask("/statistics/datasets/open/1/file")).text()).toBe(good);
    expect(await (await ask("/api/statistics/datasets")).json()).toMatchObject({
      datasets: [{ id: "open", edition: 1, figures: 1, asOf: "2026-05-01" }],
    });
  });
});
