// What became of a demand or a commitment that was made on this record: a fold of its acts, in their order. The same words
// as for the history: raised, repeated, answered; the days that an answer is owed are counted, and no answer is an answer.
import { dayNumber } from "../kp/dates.ts";

/** What an answer says of a demand. */
export const demandOutcomes = ["ON_AGENDA", "NOTED", "DECLINED", "ADOPTED"] as const;
export type DemandOutcome = (typeof demandOutcomes)[number];

/** What the one who undertook something says of it. */
export const progressKinds = ["OPEN", "PARTLY", "KEPT", "WITHDRAWN"] as const;
export type Progress = (typeof progressKinds)[number];

export interface RecordedStep {
  readonly type: string;
  readonly at: string;
  /** Seat; null for an office. */
  readonly by: string | null;
  readonly outcome?: string;
  readonly progress?: string;
}

export interface RecordedDemand {
  readonly by: string;
  readonly raisedAt: string;
  /** Times asked for in all, the first included. */
  readonly times: number;
  /** Every seat that asked, the first one first. */
  readonly seats: readonly string[];
  readonly lastAt: string;
  /** By the chair or the Secretariat, who owe an answer; other seats may speak to it, and the days are counted all the same. */
  readonly answeredAt: string | null;
  readonly outcome: DemandOutcome | null;
  /** Full days from the first asking to the first answer, or to now. */
  readonly daysOwed: number;
}

export function foldDemand(steps: readonly RecordedStep[], today: string): RecordedDemand | undefined {
  const [first] = steps;
  if (first?.type !== "demand.raised" || first.by === null) return undefined;
  const asked = steps.filter(({ type }) => type === "demand.raised" || type === "demand.repeated");
  const answers = steps.filter(({ type, by }) => type === "demand.answered" && by === null);
  const answeredAt = answers[0]?.at ?? null;
  const outcome = demandOutcomes.find((one) => one === answers.at(-1)?.outcome) ?? null;
  return {
    by: first.by,
    raisedAt: first.at,
    times: asked.length,
    seats: [...new Set(asked.flatMap(({ by }) => by ?? []))],
    lastAt: asked.at(-1)?.at ?? first.at,
    answeredAt,
    outcome,
    daysOwed: Math.max(0, dayNumber((answeredAt ?? today).slice(0, 10)) - dayNumber(first.at.slice(0, 10))),
  };
}

/** A seat repeats a demand at most once a day, and makes at most so many new ones: a count must mean something. */
export const mostRaisedInADay = 5;

export function mayRepeat(steps: readonly RecordedStep[], by: string, today: string): boolean {
  return !steps.some(
    (step) =>
      (step.type === "demand.raised" || step.type === "demand.repeated") &&
      step.by === by &&
      step.at.slice(0, 10) === today.slice(0, 10),
  );
}

export interface RecordedCommitment {
  readonly by: string;
  readonly madeAt: string;
  readonly progress: Progress;
  readonly reportedAt: string | null;
  /** Its day has passed, and it is neither kept nor withdrawn. */
  readonly late: boolean;
}

export function foldCommitment(
  steps: readonly RecordedStep[],
  due: string | null,
  today: string,
): RecordedCommitment | undefined {
  const [first] = steps;
  if (first?.type !== "commitment.made" || first.by === null) return undefined;
  const last = steps.findLast(({ type }) => type === "commitment.reported");
  const progress = progressKinds.find((one) => one === last?.progress) ?? "OPEN";
  return {
    by: first.by,
    madeAt: first.at,
    progress,
    reportedAt: last?.at ?? null,
    late: due !== null && due < today.slice(0, 10) && (progress === "OPEN" || progress === "PARTLY"),
  };
}
