// An officer's whole day: twenty certificates, each brought by its own hands to another end, on pages without script; then
// the register, the lists, the histories and anybody's check must all tell the same.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import {
  accessibilityProblems,
  browserPath,
  enterAs,
  overflow,
  startBrowser,
  startProgram,
  visitor,
} from "./program.ts";
import type { Program } from "./program.ts";

const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Day Exports Ltd", address: "1 Wharf Road, Freetown", country: "SL" },
  importer: { name: "Day Imports NV", address: "2 Hoveniersstraat, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "100.00", usd: "25000.00" }],
  containers: [{ seal: "DAY-1" }],
};

interface Issued {
  readonly id: string;
  readonly number: string;
}

describe.skipIf(browserPath === undefined)("an officer's whole day, twenty certificates", () => {
  let program: Program;
  let browser: Browser;
  let key = "";
  let certificates: readonly Issued[] = [];
  const people = new Map<string, Page>();

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** One browser a person, for the whole day. */
  async function as(organisation: string, role: string): Promise<Page> {
    const name = `${organisation} ${role}`;
    let page = people.get(name);
    if (page === undefined) {
      ({ page } = await visitor(browser, { javaScriptEnabled: false, acceptDownloads: true }));
      await enterAs(page, program.base, organisation, role);
      people.set(name, page);
    }
    return page;
  }
  const issuer = (): Promise<Page> => as("SL-KPA", "issuing-officer");
  const validator = (): Promise<Page> => as("SL-KPA", "validating-officer");
  const importer = (): Promise<Page> => as("EU-BE", "importing-officer");
  const transit = (): Promise<Page> => as("AE-KPA", "importing-officer");

  const of = (place: number): Issued => certificates[place - 1]!;
  const at = (place: number): string => `${program.base}/certificates/${of(place).id}`;
  const press = (page: Page, name: RegExp): Promise<void> =>
    page.getByRole("button", { name }).first().click();

  async function api(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${program.base}/api${path}`, {
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(told)}`);
    return told;
  }

  /** The form of a step, its check, and the record of it. */
  async function take(
    page: Page,
    place: number,
    verb: string,
    answers: Record<string, string>,
  ): Promise<void> {
    await page.goto(`${at(place)}/step/${verb}`);
    for (const [field, value] of Object.entries(answers)) {
      const choice = page.locator(`main [name="${field}"][value="${value}"]`);
      if ((await choice.count()) > 0) await choice.first().check();
      else await page.locator(`main [name="${field}"]`).first().fill(value);
    }
    await page.locator("main form button").last().click();
    const errors = page.locator(".error-summary");
    if ((await errors.count()) > 0) throw new Error(`${verb}: ${await errors.innerText()}`);
    await page.locator("main form button").last().click();
    await page.waitForURL(/done=step/);
  }

  async function validate(place: number): Promise<void> {
    const page = await validator();
    await page.goto(at(place));
    await page.locator('[name="seals"]').fill(`DAY-${place}`);
    await press(page, /validate and seal/i);
  }

  async function print(place: number, outcomes: readonly ("right" | "spoiled")[] = ["right"]): Promise<void> {
    const page = await validator();
    for (const outcome of outcomes) {
      await page.goto(at(place));
      await page.getByRole("link", { name: /print/i }).first().click();
      await press(page, /print the certificate/i);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: /open the file to print/i }).click();
      await (await download).delete();
      await page.locator(`[name="outcome"][value="${outcome}"]`).check();
      if (outcome === "spoiled") await page.locator('main [name="reason"]').first().fill("Paper jam");
      await press(page, /say how the sheet came out/i);
    }
  }

  async function send(place: number): Promise<void> {
    await validate(place);
    await print(place);
    const page = await validator();
    await page.goto(at(place));
    await press(page, /the shipment has left/i);
  }

  async function present(place: number): Promise<void> {
    const page = await importer();
    await page.goto(`${program.base}/arrivals/${of(place).id}`);
    await press(page, /the shipment is here/i);
  }

  async function confirm(place: number, carats = "100.00"): Promise<void> {
    const page = await importer();
    await page.goto(`${program.base}/arrivals/${of(place).id}`);
    await page.locator('[name="seal-0"][value="intact"]').check();
    await page.locator('[name="parcels"]').fill("1");
    await page.locator('[name="carats-0"]').fill(carats);
    await page.locator('[name="usd-0"]').fill("25000");
    for (const item of ["SEALS", "PARCELS", "CARATS", "VALUE", "CODES", "DATES", "STATUS", "CONSIGNMENT"])
      await page.locator(`[name="mark-${item}"][value="match"]`).check();
    if (carats !== "100.00") {
      await page.locator('[name="mark-CARATS"][value="mismatch"]').check();
      await page.locator('[name="codes-CARATS"][value="CARATS_DIFFER"]').check();
    }
    await press(page, /confirm the import/i);
  }

  async function answerOn(place: number): Promise<string> {
    const { page, context } = await visitor(browser, { javaScriptEnabled: false });
    await page.goto(`${program.base}/verify?number=${encodeURIComponent(of(place).number)}`);
    const words = await page.locator(".verdict").innerText();
    await context.close();
    return words;
  }

  test("the national system pushes twenty certificates of the morning", async () => {
    const page = await as("SL-KPA", "authority-administrator");
    await page.goto(`${program.base}/authority/api-keys`);
    await page.locator('main [name="name"]').fill("National system");
    await page.locator('main [name="roles"][value="issuing-officer"]').check();
    await page.locator('main form:has([name="name"]) button').last().click();
    key = /kmb_[\w-]+|[A-Za-z0-9_-]{40,}/.exec(await page.locator("main").innerText())?.[0] ?? "";
    const items = Array.from({ length: 20 }, () => ({ office: "SL-KPA/FNA", goods }));
    const made = await api("/certificates/batch", { items });
    certificates = made["certificates"] as readonly Issued[];
    expect(new Set(certificates.map(({ number }) => number)).size).toBe(20);
  });

  test("the desk validates, prints, spoils a sheet, sends, replaces and withdraws", async () => {
    // 1 stays issued.
    await validate(2);
    await validate(3);
    await print(3);
    await validate(4);
    await print(4, ["spoiled", "right"]);
    for (const place of [5, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19, 20]) await send(place);
    const page = await issuer();
    await take(page, 6, "notice", { carrier: "Day Air 12", airwayBill: "123-4567 8901" });
    await validate(11);
    await print(11);
    await take(page, 11, "return", { reason: "SHIPMENT_CANCELLED" });
    await validate(12);
    await take(page, 12, "replace", { reason: "ERROR_ON_CERTIFICATE", enclosed: "yes", parcels: "2" });
    await take(page, 13, "invalidate", { reason: "ISSUED_WITHOUT_GROUNDS", note: "The licence had ended." });
    await validate(14);
    await print(14);
    await take(page, 14, "report-lost", { note: "Not in the courier's bag." });
    await take(page, 15, "report-stolen", { place: "Johannesburg airport" });
    await take(page, 20, "endorse", {
      field: "importer.address",
      value: "4 Hoveniersstraat, Antwerp",
      note: "The house number was wrong.",
    });
    await take(page, 20, "report-forgery", { note: "A copy with another weight was seen." });
  }, 400_000);

  test("a third country lets one through; the importing desk receives, confirms, detains, sends back, forfeits", async () => {
    const elsewhere = await transit();
    await take(elsewhere, 7, "enter-transit", { containerIntact: "yes", certificateIntact: "yes" });
    await take(elsewhere, 7, "leave-transit", { containerIntact: "yes", certificateIntact: "yes" });
    for (const place of [8, 9, 10, 16, 17, 18, 19]) await present(place);
    await confirm(9);
    await confirm(10, "99.10");
    const page = await importer();
    for (const place of [16, 17, 19]) await take(page, place, "detain", { reason: "SEALS_BROKEN" });
    await take(page, 17, "release", { reason: "CURED", note: "The carrier resealed it before a witness." });
    await confirm(17);
    await take(page, 18, "send-back", { reason: "CONTAINER_OPENED" });
    await take(page, 19, "forfeit", { reason: "ORDERED", note: "Order 12 of the court." });
  }, 400_000);

  const ends: readonly (readonly [place: number, state: string, answer: RegExp])[] = [
    [1, "ISSUED", /not (yet )?(validated|released)/i],
    [2, "VALIDATED", /not yet confirmed/i],
    [3, "PRINTED", /not yet confirmed/i],
    [4, "PRINTED", /not yet confirmed/i],
    [5, "EXPORTED", /not yet confirmed/i],
    [6, "EXPORTED", /not yet confirmed/i],
    [7, "EXPORTED", /not yet confirmed/i],
    [8, "PRESENTED", /not yet confirmed/i],
    [9, "CONFIRMED", /was used/i],
    [10, "CONFIRMED", /was used/i],
    [11, "RETURNED_UNUSED", /given back/i],
    [12, "REPLACED", /replaced/i],
    [13, "INVALIDATED", /withdrew|invalid/i],
    [14, "LOST", /lost/i],
    [15, "STOLEN", /stolen/i],
    [16, "DETAINED", /detained|held/i],
    [17, "CONFIRMED", /was used/i],
    [18, "SENT_BACK", /sent the goods back/i],
    [19, "FORFEITED", /forfeit/i],
    [20, "EXPORTED", /forger/i],
  ];

  test("each stands where its day ended, and anybody's check says so", async () => {
    for (const [place, state, answer] of ends) {
      const told = await api(`/certificates/${of(place).id}`);
      expect(told["state"], `certificate ${place}`).toBe(state);
      expect(await answerOn(place), `certificate ${place}`).toMatch(answer);
    }
  });

  test("each has its history, readable by anyone who may see it, on a phone as well", async () => {
    const page = await issuer();
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [place] of ends) {
      await page.goto(`${at(place)}/timeline`);
      expect(await page.locator("h1").innerText()).toContain(of(place).number);
      expect(await page.locator("body").innerText()).not.toMatch(/⟦/);
    }
    const { page: looking, context } = await visitor(browser, { viewport: { width: 320, height: 640 } });
    await enterAs(looking, program.base, "SL-KPA", "issuing-officer");
    for (const place of [6, 7, 12, 15, 17, 19, 20]) {
      for (const path of ["", "/timeline"]) {
        await looking.goto(at(place) + path);
        expect(await accessibilityProblems(looking), `certificate ${place}${path}`).toEqual([]);
        expect(await overflow(looking), `certificate ${place}${path}`).toBeLessThanOrEqual(0);
      }
    }
    await context.close();
  }, 200_000);

  test("the lost, the stolen and the forged stand among the alerts at once", async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled: false });
    await page.goto(`${program.base}/alerts`);
    const words = await page.locator("main").innerText();
    for (const place of [14, 15, 20]) expect(words, `certificate ${place}`).toContain(of(place).number);
    await context.close();
  });

  test("the replacement has a number of its own, and each leads to the other", async () => {
    const page = await issuer();
    await page.goto(at(12));
    await page
      .locator("main p", { hasText: /^Replaced by/ })
      .getByRole("link")
      .click();
    const id = new URL(page.url()).pathname.split("/")[2];
    expect(certificates.map((certificate) => certificate.id)).not.toContain(id);
    await page
      .locator("main p", { hasText: /^Replaces/ })
      .getByRole("link")
      .click();
    expect(page.url()).toBe(at(12));
  });
});
