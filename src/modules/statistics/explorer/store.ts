// What pages of figures ask beside the figures themselves: of which flows and years there are any, and who says them.
import { sql } from "kysely";
import type { Flow } from "#core/statistics/observation.ts";
import type { Reader } from "../figures/store.ts";

export interface Coverage {
  readonly source: string;
  readonly flow: Flow;
  readonly year: number;
  readonly figures: number;
  readonly newest: string;
}

/** Of what stands; each source, flow and year. */
export async function coverageOf(reader: Reader, openOnly: boolean): Promise<readonly Coverage[]> {
  const { rows } = await sql<Coverage>`
    select source, flow, extract(year from period_from)::int as year, count(*)::int as figures, max(known_from) as newest
    from observation
    where known_until is null and (open or not ${openOnly}) and period_from >= '2003-01-01'
    group by 1, 2, 3 order by 1, 2, 3`.execute(reader.db);
  return rows;
}

export interface SourceRow {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly act: string;
}

/** The newest edition of each data set. */
export async function datasetNames(reader: Reader): Promise<readonly SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select distinct on (id) id, title, licence, attribution, act from dataset order by id, edition desc`.execute(
    reader.db,
  );
  return rows;
}
