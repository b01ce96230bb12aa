// An authority publishes the totals of a quarter that is over: carats, US dollars and number of the certificates that left
// and of those that it confirmed, with the sums of their blindings, so that anybody can check them. Withheld where so few
// certificates or traders stand behind a total, or would be left by subtracting others, that it told one trader's business.
import { addDays } from "#core/kp/dates.ts";
import { directions, flowFacts } from "#core/totals/acts.ts";
import type { Direction, Flow } from "#core/totals/acts.ts";
import { certificatesIn, checkTotals } from "#core/totals/check.ts";
import { knownFlows, tellsTooMuch } from "#core/totals/disclosure.ts";
import { sumOpenings } from "#core/totals/commitment.ts";
import type { Ledger } from "#core/totals/ledger.ts";
import { daysOfQuarter, quarterAfter, quarterBefore, quarterOf } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Recorded, Tx } from "#modules/record/index.ts";
import { getAuthority } from "#modules/scheme/index.ts";
import { totalsPublished } from "../acts.ts";
import { amountsOf } from "../amounts.ts";
import { ledgerOfQuarter } from "../quarter.ts";
import { totalsSettings } from "../settings.ts";
import * as store from "../store.ts";

/** Every quarter that is over, counted to its end and not published, oldest first. Answers which were published. */
export async function publishDueQuarters(ctx: Ctx): Promise<readonly Quarter[]> {
  const authority = authorityOf(ctx);
  const published: Quarter[] = [];
  const reader = { db: ctx.database.kysely };
  const counts = await store.countsOf(reader, authority);
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined) return published;
  for (let quarter = quarterOf(first.from_day); isCounted(quarter, last); quarter = quarterAfter(quarter)) {
    if ((await store.findPublished(reader, authority, quarter)) !== undefined) continue;
    const done = await inTransaction(ctx, (tx) => publishOnce(tx, authority, quarter));
    if (done !== undefined) published.push(quarter);
  }
  return published;
}

/** Publishes again what was published, where the acts say otherwise. */
export async function correctTotals(ctx: Ctx, quarter: Quarter): Promise<{ readonly act: string }> {
  const authority = authorityOf(ctx);
  return inTransaction(ctx, async (tx) => {
    await store.holdAuthority(tx, authority);
    const wrong = await store.findPublished(tx, authority, quarter);
    refuseUnless(wrong !== undefined, "not-found");
    const ledger = await ledgerAround(tx, quarter);
    const verdict = checkTotals(ledger, authority, quarter);
    const holds =
      verdict.state === "published" &&
      directions.every((direction) => verdict.flows[direction].state !== "differs");
    refuseUnless(!holds, "already-done");
    const flows = await flowsOf(tx, ledger, authority, quarter);
    // A commitment is still missing: a correction now would be wrong again.
    refuseUnless(flows !== undefined, "wrong-state");
    const { id } = await recordTotals(tx, authority, quarter, flows, wrong.leaf_hash);
    return { act: id };
  });
}

function isCounted(quarter: Quarter, last: store.CountRow): boolean {
  return last.to_day >= addDays(daysOfQuarter(quarter).until, -1);
}

/** Undefined while a commitment is missing, such as one of another authority that has not counted yet. */
async function publishOnce(tx: Tx, authority: string, quarter: Quarter): Promise<Recorded | undefined> {
  await store.holdAuthority(tx, authority);
  if ((await store.findPublished(tx, authority, quarter)) !== undefined) return undefined;
  const flows = await flowsOf(tx, await ledgerAround(tx, quarter), authority, quarter);
  return flows === undefined ? undefined : recordTotals(tx, authority, quarter, flows);
}

type Flows = Readonly<Record<Direction, Flow>>;

async function recordTotals(
  tx: Tx,
  authority: string,
  quarter: Quarter,
  flows: Flows,
  corrects?: Uint8Array,
): Promise<Recorded> {
  const { participant } = await getAuthority(tx, authority);
  return record(tx, totalsPublished, {
    subject: `totals:${authority}:${quarter}`,
    public: {
      quarter,
      participant,
      exports: flowFacts(flows.exports),
      imports: flowFacts(flows.imports),
      ...(corrects === undefined ? {} : { corrects }),
    },
    private: {},
  });
}

/** With everything published for it, for the quarters of a year before it, and for the one after: what could be subtracted. */
async function ledgerAround(tx: Tx, quarter: Quarter): Promise<Ledger> {
  let first = quarter;
  for (let i = 0; i < 4; i++) first = quarterBefore(first);
  return ledgerOfQuarter(tx, quarterAfter(quarter), first);
}

async function flowsOf(
  tx: Tx,
  ledger: Ledger,
  authority: string,
  quarter: Quarter,
): Promise<Flows | undefined> {
  const known = knownFlows(ledger);
  const exports = await flowOf(tx, ledger, authority, quarter, "exports", known);
  if (exports === undefined) return undefined;
  const left = new Set(certificatesIn(ledger, authority, quarter, "exports").keys());
  const withExports = exports.sums === null ? known : { ...known, published: [...known.published, left] };
  const imports = await flowOf(tx, ledger, authority, quarter, "imports", withExports);
  return imports === undefined ? undefined : { exports, imports };
}

async function flowOf(
  tx: Tx,
  ledger: Ledger,
  authority: string,
  quarter: Quarter,
  direction: Direction,
  others: ReturnType<typeof knownFlows>,
): Promise<Flow | undefined> {
  const certificates = certificatesIn(ledger, authority, quarter, direction);
  if ([...certificates.values()].some(({ commitment }) => commitment === null)) return undefined;
  const claims = await store.claimsOfIssue(tx, [...certificates.keys()]);
  const amounts = [...certificates.keys()].flatMap((id) => amountsOf(id, claims.get(id)) ?? []);
  // Amounts that were erased by law cannot be summed; then only the number is told.
  const known = amounts.length === certificates.size;
  const traders = new Set(
    amounts.map(({ exporter, importer }) => (direction === "exports" ? exporter : importer)),
  );
  const few =
    certificates.size > 0 && (certificates.size < totalsSettings().fewestCertificates || traders.size < 2);
  const tells = tellsTooMuch(others, new Set(certificates.keys()), totalsSettings().fewestCertificates);
  if (!known || few || (certificates.size > 0 && tells))
    return { certificates: certificates.size, sums: null };
  return {
    certificates: certificates.size,
    sums: {
      carats: sumOpenings(amounts.map(({ openings }) => openings.carats)),
      usd: sumOpenings(amounts.map(({ openings }) => openings.usd)),
    },
  };
}

function authorityOf({ actor }: Ctx): string {
  if (actor.organisation === null) throw new Problem("not-allowed");
  return actor.organisation;
}
