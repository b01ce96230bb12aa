// The doors of governance pages. Everybody reads everything; delegates, the chair and the Secretariat sign what their role
// may, after a look at what they are about to sign. No page needs a script.
import type { Context } from "hono";
import { ruleSets, whatIf } from "#core/decisions/index.ts";
import { itemClasses } from "#core/decisions/index.ts";
import type { Role } from "#core/kp/roles.ts";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import { atomType, writeAtom } from "#platform/http/atom.ts";
import type { AtomEntry } from "#platform/http/atom.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { supposedPositions, suppositionsIn, suppositionText } from "#ui/decisions/suppositions.ts";
import type { Supposition } from "#ui/decisions/suppositions.ts";
import { outcomeWord } from "#ui/decisions/words.ts";
import { BoardPage, stateWord } from "./board.tsx";
import type { BoardFilter } from "./board.tsx";
import { clausesShown, columns } from "./faces.ts";
import { ItemActsPage } from "./item-acts.tsx";
import { doings, stateOf } from "./item-frame.tsx";
import type { Doing, ItemPart, ShownItem } from "./item-frame.tsx";
import { ItemObjectionsPage } from "./item-objections.tsx";
import { ItemOverviewPage } from "./item-overview.tsx";
import { ItemPositionsPage } from "./item-positions.tsx";
import { ItemRulesPage } from "./item-rules.tsx";
import { ItemTextPage } from "./item-text.tsx";
import { MinePage } from "./mine.tsx";
import { PillarsPage, voicesOf } from "./pillars.tsx";
import {
  boardCards,
  callsOfSeat,
  decisionFor,
  decisionsOf,
  isGovernment,
  namesFor,
  nowOf,
  seatOfReader,
  shownItem,
  silenceBySeat,
  standingItems,
} from "./reading.ts";
import type { StandingItem } from "./reading.ts";
import { registerCsv } from "./register-csv.ts";
import { DecisionPage, isAdopted, RegisterPage, rowOf } from "./register.tsx";
import type { RegisterFilter } from "./register.tsx";
import { SilenceOfSeatPage, SilencePage } from "./silence.tsx";
import type { Asked } from "./what-if.tsx";
import { whatIfData } from "./what-if-data.ts";
import { actForm, takeAct } from "./write/answers.tsx";
import { newItemForm, takeNewItem } from "./write/new-item.tsx";

const chair = ["chair"] as const satisfies readonly Role[];
const delegates = ["delegate"] as const satisfies readonly Role[];
const secretariat = ["secretariat"] as const satisfies readonly Role[];

/** Who has the form; whether the act is accepted is decided when it is signed. */
const doersOf: Readonly<Partial<Record<Doing, readonly Role[]>>> = {
  check: secretariat,
  "name-facilitator": secretariat,
  panel: secretariat,
  debate: secretariat,
  "open-call": [...chair, ...secretariat],
  declare: chair,
};

const parts = ["text", "positions", "objections", "rules", "acts"] as const;

export const pageDoors: readonly Door[] = [
  ...[
    "/items",
    "/items.atom",
    "/items/:id",
    "/items/:id/what-if.json",
    ...parts.map((part) => `/items/:id/${part}`),
    "/decisions",
    "/decisions.atom",
    "/decisions.csv",
    "/decisions/:id",
    "/silence",
    "/silence/:seat",
    "/pillars",
  ].map((path) => ({ method: "GET", path, allow: "everyone" }) as const),
  { method: "GET", path: "/my/positions", allow: delegates },
  { method: "GET", path: "/items/new", allow: delegates },
  { method: "POST", path: "/items/new", allow: delegates },
  ...doings.flatMap((doing) =>
    (["GET", "POST"] as const).map((method) => ({
      method,
      path: `/items/:id/${doing}`,
      allow: doersOf[doing] ?? delegates,
    })),
  ),
];

export function pageRoutes(app: App): void {
  app.get("/items", boardPage);
  app.get("/items.atom", itemsFeed);
  app.get("/items/new", newItemForm);
  app.post("/items/new", takeNewItem);
  app.get("/items/:id", overviewPage);
  app.get("/items/:id/what-if.json", async (c) => {
    const view = await viewOf(c);
    return c.json(whatIfData(view), 200, { Vary: "Accept-Language, Cookie" });
  });
  for (const part of parts) app.get(`/items/:id/${part}`, (c) => partPage(c, part));
  for (const doing of doings) {
    app.get(`/items/:id/${doing}`, async (c) => actForm(c, await viewOf(c), doing));
    app.post(`/items/:id/${doing}`, async (c) => takeAct(c, await viewOf(c), doing));
  }
  app.get("/decisions", registerPage);
  app.get("/decisions.atom", decisionsFeed);
  app.get("/decisions.csv", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const csv = registerCsv(t, await namesFor(ctx, t), await decisionsOf(ctx, t));
    return c.body(csv, 200, {
      "Content-Type": csvType,
      "Content-Disposition": 'attachment; filename="decisions.csv"',
    });
  });
  app.get("/decisions/:id", decisionPage);
  app.get("/silence", silencePage);
  app.get("/silence/:seat", silenceOfSeatPage);
  app.get("/pillars", pillarsPage);
  app.get("/my/positions", minePage);
}

type C = Context<Web>;

async function viewOf(c: C): Promise<ShownItem> {
  return shownItem(c.get("ctx"), c.get("t"), c.req.param("id") ?? "", c.get("frame").demonstration);
}

function trail(c: C): readonly { text: string; href: string }[] {
  return [{ text: c.get("t")("item.board.title"), href: "/items" }];
}

async function boardPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const filter = boardFilterOf(c);
  const items = await boardCards(ctx, t);
  const search = filter.search.toLocaleLowerCase(t.locale);
  return page(
    c,
    {
      title: t("item.board.title"),
      description: t("item.board.lede"),
      alternates: [
        {
          href: `/items.atom?lang=${t.locale}`,
          type: "application/atom+xml",
          title: t("item.board.feed"),
        },
      ],
    },
    <BoardPage
      t={t}
      names={await namesFor(ctx, t)}
      now={nowOf(ctx)}
      asList={c.req.query("view") === "list"}
      filter={filter}
      demonstration={c.get("frame").demonstration}
      mayTable={(await seatOfReader(ctx)) !== undefined}
      items={items.filter(
        (item) =>
          (filter.class === undefined || item.class === filter.class) &&
          (search === "" || item.title.toLocaleLowerCase(t.locale).includes(search)),
      )}
    />,
  );
}

/** Hostile: what is no choice of the form is no choice. */
function boardFilterOf(c: C): BoardFilter {
  return {
    class: itemClasses.find((one) => one === c.req.query("class")),
    column: columns.find((one) => one === c.req.query("stage")),
    search: (c.req.query("search") ?? "").trim().slice(0, 100),
  };
}

async function overviewPage(c: C): Promise<Response> {
  const view = await viewOf(c);
  const state = stateOf(view);
  const call = state.calls.at(-1);
  const seats = new Set((call?.roster.seats ?? []).map(({ id }) => id));
  const clauses = new Set(clausesShown(state).map(({ id }) => id));
  const before = c.req.queries("if") ?? [];
  const ticked = tickedSeats(c);
  if (ticked.length > 0) {
    const kept = suppositionsIn([...before, ...ticked], seats, clauses);
    return c.redirect(whatIfAddress(view.id, kept), 303);
  }
  const suppositions = call?.closedAt === null ? suppositionsIn(before, seats, clauses) : [];
  return page(
    c,
    { title: view.title, breadcrumbs: trail(c), islands: ["what-if"] },
    <ItemOverviewPage view={view} asked={askedOf(view, suppositions)} />,
  );
}

/** Without a script the ticked seats come as fields of the form; each pillar's boxes have a name of their own. */
function tickedSeats(c: C): readonly string[] {
  const code = c.req.query("code") ?? "";
  const on = c.req.query("on") ?? "ALL";
  return Object.entries(c.req.queries())
    .filter(([name]) => name.startsWith("seat-"))
    .flatMap(([, values]) => values)
    .map((seat) => (on === "ALL" ? `${seat}.${code}` : `${seat}.${code}.${on}`));
}

function whatIfAddress(id: string, suppositions: readonly Supposition[]): string {
  const asked = new URLSearchParams(suppositions.map((one) => ["if", suppositionText(one)]));
  return `/items/${id}?${asked.toString()}#what-if`;
}

function askedOf(view: ShownItem, suppositions: readonly Supposition[]): Asked {
  if (suppositions.length === 0) return { suppositions, outcomes: view.outcomes, sentences: view.needed };
  const outcomes = whatIf(ruleSets[view.binding], view.item, view.acts, supposedPositions(suppositions));
  return { suppositions, outcomes, sentences: ruleSets[view.binding].explain(outcomes.binding.state) };
}

async function partPage(c: C, part: Exclude<ItemPart, "overview">): Promise<Response> {
  const view = await viewOf(c);
  const t = c.get("t");
  return page(
    c,
    {
      title: `${view.title}: ${t(`item.item.tab.${part}`)}`,
      breadcrumbs: [...trail(c), { text: view.title, href: `/items/${view.id}` }],
    },
    contentOf(c, view, part),
  );
}

function contentOf(c: C, view: ShownItem, part: Exclude<ItemPart, "overview">) {
  const number = (name: string): number | undefined => {
    const asked = c.req.query(name) ?? "";
    return /^\d{1,3}$/.test(asked) ? Number(asked) : undefined;
  };
  const newest = stateOf(view).versions.length;
  switch (part) {
    case "text":
      return (
        <ItemTextPage
          view={view}
          compared={{
            from: number("from") ?? Math.max(1, newest - 1),
            to: number("to") ?? newest,
          }}
        />
      );
    case "positions":
      return <ItemPositionsPage view={view} number={number("call")} />;
    case "objections":
      return <ItemObjectionsPage view={view} />;
    case "rules":
      return <ItemRulesPage view={view} />;
    case "acts":
      return <ItemActsPage view={view} />;
  }
}

async function registerPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const result = c.req.query("result");
  const year = c.req.query("year") ?? "";
  const filter: RegisterFilter = {
    year: /^\d{4}$/.test(year) ? year : "",
    class: itemClasses.find((one) => one === c.req.query("class")),
    result: result === "adopted" || result === "not" ? result : "",
  };
  return page(
    c,
    {
      title: t("item.register.title"),
      description: t("item.register.lede"),
      alternates: [
        {
          href: `/decisions.atom?lang=${t.locale}`,
          type: "application/atom+xml",
          title: t("item.register.feed"),
        },
        { href: "/decisions.csv", type: "text/csv", title: t("item.register.csv") },
      ],
    },
    <RegisterPage
      t={t}
      all={(await decisionsOf(ctx, t)).map(rowOf)}
      filter={filter}
      demonstration={c.get("frame").demonstration}
    />,
  );
}

async function decisionPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const decision = await decisionFor(ctx, t, c.req.param("id") ?? "");
  return page(
    c,
    {
      title: decision.title,
      breadcrumbs: [{ text: t("item.register.title"), href: "/decisions" }],
    },
    <DecisionPage
      t={t}
      names={await namesFor(ctx, t)}
      decision={decision}
      demonstration={c.get("frame").demonstration}
    />,
  );
}

async function silencePage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  return page(
    c,
    {
      title: t("item.silence.title"),
      breadcrumbs: trail(c),
      description: t("item.silence.lede"),
    },
    <SilencePage
      t={t}
      names={await namesFor(ctx, t)}
      seats={await silenceBySeat(ctx)}
      demonstration={c.get("frame").demonstration}
    />,
  );
}

async function silenceOfSeatPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const seat = c.req.param("seat") ?? "";
  const names = await namesFor(ctx, t);
  refuseUnless(Object.hasOwn(names.seats, seat), "not-found");
  return page(
    c,
    {
      title: t("item.silence.of", { name: names.seats[seat] ?? seat }),
      breadcrumbs: [...trail(c), { text: t("item.silence.title"), href: "/silence" }],
    },
    <SilenceOfSeatPage
      t={t}
      names={names}
      seat={seat}
      calls={await callsOfSeat(ctx, t, seat)}
      participant={await isGovernment(ctx, seat)}
      demonstration={c.get("frame").demonstration}
    />,
  );
}

async function pillarsPage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const items = await standingItems(ctx, t);
  return page(
    c,
    {
      title: t("item.pillars.title"),
      breadcrumbs: trail(c),
      description: t("item.pillars.lede"),
    },
    <PillarsPage
      t={t}
      names={await namesFor(ctx, t)}
      rows={items.map((item) => ({ card: lineOf(item), voices: voicesOf(item.state) }))}
      demonstration={c.get("frame").demonstration}
    />,
  );
}

async function minePage(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const items = await standingItems(ctx, t, true);
  return page(
    c,
    { title: t("item.mine.title") },
    <MinePage
      t={t}
      names={await namesFor(ctx, t)}
      seat={await seatOfReader(ctx)}
      rows={items.map((item) => ({ card: lineOf(item), state: item.state }))}
    />,
  );
}

function lineOf({ id, reference, title, state }: StandingItem) {
  return { id, reference, title, stage: state.stage, outcome: state.outcome?.code ?? null };
}

const mostEntries = 200;

async function itemsFeed(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const cards = (await boardCards(ctx, t)).slice(0, mostEntries);
  const entries = cards.map((card): AtomEntry => ({
    id: `urn:uuid:${card.id}`,
    title: card.title,
    path: `/items/${card.id}`,
    publishedAt: card.tabledAt,
    changedAt: card.since,
    categories: [{ term: card.stage, label: stateWord(t, card) }],
    language: t.locale,
    lines: [`${t(`item.class.${card.class}`)} · ${card.reference}`, stateWord(t, card)],
  }));
  return feed(c, "/items", t("item.board.title"), entries);
}

async function decisionsFeed(c: C): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const decisions = (await decisionsOf(ctx, t)).slice(0, mostEntries);
  return feed(
    c,
    "/decisions",
    t("item.register.title"),
    decisions.map((decision): AtomEntry => ({
      id: `urn:uuid:${decision.id}`,
      title: decision.title,
      path: `/decisions/${decision.id}`,
      publishedAt: decision.at,
      changedAt: decision.at,
      categories: [{ term: decision.outcome.code, label: outcomeWord(t, decision.outcome.code) }],
      language: decision.titleLanguage,
      lines: [
        `${t(`item.class.${decision.class}`)} · ${decision.reference}`,
        outcomeWord(t, decision.outcome.code),
        ...(isAdopted(decision.outcome.code) ? decision.adopted.map(({ text }) => text) : []),
      ],
    })),
  );
}

function feed(c: C, path: string, title: string, entries: readonly AtomEntry[]): Response {
  const t = c.get("t");
  const { scheme, baseUrl } = c.get("frame");
  const made = writeAtom({
    title: `${scheme}: ${title}`,
    language: t.locale,
    baseUrl,
    path,
    self: `${path}.atom?lang=${t.locale}`,
    author: scheme,
    begun: nowOf(c.get("ctx")),
    entries,
  });
  return c.body(made, 200, {
    "Content-Type": atomType,
    "Content-Language": t.locale,
    Vary: "Accept-Language, Cookie",
    "Access-Control-Allow-Origin": "*",
  });
}
