// Do the two forms of a certificate say the same? The code and the file name one another by digest and id, and agree in
// everything that both say. What a file does not show is not compared. Pure; asks no signature.
import { equalBytes } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import { totalsOf } from "../content.ts";
import type { CertificateContent, Container, Line, Origin, Party } from "../content.ts";
import type { QrClaims } from "../qr-claims.ts";
import { hideable, namesShown, qrDigestOf } from "./claims.ts";
import type { FileClaims } from "./claims.ts";

/** The first item in which file and code differ; undefined when they say the same. */
export function findDifference(
  file: FileClaims,
  { claims, qrText }: { readonly claims: QrClaims; readonly qrText: string },
  sha256: Sha256,
): string | undefined {
  if (file.qrDigest !== qrDigestOf(sha256, qrText)) return "qrDigest";
  for (const name of ["validatedAt", "expiresAt"] as const) if (file[name] !== claims[name]) return name;
  return differenceTo(file, { ...claims, containers: claims.seals.map((seal) => ({ seal })) });
}

/** For whoever made the file: nothing may be missing in it. */
export function findOmission(file: FileClaims, content: CertificateContent): string | undefined {
  const shown = namesShown(file);
  const missing = hideable.find((name) => !shown.includes(name));
  if (missing !== undefined) return missing;
  if (file.lines?.length !== content.lines.length) return "lines";
  if (file.containers?.length !== content.containers.length) return "containers";
  for (const side of ["exporter", "importer"] as const)
    if (Object.keys(file[side] ?? {}).length !== Object.keys(content[side]).length) return side;
  return differenceTo(file, content);
}

/** What both the code and the content of a certificate have. */
interface Said extends Pick<
  CertificateContent,
  | "authority"
  | "publicId"
  | "participant"
  | "number"
  | "issuedOn"
  | "expiresOn"
  | "validatedOn"
  | "parcels"
  | "lines"
> {
  readonly origin: Origin;
  readonly exporter: Partial<Party>;
  readonly importer: Partial<Party>;
  readonly containers: readonly Container[];
}

const scalars = ["authority", "participant", "number", "issuedOn", "expiresOn", "validatedOn"] as const;

function differenceTo(file: FileClaims, said: Said): string | undefined {
  if (!equalBytes(file.publicId, said.publicId)) return "id";
  for (const name of scalars) if (file[name] !== said[name]) return name;
  if (file.parcels !== undefined && file.parcels !== said.parcels) return "parcels";
  if (file.origin !== undefined && originText(file.origin) !== originText(said.origin)) return "origin";
  for (const side of ["exporter", "importer"] as const)
    if (partyDiffers(file[side] ?? {}, said[side])) return side;
  const totals = totalsOf(said.lines);
  if (file.carats !== undefined && file.carats !== totals.carats) return "carats";
  if (file.usd !== undefined && file.usd !== totals.usd) return "value";
  if (!isPartOf(file.lines ?? [], said.lines, sameLine)) return "lines";
  return isPartOf(file.containers ?? [], said.containers, sameContainer) ? undefined : "containers";
}

function originText(origin: Origin): string {
  return origin.kind === "SINGLE" ? origin.country : `[${[...origin.listed].sort().join()}]`;
}

function partyDiffers(shown: Partial<Party>, said: Partial<Party>): boolean {
  return (["name", "address", "country"] as const).some(
    (name) => shown[name] !== undefined && said[name] !== undefined && shown[name] !== said[name],
  );
}

function sameLine(a: Line, b: Line): boolean {
  return a.code === b.code && a.carats === b.carats && a.usd === b.usd && a.origin === b.origin;
}

/** The code names seals only. */
function sameContainer(a: Container, b: Container): boolean {
  return a.seal === b.seal && (b.reference === undefined || a.reference === b.reference);
}

/** In the same order, with rows left out. */
function isPartOf<Row>(
  shown: readonly Row[],
  all: readonly Row[],
  same: (a: Row, b: Row) => boolean,
): boolean {
  let place = 0;
  return shown.every((row) => {
    while (place < all.length && !same(row, all[place] as Row)) place += 1;
    place += 1;
    return place <= all.length;
  });
}
