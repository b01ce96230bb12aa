// Demands, answers, commitments and cycles as acts: through commands, pages and the API, on a real database.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accreditDelegate, accreditSeat, governanceModule } from "#modules/governance/index.ts";
import { identityModule, invitePerson } from "#modules/identity/index.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { designateAuthority, schemeActKinds, seedParticipants } from "#modules/scheme/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Site } from "../../../test/support/site.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { answerDemand } from "./commands/answer.ts";
import { makeCommitment, reportProgress } from "./commands/commit.ts";
import { openCycle } from "./commands/open-cycle.ts";
import { raiseDemand } from "./commands/raise.ts";
import { repeatDemand } from "./commands/repeat.ts";
import { reformModule } from "./index.ts";
import type { CycleInput } from "./inputs.ts";
import { findCommitment, findRecordedDemand } from "./queries.ts";

const kinds = [
  ...recordActKinds,
  ...schemeActKinds,
  ...identityModule.actKinds,
  ...governanceModule.actKinds,
  ...reformModule.actKinds,
];
const day = 86_400_000;

let scheme: TestScheme;
let site: Site;
const people = new Map<string, Actor>();
const as = (name: string): Ctx => scheme.ctx(people.get(name) ?? {});
const chair: Actor = {
  kind: "person",
  id: "00000000-0000-7000-8000-0000000000cc",
  name: "Chair",
  organisation: "KPCS",
  roles: ["chair"],
};

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await designateAuthority(scheme.ctx(), {
    code: "SL-KPA",
    participant: "SL",
    names: { en: "SL" },
    roles: ["EXPORT"],
    contact: "office@example.org",
    register: "published",
    from: "2026-01-01",
  });
  for (const [seat, pillar] of [
    ["WDC", "I"],
    ["CSC", "C"],
  ] as const)
    await accreditSeat(scheme.ctx(), {
      seat,
      pillar,
      names: { en: `${seat} name` },
      from: "2026-01-01",
      basis: "test",
    });
  for (const [seat, organisation] of [
    ["SL", "SL-KPA"],
    ["WDC", "WDC"],
    ["CSC", "CSC"],
  ] as const) {
    const administrator: Partial<Actor> = {
      id: "00000000-0000-7000-8000-0000000000aa",
      organisation,
      roles: ["authority-administrator"],
    };
    const { person } = await invitePerson(scheme.ctx(administrator), {
      name: seat,
      email: null,
      locale: "en",
      organisation,
      roles: ["delegate"],
      companyName: null,
    });
    await accreditDelegate(scheme.ctx(administrator), { person });
    people.set(seat, { kind: "person", id: person, name: seat, organisation, roles: ["delegate"] });
  }
  people.set("CHAIR", chair);
  site = siteOf(
    scheme,
    reformModule,
    async (_, headers) => people.get(headers.get("authorization") ?? "") ?? null,
  );
}, 60_000);
afterAll(() => scheme.close());

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return [error.code, ...error.fields.map(({ code }) => code)].join(" ");
    throw error;
  }
  return "accepted";
}

const raise = (seat: string, title = "Publish the calendar of visits") =>
  raiseDemand(as(seat), {
    title,
    text: "It should be public from January on.",
    history: "communities",
    language: "en",
  });
const occasion = { occasion: "At the meeting of June, in the opening statement.", language: "en" } as const;
const noted = { outcome: "NOTED", text: "It is noted.", language: "en" } as const;

describe("a demand", () => {
  test("is made by any seat, repeated by any seat once a day, and the days without an answer are counted", async () => {
    expect(
      await refusal(
        raiseDemand(scheme.ctx(), {
          title: "Something",
          text: "Something more.",
          history: null,
          language: "en",
        }),
      ),
    ).toBe("not-allowed");
    const { id } = await raise("CSC");
    expect(await refusal(repeatDemand(as("CSC"), id, occasion))).toBe("wrong-state demand-repeated-today");
    await repeatDemand(as("WDC"), id, occasion);
    scheme.now += 12 * day;
    await repeatDemand(as("CSC"), id, occasion);
    expect((await findRecordedDemand(scheme.ctx(), id))?.state).toMatchObject({
      times: 3,
      seats: ["CSC", "WDC"],
      answeredAt: null,
      daysOwed: 12,
    });
  });

  test("is answered for the scheme by the chair or the Secretariat; what another seat says does not end the wait", async () => {
    const { id } = await raise("CSC", "Another demand");
    expect(await refusal(answerDemand(as("CSC"), id, noted))).toBe("not-allowed");
    await answerDemand(as("SL"), id, { ...noted, outcome: "DECLINED" });
    expect((await findRecordedDemand(scheme.ctx(), id))?.state.answeredAt).toBeNull();
    scheme.now += 3 * day;
    await answerDemand(as("CHAIR"), id, noted);
    expect((await findRecordedDemand(scheme.ctx(), id))?.state).toMatchObject({
      outcome: "NOTED",
      daysOwed: 3,
    });
    expect(await refusal(answerDemand(as("CHAIR"), "00000000-0000-7000-8000-000000000000", noted))).toBe(
      "not-found",
    );
  });

  test("comes five times a day from one seat, not more", async () => {
    for (let i = 0; i < 5; i += 1) await raise("WDC", `Demand number ${i} of the day`);
    expect(await refusal(raise("WDC", "One more of the day"))).toBe("wrong-state demand-too-many");
    scheme.now += day;
    expect(await refusal(raise("WDC", "One more of the day"))).toBe("accepted");
  });
});

describe("a commitment", () => {
  test("is its maker's own: nobody else reports on it; past its day it is late until it is kept", async () => {
    const due = new Date(scheme.now + 5 * day).toISOString().slice(0, 10);
    const { id } = await makeCommitment(as("SL"), {
      text: "Hand in the figures on time.",
      due,
      language: "en",
    });
    const kept = { progress: "KEPT", text: "They are in.", language: "en" } as const;
    expect(await refusal(reportProgress(as("WDC"), id, kept))).toBe("not-allowed");
    scheme.now += 8 * day;
    expect((await findCommitment(scheme.ctx(), id))?.state).toMatchObject({ progress: "OPEN", late: true });
    await reportProgress(as("SL"), id, kept);
    expect((await findCommitment(scheme.ctx(), id))?.state).toMatchObject({ progress: "KEPT", late: false });
  });
});

describe("a cycle", () => {
  const cycle: CycleInput = {
    title: "Review and reform 2027",
    body: "AHCRR",
    from: "2027-01-01",
    until: "2029-11-30",
    topics: [{ title: "How decisions are made", owner: "CRP" }],
    language: "en",
  };

  test("is opened by the chair or the Secretariat, and ends after it begins", async () => {
    expect(await refusal(openCycle(as("CSC"), cycle))).toBe("not-allowed");
    expect(await refusal(openCycle(as("CHAIR"), { ...cycle, until: "2026-01-01" }))).toBe(
      "bad-input cycle-ends-before",
    );
    await openCycle(as("CHAIR"), cycle);
    expect(await (await site.browser().get("/reform")).text()).toContain("How decisions are made");
  });
});

describe("the forms", () => {
  const post = (path: string, seat: string, fields: Record<string, string>) =>
    site.fetch(
      new Request(`http://localhost:8080${path}`, {
        method: "POST",
        headers: { authorization: seat, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fields).toString(),
      }),
    );

  test("keep what was typed when they refuse, and lead to the act when they take it", async () => {
    const refused = await post("/reform/raise", "CSC", {
      title: "x",
      text: "A text that was typed",
      history: "",
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("A text that was typed");
    const made = await post("/reform/raise", "CSC", {
      title: "A <b>demand</b> of a form",
      text: "In full, as it is.",
      history: "fund",
    });
    const path = made.headers.get("location") ?? "";
    expect(path).toMatch(/^\/reform\/record\/[0-9a-f-]{36}$/);
    const page = await (await site.browser().get(path, { authorization: "WDC" })).text();
    expect(page).toContain("&lt;b>demand");
    expect(page).toContain('href="/reform/demands/fund"');
    expect(
      (await post(`${path}/answer`, "CHAIR", { outcome: "ON_AGENDA", text: "It is on the agenda." })).status,
    ).toBe(303);
    expect(await (await site.browser().get(path)).text()).toContain(
      "Goes on an agenda, after less than a day",
    );
    expect((await post(`${path}/repeat`, "CSC", { occasion: "Again and again." })).status).toBe(409);
    const topics = await post("/reform/open-cycle", "CHAIR", {
      title: "A cycle",
      body: "AHCRR",
      from: "2027-01-01",
      until: "2027-12-31",
      topics: "One topic | CRP\nWithout an owner",
    });
    expect(await topics.text()).toContain("Line 2: write the topic");
    const commit = await post("/reform/commit", "SL", { text: "Do what was promised.", due: "31.12.2026" });
    expect(commit.status).toBe(422);
  });

  test("all pages in both languages, without a word missing", async () => {
    const { demands } = (await (await site.browser().get("/api/reform/demands")).json()) as {
      demands: { id: string }[];
    };
    const { commitments } = (await (await site.browser().get("/api/reform/commitments")).json()) as {
      commitments: { id: string }[];
    };
    const paths = [
      "/reform",
      "/reform/answers",
      "/reform/raise",
      "/reform/commit",
      `/reform/record/${demands[0]?.id}`,
      `/reform/commitments/${commitments[0]?.id}`,
    ];
    for (const path of paths)
      for (const lang of ["en", "fr"])
        for (const seat of ["CSC", "SL"]) {
          const response = await site.browser().get(`${path}?lang=${lang}`, { authorization: seat });
          expect([path, response.status]).toEqual([path, 200]);
          expect(await response.text()).not.toContain("⟦");
        }
    expect((await site.browser().get("/reform/open-cycle", { authorization: "CSC" })).status).toBe(403);
    expect((await site.browser().get("/reform/record/x")).status).toBe(404);
  });
});

describe("the API", () => {
  test("tells the history with its sources and judges a definition", async () => {
    const get = async (path: string) => (await (await site.browser().get(path)).json()) as unknown;
    const history = (await get("/api/reform/history")) as {
      demands: { occasions: { text: string; sources: unknown[] }[] }[];
    };
    for (const { text, sources } of history.demands.flatMap(({ occasions }) => occasions)) {
      expect(text).not.toContain("⟦");
      expect(sources.length).toBeGreaterThan(0);
    }
    const judged = (await get("/api/reform/judgement?actor=REBELS&act=FINANCES_CONFLICT,nonsense")) as {
      cases: { case: string; answer: string }[];
    };
    expect(judged.cases.find((one) => one.case === "SL-RUF")?.answer).toBe("COVERED");
    const all = (await get("/api/reform/definitions")) as { definitions: { id: string }[] };
    expect(all.definitions.map(({ id }) => id)).toContain("founding");
    const cases = (await get("/api/reform/cases")) as { cases: { id: string; objection: string | null }[] };
    expect(cases.cases.find(({ id }) => id === "RU-UA")?.objection).not.toBeNull();
  });

  test("bounds what it is sent", async () => {
    const send = async (body: unknown) =>
      (await site.browser().postJson("/api/reform/demands", body, { authorization: "CSC" })).status;
    const good = { title: "By a program", text: "In full, as it is.", history: null, language: "en" };
    expect(await send(good)).toBe(200);
    for (const bad of [
      { ...good, title: "x".repeat(201) },
      { ...good, text: "a\u202Eb is hidden here" },
      { ...good, history: "none" },
      { ...good, more: 1 },
    ])
      expect(await send(bad)).toBeGreaterThanOrEqual(400);
  });
});

test("all of it can be made again from the acts, and the audit agrees", async () => {
  const read = async () => (await site.browser().get("/api/reform/demands")).text();
  const before = await read();
  await rebuild(scheme.owner.kysely, kinds);
  expect(await read()).toBe(before);
  await scheme.sequence();
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
