// The sheet in the hands of programs that are not ours: Debian's zbarimg, ZXingReader, pdfsig, pdftotext, pdffonts and
// qpdf read what we print, as it comes and as a bad copy of it. Where a tool is not installed its tests are skipped, and
// counted as skipped; `tools/debian.js` installs them.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openKeyring } from "#platform/keys/keyring.ts";
import { receiptOf } from "#core/certificate/testing/receipts.ts";
import { sealPdf } from "./seal.ts";
import { arabicParties, samplePaper, sampleQrText, sampleReceipt } from "./testing/sample.ts";

const has = (...tools: readonly string[]): boolean =>
  tools.every((tool) => spawnSync("which", [tool], { stdio: "ignore" }).status === 0);
const run = (tool: string, ...parameters: readonly string[]): string =>
  execFileSync(tool, [...parameters], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const folder = mkdtempSync(join(tmpdir(), "kimberlite-paper-"));
const file = '{"a sealed file": true}';

beforeAll(async () => {
  const keyring = await openKeyring(join(folder, "keys"));
  await keyring.makeSigner("SL-KPA");
  const at = "2026-11-25T09:40:00Z";
  const seal = await keyring.documentSeal("SL-KPA", new Date(at));
  if (seal === undefined) throw new Error("no seal");
  const attachments = [
    {
      name: "certificate.kpc1.txt",
      mediaType: "text/plain",
      bytes: Buffer.from(sampleQrText),
      description: "code",
    },
    {
      name: "certificate.sdjwt",
      mediaType: "application/dc+sd-jwt",
      bytes: Buffer.from(file),
      description: "file",
    },
    {
      name: "certificate.kp-receipt",
      mediaType: "application/kp-receipt+cbor",
      bytes: receiptOf(),
      description: "receipt",
    },
  ];
  const sealed = await sealPdf(
    await samplePaper({
      attachments,
      sheet: "A 000123",
      receipt: sampleReceipt(),
      content: { participant: "AE", number: "AE 004911", ...arabicParties },
    }),
    seal,
    { reason: "Kimberley Process Certificate AE 004911", at },
  );
  writeFileSync(join(folder, "sealed.pdf"), sealed);
  writeFileSync(join(folder, "letter.pdf"), await samplePaper({ size: "LETTER" }));
  const changed = Uint8Array.from(sealed);
  changed[2_000] = (changed[2_000] ?? 0) ^ 1;
  writeFileSync(join(folder, "changed.pdf"), changed);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!has("pdfsig"))("pdfsig", () => {
  test("calls the seal valid, over the whole file", () => {
    const said = spawnSync("pdfsig", ["sealed.pdf"], { cwd: folder, encoding: "utf8" }).stdout;
    for (const words of [
      "Signature is Valid",
      "Total document signed",
      "ETSI.CAdES.detached",
      "SL-KPA document seal",
    ])
      expect(said).toContain(words);
  });

  test("sees one changed bit", () => {
    const said = spawnSync("pdfsig", ["changed.pdf"], { cwd: folder, encoding: "utf8" }).stdout;
    expect(said).toContain("Digest Mismatch");
    expect(said).not.toContain("Signature is Valid");
  });
});

describe.skipIf(!has("qpdf"))("qpdf", () => {
  test("finds no error, before the seal and after it", () => {
    for (const name of ["sealed.pdf", "letter.pdf"])
      expect(run("qpdf", "--check", name)).toContain("No syntax or stream encoding errors found");
  });

  test("takes the attached files out as they were put in", () => {
    expect(run("qpdf", "--show-attachment=certificate.kpc1.txt", "sealed.pdf")).toBe(sampleQrText);
    expect(run("qpdf", "--show-attachment=certificate.sdjwt", "sealed.pdf")).toBe(file);
    // Compared as bytes: a receipt is no text.
    const receipt = execFileSync("qpdf", ["--show-attachment=certificate.kp-receipt", "sealed.pdf"], {
      cwd: folder,
    });
    expect(Buffer.compare(receipt, receiptOf())).toBe(0);
    expect(run("qpdf", "--qdf", "--object-streams=disable", "sealed.pdf", "-")).toContain(
      "/AFRelationship /Data",
    );
  });
});

describe.skipIf(!has("pdftotext", "pdfinfo", "pdffonts", "pdftoppm"))("poppler", () => {
  test("reads the text in three scripts, and none of the microtext", () => {
    const text = run("pdftotext", "-layout", "sealed.pdf", "-");
    for (const words of [
      "Kimberley Process Certificate",
      "AE 004911",
      "1,333.06",
      "上海钻石交易所有限公司",
      "A 000123",
    ])
      expect(text).toContain(words);
    const arabic = text.replaceAll(/[\u200e\u200f\u202a-\u202e]/g, "");
    for (const word of ["شركة", "DMCC", "شهادة", "كيمبرلي"]) expect(arabic).toContain(word);
    expect(text).not.toContain("KIMBERLEY PROCESS CERTIFICATE");
  });

  test("finds every font embedded as a subset, with its letters named", () => {
    const rows = run("pdffonts", "sealed.pdf").trim().split("\n").slice(2);
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const row of rows) expect(row).toMatch(/^[A-Z]{6}\+.* yes yes yes /);
  });

  test("finds it tagged, titled, with its codes described", () => {
    const info = run("pdfinfo", "sealed.pdf");
    expect(info).toMatch(/Title: +Kimberley Process Certificate AE 004911/);
    expect(info).toMatch(/Tagged: +yes/);
    const structure = run("pdfinfo", "-struct-text", "sealed.pdf");
    for (const part of ["H1", "H2", "Table", "TR", "TH", "TD", "Figure", "Span"])
      expect(structure).toContain(part);
  });
});

// As it comes, and as offices copy it: askew, out of focus, pale, folded through the code, and all of it at once.
const copies: Readonly<Record<string, readonly string[]>> = {
  "as it comes": [],
  "three degrees askew": ["-background", "white", "-rotate", "3"],
  "seven degrees askew": ["-background", "white", "-rotate", "-7"],
  "out of focus": ["-blur", "0x1.1"],
  pale: ["+level", "45%,90%"],
  folded: ["-fill", "none", "-stroke", "#8a8a8a", "-strokewidth", "5", "-draw", "line 0,620 1700,655"],
  "an old copy: askew, blurred and pale": [
    "-background",
    "white",
    "-rotate",
    "4",
    "-blur",
    "0x0.8",
    "+level",
    "30%,95%",
  ],
};

describe.skipIf(!has("pdftoppm", "convert"))("at 200 dots to the inch", () => {
  beforeAll(() => {
    for (const name of ["sealed", "letter"])
      run("pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", `${name}.pdf`, name);
    run("pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", "-f", "2", "sealed.pdf", "receipt");
  });

  for (const [how, changes] of Object.entries(copies)) {
    const reads = (tool: string, ...parameters: readonly string[]): string => {
      run("convert", "receipt.png", ...changes, "receipt-copy.png");
      return spawnSync(tool, [...parameters, "receipt-copy.png"], { cwd: folder, encoding: "utf8" }).stdout;
    };
    test.skipIf(!has("zbarimg"))(`zbarimg reads the receipt: ${how}`, { timeout: 60_000 }, () => {
      expect(reads("zbarimg", "--quiet", "-Sdisable", "-Sqrcode.enable")).toContain(sampleReceipt().text);
    });
    test.skipIf(!has("ZXingReader"))(`ZXingReader reads the receipt: ${how}`, { timeout: 60_000 }, () => {
      expect(reads("ZXingReader", "-format", "QRCode")).toContain(sampleReceipt().text);
    });
  }

  for (const [how, changes] of Object.entries(copies)) {
    const reads = (tool: string, ...parameters: readonly string[]): string => {
      run("convert", "sealed.png", ...changes, "copy.png");
      return spawnSync(tool, [...parameters, "copy.png"], { cwd: folder, encoding: "utf8" }).stdout;
    };
    test.skipIf(!has("zbarimg"))(`zbarimg reads the code: ${how}`, { timeout: 60_000 }, () => {
      const read = reads("zbarimg", "--quiet", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable");
      expect(read).toContain(`QR-Code:${sampleQrText}`);
    });
    test.skipIf(!has("ZXingReader"))(`ZXingReader reads the code: ${how}`, { timeout: 60_000 }, () => {
      expect(reads("ZXingReader", "-format", "QRCode")).toContain(sampleQrText);
    });
  }

  test.skipIf(!has("zbarimg"))("the bars of both parts say the number", () => {
    const read = run("zbarimg", "--quiet", "-Sdisable", "-Scode128.enable", "letter.png");
    expect(new Set(read.trim().split("\n"))).toEqual(new Set(["CODE-128:SL 004911"]));
  });
});
