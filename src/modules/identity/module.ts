// The front of this module to the server: its doors, its acts, its routes.
import type { Module } from "#modules/record/index.ts";
import { identityActKinds } from "./acts.ts";
import { apiRoutes } from "./api.ts";
import { identityDoors } from "./doors.ts";
import { accountRoutes } from "./web/account.tsx";
import { apiKeyRoutes } from "./web/api-keys.tsx";
import { enterRoutes } from "./web/enter.tsx";
import { invitationRoutes } from "./web/invitation.tsx";
import { peopleRoutes } from "./web/people.tsx";
import { signInRoutes } from "./web/sign-in.tsx";

export const identityModule: Module = {
  name: "identity",
  doors: identityDoors,
  actKinds: identityActKinds,
  routes(app) {
    signInRoutes(app);
    enterRoutes(app);
    invitationRoutes(app);
    accountRoutes(app);
    peopleRoutes(app);
    apiKeyRoutes(app);
    apiRoutes(app);
  },
};
