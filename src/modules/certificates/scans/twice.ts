// The alert of double use: desks of two authorities used one certificate, by a scan or by confirming its import. It is one act
// on the certificate, so it stands in the public log, where the pillars see it, and both authorities are shown it. It is made
// when the second use becomes known, at once or weeks later, and not again while no further authority comes to it.
import { toHex } from "#core/encoding/bytes.ts";
import type { Facts } from "#core/act/act.ts";
import { actKind, recordAll } from "#modules/record/index.ts";
import type { Tx } from "#modules/record/index.ts";
import { lockCertificates } from "../store.ts";
import * as store from "./store.ts";

export const certificateScannedTwice = actKind<Facts, store.TwiceFacts>(
  "certificate.scanned-twice",
  store.projectScannedTwice,
);

/**
 * In the transaction that made a use known. A use by the issuer does not count, for it looks at its own papers before they
 * leave; nor one by an authority that recorded the shipment in transit. Two desks of one authority are its own affair.
 */
export async function tellScannedTwice(tx: Tx, certificates: readonly Uint8Array[]): Promise<void> {
  if (certificates.length === 0) return;
  // Two authorities that hand in at the same moment: the later one sees what the earlier one wrote.
  const rows = await lockCertificates(tx, certificates);
  const uses = await store.usesOf(tx, certificates);
  const told = await store.toldTwice(tx, certificates);
  const found = rows.flatMap((row) => {
    const id = toHex(row.public_id);
    const ofThis = uses.filter(({ certificate }) => toHex(certificate) === id);
    const authorities = ofThis.map(({ authority }) => authority);
    const known = told.some(
      (alert) =>
        toHex(alert.certificate) === id && authorities.every((one) => alert.authorities.includes(one)),
    );
    return authorities.length < 2 || known ? [] : [{ row, id, authorities, uses: ofThis }];
  });
  await recordAll(
    tx,
    certificateScannedTwice,
    found.map(({ row, id, authorities, uses: known }) => ({
      subject: `certificate:${id}`,
      previous: row.head,
      public: {},
      private: { authorities, uses: known.map(({ authority, first }) => ({ authority, first })) },
    })),
  );
}
