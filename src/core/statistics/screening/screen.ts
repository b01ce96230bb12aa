// Screening of returns: all rules together, held to a share of the rows by how strongly each finding speaks. What stays under
// the share is kept as a remark, for whoever wants to see it.
import type { ProductionReturn, PublishedFigure } from "../returns.ts";
import { copyFindings } from "./copies.ts";
import { figuresOf } from "./findings.ts";
import type { Finding } from "./findings.ts";
import { publishedFindings } from "./published.ts";
import { structureFindings } from "./structure.ts";
import { advanceNils, timingFindings } from "./timing.ts";
import { unitValueFindings } from "./unit-value.ts";
import { volumeFindings } from "./volume.ts";

/** Of all rows at most so many are warned about: a list nobody reads to its end protects nobody. */
export const usualShare = 0.05;

export interface Screening {
  readonly warnings: readonly Finding[];
  /** Too weak to ask, or past the share. */
  readonly remarks: readonly Finding[];
  readonly warned: ReadonlySet<number>;
  readonly rows: number;
}

export function screen(
  returns: readonly ProductionReturn[],
  published: readonly PublishedFigure[] = [],
  share: number = usualShare,
): Screening {
  const figures = figuresOf(returns);
  const findings = [
    ...structureFindings(returns),
    ...timingFindings(figures),
    ...advanceNils(returns),
    ...copyFindings(figures),
    ...unitValueFindings(figures),
    ...volumeFindings(figures),
    ...publishedFindings(figures, published),
  ].sort((a, b) => b.strength - a.strength || (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  const most = Math.floor(returns.length * share);
  const warned = new Set<number>();
  const warnings: Finding[] = [];
  const remarks: Finding[] = [];
  for (const finding of findings) {
    const added = finding.rows.filter((row) => !warned.has(row)).length;
    if (finding.strength < 1 || warned.size + added > most) {
      remarks.push(finding);
      continue;
    }
    for (const row of finding.rows) warned.add(row);
    warnings.push(finding);
  }
  return { warnings, remarks, warned, rows: returns.length };
}
