// Which column of a sheet holds what: the headings that the public export, its original workbook and customs tables use, or
// those that the person importing names. Headings say which column it is, never what period or unit its numbers have.
import { foldName } from "../../kp/language.ts";

export const returnFields = [
  "row",
  "participant",
  "code",
  "year",
  "half",
  "kind",
  "mining",
  "carats",
  "usd",
  "public",
  "status",
  "entered",
  "changed",
] as const;
export type ReturnField = (typeof returnFields)[number];

/** Without these there is no return. One of participant and code is enough. */
const needed: readonly ReturnField[] = ["year", "half", "carats", "usd"];

const headings: Readonly<Record<ReturnField, readonly string[]>> = {
  row: ["source_row"],
  participant: ["participant", "country name", "country", "reporter", "pays", "participant name"],
  code: ["iso2", "code", "country code"],
  year: ["year", "année", "annee"],
  half: ["half", "quarter", "semester", "semestre", "period", "période"],
  kind: ["return_kind", "trade type"],
  mining: ["mining_type", "production type", "type"],
  carats: ["carats", "carat", "volume (carats)", "volume"],
  usd: ["value_usd", "us value", "value (us$)", "value usd", "value", "valeur", "valeur usd"],
  public: ["public"],
  status: ["status", "statut"],
  entered: ["created_at", "created", "entered"],
  changed: ["modified_at", "last modified", "modified"],
};

export type HeadProblem =
  | { readonly code: "column-missing"; readonly name: ReturnField }
  | { readonly code: "column-twice"; readonly name: string };

export type Head =
  | {
      readonly ok: true;
      readonly places: Readonly<Partial<Record<ReturnField, number>>>;
      readonly width: number;
    }
  | { readonly ok: false; readonly problems: readonly HeadProblem[] };

/** `named`: heading → field, as the person importing says; it goes before what is known. */
export function readHead(
  cells: readonly string[],
  named: ReadonlyMap<string, ReturnField> = new Map(),
): Head {
  const places: Partial<Record<ReturnField, number>> = {};
  const problems: HeadProblem[] = [];
  for (const [place, cell] of cells.entries()) {
    const field = named.get(cell.trim()) ?? byHeading.get(folded(cell));
    if (field === undefined) continue;
    if (places[field] === undefined) places[field] = place;
    else problems.push({ code: "column-twice", name: cell.trim().slice(0, 60) });
  }
  for (const field of needed)
    if (places[field] === undefined) problems.push({ code: "column-missing", name: field });
  if (places.participant === undefined && places.code === undefined)
    problems.push({ code: "column-missing", name: "participant" });
  if (problems.length > 0) return { ok: false, problems };
  // What stands to the right of the last heading belongs to no column.
  const width = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  return { ok: true, places, width };
}

export function isReturnField(text: string): text is ReturnField {
  return (returnFields as readonly string[]).includes(text);
}

function folded(heading: string): string {
  return foldName(heading.slice(0, 60).replaceAll("_", " "));
}

const byHeading: ReadonlyMap<string, ReturnField> = new Map(
  returnFields.flatMap((field) =>
    headings[field].map((heading): [string, ReturnField] => [folded(heading), field]),
  ),
);
