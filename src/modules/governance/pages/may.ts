// Which forms a reader is shown for an item now, from what they could try; whether an act is accepted is decided when it is
// signed, by the engine.
import type { ItemState, SeatId } from "#core/decisions/index.ts";
import type { Doable } from "../items/queries.ts";
import { lastCall } from "./faces.ts";
import type { Doing } from "./item-frame.tsx";

const formsOf: Readonly<Record<Doable, readonly Doing[]>> = {
  position: ["position"],
  reply: ["reply"],
  answer: ["answer"],
  second: ["second"],
  cure: ["cure"],
  amend: ["amend"],
  consolidate: ["consolidate"],
  statement: ["statement"],
  challengeRecusal: ["challenge"],
  moveMerits: ["merits"],
  merits: ["ballot"],
  claimExclusion: ["exclusion"],
  acceptFacilitator: ["facilitator"],
  requestMinisters: ["ministers"],
  ruleOnRecusal: ["rule-recusal"],
  ruleOnExclusion: ["rule-exclusion"],
  compromise: ["compromise"],
  withdraw: ["withdraw"],
  checkForm: ["check"],
  drawPanel: ["panel"],
  nameFacilitator: ["name-facilitator"],
  debate: ["debate"],
  openCall: ["open-call"],
  declare: ["declare"],
};

export function doingsFor(state: ItemState, may: readonly Doable[]): readonly Doing[] {
  const discussing = state.item.class === "K0" && state.outcome === null && may.includes("statement");
  return [...(discussing ? (["object-to-discussing"] as const) : []), ...may.flatMap((one) => formsOf[one])];
}

export function isEligible(state: ItemState, seat: SeatId): boolean {
  const call = lastCall(state);
  return (
    call !== undefined && call.roster.seats.some(({ id }) => id === seat) && !call.recused.includes(seat)
  );
}

export interface PanelWaiting {
  readonly purpose: "RECUSAL" | "EXCLUSION" | "MEDIATION";
  /** Act of the challenge or claim. */
  readonly about: string | null;
  readonly seat: SeatId | null;
}

/** Panels that were asked for and not yet drawn. */
export function panelsWaiting(state: ItemState): readonly PanelWaiting[] {
  if (state.stage === "CLOSED") return [];
  return [
    ...state.challenges
      .filter(({ panel, ruling }) => ruling === null && panel.length === 0)
      .map(({ id, by }) => ({ purpose: "RECUSAL" as const, about: id, seat: by })),
    ...state.claims
      .filter(({ panel, ruling }) => ruling === null && panel.length === 0)
      .map(({ id, seat }) => ({ purpose: "EXCLUSION" as const, about: id, seat })),
    ...(state.stage === "MEDIATION" && state.mediators.length === 0
      ? [{ purpose: "MEDIATION" as const, about: null, seat: null }]
      : []),
  ];
}
