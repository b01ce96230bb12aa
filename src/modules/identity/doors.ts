// The rows of this module in the table of who may knock where.
import type { Door } from "#platform/http/access.ts";

const keepers = ["authority-administrator", "secretariat"] as const;

export const identityDoors: readonly Door[] = [
  { method: "GET", path: "/sign-in", allow: "everyone" },
  { method: "POST", path: "/sign-in/passkey/options", allow: "everyone" },
  { method: "POST", path: "/sign-in/passkey/verify", allow: "everyone" },
  { method: "GET", path: "/sign-in/recovery", allow: "everyone" },
  { method: "POST", path: "/sign-in/recovery", allow: "everyone" },
  { method: "GET", path: "/sign-in/oidc/:organisation", allow: "everyone" },
  { method: "GET", path: "/sign-in/oidc/:organisation/callback", allow: "everyone" },
  // Whose session ran out may still press the button.
  { method: "POST", path: "/sign-out", allow: "everyone" },
  // Answers as if it did not exist where the scheme is real.
  { method: "GET", path: "/enter", allow: "everyone" },
  { method: "POST", path: "/enter", allow: "everyone" },
  { method: "GET", path: "/invitation/:token", allow: "everyone" },
  { method: "POST", path: "/invitation/:token/passkey/options", allow: "everyone" },
  { method: "POST", path: "/invitation/:token/passkey/verify", allow: "everyone" },
  { method: "POST", path: "/invitation/:token/external-login", allow: "everyone" },
  { method: "GET", path: "/account", allow: "signed-in" },
  { method: "POST", path: "/account/passkeys/options", allow: "signed-in" },
  { method: "POST", path: "/account/passkeys/verify", allow: "signed-in" },
  { method: "POST", path: "/account/passkeys/remove", allow: "signed-in" },
  { method: "POST", path: "/account/recovery-codes", allow: "signed-in" },
  { method: "POST", path: "/account/external-login", allow: "signed-in" },
  { method: "POST", path: "/account/organisation", allow: "signed-in" },
  { method: "POST", path: "/account/sessions/end", allow: "signed-in" },
  { method: "POST", path: "/account/sessions/end-others", allow: "signed-in" },
  { method: "GET", path: "/authority/people", allow: keepers },
  { method: "GET", path: "/authority/people/invite", allow: keepers },
  { method: "POST", path: "/authority/people/invite", allow: keepers },
  { method: "GET", path: "/authority/people/:person", allow: keepers },
  { method: "POST", path: "/authority/people/:person/roles", allow: keepers },
  { method: "POST", path: "/authority/people/:person/withdraw", allow: keepers },
  { method: "POST", path: "/authority/people/:person/invite-again", allow: keepers },
  { method: "GET", path: "/authority/api-keys", allow: keepers },
  { method: "POST", path: "/authority/api-keys", allow: keepers },
  { method: "POST", path: "/authority/api-keys/:id/end", allow: keepers },
  { method: "GET", path: "/api/me", allow: "signed-in" },
  { method: "GET", path: "/api/api-keys", allow: keepers },
  { method: "POST", path: "/api/api-keys", allow: keepers },
  { method: "DELETE", path: "/api/api-keys/:id", allow: keepers },
];
