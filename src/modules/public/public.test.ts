import { brotliCompressSync } from "node:zlib";
import { OpenAPIHono } from "@hono/zod-openapi";
import { sql } from "kysely";
import { encodeQR } from "qr";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { qrTextOf, content as testContent, keys } from "#core/certificate/testing/world.ts";
import { watchedLog } from "#core/log/follow.ts";
import { parsePolicy, witnessPolicy } from "#core/log/policy.ts";
import { verifyReceipt } from "#core/log/proof.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Frame, Web } from "#platform/http/web.ts";
import { localeFrom } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { pngOf } from "#platform/files/test-picture.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { seedDemonstrationCertificates } from "#modules/certificates/index.ts";
import { seedDemonstrationPeople } from "#modules/identity/index.ts";
import type { App } from "#modules/record/index.ts";
import {
  publishTrustList,
  seedDemonstrationAuthorities,
  seedParticipants,
  setStatus,
} from "#modules/scheme/index.ts";
import { loadAssets } from "#ui/assets.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { publicModule, setAccessTable } from "./index.ts";
import { operationsOf } from "./pages/developers.tsx";

const day = 86_400_000;
let scheme: TestScheme;
let app: App;
let frame: Partial<Frame> = {};
let numbers: Readonly<
  Record<string, { readonly number: string; readonly text: string | null; readonly issuedOn: string }>
>;

beforeAll(async () => {
  scheme = await testScheme();
  const { now } = scheme;
  scheme.now = now - 60 * day;
  await seedParticipants(scheme.ctx());
  const authorities = await seedDemonstrationAuthorities(scheme.ctx());
  await seedDemonstrationPeople(
    scheme.ctx(),
    authorities.map((code) => ({ code })),
  );
  scheme.now = now;
  await publishTrustList(scheme.ctx());
  // A certificate is printed only once the log has it.
  const sequencer = await scheme.startSequencer();
  await seedDemonstrationCertificates({ ...scheme.ctx(), committed: () => sequencer.nudge() });
  await sequencer.stop();
  await scheme.sequence();
  const { rows } = await sql<{
    state: string;
    participant: string;
    number: string;
    text: string | null;
    issuedOn: string;
  }>`
    select state, participant, number, qr_text as text, issued_on as "issuedOn" from certificate order by issued_at`.execute(
    scheme.database.kysely,
  );
  numbers = Object.fromEntries(rows.map((row) => [row.state, row]));

  app = new OpenAPIHono<Web>();
  app.onError((error, c) => {
    const known = error instanceof Problem ? error : undefined;
    return c.text(known?.code ?? String(error), (known?.status ?? 500) as 500);
  });
  app.use(async (c, next) => {
    c.set(
      "t",
      translator(localeFrom({ query: c.req.query("lang"), cookie: undefined, acceptLanguage: undefined })),
    );
    c.set("ctx", scheme.ctx());
    c.set("frame", {
      baseUrl: new URL(c.req.url).origin,
      path: c.req.path,
      demonstration: true,
      scheme: "Test scheme",
      signedInAs: null,
      person: null,
      organisation: null,
      roles: [],
      ...frame,
    });
    await next();
  });
  publicModule.routes(app);
}, 180_000);

afterAll(async () => {
  await stopFileWorker();
  await scheme.close();
});

async function get(path: string): Promise<{ status: number; html: string }> {
  const response = await app.request(path);
  return { status: response.status, html: await response.text() };
}

async function post(
  fields: Readonly<Record<string, string | File>>,
): Promise<{ status: number; html: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const response = await app.request("/verify", { method: "POST", body });
  return { status: response.status, html: await response.text() };
}

const stateIn = (html: string): string | undefined => /data-state="([^"]+)"/.exec(html)?.[1];
const sentenceIn = (html: string): string | undefined => /verdict__sentence">([^<]+)</.exec(html)?.[1];
const numberOf = (state: string): string => {
  const row = numbers[state];
  if (row === undefined) throw new Error(`no certificate is ${state}`);
  return row.number;
};
const textOf = (state: string): string => numbers[state]?.text ?? "";

describe("the home page", () => {
  test("says in English and in French what this is, with three doors and the field on the page itself", async () => {
    const english = await get("/");
    expect(english.status).toBe(200);
    expect(english.html.match(/class="door[ "]/g)).toHaveLength(3);
    expect(english.html).toMatch(/<form method="get" action="\/verify">.*name="number"/s);
    expect(english.html).toContain("Governments issue a certificate");
    const french = await get("/?lang=fr");
    expect(french.html).toContain('<html lang="fr"');
    expect(french.html).toContain("Les gouvernements délivrent un certificat");
  });

  test("counts from the register: Participants, countries, certificates by state, acts", async () => {
    const { html } = await get("/");
    expect(html).toMatch(/>60</);
    expect(html).toContain("standing for 86 countries");
    expect(html).toMatch(/\d+ issued/);
    expect(html).toMatch(/\d of \d sent were confirmed on arrival/);
    expect(html).toMatch(/Last signed \d+ seconds? ago/);
  });

  test("names who is stopped as soon as the record says so, five seconds later at most", async () => {
    await get("/");
    await setStatus(scheme.ctx(), {
      participant: "TG",
      status: "SUSPENDED",
      from: "2026-05-30",
      precision: "day",
      source: "test",
    });
    scheme.now += 5_001;
    expect((await get("/")).html).toMatch(/Stopped: [^.]*Togo/);
    await setStatus(scheme.ctx(), {
      participant: "TG",
      status: "PARTICIPANT",
      from: "2026-05-31",
      precision: "day",
      source: "test",
    });
    await publishTrustList(scheme.ctx());
    await scheme.sequence();
    scheme.now += 5_001;
    expect((await get("/")).html).not.toMatch(/Stopped: [^.]*Togo/);
  });

  test("tells no number, no party and no hour of a certificate", async () => {
    // The example in the hint is a number that the demonstration happens to reach.
    const html = (await get("/")).html.replaceAll(/example SL 004912/g, "");
    for (const row of Object.values(numbers)) expect(html).not.toContain(row.number);
    expect(html).not.toMatch(/Antwerp Demo|Surat Demo|Sample Diamonds/);
  });

  test("shows the map as a list where it is asked for, with every Participant", async () => {
    const { html } = await get("/?map=list");
    expect(html).not.toContain("world-map__picture");
    expect(html.match(/href="\/participants\/[A-Z]{2}"/g)?.length).toBe(61);
    expect(html).toContain("Trades under the scheme without being a Participant");
  });
});

describe("checking a number", () => {
  const check = (number: string) => get(`/verify?number=${encodeURIComponent(number)}`);

  test("one that is open: who issued it and until when, and neither weight nor parties, because numbers can be guessed", async () => {
    const { status, html } = await check(numberOf("EXPORTED"));
    expect(status).toBe(200);
    expect(stateIn(html)).toBe("valid");
    expect(html).toContain("Not yet confirmed by the importing authority");
    expect(html).toMatch(/against the trust list, version \d+, of/);
    expect(html).not.toMatch(/ ct<\/dd|Parcels|Demo Rough|Sample/);
  });

  test("one that was used, one that was issued and not validated, one nobody knows", async () => {
    expect(stateIn((await check(numberOf("CONFIRMED"))).html)).toBe("used");
    expect(stateIn((await check(numberOf("ISSUED"))).html)).toBe("not-released");
    expect(stateIn((await check("SL 999999")).html)).toBe("unknown-number");
  });

  test("one of a country that never joined is answered by name; what no Participant prints is not in the register", async () => {
    const kenya = await check("KE 000123");
    expect(stateIn(kenya.html)).toBe("not-a-participant");
    expect(sentenceIn(kenya.html)).toMatch(/^Kenya was not a Participant on /);
    expect(stateIn((await check("hello")).html)).toBe("unknown-number");
  });

  test("digits that several Participants print ask for the country, and the answer keeps the number", async () => {
    const { status, html } = await check("004912");
    expect(status).toBe(422);
    expect(html).toMatch(/<title>Error:/);
    expect(html).toContain('href="#participant"');
    expect(html).toContain('value="004912"');
    expect(html).toContain('<option value="SL">Sierra Leone</option>');
    expect(stateIn((await get("/verify?number=004912&participant=SL")).html)).toBeDefined();
  });

  test("hostile numbers are refused or answered, never echoed as markup", async () => {
    for (const hostile of [
      "9".repeat(10_000),
      "SL\u0000004912",
      "<script>alert(1)</script>",
      "' or 1=1 --",
      "\u202e2194 LS",
    ]) {
      const { status, html } = await check(hostile);
      expect([200, 422]).toContain(status);
      expect(html).not.toContain("<script>alert");
      expect(/ name="number"[^>]* value="([^"]*)"/.exec(html)?.[1] ?? "").toMatch(/^.{0,60}$/u);
    }
  });

  test("officers are shown the way to their own page, visitors are not", async () => {
    expect((await check(numberOf("EXPORTED"))).html).not.toContain('href="/certificates?');
    frame = { signedInAs: "Officer", organisation: "EU-BE", roles: ["importing-officer"] };
    expect((await check(numberOf("EXPORTED"))).html).toContain('href="/certificates?number=');
    frame = { signedInAs: "Secretariat", organisation: "KPCS", roles: ["secretariat"] };
    expect((await check(numberOf("EXPORTED"))).html).not.toContain('href="/certificates?');
    frame = {};
  });

  test("the page prints with its address and its time", async () => {
    const { html } = await check(numberOf("EXPORTED"));
    expect(html).toMatch(/class="print-head.*\/verify\?number=.*2026, \d\d:\d\d UTC/s);
  });
});

describe("checking a code", () => {
  test("the text of an open certificate: weight as a class, parcels, and no party", async () => {
    const { status, html } = await post({ text: textOf("EXPORTED") });
    expect(status).toBe(200);
    expect(stateIn(html)).toBe("valid");
    expect(html).toMatch(/5,000 to 10,000 ct|100 to 1,000 ct/);
    expect(html).toContain("Parcels");
    expect(html).not.toMatch(/Dubai Sample|Scheldt|Sample Street|DM40/);
  });

  test("a text that a mail has broken into lines is read", async () => {
    const text = textOf("EXPORTED");
    expect(stateIn((await post({ text: `${text.slice(0, 60)}\r\n${text.slice(60)}\r\n` })).html)).toBe(
      "valid",
    );
  });

  test("one letter changed: not valid, and nothing of what it says is shown", async () => {
    const text = textOf("EXPORTED");
    const at = text.length - 20;
    const { html } = await post({
      text: text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1),
    });
    expect(["signature-wrong", "not-our-code"]).toContain(stateIn(html));
    expect(html).not.toContain("summary-list");
    expect(html).not.toContain(numberOf("EXPORTED"));
  });

  test("a used code, a code of a stranger's key, and something else", async () => {
    expect(stateIn((await post({ text: textOf("CONFIRMED") })).html)).toBe("used");
    const foreign = await post({
      text: qrTextOf(
        testContent({
          number: "SL 004987",
          issuedOn: "2026-05-20",
          expiresOn: "2026-07-19",
          validatedOn: "2026-05-21",
        }),
        keys.stranger,
        { validatedAt: "2026-05-21T10:30:00.000Z" },
      ),
    });
    expect(stateIn(foreign.html)).toBe("key-not-valid");
    expect(foreign.html).not.toMatch(/SL 004987|Koidu/);
    expect(stateIn((await post({ text: "https://example.com/" })).html)).toBe("not-our-code");
  });

  test("every check is listed, passed, failed or not made, that of the public record among them", async () => {
    const { html } = await post({ text: textOf("CONFIRMED") });
    expect(html.match(/class="tag tag--/g)).toHaveLength(20);
    expect(html).toContain("On the date of issue");
    expect(html).toContain("The public record has it, and enough witnesses saw that");
    expect(html).toContain("receipt was confirmed");
  });

  test("a picture of the code is read; a picture without one, another kind of file and no file are told", async () => {
    const png = (bytes: Uint8Array, type = "image/png") =>
      new File([bytes as Uint8Array<ArrayBuffer>], "photo.png", { type });
    const read = await post({ file: png(pictureOf(textOf("EXPORTED"))) });
    expect(stateIn(read.html)).toBe("valid");
    expect(read.html).toMatch(/data-record="\d+".*On the public record as entry/s);
    const blank = await post({
      file: png(pngOf({ width: 50, height: 50, dots: new Uint8Array(2_500).fill(255) })),
    });
    expect([blank.status, blank.html.includes("No code was found")]).toEqual([422, true]);
    const wrong = await post({ file: png(Buffer.from("#!/bin/sh\nrm -rf /\n"), "application/pdf") });
    expect([wrong.status, wrong.html.includes("no JPEG, PNG or PDF")]).toEqual([422, true]);
    const none = await post({ file: new File([], "") });
    expect([none.status, none.html.includes("Choose a photograph")]).toEqual([422, true]);
  });

  test("an empty text is told, a text above all bounds is refused", async () => {
    expect((await post({ text: " \r\n " })).status).toBe(422);
    expect((await post({ text: "K".repeat(21_000) })).status).toBe(413);
  });
});

describe("when the register cannot be asked", () => {
  test("the answer says that it says nothing about the paper", async () => {
    const other = new OpenAPIHono<Web>();
    other.use(async (c, next) => {
      c.set("t", translator("en"));
      c.set("ctx", { ...scheme.ctx(), database: unreachable() });
      c.set("frame", {
        baseUrl: new URL(c.req.url).origin,
        path: c.req.path,
        demonstration: true,
        scheme: "Test",
        signedInAs: null,
        person: null,
        organisation: null,
        roles: [],
      });
      await next();
    });
    publicModule.routes(other);
    const response = await other.request("/verify?number=SL%20004912");
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(stateIn(html)).toBe("service-down");
    expect(html).toContain("This says nothing about the paper");
  });
});

describe("the public log", () => {
  test("says how it stands, who watches it, how it grew, and gives the checkpoint word for word", async () => {
    const { html, status } = await get("/log");
    expect(status).toBe(200);
    expect(html).toContain("kimberlite.test/log\n");
    expect(html).toContain("Not witnessed");
    expect(html).toMatch(/<svg class="step-line"/);
  });

  test("proves any act that it names, and gives the proof, the entry and the policy to take home", async () => {
    const { html } = await get("/log");
    const [, position] = /href="\/log\/acts\/([0-9]+)"/.exec(html) ?? [];
    const act = await get(`/log/acts/${position}`);
    expect(act.status).toBe(200);
    expect(act.html).toContain("In the log");
    const text = async (path: string) => (await app.request(path)).text();
    const entry = new Uint8Array(await (await app.request(`/log/acts/${position}/entry`)).arrayBuffer());
    const parsed = parsePolicy(sha256, await text("/log/policy"));
    if (!parsed.ok) return expect.unreachable(parsed.reason);
    const watched = watchedLog(parsed.policy, parsed.policy.logs[0]!, verifyEd25519);
    const verdict = verifyReceipt(sha256, {
      leaf: entry,
      proof: await text(`/log/acts/${position}/proof`),
      log: watched.log,
      witnesses: watched.witnesses,
      policy: witnessPolicy(parsed.policy),
    });
    expect(verdict).toMatchObject({ ok: true, index: Number(position) });
  });

  test("tells only the public part of a certificate's act", async () => {
    const { rows } = await sql<{
      position: bigint;
    }>`select position from log_entry e join act a on a.serial = e.act where type = 'certificate.issued' limit 1`.execute(
      scheme.database.kysely,
    );
    const { html } = await get(`/log/acts/${rows[0]!.position}`);
    expect(html).toContain("Certificate issued");
    expect(html).not.toMatch(/carats|exporter|importer|Demo Rough|SL 0/);
  });

  test("finds an act by its id as well, also through the addresses of earlier versions", async () => {
    const { rows } = await sql<{ id: string }>`select id from act limit 1`.execute(scheme.database.kysely);
    const id = rows[0]!.id;
    const to = async (path: string) => (await app.request(path)).headers.get("location");
    expect(await to(`/log?act=${id.toUpperCase()}`)).toBe(`/log/acts/${id}`);
    expect(await to(`/log/acts/${id}`)).toMatch(/^\/log\/acts\/[0-9]+$/);
    expect(await to(`/record?act=${id}`)).toBe(`/log/acts/${id}`);
    expect(await to("/record")).toBe("/log");
  });

  test("what is no act, and an act that is not there, are told apart from a page that works", async () => {
    for (const asked of ["%3Cscript%3E", "", "-1", "1e3", "007"])
      expect((await get(`/log?act=${asked}`)).status, asked).toBe(422);
    for (const path of ["99999999", "9999999999999999999", "-1", "x", "01930000-0000-7000-8000-000000000000"])
      expect((await get(`/log/acts/${path}`)).status, path).toBe(404);
    for (const page of ["0", "-1", "x", "99999999999999"])
      expect((await get(`/log?page=${page}`)).status).toBe(200);
  });

  test("its growth comes as figures, ending with what the newest head holds", async () => {
    const csv = await (await app.request("/log/growth.csv")).text();
    const lines = csv.trimEnd().split("\r\n");
    expect(lines[0]).toBe("signed_at,acts");
    const { rows } = await sql<{ size: bigint }>`select max(size) as size from checkpoint`.execute(
      scheme.database.kysely,
    );
    expect(lines.at(-1)).toMatch(new RegExp(`,${rows[0]!.size}$`));
  });
});

describe("every public page", () => {
  const paths = [
    "/",
    "/?map=list",
    "/verify",
    "/learn",
    "/log",
    "/developers",
    "/developers/access",
    "/developers/components",
    "/accessibility",
    "/privacy",
    "/licences",
    "/contact",
    "/status",
  ];

  test.each(paths.flatMap((path) => ["en", "fr"].map((lang) => [path, lang] as const)))(
    "%s in %s stands: one heading, no open word, no script of its own",
    async (path, lang) => {
      const { status, html } = await get(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
      expect(status).toBe(200);
      if (!path.includes("components")) expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html).not.toMatch(/⟦|undefined|NaN|\[object/);
      expect(html.match(/\{[a-z]+[,}]/g)).toBeNull();
      if (!path.includes("components")) expect(html).not.toContain("<script");
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    },
  );

  test("is listed as a door for everyone", () => {
    for (const path of paths)
      expect(publicModule.doors).toContainEqual({
        method: "GET",
        path: path.replace(/\?.*/, ""),
        allow: "everyone",
      });
  });

  test("weighs what a weak network can carry: 150 kB with the map, 60 kB for checking, style included", async () => {
    const assets = await loadAssets();
    const style = assets.find(assets.href("app.css"))!.brotli.length;
    const weight = async (path: string): Promise<number> =>
      style + brotliCompressSync((await get(path)).html).length;
    expect(await weight("/")).toBeLessThan(150_000);
    expect(await weight("/verify")).toBeLessThan(60_000);
    for (const path of ["/learn", "/log", "/developers", "/contact", "/?map=list"])
      expect(await weight(path)).toBeLessThan(100_000);
  });

  test("shows the doors it was given, and who may enter", async () => {
    setAccessTable([
      { method: "POST", path: "/api/certificates", allow: ["issuing-officer"] },
      { method: "GET", path: "/account", allow: "signed-in" },
    ]);
    const { html } = await get("/developers/access");
    expect(html).toMatch(/\/account.*Whoever is signed in.*\/api\/certificates.*Issuing officer/s);
  });

  test("lists the operations of an OpenAPI document by address", () => {
    const document = {
      paths: { "/b": { get: { summary: "B" }, parameters: [] }, "/a": { post: { summary: "A" }, get: {} } },
    };
    expect(operationsOf(document)).toEqual([
      { method: "GET", path: "/a", summary: "" },
      { method: "POST", path: "/a", summary: "A" },
      { method: "GET", path: "/b", summary: "B" },
    ]);
  });
});

describe("as time goes on", () => {
  test("from a list of keys that nobody renewed no good answer is given, and none that accuses the paper", async () => {
    scheme.now += 8 * day;
    const { status, html } = await get(`/verify?number=${encodeURIComponent(numberOf("EXPORTED"))}`);
    expect([status, stateIn(html)]).toEqual([503, "service-down"]);
    expect(sentenceIn(html)).toMatch(/too old.*says nothing about the paper/);
    expect(html).not.toContain("summary-list");
  });

  test("an open certificate runs out, and then nothing of it is shown", async () => {
    scheme.now += 90 * day;
    await publishTrustList(scheme.ctx());
    for (const { html } of [
      await get(`/verify?number=${encodeURIComponent(numberOf("EXPORTED"))}`),
      await post({ text: textOf("EXPORTED") }),
    ]) {
      expect(stateIn(html)).toBe("expired");
      expect(sentenceIn(html)).toMatch(/^Ran out on \d/);
      expect(html).not.toContain("summary-list");
    }
  });
});

function pictureOf(text: string): Uint8Array {
  const modules = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const scale = 6;
  const width = modules.length * scale;
  const dots = new Uint8Array(width * width);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1)
      dots[y * width + x] = modules[Math.floor(y / scale)]![Math.floor(x / scale)] ? 0 : 255;
  }
  return pngOf({ width, height: width, dots });
}

/** A database whose every question fails as one that is gone does. */
function unreachable(): TestScheme["database"] {
  const refuse = (): never => {
    throw Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
  };
  return {
    ...scheme.database,
    kysely: new Proxy(scheme.database.kysely, {
      get: (_target, property) => (property === "getExecutor" ? refuse : undefined),
    }),
  };
}
