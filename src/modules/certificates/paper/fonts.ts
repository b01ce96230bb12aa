// The typeface of the paper: Source Serif 4 (SIL Open Font License), embedded, with Latin, Greek and Cyrillic letters.
// Where its package is not installed the three Times faces of the PDF standard stand in, with Latin letters only.
// Promises that every character drawn has a shape: the check refuses the certificate otherwise.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PaperRefusal } from "./refusal.ts";

export type Face = "regular" | "bold" | "italic";

export interface Typeface {
  readonly embedded: boolean;
  /** What pdfkit's `registerFont` takes. */
  readonly source: (face: Face) => string | Uint8Array;
}

export function loadTypeface(): Typeface {
  loaded ??= findSourceSerif() ?? standardTimes;
  return loaded;
}

/** The part of a pdfkit document that knows whether the current face has a shape for a character. */
export interface DrawsGlyphs {
  font(name: string): unknown;
}

/** Throws `PaperRefusal` at the first character that would print as a box. */
export function refuseUnprintable(
  document: DrawsGlyphs,
  typeface: Typeface,
  text: string,
  field: string,
): void {
  const known = typeface.embedded ? glyphsOf(document) : (point: number) => windowsLatin.has(point);
  for (const character of text) {
    if (!known(character.codePointAt(0) ?? 0))
      throw new PaperRefusal("character-not-printable", field, character);
  }
}

let loaded: Typeface | undefined;

const standardTimes: Typeface = {
  embedded: false,
  source: (face) => ({ regular: "Times-Roman", bold: "Times-Bold", italic: "Times-Italic" })[face],
};

function findSourceSerif(): Typeface | undefined {
  const find = createRequire(import.meta.url);
  const files: Readonly<Record<Face, string>> = {
    regular: "400Regular/SourceSerif4_400Regular.ttf",
    bold: "600SemiBold/SourceSerif4_600SemiBold.ttf",
    italic: "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
  };
  const read = (face: Face): Uint8Array | undefined => {
    try {
      const path = find.resolve(`@expo-google-fonts/source-serif-4/${files[face]}`);
      return existsSync(path) ? readFileSync(path) : undefined;
    } catch {
      return undefined;
    }
  };
  const [regular, bold, italic] = [read("regular"), read("bold"), read("italic")];
  if (regular === undefined || bold === undefined || italic === undefined) return undefined;
  const faces = { regular, bold, italic };
  return { embedded: true, source: (face) => faces[face] };
}

// pdfkit keeps the opened face in `_font.font`; its types do not say so.
function glyphsOf(document: DrawsGlyphs): (point: number) => boolean {
  document.font("regular");
  const { _font: face } = document as unknown as {
    _font: { font: { hasGlyphForCodePoint(point: number): boolean } };
  };
  return (point) => face.font.hasGlyphForCodePoint(point);
}

// Windows-1252, the encoding of the standard faces: Latin-1 and the 27 characters Windows puts between 80 and 9F.
const windowsLatin: ReadonlySet<number> = new Set([
  ...range(0x20, 0x7e),
  ...range(0xa0, 0xff),
  ...Array.from("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", (character) => character.codePointAt(0) ?? 0),
]);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
