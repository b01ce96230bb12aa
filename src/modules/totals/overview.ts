// What is told of counts: of all authorities, how far each has counted; of one, every period and every difference from its
// acts. Holes are days that are due and not counted.
import { addDays, daysBetween } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import type { Counts } from "#core/totals/acts.ts";
import { checkCounts } from "#core/totals/counts.ts";
import type { CountCheck } from "#core/totals/counts.ts";
import { emptyLedger } from "#core/totals/ledger.ts";
import type { Ledger } from "#core/totals/ledger.ts";
import { lastDayOwed } from "#core/totals/periods.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { authoritiesOf, findAuthority } from "#modules/scheme/index.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import * as store from "./store.ts";

export interface CountedAuthority {
  readonly authority: AuthorityRow;
  /** First day counted, or first day with an act. */
  readonly since: IsoDate;
  /** Null while nothing was counted. */
  readonly to: IsoDate | null;
  /** Days that are due and not counted. */
  readonly missing: number;
  readonly totals: Counts;
}

/** Those that were ever at work, by code. */
export async function countedAuthorities(ctx: Ctx): Promise<readonly CountedAuthority[]> {
  const reader = { db: ctx.database.kysely };
  const last = new Map((await store.lastCounts(reader)).map((row) => [row.authority, row]));
  const days = new Map((await store.countedDays(reader)).map((row) => [row.authority, row]));
  const due = lastDayOwed(ctx.clock());
  const shown: CountedAuthority[] = [];
  for (const authority of await authoritiesOf(ctx)) {
    const [count, counted] = [last.get(authority.code), days.get(authority.code)];
    const since = counted?.since ?? (await store.firstDayOf(reader, authority.code));
    if (since === undefined) continue;
    const owed = since > due ? 0 : daysBetween(since, due) + 1;
    shown.push({
      authority,
      since,
      to: count?.to_day ?? null,
      missing: Math.max(0, owed - (counted?.days ?? 0)),
      totals: count?.totals ?? {},
    });
  }
  return shown.sort((a, b) => (a.authority.code < b.authority.code ? -1 : 1));
}

/** Undefined acts are nobody's: a code that is no authority is not found. */
export async function checkedCounts(
  ctx: Ctx,
  code: string,
): Promise<CountCheck & { readonly authority: AuthorityRow; readonly due: IsoDate }> {
  const authority = await findAuthority(ctx, code);
  refuseUnless(authority !== undefined, "not-found");
  const due = lastDayOwed(ctx.clock());
  return { authority, due, ...checkCounts(await ledgerOfCounts(ctx, code, due), code, due) };
}

/** The tallies come from the acts themselves; the counts are read from their own acts, as everybody reads them. */
async function ledgerOfCounts(ctx: Ctx, authority: string, due: IsoDate): Promise<Ledger> {
  const reader = { db: ctx.database.kysely };
  const ledger = emptyLedger();
  const first = await store.firstDayOf(reader, authority);
  if (first === undefined) return ledger;
  const days: Map<IsoDate, Map<store.DayTally["kind"], number>> = new Map();
  for (const { day, kind, count } of await store.talliesOf(reader, authority, first, addDays(due, 1))) {
    const kinds = days.get(day) ?? new Map<store.DayTally["kind"], number>();
    days.set(day, kinds.set(kind, count));
  }
  ledger.tallies.set(authority, days);
  for (const row of await store.countsOf(reader, authority)) {
    const { act: id, at, counts, totals, corrects } = row;
    ledger.counts.push({
      id,
      organisation: authority,
      at: new Date(at).toISOString(),
      leafHash: row.leaf_hash,
      from: row.from_day,
      to: row.to_day,
      counts,
      totals,
      corrects,
    });
  }
  return ledger;
}
