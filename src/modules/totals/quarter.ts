// A quarter as the log shows it, and the verdict on what each authority published for it. Whoever reads the log comes to
// the same: this is the pure check of core over the acts of the quarter.
import { authoritiesIn, checkTotals } from "#core/totals/check.ts";
import type { TotalsVerdict } from "#core/totals/check.ts";
import { ledgerOf } from "#core/totals/ledger.ts";
import type { Ledger } from "#core/totals/ledger.ts";
import type { Quarter } from "#core/totals/periods.ts";
import type { Ctx } from "#modules/record/index.ts";
import * as store from "./store.ts";

export interface AuthorityVerdict {
  readonly authority: string;
  readonly verdict: TotalsVerdict;
}

/** Also of the quarters before it, from `first` on. */
export async function ledgerOfQuarter(
  reader: store.Reader,
  quarter: Quarter,
  first: Quarter = quarter,
): Promise<Ledger> {
  return ledgerOf((await store.leavesOfQuarter(reader, quarter, first)).map(store.publicActOf));
}

/** Kept until something is counted, committed to or published: a check of ten thousand certificates takes seconds. */
export async function verdictsOf(ctx: Ctx, quarter: Quarter): Promise<readonly AuthorityVerdict[]> {
  const reader = { db: ctx.database.kysely };
  const tag = await store.tagOf(reader);
  let answers = kept.get(ctx.database);
  if (answers === undefined || answers.tag !== tag) {
    answers = { tag, byQuarter: new Map() };
    kept.set(ctx.database, answers);
  }
  let answer = answers.byQuarter.get(quarter);
  if (answer === undefined) {
    answer = check(reader, quarter);
    answers.byQuarter.set(quarter, answer);
    answer.catch(() => answers.byQuarter.delete(quarter));
  }
  return answer;
}

async function check(reader: store.Reader, quarter: Quarter): Promise<readonly AuthorityVerdict[]> {
  const ledger = await ledgerOfQuarter(reader, quarter);
  return authoritiesIn(ledger, quarter).map((authority) => ({
    authority,
    verdict: checkTotals(ledger, authority, quarter),
  }));
}

interface Kept {
  readonly tag: string;
  readonly byQuarter: Map<Quarter, Promise<readonly AuthorityVerdict[]>>;
}

const kept = new WeakMap<Ctx["database"], Kept>();
