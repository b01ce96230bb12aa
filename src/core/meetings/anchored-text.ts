// Texts of documents in paragraphs with anchors, so that "paragraph 3.a" is the same paragraph in every language.
// The form is small and read strictly:
//
//   # Title
//
//   [1] A paragraph. It may go on
//   over lines, and ends with an empty line.
//
//   [2] ## A heading
//
// A text that breaks the form is refused with the line; languages whose anchors differ, with the anchor.
import { findTextFault } from "../certificate/text.ts";

export interface AnchoredText {
  readonly title: string;
  readonly paragraphs: readonly AnchoredParagraph[];
}

export interface AnchoredParagraph {
  /** "3" or "3.a": stays with the paragraph in every language. */
  readonly anchor: string;
  readonly heading: boolean;
  readonly text: string;
}

export const limits = { characters: 100_000, paragraphs: 400, paragraph: 4_000, title: 200 } as const;

export type TextFormFault =
  | "text-too-long"
  | "text-no-title"
  | "text-no-anchor"
  | "text-bad-anchor"
  | "text-anchor-twice"
  | "text-empty-paragraph"
  | "text-paragraph-too-long"
  | "text-too-many-paragraphs"
  | "text-no-paragraph"
  | "text-hidden-characters";

export type AnchoredReading =
  | { readonly ok: true; readonly text: AnchoredText }
  | { readonly ok: false; readonly fault: TextFormFault; readonly line: number };

const anchorForm = /^[0-9]{1,3}(?:\.(?:[0-9]{1,3}|[a-z]{1,3})){0,3}$/;

export function readAnchoredText(source: string): AnchoredReading {
  if (source.length > limits.characters) return refuse("text-too-long", 1);
  const lines = source.replaceAll(/\r\n?/g, "\n").normalize("NFC").split("\n");
  const [first, blocks] = blocksOf(lines);
  const title = /^# (\S.*)$/.exec(first?.lines[0] ?? "")?.[1]?.trimEnd();
  if (first === undefined || title === undefined || first.lines.length > 1 || title.length > limits.title)
    return refuse("text-no-title", first?.line ?? 1);
  if (isHidden(title)) return refuse("text-hidden-characters", first.line);
  const paragraphs: AnchoredParagraph[] = [];
  const seen = new Set<string>();
  for (const { line, lines: block } of blocks) {
    const match = /^\[([^\]]{0,20})\](?: (.*))?$/.exec(block[0] ?? "");
    if (match === null) return refuse("text-no-anchor", line);
    const anchor = match[1] ?? "";
    if (!anchorForm.test(anchor)) return refuse("text-bad-anchor", line);
    if (seen.has(anchor)) return refuse("text-anchor-twice", line);
    seen.add(anchor);
    const whole = [match[2] ?? "", ...block.slice(1)]
      .map((each) => each.trim())
      .join(" ")
      .replaceAll(/[ \t\u00a0]+/g, " ")
      .trim();
    const heading = whole.startsWith("## ");
    const text = heading ? whole.slice(3).trim() : whole;
    if (text === "" || text === "##") return refuse("text-empty-paragraph", line);
    if (text.length > limits.paragraph) return refuse("text-paragraph-too-long", line);
    if (isHidden(text)) return refuse("text-hidden-characters", line);
    paragraphs.push({ anchor, heading, text });
    if (paragraphs.length > limits.paragraphs) return refuse("text-too-many-paragraphs", line);
  }
  if (paragraphs.length === 0) return refuse("text-no-paragraph", lines.length);
  return { ok: true, text: { title, paragraphs } };
}

/** What `readAnchoredText` reads back to the same. */
export function writeAnchoredText({ title, paragraphs }: AnchoredText): string {
  const blocks = paragraphs.map(({ anchor, heading, text }) => `[${anchor}] ${heading ? "## " : ""}${text}`);
  return `${[`# ${title}`, ...blocks].join("\n\n")}\n`;
}

export type AnchorDifference = {
  readonly code: "anchors-differ" | "anchor-heading-differs" | "anchor-count-differs";
  /** The first paragraph at which the two part. */
  readonly anchor: string;
};

/** Undefined where both have the same paragraphs, in the same order. */
export function anchorDifference(one: AnchoredText, other: AnchoredText): AnchorDifference | undefined {
  for (const [place, paragraph] of one.paragraphs.entries()) {
    const beside = other.paragraphs[place];
    if (beside === undefined) return { code: "anchor-count-differs", anchor: paragraph.anchor };
    if (beside.anchor !== paragraph.anchor) return { code: "anchors-differ", anchor: paragraph.anchor };
    if (beside.heading !== paragraph.heading)
      return { code: "anchor-heading-differs", anchor: paragraph.anchor };
  }
  const more = other.paragraphs[one.paragraphs.length];
  return more === undefined ? undefined : { code: "anchor-count-differs", anchor: more.anchor };
}

interface Block {
  /** Of its first line, from 1. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** Runs of lines that are not empty. */
function blocksOf(lines: readonly string[]): readonly [Block | undefined, readonly Block[]] {
  const blocks: { line: number; lines: string[] }[] = [];
  let open: { line: number; lines: string[] } | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") {
      open = undefined;
      continue;
    }
    if (open === undefined) blocks.push((open = { line: index + 1, lines: [] }));
    open.lines.push(line);
  }
  return [blocks[0], blocks.slice(1)];
}

function isHidden(text: string): boolean {
  return findTextFault(text, 4 * limits.paragraph + 8) === "HIDDEN_CHARACTER";
}

function refuse(fault: TextFormFault, line: number): AnchoredReading {
  return { ok: false, fault, line };
}
