// What the acts of meetings say. Everything is public but the names of delegates, and what stands in a document that is not
// for everybody.
import type { Facts } from "#core/act/act.ts";
import type { BodyCode } from "#core/kp/bodies.ts";
import type { MeetingKind } from "#core/meetings/kinds.ts";
import type { MeetingEvent } from "#core/meetings/state.ts";

export type Format = "IN_PERSON" | "HYBRID" | "ONLINE";
export const formats = ["IN_PERSON", "HYBRID", "ONLINE"] as const satisfies readonly Format[];

/** Where and when, as it stands. */
export interface PlanFacts extends Facts {
  readonly place: string | null;
  readonly country: string | null;
  /** IANA name of the host's clock. */
  readonly zone: string;
  /** First and last day, by the host's calendar. */
  readonly from: string;
  readonly to: string;
  readonly format: Format;
  /** Seat in the chair. */
  readonly chair: string | null;
  readonly theme: { readonly en: string; readonly fr?: string } | null;
}

export interface ConvenedFacts extends PlanFacts {
  readonly kind: MeetingKind;
  readonly year: number;
  readonly body: BodyCode | null;
  readonly number: number;
}

export interface ChangedFacts extends PlanFacts {
  readonly reason: string;
}

export interface CancelledFacts extends Facts {
  readonly reason: string;
}

export type EventType = MeetingEvent["type"];

/** What an event's act says: the event without what every act has; digests are bytes in the act. */
export type EventSays<Type extends EventType> = {
  [Key in keyof Omit<Extract<MeetingEvent, { readonly type: Type }>, "at" | "act" | "type">]: Key extends
    | "texts"
    | "digests"
    ? Readonly<Record<string, Uint8Array>>
    : Extract<MeetingEvent, { readonly type: Type }>[Key &
        keyof Extract<MeetingEvent, { readonly type: Type }>];
};

export interface CredentialsPrivate extends Facts {
  readonly names: readonly string[];
}

/** Of a document that is not for everybody, or not yet. */
export interface DocumentPrivate extends Facts {
  readonly title: { readonly en: string; readonly fr?: string };
  readonly texts: Readonly<Record<string, Uint8Array>>;
}
