// (f) The sheet as PDF, and sealed: beside a bare pdfkit page that holds the same QR code as the same path and nothing else.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PdfDocument from "pdfkit";
import { openKeyring } from "#platform/keys/keyring.ts";
import { drawQr, qrSymbol } from "../../src/modules/certificates/paper/qr.ts";
import { sealPdf } from "../../src/modules/certificates/paper/seal.ts";
import { samplePaper, sampleQrText } from "../../src/modules/certificates/paper/testing/sample.ts";
import { median, showNote, showRow } from "../support/rows.ts";

const runs = 5;
const sheets = 20;

export async function measurePaper(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-paper-"));
  try {
    const keyring = await openKeyring(folder);
    await keyring.makeSigner("SL-KPA");
    const at = "2026-11-25T09:40:00Z";
    const seal = await keyring.documentSeal("SL-KPA", new Date(at));
    if (seal === undefined) throw new Error("no seal");
    const figures = { drawn: [] as number[], sealed: [] as number[], bare: [] as number[] };
    // Turn and turn about; the first turn warms all of them up.
    for (let turn = 0; turn <= runs; turn += 1) {
      const drawn = await perSecond(samplePaper);
      const sealed = await perSecond(async () => sealPdf(await samplePaper(), seal, { reason: "Bench", at }));
      const bare = await perSecond(barePage);
      if (turn === 0) continue;
      figures.drawn.push(drawn);
      figures.sealed.push(sealed);
      figures.bare.push(bare);
    }
    const peer = median(figures.bare);
    const row = { peer, unit: "PDF/s" };
    showRow({
      ...row,
      what: "(f) certificate as PDF / bare pdfkit page, same QR",
      ours: median(figures.drawn),
      target: 0.1,
    });
    showRow({ ...row, what: "(f) the same, sealed (PAdES B-B)", ours: median(figures.sealed), target: 0.08 });
    const [ours, bare] = [(await samplePaper()).length, (await barePage()).length];
    showNote(
      `${Math.round(ours / 1024)} kB a sheet, ${Math.round(bare / 1024)} kB the bare page; one thread each.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function perSecond(make: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let sheet = 0; sheet < sheets; sheet += 1) await make();
  return (sheets * 1000) / (performance.now() - began);
}

async function barePage(): Promise<Uint8Array> {
  const pdf = new PdfDocument({ size: "A4", margin: 0 });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => void pdf.on("end", resolve));
  drawQr(pdf, qrSymbol(sampleQrText), 40, 40);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}
