// The shipment leaves: the exporting authority says so, and the importing side sees it coming (Annex II 19).
import type { CertificateState } from "#core/certificate/life.ts";
import { confirmationDue } from "#core/kp/rules.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { certificateExported } from "../acts.ts";
import { nextState } from "../life-of-row.ts";
import { mayExport } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import { openPrint, originalIsOut } from "../sheets/prints.ts";
import * as store from "../store.ts";

export async function dispatch(ctx: Ctx, certificateId: string): Promise<{ state: CertificateState }> {
  const publicId = Buffer.from(certificateId, "hex");
  const seen = await store.findCertificate({ db: ctx.database.kysely }, publicId);
  refuseUnless(seen !== undefined && mayExport(ctx.actor, seen), "not-found");
  const around = await rulesAround(ctx, seen.authority);
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockCertificate(tx, publicId);
    refuseUnless(row !== undefined, "not-found");
    refuseUnless(openPrint(row) === undefined, "print-unanswered");
    refuseUnless(row.state !== "PRINTED" || originalIsOut(row), "no-original");
    const state = nextState(tx, row, "exported");
    const exportedOn = around.today(tx.now);
    const due = confirmationDue(around.ruleOf(row.destination, exportedOn), row.expires_on);
    await record(tx, certificateExported, {
      subject: `certificate:${certificateId}`,
      previous: row.head,
      public: {},
      private: { exportedOn, ...(due === undefined ? {} : { confirmationDue: due }) },
    });
    return { state };
  });
}
