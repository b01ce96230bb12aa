// From the record to what the pages show: names of seats, items with their states, decisions, silences. Reads only.
import type { ItemClass, OutcomeCode, PillarId, SeatId, Stage } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import type { Names } from "#ui/decisions/words.ts";
import { foldedItem } from "../items/fold.ts";
import type { FoldedItem } from "../items/fold.ts";
import { boardOf, findItem, listItems, mayDo, silenceOf } from "../items/queries.ts";
import type { BoardCard } from "../items/queries.ts";
import { delegationOf, pillarsKnown, seatsNow } from "../seats/queries.ts";
import { seats as everySeat } from "../seats/store.ts";
import { decisionOf } from "./decision.ts";
import type { Decision } from "./decision.ts";
import { codeOf } from "./faces.ts";
import type { ItemCard } from "./faces.ts";
import type { ShownItem } from "./item-frame.tsx";
import { doingsFor } from "./may.ts";
import type { CallOfSeat, SilenceOfSeat } from "./silence.tsx";

/** Newest first; each of those beyond still has its page. */
const mostItems = 1_000;

type Words = Readonly<Record<string, string>>;

/** Also of seats that ended: their positions stand. */
export async function namesFor(ctx: Ctx, t: T): Promise<Names> {
  const called = (names: Words, code: string): string => names[t.locale] ?? names["en"] ?? code;
  const [now, ever, pillars] = [
    await seatsNow(ctx),
    await everySeat({ db: ctx.database.kysely }),
    await pillarsKnown(ctx),
  ];
  return {
    seats: Object.fromEntries([...ever, ...now].map(({ code, names }) => [code, called(names, code)])),
    pillars: Object.fromEntries(
      pillars.flatMap(({ code, names }) => (names === null ? [] : [[code, called(names, code)]])),
    ),
  };
}

/** In the reader's language; else in English, else in whichever there is. */
export function titleIn(t: T, title: Words): { readonly title: string; readonly titleLanguage: string } {
  const language = [t.locale, "en", ...Object.keys(title)].find((one) => title[one] !== undefined);
  return { title: title[language ?? ""] ?? "", titleLanguage: language ?? "en" };
}

export async function shownItem(ctx: Ctx, t: T, id: string, demonstration: boolean): Promise<ShownItem> {
  const found = await findItem(ctx, id);
  if (found === undefined) throw new Problem("not-found");
  const { facts, outcomes, state } = found;
  return {
    t,
    names: await namesFor(ctx, t),
    id,
    reference: found.reference,
    ...titleIn(t, found.title),
    language: facts.language,
    summary: facts.summary[t.locale] ?? facts.summary[facts.language],
    translations: facts.translations[t.locale] ?? {},
    item: found.item,
    acts: found.acts,
    binding: found.binding,
    outcomes,
    needed: found.explain,
    now: nowOf(ctx),
    demonstration,
    may: doingsFor(state, await mayDo(ctx, id)),
  };
}

export async function boardCards(ctx: Ctx, t: T): Promise<readonly ItemCard[]> {
  return (await boardOf(ctx)).map((card) => cardFrom(t, card));
}

function cardFrom(t: T, card: BoardCard): ItemCard {
  const { id, reference, deadlineAt, deadlineEvent } = card;
  return {
    id,
    reference,
    title: titleIn(t, card.title).title,
    class: card.class as ItemClass,
    stage: card.stage as Stage,
    outcome: card.outcome as OutcomeCode | null,
    since: card.outcomeAt ?? card.since ?? card.submittedAt,
    tabledAt: card.submittedAt,
    deadline: deadlineAt,
    callCloses: deadlineEvent === "CALL_CLOSES" ? deadlineAt : null,
    objectors: card.objecting.map(({ seat, explanation }) => ({ seat, reasoned: explanation !== null })),
    silent: card.silent,
  };
}

export interface StandingItem extends FoldedItem {
  readonly reference: string;
  readonly title: string;
  readonly titleLanguage: string;
}

/** Items with their states, newest first. */
export async function standingItems(ctx: Ctx, t: T, open?: boolean): Promise<readonly StandingItem[]> {
  const rows = await listItems(ctx, open === undefined ? {} : { open }, mostItems);
  const found: StandingItem[] = [];
  for (const { id, reference, title } of rows) {
    const folded = await foldedItem(ctx, id);
    if (folded !== undefined) found.push({ ...folded, reference, ...titleIn(t, title) });
  }
  return found;
}

/** Those that ended, the last first. */
export async function decisionsOf(ctx: Ctx, t: T): Promise<readonly Decision[]> {
  return (await standingItems(ctx, t, false))
    .flatMap((item) => decisionFrom(item) ?? [])
    .toSorted((a, b) => b.at.localeCompare(a.at));
}

export async function decisionFor(ctx: Ctx, t: T, id: string): Promise<Decision> {
  const found = await findItem(ctx, id);
  const decision = found === undefined ? null : decisionFrom({ ...found, ...titleIn(t, found.title) });
  if (decision === null) throw new Problem("not-found");
  return decision;
}

function decisionFrom(
  item: Pick<StandingItem, "id" | "reference" | "title" | "titleLanguage" | "facts" | "state">,
): Decision | null {
  const { id, reference, title, titleLanguage, facts } = item;
  const { language, class: itemClass, ruleSet: rule } = facts;
  return decisionOf({ id, reference, title, titleLanguage, language, class: itemClass, rule }, item.state);
}

/** Most silent first. */
export async function silenceBySeat(ctx: Ctx): Promise<readonly SilenceOfSeat[]> {
  const pillarOf = new Map<SeatId, PillarId>(
    [...(await everySeat({ db: ctx.database.kysely })), ...(await seatsNow(ctx))].map(({ code, pillar }) => [
      code,
      pillar,
    ]),
  );
  return (await silenceOf(ctx))
    .map(({ seat, asked, silent }) => ({ seat, asked, silent, pillar: pillarOf.get(seat) ?? "G" }))
    .toSorted((a, b) => b.silent - a.silent || (a.seat < b.seat ? -1 : 1));
}

/** Every closed call that asked this seat, with what it recorded, newest first. */
export async function callsOfSeat(ctx: Ctx, t: T, seat: SeatId): Promise<readonly CallOfSeat[]> {
  const items = new Map((await standingItems(ctx, t)).map((item) => [item.id, item]));
  const [own] = await silenceOf(ctx, seat);
  return (own?.calls ?? []).flatMap(({ item: id, call: number, silent, at }) => {
    const item = items.get(id);
    const call = item?.state.calls.find((one) => one.number === number);
    if (item === undefined || call === undefined) return [];
    const codes = Object.keys(call.positions[seat] ?? {}).map((clause) =>
      codeOf(item.state, call, seat, clause),
    );
    return [
      {
        item: id,
        title: item.title,
        call: number,
        closedAt: call.closedAt ?? at,
        codes: silent ? [] : [...new Set(codes)],
      },
    ];
  });
}

/** For whom the reader speaks in the plenary today. */
export async function seatOfReader(ctx: Ctx): Promise<SeatId | undefined> {
  const delegation = await delegationOf(ctx, ctx.actor, ["body:PLENARY"]);
  return delegation?.credential === "VALID" ? delegation.seat.code : undefined;
}

export async function isGovernment(ctx: Ctx, seat: SeatId): Promise<boolean> {
  return (await seatsNow(ctx)).some(({ code, participant }) => code === seat && participant !== null);
}

export function nowOf(ctx: Ctx): string {
  return new Date(ctx.clock()).toISOString();
}
