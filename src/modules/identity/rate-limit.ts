// Slows down whoever tries doors: a bucket of tries per address and per person, in memory, refilled with time.
// One process forgets at restart and does not hear of the others: the secrets are long enough without it.

interface Bucket {
  tries: number;
  at: number;
}

export interface Limit {
  readonly tries: number;
  /** Milliseconds until one try comes back. */
  readonly refill: number;
}

export const perAddress: Limit = { tries: 40, refill: 2_000 };
export const perPerson: Limit = { tries: 6, refill: 60_000 };

const most = 20_000;
const buckets = new Map<string, Bucket>();

/** Takes one try; false when there is none left. `now` in milliseconds. */
export function mayTry(limit: Limit, key: string, now: number): boolean {
  const bucket = buckets.get(key) ?? { tries: limit.tries, at: now };
  const back = Math.max(0, Math.floor((now - bucket.at) / limit.refill));
  const tries = Math.min(limit.tries, bucket.tries + back);
  // Put anew at the end, so that the oldest is the one longest unused.
  buckets.delete(key);
  if (buckets.size >= most) buckets.delete(buckets.keys().next().value as string);
  buckets.set(key, {
    tries: Math.max(0, tries - 1),
    at: tries === limit.tries ? now : bucket.at + back * limit.refill,
  });
  return tries > 0;
}

export function forgetTries(): void {
  buckets.clear();
}
