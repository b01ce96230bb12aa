// Everything that the record of a meeting is made of: the meeting, the items of its agenda as their acts left them, and the
// texts that were said. Read once; nothing in it is anybody's to choose.
import { fold, ruleSets } from "#core/decisions/index.ts";
import type { ItemState, Position } from "#core/decisions/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findItem, pillarsKnown } from "#modules/governance/index.ts";
import type { ItemView, Pillar } from "#modules/governance/index.ts";
import type { Meeting } from "../queries.ts";
import { readTexts } from "../texts.ts";
import type { Texts } from "../texts.ts";

export interface RecordMatter {
  readonly meeting: Meeting;
  readonly pillars: readonly Pillar[];
  readonly items: readonly RecordItem[];
  /** Of each statement, and of each of its answers. */
  readonly texts: ReadonlyMap<string, { readonly own: Texts; readonly answers: readonly Texts[] }>;
  /** Of who convenes and keeps it. */
  readonly scheme: string;
}

export interface RecordItem {
  readonly id: string;
  readonly entry: string;
  readonly reference: string;
  readonly title: Readonly<Record<string, string>>;
  readonly ruleSet: string;
  readonly requestedAt: string;
  readonly sponsors: readonly string[];
  readonly seconders: readonly string[];
  readonly objectsToDiscussing: readonly { readonly seat: string; readonly text: string }[];
  readonly outcome: { readonly code: string; readonly at: string } | null;
  readonly language: string;
  readonly adopted: readonly { readonly clause: string; readonly text: string }[];
  /** Of the last call: each position with the clauses it is on; null where it is on all. */
  readonly positions: readonly RecordPosition[];
  readonly silent: readonly string[];
  /** Declared by the chair although the rule computed something else. */
  readonly declared: readonly { readonly outcome: string; readonly at: string }[];
}

export interface RecordPosition {
  readonly seat: string;
  readonly code: Position["code"];
  readonly clauses: readonly string[] | null;
  readonly words: string | null;
}

export async function recordMatter(ctx: Ctx, meeting: Meeting, scheme = ""): Promise<RecordMatter> {
  const items: RecordItem[] = [];
  for (const { id: entry, item } of meeting.state.agenda) {
    const view = item === null ? undefined : await findItem(ctx, item);
    if (view !== undefined) items.push(itemOfRecord(entry, view, meeting.row.closedAt));
  }
  const texts = new Map<string, { own: Texts; answers: readonly Texts[] }>();
  for (const said of meeting.state.statements) {
    const answers: Texts[] = [];
    for (const answer of said.answers) answers.push(await readTexts(ctx, answer.texts));
    texts.set(said.statement, { own: await readTexts(ctx, said.texts), answers });
  }
  return { meeting, pillars: await pillarsKnown(ctx), items, texts, scheme };
}

/** As it stood when the meeting was closed: what became of it later belongs to the next one. */
function itemOfRecord(entry: string, view: ItemView, closedAt: string | null): RecordItem {
  const { id, reference, title, facts, row, item } = view;
  const acts = closedAt === null ? view.acts : view.acts.filter(({ at }) => at <= closedAt);
  const { state } = closedAt === null ? view : fold(ruleSets[facts.ruleSet], item, acts);
  const { outcome } = state;
  const clauses = new Map(state.versions.at(-1)?.clauses.map((clause) => [clause.id, clause.text]));
  return {
    id,
    entry,
    reference,
    title,
    ruleSet: facts.ruleSet,
    requestedAt: row.submittedAt,
    sponsors: state.sponsors,
    seconders: state.seconders,
    objectsToDiscussing: state.statements
      .filter((said) => said.objectsToDiscussing)
      .map(({ author, text }) => ({ seat: author, text })),
    outcome: outcome === null ? null : { code: outcome.code, at: outcome.at },
    language: facts.language,
    adopted: (outcome?.adopted ?? []).map((clause) => ({ clause, text: clauses.get(clause) ?? "" })),
    positions: positionsOf(state),
    silent: state.calls.at(-1)?.silent ?? [],
    declared: state.declarations
      .filter(({ differs }) => differs)
      .map(({ outcome: said, at }) => ({ outcome: said, at })),
  };
}

function positionsOf({ calls }: ItemState): readonly RecordPosition[] {
  const call = calls.at(-1);
  if (call === undefined) return [];
  return Object.entries(call.positions).flatMap(([seat, byClause]) => {
    const grouped = new Map<string, RecordPosition & { readonly on: string[] }>();
    const entries = Object.entries(byClause);
    for (const [clause, position] of entries) {
      const { code, objection } = position;
      const words = objection?.explanation ?? position.words;
      const key = `${code} ${words ?? ""}`;
      const known = grouped.get(key);
      if (known === undefined)
        grouped.set(key, { seat, code, clauses: null, words: words ?? null, on: [clause] });
      else known.on.push(clause);
    }
    return [...grouped.values()].map(({ on, ...position }) => ({
      ...position,
      clauses: on.length === entries.length ? null : on,
    }));
  });
}
