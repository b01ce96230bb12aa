// Today's rule and the rules of other bodies, on the counts of one call. Each is the shape of the body's rule as its source
// gives it, not the body's whole law. Numbers carry their source; where none gives one, a parameter says what is known.
import { governments } from "./item.ts";
import { atLeast, share } from "./parameters.ts";
import type { Share } from "./parameters.ts";
import type { PillarCounts, Verdict } from "./state.ts";

/**
 * Replies that a written procedure needs. The number in the Rules of Procedure was not found; in July 2015 thirty of
 * fifty-four were enough, so the minimum is at most that.
 */
export const knownWrittenMinimum: Share = share(30, 54);

const objecting = (counts: PillarCounts) => counts.objection + counts.opposed;
const cast = (counts: PillarCounts) => counts.support + objecting(counts);

function governmentsIn(counts: readonly PillarCounts[]): PillarCounts {
  return (
    counts.find((pillar) => pillar.pillar === governments) ?? {
      pillar: governments,
      eligible: 0,
      support: 0,
      aside: 0,
      objection: 0,
      opposed: 0,
    }
  );
}

/** In a meeting: adopted unless a government objects, with or without a reason; silence does not block. */
export function strictVerdict(counts: readonly PillarCounts[]): Verdict {
  return objecting(governmentsIn(counts)) > 0 ? "NOT_ADOPTED" : "ADOPTED";
}

/** In writing: no objection, and enough replies in favour. */
export function writtenVerdict(
  counts: readonly PillarCounts[],
  minimum: Share = knownWrittenMinimum,
): Verdict {
  const all = governmentsIn(counts);
  if (objecting(all) > 0) return "NOT_ADOPTED";
  return all.support >= atLeast(minimum, all.eligible) ? "ADOPTED" : "NO_DECISION";
}

/**
 * Proposal of 2017: consensus first, otherwise two thirds of those present, where each grouping of observers has one
 * vote; in writing two thirds of all Participants.
 */
export function ddiVerdict(counts: readonly PillarCounts[], inWriting = false): Verdict {
  const all = governmentsIn(counts);
  const others = counts.filter((pillar) => pillar.pillar !== governments);
  const groupsFor = others.filter((pillar) => pillar.support > objecting(pillar)).length;
  const groupsAgainst = others.filter((pillar) => objecting(pillar) > pillar.support).length;
  if (objecting(all) + groupsAgainst === 0 && !inWriting) return "ADOPTED";
  if (inWriting) {
    if (all.support * 3 >= all.eligible * 2) return "ADOPTED";
    return objecting(all) > 0 ? "NOT_ADOPTED" : "NO_DECISION";
  }
  const groupsPresent = others.filter((pillar) => cast(pillar) + pillar.aside > 0).length;
  const present = cast(all) + all.aside + groupsPresent;
  return (all.support + groupsFor) * 3 >= present * 2 ? "ADOPTED" : "NOT_ADOPTED";
}

/** Voluntary Principles: 66% of the governments and a majority of each other pillar, of votes cast. */
export function vpsVerdict(counts: readonly PillarCounts[]): Verdict {
  if (counts.some((pillar) => cast(pillar) === 0)) return "NO_DECISION";
  const passed = counts.every((pillar) =>
    pillar.pillar === governments
      ? pillar.support * 100 >= cast(pillar) * 66
      : pillar.support * 2 > cast(pillar),
  );
  return passed ? "ADOPTED" : "NOT_ADOPTED";
}

/** IRMA: consensus, else a vote, which fails when every seat of one sector votes no. */
export function irmaVerdict(counts: readonly PillarCounts[]): Verdict {
  const against = counts.reduce((sum, pillar) => sum + objecting(pillar), 0);
  const inFavour = counts.reduce((sum, pillar) => sum + pillar.support, 0);
  if (counts.some((pillar) => pillar.eligible > 0 && objecting(pillar) === pillar.eligible))
    return "NOT_ADOPTED";
  if (inFavour > against) return "ADOPTED";
  return against > 0 ? "NOT_ADOPTED" : "NO_DECISION";
}

/** EITI board: 13 of 21 seats, with at least a third of each constituency; objections do not count. */
export function eitiVerdict(counts: readonly PillarCounts[]): Verdict {
  const seats = counts.reduce((sum, pillar) => sum + pillar.eligible, 0);
  const inFavour = counts.reduce((sum, pillar) => sum + pillar.support, 0);
  const each = counts.every((pillar) => pillar.support >= atLeast(share(1, 3), pillar.eligible));
  return each && inFavour >= atLeast(share(13, 21), seats) ? "ADOPTED" : "NO_DECISION";
}
