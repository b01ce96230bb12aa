// The pages of meetings. Everybody reads; what may be done is asked by forms made from the list of steps.
import type { Context } from "hono";
import { calendarType, writeCalendar } from "#core/meetings/calendar.ts";
import { openSession } from "#core/meetings/state.ts";
import { atomType, writeAtom } from "#platform/http/atom.ts";
import { mayEnter } from "#platform/http/access.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { addressOf } from "#modules/identity/index.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Actor, App, Ctx } from "#modules/record/index.ts";
import { listItems, pillarsKnown } from "#modules/governance/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { followMeeting } from "../live-events.ts";
import { everySeat, isAtTable, isSecretariat, table } from "../policy.ts";
import { getMeeting, mayKnowNames, mayRead, meetingOf, ownSeat, readerOf } from "../queries.ts";
import type { Meeting } from "../queries.ts";
import { steps } from "../steps.ts";
import type { Step } from "../steps.ts";
import * as store from "../store.ts";
import { openDocument, readTexts } from "../texts.ts";
import { calendarEvents, meetingEntries } from "./feeds.ts";
import { conveneForm, stepForm, takeConvening, takeStep } from "./forms.tsx";
import { BodiesPage, MeetingsPage } from "./list.tsx";
import { LivePage } from "./live.tsx";
import { MeetingPage } from "./meeting.tsx";
import { meetingName } from "../names.ts";
import { recordPage, recordPdf, recordXml } from "./record.tsx";
import { DocumentPage, StatementPage } from "./said.tsx";
import { callEvents, WrittenPage } from "./written.tsx";

type C = Context<Web>;
const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });

const recordForms = [
  ["/meetings/:id/record", (c: C) => recordPage(c, "whole")],
  ["/meetings/:id/record.pdf", (c: C) => recordPdf(c, "whole")],
  ["/meetings/:id/record.xml", (c: C) => recordXml(c, "whole")],
  ["/meetings/:id/decisions", (c: C) => recordPage(c, "adopted")],
  ["/meetings/:id/decisions.pdf", (c: C) => recordPdf(c, "adopted")],
  ["/meetings/:id/decisions.xml", (c: C) => recordXml(c, "adopted")],
] as const;

export const pageDoors: readonly Door[] = [
  everyone("/meetings"),
  everyone("/meetings.ics"),
  everyone("/meetings.atom"),
  everyone("/meetings/bodies"),
  everyone("/meetings/written-procedures"),
  { method: "GET", path: "/meetings/new", allow: table },
  { method: "POST", path: "/meetings/new", allow: table },
  everyone("/meetings/:id"),
  everyone("/meetings/:id/live"),
  everyone("/meetings/:id/events"),
  everyone("/meetings/:id/calendar.ics"),
  ...recordForms.map(([path]) => everyone(path)),
  everyone("/meetings/:id/statements/:statement"),
  everyone("/meetings/:id/documents/:document"),
  ...steps.flatMap(({ verb, allow }): readonly Door[] => [
    { method: "GET", path: `/meetings/:id/${verb}`, allow },
    { method: "POST", path: `/meetings/:id/${verb}`, allow },
  ]),
];

export function pageRoutes(app: App): void {
  app.get("/meetings", listPage);
  app.get("/meetings.ics", (c) => calendar(c, undefined));
  app.get("/meetings.atom", feed);
  app.get("/meetings/bodies", (c) => {
    const t = c.get("t");
    return page(c, { title: t("meetings.bodies.title"), breadcrumbs: trail(c) }, <BodiesPage t={t} />);
  });
  app.get("/meetings/written-procedures", writtenPage);
  app.get("/meetings/new", conveneForm);
  app.post("/meetings/new", takeConvening);
  app.get("/meetings/:id", meetingPage);
  app.get("/meetings/:id/live", livePage);
  app.get("/meetings/:id/events", events);
  app.get("/meetings/:id/calendar.ics", (c) => calendar(c, c.req.param("id")));
  app.get("/meetings/:id/statements/:statement", statementPage);
  app.get("/meetings/:id/documents/:document", documentPage);
  for (const [path, answer] of recordForms) app.get(path, answer);
  for (const step of steps) {
    app.get(`/meetings/:id/${step.verb}`, (c) => stepForm(c, step));
    app.post(`/meetings/:id/${step.verb}`, (c) => takeStep(c, step));
  }
}

function trail(c: C, meeting?: Meeting): readonly { text: string; href: string }[] {
  const t = c.get("t");
  return [
    { text: t("meetings.title"), href: "/meetings" },
    ...(meeting === undefined
      ? []
      : [{ text: meetingName(t, meeting.row), href: `/meetings/${meeting.row.id}` }]),
  ];
}

async function listPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const alternates = [
    {
      href: `/meetings.atom?lang=${t.locale}`,
      type: "application/atom+xml",
      title: t("meetings.follow.feed"),
    },
    { href: `/meetings.ics?lang=${t.locale}`, type: "text/calendar", title: t("meetings.follow.calendar") },
  ];
  return page(
    c,
    { title: t("meetings.title"), description: t("meetings.lede"), alternates },
    <MeetingsPage
      t={t}
      rows={await store.listMeetings(readerOf(ctx))}
      now={new Date(ctx.clock()).toISOString()}
      mayConvene={isAtTable(ctx.actor)}
    />,
  );
}

async function meetingPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { actor } = ctx;
  const meeting = await getMeeting(ctx, c.req.param("id"));
  const { row, now } = meeting;
  const own = await ownSeat(ctx, actor, row);
  const names =
    own !== undefined || isSecretariat(actor)
      ? [...(await store.credentialNames(readerOf(ctx), row.id))].filter(([seat]) =>
          mayKnowNames(actor, own, seat),
        )
      : [];
  return page(
    c,
    {
      title: meetingName(t, row),
      breadcrumbs: trail(c),
      alternates: [
        {
          href: `/meetings/${row.id}/calendar.ics?lang=${t.locale}`,
          type: "text/calendar",
          title: t("meetings.follow.one"),
        },
      ],
    },
    <MeetingPage
      t={t}
      meeting={meeting}
      pillars={await pillarsKnown(ctx)}
      steps={stepsFor(ctx, meeting, own !== undefined)}
      mayRead={(paper) => mayRead(paper, row, { actor, seat: own, now })}
      names={names}
    />,
  );
}

/** With what may be done to a closed meeting, and only to it. */
const afterClosing = new Set(["answers", "documents", "record-issues", "record-corrections"]);
const onlyAfterClosing = new Set(["record-issues", "record-corrections"]);

/** What the reader could try now, for links; the command says the last word. */
function stepsFor({ actor }: Ctx, meeting: Meeting, speaks: boolean): readonly Step[] {
  const { row } = meeting;
  if (row.cancelledAt !== null) return [];
  return steps.filter(({ verb, allow }) => {
    if (row.closedAt === null ? onlyAfterClosing.has(verb) : !afterClosing.has(verb)) return false;
    if (!mayEnter({ method: "GET", path: "", allow }, actor.roles)) return false;
    return (isAtTable(actor) || speaks) && isTime(meeting, actor, verb);
  });
}

/** Links to what cannot be done yet, or no more, are only in the way. */
function isTime({ state, seats, guaranteed }: Meeting, { organisation }: Actor, verb: string): boolean {
  const session = openSession(state);
  const own = seats.find((seat) => seat.organisation === organisation);
  const speaks = state.speeches.at(-1)?.to === null;
  switch (verb) {
    case "session-opening":
      return session === undefined && state.sessions.some(({ openedAt }) => openedAt === null);
    case "session-end":
    case "floor":
      return session !== undefined;
    case "floor-end":
      return speaks;
    case "debates":
      return state.agenda.some(
        ({ id, item }) => item !== null && state.speeches.some(({ entry }) => entry === id),
      );
    case "closing":
      return session === undefined && state.sessions.some(({ openedAt }) => openedAt !== null);
    case "answers":
      return state.statements.some(({ seat }) => seat !== own?.code);
    case "order":
      return state.agenda.length > 1;
    case "slot-refusals":
      return own !== undefined && guaranteed.includes(own.pillar);
    default:
      return true;
  }
}

async function livePage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const id = c.req.param("id");
  // Asked first: what happens between the two is told twice, never lost.
  const position = await store.lastPosition(readerOf(ctx), id ?? "");
  const meeting = await getMeeting(ctx, id);
  return page(
    c,
    {
      title: t("meetings.live.title", { name: meetingName(t, meeting.row) }),
      breadcrumbs: trail(c, meeting),
      islands: ["live"],
    },
    <LivePage t={t} meeting={meeting} pillars={await pillarsKnown(ctx)} position={position} />,
  );
}

/** Hostile: where the reader stopped is a number of the log or nothing. */
function positionIn(text: string | undefined): bigint | undefined {
  return text !== undefined && /^(-1|\d{1,18})$/.test(text) ? BigInt(text) : undefined;
}

async function events(c: C): Promise<Response> {
  const ctx = c.get("ctx");
  const { row } = await getMeeting(ctx, c.req.param("id"));
  const after =
    positionIn(c.req.header("last-event-id")) ??
    positionIn(c.req.query("after")) ??
    (await store.lastPosition(readerOf(ctx), row.id));
  return c.body(followMeeting(ctx.database, row.id, after, addressOf(c)), 200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
  });
}

async function statementPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const meeting = await getMeeting(ctx, c.req.param("id"));
  const said = meeting.state.statements.find(({ statement }) => statement === c.req.param("statement"));
  if (said === undefined) throw new Problem("not-found");
  const own = await ownSeat(ctx, ctx.actor, meeting.row);
  return page(
    c,
    { title: said.title, breadcrumbs: trail(c, meeting) },
    <StatementPage
      t={t}
      meeting={meeting}
      said={said}
      texts={await readTexts(ctx, said.texts)}
      answers={await Promise.all(said.answers.map(({ texts }) => readTexts(ctx, texts)))}
      mayAnswer={
        everySeat.some((role) => ctx.actor.roles.includes(role)) &&
        own?.code !== said.seat &&
        (isAtTable(ctx.actor) || own !== undefined)
      }
    />,
  );
}

async function documentPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const asked = c.req.query("language") ?? t.locale;
  const opened = await openDocument(
    ctx,
    c.req.param("id") ?? "",
    c.req.param("document") ?? "",
    asked.slice(0, 2),
  );
  const known = opened.paper.languages;
  const language = known.includes(asked) ? asked : known.includes("en") ? "en" : (known[0] ?? "en");
  const title = opened.paper.title;
  return page(
    c,
    {
      title: title === null ? t("meetings.document.hidden") : title.en,
      breadcrumbs: trail(c, opened.meeting),
    },
    <DocumentPage
      t={t}
      opened={opened}
      language={language}
      openings={opened.isForEverybody ? [] : await store.openingsOf(readerOf(ctx), opened.paper.document)}
    />,
  );
}

async function writtenPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  return page(
    c,
    { title: t("meetings.written.title"), breadcrumbs: trail(c) },
    <WrittenPage t={t} items={await listItems(ctx, { open: true }, 400)} />,
  );
}

async function calendar(c: C, id: string | undefined): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { baseUrl } = c.get("frame");
  const meetings = id === undefined ? await recentMeetings(ctx) : [await getMeeting(ctx, id)];
  const origin = (await findFounding(readerOf(ctx)))?.origin ?? "kimberlite";
  const one = id === undefined ? undefined : meetings[0];
  return c.body(
    writeCalendar({
      name: one === undefined ? t("meetings.title") : meetingName(t, one.row),
      language: t.locale,
      url: `${baseUrl}/meetings${id === undefined ? "" : `/${id}`}`,
      events: [
        ...meetings.flatMap((meeting) => calendarEvents(t, meeting, { baseUrl, origin })),
        ...(id === undefined
          ? callEvents(t, await listItems(ctx, { open: true }, 400), { baseUrl, origin })
          : []),
      ],
    }),
    200,
    {
      "Content-Type": calendarType,
      "Content-Disposition": `inline; filename="${id ?? "meetings"}.ics"`,
      "Content-Language": t.locale,
      Vary: "Accept-Language, Cookie",
    },
  );
}

const mostInFeed = 60;

async function recentMeetings(ctx: Ctx): Promise<readonly Meeting[]> {
  const rows = await store.listMeetings(readerOf(ctx));
  const meetings: Meeting[] = [];
  for (const row of rows.slice(0, mostInFeed)) meetings.push(await meetingOf(ctx, row));
  return meetings;
}

async function feed(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { baseUrl, scheme } = c.get("frame");
  const entries = (await recentMeetings(ctx))
    .flatMap((meeting) => meetingEntries(t, meeting))
    .toSorted((a, b) => (a.changedAt > b.changedAt ? -1 : a.changedAt < b.changedAt ? 1 : 0))
    .slice(0, 200);
  return c.body(
    writeAtom({
      title: t("meetings.title"),
      language: t.locale,
      baseUrl,
      path: "/meetings",
      self: `/meetings.atom?lang=${t.locale}`,
      author: scheme,
      begun: new Date(ctx.clock()).toISOString(),
      entries,
    }),
    200,
    {
      "Content-Type": atomType,
      "Content-Language": t.locale,
      Vary: "Accept-Language, Cookie",
      "Access-Control-Allow-Origin": "*",
    },
  );
}
