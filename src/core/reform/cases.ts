// Real cases of diamonds and harm, point by point, each point with its sources and how firm they are. The points are what
// sources say, in neutral words; where a party named in them denies a point it is marked "disputed", and a verdict that
// rests on it says so. A point that no source gives counts as "no". This table decides nothing: the scheme's bodies do.
import type { AnswerOf, Checklist, Facts, Judgement, Known, Question, Verdict } from "./definitions.ts";
import { judge, questionNames } from "./definitions.ts";
import type { SourceKey } from "./sources.ts";

export const caseIds = [
  "AO-UNITA",
  "SL-RUF",
  "LR-TAYLOR",
  "CD-REBELS",
  "CD-ARMIES",
  "CI-FN",
  "CG-2004",
  "ZW-MARANGE",
  "AO-CUANGO",
  "CF-GROUPS",
  "CF-WAGNER",
  "TZ-WILLIAMSON",
  "RU-UA",
] as const;
export type CaseId = (typeof caseIds)[number];

/** HIGH: an organ of the United Nations or of the scheme; MEDIUM: several reports or a court paper; LOW: one report. */
export type Confidence = "HIGH" | "MEDIUM" | "LOW";

export interface CasePoint<Q extends Question = Question> {
  readonly question: Q;
  readonly answer: AnswerOf<Q>;
  readonly known: Exclude<Known, "no">;
  readonly confidence: Confidence;
  readonly sources: readonly SourceKey[];
  readonly disputed: boolean;
}

export interface RealCase {
  readonly id: CaseId;
  /** Participants' codes: where the diamonds came from. */
  readonly countries: readonly string[];
  readonly from: number;
  /** Null: not said to have ended. */
  readonly to: number | null;
  readonly points: readonly CasePoint[];
  /** Sources of who objects to this telling. */
  readonly objections: readonly SourceKey[];
}

type Points = { readonly [Q in Question]?: readonly AnswerOf<Q>[] };
interface Firmness {
  readonly known?: "yes" | "unknown";
  readonly disputed?: boolean;
}

function points(
  sources: readonly SourceKey[],
  confidence: Confidence,
  said: Points,
  { known = "yes", disputed = false }: Firmness = {},
): readonly CasePoint[] {
  return questionNames.flatMap((question) =>
    (said[question] ?? []).map((answer) => ({ question, answer, known, confidence, sources, disputed })),
  );
}

const rebelWar: Points = {
  actor: ["REBELS", "NON_STATE_ARMED"],
  act: ["FINANCES_CONFLICT"],
  aim: ["LEGITIMATE_GOVERNMENT"],
  place: ["WHERE_MINED"],
};

export const realCases: readonly RealCase[] = [
  {
    id: "AO-UNITA",
    countries: ["AO"],
    from: 1992,
    to: 2002,
    points: [
      ...points(["UNSC-1173", "FOWLER"], "HIGH", rebelWar),
      ...points(["UNSC-1173"], "HIGH", { actor: ["UN_SANCTIONED"], recognition: ["UN_RESOLUTION"] }),
    ],
    objections: [],
  },
  {
    id: "SL-RUF",
    countries: ["SL"],
    from: 1991,
    to: 2002,
    points: [
      ...points(["UNSC-1306", "PANEL-SL"], "HIGH", {
        ...rebelWar,
        act: ["FINANCES_CONFLICT", "SEIZES_WEALTH", "VIOLENCE_AT_MINING"],
        aim: ["LEGITIMATE_GOVERNMENT", "COMMUNITIES"],
      }),
      ...points(["UNSC-1306"], "HIGH", { actor: ["UN_SANCTIONED"], recognition: ["UN_RESOLUTION"] }),
    ],
    objections: [],
  },
  {
    id: "LR-TAYLOR",
    countries: ["LR", "SL"],
    from: 1997,
    to: 2003,
    points: points(["UNSC-1343", "PANEL-SL"], "HIGH", {
      actor: ["ALLIES_OF_REBELS", "STATE_FORCES", "UN_SANCTIONED"],
      act: ["FINANCES_CONFLICT"],
      aim: ["LEGITIMATE_GOVERNMENT"],
      place: ["WHERE_MINED", "ELSEWHERE"],
      recognition: ["UN_RESOLUTION"],
    }),
    objections: ["PANEL-SL"],
  },
  {
    id: "CD-REBELS",
    countries: ["CD"],
    from: 1998,
    to: 2003,
    points: [
      ...points(["PANEL-DRC-01", "PANEL-DRC-02"], "HIGH", rebelWar),
      ...points(["PANEL-DRC-02"], "MEDIUM", { recognition: ["UN_RESOLUTION"] }, { known: "unknown" }),
    ],
    objections: [],
  },
  {
    id: "CD-ARMIES",
    countries: ["CD"],
    from: 1998,
    to: 2002,
    points: [
      ...points(["PANEL-DRC-01", "PANEL-DRC-02"], "HIGH", {
        actor: ["STATE_FORCES"],
        place: ["WHERE_MINED"],
      }),
      ...points(
        ["PANEL-DRC-01", "PANEL-DRC-02"],
        "HIGH",
        { act: ["FINANCES_CONFLICT", "SEIZES_WEALTH"] },
        { disputed: true },
      ),
      ...points(
        ["PANEL-DRC-02"],
        "MEDIUM",
        { actor: ["ALLIES_OF_REBELS"], aim: ["LEGITIMATE_GOVERNMENT"], recognition: ["UN_RESOLUTION"] },
        { known: "unknown" },
      ),
    ],
    objections: ["PANEL-DRC-02"],
  },
  {
    id: "CI-FN",
    countries: ["CI"],
    from: 2002,
    to: 2011,
    points: points(["UNSC-1643"], "HIGH", { ...rebelWar, recognition: ["UN_RESOLUTION"] }),
    objections: [],
  },
  { id: "CG-2004", countries: ["CG"], from: 2004, to: 2007, points: [], objections: ["ROC04"] },
  {
    id: "ZW-MARANGE",
    countries: ["ZW"],
    from: 2006,
    to: 2011,
    points: [
      ...points(["HRW09", "HILJ09"], "HIGH", { actor: ["STATE_FORCES"], place: ["WHERE_MINED"] }),
      ...points(
        ["HRW09"],
        "MEDIUM",
        { act: ["SEIZES_WEALTH", "VIOLENCE_AT_MINING"], aim: ["COMMUNITIES"] },
        { disputed: true },
      ),
    ],
    objections: ["HRW09", "HILJ09"],
  },
  {
    id: "AO-CUANGO",
    countries: ["AO"],
    from: 2004,
    to: 2011,
    points: [
      ...points(
        ["KISSONDE06"],
        "LOW",
        {
          actor: ["PRIVATE_SECURITY", "STATE_FORCES"],
          act: ["SEIZES_WEALTH", "VIOLENCE_AT_MINING"],
          aim: ["COMMUNITIES"],
          place: ["WHERE_MINED"],
        },
        { disputed: true },
      ),
    ],
    objections: ["KISSONDE06"],
  },
  {
    id: "CF-GROUPS",
    countries: ["CF"],
    from: 2013,
    to: null,
    points: points(["UNSC-2127", "UNSC-2134"], "HIGH", {
      actor: ["REBELS", "NON_STATE_ARMED", "UN_SANCTIONED"],
      act: ["FINANCES_CONFLICT"],
      aim: ["LEGITIMATE_GOVERNMENT", "COMMUNITIES"],
      place: ["WHERE_MINED"],
      recognition: ["UN_RESOLUTION"],
    }),
    objections: [],
  },
  {
    id: "CF-WAGNER",
    countries: ["CF"],
    from: 2018,
    to: 2023,
    points: [
      ...points(["MID22W", "EIC23"], "MEDIUM", { actor: ["PRIVATE_SECURITY"], place: ["WHERE_MINED"] }),
      ...points(
        ["TREASURY23", "MID22W", "EIC23"],
        "MEDIUM",
        {
          actor: ["CRIMINAL_GROUPS"],
          act: ["FINANCES_CONFLICT", "VIOLENCE_AT_MINING"],
          aim: ["COMMUNITIES"],
          place: ["ELSEWHERE"],
        },
        { disputed: true },
      ),
      ...points(
        ["TREASURY23"],
        "LOW",
        { actor: ["NON_STATE_ARMED", "STATE_FORCES"], aim: ["LEGITIMATE_GOVERNMENT"] },
        { known: "unknown" },
      ),
    ],
    objections: ["EIC23"],
  },
  {
    id: "TZ-WILLIAMSON",
    countries: ["TZ"],
    from: 2009,
    to: 2021,
    points: [
      ...points(["RAID20", "PETRA21"], "MEDIUM", {
        actor: ["PRIVATE_SECURITY"],
        place: ["WHERE_MINED"],
      }),
      ...points(
        ["RAID20", "ICOCA"],
        "MEDIUM",
        { actor: ["STATE_FORCES"], aim: ["COMMUNITIES"] },
        { disputed: true },
      ),
      ...points(["RAID20", "ICOCA"], "MEDIUM", { act: ["VIOLENCE_AT_MINING"] }, { known: "unknown" }),
    ],
    objections: ["PETRA21"],
  },
  {
    id: "RU-UA",
    countries: ["RU"],
    from: 2022,
    to: null,
    points: [
      ...points(["UNGA-ES-11-1"], "HIGH", { actor: ["STATE_FORCES"], place: ["ELSEWHERE"] }),
      ...points(["UNGA-ES-11-1"], "HIGH", { aim: ["LEGITIMATE_GOVERNMENT"] }, { disputed: true }),
      ...points(["NYT22", "CSC-KAS22"], "MEDIUM", { act: ["FINANCES_CONFLICT"] }, { disputed: true }),
    ],
    objections: ["RU22", "RU23"],
  },
];

/** What is known of a case: disputed points as reported, or left open. */
export function factsOf({ points: all }: RealCase, disputed: "as-reported" | "open"): Facts {
  return Object.fromEntries(
    questionNames.map((question) => [
      question,
      Object.fromEntries(
        all
          .filter((point) => point.question === question)
          .map((point) => [
            point.answer,
            point.disputed && disputed === "open" ? ("unknown" satisfies Known) : point.known,
          ]),
      ),
    ]),
  ) as unknown as Facts;
}

/** The verdicts of `judge`, and "covered if what is reported is so": covered only where disputed points are taken as reported. */
export type CaseVerdict = Verdict | "COVERED_IF_SO";

export interface CaseJudgement extends Judgement {
  readonly answer: CaseVerdict;
}

export function judgeCase(checklist: Checklist, real: RealCase): CaseJudgement {
  const open = judge(checklist, factsOf(real, "open"));
  if (open.verdict !== "CANNOT_BE_SAID") return { ...open, answer: open.verdict };
  const reported = judge(checklist, factsOf(real, "as-reported"));
  return reported.verdict === "COVERED"
    ? { ...reported, answer: "COVERED_IF_SO" }
    : { ...reported, answer: "CANNOT_BE_SAID" };
}

export function findCase(id: string | undefined): RealCase | undefined {
  return realCases.find((real) => real.id === id);
}
