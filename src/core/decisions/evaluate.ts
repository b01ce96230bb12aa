// The core of genuine consensus, on counts alone. Explicit support must reach a floor, reasoned objections must stay at
// or under a cap, no pillar is passed over against its majority; every share is of all eligible seats, so staying silent
// changes nothing for anybody else, and an objection can never help a text to pass.
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import { governments } from "./item.ts";
import { atLeast, atMost, brakeShare, minBody, minSeats, pillarMajority } from "./parameters.ts";
import type { Thresholds } from "./parameters.ts";
import type { Evaluation, PillarCounts } from "./state.ts";

export function capOf(thresholds: Thresholds, eligible: number, guards: Guards = everyGuard): number {
  if (eligible < minBody && guards.capOfOne) return 0;
  const cap = atMost(thresholds.cap, eligible);
  return guards.capOfOne ? Math.max(1, cap) : cap;
}

export function floorOf(thresholds: Thresholds, counts: PillarCounts, guards: Guards = everyGuard): number {
  if (counts.pillar === governments) return guards.floor ? atLeast(thresholds.floor, counts.eligible) : 0;
  if (!guards.otherFloor) return 0;
  if (guards.smallPillar && counts.eligible < minSeats) return 0;
  return atLeast(thresholds.otherFloorIn?.[counts.pillar] ?? thresholds.otherFloor, counts.eligible);
}

/** What of a pillar counts against the text. */
export function against(counts: PillarCounts, guards: Guards = everyGuard): number {
  return guards.groundless ? counts.objection : counts.objection + counts.opposed;
}

/** What of a pillar fills its floor. */
function filling(counts: PillarCounts, guards: Guards): number {
  return guards.supportAloneFills ? counts.support : counts.support + counts.objection;
}

/** "CAP" or "PILLAR" when the counts block, otherwise null. */
export function blockOf(
  thresholds: Thresholds,
  counts: readonly PillarCounts[],
  guards: Guards = everyGuard,
): "CAP" | "PILLAR" | null {
  for (const pillar of counts) {
    const objections = against(pillar, guards);
    if (
      guards.cap &&
      pillar.pillar === governments &&
      objections > capOf(thresholds, pillar.eligible, guards)
    )
      return "CAP";
    if (
      guards.pillarBlock &&
      thresholds.pillarBlock &&
      (pillar.eligible >= minSeats || !guards.smallPillar) &&
      objections * pillarMajority.of > pillar.eligible * pillarMajority.part
    )
      return "PILLAR";
  }
  return null;
}

export function evaluate(
  thresholds: Thresholds,
  counts: readonly PillarCounts[],
  guards: Guards = everyGuard,
): Evaluation {
  if (blockOf(thresholds, counts, guards) !== null) return "BLOCK";
  let filled = true;
  let objected = false;
  for (const pillar of counts) {
    if (filling(pillar, guards) < floorOf(thresholds, pillar, guards)) filled = false;
    if (against(pillar, guards) > 0) objected = true;
  }
  if (filled) return objected ? "T2" : "T1";
  return objected ? "INSUFF_OBJ" : "INSUFF";
}

/** A quarter of a pillar other than governments objects, or the whole of a small one: one more round before adoption. */
export function brakes(counts: readonly PillarCounts[], guards: Guards = everyGuard): boolean {
  if (!guards.brake) return false;
  return counts.some((pillar) => {
    if (pillar.pillar === governments) return false;
    const objections = against(pillar, guards);
    if (objections === 0) return false;
    return pillar.eligible < minSeats
      ? objections === pillar.eligible
      : objections * brakeShare.of >= pillar.eligible * brakeShare.part;
  });
}
