// An application while it is being written: everything as it was typed, understood or not, so that nothing is lost.
// Amounts keep what was understood beside the text, because "1,234" means another amount to the next reader's language.
import { z } from "@hono/zod-openapi";
import { findTextFault } from "#core/certificate/text.ts";
import { bounds } from "#core/certificate/content.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { isCountryCode } from "#core/kp/countries.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { GoodsInput } from "../content.ts";
import { DraftSourcing } from "../origin/draft.ts";
import { Amount, readCarats, readUsd, valueOf } from "./amount.ts";

export const DraftLine = z.object({
  code: z.string().default(""),
  carats: Amount.prefault({}),
  usd: Amount.prefault({}),
  origin: z.string().default(""),
});
export type DraftLine = z.infer<typeof DraftLine>;

export const DraftParty = z.object({
  name: z.string().default(""),
  address: z.string().default(""),
  country: z.string().default(""),
});
export type DraftParty = z.infer<typeof DraftParty>;

/** LISTED: mixed, with its countries named (allowed since May 2024); UNLISTED: mixed, printed as the national rule says. */
export const originKinds = ["SINGLE", "LISTED", "UNLISTED"] as const;
export type OriginKind = (typeof originKinds)[number];

export const DraftGoods = z.object({
  origin: z.enum(["", ...originKinds]).default(""),
  country: z.string().default(""),
  listed: z.array(z.string()).default([]),
  parcels: z.string().default(""),
  lines: z.array(DraftLine).default([]),
});
export type DraftGoods = z.infer<typeof DraftGoods>;

export const DraftData = z.object({
  /** The application that the desk sent back, if this mends one. */
  mends: z.string().default(""),
  exporter: DraftParty.prefault({}),
  importer: DraftParty.prefault({}),
  goods: DraftGoods.prefault({}),
  sourcing: DraftSourcing.prefault({}),
  office: z.string().default(""),
  /** Person who declared; any change of what was declared takes it away. */
  declaredBy: z.string().default(""),
});
export type DraftData = z.infer<typeof DraftData>;

export const emptyLine: DraftLine = DraftLine.parse({});

/** Evidence of a draft without its bytes. */
export interface DraftFile {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly media_type: string;
  readonly carats: bigint;
  readonly code: string | null;
}

/** One line of text as a certificate may print it: composed, one space between words, lines joined by commas. */
export function tidyText(text: string): string {
  return text
    .normalize("NFC")
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/,+$/, ""))
    .filter((line) => line !== "")
    .join(", ")
    .replaceAll(/\s+/g, " ")
    .slice(0, 1_000);
}

/** "710231" becomes "7102.31"; a code that is not rough stays as typed, so that its reason can be told. */
export function tidyCode(text: string): string {
  const parsed = parseRoughCode(text);
  return parsed.ok ? parsed.code : text.trim().slice(0, 40);
}

export function isBlankLine(line: DraftLine): boolean {
  return line.code === "" && line.carats.text === "" && line.usd.text === "" && line.origin === "";
}

export function isBlankParty(party: DraftParty): boolean {
  return party.name === "" && party.address === "" && party.country === "";
}

/** What keeps a party from standing on a certificate; empty where nothing does. */
export function partyFaults({ name, address, country }: DraftParty): readonly FieldProblem[] {
  const text = (field: string, value: string, most: number): readonly FieldProblem[] => {
    const fault = findTextFault(value, most);
    return fault === undefined ? [] : [{ field, code: `TEXT_${fault}`, values: { most } }];
  };
  return [
    ...text("name", name, bounds.nameBytes),
    ...text("address", address, bounds.addressBytes),
    ...(country === ""
      ? [{ field: "country", code: "empty" }]
      : isCountryCode(country)
        ? []
        : [{ field: "country", code: "COUNTRY_UNKNOWN", values: { country } }]),
  ];
}

/** Only of what was understood: running totals while lines are still wrong. */
export function runningTotals(lines: readonly DraftLine[]): { carats: bigint; usd: bigint } {
  return lines.reduce(
    (sum, line) => ({
      carats: sum.carats + (valueOf(line.carats) ?? 0n),
      usd: sum.usd + (valueOf(line.usd) ?? 0n),
    }),
    { carats: 0n, usd: 0n },
  );
}

export function originOf(goods: DraftGoods): GoodsInput["origin"] {
  if (goods.origin === "SINGLE") return { kind: "SINGLE", country: goods.country };
  return { kind: "MIXED", listed: goods.origin === "LISTED" ? [...goods.listed] : [] };
}

/** What the command takes. Only for a draft in which `problemsOfDraft` finds nothing. */
export function goodsInputOf(data: DraftData): GoodsInput {
  const { exporter, importer, goods } = data;
  return {
    origin: originOf(goods),
    exporter,
    importer,
    parcels: Number(goods.parcels),
    lines: goods.lines.map((line) => ({
      code: line.code,
      carats: caratsToString(valueOf(line.carats) ?? 0n),
      usd: usdToString(valueOf(line.usd) ?? 0n),
      ...(line.origin === "" ? {} : { origin: line.origin }),
    })),
    containers: [],
  };
}

/** The draft that mends an application begins as the application was. */
export function draftOfGoods(
  goods: Omit<GoodsInput, "containers">,
  rest: Pick<DraftData, "mends" | "office" | "sourcing">,
): DraftData {
  const { origin } = goods;
  return DraftData.parse({
    ...rest,
    exporter: goods.exporter,
    importer: goods.importer,
    goods: {
      origin: origin.kind === "SINGLE" ? "SINGLE" : origin.listed.length > 0 ? "LISTED" : "UNLISTED",
      country: origin.kind === "SINGLE" ? origin.country : "",
      listed: origin.kind === "SINGLE" ? [] : origin.listed,
      parcels: String(goods.parcels),
      lines: goods.lines.map((line) => ({
        code: line.code,
        carats: readCarats(line.carats, "en"),
        usd: readUsd(line.usd, "en"),
        origin: line.origin ?? "",
      })),
    },
  });
}
