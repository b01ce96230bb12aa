// Rules side by side on one small body: how often each passes over a pillar, lets one seat stop everything, lets opposition
// without a reason decide, or lets an objection help a text. The shapes are our reading of each rule, not a body's full law.
import { evaluate } from "../evaluate.ts";
import { genuineParameters, minSeats, share } from "../parameters.ts";
import type { Share } from "../parameters.ts";
import type { PillarCounts } from "../state.ts";
import { eitiVerdict, irmaVerdict, strictVerdict, vpsVerdict, writtenVerdict } from "../verdicts.ts";
import { verdictOf } from "./calls.ts";
import { eachProfile, profilesOf } from "./profiles.ts";
import type { Body } from "./profiles.ts";

export interface Shape {
  readonly id: string;
  readonly adopts: (counts: readonly PillarCounts[]) => boolean;
}

const support = (pillars: readonly PillarCounts[]) => sum(pillars, (pillar) => pillar.support);
const opposed = (pillars: readonly PillarCounts[]) => sum(pillars, negative);
const aside = (pillars: readonly PillarCounts[]) => sum(pillars, (pillar) => pillar.aside);

function negative(pillar: PillarCounts): number {
  return pillar.objection + pillar.opposed;
}

function sum(pillars: readonly PillarCounts[], of: (pillar: PillarCounts) => number): number {
  let total = 0;
  for (const pillar of pillars) total += of(pillar);
  return total;
}

function moreThanHalf([governments]: readonly PillarCounts[]): Share {
  const eligible = governments?.eligible ?? 0;
  return share(Math.floor(eligible / 2) + 1, Math.max(1, eligible));
}

function twoThirdsOfCast(counts: readonly PillarCounts[]): boolean {
  const cast = support(counts) + opposed(counts);
  return cast > 0 && support(counts) * 3 >= cast * 2;
}

/** In the order of the table of the guide. */
export const shapes: readonly Shape[] = [
  { id: "strict", adopts: (counts) => strictVerdict(counts) === "ADOPTED" },
  // More than half replies in favour, which is near what was enough in 2015.
  { id: "strict-written", adopts: (counts) => writtenVerdict(counts, moreThanHalf(counts)) === "ADOPTED" },
  { id: "two-thirds-of-cast", adopts: twoThirdsOfCast },
  { id: "voluntary-principles", adopts: (counts) => vpsVerdict(counts) === "ADOPTED" },
  { id: "irma", adopts: (counts) => irmaVerdict(counts) === "ADOPTED" },
  { id: "eiti", adopts: (counts) => eitiVerdict(counts) === "ADOPTED" },
  {
    id: "quorum-of-cast",
    adopts: (counts) =>
      (support(counts) + opposed(counts) + aside(counts)) * 2 > sum(counts, ({ eligible }) => eligible) &&
      twoThirdsOfCast(counts),
  },
  {
    id: "genuine-consensus",
    adopts: (counts) => verdictOf(evaluate(genuineParameters.K2.thresholds.FIRST, counts)) === "ADOPTED",
  },
];

export interface Compared {
  readonly id: string;
  /** Adopted although most of a pillar objects, once for each such pillar. */
  readonly passesOver: number;
  /** Everybody supports but one seat, and that one stops it. */
  readonly loneVeto: boolean;
  /** Opposition without a ground changes the outcome. */
  readonly groundless: number;
  /** A silent seat that turns to opposing makes the text pass. */
  readonly objectionHelps: number;
  readonly adopted: number;
  readonly profiles: number;
}

/** Profiles tell support from support with reservation, as positions do: each count weighs as often as it can come about. */
export function compareRules(body: Body): readonly Compared[] {
  const profiles = profilesOf(body, "ALL");
  return shapes.map((shape) => {
    const results = new Uint8Array(profiles.size);
    const weights = new Float64Array(profiles.size);
    const found = { passesOver: 0, groundless: 0, objectionHelps: 0, adopted: 0, profiles: 0 };
    let loneVeto = false;
    eachProfile(profiles, (counts, number) => {
      results[number] = shape.adopts(counts) ? 1 : 0;
      weights[number] = counts.reduce((product, pillar) => product * (pillar.support + 1), 1);
    });
    const seats = sum(
      profiles.tables.map(({ entries }) => entries[0] as PillarCounts),
      ({ eligible }) => eligible,
    );
    eachProfile(profiles, (counts, number) => {
      const weight = weights[number] as number;
      found.profiles += weight;
      if (results[number] === 1) {
        found.adopted += weight;
        for (const { eligible, objection } of counts)
          if (eligible >= minSeats && objection * 2 > eligible) found.passesOver += weight;
      } else if (support(counts) >= seats - 1) loneVeto = true;
      if (results[changed(profiles, number, ({ grounded }, place) => grounded[place])] !== results[number])
        found.groundless += weight;
    });
    // From silence to either way of opposing, so each pair of profiles stands for two.
    for (const [pillar, table] of profiles.tables.entries()) {
      const stride = profiles.strides[pillar] as number;
      for (let pair = 0; pair < table.steps.length; pair += 2) {
        const [worse, better] = [table.steps[pair] as number, table.steps[pair + 1] as number];
        const [from, to] = [table.entries[better] as PillarCounts, table.entries[worse] as PillarCounts];
        if (from.support !== to.support || from.objection + from.opposed === to.objection + to.opposed)
          continue;
        for (let number = 0; number < profiles.size; number++) {
          if (Math.floor(number / stride) % table.entries.length !== worse) continue;
          const silent = number + (better - worse) * stride;
          if (results[number] === 1 && results[silent] === 0)
            found.objectionHelps += weights[silent] as number;
        }
      }
    }
    return { id: shape.id, loneVeto, ...found };
  });
}

function changed(
  { tables, strides }: ReturnType<typeof profilesOf>,
  number: number,
  entry: (table: (typeof tables)[number], place: number) => number | undefined,
): number {
  return tables.reduce((sum, table, pillar) => {
    const stride = strides[pillar] as number;
    const place = Math.floor(number / stride) % table.entries.length;
    return sum + (entry(table, place) ?? place) * stride;
  }, 0);
}
