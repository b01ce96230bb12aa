// A desk hands in the scans it kept while it had no network. Each is signed by the device, whose key its authority vouches
// for by handing in with an officer signed in. What was handed in before is known and not written twice. A certificate that
// another authority used as well is told at once (twice.ts).
import { readScan } from "#core/certificate/scan.ts";
import type { Scan } from "#core/certificate/scan.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Facts } from "#core/act/act.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { keyIdOf, verifyEs256 } from "#platform/keys/signer.ts";
import { actKind, inTransaction, record, recordAll } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { mayHandInScans } from "../policy.ts";
import * as store from "./store.ts";
import { tellScannedTwice } from "./twice.ts";

export const deskDeviceEnrolled = actKind<Facts, store.EnrolledFacts>(
  "desk-device.enrolled",
  store.projectEnrolled,
);
export const certificateScanned = actKind<Facts, store.ScannedFacts>(
  "certificate.scanned",
  store.projectScanned,
);

export interface Delivery {
  readonly devicePublicKey: Uint8Array;
  /** Scans as the device signed them. */
  readonly scans: readonly Uint8Array[];
}

export interface HandedIn {
  /** In the order of the delivery. "refused": not signed by this device, or not in the form of a scan. */
  readonly outcomes: readonly ("taken" | "known" | "refused")[];
}

/** More comes in several deliveries. */
export const mostScans = 200;

// Hostile: scans come from a device that may be anybody's. Each is read strictly, and only under the key it came with.
export async function handInScans(ctx: Ctx, delivery: Delivery): Promise<HandedIn> {
  refuseUnless(mayHandInScans(ctx.actor), "not-allowed");
  const { devicePublicKey } = delivery;
  const keyId = keyIdOf(devicePublicKey);
  const scans = delivery.scans.map((message) => {
    const reading = readScan(message, devicePublicKey, verifyEs256);
    return reading.ok ? { ...reading.document, message } : undefined;
  });
  return inTransaction(ctx, async (tx) => {
    await store.lockDevice(tx, keyId);
    const readable = scans.filter((scan) => scan !== undefined);
    if (readable.length > 0) await enrol(tx, keyId, devicePublicKey);
    const known = new Set(
      await store.knownScans(
        tx,
        readable.map(({ id }) => id),
      ),
    );
    const fresh: (Scan & { readonly message: Uint8Array })[] = [];
    const outcomes = scans.map((scan) => {
      if (scan === undefined) return "refused";
      const id = toHex(scan.id);
      if (known.has(id)) return "known";
      known.add(id);
      fresh.push(scan);
      return "taken";
    });
    await recordAll(
      tx,
      certificateScanned,
      fresh.map((scan) => ({
        subject: `scan:${toHex(scan.id)}`,
        previous: null,
        public: {},
        private: {
          id: scan.id,
          certificate: scan.certificate ?? null,
          digest: scan.digest,
          scannedAt: scan.at,
          answer: scan.answer,
          reason: scan.reason ?? null,
          trustList: scan.trustList,
          statusList: scan.statusList,
          desk: scan.desk,
          device: keyId,
          message: scan.message,
        },
      })),
    );
    await tellScannedTwice(
      tx,
      fresh.flatMap(({ certificate }) => certificate ?? []),
    );
    return { outcomes };
  });
}

/** Once: the first delivery with an officer signed in makes the device one of that officer's authority. */
async function enrol(tx: Tx, keyId: Uint8Array, publicKey: Uint8Array): Promise<void> {
  const device = await store.findDevice(tx, keyId);
  if (device === undefined) {
    await record(tx, deskDeviceEnrolled, {
      subject: `desk-device:${toHex(keyId)}`,
      public: {},
      private: { keyId, publicKey },
    });
    return;
  }
  // A device does not change hands: the other authority's desk makes itself a new key.
  if (device.organisation !== tx.actor.organisation || !device.public_key.equals(publicKey))
    throw new Problem("not-allowed");
}
