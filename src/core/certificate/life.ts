// The life of a certificate as a fold of what happened to it. One table says which event may follow which state, by whom
// and when, so that a new kind of event is a new row. "Expired" is no event: it follows from the clock (`standingOn`).
// "Fake reported" is no state: forgeries are about, and the genuine one stays what it is.
// Nothing that was withdrawn is revived: a lost paper that turns up stays withdrawn, and a new shipment gets a new number.
import { gravity } from "./register.ts";
import type { KnownState } from "./register.ts";

export const certificateStates = [
  "ISSUED",
  "VALIDATED",
  "PRINTED",
  "EXPORTED",
  "PRESENTED",
  "CONFIRMED",
  "DETAINED",
  "RETURNED_UNUSED",
  "REPLACED",
  "INVALIDATED",
  "LOST",
  "STOLEN",
  "SENT_BACK",
  "FORFEITED",
] as const;
export type CertificateState = (typeof certificateStates)[number];

export const lifeEventKinds = [
  "issued",
  "validated",
  "printed",
  "exported",
  "presented",
  "confirmed",
  /** The pre-alert: a shipment is on its way (Annex II 19). */
  "noticed",
  "transit-entered",
  "transit-left",
  /** A minor error put right on the paper, of a closed list of fields (`endorsements.ts`). */
  "endorsed",
  "returned",
  "replaced",
  "invalidated",
  "lost",
  "stolen",
  "found",
  "detained",
  "released",
  "sent-back",
  "forfeited",
  "fake-reported",
  /** The exporter asks its authority to do something. */
  "asked",
  "declined",
] as const;
export type LifeEventKind = (typeof lifeEventKinds)[number];

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
  /** The Importing Authorities at its destination; only they may receive it. */
  readonly importers: readonly string[];
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
  /** The event belongs to an earlier state. */
  | "TOO_LATE"
  | "ALREADY_DONE"
  /** The certificate was used: a second shipment on it is not valid. */
  | "ALREADY_CONFIRMED"
  /** It was withdrawn, by whatever way: no shipment travels on it. */
  | "WITHDRAWN"
  /** Validation by the person who issued (Annex I A 14 keeps the two apart). */
  | "SAME_PERSON"
  | "OTHER_AUTHORITY"
  | "EXPIRED"
  /** A replacement is for what has not left yet (Canada: SOR/2003-15). */
  | "AFTER_EXPORT"
  /** Only the authority that has the goods before it detains, releases, sends back, forfeits. */
  | "GOODS_ELSEWHERE"
  /** It came in here and has not left; or it never came in. */
  | "TRANSIT_OPEN"
  | "NOT_IN_TRANSIT"
  | "NEVER_LOST"
  | "NOTHING_ASKED"
  | "BEFORE_THE_LAST_EVENT";

export type NextState =
  | { readonly ok: true; readonly state: CertificateState }
  | { readonly ok: false; readonly reason: LifeRefusal };

interface Transition {
  readonly event: LifeEventKind;
  /** "NONE" is the certificate that does not exist yet. */
  readonly from: readonly (CertificateState | "NONE")[];
  /** "SAME": a mark that leaves the state. "BEFORE": the state before the goods were detained. */
  readonly to: CertificateState | "SAME" | "BEFORE";
  readonly guards: readonly Guard[];
}

type Guard = (life: Life | undefined, event: LifeEvent, facts: LifeFacts) => LifeRefusal | undefined;

const byTheIssuingAuthority: Guard = (_, event, facts) =>
  event.authority === facts.authority ? undefined : "OTHER_AUTHORITY";

const byAnImportingAuthority: Guard = (_, event, facts) =>
  facts.importers.includes(event.authority) ? undefined : "OTHER_AUTHORITY";

/** Neither the side that sends nor the side that receives. */
const byATransitAuthority: Guard = (_, event, facts) =>
  event.authority !== facts.authority && !facts.importers.includes(event.authority)
    ? undefined
    : "OTHER_AUTHORITY";

const byAnotherPersonThanTheIssuer: Guard = (life, event) =>
  life?.events.some((past) => past.kind === "issued" && past.person === event.person)
    ? "SAME_PERSON"
    : undefined;

const byWhoHasTheGoods: Guard = (life, event) =>
  hasTheGoods(life?.events ?? [], event.authority) ? undefined : "GOODS_ELSEWHERE";

const byWhoDetained: Guard = (life, event) =>
  life?.events.findLast((past) => past.kind === "detained")?.authority === event.authority
    ? undefined
    : "GOODS_ELSEWHERE";

const byTheIssuingAuthorityOrWhoHasTheGoods: Guard = (life, event, facts) =>
  event.authority === facts.authority ? undefined : byWhoHasTheGoods(life, event, facts);

const whileValid: Guard = (_, event, facts) => (isBefore(event.at, facts.expiresAt) ? undefined : "EXPIRED");

/** The day of arrival counts, not the day on which the officer finished the papers. */
const arrivedWhileValid: Guard = (life, event, facts) => {
  const arrival = life?.events.find((past) => past.kind === "presented")?.at ?? event.at;
  return isBefore(arrival, facts.expiresAt) ? undefined : "EXPIRED";
};

const beforeExport: Guard = (life) =>
  life?.events.some(({ kind }) => kind === "exported" || kind === "presented") ? "AFTER_EXPORT" : undefined;

const outsideThisTerritory: Guard = (life, event) =>
  isInTransitAt(life?.events ?? [], event.authority) ? "TRANSIT_OPEN" : undefined;

const insideThisTerritory: Guard = (life, event) =>
  isInTransitAt(life?.events ?? [], event.authority) ? undefined : "NOT_IN_TRANSIT";

const onceLost: Guard = (life) =>
  life?.events.some(({ kind }) => kind === "lost" || kind === "stolen") ? undefined : "NEVER_LOST";

const somethingAsked: Guard = (life) => {
  const last = life?.events.findLast(({ kind }) => kind === "asked" || kind === "declined");
  return last?.kind === "asked" ? undefined : "NOTHING_ASKED";
};

/** No shipment travels on these any more, and none of them ever becomes good again. */
export const withdrawnStates = ["RETURNED_UNUSED", "REPLACED", "INVALIDATED", "LOST", "STOLEN"] as const;

const onTheWay = ["PRINTED", "EXPORTED"] as const;
const released = ["VALIDATED", "PRINTED", "EXPORTED", "PRESENTED"] as const;

// A paper may be presented although nobody recorded its departure: the importing desk sees the parcel, not the exporter's
// records. It may be presented again (another officer, the next day) until it is confirmed. An expired one may be
// presented, so that its arrival is on record, but not confirmed. What was withdrawn may turn up at any border: whoever
// has it before them says so and detains the goods, and it stays withdrawn.
// A used one knows only one more event: forgeries of it. A second shipment under its number travels on a forgery or a
// copy, never on this certificate.
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
  { event: "noticed", from: onTheWay, to: "SAME", guards: [byTheIssuingAuthority, whileValid] },
  {
    event: "presented",
    from: [...onTheWay, "PRESENTED"],
    to: "PRESENTED",
    guards: [byAnImportingAuthority],
  },
  { event: "presented", from: withdrawnStates, to: "SAME", guards: [] },
  {
    event: "confirmed",
    from: ["PRESENTED"],
    to: "CONFIRMED",
    guards: [byAnImportingAuthority, arrivedWhileValid],
  },
  // Transit (Section III d): the container and the certificate go in and out untampered.
  {
    event: "transit-entered",
    from: onTheWay,
    to: "SAME",
    guards: [byATransitAuthority, outsideThisTerritory],
  },
  { event: "transit-left", from: onTheWay, to: "SAME", guards: [insideThisTerritory] },
  // On the paper (India endorses minor errors); everything else is a replacement.
  { event: "endorsed", from: released, to: "SAME", guards: [byTheIssuingAuthority, whileValid] },
  // The paper comes back, also after its last day (Regulation (EC) 2368/2002 Art. 12(5)).
  {
    event: "returned",
    from: ["VALIDATED", "PRINTED"],
    to: "RETURNED_UNUSED",
    guards: [byTheIssuingAuthority],
  },
  {
    event: "replaced",
    from: ["ISSUED", "VALIDATED", "PRINTED", "RETURNED_UNUSED", "INVALIDATED", "LOST", "STOLEN"],
    to: "REPLACED",
    guards: [byTheIssuingAuthority, beforeExport],
  },
  { event: "invalidated", from: ["ISSUED", ...released], to: "INVALIDATED", guards: [byTheIssuingAuthority] },
  { event: "lost", from: released, to: "LOST", guards: [byTheIssuingAuthorityOrWhoHasTheGoods] },
  {
    event: "stolen",
    from: [...released, "LOST"],
    to: "STOLEN",
    guards: [byTheIssuingAuthorityOrWhoHasTheGoods],
  },
  { event: "found", from: ["LOST", "STOLEN", "REPLACED"], to: "SAME", guards: [onceLost] },
  {
    event: "detained",
    from: [...onTheWay, "PRESENTED", ...withdrawnStates],
    to: "DETAINED",
    guards: [byWhoHasTheGoods],
  },
  // Not intentional, and cured (Regulation (EC) 2368/2002 Art. 5).
  { event: "released", from: ["DETAINED"], to: "BEFORE", guards: [byWhoDetained] },
  { event: "sent-back", from: ["PRESENTED", "DETAINED"], to: "SENT_BACK", guards: [byWhoHasTheGoods] },
  { event: "forfeited", from: ["DETAINED"], to: "FORFEITED", guards: [byWhoDetained] },
  { event: "fake-reported", from: certificateStates, to: "SAME", guards: [] },
  { event: "asked", from: released, to: "SAME", guards: [byTheIssuingAuthority] },
  { event: "declined", from: released, to: "SAME", guards: [byTheIssuingAuthority, somethingAsked] },
];

export function decideNext(life: Life | undefined, event: LifeEvent, facts: LifeFacts): NextState {
  const last = life?.events.at(-1);
  const transition = transitionOf(life, event.kind);
  if (transition === undefined) return { ok: false, reason: reasonAgainst(life, event.kind) };
  if (last !== undefined && isBefore(event.at, last.at))
    return { ok: false, reason: "BEFORE_THE_LAST_EVENT" };
  for (const guard of transition.guards) {
    const reason = guard(life, event, facts);
    if (reason !== undefined) return { ok: false, reason };
  }
  return { ok: true, state: stateAfter(life, transition) };
}

function transitionOf(life: Life | undefined, kind: LifeEventKind): Transition | undefined {
  return transitions.find((row) => row.event === kind && row.from.includes(life?.state ?? "NONE"));
}

function stateAfter(life: Life | undefined, { to }: Transition): CertificateState {
  if (to !== "SAME" && to !== "BEFORE") return to;
  if (life === undefined) throw new Error("a certificate begins by being issued");
  return to === "SAME" ? life.state : stateBeforeDetention(life.events);
}

/** The guards were asked when each event happened: this only follows the table again. */
function stateBeforeDetention(events: readonly LifeEvent[]): CertificateState {
  const past = events.slice(
    0,
    events.findLastIndex(({ kind }) => kind === "detained"),
  );
  let state: CertificateState = "ISSUED";
  for (const [place, { kind }] of past.entries()) {
    // None fits a copy that is printed later: it left the state as it was.
    const to = transitions.find((row) => row.event === kind && row.from.includes(state))?.to ?? "SAME";
    if (to === "BEFORE") state = stateBeforeDetention(past.slice(0, place));
    else if (to !== "SAME") state = to;
  }
  return state;
}

function reasonAgainst(life: Life | undefined, kind: LifeEventKind): LifeRefusal {
  if (life === undefined) return "TOO_EARLY";
  if (life.state === "CONFIRMED") return "ALREADY_CONFIRMED";
  if (life.events.some((past) => past.kind === kind) && !repeatable.has(kind)) return "ALREADY_DONE";
  if (isWithdrawn(life.state) || life.state === "SENT_BACK" || life.state === "FORFEITED") return "WITHDRAWN";
  const place = certificateStates.indexOf(life.state);
  const earliest = Math.min(
    ...transitions
      .filter((row) => row.event === kind)
      .flatMap((row) => row.from.map((state) => (state === "NONE" ? -1 : certificateStates.indexOf(state)))),
  );
  return place < earliest ? "TOO_EARLY" : "TOO_LATE";
}

const repeatable: ReadonlySet<LifeEventKind> = new Set([
  "presented",
  "noticed",
  "endorsed",
  "detained",
  "released",
  "transit-entered",
  "transit-left",
  "asked",
  "declined",
]);

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

export function isWithdrawn(state: CertificateState): boolean {
  return (withdrawnStates as readonly CertificateState[]).includes(state);
}

type Happening = Pick<LifeEvent, "kind" | "at" | "authority">;

/** Came into this authority's territory in transit and has not left. */
export function isInTransitAt(events: readonly Happening[], authority: string): boolean {
  const legs = events.filter(
    (event) =>
      event.authority === authority && (event.kind === "transit-entered" || event.kind === "transit-left"),
  );
  return legs.at(-1)?.kind === "transit-entered";
}

/** Before whom the goods are: who presented them last, or lets them through. */
export function hasTheGoods(events: readonly Happening[], authority: string): boolean {
  return (
    events.findLast(({ kind }) => kind === "presented")?.authority === authority ||
    isInTransitAt(events, authority)
  );
}

/** What the register says against a certificate, since when, and by whose act. */
export interface Withdrawal {
  readonly state: KnownState;
  /** UTC instant. */
  readonly since: string;
  readonly by: string;
}

const withdrawing: Readonly<Partial<Record<LifeEventKind, KnownState>>> = {
  returned: "returned",
  replaced: "replaced",
  invalidated: "withdrawn",
  lost: "lost",
  stolen: "stolen",
  detained: "detained",
  "sent-back": "sent-back",
  forfeited: "forfeited",
};

/**
 * The gravest of what was done to it: who holds a stolen paper hears "stolen", although it was replaced since.
 * A release undoes the detention before it, and nothing else undoes anything.
 */
export function withdrawalOf(events: readonly Happening[]): Withdrawal | null {
  const releasedAt = events.findLastIndex(({ kind }) => kind === "released");
  const against = events.flatMap(({ kind, at, authority }, place): Withdrawal[] => {
    const state = withdrawing[kind];
    if (state === undefined || (kind === "detained" && place < releasedAt)) return [];
    return [{ state, since: at, by: authority }];
  });
  return against.toSorted((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state))[0] ?? null;
}

/** What the register says of it, or that its time is over. */
export type Standing = KnownState | "expired";

/** How a certificate stood at an instant, by what had happened until then. Undefined before it was issued. */
export function standingOn(
  life: Life,
  facts: Pick<LifeFacts, "expiresAt">,
  instant: string,
): Standing | undefined {
  const past = life.events.filter((event) => !isBefore(instant, event.at));
  const happened = new Set(past.map((event) => event.kind));
  if (!happened.has("issued")) return undefined;
  if (happened.has("confirmed")) return "used";
  const withdrawal = withdrawalOf(past);
  if (withdrawal !== null) return withdrawal.state;
  if (!isBefore(instant, facts.expiresAt)) return "expired";
  return happened.has("validated") ? "open" : "not-released";
}

function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}
