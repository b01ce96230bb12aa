// Carats of a half against the same half of the year before (as the Data Anomaly Questionnaire compares), or against the
// half before where that year is not there. Rises speak louder than falls: a mine stops in a day, it does not open in one.
import { halfNumber } from "../periods.ts";
import { grouped, halfKey } from "./findings.ts";
import type { FigureRow, Finding } from "./findings.ts";

/** Six times as much, in a half of 50,000 carats: where a reason is asked for. Less of one needs more of the other. */
const [askedTimes, askedCarats, leastTimes, leastCarats] = [6, 50_000, 4, 5_000];
const floorCarats = 500;

export function volumeFindings(figures: readonly FigureRow[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const own of grouped(figures, ({ participant }) => participant).values()) {
    const halves = [...grouped(own, ({ participant, half }) => halfKey(participant, half)).values()];
    const totals = new Map(
      halves.map((rows) => [
        halfNumber((rows[0] as FigureRow).half),
        { rows, half: (rows[0] as FigureRow).half, carats: rows.reduce((sum, row) => sum + row.carats, 0n) },
      ]),
    );
    for (const [number, now] of totals) {
      const before = totals.get(number - 2) ?? totals.get(number - 1);
      if (before === undefined || now.carats === 0n || before.carats === 0n) continue;
      const [a, b] = [Number(now.carats) / 100, Number(before.carats) / 100];
      const times = Math.max(a / b, b / a);
      const most = Math.max(a, b);
      if (times < leastTimes || most < leastCarats) continue;
      const material = Math.log(most / floorCarats) / Math.log(askedCarats / floorCarats);
      const strength = (Math.log(times) / Math.log(askedTimes)) * material * (a < b ? 0.5 : 1);
      findings.push({
        participant: (now.rows[0] as FigureRow).participant,
        half: now.half,
        // A row that adds next to nothing to the half did not move it.
        rows: now.rows.filter((row) => row.carats * 20n >= now.carats).map(({ row }) => row),
        rule: "volume",
        carats: now.carats,
        before: before.carats,
        against: before.half,
        times,
        strength,
        cause: a < b ? "stopped" : times > 700 && times < 1_400 ? "both-slip" : "mine-or-law",
      });
    }
  }
  return findings;
}
