// Words of this module's pages: seats by name, offices, and where an election stands.
import type { OfficeCode } from "#core/kp/offices.ts";
import type { ElectionStage, ElectionState } from "#core/offices/election.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";

/** A government by its country's name; an organisation by its own; a seat that is gone by its code. */
export function seatName(t: T, code: string, seats: readonly SeatOnDay[]): string {
  if (/^[A-Z]{2}$/.test(code)) return t.country(code);
  const names = seats.find((seat) => seat.code === code)?.names;
  return names?.[t.locale] ?? names?.["en"] ?? code;
}

export function pillarName(t: T, pillar: string): string {
  return pillar === "G" || pillar === "I" || pillar === "C" ? t(`offices.pillar.${pillar}`) : pillar;
}

export function officeName(t: T, office: OfficeCode): string {
  return t(`offices.office.${office}`);
}

export function electionName(t: T, { called: { office, year, practice } }: ElectionState): string {
  return t(practice ? "offices.election.name-practice" : "offices.election.name", {
    office: officeName(t, office),
    year: String(year),
  });
}

export const stageTones: Readonly<Record<ElectionStage, Tone>> = {
  NOMINATIONS: "info",
  WAITING: "neutral",
  CALL: "warn",
  COUNTING: "info",
  ENDED: "good",
};

/** Who has the office now, in a sentence; undefined while the election goes on. */
export function resultSentence(
  t: T,
  { called, ended }: ElectionState,
  seats: readonly SeatOnDay[],
): string | undefined {
  if (ended === null) return undefined;
  const office = officeName(t, called.office);
  if (ended.elected !== null)
    return t(called.effect === "DECIDES" ? "offices.result.elected" : "offices.result.advised", {
      who: seatName(t, ended.elected, seats),
      office,
    });
  const why = t(`offices.why.${ended.why}`);
  const { continuity } = ended;
  if (continuity === null) return why;
  return `${why} ${t(`offices.continuity.${continuity.as as "CUSTODIAN"}`, {
    who: continuity.holder === null ? "" : seatName(t, continuity.holder, seats),
    office,
  })}`;
}

export interface ShownError {
  readonly text: string;
  readonly field?: string;
}

/** The sentences of a refusal; `shown` says which control stands for a field. */
export function errorsOf(
  t: T,
  problem: Problem,
  shown: (field: string) => string | undefined,
): readonly ShownError[] {
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((field) => {
    const control = shown(field.field);
    return { text: fieldSentence(t, field), ...(control === undefined ? {} : { field: control }) };
  });
}
