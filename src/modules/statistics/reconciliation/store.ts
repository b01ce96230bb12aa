// The table of explanations: gap_explanation (projection of acts); and who filed a trade return.
import { sql } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { Reader } from "../figures/store.ts";
import type { Cause, ExplainedPrivate } from "./facts.ts";

export interface ExplanationRow {
  readonly act: string;
  readonly exporter: string;
  readonly importer: string;
  readonly period: string;
  readonly product: string;
  readonly participant: string;
  readonly cause: Cause;
  readonly text: string;
  readonly language: string;
  readonly by_name: string;
  readonly at: string;
}

export async function projectExplained(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, ExplainedPrivate>[],
): Promise<void> {
  for (const { id, at, organisation, private: told } of acts)
    await sql`
      insert into gap_explanation (act, exporter, importer, period, product, participant, cause, text, language, authority, by_name, at)
      values (${id}, ${told.exporter}, ${told.importer}, ${told.period}, ${told.product}, ${told.participant}, ${told.cause},
        ${told.text}, ${told.language}, ${organisation}, ${told.actor.name}, ${at})`.execute(tx.db);
}

/** Of one period; of one Participant's pairs where one is named. Oldest first. */
export async function listExplanations(
  reader: Reader,
  period: string,
  participant?: string,
): Promise<readonly ExplanationRow[]> {
  const { rows } = await sql<ExplanationRow>`
    select act, exporter, importer, period, product, participant, cause, text, language, by_name, at from gap_explanation
    where period = ${period} and (${participant ?? null}::text is null or ${participant ?? null} in (exporter, importer))
    order by at, act`.execute(reader.db);
  return rows;
}

/** Reporter and period of every trade return for these periods. */
export async function listTradeFiled(
  reader: Reader,
  periods: readonly string[],
): Promise<readonly { readonly participant: string; readonly period: string }[]> {
  const { rows } = await sql<{ participant: string; period: string }>`
    select distinct participant, period from return_filing
    where type = 'TRADE' and period = any(${periods}::text[])`.execute(reader.db);
  return rows;
}
