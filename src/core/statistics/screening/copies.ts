// The same number to the hundredth where it should differ: in another half, or as the sum of two others. Digits are what makes
// chance unlikely, so round figures and small ones say nothing.
import { halfNumber } from "../periods.ts";
import { grouped } from "./findings.ts";
import type { FigureRow, Finding } from "./findings.ts";

const tellingDigits = { carats: 4, usd: 6, sum: 6 } as const;

export function copyFindings(figures: readonly FigureRow[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const own of grouped(figures, ({ participant }) => participant).values()) {
    const sorted = own.toSorted((a, b) => halfNumber(a.half) - halfNumber(b.half) || a.row - b.row);
    findings.push(...repeated(sorted, "carats"), ...repeated(sorted, "usd"), ...sums(sorted));
  }
  return findings;
}

function repeated(own: readonly FigureRow[], amount: "carats" | "usd"): readonly Finding[] {
  const findings: Finding[] = [];
  for (const same of grouped(own, (one) => String(one[amount])).values()) {
    const [first, second] = same;
    if (first === undefined || second === undefined || digitsIn(first[amount]) < tellingDigits[amount])
      continue;
    // Within one half it is a repetition of the key, or one figure under two mining types: other rules see those.
    if (same.every(({ half }) => halfNumber(half) === halfNumber(first.half))) continue;
    const last = same.at(-1) ?? second;
    const common = {
      participant: last.participant,
      half: last.half,
      rows: same.map(({ row }) => row),
      cause: first.half.year === last.half.year ? ("year-split-in-two" as const) : ("stale-copy" as const),
      other: first.half,
    };
    const digits = digitsIn(first[amount]);
    findings.push(
      amount === "carats"
        ? { ...common, rule: "same-carats", carats: first.carats, strength: digits - 1 }
        : { ...common, rule: "same-value", usd: first.usd, strength: digits / 4 },
    );
  }
  return findings;
}

/** A half that is to the hundredth what the two halves of one year make together. */
function sums(own: readonly FigureRow[]): readonly Finding[] {
  const findings: Finding[] = [];
  const years = grouped(own, ({ half, mining }) => `${half.year} ${mining}`);
  const byCarats = grouped(own, ({ carats }) => String(carats));
  for (const halves of years.values()) {
    const [first, second] = halves;
    if (first === undefined || second === undefined || halves.length > 2) continue;
    const sum = first.carats + second.carats;
    if (digitsIn(sum) < tellingDigits.sum || first.carats === 0n || second.carats === 0n) continue;
    for (const one of byCarats.get(String(sum)) ?? [])
      if (one !== first && one !== second)
        findings.push({
          participant: one.participant,
          half: one.half,
          rows: [one.row],
          rule: "sum-of-others",
          carats: sum,
          other: first.half.year,
          strength: 6,
          cause: "year-as-half",
        });
  }
  return findings;
}

/** Digits that carry something: 20,000.00 has one, 182.31 has five. */
function digitsIn(amount: bigint): number {
  return String(amount).replace(/0+$/, "").length;
}
