// Reads what a list says of one side of a decision: "RU BY VE CF + "others"", "30 of 54", "US CA EU (JCK11); US CA IL (RAP-JUN11)".
// Hostile: the text. Only codes of Participants and names of bodies are read; what is in brackets or quotation marks is a remark.
import { findParticipant } from "../../kp/participants.ts";

export interface Side {
  /** Participants that every source of the text names. */
  readonly named: readonly string[];
  /** Named by some of them only, "reported" or "inferred": they may have been on that side. */
  readonly reported: readonly string[];
  /** The text counts: exactly so many. */
  readonly total?: number;
  /** "30 of 54": of so many. */
  readonly of?: number;
  /** Bodies of industry and civil society that it names. */
  readonly pillars: readonly ("I" | "C")[];
}

export type SideProblem =
  | { readonly code: "unknown-code"; readonly word: string }
  | { readonly code: "counts-differ"; readonly total: number; readonly of: number }
  | { readonly code: "text-too-long" };

export type SideResult =
  | { readonly ok: true; readonly side: Side }
  | { readonly ok: false; readonly problem: SideProblem };

export const longestSide = 500;

const bodies: Readonly<Record<string, "I" | "C" | null>> = {
  WDC: "I",
  CSC: "C",
  NGO: "C",
  NGOS: "C",
  ADPA: null,
  DDI: null,
  CRP: null,
};

export function readSide(text: string): SideResult {
  if (text.length > longestSide) return { ok: false, problem: { code: "text-too-long" } };
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, side: { named: [], reported: [], pillars: [] } };
  const counted = /^(\d{1,3})(?: of (\d{1,3}))?$/.exec(trimmed);
  if (counted !== null) return readCount(Number(counted[1]), counted[2]);
  const nobody = /^none\b/i.test(trimmed);
  const pillars = new Set<"I" | "C">();
  const certain: string[][] = [];
  const reported = new Set<string>();
  for (const part of trimmed.split(";")) {
    const words = wordsOf(part);
    if (words.problem !== undefined)
      return { ok: false, problem: { code: "unknown-code", word: words.problem } };
    for (const pillar of words.pillars) pillars.add(pillar);
    if (words.codes.length === 0 || words.aboutACandidate) continue;
    if (words.hearsay) for (const code of words.codes) reported.add(code);
    else certain.push(words.codes);
  }
  const [first = [], ...others] = certain;
  const named = [...new Set(first)].filter((code) => others.every((codes) => codes.includes(code)));
  for (const code of certain.flat()) if (!named.includes(code)) reported.add(code);
  const side = {
    named,
    reported: [...reported].filter((code) => !named.includes(code)),
    pillars: [...pillars],
  };
  return { ok: true, side: nobody ? { ...side, total: 0 } : side };
}

function readCount(total: number, written: string | undefined): SideResult {
  const none = { named: [], reported: [], pillars: [], total };
  if (written === undefined) return { ok: true, side: none };
  const of = Number(written);
  return total > of
    ? { ok: false, problem: { code: "counts-differ", total, of } }
    : { ok: true, side: { ...none, of } };
}

function wordsOf(part: string) {
  const hearsay = /\b(reported|inferred)\b/.test(part);
  // "(NGOs, "many")": brackets that hold the whole of it are no remark.
  const whole = /^\s*\(([^()]*)\)\s*$/.exec(part)?.[1] ?? part;
  const text = whole.replaceAll(/"[^"]*"/g, " ").replaceAll(/\([^()]*\)/g, " ");
  // "QA: IL", "rival texts BW": said of one candidate or text among several, not of the matter.
  const aboutACandidate = /^\s*[A-Z]{2}\b[^:]*:|\brival\b/.test(text);
  const codes: string[] = [];
  const pillars: ("I" | "C")[] = [];
  let problem: string | undefined;
  for (const [word] of text.matchAll(/(?<![\p{L}\p{N}-])[A-Z]{2,}s?(?![\p{L}\p{N}-])/gu)) {
    const body = bodies[word.toUpperCase()];
    if (body !== undefined) {
      if (body !== null) pillars.push(body);
    } else if (findParticipant(word) === undefined) problem ??= word;
    else codes.push(word);
  }
  return { hearsay, aboutACandidate, codes, pillars, problem };
}
