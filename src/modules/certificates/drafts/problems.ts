// What a draft still lacks, section by section: what cannot be read as typed, and what the rules of a certificate say.
// Pure: the caller gives the rules around the certificate. A section is done when nothing is found in it.
import type { RoughCode } from "#core/kp/goods.ts";
import { evidenceCoverage } from "#core/certificate/application.ts";
import type { Coverage } from "#core/certificate/application.ts";
import { bounds } from "#core/certificate/content.ts";
import { checkContent } from "#core/certificate/rules.ts";
import type { ContentContext, ContentToCheck } from "#core/certificate/rules.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { isRoughCode, parseRoughCode } from "#core/kp/goods.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { accountsForCarats } from "../application-of-row.ts";
import type { RulesAround } from "../rules-around.ts";
import { problemOf, valueOf } from "./amount.ts";
import { isBlankLine, isBlankParty, originOf } from "./data.ts";
import type { DraftData, DraftFile, DraftGoods, DraftLine, DraftParty } from "./data.ts";

export const sections = [
  "exporter",
  "importer",
  "goods",
  "sourcing",
  "evidence",
  "office",
  "declaration",
] as const;
export type Section = (typeof sections)[number];

export interface DraftAround {
  readonly frame: ReturnType<RulesAround["draftFrame"]>;
  readonly context: ContentContext;
  /** What is wrong with where the goods come from; `sourcingProblems` finds it. */
  readonly sourcing: readonly FieldProblem[];
  /** Codes of the authority's offices. */
  readonly offices: readonly string[];
  /** Who would send it now; a declaration is a person's own. */
  readonly person: string;
}

export type SectionState = "not-started" | "started" | "done";

export interface DraftStanding {
  /** Everything found, with the section in which it is mended; "check" for what no section can mend. */
  readonly problems: readonly (FieldProblem & { readonly section: Section | "check" })[];
  readonly states: Readonly<Record<Section, SectionState>>;
  readonly coverage: Coverage;
  readonly complete: boolean;
}

export function standingOfDraft(
  data: DraftData,
  files: readonly DraftFile[],
  around: DraftAround,
): DraftStanding {
  const own = [
    ...partyProblems("exporter", data.exporter),
    ...partyProblems("importer", data.importer),
    ...goodsProblems(data.goods),
    ...officeProblems(data.office, around.offices),
  ];
  const named = new Set(own.map(({ field }) => field));
  const ruled = checkContent(contentOfDraft(data, around), around.context).filter(
    ({ field }) => !named.has(field),
  );
  const coverage = coverageOf(data.goods.lines, files);
  const problems = [
    ...[...own, ...ruled, ...around.sourcing.filter(({ field }) => !named.has(field))]
      .toSorted((a, b) => placeOnPage(a.field) - placeOnPage(b.field))
      .map((problem) => ({ ...problem, section: sectionOf(problem.field) })),
    ...evidenceProblems(data.goods, files, coverage),
    ...(data.declaredBy === around.person && around.person !== ""
      ? []
      : [{ section: "declaration" as const, field: "declaration", code: "NO_DECLARATION" }]),
  ];
  const stateOf = (section: Section): SectionState => {
    if (!isBegun(section, data, files)) return "not-started";
    return problems.some((problem) => problem.section === section) ? "started" : "done";
  };
  return {
    problems,
    states: Object.fromEntries(sections.map((section) => [section, stateOf(section)])) as Record<
      Section,
      SectionState
    >,
    coverage,
    complete: problems.length === 0,
  };
}

export function coverageOf(lines: readonly DraftLine[], files: readonly DraftFile[]): Coverage {
  const readable = lines.flatMap((line) => {
    const code = parseRoughCode(line.code);
    const carats = valueOf(line.carats);
    return code.ok && carats !== undefined ? [{ code: code.code, carats }] : [];
  });
  return evidenceCoverage(
    readable,
    files.filter(accountsForCarats).map((file) => ({
      id: file.id,
      carats: file.carats,
      ...(file.code !== null && isRoughCode(file.code) ? { code: file.code } : {}),
    })),
  );
}

function partyProblems(section: "exporter" | "importer", party: DraftParty): readonly FieldProblem[] {
  return (["name", "address", "country"] as const)
    .filter((part) => party[part] === "")
    .map((part) => ({ field: `${section}.${part}`, code: "empty" }));
}

function goodsProblems(goods: DraftGoods): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (field: string, code: string, values: FieldProblem["values"] = {}): void => {
    problems.push({ field, code, values });
  };
  if (goods.origin === "") add("origin", "empty");
  if (goods.origin === "SINGLE" && goods.country === "") add("origin.country", "empty");
  if (goods.origin === "LISTED" && goods.listed.length === 0) add("origin.listed", "empty");
  if (!/^[1-9][0-9]{0,3}$/.test(goods.parcels))
    add("parcels", goods.parcels === "" ? "empty" : "PARCELS_OUT_OF_RANGE", { most: bounds.parcels });
  if (goods.lines.every(isBlankLine)) add("lines", "NO_LINES");
  else {
    for (const [place, line] of goods.lines.entries()) {
      if (line.code === "") add(`lines.${place}.code`, "empty");
      const carats = problemOf(line.carats);
      if (carats !== undefined) add(`lines.${place}.carats`, carats);
      const usd = problemOf(line.usd);
      if (usd !== undefined) add(`lines.${place}.usd`, usd);
    }
  }
  return problems;
}

function officeProblems(office: string, offices: readonly string[]): readonly FieldProblem[] {
  if (office === "") return [{ field: "office", code: "empty" }];
  return offices.includes(office) ? [] : [{ field: "office", code: "office-unknown" }];
}

function evidenceProblems(
  goods: DraftGoods,
  files: readonly DraftFile[],
  coverage: Coverage,
): DraftStanding["problems"] {
  if (files.length === 0) return [{ section: "evidence", field: "evidence", code: "no-evidence" }];
  // Before there are goods there is nothing to cover; that they are missing is told in their own section.
  if (coverage.needed === 0n && goods.lines.every(isBlankLine)) return [];
  return coverage.missing > 0n
    ? [
        {
          section: "evidence",
          field: "evidence",
          code: "EVIDENCE_MISSING",
          values: { missing: caratsToString(coverage.missing) },
        },
      ]
    : [];
}

/** What cannot be read is told by its own problem; here it stands as something that no rule stumbles over. */
function contentOfDraft(data: DraftData, around: DraftAround): ContentToCheck {
  const { goods } = data;
  const parcels = Number(goods.parcels);
  return {
    ...around.frame,
    origin: originOf(
      goods.origin === "SINGLE" && goods.country === "" ? { ...goods, origin: "UNLISTED" } : goods,
    ),
    exporter: data.exporter,
    importer: data.importer,
    parcels: Number.isSafeInteger(parcels) ? parcels : 0,
    lines: goods.lines.map((line) => ({
      code: line.code as RoughCode,
      carats: valueOf(line.carats) ?? 1n,
      usd: valueOf(line.usd) ?? 1n,
      ...(line.origin === "" || goods.origin === "" ? {} : { origin: line.origin }),
    })),
    containers: [],
  };
}

function sectionOf(field: string): Section | "check" {
  const [first] = field.split(".");
  if (first === "exporter" || first === "importer" || first === "office" || first === "evidence")
    return first;
  if (first === "mined" || first === "zone" || first === "sources" || first === "s") return "sourcing";
  return first === "lines" || first === "origin" || first === "parcels" ? "goods" : "check";
}

/** In the order in which the form asks, line by line. */
function placeOnPage(field: string): number {
  const [first = "", line = "0", part = ""] = field.split(".");
  const asked = [
    "exporter",
    "importer",
    "origin",
    "parcels",
    "lines",
    "mined",
    "zone",
    "sources",
    "s",
    "office",
  ].indexOf(first);
  const within =
    first === "lines" ? 10 * Number(line) + ["code", "carats", "usd", "origin"].indexOf(part) : 0;
  return 1_000 * asked + within;
}

function isBegun(
  section: Section,
  { exporter, importer, goods, sourcing, office, declaredBy }: DraftData,
  files: readonly DraftFile[],
): boolean {
  const begun: Readonly<Record<Section, boolean>> = {
    exporter: !isBlankParty(exporter),
    importer: !isBlankParty(importer),
    goods: goods.origin !== "" || goods.parcels !== "" || !goods.lines.every(isBlankLine),
    sourcing: sourcing.mined !== "",
    evidence: files.length > 0,
    office: office !== "",
    declaration: declaredBy !== "",
  };
  return begun[section];
}
