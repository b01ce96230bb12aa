// The working table of returns in preparation: one for each Participant, type and period, so that colleagues see it.
import { sql } from "kysely";
import { periodText } from "#core/statistics/periods.ts";
import type { Reader } from "../../figures/store.ts";
import type { ReturnKey } from "../queries.ts";
import { DraftData } from "./data.ts";

export interface Draft {
  readonly data: DraftData;
  readonly file: Buffer | null;
  readonly file_name: string | null;
  readonly by_name: string;
  readonly updated_at: string;
}

export async function findDraft(
  reader: Reader,
  { participant, type, period }: ReturnKey,
): Promise<Draft | undefined> {
  const { rows } = await sql<Omit<Draft, "data"> & { data: unknown }>`
    select data, file, file_name, by_name, updated_at from return_draft
    where participant = ${participant} and type = ${type} and period = ${periodText(period)}`.execute(
    reader.db,
  );
  const [row] = rows;
  return row === undefined ? undefined : { ...row, data: DraftData.parse(row.data) };
}

export interface Saved {
  readonly data: DraftData;
  readonly by: string;
  readonly at: string;
  /** Absent: the file that is there stays. */
  readonly file?: { readonly name: string; readonly content: Uint8Array } | null;
}

export async function saveDraft(reader: Reader, key: ReturnKey, saved: Saved): Promise<void> {
  const { participant, type, period } = key;
  const file = saved.file ?? null;
  await sql`
    insert into return_draft (participant, type, period, data, file, file_name, by_name, updated_at)
    values (${participant}, ${type}, ${periodText(period)}, ${JSON.stringify(saved.data)}, ${file === null ? null : Buffer.from(file.content)},
      ${file?.name ?? null}, ${saved.by}, ${saved.at})
    on conflict (participant, type, period) do update set data = excluded.data, by_name = excluded.by_name, updated_at = excluded.updated_at,
      file = ${saved.file === undefined ? sql`return_draft.file` : sql`excluded.file`},
      file_name = ${saved.file === undefined ? sql`return_draft.file_name` : sql`excluded.file_name`}`.execute(
    reader.db,
  );
}

export async function deleteDraft(reader: Reader, { participant, type, period }: ReturnKey): Promise<void> {
  await sql`
    delete from return_draft where participant = ${participant} and type = ${type} and period = ${periodText(period)}`.execute(
    reader.db,
  );
}

/** Which returns somebody has begun: "TRADE 2026-Q2". */
export async function begunReturns(reader: Reader, participant: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ type: string; period: string }>`
    select type, period from return_draft where participant = ${participant}`.execute(reader.db);
  return new Set(rows.map(({ type, period }) => `${type} ${period}`));
}
