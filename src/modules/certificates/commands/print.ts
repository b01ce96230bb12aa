// Prints a sealed certificate: the original until one came out right, copies after it. Nothing is released on a promise: its sealing must stand in the log under a signed
// checkpoint, and the program reads back and verifies the code in the very file it hands out.
import { receiptFileEnding, receiptMediaType, receiptToText } from "#core/certificate/receipt/format.ts";
import { verifyWithReceipt } from "#core/certificate/receipt/verify.ts";
import type { OnRecord, ReceiptedVerification } from "#core/certificate/receipt/verify.ts";
import { verify } from "#core/certificate/verify.ts";
import type { Verification } from "#core/certificate/verify.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { translator } from "#platform/i18n/translator.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { witnessName } from "#ui/answer/sentence.ts";
import { inTransaction, record, waitForReceipt } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { currentTrustList, getAuthority, printsReceipts } from "#modules/scheme/index.ts";
import { certificatePrinted } from "../acts.ts";
import { contentFromJson } from "../content.ts";
import { layoutOf, renderPaper } from "../paper/render.ts";
import type { Attachment, PaperReceipt, PaperScheme, PaperSize } from "../paper/render.ts";
import type { PaperLayout } from "../paper/layouts.ts";
import { readBack } from "../paper/read-back.ts";
import type { ReadBack } from "../paper/read-back.ts";
import { sealPdf } from "../paper/seal.ts";
import { findSealing, receiptFrom } from "../receipt/receipt.ts";
import { nextState } from "../life-of-row.ts";
import { mayPrint } from "../policy.ts";
import { readSheetNumber, sheetText } from "../sheets/number.ts";
import type { SheetNumber } from "../sheets/number.ts";
import { openPrint, originalIsOut } from "../sheets/prints.ts";
import { unlistedOriginOf } from "../rules-around.ts";
import * as sheets from "../sheets/store.ts";
import * as store from "../store.ts";
import { sealFile } from "./seal-file.ts";

/** Where a reader of the paper checks it: as a person types it. */
export function verifyAddress({ baseUrl }: { readonly baseUrl: string }): string {
  return `${new URL(baseUrl).host}/verify`;
}

export interface Paper {
  readonly pdf: Uint8Array;
  readonly name: string;
}

export interface Printed extends Paper {
  readonly copy: boolean;
  /** The sheet of security paper, as it stands on the paper; null where it is plain paper. */
  readonly sheet: string | null;
}

/** The sheet as it will look, marked NOT VALID and without a code; anyone who may see the certificate may see it. */
export async function preview(
  ctx: Ctx,
  row: store.CertificateRow,
  verifyAddress: string,
  size?: PaperSize,
): Promise<Paper> {
  const content = contentFromJson(row.content, row.public_id);
  const pdf = await renderPaper({
    content,
    qrText: null,
    scheme: await paperScheme(ctx, row, verifyAddress),
    layout: layoutOf(content.participant),
    mode: "preview",
    ...(size === undefined ? {} : { size }),
    generatedAt: new Date(ctx.clock()).toISOString(),
  });
  return { pdf, name: `${row.participant}-${row.number}-preview.pdf` };
}

export interface PrintChoice {
  /** The sheet that lies on top of the pile, as it stands on the paper; the next of the stock when absent. */
  readonly sheet?: string;
  /** The size of the Participant's layout when absent. */
  readonly size?: PaperSize;
}

export async function print(
  ctx: Ctx,
  certificateId: string,
  verifyAddress: string,
  choice: PrintChoice = {},
): Promise<Printed> {
  const publicId = Buffer.from(certificateId, "hex");
  const reader = { db: ctx.database.kysely };
  const before = await store.findCertificate(reader, publicId);
  refuseUnless(before !== undefined && mayPrint(ctx.actor, before), "not-found");
  const copy = originalIsOut(before);
  const sheet = await sheetFor(reader, before, choice.sheet).catch((refusal: unknown) =>
    // A request that is repeated is answered again, although what it asked for is refused by now.
    inTransaction(ctx, () => Promise.reject<undefined>(refusal)),
  );
  refuseUnless(before.qr_text !== null, "wrong-state", { state: before.state });
  const sealing = await findSealing(reader, certificateId);
  if (sealing === undefined) throw new Problem("record-unavailable");
  const receipt = receiptFrom(sealing, (await waitForReceipt(ctx, sealing.id)).proof);

  const now = new Date(ctx.clock()).toISOString();
  const content = contentFromJson(before.content, publicId);
  const seal = await ctx.keyring.documentSeal(before.authority, new Date(now)).catch((error: unknown) => {
    throw new Problem("signer-unavailable", { organisation: before.authority }, { cause: error });
  });
  if (seal === undefined) throw new Problem("signer-unavailable", { organisation: before.authority });
  const judged = await judge(ctx, { qrText: before.qr_text, receipt }, now);
  const onPaper =
    receipt !== undefined && judged.record !== undefined && (await printsReceipts(reader, before.authority))
      ? paperReceipt(receipt, judged.record, layoutOf(content.participant), verifyAddress)
      : undefined;
  const drawn = await renderPaper({
    content,
    qrText: before.qr_text,
    scheme: await paperScheme(ctx, before, verifyAddress),
    layout: layoutOf(content.participant),
    mode: copy ? "copy" : "original",
    ...(choice.size === undefined ? {} : { size: choice.size }),
    ...(sheet === undefined ? {} : { sheet: sheetText(sheet) }),
    ...(onPaper === undefined ? {} : { receipt: onPaper }),
    attachments: await sealedContent(ctx, certificateId, before.qr_text, receipt),
    generatedAt: now,
  });
  const pdf = await sealPdf(drawn, seal, {
    reason: `Kimberley Process Certificate ${content.number}`,
    at: now,
  });
  refuseUnlessReadable(await readBack(pdf, before.qr_text, onPaper?.text), judged);
  const name = `${before.participant}-${before.number}${copy ? "-copy" : ""}.pdf`;

  return inTransaction(ctx, async (tx) => {
    const row = await store.lockCertificate(tx, publicId);
    refuseUnless(row !== undefined && mayPrint(tx.actor, row), "not-found");
    refuseUnless(row.prints.length === before.prints.length, "changed-meanwhile");
    if (!copy) nextState(tx, row, "printed");
    if (sheet !== undefined) {
      await sheets.lockStock(tx, row.authority);
      // Another printer of the office may have taken it while this one was drawing.
      const known = await sheets.findInStock(tx, row.office, sheet);
      refuseUnless(known !== undefined && !known.taken, "changed-meanwhile");
    }
    await record(tx, certificatePrinted, {
      subject: `certificate:${certificateId}`,
      previous: row.head,
      public: {},
      private: {
        copy,
        digest: sha256(pdf),
        ...(sheet === undefined ? {} : { sheet: { office: row.office, ...sheet } }),
      },
    });
    if (!copy) await sheets.keepFile(tx, publicId, { name, pdf });
    return { pdf, name, copy, sheet: sheet === undefined ? null : sheetText(sheet) };
  });
}

/** The sheet that an original will be on; undefined where the office has no numbered paper, and for a copy. */
async function sheetFor(
  reader: store.Reader,
  row: store.CertificateRow,
  chosen: string | undefined,
): Promise<SheetNumber | undefined> {
  refuseUnless(openPrint(row) === undefined, "print-unanswered");
  const { office } = row;
  if (originalIsOut(row) || !(await sheets.hasStock(reader, office))) return undefined;
  const refuse = (code: string, values: Readonly<Record<string, string>> = {}): never => {
    throw new Problem("bad-input", {}, { fields: [{ field: "sheet", code, values }] });
  };
  if (chosen === undefined || chosen === "")
    return (await sheets.nextSheet(reader, office)) ?? refuse("NO_SHEETS_LEFT", { office });
  const sheet = readSheetNumber(chosen) ?? refuse("SHEET_NUMBER");
  const known = await sheets.findInStock(reader, office, sheet);
  if (known === undefined) return refuse("SHEET_UNKNOWN");
  return known.taken ? refuse("SHEET_TAKEN") : { ...sheet, digits: known.digits };
}

/** What travels inside the file: the text of the code, the sealed file form for programs, the record's receipt. */
async function sealedContent(
  ctx: Ctx,
  certificateId: string,
  qrText: string,
  receipt: Uint8Array | undefined,
): Promise<readonly Attachment[]> {
  const file = await sealFile(ctx, certificateId);
  return [
    {
      name: "certificate.kpc1.txt",
      mediaType: "text/plain",
      bytes: Buffer.from(qrText, "ascii"),
      description: "The signed content, as the QR code holds it",
    },
    {
      name: "certificate.sdjwt",
      mediaType: "application/dc+sd-jwt",
      bytes: Buffer.from(file.text, "ascii"),
      description: "The signed content as SD-JWT, for programs",
    },
    ...(receipt === undefined
      ? []
      : [
          {
            name: `certificate${receiptFileEnding}`,
            mediaType: receiptMediaType,
            bytes: receipt,
            description: "Proof that the sealing stands in the public log, and who has seen it there",
          },
        ]),
  ];
}

async function paperScheme(ctx: Ctx, row: store.CertificateRow, verifyAddress: string): Promise<PaperScheme> {
  const { names } = await getAuthority(ctx, row.authority);
  return {
    authorityName: { ...names, en: names["en"] ?? row.authority },
    verifyAddress,
    unlistedOrigin: await unlistedOriginOf(ctx, row.participant, row.issued_on),
  };
}

/** What must hold of the code itself, whatever the register and the calendar say: a copy may be of an expired one. */
const sealChecks = new Set<string>([
  "FORM",
  "CANONICAL",
  "SIGNATURE",
  "KEY_KNOWN",
  "KEY_ALLOWED",
  "AUTHORITY",
  "NUMBER_IN_RANGE",
  "RECORD",
]);

/** As whoever has the paper will judge it, without a register. */
async function judge(
  ctx: Ctx,
  { qrText, receipt }: { readonly qrText: string; readonly receipt: Uint8Array | undefined },
  now: string,
): Promise<ReceiptedVerification> {
  const { list } = await currentTrustList(ctx);
  const input = {
    evidence: { qrText },
    trust: list,
    register: { kind: "unavailable" },
    now,
    verifyEs256,
  } as const;
  return receipt === undefined
    ? verify(input)
    : verifyWithReceipt({ ...input, receipt, sha256, verifyEd25519 });
}

/** The issuer's last step is the verifier: what cannot be read and verified is not released. */
function refuseUnlessReadable(back: ReadBack, { checks }: Verification): void {
  if (!back.ok) throw new Error(`the printed code cannot be read back: ${back.reason}`);
  const failed = checks.find(({ code, outcome }) => sealChecks.has(code) && outcome === "fail");
  if (failed !== undefined) throw new Error(`the printed code does not verify: ${failed.code}`);
}

/** The second code, with what it proves in the paper's own languages. */
function paperReceipt(
  receipt: Uint8Array,
  { index, origin, witnesses }: OnRecord,
  { beside }: PaperLayout,
  verifyAddress: string,
): PaperReceipt {
  const [english, other] = [translator("en"), beside === undefined ? undefined : translator(beside)];
  return {
    text: receiptToText(receipt),
    entry: index,
    origin,
    witnesses: witnesses.map(({ name, seconds }) => ({
      name: {
        en: witnessName(english, name),
        beside: other === undefined ? undefined : witnessName(other, name),
      },
      at: new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " "),
    })),
    address: verifyAddress.replace(/\/verify$/, "/verifier/"),
  };
}
