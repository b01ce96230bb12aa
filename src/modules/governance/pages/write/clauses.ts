// Clauses as people write them in one field: a paragraph each, numbered or not. "2 [1] Text" is clause 2, which stands only
// together with clause 1. Hostile: bounded, and whatever is not of this form is text.
import type { Clause } from "#core/decisions/index.ts";

const numbering = /^(\d{1,3}(?:\.\d{1,3}){0,2})[.)]?\s*(?:\[\s*([\d.,\s]+)\]\s*)?(?=\S)/;

/** Numbers that are missing are given in order; a paragraph without one follows its neighbour. */
export function clausesOf(text: string): readonly Clause[] {
  const paragraphs = text
    .replaceAll("\r\n", "\n")
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
  const numbered = paragraphs.every((paragraph) => numbering.test(paragraph));
  return paragraphs.map((paragraph, place) => {
    const found = numbered ? numbering.exec(paragraph) : null;
    if (found === null) return { id: String(place + 1), text: paragraph, dependsOn: [] };
    const [whole, id = "", on = ""] = found;
    return {
      id,
      text: paragraph.slice(whole.length).trim(),
      dependsOn: on
        .split(",")
        .map((one) => one.trim())
        .filter((one) => one !== ""),
    };
  });
}

const longestOpening = 160;

/** The first words of a clause, by which people know it again. */
export function opening(text: string): string {
  const [line = ""] = text.split("\n");
  if (line === text && line.length <= longestOpening) return line;
  const cut = line.slice(0, longestOpening);
  return `${cut.length < line.length ? cut.replace(/\s+\S*$/, "") : cut} …`;
}
