// One pair in one quarter: what may explain a difference first, what either side says of it beside it, then both returns code
// by code and the certificates themselves. Nothing on it says that anybody was wrong.
import type { Amount } from "#core/statistics/reconcile/certificates.ts";
import { isOpenGap } from "#core/statistics/reconcile/mirror.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { periodInWords } from "#ui/statistics/periods.ts";
import { periodText } from "#core/statistics/periods.ts";
import { causes } from "../facts.ts";
import { longestExplanation } from "../inputs.ts";
import type { Pair, PairLine } from "../queries.ts";
import { CertificateLists } from "./certificates.tsx";
import { hypothesisInWords, productInWords, sideInWords, toneOf, verdictInWords } from "./words.ts";

export interface PairView {
  readonly t: T;
  readonly pair: Pair;
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

export function PairPage({ t, pair, typed, problem }: PairView) {
  const { exporter, importer, period, lines } = pair;
  const names = { exporter: t.country(exporter), importer: t.country(importer) };
  const errors = formErrors(t, problem);
  const open = lines.some(({ line }) => isOpenGap(line));
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("reconcile.pair", names)}</h1>
      <p class="lede">{periodInWords(t, period)}</p>
      <h2>{t("reconcile.why.title")}</h2>
      <Hypotheses t={t} lines={lines} open={open} />
      <h2>{t("reconcile.said.title")}</h2>
      {pair.explanations.length === 0 ? (
        <p>{t("reconcile.said.none")}</p>
      ) : (
        pair.explanations.map((one) => (
          <Inset>
            <p>
              <strong>{t.country(one.participant)}</strong>: {t(`reconcile.cause.${one.cause}`)} (
              {productInWords(t, one.product as "_T")})
            </p>
            <p>{one.text}</p>
            <p class="quiet">{t("reconcile.said.by", { by: one.by_name, date: t.instant(one.at) })}</p>
          </Inset>
        ))
      )}
      {pair.side !== undefined && (
        <ExplainForm t={t} pair={pair} side={pair.side} typed={typed} errors={errors} />
      )}
      <h2>{t("reconcile.returns.title")}</h2>
      <Table
        id="returns"
        caption={t("reconcile.returns.caption")}
        columns={[
          { label: t("reconcile.column.code") },
          { label: t("reconcile.returns.exported", names), numeric: true },
          { label: t("reconcile.returns.imported", names), numeric: true },
          { label: t("reconcile.column.carats") },
          { label: t("reconcile.returns.exported-usd"), numeric: true },
          { label: t("reconcile.returns.imported-usd"), numeric: true },
          { label: t("reconcile.column.usd") },
        ]}
        rows={lines.map(({ line }) => [
          productInWords(t, line.product),
          sideInWords(t, line.exported, "carats"),
          sideInWords(t, line.imported, "carats"),
          <Tag tone={toneOf(line.carats)}>{verdictInWords(t, line.carats)}</Tag>,
          sideInWords(t, line.exported, "usd"),
          sideInWords(t, line.imported, "usd"),
          verdictInWords(t, line.usd),
        ])}
        empty={t("reconcile.pairs.none")}
        note={t("reconcile.returns.note")}
      />
      <h2>{t("reconcile.register.title")}</h2>
      <p>{t("reconcile.register.lede")}</p>
      {!pair.whole && <p>{t("reconcile.register.part")}</p>}
      <Account t={t} lines={lines} />
      <CertificateLists t={t} pair={pair} />
    </>
  );
}

function Hypotheses({ t, lines, open }: { t: T; lines: readonly PairLine[]; open: boolean }) {
  const told = lines.flatMap(({ line, hypotheses }) => hypotheses.map((one) => ({ line, one })));
  if (told.length === 0) return <p>{t(open ? "reconcile.why.none" : "reconcile.why.no-gap")}</p>;
  return (
    <>
      <p>{t("reconcile.why.lede")}</p>
      <ul>
        {told.map(({ line, one }) => (
          <li>
            {productInWords(t, line.product)}: {hypothesisInWords(t, one, line)}
          </li>
        ))}
      </ul>
    </>
  );
}

function ExplainForm({
  t,
  pair,
  side,
  typed,
  errors,
}: {
  t: T;
  pair: Pair;
  side: string;
  typed: Readonly<Record<string, string>>;
  errors: ReturnType<typeof formErrors>;
}) {
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  const action = `/reconcile/${pair.exporter}/${pair.importer}/${periodText(pair.period)}/explain`;
  return (
    <form method="post" action={action} class="prose" novalidate>
      <h3>{t("reconcile.explain.title", { who: t.country(side) })}</h3>
      <Select
        t={t}
        name="product"
        label={t("reconcile.explain.product")}
        choose={false}
        value={typed["product"] ?? "_T"}
        items={pair.lines.map(({ line }) => ({
          value: line.product,
          label: productInWords(t, line.product),
        }))}
        error={errorAt("product")}
      />
      <Select
        t={t}
        name="cause"
        label={t("reconcile.explain.cause")}
        value={typed["cause"]}
        items={causes.map((cause) => ({ value: cause, label: t(`reconcile.cause.${cause}`) }))}
        error={errorAt("cause")}
      />
      <Textarea
        t={t}
        name="text"
        label={t("reconcile.explain.text")}
        value={typed["text"] ?? ""}
        limit={longestExplanation}
        rows={4}
        error={errorAt("text")}
      />
      <WarningText t={t}>{t("reconcile.explain.readers")}</WarningText>
      <Button>{t("reconcile.explain.send")}</Button>
    </form>
  );
}

function Account({ t, lines }: { t: T; lines: readonly PairLine[] }) {
  const amount = ({ carats, certificates }: Amount): string =>
    t("reconcile.register.amount", { carats: t.carats(carats), count: certificates });
  return (
    <Table
      id="account"
      caption={t("reconcile.register.caption")}
      columns={[
        { label: t("reconcile.column.code") },
        { label: t("reconcile.register.start"), numeric: true },
        { label: t("reconcile.register.exported"), numeric: true },
        { label: t("reconcile.register.received"), numeric: true },
        { label: t("reconcile.register.ended"), numeric: true },
        { label: t("reconcile.register.end"), numeric: true },
        { label: t("reconcile.register.difference"), numeric: true },
      ]}
      rows={lines.flatMap(({ line, account }) =>
        account === undefined
          ? []
          : [
              [
                productInWords(t, line.product),
                amount(account.inFlightAtStart),
                amount(account.exported),
                amount(account.received),
                amount(account.ended),
                amount(account.inFlightAtEnd),
                account.weighed === null
                  ? t.carats(account.difference.carats)
                  : t("reconcile.register.found", {
                      carats: t.carats(account.difference.carats),
                      count: account.weighed,
                    }),
              ],
            ],
      )}
      empty={t("reconcile.register.none")}
      note={t("reconcile.register.note")}
    />
  );
}
