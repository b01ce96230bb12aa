// The register beside the returns, on a real database: what a year of certificates comes to, who may see it, that a third
// Participant sees nothing of it, and that the account of a pair from sums is the one of its certificates.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { daysOf } from "#core/statistics/periods.ts";
import { accountOf } from "#core/statistics/reconcile/certificates.ts";
import type { GivenRow } from "#core/statistics/return-rules.ts";
import { shipmentsBetween } from "#modules/certificates/index.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { madeLives } from "../../../../test/support/made-lives.ts";
import { refusal } from "../../../../test/support/people.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { somebodyOf } from "../../../../test/support/statistics.ts";
import { returnFiled } from "../acts.ts";
import { statisticsModule } from "../index.ts";
import { readQuarter } from "../reconciliation/queries.ts";
import { summedAccounts } from "../reconciliation/summed.ts";
import { followActs } from "../summaries/keep.ts";
import { readAsked } from "./asked.ts";
import { finestOf, registerOf } from "./queries.ts";

let scheme: TestScheme;
let site: Site;
const people: Readonly<Record<string, Actor>> = {
  sl: somebodyOf("SL-KPA", "focal-point"),
  bw: somebodyOf("BW-KPA", "focal-point"),
  in: somebodyOf("IN-KPA", "focal-point"),
  officer: somebodyOf("SL-KPA", "issuing-officer"),
  analyst: somebodyOf("KPCS", "analyst"),
};
const as = (name: string): Ctx => scheme.ctx(people[name] ?? {});
const asked = (query: Readonly<Record<string, string>> = {}) => readAsked(query, 2025, 2026);
const get = (name: string | null, path: string) =>
  site.browser().get(path, name === null ? {} : { authorization: name });

async function filed(
  participant: string,
  type: "TRADE" | "CERTIFICATES",
  period: string,
  rows: readonly Partial<GivenRow>[],
): Promise<void> {
  await inTransaction(as(participant.toLowerCase()), (tx) =>
    record(tx, returnFiled, {
      subject: `return:${participant}:${type}:${period}`,
      previous: null,
      public: { participant, type, period, version: 1, kind: "FIGURE", status: "NORMAL" },
      private: {
        rows: rows.map((row) => ({
          flow: "EXPORT",
          counterpart: "W",
          product: type === "TRADE" ? "7102.31" : "_T",
          mining: "_T",
          origin: "_Z",
          carats: null,
          usd: null,
          count: null,
          status: "NORMAL",
          valuation: null,
          note: null,
          ...row,
        })),
        why: "",
        findings: [],
        file: null,
      },
    }),
  );
}

beforeAll(async () => {
  scheme = await testScheme();
  const lives = madeLives(scheme);
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const at = (day: string): void => void (scheme.now = Date.parse(`${day}T10:00:00Z`));
  at("2025-03-01");
  const early = await lives.sealed(await lives.issued("SL", "EU", [["7102.31", 500, 5_000]]));
  await lives.left(early);
  at("2025-04-10");
  const two = await lives.sealed(
    await lives.issued("SL", "EU", [
      ["7102.31", 10_000, 500_000],
      ["7102.21", 300, 900],
    ]),
  );
  const late = await lives.sealed(await lives.issued("SL", "EU", [["7102.31", 700, 70_000]], 200));
  const gone = await lives.sealed(await lives.issued("SL", "IN", [["7102.31", 900, 9_000]]));
  const other = await lives.sealed(await lives.issued("BW", "IN", [["7102.31", 11, 13]]));
  const unsent = await lives.issued("SL", "EU", [["7102.31", 40, 40]]);
  for (const one of [two, late, gone, other]) await lives.left(one);
  at("2025-05-02");
  await lives.stands(unsent, "invalidated", "INVALIDATED");
  await lives.stands(gone, "lost", "LOST");
  for (const one of [early, two, other]) await lives.arrives(one);
  await lives.confirmed(early);
  await lives.confirmed(two, [
    ["7102.31", 9_900, 490_000],
    ["7102.21", 300, 900],
  ]);
  await lives.confirmed(other);
  at("2025-09-10");
  await filed("SL", "TRADE", "2025-Q2", [
    { counterpart: "EU", carats: 11_000n, usd: 570_900n },
    { counterpart: "AE", carats: 250n, usd: 100n },
  ]);
  await filed("SL", "CERTIFICATES", "2025-Q2", [{ flow: "KPC_ISSUED", count: 3 }]);
  while ((await scheme.sequence()) > 0);
  await followActs(scheme.ctx());
  site = siteOf(scheme, statisticsModule, (_base, headers) =>
    Promise.resolve(people[headers.get("authorization") ?? ""] ?? null),
  );
});
afterAll(() => scheme.close());

describe("what the certificates of a Participant come to", () => {
  test("counts stand by quarter, beside the return that was filed", async () => {
    const { counts } = await registerOf(as("sl"), asked());
    expect(counts.map(({ issued, issuedSaid }) => [issued, issuedSaid.kind])).toEqual([
      [1, "NOT_FILED"],
      [4, "APART"],
      [0, "NOT_FILED"],
      [0, "NOT_FILED"],
      [5, "PARTLY"],
    ]);
  });

  test("what left stands by partner, with partners that only the return names", async () => {
    const { left } = await registerOf(as("sl"), asked({ quarter: "2" }));
    expect(
      left.map(({ importer, amounts, said }) => [importer, amounts.certificates, amounts.carats, said.kind]),
    ).toEqual([
      ["EU", 2, 11_000n, "EQUAL"],
      ["IN", 1, 900n, "APART"],
      ["AE", 0, 0n, "APART"],
    ]);
  });

  test("what became of it comes to what left", async () => {
    const { sent } = await registerOf(as("sl"), asked({ quarter: "2" }));
    for (const { exported, receivedAsSealed, onTheWay, expired, withdrawn } of sent)
      expect(exported.carats).toBe(
        receivedAsSealed.carats + onTheWay.carats + expired.carats + withdrawn.carats,
      );
    expect(
      sent.map(({ importer, onTheWay, withdrawn }) => [importer, onTheWay.carats, withdrawn.carats]),
    ).toEqual([
      ["EU", 700n, 0n],
      ["IN", 0n, 900n],
    ]);
  });

  test("codes stand apart in each quarter", async () => {
    const { codes } = await registerOf(as("sl"), asked());
    expect(codes.map(({ span, code, left }) => [span, code, left.carats])).toEqual([
      [{ kind: "QUARTER", year: 2025, part: 1 }, "7102.31", 500n],
      [{ kind: "QUARTER", year: 2025, part: 2 }, "7102.21", 300n],
      [{ kind: "QUARTER", year: 2025, part: 2 }, "7102.31", 11_600n],
    ]);
  });
});

describe("who sees it", () => {
  test("an analyst sees every Participant, and each alone", async () => {
    const { counts, left } = await registerOf(as("analyst"), asked());
    expect(counts.map(({ participant }) => participant)).toEqual(["BW", "EU", "IN", "SL"]);
    expect(left.map(({ exporter, importer }) => `${exporter}>${importer}`)).toEqual([
      "SL>EU",
      "SL>IN",
      "BW>IN",
      "SL>AE",
    ]);
    expect((await registerOf(as("analyst"), asked({ participant: "BW" }))).left).toHaveLength(1);
  });

  test("a focal point sees ways of which its Participant is one side, on the page and in the file", async () => {
    const { arrived } = await registerOf(as("in"), asked());
    expect(arrived.map(({ exporter, importer }) => `${exporter}>${importer}`)).toEqual(["BW>IN"]);
    for (const who of ["sl", "bw", "in"]) {
      const own = who.toUpperCase();
      const cells = await finestOf(as(who), asked());
      expect(cells.length).toBeGreaterThan(0);
      for (const { flow } of cells) expect([flow.exporter, flow.importer]).toContain(own);
      // A partner’s return is not in it.
      for (const { flow, leftSaid } of cells) expect(leftSaid === undefined).toBe(flow.exporter !== own);
    }
    const text = await (await get("bw", "/reconcile/register")).text();
    expect(text).toContain("India");
    expect(text).not.toContain("Sierra Leone");
  });

  test("a third Participant’s register is not found, and there is none for others", async () => {
    for (const path of ["/reconcile/register?participant=SL", "/reconcile/register.csv?participant=SL"]) {
      expect([path, (await get("bw", path)).status]).toEqual([path, 404]);
      expect([path, (await get("officer", path)).status]).toEqual([path, 403]);
      expect([path, (await get(null, path)).status]).toEqual([path, 401]);
    }
    expect(await refusal(registerOf(as("bw"), asked({ participant: "SL" })))).toBe("not-found");
    expect(await refusal(finestOf(as("officer"), asked()))).toBe("not-allowed");
  });
});

describe("the page", () => {
  test("says the difference in words, in English and French, and links its file", async () => {
    const path = "/reconcile/register?participant=SL&year=2025&quarter=2";
    const text = await (await get("analyst", path)).text();
    expect(text).toContain("return 28.6 % below");
    expect(text).toContain("only in the return");
    expect(text).toContain("only on certificates");
    expect(text).toContain(
      "/reconcile/register.csv?participant=SL&amp;year=2025&amp;quarter=2&amp;measure=carats",
    );
    expect(text).not.toContain("⟦");
    for (const more of ["", "&lang=fr", "&code=7102.21&measure=usd"]) {
      const answer = await get("analyst", `${path}${more}`);
      expect([more, answer.status]).toEqual([more, 200]);
      expect(await answer.text()).not.toContain("⟦");
    }
  });

  test("what is asked and not understood is refused", async () => {
    for (const query of [
      "year=1999",
      "year=2027",
      "quarter=5",
      "code=7102.39",
      "measure=count",
      "participant=x",
    ])
      expect([query, (await get("analyst", `/reconcile/register?${query}`)).status]).toEqual([query, 422]);
  });

  test("its file gives each way, code and quarter, and sums to the page", async () => {
    const answer = await get("analyst", "/reconcile/register.csv?year=2025");
    const rows: Record<string, string>[] = parse(await answer.text(), { columns: true });
    expect(
      rows.find(
        ({ exporter, quarter, code }) => exporter === "SL" && quarter === "2025-Q2" && code === "7102.21",
      ),
    ).toMatchObject({
      importer: "EU",
      exported_carats: "3.00",
      left_confirmed_same_quarter_carats: "3.00",
      exporter_return_carats: "0.00",
      exporter_return_state: "APART",
    });
    const sum = rows.reduce((total, row) => total + Number(row["exported_carats"]) * 100, 0);
    const { left } = await registerOf(as("analyst"), asked());
    expect(sum).toBe(Number(left.reduce((total, { amounts }) => total + amounts.carats, 0n)));
  });
});

test("the account of a pair from its sums is that of its certificates", async () => {
  for (const quarter of ["2025-Q1", "2025-Q2", "2025-Q3"].map(readQuarter)) {
    const days = daysOf(quarter);
    const { shipments } = await shipmentsBetween(as("analyst"), { exporter: "SL", importer: "EU", ...days });
    const summed = await summedAccounts(as("analyst"), "SL", "EU", quarter);
    for (const product of ["_T", "7102.31", "7102.21"] as const) {
      const own = product === "_T" ? shipments : shipments.filter((one) => one.product === product);
      const whole = accountOf(own, days, "2025-09-10");
      const account = summed.get(product);
      if (account === undefined) expect([own.length, quarter, product]).toEqual([0, quarter, product]);
      else expect(account).toEqual({ ...whole, weighed: null, pastDue: null });
    }
  }
});
