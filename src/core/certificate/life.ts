// The life of a certificate as a fold of what happened to it. One table says which event may follow which state, so that
// a new kind of event is a new row. "Expired" is no event: it follows from the clock (`standingOn`).
// A confirmation is given once: whoever comes second on the same certificate hears so.

export type CertificateState = "ISSUED" | "VALIDATED" | "PRINTED" | "EXPORTED" | "PRESENTED" | "CONFIRMED";

export type LifeEventKind = "issued" | "validated" | "printed" | "exported" | "presented" | "confirmed";

export interface LifeEvent {
  readonly kind: LifeEventKind;
  /** UTC instant. */
  readonly at: string;
  readonly person: string;
  readonly authority: string;
  /** Of a confirmation: what differed, coded; none means it was full. */
  readonly mismatches?: readonly string[];
}

/** What the table's guards need to know of the certificate itself. */
export interface LifeFacts {
  /** The Exporting Authority that issues. */
  readonly authority: string;
  /** UTC instant from which the certificate is no longer valid. */
  readonly expiresAt: string;
}

export interface Life {
  readonly state: CertificateState;
  /** In order; never empty. */
  readonly events: readonly LifeEvent[];
  /** Sheets printed, spoiled ones and copies included. */
  readonly prints: number;
  /** Null until confirmed. */
  readonly confirmed: {
    readonly at: string;
    readonly authority: string;
    readonly outcome: "full" | "discrepancy";
  } | null;
}

export type LifeRefusal =
  /** The event belongs to a later state. */
  | "TOO_EARLY"
  | "ALREADY_DONE"
  /** The certificate was used: a second shipment on it is not valid. */
  | "ALREADY_CONFIRMED"
  /** Validation by the person who issued (Annex I A 14 keeps the two apart). */
  | "SAME_PERSON"
  | "OTHER_AUTHORITY"
  | "EXPIRED"
  | "BEFORE_THE_LAST_EVENT";

export type NextState =
  | { readonly ok: true; readonly state: CertificateState }
  | { readonly ok: false; readonly reason: LifeRefusal };

interface Transition {
  readonly event: LifeEventKind;
  /** "NONE" is the certificate that does not exist yet. */
  readonly from: readonly (CertificateState | "NONE")[];
  readonly to: CertificateState;
  readonly guards: readonly Guard[];
}

type Guard = (life: Life | undefined, event: LifeEvent, facts: LifeFacts) => LifeRefusal | undefined;

const byTheIssuingAuthority: Guard = (_, event, facts) =>
  event.authority === facts.authority ? undefined : "OTHER_AUTHORITY";

const byAnotherPersonThanTheIssuer: Guard = (life, event) =>
  life?.events.some((past) => past.kind === "issued" && past.person === event.person)
    ? "SAME_PERSON"
    : undefined;

const whileValid: Guard = (_, event, facts) => (isBefore(event.at, facts.expiresAt) ? undefined : "EXPIRED");

/** The day of arrival counts, not the day on which the officer finished the papers. */
const arrivedWhileValid: Guard = (life, event, facts) => {
  const arrival = life?.events.find((past) => past.kind === "presented")?.at ?? event.at;
  return isBefore(arrival, facts.expiresAt) ? undefined : "EXPIRED";
};

// A paper may be presented although nobody recorded its departure: the importing desk sees the parcel, not the exporter's
// records. It may be presented again (another officer, the next day) until it is confirmed. An expired one may be
// presented, so that its arrival is on record, but not confirmed.
export const transitions: readonly Transition[] = [
  { event: "issued", from: ["NONE"], to: "ISSUED", guards: [byTheIssuingAuthority, whileValid] },
  {
    event: "validated",
    from: ["ISSUED"],
    to: "VALIDATED",
    guards: [byTheIssuingAuthority, byAnotherPersonThanTheIssuer, whileValid],
  },
  {
    event: "printed",
    from: ["VALIDATED", "PRINTED"],
    to: "PRINTED",
    guards: [byTheIssuingAuthority, whileValid],
  },
  { event: "exported", from: ["PRINTED"], to: "EXPORTED", guards: [byTheIssuingAuthority, whileValid] },
  { event: "presented", from: ["PRINTED", "EXPORTED", "PRESENTED"], to: "PRESENTED", guards: [] },
  { event: "confirmed", from: ["PRESENTED"], to: "CONFIRMED", guards: [arrivedWhileValid] },
];

export function decideNext(life: Life | undefined, event: LifeEvent, facts: LifeFacts): NextState {
  const last = life?.events.at(-1);
  if (life?.state === "CONFIRMED") return { ok: false, reason: "ALREADY_CONFIRMED" };
  const transition = transitions.find(
    (row) => row.event === event.kind && row.from.includes(life?.state ?? "NONE"),
  );
  if (transition === undefined) {
    const done = life?.events.some((past) => past.kind === event.kind) === true;
    return { ok: false, reason: done ? "ALREADY_DONE" : "TOO_EARLY" };
  }
  if (last !== undefined && isBefore(event.at, last.at))
    return { ok: false, reason: "BEFORE_THE_LAST_EVENT" };
  for (const guard of transition.guards) {
    const reason = guard(life, event, facts);
    if (reason !== undefined) return { ok: false, reason };
  }
  return { ok: true, state: transition.to };
}

/** Throws on events that could not have happened: they come from the record, where none was let in. */
export function lifeOf(events: readonly LifeEvent[], facts: LifeFacts): Life {
  const life = events.reduce<Life | undefined>(
    (before, event) => afterEvent(before, event, facts),
    undefined,
  );
  if (life === undefined) throw new Error("a certificate begins by being issued");
  return life;
}

/** Throws when the table does not allow the event. */
export function afterEvent(life: Life | undefined, event: LifeEvent, facts: LifeFacts): Life {
  const next = decideNext(life, event, facts);
  if (!next.ok) throw new Error(`${event.kind} cannot follow ${life?.state ?? "nothing"}: ${next.reason}`);
  return {
    state: next.state,
    events: [...(life?.events ?? []), event],
    prints: (life?.prints ?? 0) + (event.kind === "printed" ? 1 : 0),
    confirmed:
      event.kind === "confirmed"
        ? {
            at: event.at,
            authority: event.authority,
            outcome: (event.mismatches ?? []).length === 0 ? "full" : "discrepancy",
          }
        : (life?.confirmed ?? null),
  };
}

export type Standing = "not-released" | "open" | "used" | "expired";

/** How a certificate stood at an instant, by what had happened until then. Undefined before it was issued. */
export function standingOn(life: Life, facts: LifeFacts, instant: string): Standing | undefined {
  const happened = new Set(
    life.events.filter((event) => !isBefore(instant, event.at)).map((event) => event.kind),
  );
  if (!happened.has("issued")) return undefined;
  if (happened.has("confirmed")) return "used";
  if (!isBefore(instant, facts.expiresAt)) return "expired";
  return happened.has("validated") ? "open" : "not-released";
}

function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}
