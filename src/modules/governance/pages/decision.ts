// A closed item as a decision: which clauses stand, and who supported, objected, stood aside or was silent at its last call.
import { silentSeats } from "#core/decisions/index.ts";
import type {
  Clause,
  ItemClass,
  ItemOutcome,
  ItemState,
  PositionCode,
  RuleSetId,
  SeatId,
} from "#core/decisions/index.ts";
import { clausesShown, lastCall, objectionsIn } from "./faces.ts";
import type { ObjectionFace } from "./faces.ts";

export interface Decision {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly titleLanguage: string;
  readonly language: string;
  readonly class: ItemClass;
  readonly rule: RuleSetId;
  readonly outcome: ItemOutcome;
  readonly at: string;
  readonly adopted: readonly Clause[];
  /** Clauses of the last text that were not adopted. */
  readonly left: readonly string[];
  readonly sponsors: readonly SeatId[];
  readonly seconders: readonly SeatId[];
  readonly supported: readonly SeatId[];
  readonly reservations: readonly { readonly seat: SeatId; readonly words: string }[];
  readonly aside: readonly SeatId[];
  readonly objections: readonly ObjectionFace[];
  readonly silent: readonly SeatId[];
  readonly recused: readonly SeatId[];
  readonly statements: number;
}

type Named = Pick<Decision, "id" | "reference" | "title" | "titleLanguage" | "language" | "class" | "rule">;

/** Null while the item is open. */
export function decisionOf(named: Named, state: ItemState): Decision | null {
  const { outcome } = state;
  if (outcome === null) return null;
  const call = lastCall(state);
  const clauses = clausesShown(state);
  const held = (...codes: PositionCode[]): readonly SeatId[] =>
    call === undefined
      ? []
      : Object.entries(call.positions)
          .filter(([, byClause]) => Object.values(byClause).some(({ code }) => codes.includes(code)))
          .map(([seat]) => seat);
  return {
    ...named,
    outcome,
    at: outcome.at,
    adopted: clauses.filter(({ id }) => outcome.adopted.includes(id)),
    left:
      outcome.adopted.length === 0
        ? []
        : clauses.map(({ id }) => id).filter((id) => !outcome.adopted.includes(id)),
    sponsors: state.sponsors,
    seconders: state.seconders,
    supported: held("S"),
    reservations:
      call === undefined
        ? []
        : held("R").map((seat) => ({
            seat,
            words: Object.values(call.positions[seat] ?? {}).find(({ code }) => code === "R")?.words ?? "",
          })),
    aside: held("A"),
    objections: call === undefined ? [] : objectionsIn(state, call),
    silent: call === undefined ? [] : silentSeats(call),
    recused: call?.recused ?? [],
    statements: state.statements.length,
  };
}
