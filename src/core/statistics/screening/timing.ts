// Time stamps that do not fit the period: figures entered before the half was over, years after it, for a time before the
// Participant joined, or changed long after the year was published.
import { daysBetween } from "../../kp/dates.ts";
import { schemeStatuses } from "../../kp/history.ts";
import { schemeStart, statusOn } from "../../kp/statuses.ts";
import { halfNumber, lastDayOf } from "../periods.ts";
import type { ProductionReturn } from "../returns.ts";
import type { FigureRow, Finding } from "./findings.ts";

/** The figures of a year appear about the middle of the next (domain of the scheme; the day is an assumption). */
export const publicationDay = "07-01";

const late = 730;
const longAfter = 365;

export function timingFindings(figures: readonly FigureRow[]): readonly Finding[] {
  const world = new Map<number, number>();
  for (const { half, carats } of figures)
    world.set(halfNumber(half), (world.get(halfNumber(half)) ?? 0) + Number(carats));
  return figures.flatMap((figure): readonly Finding[] => {
    if (figure.entered === null || figure.carats === 0n) return [];
    const common = { participant: figure.participant, half: figure.half, rows: [figure.row] };
    const findings: Finding[] = [];
    const end = lastDayOf(figure.half);
    const entered = figure.entered.slice(0, 10);
    const changed = figure.changed?.slice(0, 10) ?? null;
    const days = daysBetween(entered, end);
    if (days >= 0) {
      // Within the last month it may be an early estimate; gone over after the end, somebody has looked again.
      const goneOver = changed !== null && changed > end;
      findings.push({
        ...common,
        rule: "before-the-end",
        days,
        goneOver,
        strength: (days > 31 ? 2 : 0.5) * (goneOver ? 0.5 : 1) + days / 1_000,
        cause: days > 31 ? "wrong-half" : "early-estimate",
      });
    }
    if (-days > late) {
      const beforeJoining = end >= schemeStart && notYetIn(figure.participant, end);
      findings.push({
        ...common,
        rule: "years-late",
        years: Math.floor(-days / 365),
        beforeJoining,
        strength: -days / late + (beforeJoining ? 5 : 0),
        cause: "wrong-year",
      });
    }
    const published = `${figure.half.year + 1}-${publicationDay}`;
    if (changed !== null && entered < published && daysBetween(published, changed) > longAfter)
      findings.push({
        ...common,
        rule: "changed-after-publication",
        days: daysBetween(published, changed),
        on: changed,
        // By what the world's sum of that half rests on it: a tenth of it counts as much as twice the least.
        strength: 1 + Math.min(1, (10 * Number(figure.carats)) / (world.get(halfNumber(figure.half)) ?? 1)),
        cause: "restated",
      });
    return findings;
  });
}

function notYetIn(participant: string, day: string): boolean {
  const joined = schemeStatuses.filter((row) => row.participant === participant);
  const everIn = joined.some(({ status }) => status === "PARTICIPANT");
  return (
    everIn &&
    statusOn(schemeStatuses, participant, day).status !== "PARTICIPANT" &&
    joined.every(({ from, status }) => status !== "PARTICIPANT" || from > day)
  );
}

/** Allowed, and to be asked again after the end: a mine may open in December. */
export function advanceNils(returns: readonly ProductionReturn[]): readonly Finding[] {
  return returns.flatMap(({ filed, entered, participant, half, row }): readonly Finding[] => {
    const days = entered === null ? -1 : daysBetween(entered.slice(0, 10), lastDayOf(half));
    return filed.kind === "NIL" && days >= 0
      ? [
          {
            participant,
            half,
            rows: [row],
            rule: "nil-in-advance",
            days,
            strength: 0.3,
            cause: "nil-foreseen",
          },
        ]
      : [];
  });
}
