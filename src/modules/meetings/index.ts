// Meetings: when and where the scheme and its bodies meet, who is asked and who comes, what is on the agenda and who
// speaks on it, what is said and what is recorded.
import type { Module } from "#modules/record/index.ts";
import { meetingActKinds } from "./acts.ts";
import { apiDoors, apiRoutes } from "./api.ts";
import { startListing } from "./background.ts";
import { endFollowing } from "./live-events.ts";
import { pageDoors, pageRoutes } from "./pages/routes.tsx";

export { conveneMeeting } from "./commands/convene.ts";
export { getMeeting } from "./queries.ts";
export type { Meeting } from "./queries.ts";
export type { MeetingRow } from "./store.ts";

export const meetingsModule: Module = {
  name: "meetings",
  actKinds: meetingActKinds,
  doors: [...pageDoors, ...apiDoors],
  routes(app) {
    pageRoutes(app);
    apiRoutes(app);
  },
  background(base, onError) {
    const listing = startListing(base, onError);
    return {
      async stop() {
        endFollowing(base.database);
        await listing.stop();
      },
    };
  },
};
