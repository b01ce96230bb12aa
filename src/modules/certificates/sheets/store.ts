// The tables of the paper: sheet_lot and sheet (projections of the acts), print_file (working).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { fromHex } from "#core/encoding/bytes.ts";
import type { Facts } from "#core/act/act.ts";
import type { Projection, ProjectedAct, Tx } from "#modules/record/index.ts";
import type { PrintedFacts } from "../facts.ts";
import type { PrintOutcomeFacts, SheetsReceivedFacts } from "./facts.ts";
import type { SheetNumber } from "./number.ts";

type Reader = { readonly db: Kysely<unknown> };

export interface LotRow extends Omit<SheetNumber, "number"> {
  readonly id: string;
  readonly office: string;
  readonly first: bigint;
  readonly last: bigint;
  readonly received_on: string;
  readonly note: string | null;
}

export interface LotWithUse extends LotRow {
  readonly used: bigint;
  readonly spoiled: bigint;
  /** Printed, and nobody has said yet how it came out. */
  readonly open: bigint;
}

export interface SpoiledRow extends SheetNumber {
  readonly office: string;
  readonly certificate: Buffer;
  readonly certificate_number: string;
  readonly reason: string | null;
  readonly by_name: string;
  readonly at: string;
}

const certificateOf = (act: { subject: string }): Uint8Array =>
  fromHex(act.subject.slice(act.subject.indexOf(":") + 1));

// Projections: written from acts alone.

export async function projectReceived(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, SheetsReceivedFacts>[],
): Promise<void> {
  for (const { id, organisation, at, private: facts } of acts) {
    await sql`
      insert into sheet_lot (id, authority, office, prefix, digits, first, last, received_on, note, at)
      values (${id}, ${organisation}, ${facts.office}, ${facts.prefix}, ${facts.digits}, ${String(facts.first)}, ${String(facts.last)},
        ${facts.receivedOn}, ${facts.note ?? null}, ${at})`.execute(tx.db);
  }
}

export async function projectTaken(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, PrintedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { sheet, actor } = act.private;
    if (sheet === undefined) continue;
    await sql`
      insert into sheet (authority, office, prefix, number, digits, state, certificate, by_name, at)
      values (${act.organisation}, ${sheet.office}, ${sheet.prefix}, ${String(sheet.number)}, ${sheet.digits}, 'PRINTED',
        ${certificateOf(act)}, ${actor.name}, ${act.at})`.execute(tx.db);
  }
}

export async function projectOutcome(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, PrintOutcomeFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { outcome, reason, sheet } = act.private;
    await sql`
      update certificate set head = ${act.leafHash},
        prints = jsonb_set(prints, '{-1}', (prints -> -1) || ${JSON.stringify({ outcome, reason: reason ?? null })}::jsonb)
      where public_id = ${certificateOf(act)}`.execute(tx.db);
    if (sheet === undefined) continue;
    const which = sql`authority = ${act.organisation} and prefix = ${sheet.prefix} and number = ${String(sheet.number)}`;
    await (
      outcome === "nothing"
        ? sql`delete from sheet where ${which}`
        : sql`update sheet set state = ${outcome === "right" ? "USED" : "SPOILED"}, reason = ${reason ?? null} where ${which}`
    ).execute(tx.db);
  }
}

// The stock.

/** One office's stock is changed by one transaction at a time: two printers never take the same sheet. */
export async function lockStock(tx: Tx, authority: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${authority}, 7103))`.execute(tx.db);
}

export async function lotsOf(reader: Reader, authority: string): Promise<readonly LotWithUse[]> {
  const { rows } = await sql<LotWithUse>`
    select l.id, l.office, l.prefix, l.digits, l.first, l.last, l.received_on, l.note,
      count(*) filter (where s.state = 'USED') as used, count(*) filter (where s.state = 'SPOILED') as spoiled,
      count(*) filter (where s.state = 'PRINTED') as open
    from sheet_lot l
    left join sheet s on s.authority = l.authority and s.prefix = l.prefix and s.number between l.first and l.last
    where l.authority = ${authority} group by l.id order by l.office, l.at`.execute(reader.db);
  return rows;
}

/** Whether this office prints on numbered paper at all. */
export async function hasStock(reader: Reader, office: string): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (select 1 from sheet_lot where office = ${office}) as known`.execute(reader.db);
  return rows[0]?.known === true;
}

/** The sheet that lies on top: the lowest number of the oldest lot that is still in the stock. */
export async function nextSheet(reader: Reader, office: string): Promise<SheetNumber | undefined> {
  const { rows } = await sql<SheetNumber>`
    select l.prefix, l.digits, n.number from sheet_lot l, lateral (
      select min(candidate) as number from (
        select l.first as candidate
        union all select s.number + 1 from sheet s where s.authority = l.authority and s.prefix = l.prefix and s.number >= l.first and s.number < l.last
      ) as after
      where not exists (select 1 from sheet s where s.authority = l.authority and s.prefix = l.prefix and s.number = after.candidate)
    ) as n
    where l.office = ${office} and n.number is not null order by l.at, l.first limit 1`.execute(reader.db);
  return rows[0];
}

/** How the office's paper prints this number; undefined where no lot of the office has it. */
export async function findInStock(
  reader: Reader,
  office: string,
  { prefix, number }: Pick<SheetNumber, "prefix" | "number">,
): Promise<{ readonly digits: number; readonly taken: boolean } | undefined> {
  const { rows } = await sql<{ digits: number; taken: boolean }>`
    select digits, exists (select 1 from sheet s where s.authority = l.authority and s.prefix = l.prefix and s.number = ${String(number)}) as taken
    from sheet_lot l where office = ${office} and prefix = ${prefix} and ${String(number)} between first and last`.execute(
    reader.db,
  );
  return rows[0];
}

/** A lot of the authority that shares a number with this one. */
export async function findOverlap(
  reader: Reader,
  authority: string,
  lot: Pick<LotRow, "prefix" | "first" | "last">,
): Promise<LotRow | undefined> {
  const { rows } = await sql<LotRow>`
    select id, office, prefix, digits, first, last, received_on, note from sheet_lot
    where authority = ${authority} and prefix = ${lot.prefix} and first <= ${String(lot.last)} and last >= ${String(lot.first)} limit 1`.execute(
    reader.db,
  );
  return rows[0];
}

export async function spoiledSheets(
  reader: Reader,
  authority: string,
  limit: number,
): Promise<readonly SpoiledRow[]> {
  const { rows } = await sql<SpoiledRow>`
    select s.office, s.prefix, s.number, s.digits, s.certificate, c.number as certificate_number, s.reason, s.by_name, s.at
    from sheet s join certificate c on c.public_id = s.certificate
    where s.authority = ${authority} and s.state = 'SPOILED' order by s.at desc limit ${limit}`.execute(
    reader.db,
  );
  return rows;
}

// The file of a print that nobody has answered for yet.

export async function keepFile(
  tx: Tx,
  certificate: Uint8Array,
  file: { readonly name: string; readonly pdf: Uint8Array },
): Promise<void> {
  await sql`
    insert into print_file (certificate, name, pdf, at) values (${certificate}, ${file.name}, ${file.pdf}, ${tx.now})
    on conflict (certificate) do update set name = excluded.name, pdf = excluded.pdf, at = excluded.at`.execute(
    tx.db,
  );
}

export async function findFile(
  reader: Reader,
  certificate: Uint8Array,
): Promise<{ readonly name: string; readonly pdf: Buffer } | undefined> {
  const { rows } = await sql<{ name: string; pdf: Buffer }>`
    select name, pdf from print_file where certificate = ${certificate}`.execute(reader.db);
  return rows[0];
}

export async function dropFile(tx: Tx, certificate: Uint8Array): Promise<void> {
  await sql`delete from print_file where certificate = ${certificate}`.execute(tx.db);
}
