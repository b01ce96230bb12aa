// Takes a monthly file in: read strictly, compared with the register, and, unless it is a dry run, recorded with its digest.
// The same file twice is one file: the second time answers what the first did.
import { compareMonthly } from "#core/certificate/monthly-file.ts";
import type { Comparison } from "#core/certificate/monthly-file.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { monthlyFileReceived } from "../acts.ts";
import { largestMonthlyFile, readMonthlyCsv } from "../csv.ts";
import type { FileReading } from "../csv.ts";
import { getMonth, monthlyFile } from "../month.ts";
import { mayReport } from "../policy.ts";
import { findFile } from "../store.ts";

export interface FileInput {
  readonly name: string;
  readonly month: string;
  readonly content: Uint8Array;
  readonly dryRun: boolean;
}

export interface TakenIn {
  readonly digest: string;
  readonly reading: FileReading;
  /** Null where the file could not be read whole: a part is never taken for the month. */
  readonly comparison: Comparison | null;
  /** Whether it stands on the record now, and since when. */
  readonly recordedAt: string | null;
  readonly again: boolean;
}

export async function takeIn(ctx: Ctx, input: FileInput): Promise<TakenIn> {
  const { actor } = ctx;
  refuseUnless(mayReport(actor), "not-allowed");
  const month = getMonth(input.month);
  if (input.content.length > largestMonthlyFile)
    throw new Problem("too-large", { megabytes: largestMonthlyFile / 1024 / 1024 });
  const { formats } = await schemeFacts(ctx);
  const reading = readMonthlyCsv(input.content, month, formats);
  const digest = sha256(input.content);
  const hex = toHex(digest);
  if (reading.problems.length > 0)
    return { digest: hex, reading, comparison: null, recordedAt: null, again: false };
  return inTransaction(ctx, async (tx) => {
    const before = await findFile(tx, actor.organisation, digest);
    const comparison = compareMonthly(reading.rows, await monthlyFile(tx, actor.organisation, month));
    if (before !== undefined || input.dryRun) {
      return {
        digest: hex,
        reading,
        comparison,
        recordedAt: before?.at ?? null,
        again: before !== undefined,
      };
    }
    await insertDocument(tx, { digest, mediaType: "text/csv", content: Buffer.from(input.content) });
    const { at } = await record(tx, monthlyFileReceived, {
      subject: `monthly-file:${tx.newId()}`,
      previous: null,
      public: {},
      private: {
        digest,
        name: input.name.slice(0, 200),
        month,
        rows: reading.rows.length,
        differences: {
          matched: comparison.matched,
          differing: new Set(comparison.differing.map(({ number, code }) => `${number} ${code}`)).size,
          unknown: comparison.unknown.length,
          missing: comparison.missing.length,
        },
      },
    });
    return { digest: hex, reading, comparison, recordedAt: at, again: false };
  });
}
