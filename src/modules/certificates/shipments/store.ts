// Shipments of one pair, as rows: what left on a certificate, what came of it, and when. Read from certificate and its events.
import { sql } from "kysely";
import type { IsoDate } from "#core/kp/dates.ts";
import type { CertificateRow, Reader } from "../store.ts";

export type ShipmentRow = Pick<
  CertificateRow,
  "public_id" | "number" | "participant" | "destination" | "content" | "confirmation" | "confirmation_due"
> & { readonly exported_on: IsoDate; readonly ended_on: IsoDate | null };

export interface ShipmentsAsked {
  readonly exporter: string;
  readonly importer: string;
  /** Days of UTC: left before the end, and not settled before the beginning. */
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly limit: number;
}

/** The oldest first. */
export async function listShipments(
  reader: Reader,
  { exporter, importer, from, until, limit }: ShipmentsAsked,
): Promise<readonly ShipmentRow[]> {
  const { rows } = await sql<ShipmentRow>`
    select c.public_id, c.number, c.participant, c.destination, c.content, c.confirmation, c.confirmation_due::text as confirmation_due,
      (c.exported_at at time zone 'UTC')::date::text as exported_on, e.ended_on
    from certificate c
    left join lateral (
      select (max(at) at time zone 'UTC')::date::text as ended_on from certificate_event
      where certificate = c.public_id and kind in ('returned', 'replaced', 'invalidated', 'lost', 'stolen', 'sent-back', 'forfeited')
    ) e on c.state in ('RETURNED_UNUSED', 'REPLACED', 'INVALIDATED', 'LOST', 'STOLEN', 'SENT_BACK', 'FORFEITED')
    where c.participant = ${exporter} and c.destination = ${importer}
      and c.exported_at < ${until}::date::timestamp at time zone 'UTC'
      and (c.confirmation is null or c.confirmation ->> 'receivedOn' >= ${from})
      and (e.ended_on is null or e.ended_on >= ${from})
    order by c.exported_at, c.public_id limit ${limit}`.execute(reader.db);
  return rows;
}
