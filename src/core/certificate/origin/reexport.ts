// Whether a re-export is covered by what came in: each draw by its source, each line by its draws, and the stated origin
// by both. Pure; the caller gives the balance of every source as it stands under its lock.
// Sorting turns unsorted goods into sorted ones: a draw says which code it took and which code that became.
import type { RoughCode } from "#core/kp/goods.ts";
import type { Line, Origin } from "../content.ts";
import { refusalOf, withOrigin } from "./balance.ts";
import type { LossKind, Taking } from "./balance.ts";
import type { Received } from "./received.ts";
import { knownOrigins, originFault, provenanceOf } from "./stated-origin.ts";

export interface DrawLine extends Taking {
  /** What it is called on the new certificate. */
  readonly becomes: RoughCode;
}

export interface LossLine extends Taking {
  readonly kind: LossKind;
  readonly reason: string;
}

/** A source, what was taken from it before, and what is to be taken now. */
export interface SourceToDraw {
  readonly source: string;
  /** Issuer of the incoming certificate. */
  readonly participant: string;
  readonly received: Received;
  readonly before: readonly Taking[];
  readonly draws: readonly DrawLine[];
  readonly losses: readonly LossLine[];
}

export interface Reexport {
  readonly origin: Origin;
  readonly lines: readonly Pick<Line, "code" | "carats" | "origin">[];
  readonly sources: readonly SourceToDraw[];
  /** Part of the goods was mined here, so the sources need not cover all of it. */
  readonly partlyMinedHere: boolean;
  readonly isHere: (country: string) => boolean;
}

export type ReexportProblemCode =
  | "SOURCES_MISSING"
  | "SOURCE_TWICE"
  | "DRAW_MISSING"
  | "DRAW_NOT_POSITIVE"
  | "DRAW_NOT_IN_SOURCE"
  | "DRAW_NOT_OF_COUNTRY"
  | "DRAW_MORE_THAN_LEFT"
  | "DRAW_CODE_CHANGED"
  | "LOSS_REASON_MISSING"
  | "SOURCES_LESS"
  | "SOURCES_MORE"
  | "SOURCES_ORIGIN_LESS"
  | "ORIGIN_IS_SINGLE"
  | "ORIGIN_IS_MIXED"
  | "ORIGINS_NOT_KNOWN"
  | "ORIGINS_NOT_OF_SOURCES";

export interface ReexportProblem {
  /** "sources.0.draws.1.carats" */
  readonly field: string;
  readonly code: ReexportProblemCode;
  readonly values: Readonly<Record<string, string | bigint | readonly string[]>>;
}

export interface ReexportDecision {
  readonly problems: readonly ReexportProblem[];
  /** With every draw's pool named, for the record. */
  readonly sources: readonly SourceToDraw[];
  readonly provenance: readonly string[];
}

/** Only unsorted goods change their code, by being sorted; between the sorted ones nothing in the scheme says so. */
export function mayBecome(from: RoughCode, to: RoughCode): boolean {
  return from === to || from === "7102.10";
}

export function decideReexport(reexport: Reexport): ReexportDecision {
  const problems: ReexportProblem[] = [];
  const add = (field: string, code: ReexportProblemCode, values: ReexportProblem["values"] = {}): void => {
    problems.push({ field, code, values });
  };
  const sources = reexport.sources.map((source) => ({
    ...source,
    draws: source.draws.map((draw) => withOrigin(source.received, draw)),
    losses: source.losses.map((loss) => withOrigin(source.received, loss)),
  }));
  if (sources.length === 0) add("sources", "SOURCES_MISSING");
  for (const [place, source] of sources.entries()) {
    if (sources.findIndex((other) => other.source === source.source) < place)
      add(`sources.${place}`, "SOURCE_TWICE");
    checkTakings(add, place, source);
  }
  const drawn = sources.flatMap(({ draws, received }) => draws.map((draw) => ({ ...draw, received })));
  if (problems.length === 0) {
    checkCover(add, reexport, drawn);
    checkOrigin(add, reexport, drawn);
  }
  return { problems, sources, provenance: provenanceOf(sources) };
}

type Add = (field: string, code: ReexportProblemCode, values?: ReexportProblem["values"]) => void;

function checkTakings(add: Add, place: number, source: SourceToDraw): void {
  if (source.draws.length === 0) add(`sources.${place}`, "DRAW_MISSING");
  const taken: Taking[] = [...source.before];
  const take = (field: string, taking: Taking): void => {
    const refusal = refusalOf(source.received, taken, taking);
    if (refusal === undefined) {
      taken.push(taking);
      return;
    }
    const pool = { code: taking.code, ...(taking.origin === null ? {} : { country: taking.origin }) };
    add(
      `${field}.carats`,
      `DRAW_${refusal.code}`,
      refusal.code === "MORE_THAN_LEFT" ? { ...pool, left: refusal.left } : pool,
    );
  };
  for (const [at, line] of source.draws.entries()) {
    const field = `sources.${place}.draws.${at}`;
    if (!mayBecome(line.code, line.becomes))
      add(`${field}.becomes`, "DRAW_CODE_CHANGED", { code: line.code, becomes: line.becomes });
    take(field, line);
  }
  for (const [at, loss] of source.losses.entries()) {
    const field = `sources.${place}.losses.${at}`;
    if (loss.reason.trim() === "") add(`${field}.reason`, "LOSS_REASON_MISSING");
    take(field, loss);
  }
}

/** Carats out never exceed carats in; and what is drawn goes out, or it would vanish. */
function checkCover(
  add: Add,
  { lines, partlyMinedHere, isHere }: Reexport,
  drawn: readonly DrawLine[],
): void {
  for (const code of [
    ...new Set([...lines.map((line) => line.code), ...drawn.map((line) => line.becomes)]),
  ].sort()) {
    const needed = sum(lines.filter((line) => line.code === code));
    const covered = sum(drawn.filter((line) => line.becomes === code));
    if (covered < needed && !partlyMinedHere)
      add("sources", "SOURCES_LESS", { code, missing: needed - covered });
    if (covered > needed) add("sources", "SOURCES_MORE", { code, surplus: covered - needed });
    const named = lines.flatMap((line) =>
      line.code === code && line.origin !== undefined ? [line.origin] : [],
    );
    for (const country of new Set(named)) {
      const said = sum(lines.filter((line) => line.code === code && line.origin === country));
      const known = sum(drawn.filter((line) => line.becomes === code && line.origin === country));
      if (known < said && !(partlyMinedHere && isHere(country)))
        add("sources", "SOURCES_ORIGIN_LESS", { code, country, missing: said - known });
    }
  }
}

function checkOrigin(
  add: Add,
  { origin, lines, partlyMinedHere, isHere }: Reexport,
  drawn: readonly (DrawLine & { readonly received: Received })[],
): void {
  const stated = origin.kind === "SINGLE" ? [origin.country] : origin.listed;
  const rest = partlyMinedHere && sum(drawn) < sum(lines);
  const fault = originFault(origin, knownOrigins(drawn), rest ? stated.filter(isHere) : []);
  if (fault === undefined) return;
  const { code, ...values } = fault;
  add("origin", code, values);
}

function sum(rows: readonly { readonly carats: bigint }[]): bigint {
  return rows.reduce((total, { carats }) => total + carats, 0n);
}
