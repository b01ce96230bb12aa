import { PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, describe, expect, test } from "vitest";
import { originNotListed, statement, title } from "#core/certificate/content.ts";
import type { CertificateContent, Line } from "#core/certificate/content.ts";
import { stopFileWorker } from "#platform/files/file-worker.ts";
import { readCodes } from "#platform/files/read-code.ts";
import { blurred, pngOf, turned } from "#platform/files/test-picture.ts";
import type { GreyPicture } from "#platform/files/test-picture.ts";
import { qrSymbol } from "./qr.ts";
import { readBack } from "./read-back.ts";
import { layoutOf, renderPaper } from "./render.ts";
import type { PaperInput } from "./render.ts";
import { sampleContent, sampleQrText } from "./testing/sample.ts";

afterAll(stopFileWorker);

const qrText = sampleQrText;
const content = sampleContent();

const scheme: PaperInput["scheme"] = {
  authorityName: { en: "National Minerals Agency" },
  verifyAddress: "https://kimberlite.example/check",
  unlistedOrigin: originNotListed,
};

function paper(changes: Partial<PaperInput> = {}): Promise<Uint8Array> {
  const generatedAt = "2026-11-25T09:40:00Z";
  return renderPaper({
    content,
    qrText,
    scheme,
    layout: layoutOf("SL"),
    mode: "original",
    generatedAt,
    ...changes,
  });
}

describe("what stands on the paper", () => {
  test("every printed item of Annex I A, with its number (3 and 5, language and protection, are below)", async () => {
    const [text = ""] = await textOf(await paper());
    const items: Readonly<Record<number, readonly string[]>> = {
      1: [title, statement],
      2: ["2 Country of origin", "Sierra Leone (SL)"],
      4: ["4 Certificate number", "SL 004911"],
      6: ["6 Date of issue", "24 November 2026", "2026-11-24"],
      7: ["7 Date of expiry", "23 January 2027", "2027-01-23"],
      8: ["8 Issuing authority", "National Minerals Agency (SL-KPA)"],
      9: [
        "9 Exporter",
        "Kono Alluvial Exports Ltd",
        "14 Lightfoot Boston Street, Freetown",
        "9 Importer",
        "Van den Bossche & Zonen NV",
        "Belgium (BE)",
      ],
      10: ["10 Carat weight", "1,234.56", "98.50", "1,333.06"],
      11: ["11 Value in US$", "456,789.01", "1,200,000.00", "1,656,789.01"],
      12: ["12 Number of parcels", "37"],
      13: ["13 HS code", "7102.10", "7102.31"],
      14: ["14 Validation by the Exporting Authority", "25 November 2026", "2026-11-25"],
    };
    for (const [item, words] of Object.entries(items)) {
      for (const word of words) expect(text, `item ${item}`).toContain(word);
    }
    for (const signed of ["SLA-100231 (box 1)", "SLA-100232", "0714 212e 3b48 5562 6f7c 8996 a3b0 bdca"])
      expect(text).toContain(signed);
    // The number, and each total, stand on both parts.
    // (pdfium also reads the microtext, where the number comes after the title.)
    for (const twice of ["SL 004911", "1,333.06", "1,656,789.01"])
      expect(text.replaceAll("CERTIFICATE SL 004911", "").split(twice), twice).toHaveLength(3);
  });

  test("the import confirmation part has every item of Annex I B", async () => {
    const [text = ""] = await textOf(await paper());
    const part = text.slice(text.indexOf("Import confirmation"));
    for (const word of [
      "Country of destination",
      "Belgium (BE)",
      "Importer",
      "Van den Bossche & Zonen NV",
      "1,333.06",
      "1,656,789.01",
      "7102.10 7102.31",
      "Date of receipt",
      "Authentication by the Importing Authority",
    ]) {
      expect(part).toContain(word);
    }
  });

  test("English stands beside the Participant's language, and alone where that is not printed yet", async () => {
    expect(layoutOf("CD")).toMatchObject({ beside: "fr", size: "A4" });
    expect(layoutOf("JP")).toMatchObject({ englishAlone: "official-language-not-yet-printed" });
    expect(layoutOf("SL")).toMatchObject({ englishAlone: "prints-in-english" });
    const [both = ""] = await textOf(
      await paper({ content: { ...content, participant: "CD" }, layout: layoutOf("CD") }),
    );
    for (const word of [
      title,
      "Certificat du Processus de Kimberley",
      "Pays d’origine",
      "Exportateur",
      "25 novembre 2026",
    ]) {
      expect(both).toContain(word);
    }
  });

  test("a mixed parcel prints the mark of its issuer's rule, or its countries where they are listed", async () => {
    const unlisted = await textOf(
      await paper({ content: { ...content, origin: { kind: "MIXED", listed: [] } } }),
    );
    expect(unlisted[0]).toContain("***");
    expect(unlisted[0]).not.toContain("2 Country of origin\nSierra Leone");
    const blank = await textOf(
      await paper({
        content: { ...content, origin: { kind: "MIXED", listed: [] } },
        scheme: { ...scheme, unlistedOrigin: "" },
      }),
    );
    expect(blank[0]).toContain("2 Country of origin");
    expect(blank[0]).not.toMatch(/\*\*\*|Mixed/);
    const listed = await textOf(
      await paper({ content: { ...content, origin: { kind: "MIXED", listed: ["AO", "BW"] } } }),
    );
    expect(listed[0]).toContain("Angola (AO), Botswana (BW)");
    expect(listed[0]).not.toContain("***");
  });

  test("forty lines are summed on the certificate and listed on a sheet that names it", async () => {
    const lines = Array.from({ length: 40 }, (_, index): Line => ({
      code: (["7102.10", "7102.21", "7102.31"] as const)[index % 3] ?? "7102.10",
      carats: BigInt(1000 + index),
      usd: BigInt(700_000 + index),
    }));
    const [first = "", second = "", ...more] = await textOf(await paper({ content: { ...content, lines } }));
    expect(more).toEqual([]);
    expect(first).toContain("40 lines of goods: see the continuation sheet");
    expect(first).toContain("407.80");
    expect(second).toContain("SL 004911");
    for (const line of lines) expect(second).toContain(`7,000.${String(line.usd % 100n).padStart(2, "0")}`);
    expect(second).toContain("280,007.80");
  });

  test("no text leaves its box, even where every name is as long as it may be", async () => {
    const letters = "Ж".repeat(60);
    const wide = "W".repeat(120);
    const full: CertificateContent = {
      ...content,
      number: "WW 123456789012345678901",
      exporter: {
        name: letters,
        address: "Mamba Point Road 1234 ".repeat(14).slice(0, 300).trim(),
        country: "CD",
      },
      importer: { name: wide, address: "m".repeat(300), country: "TW" },
      origin: {
        kind: "MIXED",
        listed: [
          "AO",
          "BW",
          "CD",
          "CA",
          "RU",
          "ZA",
          "NA",
          "LS",
          "SL",
          "GN",
          "GH",
          "LR",
          "CF",
          "CI",
          "CM",
          "CG",
          "TZ",
          "ZW",
          "BR",
          "VE",
        ],
      },
      parcels: 9999,
      lines: Array.from({ length: 40 }, () => ({
        code: "7102.31",
        carats: 10n ** 12n,
        usd: 10n ** 15n,
        origin: "CD",
      })),
      containers: Array.from({ length: 40 }, (_, index) => ({
        seal: `${"X".repeat(38)}${10 + index}`,
        reference: `${"reference ".repeat(5)}${index}`,
      })),
    };
    const longest = (qrText + qrText + qrText).slice(0, 1200);
    const pdf = await paper({ content: full, qrText: longest, layout: { ...layoutOf("SL"), beside: "fr" } });
    const pages = await textOf(pdf);
    expect(pages).toHaveLength(3);
    expect(pages[0]?.replaceAll(/\s/g, "")).toContain("m".repeat(300));
    for (const [index, page] of (await picturesOf(pdf)).entries()) {
      // Nothing but paper outside the frame, nothing between the frame and the boxes.
      expect(darkest(page, { x: 0, y: 0, width: page.width, height: 45 }), `top of page ${index}`).toBe(255);
      // (The ground is there, in its light inks.)
      expect(
        darkest(page, { x: 99, y: 700, width: 8, height: 500 }),
        `left of page ${index}`,
      ).toBeGreaterThan(150);
      expect(
        darkest(page, { x: page.width - 108, y: 700, width: 8, height: 500 }),
        `right of page ${index}`,
      ).toBeGreaterThan(150);
    }
    expect(await readBack(pdf, longest)).toEqual({ ok: true });
  });
});

describe("what makes it an original", () => {
  test("a preview says that it is not valid and carries no code", async () => {
    const pdf = await paper({ mode: "preview", qrText: null, content: { ...content, validatedOn: null } });
    const [text = ""] = await textOf(pdf);
    expect(text).toContain("NOT VALID — PREVIEW");
    expect(text).toContain("Not yet validated");
    expect(await readCodes(pdf, "application/pdf")).toEqual({ ok: false, reason: "no-code" });
    await expect(paper({ mode: "preview" })).rejects.toThrow("a preview carries no code");
  });

  test("a copy says so; the original does not", async () => {
    const copy = await paper({ mode: "copy" });
    expect((await textOf(copy))[0]).toContain("COPY");
    expect((await textOf(await paper()))[0]).not.toContain("COPY");
    expect(await readBack(copy, qrText)).toEqual({ ok: true });
  });

  test("an original without code or validation is refused", async () => {
    await expect(paper({ qrText: null })).rejects.toMatchObject({ fault: "code-missing" });
    await expect(paper({ qrText: "KPC1:lower" })).rejects.toMatchObject({ fault: "code-missing" });
    await expect(paper({ qrText: "A".repeat(1201) })).rejects.toMatchObject({ fault: "code-too-long" });
    await expect(paper({ content: { ...content, validatedOn: null } })).rejects.toMatchObject({
      fault: "not-validated",
    });
  });

  test("a character without a shape is refused with its field, never printed as a box", async () => {
    const exporter = { ...content.exporter, name: "다이아몬드" };
    await expect(paper({ content: { ...content, exporter } })).rejects.toMatchObject({
      fault: "character-not-printable",
      field: "exporter.name",
      character: "다",
    });
  });

  test("the same input gives the same bytes, tagged, titled and with its language", async () => {
    const [one, two] = [await paper(), await paper()];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    expect(Buffer.from(one).equals(Buffer.from(await paper({ generatedAt: "2026-11-25T09:40:01Z" })))).toBe(
      false,
    );
    const raw = Buffer.from(one).toString("latin1");
    for (const part of [
      "/Marked true",
      "/StructTreeRoot",
      "/Lang (en)",
      "/DisplayDocTitle true",
      "(D:20261125094000Z)",
    ])
      expect(raw).toContain(part);
    expect(raw).toContain("(Kimberley Process Certificate SL 004911)");
  });
});

describe("the code on the paper", () => {
  test("is at least 40 mm wide with three dots to a module at 200 dpi, however long the text", () => {
    for (const length of [100, 500, 900, 1200]) {
      const { rows, moduleSize } = qrSymbol("A".repeat(length));
      const wide = ((rows.length - 8) * moduleSize * 25.4) / 72;
      expect(wide).toBeGreaterThanOrEqual(40);
      expect((moduleSize * 200) / 72).toBeGreaterThanOrEqual(2.99);
    }
  });

  test("is read back at 200 dpi, and another text is not taken for it", async () => {
    const pdf = await paper();
    expect(await readBack(pdf, qrText)).toEqual({ ok: true });
    expect(await readBack(pdf, `${qrText}A`)).toEqual({ ok: false, reason: "other-code" });
    expect(await readBack(await paper({ mode: "preview", qrText: null }), qrText)).toEqual({
      ok: false,
      reason: "no-code",
    });
  });

  test("survives a blurred copy and a sheet laid two degrees askew", async () => {
    const [page] = await picturesOf(await paper());
    if (page === undefined) throw new Error("no page");
    for (const picture of [blurred(page), turned(page, 2), blurred(turned(page, -2))]) {
      expect(await readCodes(pngOf(picture), "image/png")).toEqual({ ok: true, texts: [qrText] });
    }
  });
});

async function textOf(pdf: Uint8Array): Promise<string[]> {
  return await withPages(pdf, (page) =>
    Promise.resolve(
      page
        .getText()
        .replaceAll("\r", "")
        .replaceAll(/[ \n]+/g, " "),
    ),
  );
}

async function picturesOf(pdf: Uint8Array): Promise<GreyPicture[]> {
  return await withPages(pdf, async (page) => {
    const { width, height, data } = await page.render({ scale: 200 / 72, render: "bitmap" });
    const dots = new Uint8Array(width * height);
    for (let at = 0; at < dots.length; at += 1) dots[at] = data[at * 4 + 1] ?? 255;
    return { width, height, dots };
  });
}

type Page = ReturnType<Awaited<ReturnType<PDFiumLibrary["loadDocument"]>>["getPage"]>;

async function withPages<R>(pdf: Uint8Array, look: (page: Page) => Promise<R>): Promise<R[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  try {
    const seen: R[] = [];
    for (const page of document.pages()) seen.push(await look(page));
    return seen;
  } finally {
    document.destroy();
    library.destroy();
  }
}

function darkest(picture: GreyPicture, box: { x: number; y: number; width: number; height: number }): number {
  let least = 255;
  for (let y = box.y; y < box.y + box.height; y += 1) {
    for (let x = box.x; x < box.x + box.width; x += 1)
      least = Math.min(least, picture.dots[y * picture.width + x] ?? 255);
  }
  return least;
}
