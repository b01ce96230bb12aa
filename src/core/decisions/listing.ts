// From a draft to a listed item, under every rule: the roster, sponsors and seconders, the form check that nobody can use
// to keep a discussion away, challenges to recusals, and what may be said or withdrawn at any stage.
import type { Act, ActOf } from "./acts.ts";
import { seatOf } from "./acts.ts";
import { close, enter, plainOutcome, seatIn, versionOf } from "./begin.ts";
import type { Handled, Rules } from "./begin.ts";
import { addDays, isTimeZone, laterOf } from "./clocks.ts";
import { clauseProblem, isPlainId } from "./item.ts";
import type { Instant, Version } from "./item.ts";
import { lengthOf } from "./objection.ts";
import { panelByLot } from "./panels.ts";
import { clocks, limits } from "./parameters.ts";
import type { Challenge, ItemState } from "./state.ts";

export function recordRoster(state: ItemState, act: ActOf<"roster">): Handled {
  const ids = new Set(act.seats.map((seat) => seat.id));
  const whole = act.seats.every((seat) => isPlainId(seat.id) && isPlainId(seat.pillar) && seat.actor !== "");
  if (act.seats.length === 0 || act.seats.length > limits.seats || ids.size !== act.seats.length || !whole)
    return "roster-invalid";
  return { ...state, roster: { at: act.at, seats: act.seats } };
}

/** `seconded` says what the rule asks of sponsors and seconders. */
export function submit(
  state: ItemState,
  act: ActOf<"submit">,
  seconded: (state: ItemState) => boolean,
): Handled {
  if (state.roster === null) return "no-roster";
  if (state.versions.length > 0) return "already-submitted";
  const { item } = state;
  if (item.clauses.length > limits.clauses || clauseProblem(item.clauses) !== null) return "clauses-invalid";
  if (item.clauses.some((clause) => clause.text.length > limits.textCharacters)) return "text-too-long";
  if (!isTimeZone(item.timeZone)) return "time-zone-unknown";
  if (!item.severable && item.class !== "K4") return "package-not-allowed";
  const seat = seatOf(act);
  if (seat === null && !(item.trigger !== undefined && "office" in act.by && act.by.office === "SECRETARIAT"))
    return "wrong-author";
  const version: Version = {
    number: 1,
    clauses: item.clauses,
    from: act.at,
    frozenAt: null,
    origin: "SUBMITTED",
  };
  return whenSeconded(
    { ...state, versions: [version], sponsors: seat === null ? [] : [seat] },
    act.at,
    seconded,
  );
}

export function second(
  state: ItemState,
  act: ActOf<"second">,
  seconded: (state: ItemState) => boolean,
): Handled {
  const seat = seatOf(act);
  if (seat === null) return "wrong-author";
  if (state.versions.length === 0 || !["DRAFT", "SUBMITTED", "LISTED"].includes(state.stage))
    return "not-at-this-stage";
  if (state.sponsors.includes(seat) || state.seconders.includes(seat)) return "already-sponsor";
  // Who sponsors may consolidate the text, so the first sponsor names them; anybody may second.
  if (act.as === "SPONSOR" && state.item.coSponsors?.includes(seat) !== true) return "not-named-as-sponsor";
  return whenSeconded(
    act.as === "SPONSOR"
      ? { ...state, sponsors: [...state.sponsors, seat] }
      : { ...state, seconders: [...state.seconders, seat] },
    act.at,
    seconded,
  );
}

function whenSeconded(state: ItemState, at: Instant, seconded: (state: ItemState) => boolean): ItemState {
  if (state.stage !== "DRAFT" || !seconded(state)) return state;
  const days = state.item.class === "K0" ? clocks.discussionListedDays : clocks.formCheckDays;
  return enter(state, "SUBMITTED", at, { at: addDays(at, days), event: "FORM_CHECK_ENDS" });
}

/** What genuine consensus asks before an item is submitted, as the parts that are still missing. */
export function missingBacking(state: ItemState): {
  readonly seconder: boolean;
  readonly otherPillar: boolean;
  readonly sponsors: number;
} {
  const { item, roster } = state;
  if (item.trigger !== undefined) return { seconder: false, otherPillar: false, sponsors: 0 };
  const seat = (id: string) => seatIn(roster?.seats, id);
  const first = state.sponsors[0] === undefined ? undefined : seat(state.sponsors[0]);
  const others = [...state.sponsors.slice(1), ...state.seconders].map(seat);
  const seconders = state.seconders.map(seat);
  const fromAnotherPillar = others.some((one) => one !== undefined && one.pillar !== first?.pillar);
  if (item.class === "K0") {
    const extra = item.repeats === true ? limits.repeatSeconders : 0;
    const enoughPillars = extra === 0 || new Set(seconders.map((one) => one?.pillar)).size >= 2;
    return {
      seconder: state.seconders.length < 1 + extra,
      otherPillar: !fromAnotherPillar || !enoughPillars,
      sponsors: Math.max(
        0,
        limits.discussionSponsors + extra - state.sponsors.length - state.seconders.length,
      ),
    };
  }
  const elsewhere = seconders.some(
    (one) =>
      one !== undefined &&
      (one.pillar !== first?.pillar || (one.region !== undefined && one.region !== first.region)),
  );
  return {
    seconder: state.seconders.length < 1,
    otherPillar: item.class === "K4" && !elsewhere,
    sponsors: 0,
  };
}

export function isBacked(state: ItemState): boolean {
  const missing = missingBacking(state);
  return !missing.seconder && !missing.otherPillar && missing.sponsors === 0;
}

/** What comes when the clock has run out changes nothing: the tick decides, whatever the act's own clock says. */
export function isPast(state: ItemState, at: Instant): boolean {
  return state.deadline !== null && at >= state.deadline.at;
}

export function checkForm(state: ItemState, act: ActOf<"checkForm">, rules: Rules): Handled {
  if (state.stage !== "SUBMITTED" || (state.defects.length > 0 && !state.cured)) return "not-at-this-stage";
  if (isPast(state, act.at)) return "deadline-passed";
  if (act.defects.length === 0) return list(state, act.at, rules);
  if (state.item.class === "K0" && rules.guards.ofRight) return "discussion-is-of-right";
  if (state.cured) return close({ ...state, defects: act.defects }, plainOutcome("REJECTED_FORM", act.at));
  return enter({ ...state, defects: act.defects }, "SUBMITTED", act.at, {
    at: addDays(act.at, clocks.cureDays),
    event: "CURE_ENDS",
  });
}

export function cure(state: ItemState, act: ActOf<"cure">): Handled {
  const seat = seatOf(act);
  if (seat === null || !state.sponsors.includes(seat)) return "not-a-sponsor";
  if (state.stage !== "SUBMITTED" || state.defects.length === 0 || state.cured) return "not-at-this-stage";
  if (isPast(state, act.at)) return "deadline-passed";
  if (act.clauses !== null && clauseProblem(act.clauses) !== null) return "clauses-invalid";
  const versions: readonly Version[] =
    act.clauses === null
      ? state.versions
      : [
          ...state.versions.slice(0, -1),
          { ...versionOf(state), clauses: act.clauses, from: act.at, origin: "CURED" },
        ];
  return enter({ ...state, versions, cured: true }, "SUBMITTED", act.at, {
    at: addDays(act.at, clocks.formCheckDays),
    event: "FORM_CHECK_ENDS",
  });
}

export function list(state: ItemState, at: Instant, rules: Rules): ItemState {
  const days = rules.parameters?.noticeDays ?? clocks.discussionNoticeDays;
  return enter({ ...state, listedAt: at }, "LISTED", at, {
    at: addDays(at, days),
    event: "NOTICE_ENDS",
  });
}

export function challengeRecusal(state: ItemState, act: ActOf<"challengeRecusal">): Handled {
  const by = seatOf(act);
  if (by === null) return "wrong-author";
  if (state.stage !== "LISTED" || state.listedAt === null) return "not-at-this-stage";
  if (act.at >= addDays(state.listedAt, clocks.challengeDays)) return "too-late-to-challenge";
  if (seatIn(state.roster?.seats, act.seat) === undefined) return "seat-unknown";
  if (lengthOf(act.reason) === 0) return "words-missing";
  const open = state.challenges.some(
    (one) => one.seat === act.seat && one.recuse === act.recuse && one.ruling === null,
  );
  if (open) return "already-done";
  const challenge: Challenge = {
    id: act.id,
    at: act.at,
    by,
    seat: act.seat,
    recuse: act.recuse,
    reason: act.reason,
    panel: [],
    seed: null,
    ruling: null,
  };
  return { ...state, challenges: [...state.challenges, challenge] };
}

export function drawPanel(state: ItemState, act: ActOf<"drawPanel">): Handled {
  const drawn = panelByLot(state, act.purpose, act.about, act.seed, act.independents ?? []);
  if (drawn === null || drawn.join(" ") !== act.members.join(" ")) return "panel-wrong";
  if (act.purpose === "MEDIATION") {
    if (state.stage !== "MEDIATION") return "not-at-this-stage";
    if (state.mediators.length > 0) return "already-done";
    return { ...state, mediators: act.members };
  }
  if (act.purpose === "RECUSAL") {
    const challenge = state.challenges.find((one) => one.id === act.about);
    if (challenge === undefined) return "challenge-unknown";
    if (challenge.panel.length > 0) return "already-done";
    return {
      ...state,
      challenges: state.challenges.map((one) =>
        one === challenge ? { ...one, panel: act.members, seed: act.seed } : one,
      ),
    };
  }
  const claim = state.claims.find((one) => one.id === act.about);
  if (claim === undefined) return "claim-unknown";
  if (claim.panel.length > 0) return "already-done";
  return {
    ...state,
    claims: state.claims.map((one) => (one === claim ? { ...one, panel: act.members } : one)),
  };
}

export function ruleOnRecusal(state: ItemState, act: ActOf<"ruleOnRecusal">): Handled {
  if (state.stage !== "LISTED") return "not-at-this-stage";
  const challenge = state.challenges.find((one) => one.id === act.challenge);
  if (challenge === undefined) return "challenge-unknown";
  if (challenge.ruling !== null) return "challenge-ruled";
  if (challenge.panel.length === 0) return "panel-wrong";
  const voters = new Set(act.votes.map((vote) => vote.member));
  const named = act.votes.every((vote) => challenge.panel.includes(vote.member) && lengthOf(vote.reason) > 0);
  if (voters.size !== act.votes.length || act.votes.length !== challenge.panel.length || !named)
    return "votes-wrong";
  const inFavour = act.votes.filter((vote) => vote.recuse === challenge.recuse).length;
  const ruling = { act: act.id, upheld: inFavour * 2 > act.votes.length, votes: act.votes };
  return {
    ...state,
    challenges: state.challenges.map((one) => (one === challenge ? { ...one, ruling } : one)),
  };
}

/** The discussion, by its clock at the latest. */
export function discussionEnds(since: Instant): Instant {
  return addDays(since, clocks.discussionDays);
}

export function debate(state: ItemState, act: ActOf<"debate">): Handled {
  if (state.stage !== "DISCUSSION") return "not-at-this-stage";
  if (state.since !== null && act.at >= discussionEnds(state.since)) return "deadline-passed";
  if (!Number.isInteger(act.minutes) || act.minutes < 0 || act.minutes > 100_000) return "words-missing";
  const { minutes, firstWordOffered, lastWordOffered } = act;
  const debates = [
    ...state.debates,
    { act: act.id, at: act.at, in: act.in, minutes, firstWordOffered, lastWordOffered },
  ];
  return { ...state, debates };
}

/**
 * When it has been held: sixty minutes in meetings or fourteen days in writing, and the subject was offered the first and
 * the last word. Null while it has not.
 */
export function discussionHeldAt(state: ItemState): Instant | null {
  const { minutesLeft, wordsLeft } = discussionHeld(state);
  if (wordsLeft) return null;
  const last = state.debates.reduce((at, one) => laterOf(at, one.at), "");
  const written = state.debates.find((one) => one.in === "WRITING");
  const inWriting = written === undefined ? null : addDays(written.at, clocks.writtenDebateDays);
  if (minutesLeft > 0) return inWriting === null ? null : laterOf(inWriting, last);
  return last === "" ? null : last;
}

export function discussionHeld(state: ItemState): {
  readonly minutesLeft: number;
  readonly wordsLeft: boolean;
} {
  const minutes = state.debates.reduce((sum, one) => sum + (one.in === "MEETING" ? one.minutes : 0), 0);
  const wordsLeft =
    state.item.subjects.length > 0 &&
    !(state.debates.some((one) => one.firstWordOffered) && state.debates.some((one) => one.lastWordOffered));
  return { minutesLeft: Math.max(0, clocks.discussionMinutes - minutes), wordsLeft };
}

export function say(state: ItemState, act: ActOf<"statement">): Handled {
  if (lengthOf(act.text) === 0) return "words-missing";
  if (act.text.length > limits.textCharacters) return "text-too-long";
  const author = "seat" in act.by ? act.by.seat : act.by.office;
  const { id, at, text, objectsToDiscussing } = act;
  return {
    ...state,
    statements: [...state.statements, { act: id, at, author, text, objectsToDiscussing }],
  };
}

/** The item ends when every sponsor has; see `allWithdrawn`. */
export function withdraw(state: ItemState, act: ActOf<"withdraw">, rules: Rules): Handled {
  const seat = seatOf(act);
  if (seat === null || (rules.guards.everySponsor && !state.sponsors.includes(seat))) return "not-a-sponsor";
  if (state.stage === "ANSWERS") return "not-at-this-stage";
  if (state.withdrawn.includes(seat)) return "already-done";
  return { ...state, withdrawn: [...state.withdrawn, seat] };
}

export function allWithdrawn(state: ItemState, rules: Rules): boolean {
  if (!rules.guards.everySponsor) return state.withdrawn.length > 0;
  return state.sponsors.length > 0 && state.sponsors.every((seat) => state.withdrawn.includes(seat));
}

export function declare(state: ItemState, act: ActOf<"declare">): ItemState {
  const differs = state.outcome?.code !== act.outcome;
  return {
    ...state,
    declarations: [...state.declarations, { act: act.id, at: act.at, outcome: act.outcome, differs }],
  };
}

/** Who may act at all: an office for its own acts, a seat by a valid credential. */
export function authorProblem(state: ItemState, act: Act, rules: Rules) {
  if ("office" in act.by) return null;
  if (rules.guards.credential) {
    if (act.by.credential === "REVOKED") return "delegate-revoked";
    if (act.by.credential === "UNKNOWN") return "delegate-unknown";
    if (act.by.credential === "FORGED") return "signature-forged";
  }
  if (state.roster === null) return "no-roster";
  const call = state.stage === "CALL" ? state.calls.at(-1) : undefined;
  const known =
    seatIn(state.roster.seats, act.by.seat) !== undefined ||
    seatIn(call?.roster.seats, act.by.seat) !== undefined;
  return known ? null : "seat-unknown";
}
