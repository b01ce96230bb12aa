// Certificate by certificate: what one Participant's desks sent to another's against what arrived there, over one period. The
// account closes: on its way at the beginning, and sent, is received, withdrawn, or on its way at the end. Nothing is estimated.
import type { RoughCode } from "../../kp/goods.ts";
import type { IsoDate } from "../../kp/dates.ts";

/** The goods of one code on one certificate. */
export interface Shipment {
  readonly certificate: string;
  readonly number: string;
  readonly exporter: string;
  readonly importer: string;
  readonly product: RoughCode;
  readonly exportedOn: IsoDate;
  readonly sealed: Quantity;
  /** Null until its arrival is confirmed. */
  readonly received: Received | null;
  /** Sent back, lost, replaced: the day from which nobody waits for it. */
  readonly endedOn: IsoDate | null;
  /** The last day on which its arrival is to be confirmed, where a rule sets one. */
  readonly due: IsoDate | null;
}

export interface Quantity {
  readonly carats: bigint;
  readonly usd: bigint;
}

export interface Received {
  readonly on: IsoDate;
  /** Null where the container was not opened and the sealed figures were taken. */
  readonly found: Quantity | null;
}

/** Carats and value, and the certificates they are on. */
export interface Amount extends Quantity {
  readonly certificates: number;
}

export interface FlowAccount {
  readonly inFlightAtStart: Amount;
  readonly exported: Amount;
  /** As sealed. */
  readonly received: Amount;
  readonly ended: Amount;
  readonly inFlightAtEnd: Amount;
  /** What importing desks found, less what was sealed: of those that were weighed. */
  readonly difference: Quantity;
  /** Null in an account made of sums, which do not tell. */
  readonly weighed: number | null;
  /** Null in an account made of sums. */
  readonly pastDue: Amount | null;
}

/** Days of a period: `until` is the first day after it. */
export interface Days {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

export function accountOf(shipments: readonly Shipment[], days: Days, today: IsoDate): FlowAccount {
  const of = (wanted: (one: Shipment) => boolean): Amount => amountOf(shipments.filter(wanted));
  const weighed = shipments.filter(
    (one) => receivedWithin(one, days) && (one.received?.found ?? null) !== null,
  );
  return {
    inFlightAtStart: of((one) => inFlightOn(one, days.from)),
    exported: of((one) => within(one.exportedOn, days)),
    received: of((one) => receivedWithin(one, days)),
    ended: of((one) => one.received === null && one.endedOn !== null && within(one.endedOn, days)),
    inFlightAtEnd: of((one) => inFlightOn(one, days.until)),
    difference: {
      carats: sum(weighed, (one) => (one.received?.found?.carats ?? 0n) - one.sealed.carats),
      usd: sum(weighed, (one) => (one.received?.found?.usd ?? 0n) - one.sealed.usd),
    },
    weighed: certificatesOf(weighed),
    pastDue: of((one) => isPastDue(one, today)),
  };
}

/** The same account where certificates are so many that their sums are read instead: what closes it has ended. */
export function accountOfSums({
  difference,
  ...sums
}: Pick<
  FlowAccount,
  "inFlightAtStart" | "exported" | "received" | "inFlightAtEnd" | "difference"
>): FlowAccount {
  const { inFlightAtStart, exported, received, inFlightAtEnd } = sums;
  const closing = <Of extends keyof Amount>(of: Of, less: (a: Amount[Of], b: Amount[Of]) => Amount[Of]) =>
    less(less(exported[of], received[of]), less(inFlightAtEnd[of], inFlightAtStart[of]));
  const lessBig = (a: bigint, b: bigint): bigint => a - b;
  return {
    ...sums,
    difference,
    ended: {
      carats: closing("carats", lessBig),
      usd: closing("usd", lessBig),
      certificates: closing("certificates", (a, b) => a - b),
    },
    weighed: null,
    pastDue: null,
  };
}

/** Sent before that day, and neither received nor ended before it. */
export function inFlightOn({ exportedOn, received, endedOn }: Shipment, day: IsoDate): boolean {
  return exportedOn < day && (received === null ? endedOn === null || endedOn >= day : received.on >= day);
}

export function isPastDue({ due, received, endedOn }: Shipment, today: IsoDate): boolean {
  return due !== null && due < today && received === null && endedOn === null;
}

/** Those that were weighed and found to hold something else. */
export function differing(shipments: readonly Shipment[], days: Days): readonly Shipment[] {
  return shipments.filter(
    (one) =>
      receivedWithin(one, days) &&
      one.received?.found !== null &&
      one.received?.found !== undefined &&
      (one.received.found.carats !== one.sealed.carats || one.received.found.usd !== one.sealed.usd),
  );
}

/** What comes to hand last minus what was on its way first: by so much exports lead imports in the period. */
export function timingOf({ inFlightAtStart, inFlightAtEnd }: FlowAccount): {
  readonly carats: bigint;
  readonly certificates: number;
} {
  return {
    carats: inFlightAtEnd.carats - inFlightAtStart.carats,
    certificates: inFlightAtStart.certificates + inFlightAtEnd.certificates,
  };
}

function receivedWithin({ received }: Shipment, days: Days): boolean {
  return received !== null && within(received.on, days);
}

function within(day: IsoDate, { from, until }: Days): boolean {
  return from <= day && day < until;
}

function amountOf(shipments: readonly Shipment[]): Amount {
  return {
    carats: sum(shipments, ({ sealed }) => sealed.carats),
    usd: sum(shipments, ({ sealed }) => sealed.usd),
    certificates: certificatesOf(shipments),
  };
}

/** A certificate of two codes is one certificate. */
function certificatesOf(shipments: readonly Shipment[]): number {
  return new Set(shipments.map(({ certificate }) => certificate)).size;
}

function sum(shipments: readonly Shipment[], of: (one: Shipment) => bigint): bigint {
  return shipments.reduce((total, one) => total + of(one), 0n);
}
