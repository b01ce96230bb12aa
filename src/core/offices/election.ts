// Where an election stands: a fold of its acts. Time enters only as the times of acts; what is due next is computed, and
// recorded by whoever looks first. An election always ends: with somebody elected, or by the chain of continuity.
import { addDays, addHours, byDay, laterOf } from "../decisions/clocks.ts";
import { fromHex } from "../encoding/bytes.ts";
import type {
  CallTerms,
  CastBallot,
  Ceremony,
  ElectionFile,
  Totals,
  Trustee,
  Voter,
  VoterGroup,
} from "../ballot/index.ts";
import type { OfficeCode } from "../kp/offices.ts";
import type { Continuity } from "../decisions/continuity.ts";

/** DECIDES: the ballot elects. ADVISES: the office is filled by the decision of an item; the ballot is told to it. */
export const electionEffects = ["DECIDES", "ADVISES"] as const;
export type ElectionEffect = (typeof electionEffects)[number];

export const nominationDays = 60;
export const mostCalls = 3;
/** Of a real election; of a practice one the same numbers are minutes. */
export const periods = { call: 14, keyGrace: 14, readGrace: 10 } as const;
/** No call of a real election is shorter. */
export const shortestWindowHours = 72;

export interface ElectorGroup extends VoterGroup {
  readonly pillars: readonly string[];
}

export interface ElectionCalled {
  readonly office: OfficeCode;
  /** Calendar year of the office. */
  readonly year: number;
  readonly effect: ElectionEffect;
  /** The item whose decision fills the office, where the ballot advises. */
  readonly item: string | null;
  /** Elects nobody to anything; what are days of a real election are minutes. */
  readonly practice: boolean;
  /** Of a practice election: how long nominations are open, and each call. */
  readonly minutes: number;
  readonly groups: readonly ElectorGroup[];
  /** How many candidates one ballot may support. */
  readonly most: number;
  /** UTC instants. */
  readonly nominationsUntil: string;
  readonly callsFrom: string;
  readonly timeZone: string;
  readonly trustees: readonly Trustee[];
  readonly threshold: number;
  readonly source: string;
}

export interface Candidate {
  readonly seat: string;
  readonly at: string;
  readonly statement: string;
  readonly withdrawnAt: string | null;
}

export interface CallState {
  readonly terms: CallTerms;
  readonly ballots: readonly CastBallot[];
  readonly decryptions: readonly (Uint8Array | null)[];
  readonly ended: {
    readonly at: string;
    readonly totals: Totals;
    readonly elected: string | null;
    readonly why: CallEnd;
  } | null;
}

/** OPENED · NO_BALLOTS · SINGLE_BALLOT of a group · NOT_OPENED: too few trustees came in time. */
export type CallEnd = "OPENED" | "NO_BALLOTS" | "SINGLE_BALLOT" | "NOT_OPENED";

export type ElectionEnd = "ELECTED" | "THREE_CALLS" | "NO_CANDIDATE" | "NO_KEY" | "TERM_BEGAN";

export interface ElectionResult {
  readonly at: string;
  readonly why: ElectionEnd;
  readonly elected: string | null;
  /** Where nobody was elected: who keeps the office, by the chain. */
  readonly continuity: Continuity | null;
}

export interface ElectionState {
  readonly id: string;
  readonly at: string;
  readonly called: ElectionCalled;
  readonly candidates: readonly Candidate[];
  readonly ceremony: Ceremony;
  /** How often trustees were named. */
  readonly naming: number;
  readonly calls: readonly CallState[];
  readonly ended: ElectionResult | null;
}

/** An act as its table keeps it: bytes as hexadecimal. */
export interface ProcedureAct {
  readonly act: string;
  readonly kind: string;
  readonly at: string;
  readonly organisation: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Undefined when the first act does not call an election. Acts were accepted when they were recorded. */
export function foldElection(id: string, acts: readonly ProcedureAct[]): ElectionState | undefined {
  const [first, ...rest] = acts;
  if (first?.kind !== "election.called") return undefined;
  const called = first.facts as unknown as ElectionCalled;
  let state: ElectionState = {
    id,
    at: first.at,
    called,
    candidates: [],
    ceremony: ceremonyOf(id, 1, called),
    naming: 1,
    calls: [],
    ended: null,
  };
  for (const act of rest) state = step(state, act);
  return state;
}

function ceremonyOf(
  id: string,
  naming: number,
  { trustees, threshold }: Pick<ElectionCalled, "trustees" | "threshold">,
): Ceremony {
  const nobody = trustees.map(() => null);
  return {
    terms: { election: `election:${id}:${naming}`, trustees, threshold },
    enrolments: nobody,
    deals: nobody,
    confirmations: nobody,
  };
}

function step(state: ElectionState, { kind, at, facts }: ProcedureAct): ElectionState {
  const text = (name: string): string => String(facts[name]);
  switch (kind) {
    case "election.nominated":
      return {
        ...state,
        candidates: [
          ...state.candidates.filter(({ seat }) => seat !== text("seat")),
          { seat: text("seat"), at, statement: text("statement"), withdrawnAt: null },
        ],
      };
    case "election.nomination-withdrawn":
      return {
        ...state,
        candidates: state.candidates.map((one) =>
          one.seat === text("seat") ? { ...one, withdrawnAt: at } : one,
        ),
      };
    case "election.trustees-named": {
      const naming = state.naming + 1;
      const named = facts as unknown as Pick<ElectionCalled, "trustees" | "threshold">;
      return { ...state, naming, ceremony: ceremonyOf(state.id, naming, named) };
    }
    case "election.trustee-spoke": {
      const list = text("step") as "enrolments" | "deals" | "confirmations";
      const messages = state.ceremony[list].with(Number(facts["place"]), fromHex(text("message")));
      return { ...state, ceremony: { ...state.ceremony, [list]: messages } };
    }
    case "election.call-opened":
      return {
        ...state,
        calls: [
          ...state.calls,
          {
            terms: facts as unknown as CallTerms,
            ballots: [],
            decryptions: state.ceremony.terms.trustees.map(() => null),
            ended: null,
          },
        ],
      };
    case "election.ballot-cast":
      return changeLast(state, (call) => ({
        ...call,
        ballots: [...call.ballots, { seat: text("seat"), at, ballot: fromHex(text("ballot")) }],
      }));
    case "election.sums-decrypted":
      return changeLast(state, (call) => ({
        ...call,
        decryptions: call.decryptions.with(Number(facts["place"]), fromHex(text("message"))),
      }));
    case "election.call-ended": {
      const { totals, elected, why } = facts as unknown as NonNullable<CallState["ended"]>;
      return changeLast(state, (call) => ({ ...call, ended: { at, totals, elected, why } }));
    }
    case "election.ended": {
      const { why, elected, continuity } = facts as unknown as ElectionResult;
      return { ...state, ended: { at, why, elected, continuity } };
    }
    default:
      return state;
  }
}

function changeLast(state: ElectionState, change: (call: CallState) => CallState): ElectionState {
  return {
    ...state,
    calls: state.calls.map((call, i) => (i === state.calls.length - 1 ? change(call) : call)),
  };
}

export function standing({ candidates }: Pick<ElectionState, "candidates">): readonly Candidate[] {
  return candidates.filter(({ withdrawnAt }) => withdrawnAt === null);
}

export type ElectionStage = "NOMINATIONS" | "WAITING" | "CALL" | "COUNTING" | "ENDED";

export function stageAt(state: ElectionState, now: string): ElectionStage {
  if (state.ended !== null) return "ENDED";
  const last = state.calls.at(-1);
  if (last !== undefined && last.ended === null) return now < last.terms.closesAt ? "CALL" : "COUNTING";
  if (now < state.called.nominationsUntil) return "NOMINATIONS";
  return "WAITING";
}

/** What the clock or the trustees have made due; null: nothing. */
export type ElectionEvent =
  | { readonly event: "OPEN_CALL"; readonly number: number }
  | { readonly event: "COUNT_CALL"; readonly number: number; readonly lastDay: boolean }
  | { readonly event: "END"; readonly why: ElectionEnd };

export function dueAt(state: ElectionState, now: string, isKeyReady: boolean): ElectionEvent | null {
  const { called, calls } = state;
  if (state.ended !== null) return null;
  const last = calls.at(-1);
  if (last !== undefined && last.ended === null) {
    if (now < last.terms.closesAt) return null;
    const lastDay = now >= after(called, last.terms.closesAt, periods.readGrace);
    return { event: "COUNT_CALL", number: last.terms.call, lastDay };
  }
  if (last?.ended?.elected !== null && last?.ended?.elected !== undefined)
    return { event: "END", why: "ELECTED" };
  if (calls.length >= mostCalls) return { event: "END", why: "THREE_CALLS" };
  if (!called.practice && now >= termBegins(called)) return { event: "END", why: "TERM_BEGAN" };
  if (now < called.callsFrom) return null;
  if (standing(state).length === 0) return { event: "END", why: "NO_CANDIDATE" };
  if (isKeyReady) return { event: "OPEN_CALL", number: calls.length + 1 };
  return now >= after(called, called.callsFrom, periods.keyGrace) ? { event: "END", why: "NO_KEY" } : null;
}

export function termBegins({ year }: Pick<ElectionCalled, "year">): string {
  return `${year}-01-01T00:00:00.000Z`;
}

/** Days; of a practice election minutes. */
export function after(
  { practice }: Pick<ElectionCalled, "practice">,
  instant: string,
  period: number,
): string {
  return practice ? addHours(instant, period / 60) : addDays(instant, period);
}

/** A real call ends by day at the host's, and is never shorter than 72 hours. */
export function closingOf(called: ElectionCalled, opensAt: string): string {
  if (called.practice) return after(called, opensAt, called.minutes);
  const closes = laterOf(addDays(opensAt, periods.call), addHours(opensAt, shortestWindowHours));
  return byDay(closes, called.timeZone);
}

/** Everybody of the groups' pillars but the candidates, who are recused. */
export function votersOf(
  { called, candidates }: Pick<ElectionState, "called" | "candidates">,
  seats: readonly { readonly code: string; readonly pillar: string }[],
): readonly Voter[] {
  const recused = new Set(standing({ candidates }).map(({ seat }) => seat));
  return seats.flatMap(({ code, pillar }) => {
    const group = called.groups.find(({ pillars }) => pillars.includes(pillar));
    return group === undefined || recused.has(code) ? [] : [{ seat: code, group: group.id }];
  });
}

/** What anybody verifies. */
export function fileOfElection({ ceremony, calls }: ElectionState): ElectionFile {
  return {
    ceremony,
    calls: calls.map(({ terms, ballots, decryptions, ended }) => ({
      terms,
      ballots,
      decryptions,
      announced: ended === null ? null : { totals: ended.totals, elected: ended.elected },
    })),
  };
}
