import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { statisticsModule } from "../index.ts";

let scheme: TestScheme;
let site: Site;
const person = (name: string, organisation: string, role: string): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000000${String(name.length).padStart(2, "0")}`,
  name,
  organisation,
  roles: [role],
});
const people = [
  person("focal", "SL-KPA", "focal-point"),
  person("other", "NA-KPA", "focal-point"),
  person("analyst", "CHAIR", "analyst"),
  person("desk", "SL-KPA", "issuing-officer"),
];

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  scheme.now = Date.parse("2026-08-10T10:00:00Z");
  site = siteOf(
    scheme,
    statisticsModule,
    async (_, headers) => people.find(({ name }) => name === headers.get("authorization")) ?? null,
  );
});
afterAll(() => scheme.close());

const as = (name: string) => ({ authorization: name });
const get = async (who: string, path: string) => {
  const response = await site.browser().get(path, as(who));
  return { status: response.status, body: await response.json().catch(() => undefined) };
};
const post = async (who: string, path: string, body: unknown) => {
  const response = await site.browser().postJson(path, body, as(who));
  return { status: response.status, body: await response.json().catch(() => undefined) };
};
const form = async (who: string, path: string, fields: Record<string, string>) => {
  const response = await site.fetch(
    new Request(`http://localhost:8080${path}`, {
      method: "POST",
      headers: { ...as(who), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
      redirect: "manual",
    }),
  );
  return { status: response.status, to: response.headers.get("location"), text: await response.text() };
};
const page = async (who: string, path: string): Promise<string> =>
  (await site.browser().get(path, as(who))).text();

const row = { flow: "EXPORT", counterpart: "AE", product: "7102.31", carats: "1523.45", usd: "301234.56" };

describe("the machine door", () => {
  test("looks at a return without filing it, and files it with a receipt", async () => {
    const looked = await post("focal", "/api/returns/trade/2026-Q2/check", { rows: [row] });
    expect(looked).toMatchObject({ status: 200, body: { findings: [], whyNeeded: false } });
    expect((await get("focal", "/api/returns")).body).toEqual({ returns: [] });
    const filed = await post("focal", "/api/returns/trade/2026-Q2", { rows: [row] });
    expect(filed).toMatchObject({ status: 201, body: { participant: "SL", version: 1 } });
    expect((await get("focal", "/api/returns/trade/2026-Q2")).body.versions).toMatchObject([
      { version: 1, rows: [{ counterpart: "AE", carats: "1523.45" }] },
    ]);
  });

  test("says what is owed, and what waits for the focal point now", async () => {
    const { body } = await get("focal", "/api/returns/calendar");
    const states = body.returns.map(
      (due: { type: string; period: string; state: string; needed: boolean }) =>
        `${due.type} ${due.period} ${due.state} ${due.needed}`,
    );
    expect(states).toContain("TRADE 2026-Q2 FILED false");
    expect(states).toContain("PRODUCTION 2026-S1 DUE true");
  });

  test("shows a Participant's returns to itself and to analysts, and to nobody else", async () => {
    expect((await get("analyst", "/api/returns")).body.returns).toHaveLength(1);
    expect((await get("other", "/api/returns")).body.returns).toEqual([]);
    expect((await get("other", "/api/returns/trade/2026-Q2?participant=SL")).status).toBe(404);
    expect((await get("desk", "/api/returns")).status).toBe(403);
    expect((await post("analyst", "/api/returns/trade/2026-Q2", { rows: [row] })).status).toBe(403);
  });

  test("refuses what is no amount, no period and no row, by its path", async () => {
    const wrong = { rows: [{ ...row, carats: "1,5" }] };
    expect((await post("focal", "/api/returns/trade/2026-Q1", wrong)).status).toBe(400);
    expect((await post("focal", "/api/returns/trade/2026-S1", { rows: [row] })).status).toBe(404);
    const lab = { rows: [{ ...row, product: "7104.21" }] };
    expect(await post("focal", "/api/returns/trade/2026-Q1", lab)).toMatchObject({
      status: 422,
      body: { fields: [{ field: "rows.0.product", code: "CODE_REFUSED" }] },
    });
  });
});

describe("the pages", () => {
  const typed = {
    "rows.0.flow": "EXPORT",
    "rows.0.counterpart": "EU",
    "rows.0.product": "7102.31",
    "rows.0.carats": "2,000.50",
    "rows.0.usd": "400,000",
    status: "PROVISIONAL",
    after: "0",
    do: "check",
  };

  test("say at a line that is filled in what does not fit, while others are still empty, and keep nothing", async () => {
    const lines = {
      "rows.0.flow": "EXPORT",
      "rows.0.counterpart": "AE",
      "rows.0.product": "7102.31",
      "rows.0.carats": "10",
      "rows.0.usd": "",
      "rows.1.flow": "EXPORT",
      "rows.1.counterpart": "MC",
      "rows.1.product": "7102.31",
      "rows.1.carats": "10",
      "rows.1.usd": "900",
    };
    const looked = JSON.parse((await form("focal", "/returns/trade/2024-Q4/look", lines)).text);
    expect(looked.lines).toEqual([{ line: 1, said: expect.stringContaining("was not a Participant") }]);
    const unread = { ...lines, "rows.1.carats": "many" };
    const said = JSON.parse((await form("focal", "/returns/trade/2024-Q4/look", unread)).text);
    expect(said.lines).toEqual([{ line: 1, said: expect.stringContaining("Write a number") }]);
    expect(await page("focal", "/returns/trade/2024-Q4")).not.toContain("Saved by");
  });

  test("keep what was typed where it cannot be read, and say at the field why", async () => {
    const { status, text } = await form("focal", "/returns/trade/2026-Q1", {
      ...typed,
      "rows.0.carats": "many",
    });
    expect(status).toBe(422);
    expect(text).toContain('value="many"');
    expect(text).toContain('href="#rows.0.carats"');
  });

  test("lead from the form over the check to the receipt, and a second press leads to the same receipt", async () => {
    const entered = await form("focal", "/returns/trade/2026-Q1", typed);
    expect(entered).toMatchObject({ status: 303, to: "/returns/trade/2026-Q1/check" });
    expect(await page("focal", "/returns/trade/2026-Q1/check")).toContain("2,000.50");
    const sent = await form("focal", "/returns/trade/2026-Q1/send", { kind: "FIGURE", why: "" });
    expect(sent.to).toMatch(/^\/returns\/filed\/[0-9a-f-]{36}\?sent=yes$/);
    expect((await form("focal", "/returns/trade/2026-Q1/send", { kind: "FIGURE", why: "" })).to).toBe(
      sent.to,
    );
    const receipt = await page("focal", sent.to ?? "");
    expect(receipt).toContain("SL-TRADE-2026-Q1-1");
    expect(receipt).toContain("Provisional");
    const address = (sent.to ?? "").replace("?sent=yes", "");
    expect((await site.browser().get(address, as("other"))).status).toBe(404);
    expect((await site.browser().get(address, as("analyst"))).status).toBe(200);
  });

  test("a line that names goods and no amounts is left out, and the person is told", async () => {
    await form("focal", "/returns/trade/2025-Q4", {
      ...typed,
      "rows.1.flow": "EXPORT",
      "rows.1.counterpart": "IN",
      "rows.1.product": "7102.10",
      "rows.1.carats": "",
      "rows.1.usd": "",
    });
    expect(await page("focal", "/returns/trade/2025-Q4/check")).toContain("Exports to India, 7102.10");
  });

  test("ask again what is to happen where a colleague has filed meanwhile", async () => {
    const address = "/returns/certificates/2026-Q1";
    const line = { "rows.0.flow": "KPC_ISSUED", "rows.0.counterpart": "W", "rows.0.count": "12", after: "0" };
    await form("focal", address, { ...line, do: "save" });
    await post("focal", `/api${address}`, { rows: [{ flow: "KPC_ISSUED", count: 11 }] });
    expect(await page("focal", address)).toContain("A return for this period stands");
    const again = await page("focal", `${address}?do=correct`);
    expect(again).toContain('value="12"');
    expect(again).toContain('name="after" value="1"');
  });

  test("show words of others as words, whatever is in them", async () => {
    const why = '<img src=x onerror="alert(1)">';
    const { to } = await form("focal", "/returns/trade/2025-Q4/send", { kind: "FIGURE", why });
    expect(await page("focal", to ?? "")).not.toContain("<img src=x");
  });

  test("paste a sheet, say what its columns are, and take its rows into the form", async () => {
    const paste = "Belgium\t710231\t1.234\t98.765\nIN\t7102.31\t2.000\t100.000";
    const address = "/returns/trade/2025-Q3/sheet";
    expect((await form("focal", address, { paste })).to).toBe(address);
    expect(await page("focal", address)).toContain("can be read in two ways");
    const choices = {
      "column.0": "counterpart",
      "column.1": "product",
      "column.2": "carats",
      "column.3": "usd",
    };
    expect(
      (await form("focal", `${address}/choices`, { ...choices, decimal: "auto", do: "take" })).status,
    ).toBe(422);
    const taken = await form("focal", `${address}/choices`, {
      ...choices,
      decimal: ",",
      usdUnit: "thousand",
      do: "take",
    });
    expect(taken.to).toBe("/returns/trade/2025-Q3");
    const shown = await page("focal", taken.to ?? "");
    expect(shown).toContain("Exports to European Union, 7102.31");
    expect(shown).toContain('value="1,234.00"');
    expect(shown).toContain('value="98,765,000.00"');
  });

  test("refuse a workbook that is none, and a file beyond its size, with a sentence", async () => {
    const upload = async (content: Uint8Array<ArrayBuffer>) => {
      const body = new FormData();
      body.set("file", new File([content], "x.xlsx"));
      const response = await site.fetch(
        new Request("http://localhost:8080/returns/trade/2025-Q2/sheet", {
          method: "POST",
          headers: as("focal"),
          body,
        }),
      );
      return { status: response.status, text: await response.text() };
    };
    const broken = await upload(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]));
    expect(broken.status).toBe(422);
    expect(broken.text).toContain("could not be read");
    expect((await upload(new Uint8Array(5 * 1024 * 1024))).status).toBe(413);
  });
});
