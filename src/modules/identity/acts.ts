// The acts of this module: who was invited, which roles they hold, by what they sign in, which keys programs hold.
// The public part names an organisation and nothing else; names, roles, credentials and hashes are private and salted.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type {
  ApiKeyFacts,
  ExternalLoginFacts,
  ForOrganisation,
  GrantedFacts,
  InvitedFacts,
  PasskeyFacts,
  PasskeyRemovedFacts,
  RecoveryCodeUsedFacts,
  RecoveryCodesFacts,
  WithdrawnFacts,
} from "./facts.ts";
import * as store from "./store.ts";

export const personInvited = actKind<ForOrganisation, InvitedFacts>("person.invited", store.savePeople);

/** A new link for somebody who lost every means of sign-in: whoever holds it becomes them, so it is on the record. */
export const personReinvited = actKind<ForOrganisation, Facts>("person.reinvited", () => Promise.resolve());

export const roleGranted = actKind<ForOrganisation, GrantedFacts>("role.granted", store.saveGrants);

export const roleWithdrawn = actKind<ForOrganisation, WithdrawnFacts>("role.withdrawn", store.withdrawGrants);

export const passkeyRegistered = actKind<Facts, PasskeyFacts>("passkey.registered", store.savePasskeys);

export const passkeyRemoved = actKind<Facts, PasskeyRemovedFacts>("passkey.removed", store.removePasskeys);

export const recoveryCodesMade = actKind<Facts, RecoveryCodesFacts>(
  "recovery-codes.made",
  store.saveRecoveryCodes,
);

export const recoveryCodeUsed = actKind<Facts, RecoveryCodeUsedFacts>(
  "recovery-code.used",
  store.useRecoveryCodes,
);

export const externalLoginLinked = actKind<ForOrganisation, ExternalLoginFacts>(
  "external-login.linked",
  store.saveExternalLogins,
);

export const apiKeyMade = actKind<ForOrganisation, ApiKeyFacts>("api-key.made", store.saveApiKeys);

export const apiKeyEnded = actKind<ForOrganisation, Facts>("api-key.ended", store.endApiKeys);

export const identityActKinds: readonly AnyActKind[] = [
  personInvited,
  personReinvited,
  roleGranted,
  roleWithdrawn,
  passkeyRegistered,
  passkeyRemoved,
  recoveryCodesMade,
  recoveryCodeUsed,
  externalLoginLinked,
  apiKeyMade,
  apiKeyEnded,
];
