// What others ask about alerts: does a number stand in one, and which trade is stopped.
// Open alerts with numbers are few and kept in the process, looked at again at most once a second: a change made in this
// process is seen at once, one made elsewhere a second later.
import { standsIn } from "#core/kp/alerts.ts";
import type { AlertKind, NumberAsked } from "#core/kp/alerts.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { statusOn } from "#core/kp/statuses.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import type { Ctx } from "#modules/record/index.ts";
import type { SchemeFacts } from "#modules/scheme/index.ts";
import * as store from "./store.ts";
import type { AlertRow } from "./store.ts";

type Base = Pick<Ctx, "database">;

/** The gravest comes first: a stolen paper that was also forged is a stolen one. */
const gravity: readonly AlertKind[] = ["STOLEN", "LOST", "FAKE", "STOPPED_TRADE"];

/** Open alerts on papers in which the number stands, those of certificates on the register left out: their rows tell. */
export async function alertsOnNumber(base: Base, asked: NumberAsked): Promise<readonly AlertRow[]> {
  const open = await openAlerts(base);
  if (open.length === 0) return open;
  return open
    .filter(({ kind, numbers }) => kind !== "STOPPED_TRADE" && standsIn(numbers, asked))
    .toSorted((a, b) => gravity.indexOf(a.kind) - gravity.indexOf(b.kind));
}

async function openAlerts({ database }: Base): Promise<readonly AlertRow[]> {
  const known = kept.get(database);
  if (known !== undefined && performance.now() - known.checkedAt < longestStale) return known.alerts;
  const checkedAt = performance.now();
  const changesBefore = changes.get(database);
  const reader = { db: database.kysely };
  // Counted before the rows are read: if something is added between, the count is too small and the next look reloads.
  const acts = await store.actCount(reader);
  const alerts = known?.acts === acts ? known.alerts : await store.openAlertsWithNumbers(reader);
  if (changes.get(database) === changesBefore) kept.set(database, { alerts, acts, checkedAt });
  return alerts;
}

/** After an act of this process: the next question looks at the database again. */
export function forgetAlerts({ database }: Base): void {
  changes.set(database, (changes.get(database) ?? 0) + 1);
  const known = kept.get(database);
  if (known !== undefined) kept.set(database, { ...known, checkedAt: Number.NEGATIVE_INFINITY });
}

const longestStale = 1_000;
const kept = new WeakMap<
  Base["database"],
  { readonly alerts: readonly AlertRow[]; readonly acts: bigint; readonly checkedAt: number }
>();
const changes = new WeakMap<Base["database"], number>();

/** By the scheme's own statuses: who may not trade on that day, or only what certain zones give. The newest first. */
export function stoppedTrade(
  { statuses }: Pick<SchemeFacts, "statuses">,
  date: IsoDate,
): readonly StatusRow[] {
  return [...new Set(statuses.map(({ participant }) => participant))]
    .flatMap((code) => {
      const { status, row } = statusOn(statuses, code, date);
      return row !== undefined && stopping.has(status) ? [row] : [];
    })
    .sort((a, b) => (a.from > b.from ? -1 : a.from < b.from ? 1 : a.participant < b.participant ? -1 : 1));
}

const stopping: ReadonlySet<string> = new Set(["SUSPENDED", "SELF_SUSPENDED", "EMBARGOED", "CONDITIONAL"]);
