// What the pages show of items, seats and positions: plain values, made from the engine's states.
import { eligibleSeats, standingOf } from "#core/decisions/index.ts";
import type {
  Call,
  Clause,
  ItemClass,
  ItemState,
  OutcomeCode,
  PillarId,
  Position,
  PositionCode,
  SeatId,
  Stage,
  Standing,
  Version,
} from "#core/decisions/index.ts";

/** The columns of the board, in their order. */
export const columns = ["tabled", "discussed", "open", "blocked", "adopted", "carried"] as const;
export type Column = (typeof columns)[number];

/** "Carried" also holds what was withdrawn or never was in due form: it ended without an answer of the body. */
export function columnOf(stage: Stage, outcome: OutcomeCode | null): Column {
  switch (outcome) {
    case "ADOPTED_CONSENSUS":
    case "ADOPTED_WITH_RESERVATIONS":
    case "ADOPTED_WITH_DISSENT":
      return "adopted";
    case "NOT_ADOPTED":
    case "NOT_LISTED":
      return "blocked";
    case "RECORDED":
      return "discussed";
    case "NO_DECISION":
    case "WITHDRAWN":
    case "REJECTED_FORM":
      return "carried";
    case null:
      break;
  }
  switch (stage) {
    case "DISCUSSION":
      return "discussed";
    case "CALL":
      return "open";
    case "FACILITATION":
    case "ANSWERS":
    case "MEDIATION":
    case "MINISTERIAL":
      return "blocked";
    case "DRAFT":
    case "SUBMITTED":
    case "LISTED":
    case "CLOSED":
      return "tabled";
  }
}

export function wholeDays(from: string, to: string): number {
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000));
}

export function lastCall(state: ItemState): Call | undefined {
  return state.calls.at(-1);
}

/** The version on which positions stand now: that of the last call, or the newest. */
export function versionShown(state: ItemState): Version | undefined {
  const call = lastCall(state);
  const newest = state.versions.at(-1);
  return call !== undefined && call.closedAt === null
    ? (state.versions.find(({ number }) => number === call.version) ?? newest)
    : newest;
}

export function clausesShown(state: ItemState): readonly Clause[] {
  return versionShown(state)?.clauses ?? state.item.clauses;
}

/** The seats of a pillar that a call counts, in the order of the roster. */
export function seatsOfPillar(call: Call, pillar: PillarId): readonly SeatId[] {
  return eligibleSeats(call)
    .filter((seat) => seat.pillar === pillar)
    .map(({ id }) => id);
}

/** What stands recorded of a seat on a clause, as it counts: an objection that is not whole counts as "U", one that lapsed as "N". */
export function codeOf(state: ItemState, call: Call, seat: SeatId, clause: string): PositionCode {
  const position = call.positions[seat]?.[clause];
  if (position === undefined) return "N";
  if (position.code !== "O") return position.code;
  const standing = standingOf(state, call, clause, position);
  return standing === "SUSTAINED" ? "O" : standing === "LAPSED" ? "N" : "U";
}

export interface ObjectionFace {
  readonly seat: SeatId;
  readonly clauses: readonly string[];
  readonly position: Position;
  /** "OPPOSED": no objection was tried. */
  readonly standing: Standing | "OPPOSED";
}

/** O and U in force in a call, one for each seat, act and standing, with the clauses it names. */
export function objectionsIn(state: ItemState, call: Call): readonly ObjectionFace[] {
  const faces = new Map<string, { -readonly [key in keyof ObjectionFace]: ObjectionFace[key] }>();
  for (const [seat, byClause] of Object.entries(call.positions))
    for (const [clause, position] of Object.entries(byClause)) {
      if (position.code !== "O" && position.code !== "U") continue;
      const standing = position.code === "O" ? standingOf(state, call, clause, position) : "OPPOSED";
      const key = `${position.act} ${standing}`;
      const known = faces.get(key);
      if (known === undefined) faces.set(key, { seat, clauses: [clause], position, standing });
      else known.clauses = [...known.clauses, clause];
    }
  return [...faces.values()];
}

/** One row of the board and the list. */
export interface ItemCard {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly class: ItemClass;
  readonly stage: Stage;
  readonly outcome: OutcomeCode | null;
  readonly since: string;
  readonly tabledAt: string;
  readonly deadline: string | null;
  readonly callCloses: string | null;
  readonly objectors: readonly { readonly seat: SeatId; readonly reasoned: boolean }[];
  readonly silent: readonly SeatId[];
}
