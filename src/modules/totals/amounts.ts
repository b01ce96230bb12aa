// What a certificate holds for these sums, out of the claim `content` of its act of issue: carats and US dollars, who
// trades, and the openings of its commitments. Only an authority that may read the certificate comes here.
import { readClaims } from "#core/act/claims.ts";
import type { Claim } from "#core/act/claims.ts";
import type { Facts } from "#core/act/act.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { decodeCbor } from "#core/encoding/cbor.ts";
import { openingOf } from "#core/totals/commitment.ts";
import type { Opening, Quantity } from "#core/totals/commitment.ts";

export interface Amounts {
  readonly openings: Readonly<Record<Quantity, Opening>>;
  readonly exporter: string;
  readonly importer: string;
}

/** The parts of a content that are read here, as an act holds them. */
interface Content extends Facts {
  readonly exporter: { readonly name: string; readonly country: string };
  readonly importer: { readonly name: string; readonly country: string };
  readonly lines: readonly { readonly carats: number | bigint; readonly usd: number | bigint }[];
}

/** Undefined where the private part was erased by law, or is of another form. */
export function amountsOf(publicId: string, claims: readonly Claim[] | undefined): Amounts | undefined {
  const claim = claims?.find(isContent);
  if (claim === undefined) return undefined;
  const content = readClaims([claim])["content"] as Content;
  const id = fromHex(publicId);
  const sum = (quantity: Quantity): bigint =>
    content.lines.reduce((total, line) => total + BigInt(line[quantity]), 0n);
  return {
    openings: {
      carats: openingOf(claim, id, "carats", sum("carats")),
      usd: openingOf(claim, id, "usd", sum("usd")),
    },
    exporter: `${content.exporter.name}, ${content.exporter.country}`,
    importer: `${content.importer.name}, ${content.importer.country}`,
  };
}

function isContent(claim: Claim): boolean {
  const parts = decodeCbor(claim);
  return Array.isArray(parts) && parts[1] === "content";
}
