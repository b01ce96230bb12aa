// I4 to I8 and I14 over every profile of a body. The rule is any function from counts to an outcome, so one call, a whole
// procedure, a wrong design and a rule of another body are all gone through in the same way.
import { minBody, minSeats } from "../parameters.ts";
import type { Thresholds } from "../parameters.ts";
import type { PillarCounts, RuleSetId, Verdict } from "../state.ts";
import type { InvariantId, Tally } from "./finding.ts";
import { countsAt, eachProfile, written } from "./profiles.ts";
import type { Profiles } from "./profiles.ts";

/** Worst first: an outcome never gets worse when a seat moves towards support. */
const order: readonly Verdict[] = ["NOT_ADOPTED", "NO_DECISION", "ADOPTED"];
const [notAdopted, noDecision, adopted] = [0, 1, 2];

export interface Judged {
  readonly ruleSet: RuleSetId;
  readonly rule: (counts: readonly PillarCounts[]) => Verdict;
  /** What the rule promises: whatever it adopts keeps one of these. */
  readonly promises: readonly Thresholds[];
  /** Under which of the invariants the body is smaller for recused seats. */
  readonly recused?: boolean;
}

export function checkProfiles(profiles: Profiles, judged: Judged, tally: Tally): void {
  const results = new Uint8Array(profiles.size);
  const { rule } = judged;
  eachProfile(profiles, (counts, number) => {
    results[number] = order.indexOf(rule(counts));
  });
  const report = reporter(profiles, judged, tally, results);
  checkEach(profiles, judged, results, report);
  checkLoneSeats(profiles, results, report);
  checkSteps(profiles, results, report);
}

interface Report {
  checked(invariant: InvariantId, count: number): void;
  broken(invariant: InvariantId, number: number, other?: number): void;
}

function reporter(profiles: Profiles, judged: Judged, tally: Tally, results: Uint8Array): Report {
  const told = (number: number) =>
    `${written(countsAt(profiles, number))} → ${order[results[number] as number]}`;
  return {
    checked(invariant, count) {
      tally.checked(invariant, count);
      if (judged.recused === true) tally.checked("I14", count);
    },
    broken(invariant, number, other) {
      tally.broken(judged.recused === true ? "I14" : invariant, () => ({
        ruleSet: judged.ruleSet,
        counts: countsAt(profiles, number),
        what: other === undefined ? told(number) : `${told(number)}; but ${told(other)}`,
      }));
    },
  };
}

/** Pillar protection, silence, and opposition without ground: of each profile by itself. */
function checkEach(profiles: Profiles, judged: Judged, results: Uint8Array, report: Report): void {
  const { strides, tables } = profiles;
  let opposed = 0;
  eachProfile(profiles, (counts, number) => {
    const result = results[number];
    let objections = 0;
    let supports = 0;
    let groundless = 0;
    for (const pillar of counts) {
      objections += pillar.objection;
      supports += pillar.support;
      groundless += pillar.opposed;
    }
    if (result === adopted) {
      if (!judged.promises.some((promise) => dissentWithin(promise, counts))) report.broken("I4", number);
      else if (!judged.promises.some((promise) => dissentWithin(promise, counts) && filled(promise, counts)))
        report.broken("I7", number);
    }
    if (objections === 0 && result === notAdopted) report.broken("I7", number);
    if (objections + supports === 0 && result !== noDecision) report.broken("I7", number);
    if (groundless > 0) {
      opposed++;
      let grounded = 0;
      for (const [pillar, table] of tables.entries()) {
        const stride = strides[pillar] as number;
        const place = Math.floor(number / stride) % table.entries.length;
        grounded += (table.grounded[place] as number) * stride;
      }
      if (results[grounded] !== result) report.broken("I6", number, grounded);
    }
  });
  report.checked("I4", profiles.size);
  report.checked("I7", profiles.size);
  report.checked("I6", opposed);
}

/** Written again from the design, not with the engine's own functions: nobody's majority is passed over, nor the cap. */
function dissentWithin({ cap, pillarBlock }: Thresholds, counts: readonly PillarCounts[]): boolean {
  return counts.every(({ eligible, objection }, pillar) => {
    if (pillarBlock && eligible >= minSeats && objection * 2 > eligible) return false;
    if (pillar > 0) return true;
    return objection * cap.of <= eligible * cap.part || (objection <= 1 && eligible >= minBody);
  });
}

function filled({ floor, otherFloor }: Thresholds, counts: readonly PillarCounts[]): boolean {
  return counts.every(({ eligible, support }, pillar) => {
    const share = pillar === 0 ? floor : otherFloor;
    return (pillar > 0 && eligible < minSeats) || support * share.of >= eligible * share.part;
  });
}

/** No single veto: everybody supports but one seat, whatever that one does. */
function checkLoneSeats(profiles: Profiles, results: Uint8Array, report: Report): void {
  const { tables, strides } = profiles;
  if ((tables[0]?.eligible ?? 0) < minBody) return;
  const full = tables.map(({ entries, eligible }) =>
    entries.findIndex(({ support }) => support === eligible),
  );
  let checked = 0;
  for (const [pillar, { entries, eligible }] of tables.entries())
    for (const [place, { support }] of entries.entries()) {
      if (support < eligible - 1) continue;
      const number = full.reduce(
        (sum, own, at) => sum + (at === pillar ? place : own) * (strides[at] as number),
        0,
      );
      checked++;
      if (results[number] !== adopted) report.broken("I5", number);
    }
  report.checked("I5", checked);
}

/** Monotonicity along O < U ≤ A = N < S, one seat at a time, in every pillar. */
function checkSteps(profiles: Profiles, results: Uint8Array, report: Report): void {
  const { tables, strides, size } = profiles;
  let checked = 0;
  let asides = 0;
  for (const [pillar, table] of tables.entries()) {
    const stride = strides[pillar] as number;
    const block = stride * table.entries.length;
    const along = (pairs: Int32Array, invariant: InvariantId, breaks: (a: number, b: number) => boolean) => {
      for (let pair = 0; pair < pairs.length; pair += 2) {
        const worse = (pairs[pair] as number) * stride;
        const better = (pairs[pair + 1] as number) * stride;
        for (let above = 0; above < size; above += block)
          for (let below = above; below < above + stride; below++)
            if (breaks(results[below + worse] as number, results[below + better] as number))
              report.broken(invariant, below + worse, below + better);
      }
      return (pairs.length / 2) * (size / table.entries.length);
    };
    checked += along(table.steps, "I8", (worse, better) => worse > better);
    asides += along(table.asides, "I7", (one, other) => one !== other);
  }
  report.checked("I8", checked);
  report.checked("I7", asides);
}
