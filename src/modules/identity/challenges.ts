// Challenges: random values that a sign-in ceremony must bring back, once, within five minutes, for the same purpose.
import type { Ctx } from "#modules/record/index.ts";
import { randomToken } from "#platform/keys/random.ts";
import { tokenHash } from "./secrets.ts";
import { insertChallenge, takeChallenge } from "./working/store.ts";

export type ChallengePurpose = "passkey-sign-in" | "passkey-registration" | "external-login";

const challengeMinutes = 5;

type Base = Pick<Ctx, "database" | "clock">;

/** Returns the value; only its digest is kept. */
export async function issueChallenge(base: Base, purpose: ChallengePurpose, data: unknown): Promise<string> {
  const value = randomToken();
  await insertChallenge(
    { db: base.database.kysely },
    {
      id: tokenHash(value),
      purpose,
      data,
      endsAt: new Date(base.clock() + challengeMinutes * 60_000).toISOString(),
    },
  );
  return value;
}

/**
 * What was kept with the challenge; undefined when it was never given, given for something else, ran out, or was used.
 * It is used up by asking, whatever becomes of the ceremony.
 */
export async function redeemChallenge(
  base: Base,
  purpose: ChallengePurpose,
  value: string,
): Promise<{ readonly data: unknown } | undefined> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(value)) return undefined;
  return takeChallenge(
    { db: base.database.kysely },
    tokenHash(value),
    purpose,
    new Date(base.clock()).toISOString(),
  );
}
