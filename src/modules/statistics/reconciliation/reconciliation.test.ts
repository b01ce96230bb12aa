// Pairs, explanations and questionnaires through commands, pages and the API, on a real database: what each side and the
// working group may see, and that a third Participant sees none of it.
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { audit, inTransaction, rebuild, record, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import type { GivenRow } from "#core/statistics/return-rules.ts";
import { refusal } from "../../../../test/support/people.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Browser, Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { somebodyOf } from "../../../../test/support/statistics.ts";
import { returnFiled, statisticsActKinds } from "../acts.ts";
import { statisticsModule } from "../index.ts";
import { answerQuestionnaire } from "../questionnaires/commands/answer.ts";
import { closeQuestionnaire } from "../questionnaires/commands/close.ts";
import { openQuestionnaire } from "../questionnaires/commands/open.ts";
import { questionnairesOf, silences } from "../questionnaires/queries.ts";
import { listQuestionnaires } from "../questionnaires/store.ts";
import { explainGap } from "./explain.ts";
import { balanceOf, getPair, pairsOf, readQuarter } from "./queries.ts";
import { listExplanations } from "./store.ts";

const kinds = [...recordActKinds, ...schemeActKinds, ...statisticsActKinds];
const quarter = readQuarter("2026-Q2");
const pair = { exporter: "SL", importer: "AE", period: quarter };

let scheme: TestScheme;
let site: Site;
const people: Readonly<Record<string, Actor>> = {
  sl: somebodyOf("SL-KPA", "focal-point"),
  ae: somebodyOf("AE-KPA", "focal-point"),
  za: somebodyOf("ZA-KPA", "focal-point"),
  analyst: somebodyOf("KPCS", "analyst"),
};
const as = (name: string): Ctx => scheme.ctx(people[name] ?? {});
const reader = () => ({ db: scheme.database.kysely });

async function filed(name: string, period: string, rows: readonly Partial<GivenRow>[]): Promise<void> {
  const participant = (people[name]?.organisation ?? "").slice(0, 2);
  await inTransaction(as(name), (tx) =>
    record(tx, returnFiled, {
      subject: `return:${participant}:TRADE:${period}`,
      previous: null,
      public: { participant, type: "TRADE", period, version: 1, kind: "FIGURE", status: "NORMAL" },
      private: {
        rows: rows.map(({ flow = "EXPORT", counterpart = "W", carats = 0n, usd = 0n }) => ({
          flow,
          counterpart,
          product: "7102.31",
          mining: "_T",
          origin: "_Z",
          carats,
          usd,
          count: null,
          status: "NORMAL",
          valuation: null,
          note: null,
        })),
        why: "",
        findings: [],
        file: null,
      },
    }),
  );
}

function browser(name: string | null): { get: Browser["get"]; postForm: Browser["postForm"] } {
  const one = site.browser();
  const headers = name === null ? {} : { authorization: name };
  return {
    get: (path) => one.get(path, headers),
    postForm: (path, fields) => {
      acting = name;
      return one.postForm(path, fields).finally(() => (acting = null));
    },
  };
}
let acting: string | null = null;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  scheme.now = Date.parse("2026-09-10T10:00:00Z");
  site = siteOf(scheme, statisticsModule, (_base, headers) =>
    Promise.resolve(people[headers.get("authorization") ?? acting ?? ""] ?? null),
  );
  await filed("sl", "2026-Q2", [{ counterpart: "AE", carats: 100_000n, usd: 20_000_000n }]);
  await filed("ae", "2026-Q2", [
    { flow: "IMPORT", counterpart: "SL", carats: 1_000_000n, usd: 20_000_000n },
    { flow: "IMPORT", counterpart: "ZA", carats: 50_000n, usd: 5_000_000n },
  ]);
  await filed("za", "2026-Q2", [{ counterpart: "AE", carats: 50_500n, usd: 5_000_000n }]);
});
afterAll(() => scheme.close());

describe("who sees which pair", () => {
  test("an analyst sees all, a focal point those of its own Participant", async () => {
    const names = async (who: string): Promise<readonly string[]> =>
      (await pairsOf(as(who), quarter)).lines
        .filter(({ product }) => product === "_T")
        .map(({ exporter, importer }) => `${exporter}>${importer}`);
    expect(await names("analyst")).toEqual(["SL>AE", "ZA>AE"]);
    expect(await names("ae")).toEqual(["SL>AE", "ZA>AE"]);
    expect(await names("sl")).toEqual(["SL>AE"]);
    expect(await names("za")).toEqual(["ZA>AE"]);
  });

  test("another’s pair, balance or list is not found", async () => {
    expect(await refusal(getPair(as("za"), "SL", "AE", quarter))).toBe("not-found");
    expect(await refusal(balanceOf(as("za"), "SL", { from: 2026, to: 2026 }))).toBe("not-found");
    expect(await refusal(pairsOf(as("za"), quarter, "SL"))).toBe("not-found");
    for (const path of [
      "/reconcile/SL/AE/2026-Q2",
      "/reconcile?period=2026-Q2&participant=SL",
      "/reconcile/balance?participant=SL",
      "/api/reconcile/SL/AE/2026-Q2",
      "/api/reconcile/balance/SL?from=2026&to=2026",
    ])
      expect([path, (await browser("za").get(path)).status]).toEqual([path, 404]);
    expect((await browser(null).get("/reconcile")).status).toBe(401);
  });

  test("the tenfold figure is explained by a digit, with both numbers, and no word of blame", async () => {
    const { lines } = await getPair(as("sl"), "SL", "AE", quarter);
    expect(lines[0]?.hypotheses).toContainEqual(
      expect.objectContaining({ kind: "tenfold", times: 10, larger: "IMPORTER" }),
    );
    const text = await (await browser("sl").get("/reconcile/SL/AE/2026-Q2")).text();
    expect(text).toContain("as when a digit is added or lost");
    expect(text).not.toMatch(/⟦|wrongly|fault|error-summary/);
  });
});

describe("explaining a gap", () => {
  test("either side may, a third may not, and both sides and the working group read it", async () => {
    const input = {
      product: "_T",
      cause: "SLIP",
      text: "A nought too many.\nIt will be corrected.",
      language: "en",
    } as const;
    expect(await refusal(explainGap(as("za"), pair, input))).toBe("not-found");
    expect(await refusal(explainGap(as("analyst"), pair, input))).toBe("not-allowed");
    await explainGap(as("ae"), pair, input);
    for (const who of ["sl", "ae", "analyst"])
      expect((await getPair(as(who), "SL", "AE", quarter)).explanations).toMatchObject([
        { participant: "AE", cause: "SLIP" },
      ]);
    expect((await pairsOf(as("za"), quarter)).explanations).toEqual([]);
  });

  test("by the form: what is missing is named, what was typed stays", async () => {
    const path = "/reconcile/SL/AE/2026-Q2/explain";
    const refused = await browser("sl").postForm(path, {
      product: "_T",
      cause: "",
      text: "Not ours, we think.",
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Not ours, we think.");
    const done = await browser("sl").postForm(path, {
      product: "_T",
      cause: "OTHER",
      text: "Not ours, we think.",
    });
    expect(done.headers.get("location")).toBe("/reconcile/SL/AE/2026-Q2");
    expect(
      (await listExplanations(reader(), "2026-Q2", "SL")).map(({ participant }) => participant).sort(),
    ).toEqual(["AE", "SL"]);
  });
});

describe("a questionnaire", () => {
  const questions = ["Exports doubled. What explains it?", "When did the mine open?"];
  let id = "";

  test("is drafted from the returns, and sent by an analyst alone", async () => {
    const draft = await browser("analyst").get("/statistics/questionnaires/new?participant=SL&year=2026");
    expect(await draft.text()).toContain("What explains the difference?");
    const input = {
      participant: "SL",
      period: "2026-Q2",
      deadline: "2026-10-10",
      questions,
      language: "en",
    } as const;
    expect(await refusal(openQuestionnaire(as("sl"), input))).toBe("not-allowed");
    expect(await refusal(openQuestionnaire(as("analyst"), { ...input, deadline: "2026-09-10" }))).toBe(
      "not-ahead",
    );
    ({ id } = await openQuestionnaire(as("analyst"), input));
    expect(await questionnairesOf(as("sl"))).toMatchObject([{ standing: { kind: "WAITING", days: 30 } }]);
    expect(await questionnairesOf(as("za"))).toEqual([]);
    expect((await browser("za").get(`/statistics/questionnaires/${id}`)).status).toBe(404);
    expect((await browser("za").get(`/api/statistics/questionnaires/${id}`)).status).toBe(404);
    expect((await browser(null).get(`/statistics/questionnaires/${id}`)).status).toBe(401);
  });

  test("is answered in parts by the Participant’s focal point, and by nobody else", async () => {
    const first = { answers: [{ place: 0, text: "A second mine." }], language: "en" as const };
    expect(await refusal(answerQuestionnaire(as("za"), id, first))).toBe("not-found");
    expect(await refusal(answerQuestionnaire(as("analyst"), id, first))).toBe("not-found");
    await answerQuestionnaire(as("sl"), id, first);
    expect(
      await refusal(answerQuestionnaire(as("sl"), id, { ...first, answers: [{ place: 7, text: "No." }] })),
    ).toBe("no-such-question");
    expect(await questionnairesOf(as("sl"))).toMatchObject([{ standing: { kind: "WAITING", open: [1] } }]);
  });

  test("past its deadline is on the public list with whom, which period and since when, and not what was asked", async () => {
    expect(await silences(as("analyst"))).toEqual([]);
    scheme.now = Date.parse("2026-10-11T00:00:00Z");
    expect(await silences(as("analyst"))).toEqual([
      { participant: "SL", period: "2026-Q2", since: "2026-10-10", days: 1, questions: 2, unanswered: 1 },
    ]);
    const text = await (await browser(null).get("/statistics/questionnaires")).text();
    expect(text).toContain("Sierra Leone");
    expect(text).not.toContain("mine open");
    const api = await browser(null).get("/api/statistics/questionnaires/not-answered");
    expect(await api.text()).not.toContain("mine open");
    expect(await (await browser(null).get("/statistics/questionnaires?lang=fr")).text()).not.toContain("⟦");
  });

  test("leaves the list with the last answer, and is closed once", async () => {
    const path = `/statistics/questionnaires/${id}/answer`;
    expect((await browser("sl").postForm(path, { "answer-0": "", "answer-1": "" })).status).toBe(422);
    expect((await browser("sl").postForm(path, { "answer-1": "In March." })).status).toBe(303);
    expect(await silences(as("analyst"))).toEqual([]);
    const closing = { outcome: "CLOSED", text: "" } as const;
    expect(await refusal(closeQuestionnaire(as("sl"), id, closing))).toBe("not-allowed");
    expect(await refusal(closeQuestionnaire(as("analyst"), id, closing))).toBe("missing");
    await closeQuestionnaire(as("analyst"), id, { outcome: "ACCEPTED", text: "" });
    expect(await refusal(closeQuestionnaire(as("analyst"), id, { ...closing, text: "Again." }))).toBe(
      "wrong-state",
    );
  });
});

test("a rebuild gives the same rows, and nothing of a pair or a question is public in an act", async () => {
  const rows = async () => [await listExplanations(reader(), "2026-Q2"), await listQuestionnaires(reader())];
  const before = await rows();
  await rebuild(scheme.owner.kysely, kinds);
  expect(await rows()).toEqual(before);
  const { rows: acts } = await sql<{ leaf: Buffer }>`
    select leaf from act where type like 'gap.%' or type like 'questionnaire.%'`.execute(
    scheme.database.kysely,
  );
  expect(acts.length).toBe(6);
  for (const { leaf } of acts) expect(leaf.toString("latin1")).not.toMatch(/2026-Q2.*AE|SLIP|mine|nought/);
  await scheme.sequence();
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
