// When an objection counts: the six formal tests, a reply to what was answered, and the rare test of merits. The form on
// the page asks the same functions, so nobody learns only afterwards that an objection was incomplete.
import type { Objection } from "./acts.ts";
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import { lastCall, seatIn, versionOf } from "./begin.ts";
import type { SeatId } from "./item.ts";
import { limits, meritsShare, minSeats } from "./parameters.ts";
import type { AnswerToObjection, Call, ItemState, Position } from "./state.ts";

/**
 * V1 names a clause of the current version · V2 a ground and an explanation of 200 characters · V3 a cure · V4 an
 * accredited delegate of a seat that is not recused · V5 inside the window of an open call · V6 not answered already,
 * or the answer has its reply.
 */
export interface ObjectionCheck {
  readonly V1: boolean;
  readonly V2: boolean;
  readonly V3: boolean;
  readonly V4: boolean;
  readonly V5: boolean;
  readonly V6: boolean;
  readonly valid: boolean;
  /** Characters of the explanation that are missing. */
  readonly missingCharacters: number;
  /** The answer that wants a reply. */
  readonly unanswered: string | null;
}

export interface ObjectionForm {
  readonly seat: SeatId;
  readonly clause: string | null;
  readonly objection: Objection;
  readonly accredited: boolean;
  readonly at: string;
}

export function lengthOf(text: string): number {
  return Array.from(text.trim().replaceAll(/\s+/gu, " ")).length;
}

function grounded(objection: Objection): boolean {
  return objection.ground !== null && lengthOf(objection.explanation) >= limits.explanationCharacters;
}

function curable(objection: Objection): boolean {
  const { cure } = objection;
  if (cure === null) return false;
  return lengthOf("text" in cure ? cure.text : cure.condition) > 0;
}

export function isComplete(objection: Objection): boolean {
  return grounded(objection) && curable(objection);
}

export function checkObjection(state: ItemState, form: ObjectionForm): ObjectionCheck {
  const call = lastCall(state);
  const open = state.stage === "CALL" && call !== undefined;
  const clauses = state.versions.length === 0 ? [] : versionOf(state).clauses;
  const V1 = form.clause !== null && clauses.some((clause) => clause.id === form.clause);
  const V2 = grounded(form.objection);
  const V3 = curable(form.objection);
  const V4 =
    form.accredited &&
    seatIn((open ? call.roster : state.roster)?.seats, form.seat) !== undefined &&
    !(open && call.recused.includes(form.seat));
  const V5 = open && form.at >= call.opensAt && (form.at < call.closesAt || state.frozenSince !== null);
  const waiting =
    form.clause === null
      ? undefined
      : unrepliedAnswer(state, form.seat, form.clause, form.objection.ground, call?.number ?? 0);
  const V6 = waiting === undefined;
  return {
    V1,
    V2,
    V3,
    V4,
    V5,
    V6,
    valid: V1 && V2 && V3 && V4 && V5 && V6,
    missingCharacters: Math.max(0, limits.explanationCharacters - lengthOf(form.objection.explanation)),
    unanswered: waiting?.id ?? null,
  };
}

/** An answer of an earlier round to the same seat on the same clause, ground and wording, that has no reply. */
function unrepliedAnswer(
  state: ItemState,
  seat: SeatId,
  clause: string,
  ground: string | null,
  call: number,
): AnswerToObjection | undefined {
  if (state.answers.length === 0) return undefined;
  const version = state.versions[(state.calls[call - 1]?.version ?? state.versions.length) - 1];
  const text = version?.clauses.find((one) => one.id === clause)?.text;
  return state.answers.find(
    (answer) =>
      answer.reply === null &&
      answer.call < call &&
      answer.seat === seat &&
      answer.clause === clause &&
      answer.ground === ground &&
      answer.clauseText === text,
  );
}

/** What a recorded objection counts for, and why if for nothing. */
export type Standing = "SUSTAINED" | "INCOMPLETE" | "WITHOUT_REPLY" | "SET_ASIDE" | "LAPSED";

export function standingOf(
  state: ItemState,
  call: Call,
  clause: string,
  position: Position,
  guards: Guards = everyGuard,
): Standing {
  const { objection } = position;
  if (objection === null || !position.complete) return "INCOMPLETE";
  if (position.lapsed) return "LAPSED";
  if (
    guards.reply &&
    unrepliedAnswer(state, position.seat, clause, objection.ground, call.number) !== undefined
  )
    return "WITHOUT_REPLY";
  return isSetAside(state, call, clause, position) ? "SET_ASIDE" : "SUSTAINED";
}

/** Three quarters of the eligible seats of every pillar with three seats or more say that it is foreign to the purposes. */
function isSetAside(state: ItemState, call: Call, clause: string, position: Position): boolean {
  const motion = state.motions.find(
    (one) => one.seat === position.seat && one.clause === clause && one.position === position.act,
  );
  if (motion === undefined) return false;
  const eligible = call.roster.seats.filter((seat) => !call.recused.includes(seat.id));
  const pillarOf = new Map(eligible.map((seat) => [seat.id, seat.pillar]));
  if (new Set(motion.movers.map((seat) => pillarOf.get(seat))).size < 2) return false;
  let judged = false;
  for (const pillar of new Set(eligible.map((seat) => seat.pillar))) {
    const seats = eligible.filter((seat) => seat.pillar === pillar);
    if (seats.length < minSeats) continue;
    judged = true;
    const judges = seats.filter((seat) => seat.id !== position.seat);
    const unrelated = judges.filter((seat) => motion.ballots[seat.id] === true).length;
    if (unrelated * meritsShare.of < judges.length * meritsShare.part) return false;
  }
  return judged;
}

/** Sustained objections on a clause that have no written answer yet. */
export function unansweredObjections(
  state: ItemState,
  call: Call,
  clause: string,
  guards: Guards = everyGuard,
): Position[] {
  return sustainedObjections(state, call, clause, guards).filter(
    (position) =>
      !state.answers.some(
        (answer) =>
          answer.seat === position.seat &&
          answer.clause === clause &&
          answer.ground === (position.objection?.ground ?? null),
      ),
  );
}

export function sustainedObjections(
  state: ItemState,
  call: Call,
  clause: string,
  guards: Guards = everyGuard,
): Position[] {
  const recused = new Set(guards.recused ? call.recused : []);
  return call.roster.seats.flatMap((seat) => {
    const position = recused.has(seat.id) ? undefined : call.positions[seat.id]?.[clause];
    return position?.code === "O" && standingOf(state, call, clause, position, guards) === "SUSTAINED"
      ? [position]
      : [];
  });
}
