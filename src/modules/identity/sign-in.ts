// What comes of an attempt to sign in: a session to begin, or a reason of a closed union with a sentence in the locale files.
import type { NewSession } from "./sessions.ts";

export const signInRefusals = [
  /** Never given, used before, or older than five minutes. */
  "challenge-unknown",
  "passkey-unknown",
  "passkey-wrong",
  /** Its counter went back: two devices hold the same key. */
  "passkey-copied",
  "code-wrong",
  /** Known, but holds no role (for the ministry whose provider vouched). */
  "no-role",
  "too-many-tries",
  "invitation-unknown",
  "provider-unknown",
  "provider-unreachable",
  /** The provider said no, or the person did, there. */
  "provider-refused",
  /** Its answer does not prove who it is: signature, audience, nonce, time. */
  "provider-answer-wrong",
  "login-not-linked",
  "login-linked-to-another",
] as const;

export type SignInRefusal = (typeof signInRefusals)[number];

export type SignInResult =
  | { readonly ok: true; readonly session: NewSession }
  | { readonly ok: false; readonly reason: SignInRefusal };

/** Where to go on: a path of this very site, never another's. Hostile: from the address. */
export function safeBack(path: string | undefined, otherwise: string): string {
  if (path === undefined || path.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path))
    return otherwise;
  return path.startsWith("/sign-in") || path.startsWith("/sign-out") || path.startsWith("/enter")
    ? otherwise
    : path;
}
