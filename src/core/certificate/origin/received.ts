// What came in on a certificate, as pools that can be drawn on: by code and, where known, by country of origin.
// Carats are what the importing desk found; what it did not weigh counts as sealed. Nothing is known better than it was
// certified: of a mixed parcel without a split, no carat has a country of its own.
import type { RoughCode } from "#core/kp/goods.ts";
import type { Line, Origin } from "../content.ts";

export interface IncomingGoods {
  readonly origin: Origin;
  /** As certified. */
  readonly lines: readonly Pick<Line, "code" | "carats" | "origin">[];
  /** As found on arrival; absent where the container was not opened (Regulation (EC) 2368/2002 Art. 4). */
  readonly found?: readonly Pick<Line, "code" | "carats">[];
}

export interface Pool {
  readonly code: RoughCode;
  /** Null: its countries are known as a set at most. */
  readonly origin: string | null;
  readonly carats: bigint;
}

export interface Received {
  readonly pools: readonly Pool[];
  /** What arrived of each code: the pools of a code may promise more when less was found than certified. */
  readonly perCode: ReadonlyMap<RoughCode, bigint>;
  /** Countries that a pool without one may come from; empty when nobody said. */
  readonly unsplit: readonly string[];
}

export function receivedOf({ origin, lines, found }: IncomingGoods): Received {
  const perCode = new Map<RoughCode, bigint>();
  for (const { code, carats } of found ?? lines) perCode.set(code, (perCode.get(code) ?? 0n) + carats);
  const usual = origin.kind === "SINGLE" ? origin.country : null;
  const pools = [...perCode].flatMap(([code, carats]) => poolsOf(code, carats, lines, usual));
  return { pools, perCode, unsplit: origin.kind === "SINGLE" ? [] : origin.listed };
}

export function totalReceived({ perCode }: Received): bigint {
  return [...perCode.values()].reduce((sum, carats) => sum + carats, 0n);
}

function poolsOf(
  code: RoughCode,
  arrived: bigint,
  lines: IncomingGoods["lines"],
  usual: string | null,
): readonly Pool[] {
  const certified = new Map<string | null, bigint>();
  for (const line of lines.filter((candidate) => candidate.code === code)) {
    const origin = line.origin ?? usual;
    certified.set(origin, (certified.get(origin) ?? 0n) + line.carats);
  }
  const [only] = certified.keys();
  if (certified.size <= 1) return [{ code, origin: only === undefined ? usual : only, carats: arrived }];
  const promised = [...certified.values()].reduce((sum, carats) => sum + carats, 0n);
  // More than certified: nobody said where the surplus was mined.
  if (arrived > promised) certified.set(usual, (certified.get(usual) ?? 0n) + arrived - promised);
  return [...certified].map(([origin, carats]) => ({ code, origin, carats }));
}
