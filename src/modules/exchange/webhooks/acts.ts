// The acts of webhooks, and what each changes in the tables.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { DisabledFacts, RegisteredFacts, SecretFacts } from "./facts.ts";
import * as store from "./store.ts";

export const webhookRegistered = actKind<Facts, RegisteredFacts>(
  "webhook.registered",
  store.projectRegistered,
);
export const webhookSecretChanged = actKind<Facts, SecretFacts>(
  "webhook.secret-changed",
  store.projectSecret,
);
export const webhookDisabled = actKind<Facts, DisabledFacts>("webhook.disabled", store.projectDisabled);
export const webhookEnabled = actKind<Facts, Facts>("webhook.enabled", store.projectEnabled);
export const webhookRemoved = actKind<Facts, Facts>("webhook.removed", store.projectRemoved);

export const webhookActKinds = [
  webhookRegistered,
  webhookSecretChanged,
  webhookDisabled,
  webhookEnabled,
  webhookRemoved,
];
