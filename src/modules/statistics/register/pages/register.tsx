// What the certificates themselves tell of a year or a quarter: counts, what left and what arrived with the return beside it,
// codes by quarter, and what became of what left. A difference is stated; none is called wrong.
import type { ComponentChildren } from "preact";
import { firstYear } from "#core/statistics/periods.ts";
import { roughGoods } from "#core/kp/goods.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Beside } from "#core/statistics/reconcile/beside.ts";
import { periodInWords } from "#ui/statistics/periods.ts";
import { measures, parts, spanOf } from "../asked.ts";
import type { Moved, Register } from "../queries.ts";
import { FatesFigure } from "./fates.tsx";
import type { RegisterView } from "./view.ts";
import { amountInWords, differenceInWords, saidInWords, toneOf } from "./words.ts";

const mostShown = 60;

export function RegisterPage(view: RegisterView) {
  const { t, register, csv } = view;
  const { asked } = register;
  const when = periodInWords(t, spanOf(asked));
  const who = asked.participant === undefined ? undefined : t.country(asked.participant);
  return (
    <>
      <h1>{t("reconcile.certified.title")}</h1>
      <p class="lede">{t("reconcile.certified.lede")}</p>
      <Question {...view} />
      <h2>
        {who === undefined
          ? t("reconcile.certified.heading.all", { when })
          : t("reconcile.certified.heading.one", { who, when })}
      </h2>
      <Counts t={t} register={register} />
      <Ways t={t} register={register} side="left" when={when} />
      <Ways t={t} register={register} side="arrived" when={when} />
      <Codes t={t} register={register} when={when} />
      <FatesFigure {...view} side="sent" when={when} />
      {asked.participant !== undefined && <FatesFigure {...view} side="coming" when={when} />}
      <Details summary={t("reconcile.certified.how.title")}>
        <p>{t("reconcile.certified.how.steps")}</p>
        <p>{t("reconcile.certified.how.returns")}</p>
        <p>{t("reconcile.certified.how.private")}</p>
      </Details>
      <p>
        <a href={csv}>{t("reconcile.certified.csv")}</a>
      </p>
    </>
  );
}

function Question({ t, register, participants, now }: RegisterView) {
  const { asked, sight } = register;
  const last = Number(now.slice(0, 4));
  const choice = (
    name: string,
    label: string,
    value: string | undefined,
    items: readonly { readonly value: string; readonly label: string }[],
  ) => <Select t={t} name={name} label={label} choose={false} value={value ?? ""} items={items} />;
  return (
    <form class="figures-question" method="get" action="/reconcile/register">
      <div class="figures-question__fields">
        {sight.all &&
          choice("participant", t("reconcile.participant"), asked.participant, [
            { value: "", label: t("reconcile.any") },
            ...participants
              .map(({ code }) => ({ value: code, label: t.country(code) }))
              .toSorted((a, b) => a.label.localeCompare(b.label, t.locale)),
          ])}
        {choice(
          "year",
          t("reconcile.certified.year"),
          String(asked.year),
          Array.from({ length: last - firstYear + 1 }, (_, back) => String(last - back)).map((year) => ({
            value: year,
            label: year,
          })),
        )}
        {choice("quarter", t("reconcile.period"), asked.part === undefined ? "" : String(asked.part), [
          { value: "", label: t("reconcile.certified.whole-year") },
          ...parts.map((part) => ({
            value: String(part),
            label: periodInWords(t, { kind: "QUARTER", year: asked.year, part }),
          })),
        ])}
        {choice("code", t("reconcile.column.code"), asked.code, [
          { value: "", label: t("reconcile.all-codes") },
          ...roughGoods.map(({ code }) => ({ value: code, label: code })),
        ])}
        {choice(
          "measure",
          t("reconcile.certified.measure"),
          asked.measure,
          measures.map((measure) => ({ value: measure, label: t(`reconcile.certified.measure.${measure}`) })),
        )}
      </div>
      <Button tone="secondary">{t("reconcile.look")}</Button>
    </form>
  );
}

function Counts({ t, register }: { t: T; register: Register }) {
  const { asked, counts } = register;
  const rows = counts.map((one): readonly ComponentChildren[] => [
    asked.participant === undefined ? (
      <a href={`/reconcile/register?participant=${one.participant}&year=${asked.year}`}>
        {t.country(one.participant)}
      </a>
    ) : (
      periodInWords(t, one.span)
    ),
    t.number(one.issued),
    saidInWords(t, one.issuedSaid, "count"),
    <Difference t={t} said={one.issuedSaid} />,
    t.number(one.received),
    saidInWords(t, one.receivedSaid, "count"),
    <Difference t={t} said={one.receivedSaid} />,
  ]);
  // Of one Participant the last is the year.
  const foot = asked.participant === undefined ? undefined : rows.at(-1);
  return (
    <Table
      id="counts"
      caption={t("reconcile.certified.counts.caption", { year: String(asked.year) })}
      columns={[
        { label: t(asked.participant === undefined ? "reconcile.participant" : "reconcile.period") },
        { label: t("reconcile.certified.counts.issued"), numeric: true },
        { label: t("reconcile.certified.return"), numeric: true },
        { label: t("reconcile.certified.difference") },
        { label: t("reconcile.certified.counts.received"), numeric: true },
        { label: t("reconcile.certified.return"), numeric: true },
        { label: t("reconcile.certified.difference") },
      ]}
      rows={foot === undefined ? rows : rows.slice(0, -1)}
      foot={foot}
      empty={t("reconcile.certified.none")}
      note={asked.code === undefined ? undefined : t("reconcile.certified.counts.code")}
    />
  );
}

function Ways({
  t,
  register,
  side,
  when,
}: {
  t: T;
  register: Register;
  side: "left" | "arrived";
  when: string;
}) {
  const { asked } = register;
  const ways = register[side];
  const partner = ({ exporter, importer }: Moved): string => {
    if (asked.participant === undefined)
      return t("reconcile.pair", { exporter: t.country(exporter), importer: t.country(importer) });
    return t.country(side === "left" ? importer : exporter);
  };
  const reached = asked.part === undefined ? undefined : `${asked.year}-Q${asked.part}`;
  return (
    <Table
      id={side}
      caption={t(`reconcile.certified.${side}.caption`, { when })}
      columns={[
        {
          label:
            asked.participant === undefined
              ? t("reconcile.column.pair")
              : t(`reconcile.certified.${side}.partner`),
        },
        { label: t("reconcile.certified.certificates"), numeric: true },
        { label: t(`reconcile.certified.measure.${asked.measure}`), numeric: true },
        { label: t(`reconcile.certified.return.${side}`), numeric: true },
        { label: t("reconcile.certified.difference") },
      ]}
      rows={ways
        .slice(0, mostShown)
        .map((way) => [
          reached === undefined ? (
            partner(way)
          ) : (
            <a href={`/reconcile/${way.exporter}/${way.importer}/${reached}`}>{partner(way)}</a>
          ),
          t.number(way.amounts.certificates),
          amountInWords(t, way.amounts[asked.measure], asked.measure),
          saidInWords(t, way.said, asked.measure),
          <Difference t={t} said={way.said} />,
        ])}
      empty={t("reconcile.certified.none")}
      note={
        ways.length > mostShown
          ? t("reconcile.certified.more", { shown: mostShown, all: ways.length })
          : undefined
      }
    />
  );
}

function Codes({ t, register, when }: { t: T; register: Register; when: string }) {
  const { asked, codes } = register;
  const one = asked.participant !== undefined;
  const words = (said: (typeof codes)[number]["leftSaid"]): readonly ComponentChildren[] =>
    said === undefined ? [] : [saidInWords(t, said, asked.measure), <Difference t={t} said={said} />];
  const ownReturn = one
    ? [
        { label: t("reconcile.certified.return"), numeric: true },
        { label: t("reconcile.certified.difference") },
      ]
    : [];
  return (
    <Table
      id="codes"
      caption={t("reconcile.certified.codes.caption", { when })}
      columns={[
        { label: t("reconcile.period") },
        { label: t("reconcile.column.code") },
        { label: t("reconcile.register.exported"), numeric: true },
        ...ownReturn,
        { label: t("reconcile.certified.codes.arrived"), numeric: true },
        ...ownReturn,
      ]}
      rows={codes.map((cell) => [
        periodInWords(t, cell.span),
        cell.code,
        amountInWords(t, cell.left[asked.measure], asked.measure),
        ...words(cell.leftSaid),
        amountInWords(t, cell.arrived[asked.measure], asked.measure),
        ...words(cell.arrivedSaid),
      ])}
      empty={t("reconcile.certified.none")}
    />
  );
}

function Difference({ t, said }: { t: T; said: Beside }) {
  return <Tag tone={toneOf(said)}>{differenceInWords(t, said)}</Tag>;
}
