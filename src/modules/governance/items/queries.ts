// What pages, feeds, meetings and the API ask about items. Lists come from the projections; where an item stands in full
// is the fold of its acts, with what every other rule says of the same acts.
import { settleCompeting } from "#core/decisions/index.ts";
import type {
  Act,
  Competition,
  Item,
  ItemState,
  Outcomes,
  Position,
  RuleSetId,
  Sentence,
} from "#core/decisions/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { mayAccredit } from "../policy.ts";
import { delegationOf, seatOfOrganisation, seatsNow } from "../seats/queries.ts";
import type { SeatOnDay } from "../seats/queries.ts";
import { aboutOf } from "./act.ts";
import { referenceOf } from "./commands/submit-item.ts";
import type { ItemFacts } from "./facts.ts";
import { foldedItem, getFolded, isUuid, outcomesOf } from "./fold.ts";
import type { FoldedItem } from "./fold.ts";
import * as store from "./store.ts";
import type { ItemFilter, ItemRow, PositionRow, SilenceRow } from "./store.ts";

type Base = Pick<Ctx, "database">;
const reader = ({ database }: Base): store.Reader => ({ db: database.kysely });

export interface ItemView {
  readonly id: string;
  /** "2026/007" */
  readonly reference: string;
  readonly title: Readonly<Record<string, string>>;
  readonly binding: RuleSetId;
  readonly facts: ItemFacts;
  readonly item: Item;
  /** As the engine takes them; an act's id is its id on the record (/log/acts). */
  readonly acts: readonly Act[];
  readonly state: ItemState;
  readonly outcomes: Outcomes;
  /** What is needed next, the most important first. */
  readonly explain: readonly Sentence[];
  readonly row: ItemRow;
  /** Everybody who has a seat today. */
  readonly seats: readonly SeatOnDay[];
  /** Items that take this one up again. */
  readonly followedBy: readonly ItemRow[];
  /** Other texts on the same question, and which of them stands; null for an item alone. */
  readonly competition: { readonly items: readonly ItemRow[]; readonly settled: Competition } | null;
}

export async function findItem(ctx: Ctx, id: string): Promise<ItemView | undefined> {
  const row = isUuid(id) ? await store.findItem(reader(ctx), id) : undefined;
  if (row === undefined) return undefined;
  const folded = await getFolded(ctx, id);
  return {
    id,
    reference: referenceOf(row),
    title: row.title,
    binding: folded.facts.ruleSet,
    facts: folded.facts,
    item: folded.item,
    acts: folded.acts,
    state: folded.state,
    outcomes: outcomesOf(folded),
    explain: folded.ruleSet.explain(folded.state),
    row,
    seats: await seatsNow(ctx),
    competition: await competitionOf(ctx, row, folded),
    followedBy: (await store.listItems(reader(ctx), { follows: id }, 20)).filter((one) => one.id !== id),
  };
}

async function competitionOf(ctx: Ctx, row: ItemRow, folded: FoldedItem): Promise<ItemView["competition"]> {
  const named = await Promise.all(row.competesWith.map((other) => store.findItem(reader(ctx), other)));
  const naming = await store.listItems(reader(ctx), { competesWith: row.id }, 20);
  const items = [
    ...new Map(
      [...named, ...naming].flatMap((one) => (one === undefined ? [] : [[one.id, one] as const])),
    ).values(),
  ];
  if (items.length === 0) return null;
  const others = await Promise.all(items.map(({ id }) => getFolded(ctx, id)));
  return { items, settled: settleCompeting([folded.state, ...others.map(({ state }) => state)]) };
}

export interface ListedItem extends ItemRow {
  readonly reference: string;
  readonly sponsors: readonly string[];
  readonly seconders: readonly string[];
}

export async function listItems(
  ctx: Ctx,
  filter: ItemFilter = {},
  limit = 200,
): Promise<readonly ListedItem[]> {
  const rows = await store.listItems(reader(ctx), filter, limit);
  const sponsors = await store.sponsorsOf(
    reader(ctx),
    rows.map(({ id }) => id),
  );
  const of = (item: string, kind: "SPONSOR" | "SECONDER") =>
    sponsors.filter((row) => row.item === item && row.kind === kind).map(({ seat }) => seat);
  return rows.map((row) => ({
    ...row,
    reference: referenceOf(row),
    sponsors: of(row.id, "SPONSOR"),
    seconders: of(row.id, "SECONDER"),
  }));
}

export interface BoardCard extends ListedItem {
  /** In the last call: who objects, to what, and why; null ground and explanation: no reason given. */
  readonly objecting: readonly {
    readonly seat: string;
    readonly clauses: readonly string[];
    readonly code: "O" | "U";
    readonly ground: string | null;
    readonly explanation: string | null;
  }[];
  /** Asked in the last call, and nothing recorded. */
  readonly silent: readonly string[];
  readonly objectsToDiscussing: readonly string[];
}

/** Open items, and those that ended on or after `since`. */
export async function boardOf(
  ctx: Ctx,
  filter: ItemFilter = {},
  since?: string,
): Promise<readonly BoardCard[]> {
  const rows = await listItems(ctx, filter, 400);
  const shown = rows.filter(
    ({ outcomeAt }) => outcomeAt === null || since === undefined || outcomeAt >= since,
  );
  const cards: BoardCard[] = [];
  for (const row of shown) {
    const folded = await foldedItem(ctx, row.id);
    if (folded !== undefined) cards.push({ ...row, ...voicesOf(folded) });
  }
  return cards;
}

function voicesOf({ state }: FoldedItem): Pick<BoardCard, "objecting" | "silent" | "objectsToDiscussing"> {
  const call = state.calls.at(-1);
  const recorded = Object.entries(call?.positions ?? {});
  const objecting = recorded.flatMap(([seat, byClause]) => {
    const against = Object.entries(byClause).filter(
      ([, position]) => position.code === "O" || position.code === "U",
    );
    const first = against[0]?.[1];
    if (first === undefined) return [];
    const reasoned = against.find(([, { objection }]) => (objection?.explanation ?? "") !== "")?.[1];
    return [
      {
        seat,
        clauses: against.map(([clause]) => clause),
        code: against.some(([, { code }]) => code === "O") ? ("O" as const) : ("U" as const),
        ground: reasoned?.objection?.ground ?? first.objection?.ground ?? null,
        explanation: reasoned?.objection?.explanation ?? null,
      },
    ];
  });
  const spoken = new Set(recorded.map(([seat]) => seat));
  const silent =
    call === undefined
      ? []
      : call.closedAt !== null
        ? call.silent
        : call.roster.seats.map(({ id }) => id).filter((id) => !spoken.has(id) && !call.recused.includes(id));
  return {
    objecting,
    silent,
    objectsToDiscussing: [
      ...new Set(state.statements.filter((one) => one.objectsToDiscussing).map(({ author }) => author)),
    ],
  };
}

export interface RegisterEntry extends ListedItem {
  readonly outcomeAt: string;
  readonly outcome: string;
  /** Clauses adopted, as they read when they were. */
  readonly text: readonly { readonly clause: string; readonly text: string }[];
  readonly language: string;
  readonly dissent: readonly string[];
  readonly silent: readonly string[];
  /** Declarations of the chair that differ from what the rule computed. */
  readonly declaredDifferently: readonly string[];
}

/** Every item that ended, the last first. */
export async function registerOf(
  ctx: Ctx,
  filter: ItemFilter = {},
  limit = 500,
): Promise<readonly RegisterEntry[]> {
  const rows = await listItems(ctx, { ...filter, open: false }, limit);
  const entries: RegisterEntry[] = [];
  for (const row of rows) {
    const folded = await foldedItem(ctx, row.id);
    if (folded === undefined || row.outcome === null || row.outcomeAt === null) continue;
    const { state } = folded;
    const voices = voicesOf(folded);
    const texts = new Map(state.versions.at(-1)?.clauses.map(({ id, text }) => [id, text]));
    entries.push({
      ...row,
      outcome: row.outcome,
      outcomeAt: row.outcomeAt,
      text: (state.outcome?.adopted ?? []).map((clause) => ({ clause, text: texts.get(clause) ?? "" })),
      language: folded.facts.language,
      dissent: voices.objecting.map(({ seat }) => seat),
      silent: voices.silent,
      declaredDifferently: state.declarations.filter(({ differs }) => differs).map(({ outcome }) => outcome),
    });
  }
  return entries.sort((a, b) => (a.outcomeAt < b.outcomeAt ? 1 : a.outcomeAt > b.outcomeAt ? -1 : 0));
}

export interface SeatSilence {
  readonly seat: string;
  readonly asked: number;
  readonly silent: number;
  readonly calls: readonly SilenceRow[];
}

/** Of each seat: the calls in which it was asked, and those in which it recorded nothing. */
export async function silenceOf(ctx: Ctx, seat?: string): Promise<readonly SeatSilence[]> {
  const rows = await store.silences(reader(ctx), seat);
  const bySeat = new Map<string, SilenceRow[]>();
  for (const row of rows) bySeat.set(row.seat, [...(bySeat.get(row.seat) ?? []), row]);
  return [...bySeat]
    .map(([code, calls]) => ({
      seat: code,
      asked: calls.length,
      silent: calls.filter((call) => call.silent).length,
      calls,
    }))
    .sort((a, b) => (a.seat < b.seat ? -1 : 1));
}

export interface MyPositions {
  readonly seat: SeatOnDay;
  /** Calls open now, the one that closes first before the others. */
  readonly open: readonly {
    readonly item: ListedItem;
    readonly call: number;
    readonly closesAt: string;
    readonly clauses: readonly string[];
    readonly recorded: Readonly<Record<string, Position>>;
    readonly recused: boolean;
  }[];
  /** Answers to an objection of this seat that it has not replied to. */
  readonly toReply: readonly {
    readonly item: ListedItem;
    readonly answer: string;
    readonly clause: string;
    readonly text: string;
    readonly by: string | null;
  }[];
  /** Items that wait for a seconder of this seat's pillar or another. */
  readonly toSecond: readonly ListedItem[];
  readonly history: readonly PositionRow[];
}

/** Undefined for somebody who speaks for no seat. */
export async function myPositions(ctx: Ctx): Promise<MyPositions | undefined> {
  const seat = await seatOfOrganisation(ctx, ctx.actor.organisation);
  if (seat === undefined) return undefined;
  const items = await listItems(ctx, { open: true }, 400);
  const open: MyPositions["open"][number][] = [];
  const toReply: MyPositions["toReply"][number][] = [];
  for (const item of items) {
    const folded = await foldedItem(ctx, item.id);
    if (folded === undefined) continue;
    const { state } = folded;
    const call = state.calls.at(-1);
    if (call !== undefined && call.closedAt === null && state.stage === "CALL")
      open.push({
        item,
        call: call.number,
        closesAt: call.closesAt,
        clauses: (state.versions.at(-1)?.clauses ?? []).map(({ id }) => id),
        recorded: call.positions[seat.code] ?? {},
        recused: call.recused.includes(seat.code),
      });
    for (const answer of state.answers)
      if (answer.seat === seat.code && answer.reply === null && state.outcome === null)
        toReply.push({
          item,
          answer: answer.id,
          clause: answer.clause,
          text: answer.text,
          by: state.deadline?.at ?? null,
        });
  }
  return {
    seat,
    open: open.sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1)),
    toReply,
    toSecond: items.filter(({ stage, sponsors, seconders }) =>
      stage === "DRAFT" ? ![...sponsors, ...seconders].includes(seat.code) : false,
    ),
    history: await store.positionsOf(reader(ctx), seat.code, 200),
  };
}

/** For the administrator of the seat's own organisation, and nobody else: what was recorded with the duress word. */
export async function duressMarks(
  ctx: Ctx,
): Promise<readonly { readonly act: string; readonly item: string; readonly at: string }[]> {
  const { organisation } = ctx.actor;
  if (organisation === null || !mayAccredit(ctx.actor, organisation)) throw new Problem("not-allowed");
  return store.underDuress(reader(ctx), organisation, 5_000);
}

/** What the reader could try on this item now, for buttons; the engine says the last word when they do. */
export type Doable =
  | "second"
  | "cure"
  | "challengeRecusal"
  | "amend"
  | "consolidate"
  | "position"
  | "reply"
  | "moveMerits"
  | "merits"
  | "claimExclusion"
  | "acceptFacilitator"
  | "requestMinisters"
  | "statement"
  | "withdraw"
  | "answer"
  | "ruleOnRecusal"
  | "ruleOnExclusion"
  | "compromise"
  | "checkForm"
  | "drawPanel"
  | "nameFacilitator"
  | "debate"
  | "openCall"
  | "declare";

export async function mayDo(ctx: Ctx, id: string): Promise<readonly Doable[]> {
  const folded = await foldedItem(ctx, id);
  if (folded === undefined) return [];
  const { state } = folded;
  const { roles } = ctx.actor;
  const may: Doable[] = [];
  const delegation = await delegationOf(ctx, ctx.actor, aboutOf(folded));
  const open = state.outcome === null;
  if (delegation?.credential === "VALID") {
    const seat = delegation.seat.code;
    const sponsors = state.sponsors.includes(seat);
    const call = state.stage === "CALL" ? state.calls.at(-1) : undefined;
    may.push("statement");
    if (open) {
      if (
        ["DRAFT", "SUBMITTED", "LISTED"].includes(state.stage) &&
        !sponsors &&
        !state.seconders.includes(seat)
      )
        may.push("second");
      if (sponsors) may.push("withdraw");
      if (sponsors && state.defects.length > 0 && !state.cured) may.push("cure");
      if (state.stage === "LISTED" && state.item.class !== "K0") may.push("challengeRecusal");
      if (["LISTED", "FACILITATION"].includes(state.stage) && state.item.kind === "TEXT") {
        may.push("amend");
        if (sponsors) may.push("consolidate");
      }
      if (call !== undefined && !call.recused.includes(seat)) may.push("position", "claimExclusion");
      if (state.answers.some((one) => one.seat === seat && one.reply === null)) may.push("reply");
      if (folded.facts.ruleSet === "genuine-consensus@1" && call !== undefined) may.push("moveMerits");
      if (state.motions.some((one) => one.ballots[seat] === undefined && one.seat !== seat))
        may.push("merits");
      if (state.facilitator !== null && state.facilitator.answers[seat] === undefined)
        may.push("acceptFacilitator");
      if (state.facilitator?.person === seat) may.push("answer");
      if (state.mediationUsed && !state.ministersUsed && ["K3", "K4"].includes(state.item.class))
        may.push("requestMinisters");
      if (state.challenges.some((one) => one.ruling === null && one.panel.includes(seat)))
        may.push("ruleOnRecusal");
      if (state.claims.some((one) => one.ruling === null && one.panel.includes(seat)))
        may.push("ruleOnExclusion");
      if (state.stage === "MEDIATION" && state.mediators.includes(seat)) may.push("compromise");
    }
  }
  if (roles.includes("secretariat") && open) {
    if (state.stage === "SUBMITTED") may.push("checkForm");
    if (state.stage === "DISCUSSION") may.push("debate");
    if (state.stage === "FACILITATION") may.push("nameFacilitator");
    const waits =
      state.challenges.some((one) => one.panel.length === 0) ||
      state.claims.some((one) => one.panel.length === 0) ||
      (state.stage === "MEDIATION" && state.mediators.length === 0);
    if (waits) may.push("drawPanel");
  }
  const opensCalls = state.stage === "LISTED" && folded.facts.ruleSet !== "genuine-consensus@1";
  if (
    opensCalls &&
    open &&
    state.item.class !== "K0" &&
    (roles.includes("chair") || roles.includes("secretariat"))
  )
    may.push("openCall");
  if (roles.includes("chair")) may.push("declare");
  return may;
}
