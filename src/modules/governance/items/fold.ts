// An item as its acts say: read from the record and folded by its binding rule-set. What was folded is kept, and only
// acts that came since are added, so that a board of many items costs little.
import { ifClosedNow, ruleSets, shadowsOf } from "#core/decisions/index.ts";
import type { Act, Item, ItemState, Outcomes, RuleSet } from "#core/decisions/index.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { actFrom, itemOf } from "./facts.ts";
import type { ItemActFacts, ItemFacts } from "./facts.ts";
import { typeOf } from "./acts.ts";
import * as store from "./store.ts";

export interface FoldedItem {
  readonly id: string;
  readonly facts: ItemFacts;
  readonly item: Item;
  readonly ruleSet: RuleSet;
  readonly acts: readonly Act[];
  readonly state: ItemState;
  /** Of the last act. */
  readonly serial: bigint;
}

/**
 * As a transaction sees it, its own acts included; undefined when there is no such item. What was folded of it before is
 * taken, and what is not committed is not kept.
 */
export async function foldItem(
  reader: store.Reader,
  { database }: Pick<Ctx, "database">,
  id: string,
): Promise<FoldedItem | undefined> {
  const before = memoryOf(database).get(id);
  return extend(id, before, await store.itemActs(reader, id, before?.serial ?? 0n));
}

/** The same, from what this process folded before. */
export async function foldedItem(
  { database }: Pick<Ctx, "database">,
  id: string,
): Promise<FoldedItem | undefined> {
  const memory = memoryOf(database);
  const before = memory.get(id);
  const since = await store.itemActs({ db: database.kysely }, id, before?.serial ?? 0n);
  if (before !== undefined && since.length === 0) return before;
  const folded = extend(id, before, since);
  if (folded === undefined) return undefined;
  memory.delete(id);
  memory.set(id, folded);
  // The one that was asked for longest ago goes first.
  if (memory.size > mostKept) memory.delete(memory.keys().next().value as string);
  return folded;
}

export async function getFolded(base: Pick<Ctx, "database">, id: string): Promise<FoldedItem> {
  const folded = isUuid(id) ? await foldedItem(base, id) : undefined;
  if (folded === undefined) throw new Problem("not-found");
  return folded;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

const mostKept = 2_000;
const memories = new WeakMap<object, Map<string, FoldedItem>>();

function memoryOf(database: object): Map<string, FoldedItem> {
  let memory = memories.get(database);
  if (memory === undefined) memories.set(database, (memory = new Map()));
  return memory;
}

function extend(
  id: string,
  before: FoldedItem | undefined,
  stored: readonly store.StoredItemAct[],
): FoldedItem | undefined {
  const acts = stored.flatMap((act) => {
    const type = typeOf(act.type);
    return type === undefined ? [] : [{ act: actFrom(type, act), facts: act.public as ItemActFacts }];
  });
  const facts = before?.facts ?? acts.find((one) => one.facts.item !== undefined)?.facts.item;
  const last = stored.at(-1);
  if (facts === undefined || last === undefined) return before;
  const item = before?.item ?? itemOf(id, facts);
  const ruleSet = ruleSets[facts.ruleSet];
  let state = before?.state ?? ruleSet.begin(item);
  for (const { act } of acts) state = ruleSet.step(state, act).state;
  return {
    id,
    facts,
    item,
    ruleSet,
    acts: [...(before?.acts ?? []), ...acts.map(({ act }) => act)],
    state,
    serial: last.serial,
  };
}

const judged = new WeakMap<FoldedItem, Outcomes>();

/** The binding outcome beside what every other rule says of the same acts. */
export function outcomesOf(folded: FoldedItem): Outcomes {
  const known = judged.get(folded);
  if (known !== undefined) return known;
  const { ruleSet, state, acts } = folded;
  // What is on the record was accepted: it is folded already, and not folded again.
  const made: Outcomes = {
    binding: { state, acts: acts.map((act) => ({ act, answer: { accepted: true } })) },
    shadows: shadowsOf(state),
    ifClosedNow: ifClosedNow(ruleSet, state),
  };
  judged.set(folded, made);
  return made;
}
