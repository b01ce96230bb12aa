// Counts: how far each authority has come, and of one authority every period and every difference from its acts.
import type { Counts } from "#core/totals/acts.ts";
import type { CountDifference, CountedPeriod } from "#core/totals/counts.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import type { checkedCounts, CountedAuthority } from "../overview.ts";

export function CountsPage({ t, counted }: { t: T; counted: readonly CountedAuthority[] }) {
  return (
    <>
      <h1>{t("totals.counts.title")}</h1>
      <p class="lede">{t("totals.counts.lede")}</p>
      <Table
        id="counts"
        caption={t("totals.counts.caption")}
        captionHidden
        columns={[
          { label: t("totals.column.participant") },
          { label: t("totals.counts.since") },
          { label: t("totals.counts.to") },
          { label: t("totals.counts.missing"), numeric: true },
          { label: t("totals.counts.issued"), numeric: true },
          { label: t("totals.counts.confirmed"), numeric: true },
        ]}
        rows={counted.map(({ authority, since, to, missing, totals }) => [
          <>
            <a href={`/totals/counts/${authority.code}`}>{t.country(authority.participant)}</a>
            <br />
            <span class="quiet">{authority.code}</span>
          </>,
          t.date(since),
          to === null ? "–" : t.date(to),
          missing === 0 ? t.number(0) : <Tag tone="bad">{t.number(missing)}</Tag>,
          t.number(totals.issued ?? 0),
          t.number(totals.confirmed ?? 0),
        ])}
        empty={t("totals.counts.empty")}
      />
    </>
  );
}

export function authorityName({ locale }: T, { names, code }: AuthorityRow): string {
  return names[locale] ?? names["en"] ?? code;
}

const mostShown = 92;

export function AuthorityCountsPage({
  t,
  check,
}: {
  t: T;
  check: Awaited<ReturnType<typeof checkedCounts>>;
}) {
  const { authority, differences, periods, due } = check;
  const agrees = differences.length === 0;
  const shown = periods.slice(-mostShown).reverse();
  return (
    <>
      <h1>{t("totals.counts.one", { name: authorityName(t, authority) })}</h1>
      <VerdictCard
        t={t}
        level={2}
        tone={agrees ? "good" : "bad"}
        word={t(agrees ? "totals.counts.agree.word" : "totals.counts.differ.word")}
        sentence={
          agrees
            ? t("totals.counts.agree.sentence", { date: t.date(due) })
            : t("totals.counts.differ.sentence")
        }
      >
        {agrees ? undefined : (
          <ul>
            {differences.slice(0, mostShown).map((difference) => (
              <li>{differenceSentence(t, difference)}</li>
            ))}
          </ul>
        )}
      </VerdictCard>
      <Table
        id="periods"
        caption={t("totals.counts.periods")}
        columns={[
          { label: t("totals.counts.days") },
          { label: t("totals.kind.issued"), numeric: true },
          { label: t("totals.kind.validated"), numeric: true },
          { label: t("totals.kind.exported"), numeric: true },
          { label: t("totals.kind.confirmed"), numeric: true },
          { label: t("totals.kind.withdrawn"), numeric: true },
          { label: t("totals.kind.other"), numeric: true },
          { label: t("totals.counts.signed") },
        ]}
        rows={shown.map((period) => [
          daysOf(t, period),
          ...columnsOf(period.counts).map((count) => (count === 0 ? "·" : t.number(count))),
          <>
            <a href={`/record?act=${period.act}`}>{t.instant(period.at)}</a>
            {period.corrected && (
              <>
                {" "}
                <Tag tone="info">{t("totals.counts.corrected")}</Tag>
              </>
            )}
          </>,
        ])}
        empty={t("totals.counts.empty")}
        note={
          periods.length > shown.length ? (
            <a href={`/api/counts/${authority.code}`}>{t("totals.counts.all")}</a>
          ) : undefined
        }
      />
    </>
  );
}

function daysOf(t: T, { from, to }: Pick<CountedPeriod, "from" | "to">): string {
  return from === to ? t.date(from) : t("totals.counts.run", { from: t.date(from), to: t.date(to) });
}

function columnsOf(counts: Counts): readonly number[] {
  const { issued = 0, validated = 0, exported = 0, confirmed = 0 } = counts;
  const { returned = 0, replaced = 0, invalidated = 0, lost = 0, stolen = 0 } = counts;
  const withdrawn = returned + replaced + invalidated + lost + stolen;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    issued,
    validated,
    exported,
    confirmed,
    withdrawn,
    all - issued - validated - exported - confirmed - withdrawn,
  ];
}

function differenceSentence(t: T, difference: CountDifference): string {
  if (difference.code === "unreadable") return t("totals.difference.unreadable", { act: difference.act });
  const days = daysOf(t, difference);
  switch (difference.code) {
    case "count-differs":
    case "total-differs":
      return t(`totals.difference.${difference.code}`, {
        days,
        kind: `certificate.${difference.kind}`,
        counted: difference.counted,
        found: difference.found,
      });
    case "no-count":
    case "counted-early":
    case "counted-twice":
    case "corrects-nothing":
      return t(`totals.difference.${difference.code}`, { days });
  }
}
