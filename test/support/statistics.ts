// Invented figures for tests: an act of the test's own puts them on the record of a test scheme, as a release or a data set
// would. Whoever reads the names of these figures sees that they are nobody's.
import { seriesKey } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import { actKind, inTransaction, record } from "#modules/record/index.ts";
import type { Actor, ProjectedAct, Projection } from "#modules/record/index.ts";
import { insertObservations } from "../../src/modules/statistics/figures/store.ts";
import type { TestScheme } from "./scheme.ts";

const waiting = new Map<string, readonly Observation[]>();

const figuresInvented = actKind<{ readonly id: string }, { readonly why: string }>(
  "test.figures-invented",
  async (tx: Projection, acts: readonly ProjectedAct<{ id: string }, { why: string }>[]) => {
    for (const { id, public: facts } of acts) await insertObservations(tx, id, waiting.get(facts.id) ?? []);
  },
);

/** Puts them on the record as they stand: `knownUntil` is not kept, because only a later act ends a figure. */
export async function inventFigures(scheme: TestScheme, figures: readonly Observation[]): Promise<void> {
  const id = figures
    .map((one) => seriesKey({ ...one, period: periodText(one.period) }))
    .join(" ")
    .slice(0, 80);
  waiting.set(id, figures);
  await inTransaction(scheme.ctx(), (tx) =>
    record(tx, figuresInvented, {
      subject: `invented:${tx.newId()}`,
      previous: null,
      public: { id },
      private: { why: "a test" },
    }),
  );
  waiting.delete(id);
}

/** Somebody of an organisation, the same at every call. */
export function somebodyOf(organisation: string, ...roles: string[]): Actor {
  return {
    kind: "person",
    id: `00000000-0000-7000-8000-0000000000${organisation.charCodeAt(0)}`,
    name: `${roles.join(", ")} of ${organisation}`,
    organisation,
    roles,
  };
}
