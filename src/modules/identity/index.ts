// Identity: people, the roles they hold for organisations, how they sign in, and keys for programs.
export { authenticate, requireRecent } from "./authenticate.ts";
export { addressOf } from "./web/answers.ts";
export { mayTry } from "./rate-limit.ts";
export type { Limit } from "./rate-limit.ts";
export { configureIdentity } from "./settings.ts";
export type { IdentitySettings } from "./settings.ts";
export { peopleInRole, peopleOf, personName } from "./queries.ts";
export { bootstrapAdministrator, invitePerson, invitePersonAgain } from "./commands/invite-person.ts";
export { grantRole, withdrawRole } from "./commands/roles.ts";
export { registerPasskey, removePasskey } from "./commands/passkeys.ts";
export { makeRecoveryCodes, useRecoveryCode } from "./commands/recovery-codes.ts";
export { endApiKey, makeApiKey } from "./commands/api-keys.ts";
export { linkExternalLogin } from "./commands/external-login.ts";
export { officers, seedDemonstrationPeople } from "./seed.ts";
export type { DemonstrationOrganisation } from "./seed.ts";
export { identityModule } from "./module.ts";
