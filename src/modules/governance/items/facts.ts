// What the acts of an item say, all of it public: what is proposed, by whom, and where the item stands after the act, so
// that lists need no fold and anybody who folds the acts again can compare.
import type { Fact, Facts } from "#core/act/act.ts";
import type { Act, Author, Item, ItemState, Payload } from "#core/decisions/index.ts";
import type { ItemClass, ItemKind, RuleSetId, Shadow } from "#core/decisions/index.ts";

/** What the first act of an item fixes. */
export interface ItemFacts extends Facts {
  readonly number: number;
  readonly year: number;
  readonly body: string;
  readonly ruleSet: RuleSetId;
  readonly class: ItemClass;
  readonly kind: ItemKind;
  /** By language; the item's own language is always there. */
  readonly title: Readonly<Record<string, string>>;
  readonly summary: Readonly<Record<string, string>>;
  /** In which the clauses are decided; translations are for reading. */
  readonly language: string;
  readonly clauses: readonly ClauseFacts[];
  /** Language → clause → text. */
  readonly translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly severable: boolean;
  readonly subjects: readonly string[];
  /** Seats that may join as sponsors, and so consolidate the text. */
  readonly coSponsors: readonly string[];
  readonly timeZone: string;
  readonly continuesMeasure: boolean;
  readonly trigger: "EARLY_WARNING" | "HARM_REPORTS" | null;
  /** The same was discussed before, and nothing new was said. */
  readonly repeats: boolean;
  readonly newFacts: string | null;
  readonly competesWith: readonly string[];
  /** The item that this one takes up again. */
  readonly follows: string | null;
}

export interface ClauseFacts extends Facts {
  readonly id: string;
  readonly text: string;
  readonly dependsOn: readonly string[];
}

export type ByFacts =
  | { readonly seat: string; readonly delegate: string }
  | { readonly office: string; readonly person: string };

/** Where the item stands after the act. */
export interface AfterFacts extends Facts {
  readonly stage: string;
  readonly since: string | null;
  readonly deadline: { readonly at: string; readonly event: string } | null;
  readonly call: number;
  readonly round: number;
  readonly outcome: {
    readonly code: string;
    readonly reason: string | null;
    readonly at: string;
    readonly adopted: readonly string[];
  } | null;
  /** Of a call that this act closed. */
  readonly closed: {
    readonly call: number;
    readonly asked: readonly string[];
    readonly silent: readonly string[];
  } | null;
  /** What the other rules say of the same acts, when this act ended the item. */
  readonly shadows: readonly {
    readonly ruleSet: string;
    readonly outcome: string | null;
    readonly adopted: readonly string[];
  }[];
}

export interface ItemActFacts extends Facts {
  readonly by: ByFacts & Facts;
  readonly after: AfterFacts;
  readonly item?: ItemFacts;
  /** SHA-256 of the document by which the delegate signed it. */
  readonly signed?: Uint8Array;
}

export interface ItemPrivate extends Facts {
  /** The delegate's duress word came with it: for the seat's own organisation to look at. */
  readonly duress?: boolean;
}

export function itemOf(id: string, facts: ItemFacts): Item {
  return {
    id,
    class: facts.class,
    kind: facts.kind,
    subjects: facts.subjects,
    clauses: facts.clauses,
    severable: facts.severable,
    timeZone: facts.timeZone,
    ...(facts.coSponsors.length === 0 ? {} : { coSponsors: facts.coSponsors }),
    ...(facts.continuesMeasure ? { continuesMeasure: true } : {}),
    ...(facts.trigger === null ? {} : { trigger: facts.trigger }),
    ...(facts.repeats ? { repeats: true } : {}),
    ...(facts.competesWith.length === 0 ? {} : { competesWith: facts.competesWith }),
  };
}

export function byFacts(by: Author): ByFacts {
  return "seat" in by ? { seat: by.seat, delegate: by.delegate } : { office: by.office, person: by.person };
}

/** The public part of an act of an item. */
export function factsOf(
  { type: _type, ...payload }: Payload,
  by: Author,
  after: AfterFacts,
  item?: ItemFacts,
): ItemActFacts {
  return {
    ...(payload as unknown as Record<string, Fact>),
    by: byFacts(by),
    after,
    ...(item === undefined ? {} : { item }),
  };
}

/** The engine's act again, from the record's. What is on the record was accepted, so its credential was valid. */
export function actFrom(
  type: Act["type"],
  stored: { readonly id: string; readonly at: string; readonly public: Facts },
): Act {
  const { by, after: _after, item: _item, signed: _signed, ...payload } = stored.public as ItemActFacts;
  return {
    ...payload,
    type,
    id: stored.id,
    at: stored.at,
    by: "seat" in by ? { ...by, credential: "VALID" } : by,
  } as unknown as Act;
}

/** `before` is the state that the act found. */
export function afterOf(before: ItemState | null, state: ItemState, shadows: readonly Shadow[]): AfterFacts {
  const closedNow = state.calls.find(
    (call, i) => call.closedAt !== null && (before?.calls[i]?.closedAt ?? null) === null,
  );
  return {
    stage: state.stage,
    since: state.since,
    deadline: state.deadline === null ? null : { at: state.deadline.at, event: state.deadline.event },
    call: state.calls.length,
    round: state.round,
    outcome:
      state.outcome === null
        ? null
        : {
            code: state.outcome.code,
            reason: state.outcome.reason,
            at: state.outcome.at,
            adopted: state.outcome.adopted,
          },
    closed:
      closedNow === undefined
        ? null
        : {
            call: closedNow.number,
            asked: closedNow.roster.seats
              .map(({ id }) => id)
              .filter((seat) => !closedNow.recused.includes(seat)),
            silent: closedNow.silent,
          },
    shadows: shadows.map(({ ruleSet, outcome, adopted }) => ({ ruleSet, outcome, adopted })),
  };
}
