// The routes that everybody reads: the list, of all or of one country, its feeds, one alert and its picture. They are asked
// often, so an answer carries a tag of what it was made from, and "unchanged" costs two counts.
import type { Context } from "hono";
import { alertKinds } from "#core/kp/alerts.ts";
import { countryCodes, isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { atomType } from "#platform/http/atom.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { findDocument, findFounding } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { atomFeed, jsonFeed, jsonFeedType } from "../feed.ts";
import type { Feed } from "../feed.ts";
import { kindsFor, mayChange } from "../policy.ts";
import { stoppedTrade } from "../queries.ts";
import * as store from "../store.ts";
import type { AlertRow } from "../store.ts";
import { historyOf, nameOf, organisationName, showAlert, showStatus, textOf } from "../views.ts";
import type { ShownAlert } from "../views.ts";
import { getAlert, sendPicture } from "./asking.ts";
import { AlertsPage, feedsFor } from "./list.tsx";
import { AlertFacePage, ChangeButtons } from "./one.tsx";

const mostOpen = 500;
const mostClosed = 50;
const mostInFeed = 200;

export async function alertsPage(c: Context<Web>): Promise<Response> {
  const country = c.req.query("country") ?? "";
  if (country !== "") {
    refuseUnless(isCountryOrParticipantCode(country), "not-found");
    return c.redirect(`/alerts/country/${country}`, 303);
  }
  return listPage(c, undefined);
}

/** The page, or with ".atom" or ".json" behind the code its feeds. */
export async function countryPage(c: Context<Web>): Promise<Response> {
  const asked = /^([A-Z]{2})(\.atom|\.json)?$/.exec(c.req.param("code") ?? "");
  const code = asked?.[1] ?? "";
  refuseUnless(isCountryOrParticipantCode(code), "not-found");
  return asked?.[2] === undefined ? listPage(c, code) : feed(c, code, asked[2] === ".atom");
}

export const allAsAtom = (c: Context<Web>): Promise<Response> => feed(c, undefined, true);
export const allAsJson = (c: Context<Web>): Promise<Response> => feed(c, undefined, false);

async function listPage(c: Context<Web>, country: string | undefined): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const unchanged = await answerUnchanged(c, "no-cache");
  if (unchanged !== undefined) return unchanged;
  const kind = alertKinds.find((one) => one === c.req.query("kind"));
  const filter = { ...(country === undefined ? {} : { country }), ...(kind === undefined ? {} : { kind }) };
  const reader = { db: ctx.database.kysely };
  const { authorities } = await schemeFacts(ctx);
  const show = (rows: readonly AlertRow[]): readonly ShownAlert[] =>
    rows.map((row) => showAlert(t, row, authorities));
  const closed = await store.listAlerts(reader, { ...filter, open: false }, mostClosed);
  const order = new Intl.Collator(t.locale);
  return page(
    c,
    {
      title:
        country === undefined ? t("alert.title") : t("alert.title-country", { country: t.country(country) }),
      description: t("alert.question"),
      alternates: feedsFor(t, country),
      ...(country === undefined ? {} : { breadcrumbs: [{ text: t("alert.title"), href: "/alerts" }] }),
    },
    <AlertsPage
      t={t}
      country={country}
      kind={kind}
      open={show(await store.listAlerts(reader, { ...filter, open: true }, mostOpen))}
      closed={show(closed)}
      trade={kind === undefined || kind === "STOPPED_TRADE" ? await tradeNow(ctx, t, country) : []}
      quietSince={(closed[0]?.closed_at ?? (await begunAt(ctx))).slice(0, 10)}
      today={dayOf(ctx)}
      countries={[...countryCodes, "EU"].toSorted((a, b) => order.compare(t.country(a), t.country(b)))}
      mayPublish={kindsFor(ctx.actor).length > 0}
    />,
  );
}

async function feed(c: Context<Web>, country: string | undefined, asAtom: boolean): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const unchanged = await answerUnchanged(c, "public, max-age=300");
  if (unchanged !== undefined) return unchanged;
  const { scheme, baseUrl } = c.get("frame");
  const reader = { db: ctx.database.kysely };
  const { authorities } = await schemeFacts(ctx);
  const rows = await store.listAlerts(reader, country === undefined ? {} : { country }, mostInFeed);
  const path = country === undefined ? "/alerts" : `/alerts/country/${country}`;
  const made: Feed = {
    title:
      country === undefined
        ? t("alert.feed-title", { scheme })
        : t("alert.feed-title-country", { scheme, country: t.country(country) }),
    baseUrl,
    path,
    self: `${path}${asAtom ? ".atom" : ".json"}?lang=${t.locale}`,
    author: scheme,
    begun: await begunAt(ctx),
    alerts: [
      ...rows.map((row) => showAlert(t, row, authorities)),
      ...(await tradeNow(ctx, t, country)),
    ].toSorted((a, b) => (a.changedAt > b.changedAt ? -1 : a.changedAt < b.changedAt ? 1 : 0)),
  };
  return c.body(asAtom ? atomFeed(t, made) : jsonFeed(t, made), 200, {
    "Content-Type": asAtom ? atomType : jsonFeedType,
    "Content-Language": t.locale,
    Vary: "Accept-Language, Cookie",
    "Access-Control-Allow-Origin": "*",
  });
}

export async function alertPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const alert = await getAlert(ctx, c.req.param("id"));
  const unchanged = await answerUnchanged(c, "no-cache");
  if (unchanged !== undefined) return unchanged;
  const { authorities } = await schemeFacts(ctx);
  const by = organisationName(t, alert.organisation, authorities);
  const name = nameOf(t, alert);
  const { picture } = alert;
  return page(
    c,
    {
      title: name,
      breadcrumbs: [{ text: t("alert.title"), href: "/alerts" }],
      alternates: feedsFor(t, alert.country),
    },
    <>
      <h1>{name}</h1>
      <AlertFacePage
        t={t}
        face={{
          name,
          kind: alert.kind,
          country: alert.country,
          numbers: alert.numbers,
          ...textOf(t, alert, by),
          by,
          contact: authorities.find(({ code }) => code === alert.organisation)?.contact,
          since: alert.published_at.slice(0, 10),
          history: historyOf(t, alert),
          open: alert.closed_at === null,
          picture: picture === null ? undefined : { ...picture, href: `/alerts/${alert.id}/picture` },
        }}
      />
      {mayChange(ctx.actor, alert) && <ChangeButtons t={t} id={alert.id} />}
    </>,
  );
}

export async function alertPicture(c: Context<Web>): Promise<Response> {
  const ctx = c.get("ctx");
  const { picture } = await getAlert(ctx, c.req.param("id"));
  if (picture === null) throw new Problem("not-found");
  const document = await findDocument({ db: ctx.database.kysely }, Buffer.from(picture.digest, "hex"));
  if (document === undefined) throw new Problem("not-found");
  return sendPicture(c, document.content, picture.mediaType, `"${picture.digest}"`);
}

/** 304 where the reader has what would be made again; else the tag is set on the answer that follows. */
async function answerUnchanged(c: Context<Web>, cache: string): Promise<Response | undefined> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { acts } = await schemeFacts(ctx);
  const alerts = await store.actCount({ db: ctx.database.kysely });
  const tag = `W/"${alerts}.${acts}.${dayOf(ctx)}.${t.locale}.${ctx.actor.id}"`;
  c.header("ETag", tag);
  c.header("Cache-Control", cache);
  return c.req.header("if-none-match") === tag ? c.body(null, 304) : undefined;
}

async function tradeNow(ctx: Ctx, t: T, country: string | undefined): Promise<readonly ShownAlert[]> {
  const rows = stoppedTrade(await schemeFacts(ctx), dayOf(ctx));
  return rows
    .filter(({ participant }) => country === undefined || participant === country)
    .map((row) => showStatus(t, row));
}

async function begunAt(ctx: Ctx): Promise<string> {
  const founding = await findFounding({ db: ctx.database.kysely });
  return founding?.at ?? new Date(ctx.clock()).toISOString();
}

function dayOf(ctx: Ctx): string {
  return new Date(ctx.clock()).toISOString().slice(0, 10);
}
