import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { audit, rebuild, recordModule } from "#modules/record/index.ts";
import type { Actor, Module } from "#modules/record/index.ts";
import {
  blocksOfParticipant,
  schemeModule,
  seedDemonstrationAuthorities,
  seedParticipants,
  statusRows,
} from "#modules/scheme/index.ts";
import { pngOf } from "#platform/files/test-picture.ts";
import { Problem } from "#platform/http/problem.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Site } from "../../../test/support/site.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { parseXml } from "../../../test/support/xml.ts";
import type { Xml } from "../../../test/support/xml.ts";
import {
  alertsModule,
  alertsOnNumber,
  closeAlert,
  correctAlert,
  publishAlert,
  stoppedTrade,
} from "./index.ts";
import { forgetAlerts } from "./queries.ts";
import { closeCertificateAlerts, projectCertificateAlerts } from "./store.ts";
import type { AlertInput } from "./inputs.ts";

const person = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "person",
  id: `00000000-0000-7000-8000-0000000000${place}`,
  name: `Person ${place}`,
  organisation,
  roles,
});
const freetown = person(21, "SL-KPA", "issuing-officer");
const antwerp = person(22, "EU-BE", "importing-officer");
const clerk = person(23, "SL-KPA", "exporter");
const secretariat = person(24, "KPCS", "secretariat");
const people = [freetown, antwerp, clerk, secretariat];

const actKinds = [recordModule, schemeModule, alertsModule].flatMap((module) => module.actKinds);

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const module: Module = {
    ...alertsModule,
    doors: [...alertsModule.doors, ...schemeModule.doors],
  };
  site = siteOf(
    scheme,
    module,
    async (_, headers) => people.find(({ name }) => name === headers.get("authorization")) ?? null,
  );
});
afterAll(() => scheme.close());

const lost = (over: Partial<AlertInput> = {}): AlertInput => ({
  kind: "LOST",
  country: "SL",
  numbers: [{ from: "SL 004501", to: "SL 004510" }],
  text: { en: "Ten blank sheets were lost.", fr: "Dix feuilles vierges ont été perdues." },
  ...over,
});
const scan = Buffer.from(pngOf({ width: 4, height: 4, dots: new Uint8Array(16) })).toString("base64");
const fake = (over: Partial<AlertInput> = {}): AlertInput => ({
  kind: "FAKE",
  country: "KE",
  numbers: [{ from: "KE/0001-A" }],
  text: { en: "Seen <at> the counter & refused.\nKenya is not a Participant." },
  picture: scan,
  ...over,
});

async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.fields.length === 0
      ? [error.code]
      : error.fields.map(({ field, code }) => `${field}: ${code}`);
  }
}

const kindsOn = async (typed: string, participant?: string, serial?: bigint) =>
  (
    await alertsOnNumber(scheme.ctx(), {
      typed,
      ...(participant === undefined || serial === undefined ? {} : { participant, serial }),
    })
  ).map(({ kind }) => kind);

async function get(path: string, as?: Actor, headers: Record<string, string> = {}) {
  const response = await site
    .browser()
    .get(path, { ...headers, ...(as === undefined ? {} : { authorization: as.name }) });
  return { status: response.status, headers: response.headers, text: await response.clone().text() };
}

describe("who publishes which alert", () => {
  test("lost and stolen papers: the authority whose papers they are, and nobody else", async () => {
    expect(await refusal(publishAlert(scheme.ctx(antwerp), lost()))).toEqual([
      "country: not-own-papers",
      "numbers.0: not-own-papers",
    ]);
    // Belgium's own Participant, but the numbers of another member state's block.
    const german = (await blocksOfParticipant(scheme.ctx(), "EU")).find(
      ({ authority }) => authority === "EU-DE",
    );
    const numbers = [{ from: `EU${String(german?.from).padStart(8, "0")}` }];
    expect(await refusal(publishAlert(scheme.ctx(antwerp), lost({ country: "EU", numbers })))).toEqual([
      "numbers.0: not-own-papers",
    ]);
    expect(await refusal(publishAlert(scheme.ctx(secretariat), lost()))).toEqual(["not-allowed"]);
    expect(await refusal(publishAlert(scheme.ctx(clerk), lost()))).toEqual(["not-allowed"]);
    expect(await refusal(publishAlert(scheme.ctx(freetown), lost({ numbers: [] })))).toEqual([
      "numbers: missing",
    ]);
  });

  test("a forgery: whoever saw it; stopped trade: the Secretariat", async () => {
    const stopped: AlertInput = {
      kind: "STOPPED_TRADE",
      country: "VE",
      numbers: [],
      text: { en: "No trade." },
    };
    expect(await refusal(publishAlert(scheme.ctx(freetown), stopped))).toEqual(["not-allowed"]);
    expect(await refusal(publishAlert(scheme.ctx(secretariat), { ...stopped, picture: scan }))).toEqual([
      "picture: picture-of-fake-only",
    ]);
    expect(await refusal(publishAlert(scheme.ctx(antwerp), fake({ picture: "AAAA" })))).toEqual([
      "picture: picture-type-not-accepted",
    ]);
    expect(await refusal(publishAlert(scheme.ctx(antwerp), fake({ country: "ZZ" })))).toEqual([
      "country: unknown-country",
    ]);
  });
});

describe("the life of an alert", () => {
  let id: string;

  test("from the commit on, every number in it is told, and no other", async () => {
    ({ id } = await publishAlert(scheme.ctx(freetown), lost()));
    expect(await kindsOn("SL 004505", "SL", 4505n)).toEqual(["LOST"]);
    expect(await kindsOn("SL 004511", "SL", 4511n)).toEqual([]);
    const { text } = await get(`/alerts/${id}`);
    for (const words of [
      "SL 004501 to SL 004510",
      "Ten blank sheets were lost.",
      "No paper with such a number",
    ])
      expect(text).toContain(words);
    expect((await get(`/alerts/${id}?lang=fr`)).text).toContain("Dix feuilles vierges ont été perdues.");
  });

  test("only its publisher corrects it, with a reason that stays readable", async () => {
    const correction = {
      ...lost({ numbers: [{ from: "SL 004501", to: "SL 004509" }] }),
      reason: "One was found.",
    };
    expect(await refusal(correctAlert(scheme.ctx(secretariat), id, { ...fake(), reason: "x" }))).toEqual([
      "not-allowed",
    ]);
    await correctAlert(scheme.ctx(freetown), id, correction);
    expect(await kindsOn("SL 004510", "SL", 4510n)).toEqual([]);
    expect(await kindsOn("SL 004509", "SL", 4509n)).toEqual(["LOST"]);
    expect((await get(`/alerts/${id}`)).text).toContain("One was found.");
  });

  test("closed, it warns no more, stays readable, and is closed once", async () => {
    expect(await refusal(closeAlert(scheme.ctx(antwerp), id, "mine"))).toEqual(["not-allowed"]);
    await closeAlert(scheme.ctx(freetown), id, "All were found.");
    expect(await refusal(closeAlert(scheme.ctx(freetown), id, "again"))).toEqual(["already-done"]);
    expect(await kindsOn("SL 004509", "SL", 4509n)).toEqual([]);
    const { text } = await get(`/alerts/${id}`);
    expect(text).toContain("All were found.");
    expect(text).not.toContain("No paper with such a number");
    expect((await get("/alerts")).text).toContain("No alert since 1 June 2026");
  });

  test("a forgery in nobody's format is found by what it prints; its picture is served as a picture and nothing else", async () => {
    const { id: forged } = await publishAlert(scheme.ctx(antwerp), fake());
    expect(await kindsOn("ke 0001 a")).toEqual(["FAKE"]);
    const picture = await get(`/alerts/${forged}/picture`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(picture.headers.get("content-security-policy")).toContain("sandbox");
    expect(
      (
        await get(`/alerts/${forged}/picture`, undefined, {
          "if-none-match": picture.headers.get("etag") ?? "",
        })
      ).status,
    ).toBe(304);
    expect((await get(`/alerts/${id}/picture`)).status).toBe(404);
    // Corrected without a picture, it keeps the one it had.
    const { picture: _, ...rest } = fake();
    await correctAlert(scheme.ctx(antwerp), forged, { ...rest, reason: "Words." });
    expect((await get(`/alerts/${forged}/picture`)).status).toBe(200);
  });

  test("what acts on a certificate make is told by its day, and closed when the certificate is found", async () => {
    const certificate = Buffer.alloc(16, 7);
    const reader = { db: scheme.database.kysely } as unknown as Parameters<
      typeof projectCertificateAlerts
    >[0];
    const at = "2026-06-01T09:31:17.123Z";
    const act = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";
    await projectCertificateAlerts(reader, [
      {
        id: act,
        kind: "STOLEN",
        certificate,
        participant: "SL",
        number: "SL 004600",
        serial: 4600n,
        organisation: "SL-KPA",
        at,
      },
    ]);
    const { text } = await get("/alerts/country/SL.atom");
    expect(text).toContain("Stolen: SL 004600");
    expect(text).not.toContain("09:31");
    expect((await get(`/alerts/${act}`)).text).toContain("reported this certificate stolen on 1 June 2026");
    // The certificate's own row answers for it.
    expect(await kindsOn("SL 004600", "SL", 4600n)).toEqual([]);
    await closeCertificateAlerts(reader, [{ certificate, at: "2026-06-02T10:00:00.000Z" }]);
    expect((await get(`/alerts/${act}`)).text).toContain("the certificate was found");
    await scheme.owner.kysely
      .deleteFrom("alert" as never)
      .where("id" as never, "=", act as never)
      .execute();
    await scheme.owner.kysely
      .updateTable("alert_change" as never)
      .set({ acts: 5 } as never)
      .execute();
    // The count was put back behind the program's back: what it knows is read anew.
    forgetAlerts(scheme.ctx());
    expect(await kindsOn("SL 004530", "SL", 4530n)).toEqual([]);
  });

  test("all of it can be made again from the acts, and the audit agrees", async () => {
    const before = (await get("/api/alerts")).text;
    await rebuild(scheme.owner.kysely, actKinds);
    expect((await get("/api/alerts")).text).toBe(before);
    await scheme.sequence();
    expect(await audit(scheme.owner.kysely, actKinds)).toMatchObject({ ok: true });
  });
});

describe("the feeds", () => {
  const child = (xml: Xml, name: string) => xml.children.filter((one) => one.name === name);
  const textOf = (xml: Xml, name: string) => child(xml, name)[0]?.text;

  test("Atom: well formed, each entry with a stable id, a time, an author, an address and its full text", async () => {
    for (const path of [
      "/alerts.atom",
      "/alerts.atom?lang=fr",
      "/alerts/country/KE.atom",
      "/alerts/country/TD.atom",
    ]) {
      const { text, headers, status } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
      const feed = parseXml(text);
      expect(feed.name).toBe("feed");
      expect(feed.attributes["xmlns"]).toBe("http://www.w3.org/2005/Atom");
      for (const name of ["id", "title", "updated"]) expect(textOf(feed, name)).not.toBe("");
      expect(Number.isNaN(Date.parse(textOf(feed, "updated") ?? ""))).toBe(false);
      expect(child(feed, "link").map(({ attributes }) => attributes["rel"])).toEqual(["self", "alternate"]);
      for (const entry of child(feed, "entry")) {
        expect(textOf(entry, "id")).toMatch(
          /^(urn:uuid:[0-9a-f-]{36}|tag:kimberlite,2003:status:[A-Z]{2}:\d{4}-\d{2}-\d{2})$/,
        );
        expect(textOf(entry, "updated")).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
        expect(child(entry, "author")[0]?.children[0]?.text).not.toBe("");
        expect((textOf(entry, "content") ?? "").length).toBeGreaterThan(20);
      }
    }
  });

  test("what people wrote cannot break out of the feed", async () => {
    const { text } = await get("/alerts/country/KE.atom");
    const [entry] = child(parseXml(text), "entry");
    expect(textOf(entry as Xml, "content")).toContain("Seen <at> the counter & refused.");
    expect(child(parseXml((await get("/alerts/country/TD.atom")).text), "entry")).toEqual([]);
  });

  test("JSON Feed says the same", async () => {
    const { text, headers } = await get("/alerts.json");
    expect(headers.get("content-type")).toBe("application/feed+json; charset=utf-8");
    const feed = JSON.parse(text) as {
      version: string;
      items: { id: string; title: string; content_text: string }[];
    };
    expect(feed.version).toBe("https://jsonfeed.org/version/1.1");
    const entries = child(parseXml((await get("/alerts.atom")).text), "entry");
    expect(feed.items.map(({ id }) => id)).toEqual(entries.map((entry) => textOf(entry, "id")));
  });

  test("who has the newest is told so", async () => {
    const { headers } = await get("/alerts.atom");
    expect(headers.get("cache-control")).toBe("public, max-age=300");
    const again = await get("/alerts.atom", undefined, { "if-none-match": headers.get("etag") ?? "" });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect(
      (await get("/alerts.atom?lang=fr", undefined, { "if-none-match": headers.get("etag") ?? "" })).status,
    ).toBe(200);
  });
});

describe("stopped trade", () => {
  test("follows from the scheme's own statuses, as of the day", async () => {
    const statuses = await statusRows(scheme.ctx());
    const on = (date: string) => stoppedTrade({ statuses }, date).map(({ participant }) => participant);
    expect(on("2013-07-01")).toEqual(expect.arrayContaining(["CF", "CI", "VE"]));
    expect(on("2026-06-01")).toContain("VE");
    expect(on("2026-06-01")).not.toContain("CF");
    const { text } = await get("/alerts");
    expect(text).toContain('href="/participants/VE"');
    expect((await get("/alerts/country/VE")).text).toContain("Source:");
  });
});

describe("the pages", () => {
  const publishable = {
    kind: "LOST",
    country: "SL",
    numbers: "SL 004520 to SL 004522\r\n\r\n004530",
    en: "Stolen from the van? No: lost.",
    fr: "",
  };
  const post = (path: string, as: Actor, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return site.fetch(
      new Request(`http://localhost:8080${path}`, {
        method: "POST",
        body,
        headers: { authorization: as.name },
      }),
    );
  };

  test("a form, a look at what everybody will see, then the act", async () => {
    const saved = await post("/alerts/new", freetown, publishable);
    expect(saved.status).toBe(303);
    const draft = saved.headers.get("location") ?? "";
    const preview = await get(draft, freetown);
    expect(preview.text).toContain("SL 004520 to SL 004522");
    expect(preview.text).toContain("SL 004530");
    expect(await kindsOn("SL 004530", "SL", 4530n)).toEqual([]);
    // Nobody else's draft.
    expect((await get(draft, antwerp)).status).toBe(404);
    const published = await post(draft, freetown, {});
    expect(published.headers.get("location")).toMatch(/^\/alerts\/[0-9a-f-]{36}$/);
    expect(await kindsOn("SL 004530", "SL", 4530n)).toEqual(["LOST"]);
    expect((await get(draft, freetown)).status).toBe(404);
    const page = published.headers.get("location") ?? "";
    expect((await get(page, freetown)).text).toContain(`${page}/correct`);
    expect((await get(page)).text).not.toContain(`${page}/correct`);
    expect((await get(`${page}/correct`, freetown)).text).toContain("SL 004520 to SL 004522");
    expect((await get(`${page}/correct`, antwerp)).status).toBe(403);
    expect((await post(`${page}/close`, freetown, { reason: "" })).status).toBe(422);
    expect((await post(`${page}/close`, freetown, { reason: "Found." })).status).toBe(303);
  });

  test("a refusal shows the form again with what was typed, and where it is wrong", async () => {
    const refused = await post("/alerts/new", freetown, {
      ...publishable,
      numbers: "SL 004530 to SL 004520\nhello",
    });
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain("Line 1: the last number comes before the first");
    expect(text).toContain("Line 2: this is not a number");
    expect(text).toContain("Stolen from the van?");
    expect((await post("/alerts/new", freetown, { ...publishable, en: "a\u202Eb" })).status).toBe(422);
    expect((await post("/alerts/new", freetown, { ...publishable, kind: "STOPPED_TRADE" })).status).toBe(403);
  });

  test("in both languages, for everybody, and nothing where nothing is", async () => {
    for (const path of ["/alerts", "/alerts/country/SL", "/alerts?kind=FAKE", "/alerts?country=SL&kind="]) {
      for (const lang of ["en", "fr"]) {
        const { text, status } = await get(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        expect([path, [200, 303].includes(status)]).toEqual([path, true]);
        expect(text).not.toContain("⟦");
      }
    }
    for (const path of [
      "/alerts/nothing",
      "/alerts/country/zz",
      "/alerts/country/ZZ",
      "/alerts/country/SL.xml",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    expect((await get("/alerts/new")).status).toBe(401);
    expect((await get("/alerts/new", clerk)).status).toBe(403);
  });
});
