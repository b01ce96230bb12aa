// Either side of a pair says what a gap comes from: a cause of a closed list, in its own words. Both sides and analysts read it;
// it changes no figure, and nobody needs to agree.
import { periodText } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findParticipant } from "#modules/scheme/index.ts";
import { filingParticipant } from "../returns/queries.ts";
import { gapExplained } from "./acts.ts";
import type { ExplanationInput } from "./inputs.ts";

export interface Explained {
  readonly exporter: string;
  readonly importer: string;
  readonly period: Quarter;
}

export async function explainGap(
  ctx: Ctx,
  { exporter, importer, period }: Explained,
  input: ExplanationInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const participant = await filingParticipant(tx);
    refuseUnless(
      exporter !== importer && (participant === exporter || participant === importer),
      "not-found",
    );
    const other = participant === exporter ? importer : exporter;
    refuseUnless((await findParticipant(tx, other)) !== undefined, "not-found");
    const { id } = await record(tx, gapExplained, {
      subject: `gap:${tx.newId()}`,
      previous: null,
      public: {},
      private: { ...input, exporter, importer, period: periodText(period), participant },
    });
    return { id };
  });
}
