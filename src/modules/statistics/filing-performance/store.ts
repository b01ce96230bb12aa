// Reads when returns were filed: on this record (return_filing), and by the stamps of data sets that are open (observation).
import { sql } from "kysely";
import type { IsoDate } from "#core/kp/dates.ts";
import type { FiledVersion } from "#core/statistics/calendar.ts";
import type { FiledRow } from "#core/statistics/performance.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import type { Reader } from "../figures/store.ts";

export interface FiledHere extends FiledVersion {
  readonly participant: string;
}

/** Every version of every return, oldest first. */
export async function filedHere(reader: Reader): Promise<readonly FiledHere[]> {
  const { rows } = await sql<FiledHere>`
    select participant, type, period, version, kind, at from return_filing order by at, version`.execute(
    reader.db,
  );
  return rows;
}

/** Production returns of open data sets that stamp the day of entry: those filed before this record. */
export async function filedBefore(reader: Reader): Promise<readonly FiledRow[]> {
  const { rows } = await sql<{
    participant: string;
    period: string;
    entered: string | null;
    changed: string | null;
  }>`
    select distinct reporter as participant, period, entered, changed from observation
    where flow = 'PRODUCTION' and open and known_until is null and source in (
      select source from observation where flow = 'PRODUCTION' and open and entered is not null)`.execute(
    reader.db,
  );
  return rows.flatMap(({ period, ...row }) => {
    const read = parsePeriod(period);
    return read?.kind === "HALF" ? [{ ...row, period: read, type: "PRODUCTION" as const, version: 1 }] : [];
  });
}

/** Returns are owed from the day on which this record began, or the first was filed on it. */
export async function filingBegan(reader: Reader): Promise<IsoDate | undefined> {
  const { rows } = await sql<{ day: IsoDate | null }>`
    select least((select min(at) from act where type = 'record.founded'), (select min(at) from return_filing))::date as day`.execute(
    reader.db,
  );
  return rows[0]?.day ?? undefined;
}
