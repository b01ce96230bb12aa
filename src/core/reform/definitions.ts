// A definition of "conflict diamond" as a checklist, and whether a case of the past falls under it. Three answers: covered,
// not covered, cannot be said; the last wherever the text or the facts are not known well enough. Nothing is guessed.

/** What a source says of one point. */
export type Known = "yes" | "no" | "unknown";

/** The questions that a definition can ask of a case, with the answers that it can ask for. */
export const questions = {
  /** Who used the diamonds, or did the violence. */
  actor: [
    "REBELS",
    "ALLIES_OF_REBELS",
    "NON_STATE_ARMED",
    "PRIVATE_SECURITY",
    "CRIMINAL_GROUPS",
    "STATE_FORCES",
    "UN_SANCTIONED",
  ],
  /** What links the diamonds to the harm. */
  act: ["FINANCES_CONFLICT", "SEIZES_WEALTH", "VIOLENCE_AT_MINING"],
  /** Against whom: the legitimacy clause. */
  aim: ["LEGITIMATE_GOVERNMENT", "COMMUNITIES"],
  /** Where the harm is done. */
  place: ["WHERE_MINED", "ELSEWHERE"],
  /** Whether an organ of the United Nations has said so. */
  recognition: ["UN_RESOLUTION"],
} as const;

export type Question = keyof typeof questions;
export type AnswerOf<Q extends Question> = (typeof questions)[Q][number];
export type AnyAnswer = AnswerOf<Question>;
export const questionNames = Object.keys(questions) as readonly Question[];

/** One way to fall under a definition. A question that it does not ask restricts nothing. */
export type Alternative = {
  readonly [Q in Question]?: Partial<Readonly<Record<AnswerOf<Q>, Known>>>;
};

/** A case falls under a definition by any of its alternatives; of some texts only that they exist is known. */
export type Checklist = readonly Alternative[] | "text-not-known";

/** What sources say of a case; what they do not speak of is "no". */
export type Facts = { readonly [Q in Question]: Partial<Readonly<Record<AnswerOf<Q>, Known>>> };

export type Verdict = "COVERED" | "NOT_COVERED" | "CANNOT_BE_SAID";

export interface Finding {
  readonly question: Question;
  readonly result: Known;
  /** The answers that fit, for "yes"; those that are open, for "unknown"; those that were asked for, for "no". */
  readonly answers: readonly AnyAnswer[];
  /** Of an open question: whether the wording or the facts leave it open. */
  readonly open?: "text" | "facts";
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the alternative that comes nearest; null where no text is known. */
  readonly alternative: number | null;
  /** One for each question that this alternative asks. */
  readonly findings: readonly Finding[];
}

const rank: Readonly<Record<Known, number>> = { no: 0, unknown: 1, yes: 2 };
const verdictOf: Readonly<Record<Known, Verdict>> = {
  yes: "COVERED",
  unknown: "CANNOT_BE_SAID",
  no: "NOT_COVERED",
};

/** The weaker of two: what is known of "both". */
export function both(a: Known, b: Known): Known {
  return rank[a] <= rank[b] ? a : b;
}

/** The stronger of two: what is known of "either". */
export function either(a: Known, b: Known): Known {
  return rank[a] >= rank[b] ? a : b;
}

export function judge(checklist: Checklist, facts: Facts): Judgement {
  if (checklist === "text-not-known") return { verdict: "CANNOT_BE_SAID", alternative: null, findings: [] };
  let best: { readonly known: Known; readonly no: number; readonly judgement: Judgement } | undefined;
  for (const [index, alternative] of checklist.entries()) {
    const findings = questionNames.flatMap((question) => find(question, alternative, facts));
    const known = findings.reduce<Known>((so, { result }) => both(so, result), "yes");
    const no = findings.filter(({ result }) => result === "no").length;
    if (
      best === undefined ||
      rank[known] > rank[best.known] ||
      (rank[known] === rank[best.known] && no < best.no)
    )
      best = { known, no, judgement: { verdict: verdictOf[known], alternative: index, findings } };
  }
  return best?.judgement ?? { verdict: "NOT_COVERED", alternative: null, findings: [] };
}

function find(question: Question, alternative: Alternative, facts: Facts): readonly Finding[] {
  const asked: Partial<Readonly<Record<AnyAnswer, Known>>> | undefined = alternative[question];
  if (asked === undefined) return [];
  const known: Partial<Readonly<Record<AnyAnswer, Known>>> = facts[question];
  const answers: readonly AnyAnswer[] = questions[question];
  const one = (answer: AnyAnswer): Known => both(asked[answer] ?? "no", known[answer] ?? "no");
  const result = answers.reduce<Known>((so, answer) => either(so, one(answer)), "no");
  if (result === "no")
    return [{ question, result, answers: answers.filter((answer) => (asked[answer] ?? "no") !== "no") }];
  const fitting = answers.filter((answer) => one(answer) === result);
  if (result === "yes") return [{ question, result, answers: fitting }];
  const byText = fitting.some((answer) => asked[answer] === "unknown" && known[answer] === "yes");
  return [{ question, result, answers: fitting, open: byText ? "text" : "facts" }];
}

/** A definition from an address: repeated answers, none of a question asking nothing. Unknown words are left out. */
export function composeChecklist(chosen: readonly string[]): readonly Alternative[] {
  const asked = Object.fromEntries(
    questionNames.flatMap((question) => {
      const answers = questions[question].filter((answer) => chosen.includes(answer));
      return answers.length === 0
        ? []
        : [[question, Object.fromEntries(answers.map((answer) => [answer, "yes"]))]];
    }),
  );
  return [asked];
}
