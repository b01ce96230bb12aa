// An authority counts its acts of the days that are over, and commits to the carats and value of every certificate that it
// sealed on them. One transaction for each day: a day that is counted is also committed to. Never two counts for one day;
// a correction is a new act that names the one it corrects.
import { setImmediate } from "node:timers/promises";
import { lifeEventKinds } from "#core/certificate/life.ts";
import { addDays } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { encodeCommitments, mostCommitments } from "#core/totals/acts.ts";
import type { Commitment, Counts } from "#core/totals/acts.ts";
import { commit } from "#core/totals/commitment.ts";
import { addCounts } from "#core/totals/counts.ts";
import { lastDayToCount } from "#core/totals/periods.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { certificatesCommitted, certificatesCounted } from "../acts.ts";
import { amountsOf } from "../amounts.ts";
import * as store from "../store.ts";
import type { DayTally } from "../store.ts";

/** Every day that is due and not counted, each in its turn. Answers how many acts of counting were signed. */
export async function countDueDays(ctx: Ctx): Promise<number> {
  const authority = authorityOf(ctx);
  let acts = 0;
  while (await inTransaction(ctx, (tx) => countNext(tx, authority))) acts++;
  return acts;
}

/** A new count of a period that was counted, where the acts say otherwise than the count in force. */
export async function correctCount(ctx: Ctx, day: IsoDate): Promise<{ readonly act: string }> {
  const authority = authorityOf(ctx);
  return inTransaction(ctx, async (tx) => {
    await store.holdAuthority(tx, authority);
    const standing = inForce(await store.countsOf(tx, authority));
    const wrong = standing.find(({ from_day, to_day }) => from_day <= day && day <= to_day);
    refuseUnless(wrong !== undefined, "not-found");
    const { from_day: from, to_day: to } = wrong;
    const counts = sumOf(await store.talliesOf(tx, authority, from, addDays(to, 1)));
    const before = standing.filter((row) => row.to_day < from);
    const totals = before.reduce((sum, row) => addCounts(sum, row.counts), counts);
    refuseUnless(!sameCounts(counts, wrong.counts) || !sameCounts(totals, wrong.totals), "already-done");
    const { id } = await record(tx, certificatesCounted, {
      subject: `counts:${authority}`,
      public: { from, to, counts: { ...counts }, totals: { ...totals }, corrects: wrong.leaf_hash },
      private: {},
    });
    return { act: id };
  });
}

/** One day, or a run of days on which nothing happened. False when none is due. */
async function countNext(tx: Tx, authority: string): Promise<boolean> {
  await store.holdAuthority(tx, authority);
  const standing = inForce(await store.countsOf(tx, authority));
  const last = standing.at(-1);
  const from = last === undefined ? await store.firstDayOf(tx, authority) : addDays(last.to_day, 1);
  const due = lastDayToCount(tx.ctx.clock());
  if (from === undefined || from > due) return false;
  const tallies = await store.talliesOf(tx, authority, from, addDays(due, 1));
  const [busy] = [...new Set(tallies.map(({ day }) => day))].sort();
  const to = busy === undefined ? due : busy === from ? from : addDays(busy, -1);
  const counts = sumOf(tallies.filter(({ day }) => day <= to));
  const totals = standing.reduce((sum, row) => addCounts(sum, row.counts), counts);
  await commitTo(tx, authority, from, addDays(to, 1));
  await record(tx, certificatesCounted, {
    subject: `counts:${authority}`,
    public: { from, to, counts: { ...counts }, totals: { ...totals } },
    private: {},
  });
  return true;
}

async function commitTo(tx: Tx, authority: string, from: IsoDate, until: IsoDate): Promise<void> {
  const sealed = await store.sealedWithoutCommitment(tx, authority, from, until);
  for (let place = 0; place < sealed.length; place += mostCommitments) {
    const piece = sealed.slice(place, place + mostCommitments);
    const claims = await store.claimsOfIssue(tx, piece);
    const commitments: Commitment[] = [];
    for (const certificate of piece) {
      const amounts = amountsOf(certificate, claims.get(certificate));
      // What was erased by law cannot be committed to; the check of the quarter names it.
      if (amounts === undefined) continue;
      const { carats, usd } = amounts.openings;
      commitments.push({ certificate, points: { carats: commit(carats), usd: commit(usd) } });
      // About a millisecond each: requests have their turn between them.
      await setImmediate();
    }
    if (commitments.length === 0) continue;
    await record(tx, certificatesCommitted, {
      subject: `commitments:${authority}`,
      public: { items: encodeCommitments(commitments) },
      private: {},
    });
  }
}

/** By day: of the counts of one period the last one. */
function inForce(rows: readonly store.CountRow[]): readonly store.CountRow[] {
  const byDay = new Map(rows.map((row) => [row.from_day, row]));
  return [...byDay.values()].sort((a, b) => (a.from_day < b.from_day ? -1 : 1));
}

function sumOf(tallies: readonly DayTally[]): Counts {
  return tallies.reduce<Counts>((sum, { kind, count }) => addCounts(sum, { [kind]: count }), {});
}

function sameCounts(one: Counts, other: Counts): boolean {
  return lifeEventKinds.every((kind) => (one[kind] ?? 0) === (other[kind] ?? 0));
}

function authorityOf({ actor }: Ctx): string {
  if (actor.organisation === null) throw new Problem("not-allowed");
  return actor.organisation;
}
