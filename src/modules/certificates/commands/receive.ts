// The shipment arrives: the importing authority presents it, checks it against the sealed content, and confirms the
// import with what it really found. The exporting side sees it at once; it cannot happen twice.
import { decideConfirmation } from "#core/certificate/arrival.ts";
import type { Actuals, Checklist } from "#core/certificate/arrival.ts";
import type { CertificateState } from "#core/certificate/life.ts";
import type { Facts } from "#core/act/act.ts";
import { confirmationDue } from "#core/kp/rules.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { certificateConfirmed, certificatePresented } from "../acts.ts";
import type { ConfirmedFacts } from "../facts.ts";
import { contentFromJson } from "../content.ts";
import { lifeOfRow, nextState } from "../life-of-row.ts";
import type { Around } from "../life-of-row.ts";
import { eventsOf } from "../life/store.ts";
import { mayPresent, mayReceive } from "../policy.ts";
import { importingAuthorities, rulesAround } from "../rules-around.ts";
import { tellScannedTwice } from "../scans/twice.ts";
import * as store from "../store.ts";

export async function present(
  ctx: Ctx,
  input: { certificate: string; arrivedOn?: string },
): Promise<{ state: CertificateState }> {
  const authority = ctx.actor.organisation;
  if (authority === null) throw new Problem("not-allowed");
  const around = await rulesAround(ctx, authority);
  return inTransaction(ctx, async (tx) => {
    const { row, ...known } = await lockArrival(tx, input.certificate);
    refuseUnless(mayPresent(tx.actor, row, known.importers), "not-found");
    const state = nextState(tx, row, "presented", known);
    const arrivedOn = input.arrivedOn ?? around.today(tx.now);
    const due = confirmationDue(around.rule(arrivedOn), arrivedOn);
    await record(tx, certificatePresented, {
      subject: `certificate:${input.certificate}`,
      previous: row.head,
      public: {},
      private: { arrivedOn, ...(due === undefined ? {} : { confirmationDue: due }) },
    });
    return { state };
  });
}

export interface ConfirmInput {
  readonly certificate: string;
  readonly checklist: Checklist;
  readonly actuals: Actuals;
  readonly note?: string;
}

export interface Confirmed {
  readonly outcome: "full" | "discrepancy";
  readonly mismatches: readonly string[];
}

export async function confirm(ctx: Ctx, input: ConfirmInput): Promise<Confirmed> {
  const authority = ctx.actor.organisation;
  if (authority === null) throw new Problem("not-allowed");
  const around = await rulesAround(ctx, authority);
  return inTransaction(ctx, async (tx) => {
    const { row, ...known } = await lockArrival(tx, input.certificate);
    refuseUnless(mayReceive(tx.actor, known.importers), "not-found");
    nextState(tx, row, "confirmed", known);
    const today = around.today(tx.now);
    const sealed = contentFromJson(row.content, row.public_id);
    const decision = decideConfirmation(
      {
        life: lifeOfRow(row, known.events),
        expiresAt: row.expires_at,
        parcels: sealed.parcels,
        lines: sealed.lines,
        seals: sealed.containers.map(({ seal }) => seal),
      },
      input.checklist,
      input.actuals,
      around.rule(today),
    );
    if (decision.kind === "not-allowed") {
      const items = decision.items.length === 0 ? ["STATUS"] : decision.items;
      throw new Problem(
        "bad-input",
        {},
        { fields: items.map((item) => ({ field: `checklist.${item}`, code: decision.reason })) },
      );
    }
    const mismatches = decision.kind === "discrepancy" ? decision.mismatches : [];
    await record(tx, certificateConfirmed, {
      subject: `certificate:${input.certificate}`,
      previous: row.head,
      public: { outcome: decision.kind },
      private: {
        receivedOn: today,
        checklist: checklistFacts(input.checklist),
        mismatches,
        actuals: actualsFacts(input.actuals),
        ...(input.note === undefined ? {} : { note: input.note }),
      },
    });
    await tellScannedTwice(tx, [row.public_id]);
    return { outcome: decision.kind, mismatches };
  });
}

function checklistFacts(checklist: Checklist): Facts {
  return Object.fromEntries(
    Object.entries(checklist).map(([item, check]) => [
      item,
      check.mark === "mismatch"
        ? { mark: check.mark, codes: check.codes, ...(check.note === undefined ? {} : { note: check.note }) }
        : { mark: check.mark },
    ]),
  );
}

function actualsFacts({ seals, parcels, lines }: Actuals): ConfirmedFacts["actuals"] {
  return {
    seals: seals.map(({ seal, intact }) => ({ seal, intact })),
    ...(parcels === undefined ? {} : { parcels }),
    ...(lines === undefined ? {} : { lines: lines.map(({ code, carats, usd }) => ({ code, carats, usd })) }),
  };
}

async function lockArrival(tx: Tx, certificateId: string): Promise<Around & { row: store.CertificateRow }> {
  const row = await store.lockCertificate(tx, Buffer.from(certificateId, "hex"));
  refuseUnless(row !== undefined, "not-found");
  const importers = await importingAuthorities(tx, row);
  return { row, importers, events: await eventsOf(tx, row.public_id) };
}
