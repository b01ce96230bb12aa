// The record of a meeting as a document. Part A is what was adopted, clause by clause. Part B is made from the acts: who was
// asked and came, what was asked for and by whom, what was said for how long, positions, silence, statements in full, answers
// and their absence. Nobody negotiates Part B, and a correction stands beside what it corrects.
import { answerState, overrun, presenceOf } from "#core/meetings/state.ts";
import { floorShares, minutesOn } from "#core/meetings/floor.ts";
import type {
  DocumentParagraph,
  DocumentPart,
  DocumentSection,
  MeetingDocument,
} from "#core/meetings/document.ts";
import type { T } from "#platform/i18n/translator.ts";
import {
  daysText,
  durationText,
  hostTime,
  inTwo,
  meetingName,
  pillarName,
  placeText,
  seatName,
} from "../names.ts";
import type { RecordItem, RecordMatter, RecordPosition } from "./matter.ts";

/** The whole record, or only what was adopted. */
export function recordDocument(
  t: T,
  matter: RecordMatter,
  part: "whole" | "adopted" = "whole",
): MeetingDocument {
  const { row, now } = matter.meeting;
  const name = meetingName(t, row);
  const a = adopted(t, matter);
  return {
    id: `${row.id}/${part === "whole" ? "record" : "decisions"}`,
    kind: "record",
    title: t(part === "whole" ? "meetings.record.title" : "meetings.decisions.title", { name }),
    language: t.locale,
    date: row.plan.to,
    madeOn: now.slice(0, 10),
    author: { id: "secretariat", name: t("meetings.record.author") },
    parts: part === "whole" ? [a, fromActs(t, matter)] : [a],
  };
}

function adopted(t: T, { items, meeting }: RecordMatter): DocumentPart {
  const decided = items.filter((item) => item.adopted.length > 0);
  const { zone } = meeting.row.plan;
  return {
    number: "A",
    heading: t("meetings.record.part-a"),
    sections:
      decided.length === 0
        ? [section("1", t("meetings.record.part-a.none-heading"), [said(t("meetings.record.part-a.none"))])]
        : decided.map((item, place) =>
            section(String(place + 1), itemName(t, item), [
              said(
                t("meetings.record.outcome", {
                  outcome: outcomeWord(t, item.outcome?.code ?? ""),
                  when: item.outcome === null ? "" : hostTime(t, item.outcome.at, zone),
                }),
              ),
              ...item.adopted.map(({ clause, text }) => ({
                text,
                label: t("meetings.record.clause", { clause }),
                ...(item.language === t.locale ? {} : { language: item.language }),
              })),
            ]),
          ),
  };
}

function fromActs(t: T, matter: RecordMatter): DocumentPart {
  const makers = [
    about,
    participation,
    requests,
    floor,
    positions,
    declarations,
    statements,
    submissions,
    corrections,
  ];
  const headings = [
    "about",
    "participation",
    "requests",
    "floor",
    "positions",
    "declarations",
    "statements",
    "submissions",
    "corrections",
  ] as const;
  return {
    number: "B",
    heading: t("meetings.record.part-b"),
    // A section stands there also when nothing is in it, so that its address is always the same.
    sections: makers.map((make, place) => {
      const paragraphs = make(t, matter);
      const key = headings[place] ?? "about";
      return section(
        String(place + 1),
        t(`meetings.record.${key}`),
        paragraphs.length === 0
          ? [said(t(`meetings.record.${key}.none` as "meetings.record.requests.none"))]
          : paragraphs,
      );
    }),
  };
}

type Said = Omit<DocumentParagraph, "number"> & { readonly label?: string };

const said = (text: string, items?: readonly string[]): Said =>
  items === undefined || items.length === 0 ? { text } : { text, items };

function section(number: string, heading: string, paragraphs: readonly Said[]): DocumentSection {
  return {
    number,
    heading,
    paragraphs: paragraphs.map(({ label, text, ...rest }, place) => ({
      ...rest,
      number: String(place + 1),
      text: label === undefined ? text : `${label} ${text}`,
    })),
  };
}

function about(t: T, { meeting }: RecordMatter): readonly Said[] {
  const { row, state, seats, now } = meeting;
  const { plan } = row;
  return [
    said(
      t("meetings.record.about.held", {
        name: meetingName(t, row),
        place: placeText(t, plan),
        days: daysText(t, plan),
        format: t(`meetings.format.${plan.format}`),
      }),
    ),
    ...(plan.chair === null
      ? []
      : [said(t("meetings.record.about.chair", { chair: seatName(t, seats, plan.chair) }))]),
    ...state.sessions.map((session) => {
      const late = overrun(session, now);
      return said(
        [
          t("meetings.record.about.session", {
            number: session.number,
            opens: hostTime(t, session.opensAt, plan.zone),
            ends: hostTime(t, session.endsAt, plan.zone),
          }),
          session.openedAt === null
            ? t("meetings.record.about.not-held")
            : t("meetings.record.about.held-from", {
                opened: hostTime(t, session.openedAt, plan.zone),
                ended: session.endedAt === null ? "…" : hostTime(t, session.endedAt, plan.zone),
              }),
          ...(late > 0 ? [t("meetings.record.about.overrun", { time: durationText(t, late) })] : []),
        ].join(" "),
      );
    }),
    ...(row.closedAt === null
      ? [said(t("meetings.record.about.open"))]
      : [said(t("meetings.record.about.closed", { when: hostTime(t, row.closedAt, plan.zone) }))]),
  ];
}

function participation(t: T, { meeting, pillars }: RecordMatter): readonly Said[] {
  const { state, seats, row } = meeting;
  const names = (codes: readonly string[]): string => t.list(codes.map((code) => seatName(t, seats, code)));
  return [
    ...presenceOf(state, seats).map((one) => {
      const own = seats.filter(({ pillar }) => pillar === one.pillar).map(({ code }) => code);
      const there = own.filter((code) => state.attended.has(code));
      const asked = own.filter((code) => !state.invited.has(code));
      return said(
        t("meetings.record.participation.pillar", {
          pillar: pillarName(t, one.pillar, pillars),
          seats: one.seats,
          invited: one.invited,
          accredited: one.accredited,
          attended: one.attended,
        }),
        [
          ...(there.length === 0
            ? [t("meetings.record.participation.nobody")]
            : [t("meetings.record.participation.there", { names: names(there) })]),
          ...(asked.length === 0
            ? []
            : [t("meetings.record.participation.not-invited", { names: names(asked) })]),
        ],
      );
    }),
    ...state.departures.map((one) =>
      said(
        t(`meetings.departure.${one.form}`, {
          seat: seatName(t, seats, one.seat),
          when: hostTime(t, one.at, row.plan.zone),
          reason: one.reason,
        }),
      ),
    ),
  ];
}

function requests(t: T, { meeting, items }: RecordMatter): readonly Said[] {
  const { state, seats } = meeting;
  const name = (code: string): string => seatName(t, seats, code);
  return state.agenda.map((entry) => {
    const item = items.find((one) => one.entry === entry.id);
    const title = item === undefined ? inTwo(t, entry.title) : itemName(t, item);
    const lines =
      item === undefined
        ? [t("meetings.agenda.point")]
        : [
            t("meetings.record.requests.by", {
              date: t.date(item.requestedAt.slice(0, 10)),
              sponsors: t.list(item.sponsors.map(name)),
            }),
            ...(item.seconders.length === 0
              ? []
              : [t("meetings.record.requests.seconded", { names: t.list(item.seconders.map(name)) })]),
            ...(entry.carriedFrom === null ? [] : [t("meetings.agenda.carried")]),
            ...item.objectsToDiscussing.map(({ seat, text }) =>
              t("meetings.record.requests.objects", { seat: name(seat), text }),
            ),
            item.outcome === null
              ? t("meetings.record.requests.open")
              : t("meetings.record.requests.outcome", { outcome: outcomeWord(t, item.outcome.code) }),
          ];
    return said(title, lines);
  });
}

function floor(t: T, { meeting, pillars }: RecordMatter): readonly Said[] {
  const { state, now } = meeting;
  const shares = floorShares(state.speeches, "pillar", now);
  if (shares.length === 0) return [];
  return [
    said(
      t("meetings.record.floor.by-pillar"),
      shares.map(({ key, millis, speeches }) =>
        t("meetings.record.floor.share", {
          who: pillarName(t, key, pillars),
          time: durationText(t, Math.floor(millis / 60_000)),
          speeches,
        }),
      ),
    ),
    ...state.agenda.flatMap((entry) => {
      const minutes = minutesOn(state.speeches, entry.id, now);
      if (minutes === 0) return [];
      const spoke = [
        ...new Set(state.speeches.filter((one) => one.entry === entry.id).map(({ speaker }) => speaker.name)),
      ];
      return [
        said(
          t("meetings.record.floor.on", { entry: inTwo(t, entry.title), time: durationText(t, minutes) }),
          spoke,
        ),
      ];
    }),
  ];
}

function positions(t: T, { meeting, items }: RecordMatter): readonly Said[] {
  const { seats } = meeting;
  const name = (code: string): string => seatName(t, seats, code);
  return items
    .filter((item) => item.positions.length > 0 || item.silent.length > 0)
    .map((item) =>
      said(t("meetings.record.positions.of", { item: itemName(t, item) }), [
        ...item.positions.map((position) => positionLine(t, name(position.seat), position)),
        ...(item.silent.length === 0
          ? []
          : [
              t("meetings.record.positions.silent", {
                count: item.silent.length,
                names: t.list(item.silent.map(name)),
              }),
            ]),
      ]),
    );
}

function positionLine(t: T, seat: string, { code, clauses, words }: RecordPosition): string {
  const position = t(`item.position.${code}`);
  const line =
    clauses === null
      ? t("meetings.record.positions.line", { seat, position })
      : t("meetings.record.positions.line-on", { seat, position, clauses: t.list(clauses) });
  return words === null || words === "" ? line : `${line}: ${words}`;
}

function declarations(t: T, { items, meeting }: RecordMatter): readonly Said[] {
  return items.flatMap((item) =>
    item.declared.map(({ outcome, at }) =>
      said(
        t("meetings.record.declarations.differs", {
          item: itemName(t, item),
          declared: outcomeWord(t, outcome),
          computed: item.outcome === null ? t("meetings.record.none-yet") : outcomeWord(t, item.outcome.code),
          when: hostTime(t, at, meeting.row.plan.zone),
        }),
      ),
    ),
  );
}

/** Whole, in the languages in which each was made: an annexed statement that is cut is none. */
function statements(t: T, { meeting, texts }: RecordMatter): readonly Said[] {
  const { state, seats, row } = meeting;
  return state.statements.flatMap((one) => [
    said(
      t("meetings.record.statements.head", {
        seat: seatName(t, seats, one.seat),
        title: one.title,
        when: hostTime(t, one.at, row.plan.zone),
        moment: one.moment === null ? "" : t(`meetings.moment.${one.moment}`),
        has: one.moment === null ? "no" : "yes",
      }),
    ),
    ...Object.entries(texts.get(one.statement)?.own ?? {}).flatMap(([language, text]) =>
      text.split(/\n{2,}/).map((paragraph): Said => ({
        text: paragraph.replaceAll("\n", " "),
        ...(language === t.locale ? {} : { language }),
      })),
    ),
  ]);
}

function submissions(t: T, { meeting, texts }: RecordMatter): readonly Said[] {
  const { state, seats, row, now } = meeting;
  return state.statements
    .filter((one) => one.answerBy !== null || one.answers.length > 0)
    .map((one) => {
      const answer = answerState(one, now);
      const given = one.answers.flatMap(({ by, at }, place) => {
        const own = texts.get(one.statement)?.answers[place] ?? {};
        const text = own[t.locale] ?? own["en"] ?? Object.values(own)[0] ?? "";
        return [
          `${t("meetings.answer.title", {
            by: by === "CHAIR" || by === "SECRETARIAT" ? t(`meetings.office.${by}`) : seatName(t, seats, by),
            when: hostTime(t, at, row.plan.zone),
          })}: ${text}`,
        ];
      });
      return said(
        t("meetings.record.submissions.of", {
          seat: seatName(t, seats, one.seat),
          title: one.title,
          answer: t(`meetings.answer.${answer}`),
        }),
        given,
      );
    });
}

function corrections(t: T, { meeting }: RecordMatter): readonly Said[] {
  const { state, seats, row } = meeting;
  return state.corrections.map(({ seat, paragraph, text, at }) =>
    said(
      t("meetings.record.corrections.of", {
        by: seat === null ? t("meetings.office.TABLE") : seatName(t, seats, seat),
        paragraph,
        when: hostTime(t, at, row.plan.zone),
        text,
      }),
    ),
  );
}

function itemName({ locale }: T, { reference, title }: RecordItem): string {
  return `${reference} ${title[locale] ?? title["en"] ?? Object.values(title)[0] ?? ""}`;
}

/** A code that has no words yet is shown as it is. */
function outcomeWord(t: T, code: string): string {
  const key = `item.outcome.${code}`;
  return t.has(key) ? t(key) : code;
}
