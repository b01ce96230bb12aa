// A text made ready to be set: cut where a line may end, each piece knowing its font and its direction. Lines are then
// put together for any width and size by adding up widths, and each line is turned into the order in which it is seen
// (Unicode bidirectional algorithm): Arabic runs from the right, the figures and Latin names within it from the left.
import bidiFactory from "bidi-js";
import type { EmbeddingLevels } from "bidi-js";
import { fontFor, hasShape, lineHeights, sizeOf, widthOf } from "./fonts.ts";
import type { Face, FontName } from "./fonts.ts";
import { scriptOf } from "./script.ts";
import type { Script } from "./script.ts";

/** A stretch of one font and one direction, as it is seen on the line. */
export interface Run {
  readonly text: string;
  readonly font: FontName;
  readonly script: Script;
  /** Of the text's size. */
  readonly scale: number;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
}

export interface Paragraph {
  /** From base line to base line, in ems. */
  readonly lineHeight: number;
  /** The lines at this size, none wider than the measure unless a single character is. */
  lines(measure: number, size: number, spacing: number): readonly Line[];
  /** The widest piece that should not be broken. */
  longestPiece(size: number, spacing: number): number;
}

const bidi = bidiFactory();
const kept = new Map<string, Paragraph>();
const mostKept = 2_000;

export function paragraphOf(text: string, face: Face): Paragraph {
  const key = `${face} ${text}`;
  let paragraph = kept.get(key);
  if (paragraph === undefined) {
    paragraph = makeParagraph(text, face);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, paragraph);
  }
  return paragraph;
}

function makeParagraph(text: string, face: Face): Paragraph {
  const characters = Array.from(text);
  const scripts = scriptsOf(characters);
  const plain = scripts.every((script) => script !== "arabic");
  const flat = characters.join("");
  // Latin, Cyrillic and Chinese need no turning round: levels are asked for only where there is Arabic.
  const levels = plain ? undefined : bidi.getEmbeddingLevels(flat);
  const ofCharacter = new Uint32Array(characters.length + 1);
  for (const [index, character] of characters.entries())
    ofCharacter[index + 1] = (ofCharacter[index] ?? 0) + character.length;
  const source: Source = { characters, scripts, face, flat, levels, ofCharacter };
  const pieces = piecesOf(source);
  return {
    lineHeight: Math.max(
      lineHeights.latin,
      ...[...new Set(scripts)].map((script) => lineHeights[script ?? "latin"]),
    ),
    lines: (measure, size, spacing) => wrap(source, pieces, measure, size, spacing),
    longestPiece: (size, spacing) =>
      Math.max(0, ...pieces.map(({ inkWidth }) => widthAt(inkWidth, size, spacing))),
  };
}

interface Source {
  readonly characters: readonly string[];
  readonly scripts: readonly Script[];
  readonly face: Face;
  readonly flat: string;
  readonly levels: EmbeddingLevels | undefined;
  /** Place of each character in `flat`, where some take two. */
  readonly ofCharacter: Uint32Array;
}

/** From, and up to, a place where a line may end; `ink` is where its trailing spaces begin. */
interface Piece {
  readonly from: number;
  readonly ink: number;
  readonly inkWidth: Width;
  readonly spaceWidth: Width;
}

/** Signs and figures take the script of the letters before them, or else after; a sign that script lacks is Latin. */
function scriptsOf(characters: readonly string[]): readonly Script[] {
  const own = characters.map((character) => scriptOf(character.codePointAt(0) ?? 0));
  let last: Script = own.find((script) => script !== undefined) ?? "latin";
  return own.map((script, index) => {
    if (script !== undefined) return (last = script);
    const character = characters[index] ?? "";
    if (/[0-9]/.test(character) || last === "han") return "latin";
    return hasShape(last, character.codePointAt(0) ?? 0) ? last : "latin";
  });
}

// Hostile for typesetters: a closing mark never begins a line, an opening one never ends it.
const noBreakBefore = new Set("，。、；：？！）》」』】〕,.;:?!)]}»”’%");
const noBreakAfter = new Set("（《「『【〔([{«“‘");

function piecesOf(source: Source): readonly Piece[] {
  const { characters, scripts } = source;
  const pieces: Piece[] = [];
  let from = 0;
  for (let to = 1; to <= characters.length; to += 1) {
    const [before = "", after] = [characters[to - 1], characters[to]];
    if (after !== undefined && !mayBreak(before, after, scripts[to - 1], scripts[to])) continue;
    let ink = to;
    while (ink > from && characters[ink - 1] === " ") ink -= 1;
    const [inkWidth, spaceWidth] = [widthBetween(source, from, ink), widthBetween(source, ink, to)];
    pieces.push({ from, ink, inkWidth, spaceWidth });
    from = to;
  }
  return pieces;
}

function mayBreak(
  before: string,
  after: string,
  left: Script | undefined,
  right: Script | undefined,
): boolean {
  if (after === " ") return false;
  if (before === " ") return true;
  // Between the parts of a word, not within a code: "SL-KPA" stays whole.
  if (before === "-") return /\p{Ll}/u.test(after);
  if (left !== "han" && right !== "han") return false;
  return !noBreakBefore.has(after) && !noBreakAfter.has(before);
}

function wrap(
  source: Source,
  pieces: readonly Piece[],
  measure: number,
  size: number,
  spacing: number,
): readonly Line[] {
  const lines: Line[] = [];
  let [from, ink, width, before] = [0, 0, 0, 0];
  const finish = (): void => {
    if (ink > from) lines.push({ runs: seen(source, from, ink), width });
  };
  for (const piece of pieces) {
    const own = widthAt(piece.inkWidth, size, spacing);
    if (ink > from && before + own > measure) {
      finish();
      [from, before] = [piece.from, 0];
    }
    width = before + own;
    // A piece wider than the whole line is broken anywhere: better than to run over the edge.
    while (width > measure && piece.ink - from > 1) {
      const between = (to: number): number => widthAt(widthBetween(source, from, to), size, spacing);
      let cut = from + 1;
      while (cut < piece.ink - 1 && between(cut + 1) <= measure) cut += 1;
      [ink, width] = [cut, between(cut)];
      finish();
      from = cut;
      width = between(piece.ink);
    }
    ({ ink } = piece);
    before = width + widthAt(piece.spaceWidth, size, spacing);
  }
  finish();
  return lines;
}

/** A width that depends on the size and on the spacing between letters. */
interface Width {
  readonly ems: number;
  readonly letters: number;
}

function widthAt({ ems, letters }: Width, size: number, spacing: number): number {
  return ems * size + letters * spacing;
}

function widthBetween(source: Source, from: number, to: number): Width {
  let [ems, letters] = [0, 0];
  for (const run of runsBetween(source, from, to)) {
    ems += widthOf(run.font, run.text) * run.scale;
    // Letters of Arabic join: nothing may stand between them.
    if (run.script !== "arabic") letters += run.text.length;
  }
  return { ems, letters };
}

/** Runs in the order of reading. */
function runsBetween(source: Source, from: number, to: number): readonly Run[] {
  const runs: Run[] = [];
  let start = from;
  for (let at = from + 1; at <= to; at += 1) {
    if (at < to && sameRun(source, at - 1, at)) continue;
    runs.push(runOf(source, start, at));
    start = at;
  }
  return runs;
}

function sameRun({ scripts, levels, ofCharacter }: Source, one: number, other: number): boolean {
  return (
    scripts[one] === scripts[other] &&
    levels?.levels[ofCharacter[one] ?? 0] === levels?.levels[ofCharacter[other] ?? 0]
  );
}

function runOf(source: Source, from: number, to: number): Run {
  const script = source.scripts[from] ?? "latin";
  const turned = isTurned(source, from);
  const characters = source.characters.slice(from, to);
  // A Latin sign between Arabic words stands in a turned run although its font does not turn it.
  const text =
    turned && script !== "arabic"
      ? characters.map((character) => bidi.getMirroredCharacter(character) ?? character).toReversed()
      : turned
        ? characters.map((character) => bidi.getMirroredCharacter(character) ?? character)
        : characters;
  return { text: text.join(""), font: fontFor(script, source.face), script, scale: sizeOf[script] };
}

function isTurned({ levels, ofCharacter }: Source, at: number): boolean {
  return ((levels?.levels[ofCharacter[at] ?? 0] ?? 0) & 1) === 1;
}

/** Runs in the order in which they are seen, from the left. */
function seen(source: Source, from: number, to: number): readonly Run[] {
  const { levels, ofCharacter, flat } = source;
  if (levels === undefined) return runsBetween(source, from, to);
  const [first, last] = [ofCharacter[from] ?? 0, (ofCharacter[to] ?? 0) - 1];
  const order = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  for (const [start, end] of bidi.getReorderSegments(flat, levels, first, last)) {
    const turned = order.slice(start - first, end - first + 1).toReversed();
    order.splice(start - first, turned.length, ...turned);
  }
  const placeOf = new Map(order.map((index, place) => [index, place]));
  const runs: { run: Run; place: number }[] = [];
  let start = from;
  for (let at = from + 1; at <= to; at += 1) {
    if (at < to && sameRun(source, at - 1, at)) continue;
    runs.push({ run: runOf(source, start, at), place: placeOf.get(ofCharacter[start] ?? 0) ?? 0 });
    start = at;
  }
  return runs.toSorted((a, b) => a.place - b.place).map(({ run }) => run);
}
