// The desk's program in a real browser: one visit, then the network off. Scan, answer, journal, lists that grow old.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { deflateSync } from "node:zlib";
import { receiptToText } from "#core/certificate/receipt/format.ts";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { encodeQR } from "qr";
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

interface Codes {
  readonly open: string;
  readonly used: string;
  /** Of the open one, as file; and of the used one. */
  readonly receipt: Buffer;
  readonly otherReceipt: Buffer;
}

describe.skipIf(browserPath === undefined)("the verifier of a desk without a network", () => {
  let program: Program;
  let browser: Browser;
  let codes: Codes;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    const [open, used] = [await codeOf("EXPORTED"), await codeOf("CONFIRMED")];
    codes = { open: open.code, used: used.code, receipt: open.receipt, otherReceipt: used.receipt };
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** As the officer downloads it with the certificate. */
  async function codeOf(state: string): Promise<{ readonly code: string; readonly receipt: Buffer }> {
    const { page, context } = await visitor(browser);
    await enterAs(page, program.base, "SL-KPA", "issuing-officer");
    const answer = await page.request.get(`${program.base}/api/certificates?state=${state}`);
    const { certificates } = (await answer.json()) as {
      readonly certificates: readonly { readonly id: string }[];
    };
    const one = await page.request.get(`${program.base}/api/certificates/${certificates[0]?.id}`);
    const { qrText } = (await one.json()) as { readonly qrText: string };
    // It is there once two witnesses have seen the seal, which takes them a while after a start.
    const bytes = await vi.waitFor(
      async () => {
        const receipt = await page.request.get(
          `${program.base}/api/certificates/${certificates[0]?.id}/kp-receipt`,
        );
        expect(receipt.status()).toBe(200);
        return receipt.body();
      },
      { timeout: 60_000, interval: 500 },
    );
    await context.close();
    return { code: qrText, receipt: bytes };
  }

  /** A PDF with these files inside, packed as a certificate's are. */
  function pdfWith(code: string, receipt: Buffer): Buffer {
    const file = (type: string, bytes: Buffer): Buffer => {
      const packed = deflateSync(bytes);
      const head = `1 0 obj\n<<\n/Type /EmbeddedFile\n/Subtype /${type}\n/Length ${packed.length}\n/Filter /FlateDecode\n>>\nstream\n`;
      return Buffer.concat([Buffer.from(head), packed, Buffer.from("\nendstream\nendobj\n")]);
    };
    return Buffer.concat([
      Buffer.from("%PDF-1.7\n"),
      file("text#2Fplain", Buffer.from(code)),
      file("application#2Fkp-receipt+cbor", receipt),
    ]);
  }

  async function atTheDesk(options: Parameters<typeof visitor>[1] = {}): Promise<{
    page: Page;
    context: BrowserContext;
  }> {
    const { page, context } = await visitor(browser, options);
    await page.goto(`${program.base}/verifier/`);
    await page.waitForSelector("html[data-ready]");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page
      .locator("p[role=status]")
      .filter({ hasNotText: /No lists/ })
      .first()
      .waitFor();
    await page.waitForTimeout(500);
    return { page, context };
  }

  async function check(page: Page, text: string): Promise<string> {
    await page.fill("#paper", text);
    await page.locator(".verifier-ask form button").click();
    await page.waitForTimeout(200);
    await page.waitForSelector("section[data-state]");
    return (await page.locator("section[data-state]").getAttribute("data-state")) ?? "";
  }

  test("asks the register itself while there is a network", async () => {
    const { page, context } = await atTheDesk();
    expect(await check(page, codes.open)).toBe("valid");
    expect(await check(page, codes.used)).toBe("used");
    await context.close();
  });

  test("after one visit answers with the network off, also after the page was closed", async () => {
    const { page, context } = await atTheDesk();
    await context.setOffline(true);
    await page.close();
    const again = await context.newPage();
    await again.goto(`${program.base}/verifier/`);
    await again.waitForSelector("html[data-ready]");
    expect(await check(again, codes.open)).toBe("offline");
    expect(await again.locator(".verdict__sentence").textContent()).toMatch(
      /^Issued and exported, not yet used, as of \d{1,2} \w+ \d{4}, \d{2}:\d{2} UTC\. What happened since is unknown\.$/,
    );
    expect(await again.locator(".summary-list").textContent()).toContain("SL");
    expect(await check(again, codes.used)).toBe("used");
    expect(await again.locator("section .summary-list").count()).toBe(0);
    expect(await check(again, codes.open.slice(0, -3))).toBe("signature-wrong");
    expect(await check(again, "KPC2:AAAA")).toBe("not-our-code");
    expect(await check(again, "SL 999999")).toBe("service-down");
    expect(await check(again, "KE 000123")).toBe("not-a-participant");
    await context.close();
  });

  test("judges the code together with its receipt with the network off: scanned, chosen, or inside the PDF", async () => {
    const { page, context } = await atTheDesk();
    await context.setOffline(true);
    const record = page.locator("[data-record]");
    const choose = async (name: string, buffer: Buffer): Promise<void> => {
      await page.setInputFiles("#photograph", { name, mimeType: "application/octet-stream", buffer });
      await page.waitForTimeout(300);
    };
    expect(await check(page, codes.open)).toBe("offline");
    expect(await record.count()).toBe(0);
    await choose("certificate.kp-receipt", codes.receipt);
    await record.waitFor();
    expect(await record.textContent()).toMatch(/On the public record as entry [\d,]+\./);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);

    await choose("certificate.kp-receipt", codes.otherReceipt);
    await page.waitForSelector("section[data-state=not-on-record][data-reason=receipt-of-another]");
    expect(await page.locator("section[data-state]").textContent()).toContain("Scan both codes of one paper");

    // The receipt's own code, scanned before the certificate's, waits for it.
    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await page.fill("#paper", receiptToText(codes.receipt));
    await page.locator(".verifier-ask form button").click();
    await page.getByText("Now scan the certificate’s own code").waitFor();
    expect(await check(page, codes.open)).toBe("offline");
    await record.waitFor();

    await page.reload();
    await page.waitForSelector("html[data-ready]");
    await choose("SL-004401.pdf", pdfWith(codes.open, codes.receipt));
    await record.waitFor();
    await choose("SL-004401.pdf", pdfWith(codes.open, codes.receipt.subarray(1)));
    await page.waitForSelector("section[data-state=not-on-record][data-reason=receipt-malformed]");
    await context.close();
  });

  test("reads a photograph of the code with the network off", async () => {
    const { page, context } = await atTheDesk();
    await context.setOffline(true);
    const gif = encodeQR(codes.used, "gif", { ecc: "medium", scale: 6, border: 4 });
    await page.setInputFiles("#photograph", {
      name: "p.gif",
      mimeType: "image/gif",
      buffer: Buffer.from(gif),
    });
    await page.waitForSelector('section[data-state="used"]');
    await context.close();
  });

  test("reads the code from the camera with the network off", async () => {
    const { page, context } = await atTheDesk();
    const modules = encodeQR(codes.used, "raw", { ecc: "medium", border: 4 });
    await page.evaluate((rows) => {
      const canvas = document.createElement("canvas");
      const size = 8;
      [canvas.width, canvas.height] = [rows.length * size, rows.length * size];
      const context2d = canvas.getContext("2d");
      const draw = (): void => {
        for (const [y, row] of rows.entries())
          for (const [x, dark] of row.entries()) {
            if (context2d !== null) context2d.fillStyle = dark ? "#000" : "#fff";
            context2d?.fillRect(x * size, y * size, size, size);
          }
      };
      setInterval(draw, 50);
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
    }, modules);
    await context.setOffline(true);
    await page.locator(".verifier-scan").click();
    await page.waitForSelector('section[data-state="used"]');
    await context.close();
  });

  test("refuses to call anything good when its lists are too old, or its clock cannot be right", async () => {
    const { page, context } = await atTheDesk();
    await context.setOffline(true);
    await page.clock.setSystemTime(Date.now() + 8 * 86_400_000);
    expect(await check(page, codes.open)).toBe("service-down");
    expect(await check(page, codes.used)).toBe("used");
    await page.clock.setSystemTime(new Date("1970-01-02T00:00:00Z"));
    expect(await check(page, codes.open)).toBe("clock");
    expect(await page.locator(".verdict__sentence").textContent()).toContain("1970");
    await context.close();
  });

  test("keeps a journal and hands it in when an officer is signed in; two desks are told of one certificate", async () => {
    const desk = async (organisation: string): Promise<Page> => {
      const { page, context } = await atTheDesk();
      await context.setOffline(true);
      expect(await check(page, codes.open)).toBe("offline");
      await page.locator('a[href="#journal"]').click();
      await page.waitForSelector('[data-waiting="1"]');
      await context.setOffline(false);
      await enterAs(page, program.base, organisation, "importing-officer");
      await page.goto(`${program.base}/verifier/`);
      await page.waitForSelector("html[data-ready]");
      await page.locator('a[href="#journal"]').click();
      await page.waitForSelector('[data-waiting="0"]');
      return page;
    };
    const antwerp = await desk("EU-BE");
    const dubai = await desk("AE-KPA");
    for (const [page, other] of [
      [antwerp, "United Arab Emirates"],
      [dubai, "Belgium"],
    ] as const) {
      await page.goto(`${program.base}/scans`);
      expect(await page.locator("#twice").textContent()).toContain(other);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.context().close();
    }
  });

  test.each(["en", "ar"])("has no problem of accessibility and fits 320 px, in %s", async (locale) => {
    for (const width of [1280, 320]) {
      const { page, context } = await atTheDesk({ viewport: { width, height: 800 } });
      await page.locator(".verifier-language select").selectOption(locale);
      await page.waitForSelector(`html[lang="${locale}"][dir="${locale === "ar" ? "rtl" : "ltr"}"]`);
      await context.setOffline(true);
      expect(await check(page, codes.open)).toBe("offline");
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(await page.locator("main").textContent()).not.toMatch(/⟦|[٠-٩]/);
      for (const view of ["journal", "lists"]) {
        await page.locator(`a[href="#${view}"]`).click();
        await page.waitForTimeout(200);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await context.close();
    }
  });

  test("prints its answer on one sheet", async () => {
    const { page, context } = await atTheDesk();
    await context.setOffline(true);
    await check(page, codes.open);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await context.close();
  });
});
