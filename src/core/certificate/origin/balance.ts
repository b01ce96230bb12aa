// The balance of an incoming certificate: what was received, less what other certificates drew, less what was lost or
// stayed. It never goes below zero: not in all, not for a code, not for a country of origin where that is known.
import type { RoughCode } from "#core/kp/goods.ts";
import type { Pool, Received } from "./received.ts";

/** Carats taken out of one pool, whatever became of them. */
export interface Taking {
  readonly code: RoughCode;
  /** Null: out of what has no country of its own. */
  readonly origin: string | null;
  readonly carats: bigint;
}

/** What can happen to goods here, so that they leave on no certificate. */
export const lossKinds = [
  /** Dust and fragments sorted out. */
  "SORTING",
  /** Dirt and coating, which acid takes off. */
  "BOILING",
  /** Cut here: worked stones are no rough diamonds any more. */
  "CUTTING",
  /** Sold, or kept, within the Participant. */
  "STAYED",
] as const;
export type LossKind = (typeof lossKinds)[number];

export type TakingRefusal =
  | { readonly code: "NOT_POSITIVE" }
  | { readonly code: "NOT_IN_SOURCE" }
  /** The certificate brought nothing of this code that is known to be of this country. */
  | { readonly code: "NOT_OF_COUNTRY" }
  | { readonly code: "MORE_THAN_LEFT"; readonly left: bigint };

/** What is left in each pool. */
export function leftOf(received: Received, takings: readonly Taking[]): readonly Pool[] {
  return received.pools.map((pool) => {
    const own = sum(takings.filter((taking) => isOf(taking, pool)));
    const open =
      (received.perCode.get(pool.code) ?? 0n) - sum(takings.filter(({ code }) => code === pool.code));
    const left = least(pool.carats - own, open);
    return { ...pool, carats: left > 0n ? left : 0n };
  });
}

export function totalLeft(received: Received, takings: readonly Taking[]): bigint {
  let total = 0n;
  for (const [code, arrived] of received.perCode) {
    const left = arrived - sum(takings.filter((taking) => taking.code === code));
    if (left > 0n) total += left;
  }
  return total;
}

/** Undefined when it may be taken. */
export function refusalOf(
  received: Received,
  before: readonly Taking[],
  taking: Taking,
): TakingRefusal | undefined {
  if (taking.carats <= 0n) return { code: "NOT_POSITIVE" };
  const pool = leftOf(received, before).find((candidate) => isOf(taking, candidate));
  if (pool === undefined) return { code: taking.origin === null ? "NOT_IN_SOURCE" : "NOT_OF_COUNTRY" };
  return taking.carats > pool.carats ? { code: "MORE_THAN_LEFT", left: pool.carats } : undefined;
}

/** The pool that a taking without a country means: the one of its code where there is only one. */
export function withOrigin<T extends Taking>(received: Received, taking: T): T {
  if (taking.origin !== null) return taking;
  const pools = received.pools.filter(({ code }) => code === taking.code);
  return pools.length === 1 ? { ...taking, origin: pools[0]?.origin ?? null } : taking;
}

/** States in which the goods did not leave on the certificate that drew them. */
const givenBack: ReadonlySet<string> = new Set(["RETURNED_UNUSED", "REPLACED", "INVALIDATED"]);

/**
 * Whether a draw still counts. An unused, withdrawn or replaced certificate gives its carats back, for its successor to
 * draw; once the goods had left, only their return does. Lost, stolen and forfeited goods are gone.
 */
export function drawStands(state: string, exported: boolean): boolean {
  return state === "SENT_BACK" ? false : exported || !givenBack.has(state);
}

function isOf(taking: Taking, pool: Pool): boolean {
  return taking.code === pool.code && taking.origin === pool.origin;
}

function sum(takings: readonly { readonly carats: bigint }[]): bigint {
  return takings.reduce((total, { carats }) => total + carats, 0n);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
