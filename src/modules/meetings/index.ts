// Meetings: when and where the scheme and its bodies meet, who is asked and who comes, what is on the agenda and who
// speaks on it, what is said and what is recorded.
import type { Module } from "#modules/record/index.ts";
import { meetingActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";

export { conveneMeeting } from "./commands/convene.ts";
export { getMeeting } from "./queries.ts";
export type { Meeting } from "./queries.ts";
export type { MeetingRow } from "./store.ts";

export const meetingsModule: Module = {
  name: "meetings",
  actKinds: meetingActKinds,
  doors: [...apiDoors],
  routes(app) {
    apiRoutes(app);
  },
};
