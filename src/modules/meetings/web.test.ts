// The doors of meetings: forms, the record in its three forms, calendar and feed, and the live events of a running meeting.
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Browser } from "../../../test/support/site.ts";
import { parseXml } from "../../../test/support/xml.ts";
import type { Xml } from "../../../test/support/xml.ts";
import {
  demonstrationOrganisations,
  findItem,
  listItems,
  seedDemonstrationDelegates,
  seedDemonstrationItems,
  seedDemonstrationSeats,
} from "#modules/governance/index.ts";
import { peopleInRole, seedDemonstrationPeople } from "#modules/identity/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { listWhatIsDue } from "./background.ts";
import { meetingsModule } from "./index.ts";
import { endFollowing, followerCount } from "./live-events.ts";
import { getMeeting } from "./queries.ts";
import { seedDemonstrationMeetings } from "./seed.ts";
import { steps } from "./steps.ts";
import * as store from "./store.ts";

let scheme: TestScheme;
let past = "";
let coming = "";
const actors = new Map<string, Actor>();
let open: (who: string | null) => Browser;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  const authorities = await seedDemonstrationAuthorities(scheme.ctx());
  await seedDemonstrationSeats(scheme.ctx());
  await seedDemonstrationPeople(scheme.ctx(), demonstrationOrganisations(authorities));
  await seedDemonstrationDelegates(scheme.ctx());
  scheme.now += 120 * 86_400_000;
  await seedDemonstrationMeetings(scheme.ctx());
  await seedDemonstrationItems(scheme.ctx());
  await listWhatIsDue(scheme.ctx());
  await scheme.sequence();
  const rows = await store.listMeetings({ db: scheme.database.kysely });
  past = rows.find(({ kind }) => kind === "INTERSESSIONAL")?.id ?? "";
  coming = rows.find(({ kind }) => kind === "PLENARY")?.id ?? "";
  for (const { person, organisation, name } of await peopleInRole(scheme.ctx(), "delegate"))
    actors.set(organisation, { kind: "person", id: person, name, organisation, roles: ["delegate"] });
  actors.set("KPCS", scheme.ctx().actor);
  const site = siteOf(scheme, meetingsModule, async (_base, headers) => {
    const who = headers.get("authorization");
    return who === null ? null : (actors.get(who) ?? null);
  });
  open = (who) => {
    const browser = site.browser();
    const as = who === null ? {} : { authorization: who };
    return {
      ...browser,
      get: (path, headers = {}) => browser.get(path, { ...as, ...headers }),
      postForm: (path, fields) => postForm(site.fetch, path, fields, as),
      postJson: (path, body) => browser.postJson(path, body, as),
    };
  };
}, 120_000);
afterAll(async () => {
  endFollowing(scheme.ctx().database);
  await scheme.close();
});

async function postForm(
  fetch: (request: Request) => Response | Promise<Response>,
  path: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  headers: Record<string, string>,
): Promise<Response> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return fetch(
    new Request(`http://localhost:8080${path}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: body.toString(),
    }),
  );
}

const text = async (answer: Promise<Response> | Response): Promise<string> => (await answer).text();
const elements = (xml: Xml): readonly Xml[] => [xml, ...xml.children.flatMap(elements)];

describe("the record", () => {
  test("says the same as page, as PDF and as Akoma Ntoso, with the same address for each paragraph", async () => {
    const browser = open(null);
    const html = await text(browser.get(`/meetings/${past}/record?lang=en`));
    const xml = parseXml(await text(browser.get(`/meetings/${past}/record.xml?lang=en`)));
    const pdf = new Uint8Array(
      await (await browser.get(`/meetings/${past}/record.pdf?lang=en`)).arrayBuffer(),
    );
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(Buffer.from(pdf));
    const printed = [...document.pages()]
      .map((page) => page.getText())
      .join(" ")
      .replaceAll(/\s+/g, " ");
    document.destroy();
    library.destroy();
    const paragraphs = elements(xml).filter(({ name }) => name === "paragraph");
    expect(paragraphs.length).toBeGreaterThan(20);
    for (const { attributes } of paragraphs) expect(html).toContain(`id="${attributes["eId"]}"`);
    for (const words of [
      "No clause was adopted at this meeting.",
      "It ran 40 min over time.",
      "Who pays for the scales?",
      "Qui paie les balances ?",
      "Each authority pays for its own.",
    ]) {
      expect(html).toContain(words);
      expect(printed).toContain(words.replaceAll("\u00a0", " "));
      expect(elements(xml).some((one) => one.text.includes(words))).toBe(true);
    }
    expect(printed).toMatch(/Page 1 of \d/);
  });

  test("in French has the same addresses, and holds the silence and the positions of a closed item by name", async () => {
    const ids = async (language: string) =>
      elements(
        parseXml(await text(open(null).get(`/meetings/${coming}/record.xml?lang=${language}`))),
      ).flatMap(({ attributes }) => attributes["eId"] ?? []);
    expect(await ids("fr")).toEqual(await ids("en"));
    const { state } = await getMeeting(scheme.ctx(), coming);
    const listed = state.agenda.filter(({ item }) => item !== null);
    expect(listed.length).toBeGreaterThan(0);
    const [first] = listed;
    const view = await findItem(scheme.ctx(), first!.item!);
    const html = await text(open(null).get(`/meetings/${coming}/record?lang=en`));
    expect(html).toContain(`${view!.reference} ${view!.title["en"]}`);
    expect(html).toContain("Tabled on");
  });

  test("is issued by the table once the meeting is closed, with the digests of what is served, and corrected beside itself", async () => {
    expect((await open("KPCS").postForm(`/meetings/${coming}/record-issues`, {})).status).toBe(409);
    expect((await open("DEMO-RIVER").postForm(`/meetings/${past}/record-issues`, {})).status).toBe(403);
    expect((await open("KPCS").postForm(`/meetings/${past}/record-issues`, {})).status).toBe(303);
    const corrected = await open("DEMO-RIVER").postForm(`/meetings/${past}/record-corrections`, {
      paragraph: "part_B__sec_2__para_2",
      text: "We were three, not two.",
      confirmed: "yes",
    });
    expect(corrected.status).toBe(303);
    const html = await text(open(null).get(`/meetings/${past}/record?lang=en`));
    expect(html).toContain("We were three, not two.");
    expect(html).toContain("Civil society: of 3 seats");
    const [issue] = (await getMeeting(scheme.ctx(), past)).state.issues;
    expect(html).toContain(issue!.digests["fr"]);
  });
});

describe("forms", () => {
  test("show what a seat is about to make public once more, then put it at an address where nobody edits it", async () => {
    const browser = open("CSC");
    const filled = {
      title: "On <the> programme",
      "texts-en": "We ask for time.\n\nA second one.",
      asksAnswer: "yes",
    };
    const check = await browser.postForm(`/meetings/${coming}/statements`, filled);
    expect(check.status).toBe(200);
    expect(await check.text()).toContain("Read it once more");
    expect((await getMeeting(scheme.ctx(), coming)).state.statements).toHaveLength(0);
    const done = await browser.postForm(`/meetings/${coming}/statements`, { ...filled, confirmed: "yes" });
    expect(done.status).toBe(303);
    const place = done.headers.get("location") ?? "";
    const html = await text(open(null).get(`${place}?lang=en`));
    expect(html).toContain("On &lt;the> programme");
    expect(html).toContain("Answer due");
    for (const method of ["PUT", "DELETE", "POST"])
      expect((await open("KPCS").send(method, place)).status).toBe(404);
    scheme.now += 22 * 86_400_000;
    expect(await text(open(null).get(`${place}?lang=en`))).toContain("No answer");
    scheme.now -= 22 * 86_400_000;
  });

  test("say at the field what is wrong, in the reader's language, and keep what was typed", async () => {
    const wrong = await open("KPCS").postForm(`/meetings/${coming}/session-plan?lang=fr`, {
      session: "3",
      date: "2020-01-01",
      opens: "09:00",
      ends: "12:00",
    });
    expect(wrong.status).toBe(422);
    const html = await wrong.text();
    expect(html).toContain("Ce jour n’est pas un jour de la réunion");
    expect(html).toContain('value="2020-01-01"');
    const texts = await open("CSC").postForm(`/meetings/${coming}/documents?lang=en`, {
      "title-en": "Paper",
      "texts-en": "# Paper\n\n[1] One.",
      "texts-fr": "# Papier\n\n[2] Deux.",
      access: "PUBLIC",
    });
    expect(await texts.text()).toContain("The languages part at [1]");
  });

  test("refuse to close before everybody was heard, and say who is missing", async () => {
    const refused = await open("KPCS").postForm(`/meetings/${coming}/closing?lang=en`, {});
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain("The opening statement of civil society was neither given nor declined");
    expect(html).toContain("The closing statement of industry was neither given nor declined");
  });

  test("exist for every step, for whoever may take it", async () => {
    for (const { verb, allow } of steps) {
      const who = (allow as readonly string[]).includes("secretariat") ? "KPCS" : "CSC";
      const answer = await open(who).get(`/meetings/${coming}/${verb}?lang=fr`);
      expect([verb, answer.status]).toEqual([verb, 200]);
      expect([verb, (await answer.text()).includes("⟦")]).toEqual([verb, false]);
    }
  });
});

describe("outside of the pages", () => {
  test("the calendar has every meeting, its sessions and the calls that are open, each event once", async () => {
    const answer = await open(null).get("/meetings.ics?lang=en");
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const lines = (await answer.text()).replaceAll("\r\n ", "").split("\r\n");
    const uids = lines.filter((line) => line.startsWith("UID:"));
    expect(uids).toContain(`UID:${coming}@kimberlite.test`);
    expect(uids).toContain(`UID:${coming}-session-1@kimberlite.test`);
    expect(uids.filter((uid, place) => uids.indexOf(uid) !== place)).toEqual([]);
    const calls = (await listItems(scheme.ctx(), { open: true })).filter(
      (item) => item.deadlineEvent === "CALL_CLOSES",
    );
    expect(uids.filter((uid) => uid.includes("-call-"))).toHaveLength(calls.length);
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(uids.length);
  });

  test("a meeting that is called off is cancelled in the calendar, not gone", async () => {
    const convened = await open("KPCS").postForm("/meetings/new", {
      kind: "WORKING_GROUP",
      body: "WGS",
      number: "1",
      zone: "Asia/Dubai",
      from: "2026-12-01",
      to: "2026-12-02",
      format: "ONLINE",
    });
    expect(convened.headers.get("location")).toBe("/meetings/wgs-session-2026");
    const before = await text(open(null).get("/meetings/wgs-session-2026/calendar.ics"));
    await open("KPCS").postForm("/meetings/wgs-session-2026/cancellation", {
      reason: "No host",
      confirmed: "yes",
    });
    const after = await text(open(null).get("/meetings.ics"));
    expect([before.includes("SEQUENCE:0"), before.includes("STATUS:CANCELLED")]).toEqual([true, false]);
    const event = after.split("BEGIN:VEVENT").find((one) => one.includes("UID:wgs-session-2026@"));
    expect(event).toContain("STATUS:CANCELLED");
    expect(event).toContain("SEQUENCE:1");
  });

  test("the feed is well formed, and says nothing of a document that is not for everybody", async () => {
    await open("KPCS").postForm(`/meetings/${coming}/documents`, {
      "title-en": "Hidden findings",
      "texts-en": "# Hidden\n\n[1] One.",
      access: "SEATS",
    });
    const feed = parseXml(await text(open(null).get("/meetings.atom?lang=en")));
    const titles = elements(feed)
      .filter(({ name }) => name === "title")
      .map((one) => one.text);
    expect(titles.some((title) => title.startsWith("Statement of"))).toBe(true);
    expect(titles.join(" ")).not.toContain("Hidden");
    for (const path of [`/meetings/${coming}`, `/meetings/${coming}/record`, `/api/meetings/${coming}`])
      expect(await text(open(null).get(path))).not.toContain("Hidden findings");
    expect(await text(open("CSC").get(`/meetings/${coming}`))).toContain("Hidden findings");
  });

  test("the machine door takes the same steps, and describes a meeting in full", async () => {
    const point = await open("CSC").postJson(`/api/meetings/${coming}/points`, {
      title: { en: "By a program" },
    });
    expect(point.status).toBe(200);
    const detail = (await (await open(null).get(`/api/meetings/${coming}`)).json()) as {
      agenda: { title: { en: string } }[];
    };
    expect(detail.agenda.map(({ title }) => title.en)).toContain("By a program");
    expect((await open("CSC").postJson(`/api/meetings/${coming}/order`, { entries: [] })).status).toBe(403);
    expect((await open(null).get("/api/meetings/plenary-1999")).status).toBe(404);
  });
});

describe("live", () => {
  interface Heard {
    readonly next: () => Promise<string>;
    readonly stop: () => Promise<void>;
  }

  async function listen(headers: Record<string, string> = {}): Promise<Heard> {
    const answer = await open(null).get(`/meetings/${coming}/events`, headers);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const reader = answer.body!.getReader();
    return {
      next: async () => new TextDecoder().decode((await reader.read()).value),
      stop: () => reader.cancel(),
    };
  }

  test("tells each act under its place in the log, and who was away goes on where they stopped", async () => {
    await scheme.sequence();
    const first = await listen();
    expect(await first.next()).toBe("retry: 3000\n\n");
    await open("CSC").postJson(`/api/meetings/${coming}/points`, { title: { en: "While they listen" } });
    await scheme.sequence();
    const told = await first.next();
    expect(told).toMatch(/^id: \d+\nevent: act\ndata: \{"type":"agenda-point-added","at":"[^"]+"\}\n\n$/);
    await first.stop();
    expect(followerCount(scheme.ctx().database, coming)).toBe(0);
    const place = Number(/^id: (\d+)/.exec(told)?.[1]);
    const again = await listen({ "last-event-id": String(place - 1) });
    await again.next();
    expect(await again.next()).toBe(told);
    await again.stop();
    const strange = await listen({ "last-event-id": "1; drop table meeting" });
    expect(await strange.next()).toBe("retry: 3000\n\n");
    await strange.stop();
  }, 20_000);

  test("bounds how many listen from one address", async () => {
    const listening: Heard[] = [];
    for (let count = 0; count < 250; count += 1) listening.push(await listen());
    expect((await open(null).get(`/meetings/${coming}/events`)).status).toBe(429);
    for (const one of listening) await one.stop();
    const after = await listen();
    expect(await after.next()).toContain("retry");
    await after.stop();
  }, 30_000);

  test("the page says how things stand without a script, and names the events for one", async () => {
    const html = await text(open(null).get(`/meetings/${coming}/live?lang=en`));
    expect(html).toContain("No session is open.");
    expect(html).toMatch(/data-events="\/meetings\/[a-z0-9-]+\/events\?after=\d+"/);
  });
});
