import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareMonthly } from "#core/certificate/monthly-file.ts";
import { numberFormats } from "#core/kp/numbers.ts";
import { audit, recordModule } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { certificatesModule, issueAll, validateAll } from "#modules/certificates/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Site } from "../../../test/support/site.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { takeIn } from "./commands/take-in.ts";
import { readMonthlyCsv, monthlyCsv } from "./csv.ts";
import { reportsModule } from "./index.ts";
import { monthlyFile } from "./month.ts";

const month = "2026-06";
let scheme: TestScheme;
let site: Site;
const person = (id: string, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id,
  name: id,
  organisation,
  roles,
});
const anna = person("anna", "EU-BE", "issuing-officer");
const bert = person("bert", "EU-BE", "validating-officer");
const binta = person("binta", "SL-KPA", "issuing-officer");
const cole = person("cole", "SL-KPA", "validating-officer");
const clerk = person("clerk", "EU-BE", "exporter");
const people = [anna, bert, clerk, binta];

const as = (actor: Actor): Ctx => scheme.ctx(actor);
const party = (name: string, country: string) => ({ name, address: "1 Sample Street", country });

async function certify(
  issuer: Actor,
  validator: Actor,
  office: string,
  from: string,
  to: string,
): Promise<void> {
  const goods = {
    origin: { kind: "SINGLE" as const, country: "SL" },
    exporter: party("Demo Exporter", from),
    importer: party("Demo Importer", to),
    parcels: 1,
    lines: [
      { code: "7102.31", carats: "1234.50", usd: "456789.01" },
      { code: "7102.21", carats: "10.00", usd: "99.99" },
    ],
    containers: [],
  };
  const [issued] = await issueAll(as(issuer), [{ office, goods }]);
  await validateAll(as(validator), [{ certificate: issued!.id, containers: [{ seal: `S-${issued!.id}` }] }]);
}

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  site = siteOf(
    scheme,
    { ...reportsModule },
    async (_, headers) => people.find(({ name }) => name === headers.get("authorization")) ?? null,
  );
  await certify(binta, cole, "SL-KPA/FNA", "SL", "BE");
  // As an arrival that was confirmed; how it comes to be is told by the tests of arrivals.
  await sql`update certificate set importing_authority = 'EU-BE', confirmation = '{"receivedOn":"2026-06-03"}' where participant = 'SL'`.execute(
    scheme.owner.kysely,
  );
});
afterAll(() => scheme.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hand = (text: string, dryRun = false, actor = anna) =>
  takeIn(as(actor), { name: "june.csv", month, content: bytes(text), dryRun });
const count = async () =>
  Number(
    (
      await sql<{ n: bigint }>`select count(*) as n from act where type = 'monthly-file.received'`.execute(
        scheme.owner.kysely,
      )
    ).rows[0]?.n,
  );

describe("the monthly file of Belgium's authority", () => {
  test("has a row for each code of what it confirmed, with the authority that verified it and the day", async () => {
    const rows = await monthlyFile(as(anna), "EU-BE", month);
    expect(
      rows.map(({ direction, code, carats, verifiedOn }) => [direction, code, carats, verifiedOn]),
    ).toEqual([
      ["IMPORT", "7102.21", 1_000n, "2026-06-03"],
      ["IMPORT", "7102.31", 123_450n, "2026-06-03"],
    ]);
    expect(rows[0]).toMatchObject({
      issuingAuthority: "SL-KPA",
      verifyingAuthority: "EU-BE",
      provenance: "SL",
      origin: ["SL"],
    });
    // The same certificates are exports of the other side, and nobody's of another month.
    const theirs = await monthlyFile(as(binta), "SL-KPA", month);
    expect(theirs.map(({ direction, verifiedOn }) => [direction, verifiedOn])).toEqual([
      ["EXPORT", ""],
      ["EXPORT", ""],
    ]);
    expect(await monthlyFile(as(anna), "EU-BE", "2026-05")).toEqual([]);
  });

  test("goes out as RFC 4180 with dot decimals, and comes back without a difference", async () => {
    const csv = monthlyCsv(await monthlyFile(as(anna), "EU-BE", month));
    expect(csv.split("\r\n")[0]).toMatch(/^direction,certificate_number,issuing_authority/);
    expect(csv).toContain(",SL,SL,7102.31,1234.50,456789.01,EU-BE,2026-06-03\r\n");
    const { comparison, recordedAt } = await hand(csv, true);
    expect(comparison).toEqual({ matched: 2, differing: [], unknown: [], missing: [] });
    expect([recordedAt, await count()]).toEqual([null, 0]);
  });

  test("of other systems: another delimiter, decimal commas, a byte order mark; told back as it was read", async () => {
    const csv = monthlyCsv(await monthlyFile(as(anna), "EU-BE", month));
    for (const [name, sign] of [
      ["semicolon", ";"],
      ["tab", "\t"],
      ["bar", "|"],
    ] as const) {
      const other = `\uFEFF${csv
        .replaceAll(",", sign)
        .replaceAll(/(\d)\.(\d\d)(?=[;|\t])/g, (_, a: string, b: string) => `${a},${b}`)
        .replaceAll("7102,", "7102.")}`;
      const { reading, comparison } = await hand(other, true);
      expect([name, reading.problems]).toEqual([name, []]);
      expect(reading.decimal).toBe(",");
      expect(comparison?.matched).toBe(2);
    }
  });

  test("whatever an authority is called, out and in again is the same, and a spreadsheet takes no cell for a formula", async () => {
    const [row] = await monthlyFile(as(anna), "EU-BE", month);
    const name = fc.oneof(
      fc.constantFrom("=1+1", "+1", "-1", "@SUM(A1)", 'say "x"', "a,b;c|d", "two\nlines", "Ünïcöde"),
      fc
        .string({ minLength: 1, maxLength: 40 })
        .filter((text) => text.trim() === text && !text.startsWith("'")),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const rows = names.map((issuingAuthority, i) => ({
          ...row!,
          number: `SL 00${4001 + i}`,
          issuingAuthority,
        }));
        const csv = monthlyCsv(rows);
        const reading = readMonthlyCsv(bytes(csv), month, numberFormats);
        expect(reading.problems).toEqual([]);
        expect(compareMonthly(reading.rows, rows)).toEqual({
          matched: rows.length,
          differing: [],
          unknown: [],
          missing: [],
        });
        for (const cell of ["=1+1", "+1", "-1", "@SUM(A1)"]) expect(csv).not.toContain(`,${cell},`);
      }),
    );
  });
});

describe("a file that is taken in", () => {
  test("is recorded once with its digest, however often it comes", async () => {
    const csv = monthlyCsv(await monthlyFile(as(anna), "EU-BE", month));
    const first = await hand(csv);
    expect(first).toMatchObject({ again: false, recordedAt: "2026-06-01T10:00:00.000Z" });
    scheme.now += 3_600_000;
    expect(await hand(csv, false, bert)).toMatchObject({
      again: true,
      digest: first.digest,
      recordedAt: "2026-06-01T10:00:00.000Z",
    });
    expect(await count()).toBe(1);
    // Another authority's same file is its own.
    expect(await hand(csv, true, binta)).toMatchObject({ again: false, comparison: { matched: 0 } });
  });

  test("is compared field by field, and says what is unknown here and what it leaves out", async () => {
    const csv = monthlyCsv(await monthlyFile(as(anna), "EU-BE", month));
    const [head = "", first = "", second = ""] = csv.split("\r\n");
    const changed = second.replace("456789.01", "456789.02");
    const unknown = second.replace(/SL \d{6}/, "SL 009999");
    const { comparison } = await hand([head, changed, unknown, ""].join("\r\n"), true);
    expect(comparison?.differing.map(({ column, file, register }) => [column, file, register])).toEqual([
      ["value_usd", "456789.02", "456789.01"],
    ]);
    expect(comparison?.unknown.map(({ number }) => number)).toEqual(["SL 009999"]);
    expect(comparison?.missing.map(({ code }) => code)).toEqual(["7102.21"]);
    expect(first).toContain("7102.21");
  });

  test("with any fault records nothing, and names row, field and reason", async () => {
    const csv = monthlyCsv(await monthlyFile(as(anna), "EU-BE", month));
    const [head = "", first = ""] = csv.split("\r\n");
    const before = await count();
    const { reading, comparison } = await hand(
      [head, first, first, first.replace("7102.21", "7102.39"), `${first},more`, ""].join("\r\n"),
    );
    expect(comparison).toBeNull();
    expect(reading.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, "certificate_number", "repeated"],
      [3, "hs_code", "not-a-rough-code"],
      [4, null, "cells-differ"],
    ]);
    for (const [text, code] of [
      ["", "column-missing"],
      [`${head}\r\n`, "no-rows"],
      [`${head}\r\n"unclosed`, "csv-broken"],
    ] as const)
      expect([code, (await hand(text)).reading.problems[0]?.code]).toEqual([code, code]);
    expect(
      (await takeIn(as(anna), { name: "x", month, content: Uint8Array.of(0xff, 0xfe), dryRun: false }))
        .reading.problems[0]?.code,
    ).toBe("not-utf8");
    expect(await count()).toBe(before);
  });

  test("stands in the table as the act says, and the audit agrees", async () => {
    await scheme.sequence();
    const kinds = [recordModule, schemeModule, certificatesModule, reportsModule].flatMap(
      ({ actKinds }) => actKinds,
    );
    const report = await audit(scheme.owner.kysely, kinds);
    // The arrival was written by this test and not by an act: that, and nothing else, is found.
    expect(report.ok ? "" : report.difference).toMatch(/certificate/);
    expect(report.ok ? "" : report.difference).not.toMatch(/monthly_file/);
  });
});

describe("the pages and the machine door", () => {
  const get = async (path: string, actor?: Actor) => {
    const response = await site.browser().get(path, actor === undefined ? {} : { authorization: actor.name });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const upload = (text: string, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ month, ...fields })) body.append(name, value);
    if (text !== "") body.append("file", new File([text], "june.csv", { type: "text/csv" }));
    return site.fetch(
      new Request("http://localhost:8080/reports/monthly", {
        method: "POST",
        body,
        headers: { authorization: "anna" },
      }),
    );
  };

  test("show the month before it is sent, and give it as CSV and JSON", async () => {
    for (const lang of ["en", "fr"]) {
      const { text, status } = await get(`/reports/monthly?month=${month}&lang=${lang}`, anna);
      expect(status).toBe(200);
      expect(text).toContain("7102.31");
      expect(text).toContain("Articles 10 and 15");
      expect(text).not.toContain("⟦");
    }
    const csv = await get(`/reports/monthly.csv?month=${month}`, anna);
    expect(csv.headers.get("content-disposition")).toContain("kimberley-EU-BE-2026-06.csv");
    const json = JSON.parse((await get(`/api/reports/monthly?month=${month}`, anna)).text) as {
      rows: object[];
    };
    expect(json.rows.length).toBe(2);
    expect((await get(`/api/reports/monthly.csv?month=${month}`, anna)).text).toBe(csv.text);
    expect((await get("/reports/monthly", binta)).text).toContain("No rule that is known here");
  });

  test("only check a file, or record it, and show a recorded one against the register of now", async () => {
    const csv = (await get(`/reports/monthly.csv?month=${month}`, anna)).text;
    const checked = await upload(csv.replace("1234.50", "1234.51"), { "dry-run": "yes" });
    expect([checked.status, await checked.text()]).toEqual([200, expect.stringContaining("only checked")]);
    const recorded = await (await upload(csv, {})).text();
    const digest = /[0-9a-f]{64}/.exec(recorded)?.[0];
    expect((await get(`/reports/monthly/${digest}`, anna)).text).toContain("No certificate differs.");
    expect((await get(`/reports/monthly/${digest}`, binta)).status).toBe(404);
    expect((await upload("", {})).status).toBe(422);
    expect((await upload("a,b\r\n1,2\r\n", {})).status).toBe(422);
    expect((await upload(csv, { month: "June" })).status).toBe(422);
    expect((await get("/reports/monthly?month=June", anna)).status).toBe(422);
  });

  test("are the authority's own", async () => {
    expect((await get("/reports/monthly")).status).toBe(401);
    expect((await get("/reports/monthly", clerk)).status).toBe(403);
    const sent = await site
      .browser()
      .postJson(
        "/api/reports/monthly",
        { month, name: "x.csv", csv: "a,b\r\n", dryRun: true },
        { authorization: "anna" },
      );
    expect(await sent.json()).toMatchObject({ comparison: null, recordedAt: null });
  });
});
