// How a certificate's row looks through the machine doors: summary for lists, detail with its timeline.
import type { z } from "@hono/zod-openapi";
import { totalsOf } from "#core/certificate/content.ts";
import { standingOn } from "#core/certificate/life.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { Actor } from "#modules/record/index.ts";
import { goodsOf } from "../content.ts";
import { factsOfRow, lifeOfRow } from "../life-of-row.ts";
import type { EventRow } from "../life/store.ts";
import type { CertificateRow } from "../store.ts";
import type { CertificateDetail, CertificateSummary } from "./schemas/certificates.ts";

export function summaryOf(row: CertificateRow): z.infer<typeof CertificateSummary> {
  const { carats, usd } = totalsOf(goodsOf(row.content).lines);
  return {
    id: toHex(row.public_id),
    participant: row.participant,
    number: row.number,
    authority: row.authority,
    office: row.office,
    destination: row.destination,
    state: row.state,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    parcels: row.content.parcels,
    carats: caratsToString(carats),
    usd: usdToString(usd),
    confirmationDue: row.confirmation_due,
    importingAuthority: row.importing_authority,
    application: row.application,
  };
}

export function detailOf(
  row: CertificateRow,
  history: readonly EventRow[],
  actor: Actor,
  now: string,
): z.infer<typeof CertificateDetail> {
  const life = lifeOfRow(row, history);
  const issuersOwn = row.authority === actor.organisation && !actor.roles.includes("exporter");
  return {
    ...summaryOf(row),
    standing: standingOn(life, factsOfRow(row), now) ?? "not-released",
    content: row.content,
    // Who did it stays inside the authority: the timeline names offices, not people.
    timeline: life.events.map(({ kind, at, authority }) => ({ kind, at, authority })),
    confirmation:
      row.confirmation === null
        ? null
        : {
            ...row.confirmation,
            mismatches: [...row.confirmation.mismatches],
            actuals: { ...row.confirmation.actuals },
            checklist: { ...row.confirmation.checklist },
          },
    qrText: issuersOwn ? row.qr_text : null,
  };
}
