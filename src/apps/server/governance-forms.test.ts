// The forms of governance as a browser without script sends them: page by page, with what the pages themselves carry.
import { afterAll, beforeAll, expect, test } from "vitest";
import { assembly, trialBody } from "../../../test/support/governance.ts";
import type { Assembly } from "../../../test/support/governance.ts";
import { listApplicant, schemeModule } from "#modules/scheme/index.ts";
import { recordModule } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import {
  checkForm,
  findItem,
  governanceModule,
  passDueDeadlines,
  secondItem,
} from "#modules/governance/index.ts";
import { createApp } from "./app.ts";

let house: Assembly;
let app: App;
const bugs: unknown[] = [];

beforeAll(async () => {
  house = await assembly();
  const { database, keyring } = house.scheme.ctx();
  app = createApp({
    modules: [recordModule, schemeModule, governanceModule],
    assets: { find: () => undefined, href: (name: string) => `/assets/${name}` },
    base: { database, keyring, clock: () => house.scheme.now, committed: () => undefined },
    authenticate: async (_, headers) => house.as(headers.get("authorization") ?? "").actor,
    founding: async () => undefined,
    report: (error) => bugs.push(error),
    baseUrl: "http://localhost",
  });
}, 60_000);
afterAll(() => house.scheme.close());

type Fields = readonly (readonly [name: string, value: string])[];

async function send(seat: string, path: string, fields?: Fields, language = "en") {
  const response = await app.request(path, {
    method: fields === undefined ? "GET" : "POST",
    headers: {
      authorization: seat,
      "accept-language": language,
      ...(fields === undefined
        ? {}
        : { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost" }),
    },
    ...(fields === undefined
      ? {}
      : { body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString() }),
  });
  return { status: response.status, to: response.headers.get("location"), html: await response.text() };
}

const plain = (text: string): string => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** What the page carries by itself: the hidden fields. */
function carried(html: string): Fields {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(
    ([, name = "", value = ""]) => [name, plain(value)] as const,
  );
}

const basics: Fields = [
  ["title", "Weighing of parcels"],
  ["class", "K2"],
  ["body", trialBody],
  ["clauses", "Scales are calibrated.\n\nWeights are noted.\n\nRecords are kept."],
];

/** A label leads to one field. */
function expectNothingTwice(html: string): void {
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([]);
}

async function table(seat: string, more: Fields, together: Fields): Promise<string> {
  const second = await send(seat, "/items/new", [...basics, ...more]);
  expect(second.html).toContain("Which clauses stand only together?");
  const check = await send(seat, "/items/new", [...carried(second.html), ...together, ["step", "together"]]);
  expect(check.html).toContain("Check before you sign");
  const signed = await send(seat, "/items/new", [...carried(check.html), ["step", "sign"]]);
  expect([signed.status, bugs]).toEqual([303, []]);
  return signed.to?.split("/").at(-1) ?? "";
}

const stateOf = async (item: string) => (await findItem(house.secretariat(), item))?.state;

test("seats, earlier items and clauses that stand only together are chosen by name, and nothing chosen is lost", async () => {
  const earlier = await table("SL", [], []);
  await listApplicant(house.secretariat(), {
    code: "KE",
    names: { en: "Kenya" },
    appliedOn: "2026-01-01",
    source: "Test",
  });
  const page = await send("GH", "/items/new", undefined, "fr");
  expect(page.html).toContain("Afrique du Sud");
  expectNothingTwice(page.html);
  expect(page.html).toContain("2026/001 Weighing of parcels");
  const chosen: Fields = [
    ["coSponsors", "BW"],
    ["coSponsors", "WDC"],
    ["subjects", "NA"],
    ["subjects", "KE"],
    ["follows", earlier],
    ["competesWith", earlier],
  ];
  const refused = await send("GH", "/items/new", [...basics.slice(1), ...chosen]);
  expect(refused.status).toBe(422);
  for (const value of ["BW", "WDC", "NA", "KE", earlier])
    expect(refused.html).toMatch(new RegExp(`value="${value}"[^>]*(checked|selected)`));
  const item = await table("GH", chosen, [["together", "3 1"]]);
  const found = await findItem(house.secretariat(), item);
  expect(found?.facts).toMatchObject({
    coSponsors: ["BW", "WDC"],
    subjects: ["NA", "KE"],
    follows: earlier,
    competesWith: [earlier],
    severable: true,
  });
  expect(found?.facts.clauses.map(({ dependsOn }) => dependsOn)).toEqual([[], [], ["1"]]);
  expect((await send("GH", `/items/${item}`)).html).toContain("Concerns Namibia and Kenya");
});

test("clauses that need each other in a circle are refused where they were chosen", async () => {
  const second = await send("GH", "/items/new", basics);
  const refused = await send("GH", "/items/new", [
    ...carried(second.html),
    ["together", "1 2"],
    ["together", "2 1"],
    ["step", "together"],
  ]);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("Clauses depend on each other in a circle");
  expect(refused.html).toMatch(/value="2 1"[^>]*checked/);
});

test("more whom it concerns than one item may name are refused with the number, and stay chosen", async () => {
  const many = house.of("G").slice(0, 21);
  const refused = await send("GH", "/items/new", [
    ...basics,
    ...many.map((code) => ["subjects", code] as const),
  ]);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("There are too many: at most 20");
  expect(refused.html.match(/name="subjects"[^>]*checked/g)).toHaveLength(21);
});

test("only a change to the constitution may be one package, and it says so in its form", async () => {
  const constitution = [...basics.filter(([name]) => name !== "class"), ["class", "K4"] as const];
  const second = await send("CH", "/items/new", [...constitution, ["severable", "no"]]);
  const check = await send("CH", "/items/new", [...carried(second.html), ["step", "together"]]);
  expect(check.html).toContain("No: all of it or nothing");
  const signed = await send("CH", "/items/new", [...carried(check.html), ["step", "sign"]]);
  const item = signed.to?.split("/").at(-1) ?? "";
  expect((await stateOf(item))?.item.severable).toBe(false);
});

/** In its call. */
async function openItem(): Promise<string> {
  const item = await table("SL", [], []);
  await secondItem(house.as("WDC"), item, { as: "SECONDER" });
  await checkForm(house.secretariat(), item, { defects: [] });
  for (let day = 0; day < 24; day++) {
    house.pass(1);
    await passDueDeadlines(house.secretariat());
  }
  return item;
}

const explanation = "The scales at our three alluvial buying posts are read to a tenth of a carat. ".repeat(
  3,
);

test("each clause has its own position, with words only where they are needed, and all are recorded together for the call", async () => {
  const item = await openItem();
  const path = `/items/${item}/position`;
  const page = await send("NA", path);
  const call = carried(page.html).filter(([name]) => name === "call");
  expect(call).toEqual([["call", "1"]]);
  expectNothingTwice(page.html);
  expect((await send("NA", path, [...call, ["on", "EACH"]])).html).toContain(
    "Choose a position for at least one clause",
  );

  const choices: Fields = [...call, ["on", "EACH"], ["code_1", "S"], ["code_2", "O"], ["code_3", "R"]];
  const reasons = await send("NA", path, choices);
  expect(reasons.html).toContain("Clause 2: Explanation");
  expect(reasons.html).toContain("Clause 3: Your reservation");
  expect(reasons.html).not.toContain("Clause 1: ");
  const words: Fields = [
    ["ground_2", "P4"],
    ["explanation_2", explanation],
    ["cure_2", "condition"],
    ["cureWords_2", "Two years for such posts."],
  ];
  const wordless = await send("NA", path, [
    ...carried(reasons.html),
    ...words,
    ["reservation_3", ""],
    ["step", "reasons"],
  ]);
  expect(wordless.status).toBe(422);
  expect(wordless.html).toContain(explanation.trim());
  const check = await send("NA", path, [
    ...carried(wordless.html),
    ...words,
    ["reservation_3", "We keep ours on paper."],
    ["step", "reasons"],
  ]);
  expect(check.html).toContain("it counts as a reasoned objection");
  expect(check.html).toContain("We keep ours on paper.");
  const signing = [...carried(check.html), ["step", "sign"] as const];
  const before = (await stateOf(item))?.calls[0]?.positions["NA"];
  expect(before).toBeUndefined();
  const signed = await send("NA", path, signing);
  expect([signed.status, bugs]).toEqual([303, []]);
  const recorded = (await stateOf(item))?.calls[0]?.positions["NA"];
  expect(Object.values(recorded ?? {}).map(({ code }) => code)).toEqual(["S", "O", "R"]);
  expect(recorded?.["2"]).toMatchObject({ objection: { ground: "P4" } });

  const late = signing.map(([name, value]) => [name, name === "call" ? "2" : value] as const);
  expect((await send("NA", path, late)).html).toContain("This came after the call had closed.");
});

test("one objection may stand against several clauses, and is one act; words of its own make it another", async () => {
  const item = await openItem();
  const path = `/items/${item}/position`;
  const choices: Fields = [
    ["call", "1"],
    ["on", "EACH"],
    ["code_1", "O"],
    ["code_2", "O"],
    ["code_3", "O"],
    ["ground_1", "P4"],
    ["explanation_1", explanation],
    ["cureWords_1", "Two years."],
    ["words_2", "same"],
    ["words_3", "own"],
    ["explanation_3", "Not yet."],
  ];
  expect((await send("ZA", path, [...choices, ["step", "sign"]])).status).toBe(303);
  const recorded = (await stateOf(item))?.calls[0]?.positions["ZA"];
  expect(recorded?.["1"]?.act).toBe(recorded?.["2"]?.act);
  expect(recorded?.["3"]?.objection?.explanation).toBe("Not yet.");
});
