// For tests and benchmarks: one shipment on paper, and what may be changed of it.
import { originNotListed } from "#core/certificate/content.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { receiptToText } from "#core/certificate/receipt/format.ts";
import { receiptOf } from "#core/certificate/testing/receipts.ts";
import { layoutOf, renderPaper } from "../render.ts";
import type { PaperInput, PaperReceipt } from "../render.ts";

/** As long as the code of a usual shipment. */
export const sampleQrText = `KPC1:${"6BF8XOK+R5VK0YLQ.NBJH".repeat(25)}`;

export function sampleContent(changes: Partial<CertificateContent> = {}): CertificateContent {
  return {
    participant: "SL",
    number: "SL 004911",
    authority: "SL-KPA",
    publicId: Uint8Array.from({ length: 16 }, (_, index) => index * 13 + 7),
    origin: { kind: "SINGLE", country: "SL" },
    issuedOn: "2026-11-24",
    expiresOn: "2027-01-23",
    exporter: {
      name: "Kono Alluvial Exports Ltd",
      address: "14 Lightfoot Boston Street, Freetown",
      country: "SL",
    },
    importer: { name: "Van den Bossche & Zonen NV", address: "Hoveniersstraat 22, Antwerpen", country: "BE" },
    parcels: 37,
    lines: [
      { code: "7102.10", carats: 123_456n, usd: 45_678_901n },
      { code: "7102.31", carats: 9_850n, usd: 120_000_000n },
    ],
    containers: [{ seal: "SLA-100231", reference: "box 1" }, { seal: "SLA-100232" }],
    validatedOn: "2026-11-25",
    ...changes,
  };
}

/** The second code of a log with two thousand entries, seen by all three pillars. */
export function sampleReceipt(): PaperReceipt {
  const names = [
    ["government", "gouvernements"],
    ["industry", "industrie"],
    ["civil society", "société civile"],
  ] as const;
  return {
    text: receiptToText(receiptOf({ size: 2_000 })),
    entry: 1_024,
    origin: "kp.example/log",
    witnesses: names.map(([en, beside]) => ({ name: { en, beside }, at: "2026-11-25 09:40:02" })),
    address: "kimberlite.example/verifier/",
  };
}

export const arabicParties = {
  exporter: { name: "شركة دبي (DMCC) للماس 2026", address: "برج الماس، الطابق 12، دبي", country: "AE" },
  importer: { name: "上海钻石交易所有限公司", address: "上海市浦东新区世纪大道1701号", country: "CN" },
};

export async function samplePaper(
  changes: Partial<Omit<PaperInput, "content">> & { content?: Partial<CertificateContent> } = {},
): Promise<Uint8Array> {
  const { content: changed, ...rest } = changes;
  const content = sampleContent(changed);
  return renderPaper({
    qrText: sampleQrText,
    scheme: {
      authorityName: { en: "National Minerals Agency" },
      verifyAddress: "kimberlite.example/verify",
      unlistedOrigin: originNotListed,
    },
    layout: layoutOf(content.participant),
    mode: "original",
    generatedAt: "2026-11-25T09:40:00Z",
    ...rest,
    content,
  });
}
