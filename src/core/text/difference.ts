// What was taken out of a text and what was put in, word by word. Promise: the parts that are the same or removed, read in
// order, are the old text, and those that are the same or added are the new one, to the character.
// A text too long to compare word by word is compared by paragraphs, so that a hostile one costs no more than a long one.

export interface Segment {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Cells of the table that one comparison may fill. */
const mostCells = 2_000_000;

export function differenceOf(before: string, after: string): readonly Segment[] {
  return compare(before, after, words);
}

type Cut = (text: string) => readonly string[];

const words: Cut = (text) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];
const paragraphs: Cut = (text) => text.match(/[^\n]*\n+|[^\n]+/g) ?? [];

function compare(before: string, after: string, cut: Cut): readonly Segment[] {
  const [old, fresh] = [cut(before), cut(after)];
  const shortest = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shortest && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail += 1;
  const middleOld = old.slice(head, old.length - tail);
  const middleNew = fresh.slice(head, fresh.length - tail);
  return joined([
    ...old.slice(0, head).map((text) => ({ kind: "same" as const, text })),
    ...between(middleOld, middleNew, cut),
    ...old.slice(old.length - tail).map((text) => ({ kind: "same" as const, text })),
  ]);
}

function between(old: readonly string[], fresh: readonly string[], cut: Cut): readonly Segment[] {
  if (old.length * fresh.length <= mostCells) return longestCommon(old, fresh);
  if (cut === words) return compare(old.join(""), fresh.join(""), paragraphs);
  return [
    { kind: "removed", text: old.join("") },
    { kind: "added", text: fresh.join("") },
  ];
}

/** By the table of longest common subsequences; where there is a choice, what was removed stands first. */
function longestCommon(old: readonly string[], fresh: readonly string[]): readonly Segment[] {
  const width = fresh.length + 1;
  const length = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => length[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      length[i * width + j] =
        old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const segments: Segment[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [a, b] = [old[i], fresh[j]];
    if (a !== undefined && a === b) {
      segments.push({ kind: "same", text: a });
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || at(i + 1, j) >= at(i, j + 1))) {
      segments.push({ kind: "removed", text: a });
      i += 1;
    } else {
      segments.push({ kind: "added", text: b ?? "" });
      j += 1;
    }
  }
  return segments;
}

/** Neighbours of a kind become one; between two changes, white space alone is no agreement. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const runs: { removed: string; added: string; same: string }[] = [{ removed: "", added: "", same: "" }];
  segments.forEach((segment, place) => {
    let run = runs.at(-1) as (typeof runs)[number];
    if (segment.kind === "same") {
      const inside =
        run.same === "" &&
        /^\s+$/.test(segment.text) &&
        run.removed + run.added !== "" &&
        segments[place + 1]?.kind !== "same" &&
        place + 1 < segments.length;
      if (inside) {
        run.removed += segment.text;
        run.added += segment.text;
      } else run.same += segment.text;
      return;
    }
    if (run.same !== "") runs.push((run = { removed: "", added: "", same: "" }));
    run[segment.kind] += segment.text;
  });
  return runs.flatMap(({ removed, added, same }) =>
    (
      [
        { kind: "removed", text: removed },
        { kind: "added", text: added },
        { kind: "same", text: same },
      ] as const
    ).filter(({ text }) => text !== ""),
  );
}
