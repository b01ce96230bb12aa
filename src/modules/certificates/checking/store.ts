// What checking a certificate asks of the tables: how numbers and ids stand, many in one statement, and whether anything
// at all was committed since the last look.
import { sql } from "kysely";
import type { CertificateState } from "#core/certificate/life.ts";
import type { Marks } from "../life/marks.ts";
import type { Reader } from "../store.ts";

/** Only what an answer needs: no goods, no parties. */
export interface StandingRow {
  readonly public_id: Buffer;
  readonly participant: string;
  readonly number: string;
  readonly serial: bigint;
  readonly authority: string;
  readonly issued_on: string;
  readonly expires_on: string;
  readonly expires_at: string;
  readonly importer: string;
  readonly state: CertificateState;
  readonly issued_at: string;
  readonly validated_at: string | null;
  readonly confirmed_at: string | null;
  readonly importing_authority: string | null;
  readonly marks: Marks;
}

export interface Sought {
  readonly participant: string;
  readonly serial: bigint;
}

const columns = sql`
  c.public_id, c.participant, c.number, c.serial, c.authority, c.issued_on, c.expires_on, c.expires_at,
  c.content -> 'importer' ->> 'country' as importer, c.state, c.issued_at, c.validated_at, c.confirmed_at, c.importing_authority, c.marks`;

export async function standingsByNumber(
  reader: Reader,
  sought: readonly Sought[],
): Promise<readonly StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${columns} from certificate c
    join unnest(${sought.map(({ participant }) => participant)}::text[], ${sought.map(({ serial }) => String(serial))}::bigint[]) as s (participant, serial)
      on s.participant = c.participant and s.serial = c.serial`.execute(reader.db);
  return rows;
}

export async function findStandingById(
  reader: Reader,
  publicId: Uint8Array,
): Promise<StandingRow | undefined> {
  const { rows } =
    await sql<StandingRow>`select ${columns} from certificate c where c.public_id = ${publicId}`.execute(
      reader.db,
    );
  return rows[0];
}

/** Those that a desk must know of: all that were sealed and have not run out, and any of which forgeries are about. */
export async function standingsForDesks(reader: Reader, now: string): Promise<readonly StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select ${columns} from certificate c
    where c.expires_at > ${now}
      and (c.state <> 'ISSUED' or c.marks ?| array['fakeReported', 'endorsed'])`.execute(reader.db);
  return rows;
}

/** Equal texts at two looks mean that no transaction that wrote anything began or ended between them. */
export async function momentOf(reader: Reader): Promise<string> {
  const { rows } = await sql<{ moment: string }>`select pg_current_snapshot()::text as moment`.execute(
    reader.db,
  );
  return rows[0]?.moment ?? "";
}
