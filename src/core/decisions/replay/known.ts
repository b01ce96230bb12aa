// What is known of a real decision, as ranges: how many governments there were, how many at least and at most supported and
// objected, and what the other pillars wanted. Whoever is not named may have stood anywhere; nobody is presumed silent.
import { participantsOn } from "../../kp/participant-counts.ts";
import type { PillarCounts } from "../state.ts";
import type { KnownDecision } from "./rows.ts";

export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface Known {
  readonly eligible: Range;
  readonly support: Range;
  readonly objections: Range;
  /** Every stance of industry and of civil society that is possible. */
  readonly others: readonly (readonly PillarCounts[])[];
  /** The same if whoever is unknown was silent, supported, or objected. */
  readonly silentOthers: readonly PillarCounts[];
  readonly supportingOthers: readonly PillarCounts[];
  readonly opposingOthers: readonly PillarCounts[];
}

export interface Assumptions {
  /** Seats of industry and of civil society: there are none today, so somebody has to say how many there would be. */
  readonly industrySeats: number;
  readonly civilSocietySeats: number;
  /** The result is evidence as well: what passed today's rule met no objection, what was blocked met one. */
  readonly resultIsEvidence: boolean;
  /** Of a pillar of which nothing is known: it may have wanted anything, or it is taken to have said nothing. */
  readonly unknownPillars: "ANYTHING" | "SILENT";
}

export const usualAssumptions: Assumptions = {
  industrySeats: 3,
  civilSocietySeats: 3,
  resultIsEvidence: true,
  unknownPillars: "ANYTHING",
};

/** By the Participants, not by the Chair alone. */
const decidedByAll = new Set(["P", "I", "S", "W", "W?", "AD", "P-special, W"]);

/** `recused`: subjects of the item take no part, as under genuine consensus. */
export function knownOf(decision: KnownDecision, assumed: Assumptions, recused: readonly string[]): Known {
  const there =
    decision.eligible === undefined
      ? (participantsOn(decision.date) as Range)
      : { least: decision.eligible, most: decision.eligible };
  const eligible = {
    least: Math.max(0, there.least - recused.length),
    most: Math.max(0, there.most - recused.length),
  };
  const taking = (codes: readonly string[] | undefined) =>
    (codes ?? []).filter((code) => !recused.includes(code)).length;
  const [yes, no] = [decision.support, decision.objections];
  const evidence = assumed.resultIsEvidence && decidedByAll.has(decision.procedure);
  const passed = decision.result === "PASS" || decision.result === "PASS / DEFERRED";
  const total = evidence && passed ? 0 : no?.total;
  const named = taking(no?.named);
  // Somebody objected; when that may have been a recused seat, nothing more is known.
  const somebody = evidence && decision.result === "BLOCKED" && recused.length === 0 ? 1 : 0;
  const objectionsLeast = total === undefined ? Math.max(named, somebody) : total;
  const supportLeast =
    yes?.total === undefined ? taking(yes?.named) : Math.max(0, yes.total - recused.length);
  const supportMost = Math.min(yes?.total ?? eligible.most, eligible.most - objectionsLeast);
  return {
    eligible,
    support: { least: supportLeast, most: Math.max(supportLeast, supportMost) },
    objections: {
      least: objectionsLeast,
      most: total ?? Math.max(objectionsLeast, eligible.most - supportLeast),
    },
    ...othersOf(decision, assumed),
  };
}

function othersOf(
  decision: KnownDecision,
  { industrySeats, civilSocietySeats, unknownPillars }: Assumptions,
) {
  const pillars = [
    ["I", industrySeats],
    ["C", civilSocietySeats],
  ] as const;
  const possible = pillars.map(([pillar, seats]) => {
    const stance = decision.pillars?.[pillar];
    if (stance === "for") return [standing(pillar, seats, seats, 0)];
    if (stance === "against") return [standing(pillar, seats, 0, seats)];
    if (unknownPillars === "SILENT") return [standing(pillar, seats, 0, 0)];
    const all: PillarCounts[] = [];
    for (let objection = 0; objection <= seats; objection++)
      for (let support = 0; support <= seats - objection; support++)
        all.push(standing(pillar, seats, support, objection));
    return all;
  });
  const [industry = [], civilSociety = []] = possible;
  const one = (pick: (all: readonly PillarCounts[]) => PillarCounts | undefined) =>
    possible.flatMap((all) => pick(all) ?? []);
  return {
    others: industry.flatMap((own) => civilSociety.map((other) => [own, other])),
    silentOthers: one((all) => all[0]),
    supportingOthers: one((all) => all.find(({ support, eligible }) => support === eligible) ?? all[0]),
    opposingOthers: one((all) => all.at(-1)),
  };
}

function standing(pillar: string, eligible: number, support: number, objection: number): PillarCounts {
  return { pillar, eligible, support, aside: 0, objection, opposed: 0 };
}

export function governmentsOf(eligible: number, support: number, objection: number): PillarCounts {
  return standing("G", eligible, support, objection);
}
