// What a holder shows of a certificate's file: the items that were asked for, what is inside them, and what they stand in.
// Nothing is signed again and nothing can be added: a presentation is the same file with disclosures left out.
import type { Sha256 } from "#core/encoding/bytes.ts";
import { readFileText } from "./read-file.ts";
import type { FileFault } from "./read-file.ts";
import type { Disclosed } from "./read.ts";

export type Presentation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: FileFault }
  /** The file does not say it, or not any more. */
  | { readonly ok: false; readonly reason: "not-in-file"; readonly name: string };

/** `names` as in "carats", "exporter.name", "lines.0" (counted as they stand in the whole file); none: the open part alone. */
export function showOnly(text: string, names: readonly string[], sha256: Sha256): Presentation {
  const reading = readFileText(text, sha256);
  if (!reading.ok) return reading;
  const { disclosed, jwt } = reading.sdJwt;
  const chosen = new Set<Disclosed>();
  for (const name of names) {
    const asked = disclosed.filter((one) => isWithin(nameOf(one), name));
    if (asked.length === 0) return { ok: false, reason: "not-in-file", name };
    for (const one of asked)
      for (let shown: Disclosed | null = one; shown !== null; shown = shown.parent) chosen.add(shown);
  }
  const shown = disclosed.filter((one) => chosen.has(one)).map((one) => one.text);
  return { ok: true, text: [jwt, ...shown, ""].join("~") };
}

/** The names under which a file's items can be asked for, in its order. */
export function namesIn(disclosed: readonly Disclosed[]): readonly string[] {
  return disclosed.map(nameOf);
}

function nameOf({ path }: Disclosed): string {
  return path.slice(1).join(".");
}

function isWithin(name: string, asked: string): boolean {
  return name === asked || name.startsWith(`${asked}.`);
}
