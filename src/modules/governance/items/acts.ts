// The acts of an item, one kind for each thing that a person, an office or a clock does to it. No kind removes an item.
import type { Act, ActType } from "#core/decisions/index.ts";
import { actKind } from "#modules/record/index.ts";
import type { ActKind, AnyActKind } from "#modules/record/index.ts";
import type { ItemActFacts, ItemPrivate } from "./facts.ts";
import * as store from "./store.ts";

const names: { readonly [type in ActType]: string } = {
  roster: "item.roster-taken",
  submit: "item.submitted",
  second: "item.seconded",
  checkForm: "item.form-checked",
  cure: "item.cured",
  challengeRecusal: "item.recusal-challenged",
  drawPanel: "item.panel-drawn",
  ruleOnRecusal: "item.recusal-ruled",
  amend: "item.amendment-proposed",
  consolidate: "item.consolidated",
  openCall: "item.call-opened",
  position: "item.position-recorded",
  answer: "item.objection-answered",
  reply: "item.answer-replied",
  moveMerits: "item.merits-moved",
  merits: "item.merits-balloted",
  claimExclusion: "item.exclusion-claimed",
  ruleOnExclusion: "item.exclusion-ruled",
  nameFacilitator: "item.facilitator-named",
  acceptFacilitator: "item.facilitator-accepted",
  compromise: "item.compromise-published",
  requestMinisters: "item.ministers-requested",
  debate: "item.debate-recorded",
  statement: "item.statement-made",
  withdraw: "item.withdrawn",
  declare: "item.outcome-declared",
  tick: "item.deadline-passed",
};

const projections: Partial<Record<ActType, (typeof store)["projectAct"]>> = {
  submit: store.projectSubmitted,
  second: store.projectSeconded,
  position: store.projectPositions,
};

const kinds = new Map(
  (Object.keys(names) as ActType[]).map((type) => [
    type,
    actKind<ItemActFacts, ItemPrivate>(names[type], projections[type] ?? store.projectAct),
  ]),
);
const types = new Map((Object.keys(names) as ActType[]).map((type) => [names[type], type]));

export const itemActKinds: readonly AnyActKind[] = [...kinds.values()];

export function kindOf(type: Act["type"]): ActKind<ItemActFacts, ItemPrivate> {
  return kinds.get(type) as ActKind<ItemActFacts, ItemPrivate>;
}

/** Undefined for an act that is none of an item's. */
export function typeOf(name: string): ActType | undefined {
  return types.get(name);
}
