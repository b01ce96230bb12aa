// The applicants' pages on a real database: the journey of a draft, what goes wrong on the way, and who may see what.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OpenAPIHono } from "@hono/zod-openapi";
import Pdf from "pdfkit";
import { findDoor, mayEnter } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { Actor, App, Web } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../../test/support/scheme.ts";
import { review } from "../../commands/review.ts";
import * as store from "../../store.ts";
import { exporterDoors, exporterRoutes } from "./routes.tsx";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const person = (n: number, actor: Partial<Actor>): Actor => ({
  kind: "person",
  id: uuid(n),
  name: `Person ${n}`,
  organisation: "SL-KPA",
  roles: [],
  ...actor,
});
const clerk = person(11, { roles: ["exporter"], company: "SL-KPA.demo-1" });
const colleague = person(12, { roles: ["exporter"], company: "SL-KPA.demo-1" });
const stranger = person(13, { roles: ["exporter"], company: "SL-KPA.demo-2" });
const foreigner = person(14, { roles: ["exporter"], company: "SL-KPA.demo-1", organisation: "BW-KPA" });
const officer = person(21, { roles: ["issuing-officer"] });
const otherOfficer = person(22, { roles: ["issuing-officer"] });
const visitor = person(1, { id: "visitor", organisation: null });

let scheme: TestScheme;
let app: App;
let actor: Actor = clerk;
let locale: "en" | "fr" = "en";

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  app = new OpenAPIHono<Web>({ strict: false });
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.text(error.code, error.status as 400);
  });
  app.use(async (c, next) => {
    c.set("requestId", "test");
    c.set("t", translator(locale));
    c.set("frame", {
      baseUrl: new URL(c.req.url).origin,
      path: c.req.path,
      demonstration: true,
      scheme: "Test",
      person: actor.id,
      signedInAs: actor.name,
      organisation: actor.organisation,
      roles: actor.roles,
    });
    c.set("ctx", scheme.ctx(actor));
    const door = findDoor(exporterDoors, c.req.method, c.req.path);
    if (door === undefined || !mayEnter(door, actor.roles)) throw new Problem("not-allowed");
    await next();
  });
  exporterRoutes(app);
});
afterAll(() => scheme.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly to: string;
}

async function ask(
  as: Actor,
  path: string,
  init: RequestInit = {},
  language: "en" | "fr" = "en",
): Promise<Answer> {
  actor = as;
  locale = language;
  const response = await app.request(`http://localhost${path}`, { redirect: "manual", ...init });
  // Preact writes no entities but these; apostrophes stay.
  const text = (await response.text())
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'");
  return { status: response.status, text, to: response.headers.get("location") ?? "" };
}

const get = (path: string, as = clerk, language: "en" | "fr" = "en"): Promise<Answer> =>
  ask(as, path, {}, language);

function post(
  path: string,
  fields: Record<string, string | readonly string[]> = {},
  as = clerk,
  language: "en" | "fr" = "en",
): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return ask(as, path, { method: "POST", body }, language);
}

function upload(
  path: string,
  file: File | null,
  fields: Record<string, string>,
  as = clerk,
): Promise<Answer> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (file !== null) body.append("file", file);
  return ask(as, path, { method: "POST", body });
}

const exporter = {
  do: "save",
  name: "Demo Diamonds Ltd",
  address: "12 Siaka Stevens Street\nFreetown",
  country: "SL",
};
const importer = { do: "save", name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" };

function goods(
  lines: readonly Partial<Record<"code" | "typed" | "carats" | "usd" | "origin", string>>[],
  more: Record<string, string | readonly string[]> = {},
) {
  return {
    do: "save",
    origin: "SINGLE",
    "origin.country": "SL",
    parcels: "2",
    line: lines.map((_, place) => String(place)),
    ...Object.fromEntries(
      lines.flatMap((line, place) =>
        Object.entries(line).map(([part, value]) => [`lines.${place}.${part}`, value]),
      ),
    ),
    ...more,
  };
}

const line = { code: "7102.31", carats: "1,234.50", usd: "456789" };

function png(name = "invoice.png"): File {
  const header = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 8, 0, 0, 0,
    8, 8, 0, 0, 0, 0, 1, 2, 3, 4,
  ];
  const end = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];
  return new File([Uint8Array.from([...header, ...end])], name, { type: "image/png" });
}

async function pdf(): Promise<File> {
  const document = new Pdf();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  document.on("data", (part: Uint8Array<ArrayBuffer>) => parts.push(new Uint8Array(part)));
  const ended = new Promise((resolve) => document.on("end", resolve));
  document.text("Invoice 1").end();
  await ended;
  return new File(parts, "../bill\u202e.pdf", { type: "application/pdf" });
}

async function start(as = clerk, fields: Record<string, string> = {}): Promise<string> {
  const { status, to } = await post("/applications/new", fields, as);
  expect(status).toBe(303);
  return to;
}

async function fill(at: string, as = clerk): Promise<void> {
  await post(`${at}/exporter`, exporter, as);
  await post(`${at}/importer`, importer, as);
  await post(`${at}/goods`, goods([line]), as);
  await post(`${at}/sourcing`, { do: "save", mined: "HERE" }, as);
  await upload(`${at}/evidence`, png(), { kind: "export-invoice", carats: "1234.50", code: "" }, as);
  await post(`${at}/office`, { office: "SL-KPA/FNA" }, as);
  await post(`${at}/declaration`, { declaration: "yes" }, as);
}

async function sent(as = clerk): Promise<{ id: string; secret: string; at: string }> {
  const at = await start(as);
  await fill(at, as);
  const { status, to, text } = await post(`${at}/send`, {}, as);
  expect([status, text]).toEqual([303, ""]);
  const [, id = "", secret = ""] = /^\/applications\/([^/]+)\/sent\/(.+)$/.exec(to) ?? [];
  return { id, secret, at };
}

const statusPath = ({ id, secret }: { id: string; secret: string }): string =>
  `/applications/status/${id}/${secret}`;

describe("a draft, from its first step to its sending", () => {
  test("goes through the task list to a confirmation with a reference and a link", async () => {
    const at = await start();
    const before = await get(at);
    expect(before.text).toContain("0 of 7 sections done");
    expect((await post(`${at}/exporter`, exporter)).to).toBe(at);
    expect((await post(`${at}/importer`, importer)).to).toBe(at);
    expect((await post(`${at}/goods`, goods([line]))).to).toBe(at);
    expect((await post(`${at}/sourcing`, { do: "save", mined: "HERE" })).to).toBe(at);
    const file = await upload(`${at}/evidence`, await pdf(), {
      kind: "export-invoice",
      carats: "1,234.50",
      code: "",
    });
    expect([file.status, file.to]).toEqual([303, `${at}/evidence#files`]);
    expect((await post(`${at}/office`, { office: "SL-KPA/FNA" })).to).toBe(at);
    expect((await post(`${at}/declaration`, { declaration: "yes" })).to).toBe(at);
    expect((await get(at)).text).toContain("7 of 7 sections done");
    const check = await get(`${at}/check`);
    for (const shown of [
      "Demo Diamonds Ltd",
      "12 Siaka Stevens Street, Freetown",
      "1,234.50 ct",
      "US$456,789.00",
      "bill.pdf",
      "Belgium",
      "Send to the authority",
    ]) {
      expect(check.text).toContain(shown);
    }
    const sending = await post(`${at}/send`);
    expect(sending.status).toBe(303);
    const confirmation = await get(sending.to);
    expect(confirmation.text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}/);
    expect(confirmation.text).toContain(
      `http://localhost${sending.to.replace("/applications/", "/applications/status/").replace("/sent/", "/")}`,
    );
    expect((await get(at)).status).toBe(404);
    const id = sending.to.split("/")[2]!;
    const row = await store.findApplication({ db: scheme.database.kysely }, id);
    expect(row).toMatchObject({
      state: "SUBMITTED",
      company: "SL-KPA.demo-1",
      office: "SL-KPA/FNA",
      applicants: [clerk.id],
    });
    expect(row?.content.lines).toEqual([{ code: "7102.31", carats: "1234.50", usd: "456789.00" }]);
    expect(row?.evidence).toMatchObject([
      { kind: "export-invoice", carats: "123450", mediaType: "application/pdf" },
    ]);
    expect((await get("/applications")).text).toContain(row!.reference);
    const stored = await get(`/applications/${id}/evidence/${row!.evidence[0]!.digest}`);
    expect([stored.status, stored.text.slice(0, 5)]).toEqual([200, "%PDF-"]);
  });

  test("sent twice at once is one application, and both presses lead to the same confirmation", async () => {
    const at = await start();
    await fill(at);
    const answers = await Promise.all([post(`${at}/send`), post(`${at}/send`), post(`${at}/send`)]);
    answers.push(await post(`${at}/send`));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    expect(new Set(answers.map(({ to }) => to)).size).toBe(1);
  });

  test("offers the parties used before, those at home to send and those abroad to receive", async () => {
    await sent();
    const at = await start();
    expect((await get(`${at}/exporter`)).text).toContain('value="Demo Diamonds Ltd"');
    const page = await get(`${at}/importer`);
    expect(page.text).toContain("Demo Rough NV – Belgium");
    expect(page.text).not.toContain("Demo Diamonds Ltd – Sierra Leone");
    const id = /<option value="([0-9a-f-]{36})"[^>]*>Demo Rough NV/.exec(page.text)![1]!;
    expect((await post(`${at}/importer`, { do: "use", saved: id })).to).toBe(at);
    expect((await get(`${at}/importer`)).text).toContain("Hoveniersstraat 22, Antwerp");
  });

  test("adds and removes lines by buttons, keeps what was typed, and counts running totals", async () => {
    const at = await start();
    const added = await post(`${at}/goods`, { ...goods([line]), do: "add-line" });
    expect(added.to).toBe(`${at}/goods#lines.1.code`);
    await post(`${at}/goods`, {
      ...goods([line, { code: "7102.10", carats: "0.75", usd: "12.3" }, { code: "", carats: "abc" }]),
      do: "total",
    });
    const page = await get(`${at}/goods`);
    expect(page.text).toContain("1,235.25 ct");
    expect(page.text).toContain("US$456,801.30");
    expect(page.text).toContain('value="abc"');
    await post(`${at}/goods`, {
      ...goods([line, { code: "7102.10", carats: "0.75", usd: "12.3" }]),
      do: "remove-0",
    });
    const left = await get(`${at}/goods`);
    expect(left.text).toContain("0.75 ct");
    expect(left.text).not.toContain("1,234.50 ct");
  });

  test("lists mixed origins, and lets a line name one of them only", async () => {
    const at = await start();
    const mixed = { origin: "LISTED", "origin.country": "", "origin.listed": ["SL", "", "LR"] };
    expect((await post(`${at}/goods`, goods([{ ...line, origin: "LR" }], mixed))).to).toBe(at);
    const wrong = await post(`${at}/goods`, goods([{ ...line, origin: "BW" }], mixed));
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain("Line 1, origin: Botswana is not among the origins of the shipment");
  });

  test("what a colleague saved since the form was shown is not undone: both versions are shown, and one is chosen", async () => {
    const at = await start();
    const baseOf = async (): Promise<string> =>
      /name="base" value="([0-9a-f]{16})"/.exec((await get(`${at}/importer`)).text)![1]!;
    const base = await baseOf();
    expect((await post(`${at}/importer`, { ...importer, base })).to).toBe(at);
    const overtaken = await post(`${at}/importer`, { ...importer, name: "Second Rough NV", base });
    expect(overtaken.status).toBe(409);
    expect(overtaken.text).toContain("Demo Rough NV");
    expect(overtaken.text).toContain("Second Rough NV");
    expect((await get(`${at}/importer`)).text).not.toContain("Second Rough NV");
    const chosen = /name="base" value="([0-9a-f]{16})"/.exec(overtaken.text)![1]!;
    expect((await post(`${at}/importer`, { ...importer, name: "Second Rough NV", base: chosen })).to).toBe(
      at,
    );
    expect((await get(`${at}/importer`)).text).toContain("Second Rough NV");
    // The same form once more, because its first answer was lost: nothing to choose.
    expect((await post(`${at}/importer`, { ...importer, name: "Second Rough NV", base: chosen })).to).toBe(
      at,
    );
  });

  test("nobody declares what they have not seen", async () => {
    const at = await start();
    const base = /name="base" value="([0-9a-f]{16})"/.exec((await get(`${at}/declaration`)).text)![1]!;
    await post(`${at}/importer`, importer);
    const declared = await post(`${at}/declaration`, { declaration: "yes", base });
    expect(declared.status).toBe(409);
  });

  test("the same file sent twice is there once", async () => {
    const at = await start();
    const fields = { kind: "export-invoice", carats: "1.50", code: "" };
    for (let sending = 0; sending < 2; sending++)
      expect((await upload(`${at}/evidence`, png(), fields)).status).toBe(303);
    const { text } = await get(`${at}/evidence`);
    expect(text.match(/>invoice\.png</g)).toHaveLength(1);
  });

  test("a change after the declaration takes the declaration away", async () => {
    const at = await start();
    await fill(at);
    await post(`${at}/office`, { office: "SL-KPA/FNA" });
    expect((await get(at)).text).toContain("7 of 7");
    await post(`${at}/goods`, goods([{ ...line, usd: "456790" }]));
    expect((await get(at)).text).toContain("6 of 7");
    const refused = await post(`${at}/send`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("declare again");
  });

  test("a declaration is the sender's own, not a colleague's", async () => {
    const at = await start();
    await fill(at);
    expect((await post(`${at}/send`, {}, colleague)).status).toBe(422);
    await post(`${at}/declaration`, { declaration: "yes" }, colleague);
    expect((await post(`${at}/send`, {}, colleague)).status).toBe(303);
  });
});

describe("what is wrong is said where it is wrong, and nothing typed is lost", () => {
  const cases: readonly [string, Record<string, string>, string, string][] = [
    ["three decimals", { ...line, carats: "12.345" }, "lines.0.carats", "At most two decimals"],
    ["a decimal comma in English", { ...line, carats: "1234,5" }, "lines.0.carats", "two ways"],
    ["words", { ...line, usd: "a lot" }, "lines.0.usd", "Write a number"],
    ["zero carats", { ...line, carats: "0" }, "lines.0.carats", "cannot be zero"],
    ["a lab-grown code", { ...line, code: "", typed: "7104.21" }, "lines.0.code", "7104.21 is lab-grown"],
    ["a worked code", { ...line, code: "", typed: "710239" }, "lines.0.code", "7102.39 is worked further"],
    ["no code", { ...line, code: "" }, "lines.0.code", "Fill this in"],
  ];
  test.each(cases)("%s", async (_name, typed, field, sentence) => {
    const at = await start();
    const answer = await post(`${at}/goods`, goods([typed]));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("<title>Error:");
    expect(answer.text).toContain(`<a href="#${field}">Line 1, `);
    expect(answer.text).toContain(`id="${field}-error"`);
    expect(answer.text).toContain(sentence);
    const shown = typed["typed"] ?? typed[field.split(".")[2]!];
    if (shown !== undefined && shown !== "")
      expect((await get(`${at}/goods`)).text).toContain(`value="${shown}"`);
  });

  test("a decimal comma is French, and is shown to an English reader as English", async () => {
    const at = await start();
    expect((await post(`${at}/goods`, goods([{ ...line, carats: "1 234,5" }]), clerk, "fr")).to).toBe(at);
    expect((await get(`${at}/goods`)).text).toContain('value="1,234.50"');
    expect((await get(`${at}/goods`, clerk, "fr")).text).toContain('value="1\u202f234,50"');
  });

  test("no country, a country that may not trade, and an importer at home", async () => {
    const at = await start();
    const none = await post(`${at}/importer`, { ...importer, country: "" });
    expect([none.status, none.text.includes('<a href="#country">Country: Fill this in')]).toEqual([
      422,
      true,
    ]);
    expect(none.text).toContain('value="Demo Rough NV"');
    expect((await post(`${at}/importer`, { ...importer, country: "AF" })).text).toContain(
      "is not a Participant that may trade",
    );
    expect((await post(`${at}/importer`, { ...importer, country: "SL" })).text).toContain(
      "needs no certificate",
    );
  });

  test("no evidence, and evidence that does not cover", async () => {
    const at = await start();
    await fill(at);
    const page = await get(`${at}/evidence`);
    const file = new RegExp(`${at}/evidence/([0-9a-f-]{36})/remove`).exec(page.text)![1]!;
    await post(`${at}/evidence/${file}/remove`);
    expect((await get(`${at}/check`)).text).toContain("Add at least one file of evidence");
    await upload(`${at}/evidence`, png(), { kind: "airway-bill", carats: "1200", code: "" });
    expect((await get(`${at}/evidence`)).text).toContain(
      "The files cover 1,200.00 ct of 1,234.50 ct. Evidence for 34.50 ct is missing.",
    );
    await post(`${at}/declaration`, { declaration: "yes" });
    expect((await get(`${at}/check`)).text).not.toContain("Send to the authority");
    const refused = await post(`${at}/send`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("34.50");
    // A paper for another code helps nothing.
    await upload(`${at}/evidence`, png(), { kind: "other", carats: "34.50", code: "7102.10" });
    expect((await get(`${at}/evidence`)).text).toContain("Evidence for 34.50 ct is missing");
    await upload(`${at}/evidence`, png(), { kind: "other", carats: "34.50", code: "7102.31" });
    expect((await get(`${at}/evidence`)).text).toContain("Nothing is missing");
  });

  test("an upload without file, kind and carats names all three", async () => {
    const at = await start();
    const answer = await upload(`${at}/evidence`, null, { kind: "", carats: "", code: "" });
    expect(answer.status).toBe(422);
    for (const field of ["file", "kind", "carats"]) expect(answer.text).toContain(`<a href="#${field}">`);
  });

  test("a PDF that is not one is refused, and the rest of the form stays", async () => {
    const at = await start();
    const answer = await upload(
      `${at}/evidence`,
      new File(["<html>not a pdf</html>"], "invoice.pdf", { type: "application/pdf" }),
      { kind: "airway-bill", carats: "12.50", code: "" },
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("not what its name says");
    expect(answer.text).toContain('value="12.50"');
    expect(answer.text).toMatch(/value="airway-bill" selected/);
    expect(answer.text).toContain("No file yet");
  });

  test("50 MB are refused with 413 and the sentence, and the draft keeps what it has", async () => {
    const at = await start();
    await post(`${at}/goods`, goods([line]));
    await upload(`${at}/evidence`, png("kept.png"), { kind: "airway-bill", carats: "12.50", code: "" });
    const large = new File([new Uint8Array(50 * 1024 * 1024)], "scan.png", { type: "image/png" });
    const answer = await upload(`${at}/evidence`, large, { kind: "airway-bill", carats: "99", code: "" });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain("larger than 10 MB");
    expect(answer.text).toContain("kept.png");
    expect(answer.text).toContain('value="99"');
    expect(answer.text).not.toContain("scan.png");
    const announced = await ask(clerk, `${at}/evidence`, {
      method: "POST",
      body: "x",
      headers: { "content-length": String(50 * 1024 * 1024) },
    });
    expect([announced.status, announced.text.includes("kept.png")]).toEqual([413, true]);
  });
});

describe("who sees what", () => {
  test("a draft is the company's own, at its own authority", async () => {
    const at = await start();
    expect((await get(at, colleague)).status).toBe(200);
    for (const other of [stranger, foreigner, officer]) {
      expect((await get(at, other)).status).toBe(404);
      expect((await post(`${at}/goods`, goods([line]), other)).status).toBe(404);
      expect((await post(`${at}/discard`, {}, other)).status).toBe(404);
      expect(
        (await upload(`${at}/evidence`, png(), { kind: "other", carats: "1", code: "" }, other)).status,
      ).toBe(404);
    }
    expect((await post(`${at}/discard`)).to).toBe("/applications");
    expect((await get(at)).status).toBe(404);
  });

  test("an application is seen by its company and its authority only", async () => {
    const { id } = await sent();
    expect((await get(`/applications/${id}`, colleague)).text).toContain("Demo Rough NV");
    expect((await get(`/applications/${id}`, officer)).status).toBe(200);
    for (const other of [stranger, foreigner])
      expect((await get(`/applications/${id}`, other)).status).toBe(404);
    expect((await get(`/applications/${id}`, visitor)).status).toBe(403);
    expect((await get("/applications/none-such")).status).toBe(404);
  });

  test("the status link shows the state to anybody, no parties and no amounts; a wrong secret is not found", async () => {
    const application = await sent();
    const page = await get(statusPath(application), visitor);
    expect(page.status).toBe(200);
    expect(page.text).toContain("has not decided yet");
    for (const secret of ["Demo Diamonds", "Demo Rough", "Antwerp", "1,234.50", "456,789", "Person 11"])
      expect(page.text).not.toContain(secret);
    const wrong = application.secret.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    expect((await get(statusPath({ ...application, secret: wrong }), visitor)).status).toBe(404);
    expect((await get(statusPath({ ...application, id: uuid(99) }), visitor)).status).toBe(404);
    // The confirmation page with a wrong secret does not exist either.
    expect((await get(`/applications/${application.id}/sent/${wrong}`)).status).toBe(404);
  });

  test("an officer at the counter files for somebody, and cannot be the one who decides on it", async () => {
    const { id } = await sent(officer);
    const row = await store.findApplication({ db: scheme.database.kysely }, id);
    expect(row).toMatchObject({ company: "SL-KPA.counter", applicants: [officer.id] });
    expect((await get("/applications", officer)).text).toContain(row!.reference);
    expect((await get("/applications", otherOfficer)).text).not.toContain(row!.reference);
    await expect(review(scheme.ctx(officer), { application: id, decision: "approve" })).rejects.toThrow(
      "same-person",
    );
    expect((await post("/applications/new", { company: "BW-KPA.demo-1" }, officer)).status).toBe(404);
  });
});

describe("sent back", () => {
  test("is mended from where it was, evidence included, and sent again under the same reference and link", async () => {
    const application = await sent();
    await review(scheme.ctx(officer), {
      application: application.id,
      decision: "return",
      reason: "The invoice is unreadable.",
    });
    expect((await get("/applications")).text).toContain("What needs you first");
    expect((await get(statusPath(application), visitor)).text).toContain("The invoice is unreadable.");
    const { to: at } = await post(`/applications/${application.id}/mend`);
    expect((await post(`/applications/${application.id}/mend`)).to).toBe(at);
    const draft = await get(at);
    expect(draft.text).toContain("The invoice is unreadable.");
    expect(draft.text).toContain("6 of 7 sections done");
    expect((await get(`${at}/evidence`)).text).toContain("invoice.png");
    await post(`${at}/declaration`, { declaration: "yes" });
    const again = await post(`${at}/send`);
    expect(again.to).toContain(`/applications/${application.id}/sent/`);
    expect((await get(again.to)).text).toContain(statusPath(application));
    expect((await get(statusPath(application), visitor)).text).not.toContain("unreadable");
    const page = await get(`/applications/${application.id}`);
    expect(page.text.match(/Sent to the authority/g)).toHaveLength(2);
    expect(page.text).toContain("Reason given: The invoice is unreadable.");
    expect((await post(`/applications/${application.id}/mend`)).status).toBe(409);
  });

  test("rejected: the link tells that, not why; the company reads why", async () => {
    const application = await sent();
    await review(scheme.ctx(officer), {
      application: application.id,
      decision: "reject",
      reason: "No licence.",
    });
    expect((await get(statusPath(application), visitor)).text).not.toContain("No licence.");
    expect((await get(`/applications/${application.id}`)).text).toContain("No licence.");
  });
});

describe("saved parties", () => {
  test("are listed, added, refused with their fault, and deleted by their own company only", async () => {
    expect((await get("/parties", stranger)).text).toContain("No party is saved yet");
    const refused = await post("/parties", { name: "", address: "x".repeat(400), country: "" }, stranger);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('<a href="#name">Name: Fill this in');
    expect(refused.text).toContain("at most 300 bytes");
    expect(
      (await post("/parties", { name: "Surat Demo Gems", address: "1 Ring Road", country: "IN" }, stranger))
        .to,
    ).toBe("/parties");
    const page = await get("/parties", stranger);
    const id = /\/parties\/([0-9a-f-]{36})\/delete/.exec(page.text)![1]!;
    await post(`/parties/${id}/delete`, {}, clerk);
    expect((await get("/parties", stranger)).text).toContain("Surat Demo Gems");
    await post(`/parties/${id}/delete`, {}, stranger);
    expect((await get("/parties", stranger)).text).toContain("No party is saved yet");
  });

  test("are for companies: an officer has none", async () => {
    expect((await get("/parties", officer)).status).toBe(403);
  });
});

test("every page stands in French, without a word missing", async () => {
  const at = await start();
  await fill(at);
  for (const path of [
    "/applications",
    "/applications/new",
    at,
    ...["exporter", "importer", "goods", "sourcing", "evidence", "office", "declaration", "check"].map(
      (part) => `${at}/${part}`,
    ),
    "/parties",
  ]) {
    const page = await get(path, clerk, "fr");
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.text).not.toContain("⟦");
    expect(page.text).toContain('lang="fr"');
  }
});
