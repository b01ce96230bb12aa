// Suppositions of a what-if as they stand in an address: `if=SL.S` (Sierra Leone supports the whole text),
// `if=SL.O.2` (objects to clause 2). Hostile: what is no seat, no code or no clause of the item is left out.
import type { PositionCode, SeatId, Supposed } from "#core/decisions/index.ts";
import { positionCodes } from "#core/decisions/index.ts";

export interface Supposition {
  readonly seat: SeatId;
  readonly code: PositionCode;
  /** A clause, or "ALL". */
  readonly on: string;
}

const most = 200;

export function suppositionsIn(
  texts: readonly string[],
  seats: ReadonlySet<SeatId>,
  clauses: ReadonlySet<string>,
): readonly Supposition[] {
  const found = texts
    .flatMap((text) => text.split(","))
    .slice(0, most)
    .flatMap((text): readonly Supposition[] => {
      const [seat = "", letter = "", ...rest] = text.split(".");
      const code = positionCodes.find((one) => one === letter);
      const on = rest.length === 0 ? "ALL" : rest.join(".");
      if (code === undefined || !seats.has(seat) || (on !== "ALL" && !clauses.has(on))) return [];
      return [{ seat, code, on }];
    });
  // The last one for the same seat and clause counts.
  return [...new Map(found.map((one) => [`${one.seat} ${one.on}`, one])).values()];
}

export function suppositionText({ seat, code, on }: Supposition): string {
  return on === "ALL" ? `${seat}.${code}` : `${seat}.${code}.${on}`;
}

/** Those with the same position on the same clause together, in the order in which they were first supposed. */
export function grouped(
  suppositions: readonly Supposition[],
): readonly { readonly code: PositionCode; readonly on: string; readonly seats: readonly SeatId[] }[] {
  const groups = new Map<string, { code: PositionCode; on: string; seats: SeatId[] }>();
  for (const { seat, code, on } of suppositions) {
    const known = groups.get(`${code} ${on}`);
    if (known === undefined) groups.set(`${code} ${on}`, { code, on, seats: [seat] });
    else known.seats.push(seat);
  }
  return [...groups.values()];
}

/** As the engine takes them. */
export function supposedPositions(suppositions: readonly Supposition[]): readonly Supposed[] {
  return suppositions.map(({ seat, code, on }) => ({ seat, code, on: on === "ALL" ? "ALL" : [on] }));
}
