// What went from one Participant to another around a period, certificate by certificate and code by code, for whoever sets
// returns beside the register. Who may ask is decided by whoever asks.
import type { RoughCode } from "#core/kp/goods.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import type { Quantity, Shipment } from "#core/statistics/reconcile/certificates.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Ctx } from "#modules/record/index.ts";
import { hundredthsOf } from "../content.ts";
import { listShipments } from "./store.ts";
import type { ShipmentRow } from "./store.ts";

export interface Shipments {
  readonly shipments: readonly Shipment[];
  /** False where there are more than are read at once. */
  readonly whole: boolean;
}

const mostCertificates = 20_000;

export async function shipmentsBetween(
  ctx: Ctx,
  asked: {
    readonly exporter: string;
    readonly importer: string;
    readonly from: IsoDate;
    readonly until: IsoDate;
  },
): Promise<Shipments> {
  const rows = await listShipments({ db: ctx.database.kysely }, { ...asked, limit: mostCertificates + 1 });
  return {
    shipments: rows.slice(0, mostCertificates).flatMap(shipmentsOf),
    whole: rows.length <= mostCertificates,
  };
}

function shipmentsOf(row: ShipmentRow): readonly Shipment[] {
  const found = row.confirmation?.actuals.lines;
  return byCode(row.content.lines).map(([product, sealed]) => ({
    certificate: toHex(row.public_id),
    number: row.number,
    exporter: row.participant,
    importer: row.destination,
    product,
    exportedOn: row.exported_on,
    sealed,
    received:
      row.confirmation === null
        ? null
        : {
            on: row.confirmation.receivedOn,
            found:
              found === undefined
                ? null
                : (byCode(found).find(([code]) => code === product)?.[1] ?? { carats: 0n, usd: 0n }),
          },
    endedOn: row.ended_on,
    due: row.confirmation_due,
  }));
}

function byCode(
  lines: readonly { readonly code: string; readonly carats: string; readonly usd: string }[],
): readonly (readonly [RoughCode, Quantity])[] {
  const sums = new Map<RoughCode, Quantity>();
  for (const { code, carats, usd } of lines) {
    const before = sums.get(code as RoughCode);
    sums.set(code as RoughCode, {
      carats: hundredthsOf(carats) + (before?.carats ?? 0n),
      usd: hundredthsOf(usd) + (before?.usd ?? 0n),
    });
  }
  return [...sums];
}
