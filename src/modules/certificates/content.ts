// A certificate's content in the three shapes it has outside core: as facts of an act (whole numbers), as JSON of the
// API and the tables (decimal text), and back. One schema says what the API takes, shows in the documentation, and keeps.
import { z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { CertificateContent, Container, Line } from "#core/certificate/content.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import { Decimal } from "#platform/http/described.ts";

const country = z.string().regex(/^[A-Z]{2}$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const PartyInput = z
  .strictObject({ name: z.string().min(1).max(120), address: z.string().min(1).max(300), country })
  .openapi("Party");

export const LineInput = z
  .strictObject({ code: z.string().max(20), carats: Decimal, usd: Decimal, origin: country.optional() })
  .openapi("Line", { example: { code: "7102.31", carats: "1234.50", usd: "456789.00" } });

export const OriginInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("SINGLE"), country }),
    z.strictObject({ kind: z.literal("MIXED"), listed: z.array(country).max(60) }),
  ])
  .openapi("Origin");

export const ContainerInput = z
  .strictObject({ seal: z.string().min(1).max(40), reference: z.string().max(60).optional() })
  .openapi("Container");

/** What an exporter says; the desk adds number, dates and seals. */
export const GoodsInput = z
  .strictObject({
    origin: OriginInput,
    exporter: PartyInput,
    importer: PartyInput,
    parcels: z.int().min(1).max(9_999),
    lines: z.array(LineInput).min(1).max(40),
    containers: z.array(ContainerInput).max(40).default([]),
  })
  .openapi("Goods", {
    example: {
      origin: { kind: "SINGLE", country: "SL" },
      exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
      importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
      parcels: 1,
      lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
      containers: [],
    },
  });
export type GoodsInput = z.infer<typeof GoodsInput>;

export const CertificateJson = GoodsInput.omit({}).extend({
  participant: z.string(),
  number: z.string(),
  authority: z.string(),
  issuedOn: date,
  expiresOn: date,
  validatedOn: date.nullable(),
});
export type CertificateJson = z.infer<typeof CertificateJson>;

/** Content as an act holds it: amounts are whole hundredths and cents. */
export type ContentFacts = {
  readonly participant: string;
  readonly number: string;
  readonly authority: string;
  readonly origin: OriginFacts;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly exporter: { readonly name: string; readonly address: string; readonly country: string };
  readonly importer: { readonly name: string; readonly address: string; readonly country: string };
  readonly parcels: number;
  readonly lines: readonly {
    readonly code: string;
    readonly carats: number | bigint;
    readonly usd: number | bigint;
    readonly [origin: string]: string | number | bigint;
  }[];
  readonly containers: readonly { readonly seal: string; readonly [reference: string]: string }[];
};
type OriginFacts = { readonly kind: string; readonly [detail: string]: string | readonly string[] };

/** The parts of a content that an exporter gives, in core's types. Amounts are checked by the schema before. */
export function goodsOf(
  input: GoodsInput,
): Pick<CertificateContent, "origin" | "exporter" | "importer" | "parcels" | "lines" | "containers"> {
  return {
    origin: input.origin,
    exporter: input.exporter,
    importer: input.importer,
    parcels: input.parcels,
    lines: input.lines.map(lineOf),
    containers: input.containers.map(containerOf),
  };
}

export function contentFromJson(json: CertificateJson, publicId: Uint8Array): CertificateContent {
  return {
    ...goodsOf(json),
    participant: json.participant,
    number: json.number,
    authority: json.authority,
    publicId,
    issuedOn: json.issuedOn,
    expiresOn: json.expiresOn,
    validatedOn: json.validatedOn,
  };
}

export function contentToJson(content: CertificateContent): CertificateJson {
  return {
    participant: content.participant,
    number: content.number,
    authority: content.authority,
    origin:
      content.origin.kind === "SINGLE"
        ? content.origin
        : { kind: "MIXED", listed: [...content.origin.listed] },
    issuedOn: content.issuedOn,
    expiresOn: content.expiresOn,
    exporter: content.exporter,
    importer: content.importer,
    parcels: content.parcels,
    lines: content.lines.map(lineJson),
    containers: content.containers.map((container) => ({ ...container })),
    validatedOn: content.validatedOn,
  };
}

/** Shorter names first, as CBOR has them: what comes in order is not sorted again. */
export function contentToFacts(content: CertificateContent): ContentFacts {
  return {
    lines: content.lines.map(({ usd, code, carats, origin }) =>
      origin === undefined ? { usd, code, carats } : { usd, code, carats, origin },
    ),
    number: content.number,
    origin: { ...content.origin },
    parcels: content.parcels,
    exporter: { ...content.exporter },
    importer: { ...content.importer },
    issuedOn: content.issuedOn,
    authority: content.authority,
    expiresOn: content.expiresOn,
    containers: content.containers.map((container) => ({ ...container })),
    participant: content.participant,
  };
}

/** The JSON that the tables keep, from the facts of an act. */
export function factsToJson(facts: ContentFacts, validatedOn: string | null): CertificateJson {
  return {
    ...(facts as unknown as Omit<CertificateJson, "lines" | "validatedOn">),
    lines: facts.lines.map(({ carats, usd, ...rest }) => ({
      ...rest,
      carats: caratsToString(BigInt(carats)),
      usd: usdToString(BigInt(usd)),
    })),
    validatedOn,
  };
}

function lineOf(line: z.infer<typeof LineInput>): Line {
  const code = parseRoughCode(line.code);
  return {
    // A code that is not rough is kept as written, so that the rules can say why it is refused.
    code: (code.ok ? code.code : line.code) as RoughCode,
    carats: hundredthsOf(line.carats),
    usd: hundredthsOf(line.usd),
    ...(line.origin === undefined ? {} : { origin: line.origin }),
  };
}

/** Of text that the schema let through. Zero and what is too large stay: the rules name them, with their line. */
export function hundredthsOf(decimalText: string): bigint {
  const [whole = "", fraction = ""] = decimalText.split(".");
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0"));
}

function lineJson(line: Line): z.infer<typeof LineInput> {
  return {
    code: line.code,
    carats: caratsToString(line.carats),
    usd: usdToString(line.usd),
    ...(line.origin === undefined ? {} : { origin: line.origin }),
  };
}

function containerOf(container: z.infer<typeof ContainerInput>): Container {
  return container.reference === undefined
    ? { seal: container.seal }
    : { seal: container.seal, reference: container.reference };
}
