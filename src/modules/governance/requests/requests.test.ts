// Requests through commands, pages and the API, on a real database, with the clock moved.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { parseXml } from "../../../../test/support/xml.ts";
import { drawByLot } from "#core/decisions/lot.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { identityModule, invitePerson } from "#modules/identity/index.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { designateAuthority, schemeActKinds, seedParticipants } from "#modules/scheme/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { accreditDelegate } from "../seats/commands/accredit-delegate.ts";
import { accreditSeat } from "../seats/commands/accredit-seat.ts";
import { revokeDelegate } from "../seats/commands/revoke-delegate.ts";
import { seatActKinds } from "../seats/acts.ts";
import { tickRequests } from "./background.ts";
import { answerRequest } from "./commands/answer.ts";
import { nameExpert } from "./commands/name-expert.ts";
import { openRequest } from "./commands/open.ts";
import { reportFacts } from "./commands/report.ts";
import { listExpert, withdrawExpert } from "./commands/roster.ts";
import { supportRequest } from "./commands/support.ts";
import { requestsModule } from "./index.ts";
import { findRequest } from "./queries.ts";

const kinds = [
  ...recordActKinds,
  ...schemeActKinds,
  ...identityModule.actKinds,
  ...seatActKinds,
  ...requestsModule.actKinds,
];
const governments = ["SL", "ZA", "NA", "BW", "AO", "LS", "CA", "AU", "IN", "JP", "NZ"];
const day = 86_400_000;

let scheme: TestScheme;
let site: Site;
const delegates = new Map<string, { person: string; delegate: string; actor: Actor }>();

const as = (seat: string): Ctx => scheme.ctx(delegates.get(seat)?.actor ?? {});

async function delegateOf(seat: string, organisation: string): Promise<void> {
  const administrator: Partial<Actor> = {
    id: "00000000-0000-7000-8000-0000000000aa",
    name: "Administrator",
    organisation,
    roles: ["authority-administrator"],
  };
  const { person } = await invitePerson(scheme.ctx(administrator), {
    name: `Delegate of ${seat}`,
    email: null,
    locale: "en",
    organisation,
    roles: ["delegate"],
    companyName: null,
  });
  const { delegate } = await accreditDelegate(scheme.ctx(administrator), { person });
  const actor: Actor = {
    kind: "person",
    id: person,
    name: `Delegate of ${seat}`,
    organisation,
    roles: ["delegate"],
  };
  delegates.set(seat, { person, delegate, actor });
}

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  for (const code of governments) {
    await designateAuthority(scheme.ctx(), {
      code: `${code}-KPA`,
      participant: code,
      names: { en: code },
      roles: ["EXPORT"],
      contact: "office@example.org",
      register: "published",
      from: "2026-01-01",
    });
    await delegateOf(code, `${code}-KPA`);
  }
  for (const [seat, pillar] of [
    ["WDC", "I"],
    ["TRADE", "I"],
    ["CSC", "C"],
    ["RIVER", "C"],
    ["LEGAL", "C"],
  ] as const) {
    await accreditSeat(scheme.ctx(), {
      seat,
      pillar,
      names: { en: `${seat} name` },
      from: "2026-01-01",
      basis: "test",
    });
    await delegateOf(seat, seat);
  }
  site = siteOf(
    scheme,
    requestsModule,
    async (_, headers) => delegates.get(headers.get("authorization") ?? "")?.actor ?? null,
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

const ask = (seat: string, about: string, question = "How were the parcels of May 2026 checked?") =>
  openRequest(as(seat), { kind: "INFORMATION", about, questions: [question], language: "en" });
const tick = () => {
  const { actor: _, ...base } = scheme.ctx();
  return tickRequests(base);
};
const state = async (id: string) => (await findRequest(scheme.ctx(), id))?.state;

describe("a request for information", () => {
  test("is made by any accredited seat of any pillar, and by nobody else", async () => {
    const { id } = await ask("CSC", "SL");
    expect(await state(id)).toMatchObject({ by: "CSC", about: "SL", stage: "OPEN" });
    expect(
      await refusal(
        openRequest(scheme.ctx(), {
          kind: "INFORMATION",
          about: "SL",
          questions: ["Why is it so?"],
          language: "en",
        }),
      ),
    ).toBe("not-allowed");
    await ask("ZA", "NA");
    expect(await refusal(ask("ZA", "ZA"))).toBe("wrong-state request-asks-itself");
    expect(await refusal(ask("ZA", "WDC"))).toBe("bad-input request-unknown-participant");
    expect(await refusal(ask("ZA", "XX"))).toBe("bad-input request-unknown-participant");
  });

  test("is answered by the Participant's own delegate; nobody answers for it", async () => {
    const { id } = await ask("CSC", "BW");
    expect(await refusal(answerRequest(as("CSC"), id, { answers: ["x"], language: "en" }))).toBe(
      "wrong-state request-not-asked",
    );
    await answerRequest(as("BW"), id, { answers: ["By two officers."], language: "en" });
    expect(await state(id)).toMatchObject({ stage: "DONE", missed: false });
  });

  test("left unanswered for ten days, says so on the record, once; a late answer is still taken", async () => {
    const { id } = await ask("WDC", "AO");
    scheme.now += 9 * day;
    expect((await state(id))?.missed).toBe(false);
    expect(await tick()).toBe(0);
    scheme.now += 40 * day;
    expect(await tick()).toBeGreaterThan(0);
    expect(await tick()).toBe(0);
    expect(await state(id)).toMatchObject({ missed: true, stage: "OPEN" });
    const acts = (await findRequest(scheme.ctx(), id))?.acts ?? [];
    // The day on which it was due, although the program was away.
    expect(
      acts.filter(({ facts }) => facts["tick"] === "UNANSWERED").map(({ facts }) => facts["due"]),
    ).toEqual(["2026-06-11T10:00:00.000Z"]);
    await answerRequest(as("AO"), id, { answers: ["Late, but here."], language: "en" });
    expect(await state(id)).toMatchObject({ stage: "DONE", missed: true });
  });

  test("a delegate who was revoked asks nothing more", async () => {
    const { delegate } = delegates.get("NZ") ?? { delegate: "" };
    await revokeDelegate(
      scheme.ctx({
        id: "00000000-0000-7000-8000-0000000000aa",
        organisation: "NZ-KPA",
        roles: ["authority-administrator"],
      }),
      { delegate, reason: "Left." },
    );
    expect(await refusal(ask("NZ", "SL"))).toBe("not-allowed");
  });

  test("a flood is stopped at three, and the same question at one", async () => {
    await ask("LEGAL", "SL", "First question of ours?");
    expect(await refusal(ask("LEGAL", "SL", "first  question of OURS?"))).toBe(
      "wrong-state request-same-question-open",
    );
    await ask("LEGAL", "ZA", "Second question of ours?");
    await ask("LEGAL", "NA", "Third question of ours?");
    expect(await refusal(ask("LEGAL", "BW", "Fourth question of ours?"))).toBe(
      "wrong-state request-too-many-open",
    );
  });
});

describe("fact-finding", () => {
  let id: string;
  const experts: string[] = [];

  test("its experts come from a roster that was filled before", async () => {
    for (const [seat, country] of [
      ["WDC", "NO"],
      ["TRADE", "CH"],
      ["ZA", "ZA"],
      ["IN", "IN"],
      ["RIVER", "BR"],
      ["CSC", "MX"],
      ["LS", "LA"],
      ["JP", "LS"],
    ] as const)
      experts.push(
        (await listExpert(as(seat), { name: `Expert of ${seat}`, country, fields: "Geology" })).id,
      );
    await withdrawExpert(as("RIVER"), experts[4] ?? "", { reason: "Ill." });
    expect(await refusal(withdrawExpert(as("WDC"), experts[0] ?? "", { reason: "x" }))).toBe("accepted");
    expect(await refusal(withdrawExpert(as("WDC"), experts[1] ?? "", { reason: "x" }))).toBe("not-allowed");
    experts.push((await listExpert(as("WDC"), { name: "Another", country: "GB", fields: "Trade" })).id);
    scheme.now += day;
    ({ id } = await openRequest(as("CSC"), {
      kind: "FACT_FINDING",
      about: "LS",
      questions: ["What happened at the mine?"],
      language: "en",
    }));
    await listExpert(as("CA"), { name: "Too late", country: "CA", fields: "Any" });
  });

  test("the ninth government beside the requester sets it off in the same moment, under the strict rule as an unofficial track", async () => {
    for (const seat of governments.filter((code) => !["LS", "NZ"].includes(code)).slice(0, 8)) {
      await supportRequest(as(seat), id);
      expect((await state(id))?.stage).toBe("GATHERING");
    }
    expect(await refusal(supportRequest(as("LS"), id))).toBe("wrong-state request-subject-supports");
    expect(await refusal(supportRequest(as("SL"), id))).toBe("wrong-state request-already-supports");
    await supportRequest(as("JP"), id);
    const request = await findRequest(scheme.ctx(), id);
    expect(request?.state.stage).toBe("TRIGGERED");
    expect(request?.official).toBe(false);
    // Not: withdrawn, listed after, proposed by a party, of a party's country.
    const [, trade, za, india, , , ls, , another] = experts;
    expect(request?.state.candidates).toEqual(
      [trade, za, india, another]
        .filter((one) => one !== ls)
        .toSorted((a, b) => String(a).localeCompare(String(b))),
    );
  });

  test("the lot waits for a head that nobody knew, and anybody can draw it again", async () => {
    expect(await tick()).toBe(0);
    await scheme.sequence();
    expect(await tick()).toBe(1);
    const request = await findRequest(scheme.ctx(), id);
    const drawn = request?.acts.find(({ facts }) => facts["tick"] === "DRAWN");
    const head = drawn?.facts["head"] as { root: string };
    expect(request?.state.experts).toEqual(drawByLot(fromHex(head.root), request?.state.candidates ?? [], 3));
    expect(request?.state.experts).toHaveLength(3);
  });

  test("the subject names one of the roster, and nothing more", async () => {
    const drawn = (await state(id))?.experts ?? [];
    expect(await refusal(nameExpert(as("LS"), id, { expert: drawn[0] ?? "" }))).toBe(
      "wrong-state request-not-on-roster",
    );
    const own = experts[6] ?? "";
    expect(await refusal(nameExpert(as("CSC"), id, { expert: own }))).toBe("wrong-state request-not-asked");
    await nameExpert(as("LS"), id, { expert: own });
    expect((await state(id))?.namedExpert).toBe(own);
  });

  test("neither the subject nor one office holds the report back; the reply is annexed", async () => {
    expect(await refusal(reportFacts(as("LS"), id, { report: "Nothing happened.", language: "en" }))).toBe(
      "not-allowed",
    );
    scheme.now += 22 * day;
    expect(await tick()).toBeGreaterThan(0);
    expect((await state(id))?.missed).toBe(true);
    await reportFacts(as("SL"), id, { report: "The experts found the following.", language: "en" });
    await answerRequest(as("LS"), id, { answers: ["We see it otherwise."], language: "en" });
    expect(await state(id)).toMatchObject({ stage: "DONE", report: { by: "SL" }, answers: [{ by: "LS" }] });
    expect(await refusal(reportFacts(scheme.ctx(), id, { report: "Another report.", language: "en" }))).toBe(
      "wrong-state request-already-reported",
    );
  });
});

describe("a stock-take", () => {
  test("majorities of industry and civil society call it; governments that say nothing are named", async () => {
    const { id } = await openRequest(as("CSC"), {
      kind: "STOCK_TAKE",
      about: null,
      questions: ["Shall texts be published?", "Shall visits be announced?"],
      language: "en",
    });
    for (const seat of ["RIVER", "WDC"]) await supportRequest(as(seat), id);
    expect((await state(id))?.stage).toBe("GATHERING");
    await supportRequest(as("TRADE"), id);
    expect((await state(id))?.stage).toBe("TRIGGERED");
    expect(await refusal(answerRequest(as("WDC"), id, { answers: ["a", "b"], language: "en" }))).toBe(
      "wrong-state request-not-asked",
    );
    expect(await refusal(answerRequest(as("SL"), id, { answers: ["a"], language: "en" }))).toBe(
      "wrong-state request-answers-missing",
    );
    await answerRequest(as("SL"), id, { answers: ["Yes.", "No."], language: "en" });
    scheme.now += 181 * day;
    await tick();
    const done = await state(id);
    expect(done?.stage).toBe("DONE");
    expect(done?.silent).toHaveLength(59);
    expect(done?.silent).not.toContain("SL");
  });
});

describe("the pages and the API", () => {
  test("everybody reads; a delegate asks by a form, and a refusal keeps what was typed", async () => {
    const browser = site.browser();
    const head = { authorization: "RIVER" };
    const post = async (path: string, fields: Record<string, string>) =>
      site.fetch(
        new Request(`http://localhost:8080${path}`, {
          method: "POST",
          headers: { ...head, "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(fields).toString(),
        }),
      );
    const refused = await post("/requests/new", {
      kind: "INFORMATION",
      about: "",
      questions: "A question that was typed",
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("A question that was typed");
    const made = await post("/requests/new", {
      kind: "INFORMATION",
      about: "IN",
      questions: "Who checks <b>weights</b>?",
    });
    const path = made.headers.get("location") ?? "";
    expect(path).toMatch(/^\/requests\/[0-9a-f-]{36}$/);
    for (const lang of ["en", "fr"]) {
      const text = await (await browser.get(`${path}?lang=${lang}`)).text();
      expect(text).toContain("&lt;b>weights");
      expect(text).not.toContain("⟦");
      for (const page of ["/requests", "/requests/experts"])
        expect(await (await browser.get(`${page}?lang=${lang}`)).text()).not.toContain("⟦");
    }
    expect((await browser.get("/requests/new")).status).toBe(401);
    expect(await (await browser.get("/requests/new", head)).text()).not.toContain("⟦");
    expect((await post(`${path}/support`, {})).status).toBe(409);
    expect((await browser.get("/requests/nothing")).status).toBe(404);
    expect((await browser.get("/requests/00000000-0000-7000-8000-000000000000")).status).toBe(404);
  });

  test("the feed is well formed and names each request once", async () => {
    const text = await (await site.browser().get("/requests.atom")).text();
    const ids = parseXml(text)
      .children.filter(({ name }) => name === "entry")
      .map(({ children }) => children.find(({ name }) => name === "id")?.text);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(5);
  });

  test("the API says the same, and bounds what it is sent", async () => {
    const browser = site.browser();
    const { requests } = (await (await browser.get("/api/requests?kind=FACT_FINDING")).json()) as {
      requests: { stage: string; experts: string[] }[];
    };
    expect(requests).toMatchObject([{ stage: "REPORTED" }]);
    const headers = { authorization: "WDC" };
    const send = (body: unknown) => browser.postJson("/api/requests", body, headers);
    const good = {
      kind: "INFORMATION",
      about: "CA",
      questions: ["How are parcels checked?"],
      language: "en",
    };
    expect((await send({ ...good, questions: ["x".repeat(2_001)] })).status).toBeGreaterThanOrEqual(400);
    expect((await send({ ...good, questions: ["How \u202Eis it?"] })).status).toBeGreaterThanOrEqual(400);
    expect((await send({ ...good, more: 1 })).status).toBeGreaterThanOrEqual(400);
    const made = (await (await send(good)).json()) as { id: string };
    expect((await (await browser.get(`/api/requests/${made.id}`)).json()) as unknown).toMatchObject({
      by: "WDC",
      about: "CA",
      stage: "OPEN",
    });
  });
});

test("all of it can be made again from the acts, and the audit agrees", async () => {
  const read = async () => (await site.browser().get("/api/requests")).text();
  const before = await read();
  await rebuild(scheme.owner.kysely, kinds);
  expect(await read()).toBe(before);
  await scheme.sequence();
  expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
});
