import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import { caseIds } from "#core/reform/cases.ts";
import { demandIds, demands, historicCommitments, praises } from "#core/reform/history.ts";
import { proposalIds } from "#core/reform/proposals.ts";
import { translator } from "#platform/i18n/translator.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Site } from "../../../test/support/site.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { seedParticipants } from "#modules/scheme/index.ts";
import { reformModule } from "./index.ts";

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  scheme = await testScheme();
  site = siteOf(scheme, reformModule, () => Promise.resolve(null));
});
afterAll(() => scheme.close());

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await site.browser().get(path);
  return { status: response.status, text: await response.text() };
}

describe("the pages", () => {
  test("everybody reads all of them, in both languages, without a word missing", async () => {
    const paths = [
      "/reform",
      "/reform/definitions",
      "/reform/texts",
      "/reform/participants",
      ...demandIds.map((id) => `/reform/demands/${id}`),
      ...proposalIds.map((id) => `/reform/definitions/${id}`),
      ...caseIds.map((id) => `/reform/cases/${id}`),
    ];
    for (const path of paths)
      for (const lang of ["en", "fr"]) {
        const { status, text } = await get(`${path}?lang=${lang}`);
        expect([path, status]).toEqual([path, 200]);
        expect(text, path).not.toContain("⟦");
      }
  });

  test("every row of the history has its words in both languages", () => {
    for (const locale of ["en", "fr"] as const) {
      const t = translator(locale);
      const keys = [
        ...demands.flatMap(({ occasions }) => occasions.map(({ id }) => `reform.occasion.${id}`)),
        ...praises.map(({ id }) => `reform.praise.${id}`),
        ...historicCommitments.map(({ id }) => `reform.commitment.${id}`),
      ];
      expect(keys.filter((key) => !t.has(key))).toEqual([]);
    }
  });

  test("what is not there is not found", async () => {
    for (const path of [
      "/reform/demands/none",
      "/reform/definitions/none",
      "/reform/cases/none",
      "/reform/texts?left=botswana-2019",
      "/reform/cases/constructor",
      "/reform/participants?code=XX",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  test("a Participant's page says where sources name it, and that the others are not known", async () => {
    await seedParticipants(scheme.ctx());
    const { text } = await get("/reform/participants?code=BW");
    expect(text).toContain("Host the secretariat and pay 20 per cent of its budget");
    const { text: other } = await get("/reform/participants?code=TH");
    expect(other).toContain("No source known to us names it.");
    expect(other).toContain("Further the principles of responsible sourcing");
  });

  test("as of an earlier day, what came later is not told", async () => {
    const now = scheme.now;
    scheme.now = Date.parse("2023-01-01T00:00:00Z");
    expect((await get("/reform/demands/ministerial")).text).toContain("Never on an agenda");
    scheme.now = now;
    expect((await get("/reform/demands/ministerial")).text).toContain("Met in part");
  });
});

describe("the simulator", () => {
  test("says of a case why it is covered, is not, or cannot be said", async () => {
    const { text } = await get("/reform/cases/RU-UA");
    expect(text).toContain(
      "no source gives what the text asks for (rebel movements, allies of rebel movements)",
    );
    expect(text).toContain(
      "Disputed: against a legitimate government and diamonds finance an armed conflict.",
    );
    expect(text).toContain("The wording of this text is not known.");
    expect(text).toContain("The Russian Federation calls this far-fetched");
  });

  test("a definition of one’s own is in the address, and its answers stand before the others", async () => {
    const { text } = await get("/reform/definitions?actor=STATE_FORCES&actor=REBELS&act=FINANCES_CONFLICT");
    expect(text).toContain("What your definition covers");
    expect(text).toContain("6 covered, 2 covered if so, 1 cannot be said, 4 not covered");
    expect(text).toMatch(/value="STATE_FORCES"[^>]*checked|checked[^>]*value="STATE_FORCES"/);
  });

  test("words that no question knows change nothing", async () => {
    const { status, text } = await get("/reform/definitions?actor=%3Cscript%3E&act=toString&x=1");
    expect(status).toBe(200);
    expect(text).not.toContain("What your definition covers");
    expect(text).not.toContain("<script>alert");
  });

  test("the table for other programs has every case under every definition, with the reason", async () => {
    const { text } = await get("/reform/definitions.csv?lang=fr");
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(caseIds.length * proposalIds.length);
    expect(rows.every(({ why }) => why !== "")).toBe(true);
    expect(rows.find((row) => row["case"] === "SL-RUF" && row["definition"] === "founding")?.["answer"]).toBe(
      "COVERED",
    );
  });
});

test("the demands as a table: those never on an agenda first", async () => {
  const rows = parse((await get("/reform/demands.csv")).text, { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(demandIds.length);
  const never = rows.filter(({ status }) => status === "NEVER_ON_AGENDA").length;
  expect(rows.slice(0, never).every(({ status }) => status === "NEVER_ON_AGENDA")).toBe(true);
  expect(rows[0]?.["demand"]).toBe("decision-rule");
});
