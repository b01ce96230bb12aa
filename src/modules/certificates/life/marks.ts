// What its history leaves on a certificate beside its state: why it is no longer good, forgeries, endorsements, the last
// pre-alert, what its exporter asks for. Pure: made again from all of its events after each, so that none is forgotten.
import { withdrawalOf } from "#core/certificate/life.ts";
import type { LifeEventKind, Withdrawal } from "#core/certificate/life.ts";
import type { Endorsed, Said } from "#core/certificate/register.ts";
import type { EndorsableField } from "#core/certificate/endorsements.ts";

/** One row of its history. */
export interface EventRow {
  readonly act: string;
  readonly kind: LifeEventKind;
  readonly at: string;
  readonly authority: string;
  readonly person: string;
  readonly name: string;
  /** Of the act, public and private; bytes as hexadecimal. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Marks {
  readonly withdrawal?: Withdrawal;
  readonly fakeReported?: Said;
  readonly endorsed?: readonly Endorsed[];
  readonly noticed?: { readonly at: string; readonly expectedOn?: string };
  readonly asked?: { readonly at: string; readonly what: string };
  /** Public ids, hexadecimal: the certificate that took its place, and the one whose place it took. */
  readonly replacedBy?: string;
  readonly replaces?: string;
}

/** All that events decide; null where they decided nothing. `replaces` comes from another certificate's history. */
export function marksOf(events: readonly EventRow[]): {
  readonly [Mark in Exclude<keyof Marks, "replaces">]-?: Marks[Mark] | null;
} {
  const last = (kind: EventRow["kind"]) => events.findLast((event) => event.kind === kind);
  const fake = last("fake-reported");
  const noticed = last("noticed");
  const expectedOn = noticed?.facts["expectedOn"];
  const endorsed = events.flatMap(({ kind, at, authority, facts }): Endorsed[] =>
    kind === "endorsed" ? [{ field: facts["field"] as EndorsableField, since: at, by: authority }] : [],
  );
  return {
    withdrawal: withdrawalOf(events),
    fakeReported: fake === undefined ? null : { since: fake.at, by: fake.authority },
    endorsed: endorsed.length === 0 ? null : endorsed,
    noticed:
      noticed === undefined
        ? null
        : { at: noticed.at, ...(typeof expectedOn === "string" ? { expectedOn } : {}) },
    asked: openRequest(events),
    replacedBy: (last("replaced")?.facts["replacement"] as string | undefined) ?? null,
  };
}

/** Answered by whatever withdraws the certificate, or by a refusal. */
function openRequest(events: readonly EventRow[]): Marks["asked"] | null {
  const place = events.findLastIndex(({ kind }) => kind === "asked");
  const asked = events[place];
  if (asked === undefined) return null;
  const after = events.slice(place + 1);
  if (after.some(({ kind }) => kind === "declined") || withdrawalOf(after) !== null) return null;
  return { at: asked.at, what: String(asked.facts["what"]) };
}
