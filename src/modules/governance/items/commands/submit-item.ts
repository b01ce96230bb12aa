// A seat tables an item: its text by clauses, its class and its subjects. The rules of the body on that day bind it.
// Anybody's discussion is listed once other pillars stand behind it; nobody has a command to remove what is tabled.
import { scopeClause } from "#core/decisions/index.ts";
import type { ItemClass, ItemKind, RuleSetId } from "#core/decisions/index.ts";
import { checkDiscussion, clauseProblem, limits, ruleSets } from "#core/decisions/index.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { readInput, refuseFields } from "#platform/http/inputs.ts";
import { bodiesOn, seatsNow } from "../../seats/queries.ts";
import { actOnItem, apply, asDelegate, takeRoster } from "../act.ts";
import type { Done, Opened } from "../act.ts";
import { itemOf } from "../facts.ts";
import type { ItemFacts } from "../facts.ts";
import { ItemInput } from "../inputs.ts";
import * as store from "../store.ts";
import { refuseLongText } from "../text-size.ts";

export interface Submitted extends Done {
  readonly reference: string;
  /** The same discussion was open: the seat stands behind that one now, and its words are a statement there. */
  readonly joined: boolean;
}

export async function submitItem(ctx: Ctx, input: ItemInput): Promise<Submitted> {
  const item = readInput(ItemInput, input);
  refuseLongText("clauses", item);
  const begun = await inTransaction(ctx, async (tx): Promise<Submitted | store.ItemRow> => {
    const body = (await bodiesOn(tx, tx.now.slice(0, 10))).find(({ code }) => code === item.body);
    await refuseUnknown(tx, item, body !== undefined);
    refuseUnless(body !== undefined, "not-found");
    const before =
      item.class === "K0" ? await sameDiscussions(tx, item) : { open: undefined, held: undefined };
    if (before.open !== undefined) return before.open;
    const id = tx.newId();
    const year = Number(tx.now.slice(0, 4));
    const facts: ItemFacts = {
      number: await store.nextNumber(tx, year),
      year,
      body: body.code,
      ruleSet: item.class === "K0" ? discussionRules : (body.ruleSet as RuleSetId),
      class: item.class,
      kind: kindOf(item.class, item.clauses !== undefined),
      title: given(item.title),
      summary: given(item.summary),
      language: item.language,
      clauses: item.clauses ?? [{ id: scopeClause, text: "", dependsOn: [] }],
      translations: given(item.translations),
      severable: item.severable,
      subjects: [...new Set(item.subjects)],
      coSponsors: [...new Set(item.coSponsors)],
      timeZone: body.timeZone,
      continuesMeasure: item.continuesMeasure,
      trigger: null,
      repeats: before.held !== undefined && item.newFacts === undefined,
      newFacts: item.newFacts ?? null,
      competesWith: item.competesWith,
      follows: item.follows ?? before.held?.id ?? null,
    };
    const opened = beginItem(id, facts);
    const by = await asDelegate(tx, opened);
    if (item.class === "K0" && "seat" in by) await refuseFlood(tx, by.seat);
    await takeRoster(tx, opened);
    const act = await apply(tx, opened, { by, payload: { type: "submit" }, facts });
    return {
      item: id,
      acts: [act],
      stage: opened.state.stage,
      reference: referenceOf(facts),
      joined: false,
    };
  });
  return "acts" in begun && "joined" in begun ? begun : join(ctx, begun, item);
}

/** Nothing of what was sent is lost: the second request is on the record of the first. */
async function join(ctx: Ctx, open: store.ItemRow, item: ReturnType<typeof readItem>): Promise<Submitted> {
  const done = await actOnItem(ctx, open.id, async (opened, tx) => {
    const by = await asDelegate(tx, opened);
    const { stage, sponsors, seconders } = opened.state;
    const behind = "seat" in by && [...sponsors, ...seconders].includes(by.seat);
    const mayBack = !behind && ["DRAFT", "SUBMITTED", "LISTED"].includes(stage);
    if (mayBack && "seat" in by) await refuseFlood(tx, by.seat);
    const words = [item.title[item.language], item.summary[item.language], item.newFacts];
    const text = words.filter((one) => one !== undefined).join("\n");
    return {
      by,
      payloads: [
        ...(mayBack ? [{ type: "second", as: "SECONDER" } as const] : []),
        { type: "statement", text, objectsToDiscussing: false },
      ],
    };
  });
  return { ...done, reference: referenceOf(open), joined: true };
}

/** Discussions of the same subjects and the same title: the one that is open, and the last that was held. */
async function sameDiscussions(
  tx: Tx,
  item: ReturnType<typeof readItem>,
): Promise<{ readonly open: store.ItemRow | undefined; readonly held: store.ItemRow | undefined }> {
  const rows = await store.listItems(tx, { class: "K0" }, 5_000);
  const check = (title: string) =>
    checkDiscussion(
      { id: "", subjects: item.subjects, topic: title, backers: [] },
      rows.toReversed().map((row) => ({
        id: row.id,
        subjects: row.subjects,
        topic: row.title[item.language] ?? "",
        backers: [],
        recorded: row.outcome !== null,
      })),
    );
  const { sameAs, repeats } = check(item.title[item.language] ?? "");
  return { open: rows.find(({ id }) => id === sameAs), held: rows.find(({ id }) => id === repeats) };
}

export function beginItem(id: string, facts: ItemFacts): Opened {
  const item = itemOf(id, facts);
  const ruleSet = ruleSets[facts.ruleSet];
  return { id, facts, item, ruleSet, acts: [], state: ruleSet.begin(item) };
}

/**
 * A discussion decides nothing and imposes nothing, so it runs here as of right, whatever the rule of the body. Where that
 * rule lets an objection keep a matter off the agenda, its own outcome stands beside it (docs/decisions/0017).
 */
export const discussionRules: RuleSetId = "genuine-consensus@1";

/** "2026/007" */
export function referenceOf({ year, number }: Pick<ItemFacts, "year" | "number">): string {
  return `${year}/${String(number).padStart(3, "0")}`;
}

export function kindOf(itemClass: ItemClass, hasText: boolean): ItemKind {
  if (itemClass === "K0") return "DISCUSSION";
  if (itemClass === "E") return "ELECTION";
  return hasText ? "TEXT" : "MOTION";
}

/** Each seat stands behind few open discussions, so that many can be heard. */
export async function refuseFlood(tx: Tx, seat: string): Promise<void> {
  const open = await store.listItems(
    tx,
    { open: true, class: "K0", seat },
    limits.openDiscussionsOfASeat + 1,
  );
  refuseFields(
    open.length >= limits.openDiscussionsOfASeat && {
      field: "class",
      code: "item-too-many-discussions",
      values: { most: limits.openDiscussionsOfASeat },
    },
  );
}

async function refuseUnknown(tx: Tx, item: ReturnType<typeof readItem>, bodyKnown: boolean): Promise<void> {
  const scheme = await schemeFacts(tx);
  const actors = new Set([
    ...(await seatsNow(tx)).map(({ code }) => code),
    ...scheme.participants.map(({ code }) => code),
    // An item decides about who asks to take part before it is anybody's seat.
    ...scheme.applicants.map(({ code }) => code),
  ]);
  const unknown = [...item.subjects, ...item.coSponsors].find((code) => !actors.has(code));
  const clauses = item.clauses ?? [];
  const fault = clauses.length === 0 ? null : clauseProblem(clauses);
  const ids = new Set(clauses.map(({ id }) => id));
  const strange = Object.values(item.translations).some((texts) =>
    Object.keys(texts ?? {}).some((clause) => !ids.has(clause)),
  );
  const others = await Promise.all(
    [...item.competesWith, ...(item.follows === undefined ? [] : [item.follows])].map((id) =>
      store.findItem(tx, id),
    ),
  );
  refuseFields(
    !bodyKnown && { field: "body", code: "item-body-unknown" },
    unknown !== undefined && { field: "subjects", code: "item-subject-unknown", values: { code: unknown } },
    item.class === "K3" && item.subjects.length === 0 && { field: "subjects", code: "item-subject-missing" },
    (item.class === "K0") !== (item.clauses === undefined) &&
      ["K0", "K3", "K4"].includes(item.class) && {
        field: "clauses",
        code: item.class === "K0" ? "item-discussion-has-text" : "item-text-missing",
      },
    fault !== null && { field: "clauses", code: `item-${fault}` },
    item.title[item.language] === undefined && { field: "title", code: "title-missing" },
    strange && { field: "translations", code: "item-translation-of-nothing" },
    others.includes(undefined) && { field: "competesWith", code: "item-unknown" },
    !item.severable && item.class !== "K4" && { field: "severable", code: "item-package-not-allowed" },
  );
}

const readItem = (input: unknown) => readInput(ItemInput, input);

function given<T>(words: Readonly<Record<string, T>>): Record<string, Exclude<T, undefined>> {
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, Exclude<T, undefined>] => entry[1] !== undefined),
  );
}
