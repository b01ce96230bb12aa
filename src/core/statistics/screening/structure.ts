// Returns that cannot all stand as they are: several for one Participant, half and mining type; nil beside figures; one of the
// two amounts missing. Which of them is right nobody can see, so all of them are named.
import { daysBetween } from "../../kp/dates.ts";
import type { MiningType, ProductionReturn } from "../returns.ts";
import { grouped, halfKey } from "./findings.ts";
import type { Cause, Finding } from "./findings.ts";

export function structureFindings(returns: readonly ProductionReturn[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const filed of grouped(returns, ({ participant, half }) => halfKey(participant, half)).values()) {
    const [first] = filed;
    if (first === undefined) continue;
    const common = { participant: first.participant, half: first.half };
    const nil = filed.filter((one) => one.filed.kind === "NIL");
    const figures = filed.filter((one) => one.filed.kind === "FIGURE");
    if (nil.length > 0 && figures.length > 0)
      findings.push({
        ...common,
        rule: "nil-with-figures",
        rows: rowsOf(filed),
        strength: 10,
        cause: "nil-then-found",
      });
    for (const [mining, same] of grouped(filed, (one) =>
      one.filed.kind === "NIL" ? "NIL" : one.filed.mining,
    ))
      if (same.length > 1)
        findings.push({
          ...common,
          rule: "same-key",
          mining: mining as MiningType | "NIL",
          rows: rowsOf(same),
          times: same.length,
          strength: 8,
          cause: causeOfRepetition(same),
        });
  }
  for (const one of returns) {
    if (one.filed.kind === "NIL") continue;
    const { carats, usd } = one.filed;
    const common = { participant: one.participant, half: one.half, rows: [one.row] };
    if ((carats ?? 0n) > 0n && (usd ?? 0n) === 0n)
      findings.push({
        ...common,
        rule: "carats-without-value",
        carats: carats ?? 0n,
        strength: 9,
        cause: "value-forgotten",
      });
    if ((usd ?? 0n) > 0n && (carats ?? 0n) === 0n)
      findings.push({
        ...common,
        rule: "value-without-carats",
        usd: usd ?? 0n,
        strength: 9,
        cause: "carats-forgotten",
      });
  }
  return findings;
}

function rowsOf(returns: readonly ProductionReturn[]): readonly number[] {
  return returns.map(({ row }) => row);
}

function causeOfRepetition(returns: readonly ProductionReturn[]): Cause {
  const [first, ...others] = returns;
  if (others.every((one) => sameAmounts(one, first))) return "entered-twice";
  const days = returns.flatMap(({ entered }) => (entered === null ? [] : [entered.slice(0, 10)])).sort();
  const [earliest, latest] = [days[0], days.at(-1)];
  // A return for the next half comes some months after the one for this.
  if (earliest !== undefined && latest !== undefined && daysBetween(earliest, latest) > 90)
    return "later-return-under-this-key";
  return "parts-or-versions";
}

function sameAmounts(one: ProductionReturn, other: ProductionReturn | undefined): boolean {
  if (one.filed.kind === "NIL" || other?.filed.kind !== "FIGURE") return one.filed.kind === other?.filed.kind;
  return one.filed.carats === other.filed.carats && one.filed.usd === other.filed.usd;
}
