// The home page: what this is in one sentence, three doors, how the scheme stands, who takes part, what is new.
import { certificateStates } from "#core/certificate/life.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Door, Doors } from "#ui/components/door/Door.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import type { Stat } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WorldMap } from "#ui/maps/WorldMap.tsx";
import { mapStatuses } from "./data.ts";
import type { HomeData, News, Taker } from "./data.ts";

export interface HomeProps {
  readonly t: T;
  readonly data: HomeData;
  readonly now: string;
  readonly asList: boolean;
}

export function HomePage({ t, data, now, asList }: HomeProps) {
  return (
    <>
      <h1>{t("public.home.title")}</h1>
      <p class="lede">{t("public.home.sentence")}</p>
      <Doors>
        <Door icon="paper" title={t("public.home.check.title")} sentence={t("public.home.check.sentence")}>
          <form method="get" action="/verify">
            <TextInput
              t={t}
              name="number"
              label={t("public.home.check.label")}
              hint={t("public.home.check.hint")}
              code
            />
            <Button>{t("public.home.check.button")}</Button>
          </form>
          <p>
            <a href="/verify">{t("public.home.check.photograph")}</a>
            {" · "}
            <a href="/verifier/">{t("verifier.link")}</a>
          </p>
        </Door>
        <Door
          icon="chart"
          title={t("public.home.figures.title")}
          href="/statistics"
          sentence={t("public.home.figures.sentence")}
        />
        <Door
          icon="voice"
          title={t("public.home.concern.title")}
          href="/contact"
          sentence={t("public.home.concern.sentence")}
        />
      </Doors>
      <h2>{t("public.home.state.title", { date: t.date(data.today) })}</h2>
      <Stats items={statsOf(t, data, now)} />
      <h2 id="map">{t("public.home.map.title")}</h2>
      <Tabs
        label={t("public.home.map.views")}
        items={[
          { text: t("public.home.map.as-map"), href: "/#map", current: !asList },
          { text: t("public.home.map.as-list"), href: "/?map=list#map", current: asList },
        ]}
      />
      {asList ? <TakersTable t={t} takers={data.takers} /> : <Map t={t} data={data} />}
      <h2>{t("public.home.news.title")}</h2>
      {data.news.length === 0 ? (
        <p>{t("public.home.news.empty")}</p>
      ) : (
        <ul>
          {data.news.map((news) => (
            <li>
              <time datetime={news.on}>{t.date(news.on)}</time>: {newsSentence(t, news)}
            </li>
          ))}
        </ul>
      )}
      <h2>{t("public.home.limits.title")}</h2>
      <ul class="prose">
        <li>{t("public.home.limits.rough")}</li>
        <li>{t("public.home.limits.conflict")}</li>
        <li>{t("public.home.limits.harm")}</li>
        <li>{t("public.home.limits.decide")}</li>
      </ul>
      <p>
        <a href="/learn">{t("public.home.limits.more")}</a>
      </p>
    </>
  );
}

function statsOf(t: T, data: HomeData, now: string): readonly Stat[] {
  const { certificates, record, stopped, conditional } = data;
  return [
    {
      label: t("public.stat.participants"),
      value: t.number(data.participants),
      note: t("public.stat.countries", { count: data.countries }),
      href: "/participants",
    },
    {
      label: t("public.stat.stopped"),
      value: t.number(stopped.length + conditional.length),
      note: (
        <>
          {stopped.length + conditional.length === 0 && t("public.stat.none-stopped")}
          {stopped.length > 0 && (
            <>{t("public.stat.stopped-names", { names: t.list(stopped.map((code) => t.country(code))) })} </>
          )}
          {conditional.length > 0 &&
            t("public.stat.conditional-names", { names: t.list(conditional.map((code) => t.country(code))) })}
        </>
      ),
    },
    {
      label: t("public.stat.certificates"),
      value: t.number(certificates.total),
      note: <CertificateNote t={t} certificates={certificates} />,
    },
    {
      label: t("public.stat.items"),
      value: t.number(data.items.open),
      note:
        data.items.oldest === null
          ? t("public.stat.no-items")
          : t("public.stat.oldest-item", { age: ageText(t, data.items.oldest, now) }),
      href: "/items",
    },
    {
      label: t("public.stat.acts"),
      value: t.number(record.size),
      note:
        record.checkpointAt === null
          ? t("public.stat.no-checkpoint")
          : t("public.stat.checkpoint", { age: ageText(t, record.checkpointAt, now) }),
      href: "/log",
    },
  ];
}

function CertificateNote({ t, certificates }: { t: T; certificates: HomeData["certificates"] }) {
  const { byState, sent, confirmed } = certificates;
  const present = certificateStates.flatMap((state) => {
    const count = byState[state];
    return count === undefined ? [] : [t(`public.state.${state}`, { count })];
  });
  return (
    <>
      {present.length > 0 && `${t.list(present)}. `}
      {sent === 0
        ? t("public.stat.none-sent")
        : t("public.stat.confirmation-rate", {
            sent,
            confirmed,
            percent: Math.floor((confirmed * 100) / sent),
          })}
    </>
  );
}

/** "3 minutes": the largest unit that fits. */
export function ageText(t: T, since: string, now: string): string {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 1000));
  if (seconds < 120) return t("public.age.seconds", { count: seconds });
  if (seconds < 7_200) return t("public.age.minutes", { count: Math.floor(seconds / 60) });
  if (seconds < 172_800) return t("public.age.hours", { count: Math.floor(seconds / 3_600) });
  return t("public.age.days", { count: Math.floor(seconds / 86_400) });
}

function Map({ t, data }: { t: T; data: HomeData }) {
  const { stopped, conditional, participants, countries, takers } = data;
  return (
    <WorldMap
      t={t}
      id="participants-map"
      title={t("public.home.map.caption", { participants, countries })}
      description={t("public.home.map.description", {
        any: stopped.length + conditional.length === 0 ? "no" : "yes",
        names: t.list([...stopped, ...conditional].map((code) => t.country(code))),
      })}
      statuses={mapStatuses(data)}
      list={
        <p>
          {t.list(takers.map(({ code }) => t.country(code)).toSorted((a, b) => a.localeCompare(b, t.locale)))}
        </p>
      }
    />
  );
}

function TakersTable({ t, takers }: { t: T; takers: readonly Taker[] }) {
  const rows = takers
    .map((taker) => ({ ...taker, name: t.country(taker.code) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
  return (
    <Table
      id="participants-list"
      caption={t("public.home.map.table")}
      columns={[
        { label: t("public.home.map.name") },
        { label: t("public.home.map.status") },
        { label: t("public.home.map.since") },
      ]}
      rows={rows.map(({ code, name, standing }) => [
        <a href={`/participants/${code}`}>{name}</a>,
        t(`public.status.${standing.status}`),
        standing.row === undefined ? "–" : sinceText(t, standing.row),
      ])}
      empty={t("public.home.map.empty")}
      note={t("public.home.map.note")}
    />
  );
}

/** Never more exact than its source. */
function sinceText(
  t: T,
  { from, precision, atLatest }: { from: string; precision: string; atLatest?: boolean },
): string {
  const day =
    precision === "year" ? from.slice(0, 4) : precision === "month" ? from.slice(0, 7) : t.date(from);
  return atLatest === true ? t("public.home.map.at-latest", { date: day }) : day;
}

function newsSentence(t: T, news: News): string {
  switch (news.kind) {
    case "status":
      return t("public.news.status", {
        country: t.country(news.country),
        status: statusWord(t, news.status),
        since: sinceText(t, { from: news.since, precision: news.precision }),
      });
    case "participant":
      return t("public.news.participant", { country: t.country(news.country) });
    case "authority":
      return t("public.news.authority", {
        authority: news.names[t.locale] ?? news.names["en"] ?? news.authority,
        country: t.country(news.country),
      });
    case "rule":
      return t("public.news.rule", { country: t.country(news.country) });
    case "trust-list":
      return t("public.news.trust-list", { version: news.version });
    default:
      return t("public.news.certificates", { issued: news.issued, confirmed: news.confirmed });
  }
}

function statusWord(t: T, status: string): string {
  const key = `public.status.${status}`;
  return t.has(key) ? t(key) : status;
}
