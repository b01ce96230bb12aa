// How something is decided, walked in a real browser against the whole program, with a clock that the test moves: a
// discussion that a government objects to and that takes place all the same; a text adopted without its blocked clause; the
// same acts under two rules; and a what-if that says the same in the browser as on the server.
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { findFounding } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import {
  acceptFacilitator,
  answerObjection,
  checkForm,
  findItem,
  nameFacilitator,
  passDueDeadlines,
  recordPositions,
  replyToAnswer,
  secondItem,
} from "#modules/governance/index.ts";
import { loadAssets } from "#ui/assets.ts";
import { createApp } from "../../src/apps/server/app.ts";
import { modules } from "../../src/apps/server/compose.ts";
import { assembly, trialBody } from "../support/governance.ts";
import type { Assembly } from "../support/governance.ts";
import { accessibilityProblems, browserPath, overflow, startBrowser } from "./program.ts";

const why =
  "The scales at our three alluvial buying posts are read to a tenth of a carat. With this clause every parcel that is bought there would have to be weighed a second time in the capital before a certificate can be asked for.";

describe.skipIf(browserPath === undefined)("deciding, in a browser", () => {
  let body: Assembly;
  let browser: Browser;
  let server: Server;
  let base = "";
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [body, browser] = await Promise.all([assembly(), startBrowser()]);
    const { database, keyring, clock, committed } = body.scheme.ctx();
    const assets = await loadAssets();
    await new Promise<void>((resolve) => {
      server = serve(
        { fetch: (request) => app.fetch(request), port: 0, hostname: "127.0.0.1" },
        ({ port }) => {
          base = `http://localhost:${port}`;
          resolve();
        },
      ) as Server;
      const app = createApp({
        modules,
        assets,
        base: { database, keyring, clock, committed },
        authenticate: async (_base, headers) => actorOf(headers.get("authorization")),
        founding: () => findFounding({ db: database.kysely }),
        report: (error) => console.log(error),
        baseUrl: "http://localhost",
      });
    });
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser?.close();
    await new Promise((resolve) => server?.close(resolve));
    await body?.scheme.close();
  });

  function actorOf(person: string | null): Actor | null {
    if (person === null) return null;
    return (person === "secretariat" ? body.secretariat() : body.as(person)).actor;
  }

  /** A browser of one person, by seat; without script unless it is asked for. */
  async function as(person: string | null, script = false): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: script,
      viewport: { width: 1280, height: 900 },
      ...(person === null ? {} : { extraHTTPHeaders: { authorization: person } }),
    });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    return page;
  }

  const press = (page: Page, name: RegExp): Promise<void> =>
    page.getByRole("button", { name }).first().click();

  /** Fills nothing more: goes on to the check, and signs. */
  async function sign(page: Page): Promise<void> {
    await press(page, /Continue/);
    expect(await page.locator("h1").innerText()).toBe("Check before you sign");
    await page.locator('button[value="sign"]').click();
  }

  async function days(count: number): Promise<void> {
    for (let day = 0; day < count; day++) {
      body.pass(1);
      await passDueDeadlines(body.secretariat());
    }
  }

  const idOf = (page: Page): string => new URL(page.url()).pathname.split("/")[2] ?? "";
  const text = (page: Page): Promise<string> => page.locator("main").innerText();

  test("civil society tables a discussion, industry seconds it, a government objects to it, it is held and recorded", async () => {
    const tabling = await as("CSC");
    await tabling.goto(`${base}/items/new`);
    await tabling.getByLabel("Title", { exact: true }).fill("Safety of people who sort rough by hand");
    await tabling.getByLabel("Discussion").check();
    await tabling
      .locator("fieldset", { hasText: "Seats that table it with you" })
      .locator("summary", { hasText: "Governments" })
      .click();
    await tabling.locator('input[name="coSponsors"]').and(tabling.getByLabel("Sierra Leone")).check();
    await tabling.getByLabel("Why you table it").fill("Three organisations asked for it in writing.");
    await sign(tabling);
    const id = idOf(tabling);
    expect(await text(tabling)).toContain("It needs a seconder from another pillar.");

    for (const [seat, kind] of [
      ["WDC", /As seconder/],
      ["SL", /As sponsor/],
    ] as const) {
      const page = await as(seat);
      await page.goto(`${base}/items/${id}/second`);
      await page.getByLabel(kind).check();
      await sign(page);
    }

    const objecting = await as("NA");
    await objecting.goto(`${base}/items/${id}/object-to-discussing`);
    await objecting.locator("textarea").fill("Working conditions are not a matter of this scheme.");
    await sign(objecting);
    expect(await text(objecting)).toContain("They do not take the item off the agenda.");

    await days(21);
    expect((await findItem(body.secretariat(), id))?.state.stage).toBe("DISCUSSION");
    const noting = await as("secretariat");
    await noting.goto(`${base}/items/${id}/debate`);
    await noting.getByLabel("Minutes of discussion").fill("75");
    await noting.getByLabel("The first word").check();
    await noting.getByLabel("The last word").check();
    await sign(noting);
    await days(1);

    const reader = await as(null);
    await reader.goto(`${base}/items/${id}`);
    expect(await text(reader)).toContain("Discussed and recorded");
    await reader.goto(`${base}/items/${id}/objections`);
    expect(await text(reader)).toContain("Working conditions are not a matter of this scheme.");
    expect(await text(reader)).toContain("75 minutes in a meeting");
    await reader.goto(`${base}/items`);
    await reader.getByRole("link", { name: "Safety of people who sort rough by hand" }).waitFor();
    await reader.goto(`${base}/pillars`);
    expect(await text(reader)).toMatch(/Industry: heard/);
  });

  let item = "";

  test("a text with clauses is tabled and a reasoned objection to one of them goes through its six checks", async () => {
    const tabling = await as("SL");
    await tabling.goto(`${base}/items/new`);
    await tabling.getByLabel("Title", { exact: true }).fill("Guideline on weighing");
    await tabling.getByLabel("Operational").check();
    await tabling.getByLabel("Which body is asked?").selectOption(trialBody);
    await tabling
      .getByLabel("The text, clause by clause")
      .fill(
        "1 Scales are calibrated once a year.\n\n2 Weights are noted to a hundredth.\n\n3 Records are kept.",
      );
    await press(tabling, /Continue/);
    expect(await tabling.locator("h1").innerText()).toBe("Which clauses stand only together?");
    await tabling.locator("summary", { hasText: "Clause 3" }).click();
    await tabling.locator('input[value="3 1"]').check();
    await sign(tabling);
    item = idOf(tabling);

    await secondItem(body.as("WDC"), item, { as: "SECONDER" });
    await checkForm(body.secretariat(), item, { defects: [] });
    await days(24);
    expect((await findItem(body.secretariat(), item))?.state.stage).toBe("CALL");

    const objecting = await as("NA");
    await objecting.goto(`${base}/my/positions`);
    await objecting.getByRole("link", { name: "Record your position" }).click();
    await objecting.getByLabel("Each clause its own position").check();
    await objecting.getByLabel("Clause 1").selectOption("S");
    await objecting.getByLabel("Clause 2").selectOption("O");
    await press(objecting, /Continue/);
    await objecting.getByLabel("Ground").selectOption("P4");
    await objecting.getByLabel("Explanation").fill("Too early.");
    await press(objecting, /Continue/);
    expect(await text(objecting)).toContain("This objection is not complete.");
    await objecting.locator('button[value="change"]').click();
    expect(await objecting.getByLabel("Clause 2").inputValue()).toBe("O");
    await press(objecting, /Continue/);
    expect(await objecting.getByLabel("Explanation").inputValue()).toBe("Too early.");
    await objecting.getByLabel("Explanation").fill(why);
    await objecting.getByLabel("What would end it").selectOption("condition");
    await objecting
      .getByLabel("The wording or the condition")
      .fill("Two years for posts without such scales.");
    await press(objecting, /Continue/);
    expect(await text(objecting)).toContain("it counts as a reasoned objection");
    await objecting.locator('button[value="sign"]').click();
    expect(new URL(objecting.url()).pathname).toBe(`/items/${item}/positions`);
    expect(await text(objecting)).toContain("objects, with reasons");

    await objecting.goto(`${base}/items/${item}/objections`);
    expect(await text(objecting)).toContain("Feasibility against the minimum requirements");
    await objecting.goto(`${base}/items/${item}/position`);
    await objecting.getByLabel("We are consulting the capital").check();
    await objecting.locator('button:has-text("Continue")').click();
    expect(await objecting.title()).toMatch(/^Error:/);
  });

  test("a what-if says the same in the browser as on the server", async () => {
    const scripted = await as(null, true);
    await scripted.goto(`${base}/items/${item}`);
    const plain = await as(null);
    await plain.goto(`${base}/items/${item}`);
    const answers: string[] = [];
    for (const page of [scripted, plain]) {
      await page.locator("#what-if-form summary").first().click();
      for (const seat of ["Botswana", "Canada"]) await page.getByLabel(seat, { exact: true }).check();
    }
    await scripted.getByText("Computed in your browser").waitFor();
    expect(new URL(scripted.url()).search).toBe("");
    await press(plain, /Show what would follow/);
    for (const page of [scripted, plain]) {
      const answer = await page.locator("#what-if-result").innerText();
      answers.push(answer.replace(/Computed (in your browser|on the server)/, ""));
    }
    expect(answers[0]).toContain("Botswana and Canada");
    expect(answers[0]).toBe(answers[1]);
    expect(await accessibilityProblems(scripted)).toEqual([]);
    expect(new URL(plain.url()).searchParams.getAll("if")).toEqual(["BW.S", "CA.S"]);
  });

  test("the text is adopted without the blocked clause, with its dissent and its silence", async () => {
    const governments = body.of("G");
    const objectors = ["NA", ...governments.filter((seat) => !["NA", "SL"].includes(seat)).slice(0, 15)];
    const supporters = governments.filter((seat) => !objectors.includes(seat)).slice(0, 44);
    const objection = { ground: "P4", explanation: why, cure: { condition: "Two years more." } } as const;
    const done = new Set<string>();
    for (let round = 0; round < 200; round++) {
      const state = (await findItem(body.secretariat(), item))?.state;
      if (state === undefined || state.outcome !== null) break;
      const key = `${state.stage} ${state.calls.length} ${state.round}`;
      if (!done.has(key)) {
        done.add(key);
        if (state.stage === "CALL") {
          for (const seat of [...supporters, "WDC", ...body.of("I"), ...body.of("C")])
            await recordPositions(body.as(seat), item, { positions: [{ on: "ALL", code: "S" }] });
          // What was adopted before mediation is not asked again.
          const settled = new Set(state.settled.map(({ clause }) => clause));
          const others = ["1", "3"].filter((clause) => !settled.has(clause));
          for (const seat of objectors)
            await recordPositions(body.as(seat), item, {
              positions: [
                ...(others.length === 0 ? [] : [{ on: others, code: "S" as const }]),
                { on: ["2"], code: "O", objection },
              ],
            });
        }
        if (state.stage === "FACILITATION") await facilitate(objectors);
      }
      await days(1);
    }
    const reader = await as(null);
    await reader.goto(`${base}/decisions`);
    await reader.getByRole("link", { name: "Guideline on weighing" }).click();
    const decided = await text(reader);
    expect(decided).toContain("Scales are calibrated once a year.");
    expect(decided).toContain("Records are kept.");
    expect(decided).not.toContain("Weights are noted to a hundredth.");
    expect(decided).toContain("Not adopted, although in the text: Clause 2.");
    expect(decided).toContain("Namibia on Clause 2");
    expect(await accessibilityProblems(await shown(reader.url()))).toEqual([]);
    const csv = await fetch(`${base}/decisions.csv`).then((answer) => answer.text());
    expect(csv).toContain(",1 3,2,SL,WDC,");
    await reader.goto(`${base}/silence`);
    expect(await text(reader)).toContain("Silence seat by seat");
  });

  async function facilitate(objectors: readonly string[]): Promise<void> {
    const secretariat: Ctx = body.secretariat();
    await nameFacilitator(secretariat, item, { seat: "DDI" });
    for (const seat of ["SL", "WDC", "CSC"]) await acceptFacilitator(body.as(seat), item, { accept: true });
    for (const seat of objectors) {
      const { acts } = await answerObjection(body.as("DDI"), item, {
        seat,
        clause: "2",
        text: "Scales can be shared between posts.",
      });
      await replyToAnswer(body.as(seat), item, { answer: acts[0] ?? "", text: "Not between ours." });
    }
  }

  /** With script, for the check of accessibility. */
  async function shown(address: string): Promise<Page> {
    const page = await as(null, true);
    await page.goto(address);
    return page;
  }

  test("the same acts stand under strict and genuine consensus side by side", async () => {
    const page = await as(null, true);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(`${base}/items/${item}/rules`);
    const [strict, genuine] = await page.locator(".side-by-side > section").allInnerTexts();
    expect(strict).toContain("Strict consensus");
    expect(strict).toMatch(/at least one government objects|Clause 2/);
    expect(genuine).toContain("Binding");
    expect(genuine).toContain("Adopted");
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
