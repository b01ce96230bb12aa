// Governance: who has a seat and who speaks for it; the items that seats table, discuss and decide; what was decided.
import type { Module } from "#modules/record/index.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { startClock } from "./background.ts";
import { itemActKinds } from "./items/acts.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";
import { replayDoors, replayRoutes } from "./pages/replay/routes.tsx";
import { seatActKinds } from "./seats/acts.ts";

export * from "./items/commands/index.ts";
export * from "./items/inputs.ts";
export { seedDemonstrationItems } from "./items/seed.ts";
export { passDueDeadlines } from "./background.ts";
export {
  boardOf,
  duressMarks,
  findItem,
  listItems,
  mayDo,
  myPositions,
  registerOf,
  silenceOf,
} from "./items/queries.ts";
export type {
  BoardCard,
  Doable,
  ItemView,
  ListedItem,
  MyPositions,
  RegisterEntry,
  SeatSilence,
} from "./items/queries.ts";
export type { ItemFacts } from "./items/facts.ts";
export type { ItemFilter, ItemRow } from "./items/store.ts";

export { delegateAccredited, seatEntrusted } from "./seats/acts.ts";
export { accreditSeat } from "./seats/commands/accredit-seat.ts";
export { accreditDelegate } from "./seats/commands/accredit-delegate.ts";
export { contestRepresentation } from "./seats/commands/contest-representation.ts";
export { entrustSeat } from "./seats/commands/entrust-seat.ts";
export { listPillar } from "./seats/commands/list-pillar.ts";
export { revokeDelegate } from "./seats/commands/revoke-delegate.ts";
export { setBodyRules } from "./seats/commands/set-body-rules.ts";
export {
  bodiesOn,
  contestsOf,
  delegatesOf,
  delegationOf,
  pillarsKnown,
  plenary,
  seatOfOrganisation,
  seatsNow,
  seatsOn,
} from "./seats/queries.ts";
export type { Body, DelegateShown, Delegation, Pillar, SeatOnDay } from "./seats/queries.ts";
export {
  chairOrganisation,
  demonstrationOrganisations,
  seedDemonstrationDelegates,
  seedDemonstrationSeats,
} from "./seats/seed.ts";

export { requestsModule } from "./requests/index.ts";
export { seedDemonstrationRequests } from "./requests/seed.ts";
export { speakersOf } from "./seats/speakers.ts";

export const governanceModule: Module = {
  name: "governance",
  actKinds: [...seatActKinds, ...itemActKinds],
  doors: [...replayDoors, ...pageDoors, ...apiDoors],
  routes(app) {
    // Before the pages: its addresses are among those of decisions.
    replayRoutes(app);
    pageRoutes(app);
    apiRoutes(app);
  },
  background: startClock,
};
