// What has become of a meeting: a fold of its acts in their order. Plain data; nothing here asks a clock.
// An entry of the agenda, once listed, is in every later state: there is no event that takes it away.
import { speechesOf } from "./floor.ts";
import type { FloorEvent, Speech } from "./floor.ts";
import { slotsOf } from "./slots.ts";
import type { Slot, SlotEvent, SlotMoment } from "./slots.ts";

export type InTwoLanguages = { readonly en: string; readonly fr?: string };

export type MeetingEvent = { readonly at: string; readonly act: string } & (
  | { readonly type: "invited"; readonly seats: readonly string[] }
  | { readonly type: "credentials-presented"; readonly seat: string; readonly delegates: number }
  | {
      readonly type: "attendance-recorded";
      readonly seats: readonly string[];
      readonly state: "PRESENT" | "REMOTE" | "LEFT";
    }
  | {
      readonly type: "seat-departed";
      readonly seat: string;
      readonly pillar: string;
      readonly form: DepartureForm;
      /** For the whole pillar: a boycott that its seats declare together. */
      readonly forPillar: boolean;
      readonly reason: string;
    }
  | { readonly type: "agenda-point-added"; readonly entry: string; readonly title: InTwoLanguages }
  | {
      readonly type: "item-listed";
      readonly entry: string;
      readonly item: string;
      readonly title: InTwoLanguages;
      /** The meeting whose agenda it was on before. */
      readonly carriedFrom: string | null;
    }
  | { readonly type: "agenda-ordered"; readonly entries: readonly string[] }
  | {
      readonly type: "session-planned";
      readonly session: number;
      readonly opensAt: string;
      readonly endsAt: string;
    }
  | { readonly type: "session-opened"; readonly session: number }
  | { readonly type: "session-ended"; readonly session: number }
  | {
      readonly type: "floor-given";
      readonly seat: string | null;
      readonly pillar: string;
      readonly name: string;
      readonly entry: string;
    }
  | { readonly type: "floor-yielded" }
  | {
      readonly type: "debate-recorded";
      readonly entry: string;
      readonly item: string;
      readonly minutes: number;
    }
  | { readonly type: "slot-offered"; readonly pillar: string; readonly moment: SlotMoment }
  | {
      readonly type: "slot-declined";
      readonly pillar: string;
      readonly moment: SlotMoment;
      readonly seat: string;
      /** With this one, more than half of the pillar's seats have. */
      readonly forPillar: boolean;
    }
  | ({ readonly type: "statement-made" } & StatementSaid)
  | {
      readonly type: "statement-answered";
      readonly statement: string;
      readonly by: string;
      readonly texts: Digests;
    }
  | ({ readonly type: "document-published" } & DocumentSaid)
  | { readonly type: "closed" }
  | {
      readonly type: "record-corrected";
      readonly seat: string | null;
      readonly paragraph: string;
      readonly text: string;
    }
  | {
      readonly type: "record-issued";
      readonly version: number;
      readonly digests: Digests;
    }
);

export type DepartureForm = "WALK_OUT" | "BOYCOTT";

/** Language → digest (hexadecimal) of what was kept. */
export type Digests = Readonly<Record<string, string>>;

export interface StatementSaid {
  readonly statement: string;
  readonly seat: string;
  readonly pillar: string;
  readonly title: string;
  readonly moment: SlotMoment | null;
  /** Entry of the agenda that it speaks to. */
  readonly entry: string | null;
  /** By when an answer is due; null where none is asked for. */
  readonly answerBy: string | null;
  /** The statement of the same seat that this one corrects; both stay. */
  readonly corrects: string | null;
  readonly texts: Digests;
}

export const documentAccess = ["PUBLIC", "SEATS", "BODY"] as const;
export type DocumentAccess = (typeof documentAccess)[number];

export interface DocumentSaid {
  readonly document: string;
  readonly seat: string | null;
  /** Null where the reader may not know it. */
  readonly title: InTwoLanguages | null;
  readonly access: DocumentAccess;
  /** Before this instant only seats may read it. */
  readonly embargo: string | null;
  readonly entry: string | null;
  readonly languages: readonly string[];
  readonly replaces: string | null;
  readonly texts: Digests;
}

export interface Session {
  readonly number: number;
  readonly opensAt: string;
  readonly endsAt: string;
  /** Of the last planning, and how often it was planned again. */
  readonly plannedAt: string;
  readonly revision: number;
  readonly openedAt: string | null;
  readonly endedAt: string | null;
}

export interface AgendaEntry {
  readonly id: string;
  /** Null for a procedural point. */
  readonly item: string | null;
  readonly title: InTwoLanguages;
  readonly carriedFrom: string | null;
  readonly listedAt: string;
}

export interface Attendance {
  readonly state: "PRESENT" | "REMOTE" | "LEFT" | DepartureForm;
  readonly at: string;
}

export interface Departure {
  readonly seat: string;
  readonly pillar: string;
  readonly form: DepartureForm;
  readonly forPillar: boolean;
  readonly reason: string;
  readonly at: string;
  readonly act: string;
}

export interface Statement extends StatementSaid {
  readonly at: string;
  readonly act: string;
  readonly answers: readonly {
    readonly by: string;
    readonly at: string;
    readonly act: string;
    readonly texts: Digests;
  }[];
}

export type MeetingPaper = DocumentSaid & { readonly at: string; readonly act: string };

export interface Correction {
  readonly seat: string | null;
  readonly paragraph: string;
  readonly text: string;
  readonly at: string;
  readonly act: string;
}

export interface MeetingState {
  readonly invited: ReadonlyMap<string, string>;
  readonly credentials: ReadonlyMap<string, { readonly delegates: number; readonly at: string }>;
  readonly attendance: ReadonlyMap<string, Attendance>;
  /** Seats that were there at any time. */
  readonly attended: ReadonlySet<string>;
  readonly departures: readonly Departure[];
  readonly agenda: readonly AgendaEntry[];
  readonly sessions: readonly Session[];
  readonly speeches: readonly Speech[];
  /** Minutes that were recorded with the items themselves. */
  readonly debates: readonly { readonly entry: string; readonly minutes: number; readonly at: string }[];
  readonly slotEvents: readonly SlotEvent[];
  readonly declined: readonly {
    readonly seat: string;
    readonly pillar: string;
    readonly moment: SlotMoment;
  }[];
  readonly statements: readonly Statement[];
  readonly papers: readonly MeetingPaper[];
  readonly closedAt: string | null;
  readonly corrections: readonly Correction[];
  readonly issues: readonly {
    readonly version: number;
    readonly at: string;
    readonly act: string;
    readonly digests: Digests;
  }[];
}

export function foldMeeting(events: readonly MeetingEvent[]): MeetingState {
  const invited = new Map<string, string>();
  const credentials = new Map<string, { delegates: number; at: string }>();
  const attendance = new Map<string, Attendance>();
  const attended = new Set<string>();
  const departures: Departure[] = [];
  let agenda: readonly AgendaEntry[] = [];
  const sessions = new Map<number, Session>();
  const floor: FloorEvent[] = [];
  const debates: MeetingState["debates"][number][] = [];
  const slotEvents: SlotEvent[] = [];
  const declined: MeetingState["declined"][number][] = [];
  const statements = new Map<string, Statement>();
  const papers: MeetingPaper[] = [];
  let closedAt: string | null = null;
  const corrections: Correction[] = [];
  const issues: MeetingState["issues"][number][] = [];

  for (const event of events) {
    const { at, act } = event;
    switch (event.type) {
      case "invited":
        for (const seat of event.seats) if (!invited.has(seat)) invited.set(seat, at);
        break;
      case "credentials-presented":
        credentials.set(event.seat, { delegates: event.delegates, at });
        break;
      case "attendance-recorded":
        for (const seat of event.seats) {
          attendance.set(seat, { state: event.state, at });
          if (event.state !== "LEFT") attended.add(seat);
        }
        break;
      case "seat-departed":
        departures.push({
          seat: event.seat,
          pillar: event.pillar,
          form: event.form,
          forPillar: event.forPillar,
          reason: event.reason,
          at,
          act,
        });
        attendance.set(event.seat, { state: event.form, at });
        if (event.forPillar) slotEvents.push({ kind: "boycott", pillar: event.pillar, at });
        break;
      case "agenda-point-added":
        agenda = [
          ...agenda,
          { id: event.entry, item: null, title: event.title, carriedFrom: null, listedAt: at },
        ];
        break;
      case "item-listed":
        agenda = [
          ...agenda,
          {
            id: event.entry,
            item: event.item,
            title: event.title,
            carriedFrom: event.carriedFrom,
            listedAt: at,
          },
        ];
        break;
      case "agenda-ordered":
        agenda = ordered(agenda, event.entries);
        break;
      case "session-planned": {
        const before = sessions.get(event.session);
        sessions.set(event.session, {
          number: event.session,
          opensAt: event.opensAt,
          endsAt: event.endsAt,
          plannedAt: at,
          revision: before === undefined ? 0 : before.revision + 1,
          openedAt: before?.openedAt ?? null,
          endedAt: before?.endedAt ?? null,
        });
        break;
      }
      case "session-opened":
      case "session-ended": {
        const before = sessions.get(event.session);
        if (before === undefined) break;
        sessions.set(
          event.session,
          event.type === "session-opened" ? { ...before, openedAt: at } : { ...before, endedAt: at },
        );
        if (event.type === "session-ended") floor.push({ kind: "yielded", at });
        break;
      }
      case "floor-given": {
        const { seat, pillar, name, entry } = event;
        floor.push({
          kind: "given",
          at,
          speaker: { ...(seat === null ? {} : { seat }), pillar, name },
          entry,
        });
        break;
      }
      case "floor-yielded":
        floor.push({ kind: "yielded", at });
        break;
      case "debate-recorded":
        debates.push({ entry: event.entry, minutes: event.minutes, at });
        break;
      case "slot-offered":
        slotEvents.push({ kind: "offered", pillar: event.pillar, moment: event.moment, at });
        break;
      case "slot-declined": {
        const { seat, pillar, moment } = event;
        declined.push({ seat, pillar, moment });
        if (event.forPillar) slotEvents.push({ kind: "declined", pillar, moment, at });
        break;
      }
      case "statement-made": {
        const { type: _type, ...said } = event;
        statements.set(event.statement, { ...said, answers: [] });
        if (event.moment !== null)
          slotEvents.push({ kind: "statement", pillar: event.pillar, moment: event.moment, at });
        break;
      }
      case "statement-answered": {
        const statement = statements.get(event.statement);
        if (statement === undefined) break;
        const answer = { by: event.by, at, act, texts: event.texts };
        statements.set(event.statement, { ...statement, answers: [...statement.answers, answer] });
        break;
      }
      case "document-published": {
        const { type: _type, ...said } = event;
        papers.push(said);
        break;
      }
      case "closed":
        closedAt = at;
        floor.push({ kind: "yielded", at });
        break;
      case "record-corrected":
        corrections.push({ seat: event.seat, paragraph: event.paragraph, text: event.text, at, act });
        break;
      case "record-issued":
        issues.push({ version: event.version, at, act, digests: event.digests });
        break;
    }
  }
  return {
    invited,
    credentials,
    attendance,
    attended,
    departures,
    agenda,
    sessions: [...sessions.values()].toSorted((a, b) => a.number - b.number),
    speeches: speechesOf(floor),
    debates,
    slotEvents,
    declined,
    statements: [...statements.values()],
    papers,
    closedAt,
    corrections,
    issues,
  };
}

/** As named; whatever an order leaves out stands after it, in its own order: an order removes nothing. */
function ordered(agenda: readonly AgendaEntry[], entries: readonly string[]): readonly AgendaEntry[] {
  const named = entries.flatMap((id) => agenda.find((entry) => entry.id === id) ?? []);
  const rest = agenda.filter((entry) => !named.includes(entry));
  return [...new Set(named), ...rest];
}

export function openSession({ sessions }: Pick<MeetingState, "sessions">): Session | undefined {
  return sessions.find(({ openedAt, endedAt }) => openedAt !== null && endedAt === null);
}

/** Minutes by which a session ran over what was planned; 0 while it has not. */
export function overrun({ endsAt, openedAt, endedAt }: Session, now: string): number {
  if (openedAt === null) return 0;
  return Math.max(0, Math.floor((Date.parse(endedAt ?? now) - Date.parse(endsAt)) / 60_000));
}

export function slotsNow(
  state: Pick<MeetingState, "slotEvents">,
  pillars: readonly string[],
  now: string,
): readonly Slot[] {
  return slotsOf(pillars, state.slotEvents, now);
}

export type PillarPresence = {
  readonly pillar: string;
  readonly seats: number;
  readonly invited: number;
  readonly accredited: number;
  readonly present: number;
  readonly attended: number;
  /** Why nobody of it is there; null while somebody is, or before the meeting begins. */
  readonly absent: "BOYCOTT" | "WALKED_OUT" | "NOT_INVITED" | "NOBODY_CAME" | null;
};

/** Of each pillar that has seats: who was asked, who came, who is there, and if nobody is, why. */
export function presenceOf(
  state: MeetingState,
  seats: readonly { readonly code: string; readonly pillar: string }[],
): readonly PillarPresence[] {
  const begun = state.sessions.some(({ openedAt }) => openedAt !== null);
  return [...new Set(seats.map(({ pillar }) => pillar))].map((pillar) => {
    const own = seats.filter((seat) => seat.pillar === pillar).map(({ code }) => code);
    const states = own.map((code) => state.attendance.get(code)?.state);
    const present = states.filter((each) => each === "PRESENT" || each === "REMOTE").length;
    const invited = own.filter((code) => state.invited.has(code)).length;
    const absent =
      !begun || present > 0 || state.closedAt !== null
        ? null
        : states.includes("BOYCOTT")
          ? "BOYCOTT"
          : states.includes("WALK_OUT")
            ? "WALKED_OUT"
            : invited === 0
              ? "NOT_INVITED"
              : "NOBODY_CAME";
    return {
      pillar,
      seats: own.length,
      invited,
      accredited: own.filter((code) => state.credentials.has(code)).length,
      present,
      attended: own.filter((code) => state.attended.has(code)).length,
      absent,
    };
  });
}

/** Whether a statement that asked for an answer has one, or when it should have had it. */
export function answerState(
  { answers, answerBy }: Pick<Statement, "answers" | "answerBy">,
  now: string,
): "answered" | "waiting" | "no-answer" | "none-asked" {
  if (answers.length > 0) return "answered";
  if (answerBy === null) return "none-asked";
  return now < answerBy ? "waiting" : "no-answer";
}
