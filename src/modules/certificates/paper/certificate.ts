// The certificate's own part of the sheet: title and statement, particulars beside the code, parties, seals, goods,
// validation. `planCertificate` decides first what has to go on a continuation sheet; drawing follows the plan.
import { originNotListed } from "#core/certificate/content.ts";
import type { CertificateContent, Party } from "#core/certificate/content.ts";
import { PaperRefusal } from "#platform/paper/refusal.ts";
import {
  addParagraph,
  columns,
  drawArtifact,
  drawBox,
  drawField,
  drawValue,
  drawText,
  fits,
  inside,
  labelParts,
  otherLanguage,
} from "#platform/paper/sheet.ts";
import type { Box, Draw, Words } from "#platform/paper/sheet.ts";
import { frameDepth } from "./frame.ts";
import { drawGoods, heightOf, roomFor, sumsByCode } from "./goods.ts";
import { drawHead } from "./head.ts";
import { drawQr } from "./qr.ts";
import type { QrSymbol } from "./qr.ts";
import { drawBars } from "./security/bars.ts";
import type { Seed } from "./security/guilloche.ts";
import type { PaperInput } from "./input.ts";
import type { CertificateSheet } from "./page-size.ts";
import { drawValidation } from "./validation.ts";
import { bothLanguages, originText, registerIdText, sealsText } from "./words.ts";
import type { Wording } from "./words.ts";

export interface CertificatePlan {
  readonly code: QrSymbol | undefined;
  readonly head: Box;
  readonly particulars: Box;
  readonly codeBox: Box;
  readonly parties: Box;
  readonly seals: Box;
  readonly goods: Box;
  readonly validation: Box;
  readonly linesContinued: boolean;
  readonly sealsContinued: boolean;
  readonly continued: boolean;
}

const captionHeight = 33;
const partiesHeight = 63;
const mostValidation = 140;
const noticeHeight = 19;
const gap = 5;
/** A preview keeps the place of a usual code. */
const usualSide = 132;

export function planCertificate(
  sheet: CertificateSheet,
  box: Box,
  content: CertificateContent,
  code: QrSymbol | undefined,
): CertificatePlan {
  const { page } = sheet;
  const inner = inside(box, frameDepth + 8, frameDepth + page.inset);
  const side = Math.max(code?.side ?? 0, usualSide);
  const head = { ...inner, height: sheet.beside === undefined ? page.head.english : page.head.bilingual };
  const upper = { ...inner, y: head.y + head.height, height: Math.max(side + captionHeight, 160) };
  const particulars = { ...upper, width: inner.width - side - gap };
  const codeBox = { ...upper, x: inner.x + inner.width - side, width: side };
  const parties = { ...inner, y: upper.y + upper.height + gap, height: partiesHeight };
  const seals = { ...inner, y: parties.y + partiesHeight + gap, height: page.seals };
  const goodsTop = seals.y + page.seals + gap;
  const room = inner.y + inner.height - goodsTop - gap;
  const linesContinued = content.lines.length > roomFor(room - page.leastValidation);
  const rows = linesContinued ? sumsByCode(content.lines).length : content.lines.length;
  const taken = heightOf(rows) + (linesContinued ? noticeHeight : 0);
  if (taken + page.leastValidation > room) throw new PaperRefusal("text-does-not-fit", "lines");
  // Room that the goods leave is room to sign and stamp, not a blank where a line could be added by hand.
  const validated = Math.min(Math.max(room - taken, page.leastValidation), mostValidation);
  const goods = { ...inner, y: goodsTop, height: room - validated };
  const validation = { ...inner, y: inner.y + inner.height - validated, height: validated };
  const sealsContinued = !fits(sealsText(content), sealsTextBox(seals), sealsStyle);
  const continued = sealsContinued || linesContinued;
  return {
    code,
    head,
    particulars,
    codeBox,
    parties,
    seals,
    goods,
    validation,
    sealsContinued,
    linesContinued,
    continued,
  };
}

export function drawCertificate(
  sheet: CertificateSheet,
  plan: CertificatePlan,
  input: PaperInput,
  seed: Seed,
  wording: Wording,
): void {
  const { content } = input;
  drawHead(sheet, plan.head, input, seed, wording);
  drawParticulars(sheet, plan.particulars, input, wording);
  drawCode(sheet, plan, input, wording);
  const [exporter, importer] = columns(plan.parties, 1, 1);
  if (exporter !== undefined)
    drawParty(sheet, exporter, wording("exporter"), content.exporter, "exporter", wording);
  if (importer !== undefined)
    drawParty(sheet, importer, wording("importer"), content.importer, "importer", wording);
  drawSeals(sheet, plan, content, wording);
  drawGoodsPart(sheet, plan, content, wording);
  drawValidation(sheet, plan.validation, content, wording, input.sheet);
}

function drawParticulars(
  sheet: CertificateSheet,
  box: Box,
  { content, scheme, layout }: PaperInput,
  wording: Wording,
): void {
  const height = box.height / 4;
  const row = (index: number): Box => ({ ...box, y: box.y + index * height, height });
  const [numberBox = row(0), bars = row(0)] = columns(row(0), 52, 48);
  drawBox(sheet, row(0));
  drawValue(sheet, numberBox, wording("number"), content.number, {
    item: 4,
    face: "bold",
    size: 23,
    smallest: 9,
    spacing: 0.6,
    field: "number",
  });
  drawBars(sheet, inside(bars, 5, 8), content.number, wording);

  // Up to twenty origins may be listed: they get the wider half.
  const many = content.origin.kind === "MIXED" && content.origin.listed.length > 6;
  const [authority = row(1), origin = row(1)] = columns(row(1), ...(many ? [35, 65] : [1, 1]));
  const authorityName = scheme.authorityName[layout.beside ?? "en"];
  drawValueWithNote(
    sheet,
    authority,
    wording("authority"),
    8,
    `${scheme.authorityName.en} (${content.authority})`,
    {
      en: "",
      beside: authorityName === scheme.authorityName.en ? undefined : authorityName,
    },
    "authority",
  );
  const { value, note } = originText(content.origin, scheme.unlistedOrigin, wording);
  drawValueWithNote(sheet, origin, wording("origin"), 2, value, note, "origin");

  const [issued = row(2), expires = row(2)] = columns(row(2), 1, 1);
  drawDate(sheet, issued, wording("issuedOn"), 6, content.issuedOn, "issuedOn", wording);
  drawDate(sheet, expires, wording("expiresOn"), 7, content.expiresOn, "expiresOn", wording);

  const [parcels = row(3), codes = row(3)] = columns(row(3), 1, 1);
  drawField(sheet, parcels, wording("parcels"), String(content.parcels), {
    item: 12,
    face: "bold",
    size: 15,
    field: "parcels",
  });
  const present = sumsByCode(content.lines)
    .map((line) => line.code)
    .join("   ");
  drawField(sheet, codes, wording("code"), present, {
    item: 13,
    face: "bold",
    size: 11.5,
    smallest: 8,
    field: "lines",
  });
}

function drawValueWithNote(
  sheet: CertificateSheet,
  box: Box,
  label: Words,
  item: number,
  value: string,
  note: Words | undefined,
  field: string,
): void {
  drawBox(sheet, box);
  const inner = inside(box);
  const shown = note === undefined ? "" : bothLanguages(note);
  const noteHeight = shown === "" ? 0 : 9;
  const valueBox = { ...inner, y: inner.y + 9, height: inner.height - 9 - noteHeight };
  const noteBox = { ...inner, y: inner.y + inner.height - noteHeight, height: noteHeight };
  const drawNote = (): void =>
    void drawText(sheet, shown, noteBox, {
      face: "italic",
      size: 7,
      smallest: 3.5,
      colour: sheet.inks.label,
      field,
    });
  // An element that is made has to be added: a PDF with one left over never ends.
  const noteParts = shown === "" ? [] : [note?.en === "" ? otherLanguage(sheet, drawNote) : drawNote];
  addParagraph(sheet, [
    ...labelParts(sheet, inner, label, { item }),
    () =>
      drawText(sheet, value, valueBox, {
        face: "bold",
        size: value === originNotListed ? 17 : 10.5,
        smallest: 4,
        field,
      }),
    ...noteParts,
  ]);
}

// In words, so that day and month cannot be exchanged, and in the digits of ISO 8601.
function drawDate(
  sheet: CertificateSheet,
  box: Box,
  label: Words,
  item: number,
  date: string,
  field: string,
  wording: Wording,
): void {
  const words = wording.date(date);
  const beside = words.beside === undefined || words.beside === words.en ? date : `${date} · ${words.beside}`;
  drawValueWithNote(sheet, box, label, item, words.en, { en: beside, beside: undefined }, field);
}

function drawCode(
  sheet: CertificateSheet,
  plan: CertificatePlan,
  { content, mode, scheme: { verifyAddress: address } }: PaperInput,
  wording: Wording,
): void {
  const { codeBox: box, code } = plan;
  const square = { ...box, height: box.width };
  if (code === undefined) {
    drawArtifact(sheet, () => {
      sheet.pdf
        .lineWidth(0.6)
        .dash(3, { space: 3 })
        .strokeColor(sheet.inks.line)
        .rect(box.x + 8, box.y + 8, box.width - 16, box.width - 16)
        .stroke()
        .undash();
    });
    addParagraph(sheet, [
      () =>
        drawText(
          sheet,
          bothLanguages(wording(mode === "specimen" ? "codeAbsent.specimen" : "codeAbsent")),
          { ...inside(square, 16, 0), y: box.y + box.width / 2 - 12, height: 24 },
          { size: 8, smallest: 6, align: "center", colour: sheet.inks.label, field: "qrText" },
        ),
    ]);
  } else {
    const alternative = wording("code.alternative", { number: content.number }).en;
    const x = box.x + (box.width - code.side) / 2;
    sheet.add(sheet.pdf.struct("Figure", { alt: alternative }, [() => drawQr(sheet.pdf, code, x, box.y)]));
  }
  const line = (index: number): Box => ({
    ...box,
    x: box.x - 2,
    width: box.width + 4,
    y: box.y + box.width + index * 8.2,
    height: 9,
  });
  const style = { size: 6.4, smallest: 4, align: "center" } as const;
  const check = wording("check");
  const other = check.beside;
  const label = { ...style, colour: sheet.inks.label, field: "label" } as const;
  addParagraph(sheet, [
    () => drawText(sheet, check.en, line(0), label),
    ...(other === undefined
      ? []
      : [otherLanguage(sheet, () => drawText(sheet, other, line(1), { ...label, face: "italic" }))]),
  ]);
  const next = other === undefined ? 1 : 2;
  addParagraph(sheet, [
    () => drawText(sheet, address, line(next), { ...style, size: 7.5, face: "bold", field: "verifyAddress" }),
  ]);
  addParagraph(sheet, [
    () =>
      drawText(
        sheet,
        `${wording("register").en} ${registerIdText(content.publicId)}`,
        { ...line(next + 1), y: line(next + 1).y + 1.5 },
        { ...style, size: 6.2, field: "publicId" },
      ),
  ]);
}

function drawParty(
  sheet: CertificateSheet,
  box: Box,
  label: Words,
  party: Party,
  field: string,
  wording: Wording,
): void {
  drawBox(sheet, box);
  const inner = inside(box);
  const nameBox = { ...inner, y: inner.y + 9, height: 19 };
  const addressBox = { ...inner, y: inner.y + 28, height: 21 };
  const countryBox = { ...inner, y: inner.y + inner.height - 10, height: 10.5 };
  addParagraph(sheet, [
    ...labelParts(sheet, inner, label, { item: 9 }),
    () =>
      drawText(sheet, party.name, nameBox, { face: "bold", size: 10.5, smallest: 4, field: `${field}.name` }),
    () => drawText(sheet, party.address, addressBox, { size: 8, smallest: 3.5, field: `${field}.address` }),
    () =>
      drawText(sheet, `${bothLanguages(wording.country(party.country))} (${party.country})`, countryBox, {
        size: 8,
        smallest: 4,
        field: `${field}.country`,
      }),
  ]);
}

const sealsStyle = { face: "bold", size: 9, smallest: 5.5, field: "containers" } as const;

function sealsTextBox(box: Box): Box {
  const inner = inside(box);
  return { ...inner, y: inner.y + 9, height: inner.height - 9 };
}

function drawSeals(
  sheet: CertificateSheet,
  plan: CertificatePlan,
  content: CertificateContent,
  wording: Wording,
): void {
  drawBox(sheet, plan.seals);
  const box = sealsTextBox(plan.seals);
  const label = labelParts(sheet, inside(plan.seals), wording("seals"));
  const continued = bothLanguages(wording("seals.continued", { seals: content.containers.length }));
  const draw: Draw = plan.sealsContinued
    ? () => drawText(sheet, continued, box, { size: 8, smallest: 5, field: "containers" })
    : () => drawText(sheet, sealsText(content), box, sealsStyle);
  addParagraph(sheet, [...label, draw]);
}

function drawGoodsPart(
  sheet: CertificateSheet,
  plan: CertificatePlan,
  content: CertificateContent,
  wording: Wording,
): void {
  const rows = plan.linesContinued ? sumsByCode(content.lines) : content.lines;
  const height = drawGoods(sheet, plan.goods, rows, content.lines, wording);
  if (!plan.linesContinued) return;
  const box = { ...plan.goods, y: plan.goods.y + height + 1, height: noticeHeight - 2 };
  addParagraph(sheet, [
    () =>
      drawText(sheet, bothLanguages(wording("goods.continued", { lines: content.lines.length })), box, {
        face: "italic",
        size: 7.5,
        smallest: 5,
        field: "lines",
      }),
  ]);
}
