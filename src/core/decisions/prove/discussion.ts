// I11 as a game: somebody asked properly for a discussion; everybody else, chair and Secretariat included, does whatever the program
// lets them. From every state they can reach, time alone brings the item to RECORDED within its days.
import type { Act, Payload } from "../acts.ts";
import { genuineConsensus } from "../genuine.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import type { ItemState } from "../state.ts";
import { beginDrive, byOffice, bySeat, drive, itemOf, later, seatsOf, tick } from "./drive.ts";
import type { Drive } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { lateActs } from "./graph.ts";
import { example } from "./held.ts";

/** Listing, notice, debate, and what a day that is not over adds. */
const mostDays = 10 + 10 + 60 + 3;

export function exploreDiscussion(tally: Tally, guards: Guards = everyGuard): { readonly states: number } {
  const begun = asked(guards);
  const seen = new Set<string>();
  let frontier: readonly Drive[] = [begun];
  while (frontier.length > 0) {
    const next: Drive[] = [];
    for (const from of frontier) {
      const key = essence(from.state);
      if (seen.has(key)) continue;
      seen.add(key);
      tally.checked("I11");
      const end = byTimeAlone(from);
      const days = (Date.parse(end.now) - Date.parse(begun.now)) / 86_400_000;
      if (end.state.outcome?.code !== "RECORDED" || days > mostDays)
        tally.broken("I11", () =>
          example(
            end,
            `the discussion ends ${end.state.outcome?.code ?? "nowhere"} after ${Math.round(days)} days`,
          ),
        );
      if (from.state.stage === "CLOSED") continue;
      for (const [by, payload] of against(from.state)) next.push(drive(later(from, 1), by, payload));
      next.push(tick(from));
    }
    frontier = next;
  }
  return { states: seen.size };
}

/** A seat of civil society asks, an industry seat seconds, another sponsors. */
function asked(guards: Guards): Drive {
  const item = itemOf({ class: "K0", kind: "DISCUSSION", subjects: ["G2"], coSponsors: ["C2"] });
  let now = byOffice(beginDrive(genuineConsensus(guards), item), "SECRETARIAT", {
    type: "roster",
    seats: seatsOf(3, 2, 2),
  });
  now = bySeat(now, "C1", { type: "submit" });
  now = bySeat(now, "C2", { type: "second", as: "SPONSOR" });
  return bySeat(now, "I1", { type: "second", as: "SECONDER" });
}

function byTimeAlone(from: Drive): Drive {
  let now = from;
  for (let left = 12; left > 0 && now.state.stage !== "CLOSED" && now.state.deadline !== null; left--)
    now = tick(now);
  return now;
}

/** Everything that the others may try; the sponsors alone could withdraw, and they do not. */
function against(state: ItemState): readonly (readonly [Act["by"], Payload])[] {
  const seat = (id: string): Act["by"] => ({ seat: id, delegate: `${id}-delegate`, credential: "VALID" });
  const secretariat: Act["by"] = { office: "SECRETARIAT", person: "secretariat" };
  const roster = (state.roster?.seats ?? []).filter(({ pillar }) => pillar === "G");
  const others = lateActs(state).filter(([by]) => !("seat" in by));
  return [
    ...others,
    [secretariat, { type: "checkForm", defects: ["not wanted"] }],
    [secretariat, { type: "roster", seats: roster.length > 0 ? roster : seatsOf(1, 0, 0) }],
    [secretariat, debateOf(0)],
    [secretariat, debateOf(30)],
    [secretariat, { type: "tick", deadline: "2027-01-01T00:00:00.000Z" }],
    ...["G1", "G2"].flatMap((id): readonly (readonly [Act["by"], Payload])[] => [
      [seat(id), { type: "withdraw" }],
      [seat(id), { type: "statement", text: "Not here.", objectsToDiscussing: true }],
      [seat(id), { type: "amend", clause: "c1", text: null }],
      [seat(id), { type: "challengeRecusal", seat: "C1", recuse: true, reason: "A party." }],
      [seat(id), { type: "claimExclusion", reason: "A claim." }],
      [seat(id), { type: "position", on: ["c1"], code: "U" }],
      [seat(id), { type: "second", as: "SECONDER" }],
    ]),
  ];
}

function debateOf(minutes: number): Payload {
  return { type: "debate", in: "MEETING", minutes, firstWordOffered: minutes > 0, lastWordOffered: false };
}

/** Words that were added again change nothing more: only whether there are any is kept. */
function essence(state: ItemState): string {
  return [
    state.stage,
    state.defects.length > 0,
    state.cured,
    state.seconders.length,
    state.withdrawn.join(),
    state.roster?.seats.length,
    Math.min(3, Math.floor(state.debates.reduce((sum, one) => sum + one.minutes, 0) / 30)),
    state.debates.some((one) => one.minutes === 0),
    state.challenges.length > 0,
    state.claims.length > 0,
    state.statements.length > 0,
    state.frozenSince !== null,
    state.deadline === null,
    state.deadline?.event,
    state.outcome?.code,
  ].join("|");
}
