// The typefaces of the paper, all under the SIL Open Font License and embedded as subsets: Source Serif 4 for Latin, Greek
// and Cyrillic, Noto Naskh for Arabic, Noto Sans for Chinese. A file is read when its script is first printed.
// Promises that every character drawn has a shape: `refuseUnprintable` refuses the sheet otherwise.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Fontkit from "fontkit";
import { PaperRefusal } from "../refusal.ts";
import { scriptOf } from "./script.ts";
import type { Script } from "./script.ts";

export type Face = "regular" | "bold" | "italic";

/** One font file: a face of a script. Only Latin leans. */
export type FontName = "regular" | "bold" | "italic" | "arabic" | "arabic-bold" | "han" | "han-bold";

export function fontFor(script: Script, face: Face): FontName {
  if (script === "latin") return face;
  return face === "bold" ? `${script}-bold` : script;
}

/** Latin letters look larger than Arabic ones of the same size, and smaller than Chinese ones. */
export const sizeOf: Readonly<Record<Script, number>> = { latin: 1, arabic: 1.16, han: 0.94 };

/** How far the letters of the main typeface stand above their base line, in ems. */
export const ascent = 1.036;
/** From base line to base line. The typeface is generous between lines; a form is not. Arabic reaches further down. */
export const lineHeights: Readonly<Record<Script, number>> = { latin: 1.211, arabic: 1.5, han: 1.3 };

const find = createRequire(import.meta.url);
const besides = (packageName: string, file: string): string =>
  join(dirname(find.resolve(packageName)), "..", "fonts", file);

const files: Readonly<Record<FontName, () => string>> = {
  regular: () => find.resolve("@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"),
  bold: () => find.resolve("@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf"),
  italic: () =>
    find.resolve("@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf"),
  arabic: () => besides("@embedpdf/fonts-arabic", "NotoNaskhArabic-Regular.ttf"),
  "arabic-bold": () => besides("@embedpdf/fonts-arabic", "NotoNaskhArabic-Bold.ttf"),
  han: () => besides("@embedpdf/fonts-sc", "NotoSansHans-Regular.otf"),
  "han-bold": () => besides("@embedpdf/fonts-sc", "NotoSansHans-Medium.otf"),
};

interface Loaded {
  readonly font: Fontkit.Font;
  /** Widths of texts in ems: the same words are set on every sheet. */
  readonly widths: Map<string, number>;
}

const loaded = new Map<FontName, Loaded>();

function load(name: FontName): Loaded {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  // Loaded with the first font: a program that prints nothing starts without it.
  const fontkit = find("fontkit") as typeof Fontkit;
  const font = fontkit.create(readFileSync(files[name]())) as Fontkit.Font;
  const fresh = { font, widths: new Map<string, number>() };
  loaded.set(name, fresh);
  return fresh;
}

/** Opened once for all sheets: reading a file of shapes takes longer than drawing with it. */
export function openFont(name: FontName): Fontkit.Font {
  return load(name).font;
}

/** Figures of one width, so that columns of amounts stand under each other. */
export const features: readonly string[] = ["tnum", "kern"];

const mostWidths = 20_000;

/** Width of a text that is of one font and one direction, in ems. */
export function widthOf(name: FontName, text: string): number {
  const { font, widths } = load(name);
  let width = widths.get(text);
  if (width === undefined) {
    width = font.layout(text, [...features]).advanceWidth / font.unitsPerEm;
    if (widths.size >= mostWidths) widths.clear();
    widths.set(text, width);
  }
  return width;
}

export function hasShape(script: Script, point: number): boolean {
  return load(fontFor(script, "regular")).font.hasGlyphForCodePoint(point);
}

/** Throws `PaperRefusal` at the first character that would print as a box. */
export function refuseUnprintable(text: string, field: string): void {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const script = scriptOf(point) ?? "latin";
    if (!hasShape(script, point) && !hasShape("latin", point))
      throw new PaperRefusal("character-not-printable", field, character);
  }
}
