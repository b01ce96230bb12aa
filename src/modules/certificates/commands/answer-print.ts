// "Did the sheet come out right?" Yes closes the print; a spoiled sheet is used up with its number, and the original may
// be printed again; where nothing came out, the sheet goes back to the stock.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { mayPrint } from "../policy.ts";
import { certificatePrintOutcome } from "../sheets/acts.ts";
import type { PrintOutcome } from "../sheets/facts.ts";
import { openPrint } from "../sheets/prints.ts";
import * as sheets from "../sheets/store.ts";
import * as store from "../store.ts";

export interface PrintAnswer {
  readonly outcome: PrintOutcome;
  /** What happened to a spoiled sheet. */
  readonly reason?: string;
}

const longestReason = 500;

export async function answerPrint(
  ctx: Ctx,
  certificateId: string,
  { outcome, reason = "" }: PrintAnswer,
): Promise<{ outcome: PrintOutcome }> {
  const publicId = Buffer.from(certificateId, "hex");
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockCertificate(tx, publicId);
    refuseUnless(row !== undefined && mayPrint(tx.actor, row), "not-found");
    const print = openPrint(row);
    refuseUnless(print !== undefined, "changed-meanwhile");
    refuseUnclear(outcome, reason);
    await sheets.lockStock(tx, row.authority);
    await record(tx, certificatePrintOutcome, {
      subject: `certificate:${certificateId}`,
      previous: row.head,
      public: {},
      private: {
        outcome,
        ...(outcome === "spoiled" ? { reason } : {}),
        ...(print.sheet === null ? {} : { sheet: print.sheet }),
      },
    });
    await sheets.dropFile(tx, publicId);
    return { outcome };
  });
}

function refuseUnclear(outcome: PrintOutcome, reason: string): void {
  if (outcome !== "spoiled") return;
  const code =
    reason === "" ? "SPOIL_REASON_MISSING" : reason.length > longestReason ? "too-long" : undefined;
  if (code !== undefined) throw new Problem("bad-input", {}, { fields: [{ field: "reason", code }] });
}
