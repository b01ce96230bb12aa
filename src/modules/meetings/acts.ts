// The acts of meetings. What happens in one is kept as events, of which core/meetings/state.ts makes the meeting's state.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { ActKind, AnyActKind } from "#modules/record/index.ts";
import type { CancelledFacts, ChangedFacts, ConvenedFacts, EventType } from "./facts.ts";
import * as store from "./store.ts";

export const meetingConvened = actKind<ConvenedFacts, Facts>("meeting.convened", store.projectConvened);
export const meetingChanged = actKind<ChangedFacts, Facts>("meeting.changed", store.projectChanged);
export const meetingCancelled = actKind<CancelledFacts, Facts>("meeting.cancelled", store.projectCancelled);

const eventTypes: readonly EventType[] = [
  "invited",
  "credentials-presented",
  "attendance-recorded",
  "seat-departed",
  "agenda-point-added",
  "item-listed",
  "agenda-ordered",
  "session-planned",
  "session-opened",
  "session-ended",
  "floor-given",
  "floor-yielded",
  "debate-recorded",
  "slot-offered",
  "slot-declined",
  "statement-made",
  "statement-answered",
  "document-published",
  "closed",
  "record-corrected",
  "record-issued",
];

/** Nothing here takes an entry from an agenda, or changes a statement: there is no such act. */
export const meetingEvents = Object.fromEntries(
  eventTypes.map((type) => [type, actKind<Facts, Facts>(`meeting.${type}`, store.projectEvents)]),
) as Readonly<Record<EventType, ActKind<Facts, Facts>>>;

export const meetingActKinds: readonly AnyActKind[] = [
  meetingConvened,
  meetingChanged,
  meetingCancelled,
  ...Object.values(meetingEvents),
];
