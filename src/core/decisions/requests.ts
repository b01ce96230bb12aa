// What seats may ask without anybody's consent: information from a Participant (answer in ten days, a missing answer is
// recorded), fact-finding by experts drawn by lot, and a stock-take of positions by ministers. Nothing is decided by them,
// so nobody can block them. A request is a fold of recorded acts; time enters as ticks.
import { addDays } from "#core/kp/dates.ts";
import type { Instant, SeatId } from "./item.ts";

/**
 * As set in November 2026, for every body alike: they stand in this program, and no act changes them. No rule of the scheme
 * gives any of them. Two are taken from mechanisms of the OSCE: the ten days of an answer, and the ten states in all who may
 * ask for facts. The others are this design's own, the three weeks of a report and everything without a name beside it too.
 */
export const requestParameters = {
  /** From the Vienna mechanism: a written answer within ten days. */
  answerDays: 10,
  /** From the Moscow mechanism: the requester and nine others. */
  othersForFacts: 9,
  /** Ours: enough with majorities of both other pillars. */
  governmentsWithPillars: 5,
  experts: 3,
  /** The subject may name one expert until then. */
  namingDays: 5,
  reportDays: 21,
  /** A third of the governments, or majorities of both other pillars. */
  stockTakeShare: { of: 3, atLeast: 1 },
  stockTakeDays: 180,
  /** A call for support that did not reach its number. */
  lapseDays: 180,
  /** As sponsors of discussions: open ones of one seat. */
  mostOpen: 3,
  mostAnswers: 5,
  mostQuestions: 10,
} as const;

export const requestKinds = ["INFORMATION", "FACT_FINDING", "STOCK_TAKE"] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestTicks = ["UNANSWERED", "TRIGGERED", "DRAWN", "OVERDUE", "CLOSED", "LAPSED"] as const;
export type RequestTick = (typeof requestTicks)[number];

export type RequestAct = { readonly id: string; readonly at: Instant } & (
  | {
      readonly type: "opened";
      readonly by: SeatId;
      readonly kind: RequestKind;
      /** The Participant that is asked or looked into; null for a stock-take. */
      readonly about: SeatId | null;
      readonly questions: readonly string[];
    }
  | { readonly type: "supported"; readonly by: SeatId }
  /** By the Participant that is asked; in a stock-take by each government, question by question; to a report: the reply. */
  | { readonly type: "answered"; readonly by: SeatId; readonly answers: readonly string[] }
  | { readonly type: "expert-named"; readonly by: SeatId; readonly expert: string }
  | { readonly type: "reported"; readonly by: SeatId | null; readonly report: string }
  | {
      readonly type: "ticked";
      readonly tick: RequestTick;
      /** TRIGGERED: who may be drawn. DRAWN: who was. CLOSED: who was silent. */
      readonly names: readonly string[];
    }
);

export type RequestStage = "OPEN" | "GATHERING" | "TRIGGERED" | "DRAWN" | "DONE" | "LAPSED";

export interface RequestAnswer {
  readonly by: SeatId;
  readonly at: Instant;
  readonly answers: readonly string[];
  readonly late: boolean;
}

export interface RequestState {
  readonly kind: RequestKind;
  readonly by: SeatId;
  readonly openedAt: Instant;
  readonly about: SeatId | null;
  readonly questions: readonly string[];
  readonly stage: RequestStage;
  readonly supporters: readonly SeatId[];
  readonly answers: readonly RequestAnswer[];
  /** The clock of an answer, a report or a survey ran out without one. */
  readonly missed: boolean;
  readonly candidates: readonly string[];
  readonly experts: readonly string[];
  readonly namedExpert: string | null;
  readonly report: { readonly text: string; readonly at: Instant; readonly by: SeatId | null } | null;
  /** Governments that said nothing in a stock-take when it closed. */
  readonly silent: readonly SeatId[];
  /** The next tick and when it is due; null when none is. A draw is due at once, and waits for a head of the log. */
  readonly deadline: { readonly at: Instant; readonly tick: RequestTick } | null;
}

export const requestRefusals = [
  "closed",
  "not-asked",
  "asks-itself",
  "already-supports",
  "subject-supports",
  "no-support-needed",
  "too-many-answers",
  "answers-missing",
  "already-answered",
  "not-triggered",
  "not-drawn",
  "naming-closed",
  "already-named",
  "not-on-roster",
  "already-reported",
  "not-yet-due",
  "other-tick",
  "too-many-open",
  "same-question-open",
] as const;
export type RequestRefusal = (typeof requestRefusals)[number];

export type RequestAnswerOf =
  | { readonly accepted: true; readonly state: RequestState }
  | { readonly accepted: false; readonly reason: RequestRefusal };

const refused = (reason: RequestRefusal): RequestAnswerOf => ({ accepted: false, reason });
const accepted = (state: RequestState): RequestAnswerOf => ({ accepted: true, state });

export function daysAfter(at: Instant, days: number): Instant {
  return `${addDays(at.slice(0, 10), days)}${at.slice(10)}`;
}

/** The state after an act, or why it is not accepted; then the state stays as it was. */
export function stepRequest(state: RequestState | undefined, act: RequestAct): RequestAnswerOf {
  if (act.type === "opened") return state === undefined ? open(act) : refused("closed");
  if (state === undefined) return refused("closed");
  if (act.type === "ticked") return tick(state, act);
  if (act.type === "supported") return support(state, act.by);
  if (act.type === "answered") return answer(state, act);
  if (act.type === "expert-named") return nameExpert(state, act);
  return report(state, act);
}

/** Acts that are not accepted change nothing, whenever they come. */
export function foldRequest(acts: readonly RequestAct[]): RequestState | undefined {
  let state: RequestState | undefined;
  for (const act of acts) {
    const answered = stepRequest(state, act);
    if (answered.accepted) ({ state } = answered);
  }
  return state;
}

function open(act: RequestAct & { readonly type: "opened" }): RequestAnswerOf {
  const { kind, by, about, questions, at } = act;
  if (about === by) return refused("asks-itself");
  const { answerDays, lapseDays } = requestParameters;
  return accepted({
    kind,
    by,
    openedAt: at,
    about,
    questions,
    stage: kind === "INFORMATION" ? "OPEN" : "GATHERING",
    supporters: [],
    answers: [],
    missed: false,
    candidates: [],
    experts: [],
    namedExpert: null,
    report: null,
    silent: [],
    deadline:
      kind === "INFORMATION"
        ? { at: daysAfter(at, answerDays), tick: "UNANSWERED" }
        : { at: daysAfter(at, lapseDays), tick: "LAPSED" },
  });
}

function support(state: RequestState, by: SeatId): RequestAnswerOf {
  if (state.kind === "INFORMATION") return refused("no-support-needed");
  if (state.stage !== "GATHERING") return refused("closed");
  if (by === state.about) return refused("subject-supports");
  if (by === state.by || state.supporters.includes(by)) return refused("already-supports");
  return accepted({ ...state, supporters: [...state.supporters, by] });
}

function answer(state: RequestState, act: RequestAct & { readonly type: "answered" }): RequestAnswerOf {
  const { by, at, answers } = act;
  const given: RequestAnswer = { by, at, answers, late: state.missed };
  if (state.kind === "STOCK_TAKE") {
    if (state.stage !== "TRIGGERED") return refused(state.stage === "GATHERING" ? "not-triggered" : "closed");
    if (answers.length !== state.questions.length) return refused("answers-missing");
    // A government may change its mind until the close; the last answer counts.
    return accepted({ ...state, answers: [...state.answers.filter((one) => one.by !== by), given] });
  }
  if (by !== state.about) return refused("not-asked");
  if (state.kind === "FACT_FINDING" && state.report === null) return refused("not-drawn");
  if (state.answers.length >= requestParameters.mostAnswers) return refused("too-many-answers");
  return accepted({ ...state, stage: "DONE", answers: [...state.answers, given], deadline: null });
}

function nameExpert(
  state: RequestState,
  act: RequestAct & { readonly type: "expert-named" },
): RequestAnswerOf {
  if (state.kind !== "FACT_FINDING" || act.by !== state.about) return refused("not-asked");
  if (state.stage !== "TRIGGERED" && state.stage !== "DRAWN") return refused("not-triggered");
  if (state.namedExpert !== null) return refused("already-named");
  if (state.deadline === null || act.at >= namingEnds(state.stage, state.deadline.at))
    return refused("naming-closed");
  return accepted({ ...state, namedExpert: act.expert });
}

/** Until the draw, and some days after it. */
function namingEnds(stage: RequestStage, deadline: Instant): Instant {
  const { reportDays, namingDays } = requestParameters;
  return daysAfter(deadline, stage === "DRAWN" ? namingDays - reportDays : namingDays);
}

function report(state: RequestState, act: RequestAct & { readonly type: "reported" }): RequestAnswerOf {
  if (state.kind !== "FACT_FINDING" || state.stage !== "DRAWN")
    return refused(state.report === null ? "not-drawn" : "already-reported");
  return accepted({
    ...state,
    stage: "DONE",
    report: { text: act.report, at: act.at, by: act.by },
    deadline: null,
  });
}

function tick(state: RequestState, act: RequestAct & { readonly type: "ticked" }): RequestAnswerOf {
  const { tick: what, at, names } = act;
  if (what === "TRIGGERED") {
    if (state.kind === "INFORMATION" || state.stage !== "GATHERING") return refused("other-tick");
    return accepted({
      ...state,
      stage: "TRIGGERED",
      candidates: names,
      deadline:
        state.kind === "FACT_FINDING"
          ? { at, tick: "DRAWN" }
          : { at: daysAfter(at, requestParameters.stockTakeDays), tick: "CLOSED" },
    });
  }
  if (state.deadline?.tick !== what) return refused("other-tick");
  if (at < state.deadline.at) return refused("not-yet-due");
  if (what === "DRAWN")
    return accepted({
      ...state,
      stage: "DRAWN",
      experts: names,
      deadline: { at: daysAfter(at, requestParameters.reportDays), tick: "OVERDUE" },
    });
  if (what === "LAPSED") return accepted({ ...state, stage: "LAPSED", deadline: null });
  if (what === "CLOSED")
    return accepted({ ...state, stage: "DONE", silent: names, missed: names.length > 0, deadline: null });
  // A late answer and a late report are taken all the same, and say that they are late.
  return accepted({ ...state, missed: true, deadline: null });
}

export interface SeatedPillar {
  readonly pillar: string;
  readonly seats: readonly SeatId[];
}

/** Of each pillar how many of its seats are behind the request, the requester included, the subject never. */
export function behind(state: RequestState, pillars: readonly SeatedPillar[]): ReadonlyMap<string, number> {
  const all = new Set([state.by, ...state.supporters].filter((seat) => seat !== state.about));
  return new Map(pillars.map(({ pillar, seats }) => [pillar, seats.filter((seat) => all.has(seat)).length]));
}

export interface StillNeeded {
  /** Governments alone. */
  readonly governments: number;
  /** Or these together; null where another pillar has no seat. */
  readonly mixed: {
    readonly governments: number;
    readonly industry: number;
    readonly civilSociety: number;
  } | null;
}

/** How many more seats must be behind it before it happens; the sentence and the outcome come from here. */
export function stillNeeded(state: RequestState, pillars: readonly SeatedPillar[]): StillNeeded {
  const seatsOf = (name: string) => pillars.find(({ pillar }) => pillar === name)?.seats ?? [];
  const there = behind(state, pillars);
  const more = (needed: number, have: number) => Math.max(0, needed - have);
  const toMajority = (name: string) => more(Math.floor(seatsOf(name).length / 2) + 1, there.get(name) ?? 0);
  const { othersForFacts, governmentsWithPillars, stockTakeShare } = requestParameters;
  const all = seatsOf("G");
  const ofGovernments = there.get("G") ?? 0;
  const facts = state.kind === "FACT_FINDING";
  const third = Math.max(1, Math.ceil((all.length * stockTakeShare.atLeast) / stockTakeShare.of));
  return {
    governments: facts
      ? more(othersForFacts, state.supporters.filter((seat) => all.includes(seat)).length)
      : more(third, ofGovernments),
    mixed:
      seatsOf("I").length === 0 || seatsOf("C").length === 0
        ? null
        : {
            governments: facts ? more(governmentsWithPillars, ofGovernments) : 0,
            industry: toMajority("I"),
            civilSociety: toMajority("C"),
          },
  };
}

/** Whether enough seats are behind it: then it happens, without anybody's consent. */
export function reachesNumber(state: RequestState, pillars: readonly SeatedPillar[]): boolean {
  if (state.kind === "INFORMATION" || state.stage !== "GATHERING") return false;
  const { governments, mixed } = stillNeeded(state, pillars);
  return (
    governments === 0 || (mixed !== null && mixed.governments + mixed.industry + mixed.civilSociety === 0)
  );
}

/** What a seat may not open beside what it has open: a flood, or the same question twice. */
export function mayOpen(
  act: RequestAct & { readonly type: "opened" },
  others: readonly RequestState[],
): RequestRefusal | undefined {
  const own = others.filter(({ by, stage }) => by === act.by && stage !== "DONE" && stage !== "LAPSED");
  const words = (questions: readonly string[]) =>
    questions.map((question) => question.toLowerCase().replaceAll(/\s+/g, " ").trim()).join("\n");
  if (
    own.some(
      ({ kind, about, questions }) =>
        kind === act.kind && about === act.about && words(questions) === words(act.questions),
    )
  )
    return "same-question-open";
  return own.filter(({ missed }) => !missed).length >= requestParameters.mostOpen
    ? "too-many-open"
    : undefined;
}
