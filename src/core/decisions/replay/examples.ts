// The twelve moments of the scheme's history that any rule of decision has to answer for, and which real decisions they are.

export interface HistoricExample {
  readonly id: string;
  /** Of core/kp/decisions.ts; none where the moment was not a decision. */
  readonly decisions: readonly string[];
}

export const historicExamples = [
  { id: "H1", decisions: ["D13"] },
  { id: "H2", decisions: ["D16"] },
  { id: "H3", decisions: ["D17"] },
  { id: "H4", decisions: ["D21"] },
  { id: "H5", decisions: ["D24"] },
  { id: "H6", decisions: [] },
  { id: "H7", decisions: [] },
  { id: "H8", decisions: ["D34"] },
  { id: "H9", decisions: ["D35", "D36"] },
  { id: "H10", decisions: ["D41"] },
  { id: "H11", decisions: ["D45"] },
  { id: "H12", decisions: ["D48", "D49", "D50"] },
] as const satisfies readonly HistoricExample[];
