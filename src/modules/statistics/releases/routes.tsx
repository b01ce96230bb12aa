// The doors of releases: the list, each release with its files, the annual summary on a page and on paper, the feed, and the form
// that publishes the next. A release's address and its files never change, so that they may be kept for ever.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { atomType, writeAtom } from "#platform/http/atom.ts";
import { readForm } from "#platform/http/forms.ts";
import { readInput } from "#platform/http/inputs.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { isDate } from "#core/kp/dates.ts";
import { returnTypes } from "#core/statistics/calendar.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { AboutFigure } from "#ui/statistics/AboutFigure.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { mayPublish, publishers } from "../policy.ts";
import { isReleasePeriod, publishRelease, PublishInput } from "./commands/publish.ts";
import { draftRelease } from "./draft.ts";
import { NotFiledList, PublishPage, ReleasePage, ReleasesPage } from "./pages/release.tsx";
import type { FormView } from "./pages/release.tsx";
import { SummaryTables } from "./pages/summary.tsx";
import { releaseFigures } from "./linked-data.ts";
import { renderSummary } from "./paper.ts";
import { allReleases, findAnnual, getRelease, getReleaseRow } from "./queries.ts";
import type { ShownRelease } from "./queries.ts";
import { contentOf } from "./store.ts";
import { releaseTitle } from "./words.ts";

type C = Context<Web>;

const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });

export const releaseDoors: readonly Door[] = [
  everyone("/statistics/releases"),
  everyone("/statistics/releases.atom"),
  { method: "GET", path: "/statistics/releases/new", allow: publishers },
  { method: "POST", path: "/statistics/releases/new", allow: publishers },
  everyone("/statistics/releases/:id"),
  everyone("/statistics/releases/:id/files/:name"),
  everyone("/statistics/annual/:year"),
  everyone("/statistics/annual/:year/pdf"),
];

export function releaseRoutes(app: App): void {
  app.get("/statistics/releases", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    return page(
      c,
      {
        title: t("releases.title"),
        description: t("releases.lede"),
        breadcrumbs: figuresTrail(t),
        alternates: [
          { href: "/statistics/releases.atom", type: "application/atom+xml", title: t("releases.feed") },
        ],
      },
      <ReleasesPage t={t} rows={await allReleases(ctx)} mayPublish={mayPublish(ctx.actor)} />,
    );
  });
  app.get("/statistics/releases.atom", feed);
  app.get("/statistics/releases/new", (c) => formPage(c, typedOf(c.req.query("period") ?? "")));
  app.post("/statistics/releases/new", send);
  app.get("/statistics/releases/:id", async (c) => {
    const t = c.get("t");
    const release = await getRelease(c.get("ctx"), c.req.param("id"));
    const title = releaseTitle(t, release.row);
    const linkedData = releaseFigures(t, c.get("frame"), release.row);
    return page(c, { title, breadcrumbs: trail(c), linkedData }, <ReleasePage t={t} release={release} />);
  });
  app.get("/statistics/releases/:id/files/:name", file);
  app.get("/statistics/annual/:year", async (c) => {
    const t = c.get("t");
    const release = await getAnnual(c);
    const when = periodInWords(t, release.span);
    const title = t("releases.annual.title", { when });
    const path = `/statistics/releases/${release.row.id}`;
    return page(
      c,
      {
        title,
        breadcrumbs: trail(c),
        alternates: [{ href: `${c.req.path}/pdf`, type: "application/pdf", title: "PDF" }],
      },
      <>
        <h1>{title}</h1>
        <p class="lede">
          {t("releases.annual.as-of", { at: t.instant(release.row.cut_off) })}{" "}
          <a href={path}>{releaseTitle(t, release.row)}</a>
          {" · "}
          <a href={`${c.req.path}/pdf?lang=${t.locale}`}>PDF</a>
        </p>
        <SummaryTables t={t} summary={release.summary} when={when} />
        <h2>{t("releases.not-filed.title")}</h2>
        <NotFiledList t={t} notFiled={release.notFiled} />
        <AboutFigure
          t={t}
          facts={{
            source: <a href={path}>{releaseTitle(t, release.row)}</a>,
            asOf: release.row.cut_off,
            definition: t("releases.about.all-flows"),
            act: release.row.act,
            licence: t("releases.licence"),
            downloads: release.row.files.map(({ name }) => ({ href: `${path}/files/${name}`, text: name })),
          }}
        />
      </>,
    );
  });
  app.get("/statistics/annual/:year/pdf", async (c) => {
    const [t, { scheme, baseUrl }] = [c.get("t"), c.get("frame")];
    const release = await getAnnual(c);
    const address = `${baseUrl}/statistics/releases/${release.row.id}`;
    return c.body(new Uint8Array(await renderSummary(t, release, { scheme, address })), 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="kimberley-summary-${release.row.id}-${t.locale}.pdf"`,
      "Content-Language": t.locale,
      Vary: "Accept-Language, Cookie",
    });
  });
}

async function getAnnual(c: C): Promise<ShownRelease> {
  const year = c.req.param("year") ?? "";
  const release = /^\d{4}$/.test(year) ? await findAnnual(c.get("ctx"), Number(year)) : undefined;
  if (release === undefined) throw new Problem("not-found");
  return release;
}

/** The same bytes for ever, and named by what they are. */
async function file(c: C): Promise<Response> {
  const ctx = c.get("ctx");
  const row = await getReleaseRow(ctx, c.req.param("id") ?? "");
  const name = c.req.param("name") ?? "";
  if (name === "SHA256SUMS") {
    const lines = row.files.map((one) => `${one.digest}  ${one.name}\n`);
    return c.body(lines.join(""), 200, { "Content-Type": "text/plain; charset=utf-8", ...kept });
  }
  const found = row.files.find((one) => one.name === name);
  refuseUnless(found !== undefined, "not-found");
  const etag = `"${found.digest}"`;
  const headers = { ...kept, ETag: etag };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  const content = await contentOf({ db: ctx.database.kysely }, found.digest);
  return c.body(new Uint8Array(content), 200, {
    ...headers,
    "Content-Type": found.mediaType,
    "Content-Disposition": `attachment; filename="kimberley-${row.id}-${name}"`,
  });
}

const kept = {
  "Cache-Control": "public, max-age=31536000, immutable",
  "Access-Control-Allow-Origin": "*",
} as const;

async function feed(c: C): Promise<Response> {
  const [t, { baseUrl, scheme }] = [c.get("t"), c.get("frame")];
  const rows = (await allReleases(c.get("ctx"))).slice(0, 50);
  const text = writeAtom({
    title: t("releases.title"),
    language: t.locale,
    baseUrl,
    path: "/statistics/releases",
    self: `/statistics/releases.atom?lang=${t.locale}`,
    author: scheme,
    begun: "2003-01-01T00:00:00Z",
    entries: rows.map((row) => ({
      id: `urn:uuid:${row.act}`,
      title: releaseTitle(t, row),
      path: `/statistics/releases/${row.id}`,
      publishedAt: row.at,
      changedAt: row.at,
      categories: [],
      lines: [
        t("releases.feed.entry", { figures: row.rows, restated: row.restated }),
        ...(row.note === "" ? [] : [row.note]),
      ],
      language: t.locale,
    })),
  });
  return c.body(text, 200, { "Content-Type": atomType, Vary: "Accept-Language, Cookie" });
}

function typedOf(period: string): FormView["typed"] {
  return { period, cutOff: "", types: returnTypes, partners: [], note: "" };
}

async function send(c: C): Promise<Response> {
  const ctx = c.get("ctx");
  const form = await readForm(c);
  const typed: FormView["typed"] = {
    period: form.text("period"),
    cutOff: form.text("cutOff"),
    types: form.texts("types"),
    partners: form.texts("partners"),
    note: form.text("note"),
  };
  try {
    const input = readInput(PublishInput, {
      ...typed,
      partners: typed.partners.length === 0 ? "SUMMED" : typed.partners[0],
      cutOff: cutOffOf(ctx.clock(), typed.cutOff),
    });
    if (form.text("step") !== "publish") return await formPage(c, typed, undefined, input);
    const { id } = await publishRelease(ctx, input, c.get("frame").baseUrl);
    return c.redirect(`/statistics/releases/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    return formPage(c, typed, error);
  }
}

/** The end of the day that was typed, in UTC; now where none was. */
function cutOffOf(now: number, day: string): string {
  if (day === "") return new Date(now).toISOString();
  if (!isDate(day)) throw new Problem("bad-input", {}, { fields: [{ field: "cutOff", code: "not-a-date" }] });
  return `${day}T23:59:59.999Z`;
}

async function formPage(
  c: C,
  typed: FormView["typed"],
  problem?: Problem,
  input?: PublishInput,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const draft =
    input === undefined || !isReleasePeriod(input.period)
      ? undefined
      : await draftRelease(
          ctx,
          { db: ctx.database.kysely },
          {
            period: input.period,
            types: input.types,
            partners: input.partners,
            cutOff: input.cutOff,
          },
        );
  return page(
    c,
    { title: t("releases.publish"), breadcrumbs: trail(c), error: problem !== undefined },
    <PublishPage t={t} typed={typed} draft={draft} problem={problem} />,
    problem?.status ?? 200,
  );
}

function trail(c: C): readonly { readonly text: string; readonly href: string }[] {
  const t = c.get("t");
  return figuresTrail(t, { text: t("releases.title"), href: "/statistics/releases" });
}
