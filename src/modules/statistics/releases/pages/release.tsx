// The pages of releases: the list, one release with its files and what it restates, and the form that publishes the next.
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { returnTypes } from "#core/statistics/calendar.ts";
import type { Restatement } from "#core/statistics/restatements.ts";
import { summaryOf } from "#core/statistics/summary.ts";
import type { NotFiled } from "#core/statistics/summary.ts";
import { grouped } from "#core/statistics/screening/findings.ts";
import { AboutFigure } from "#ui/statistics/AboutFigure.tsx";
import { periodInWords, periodTextInWords } from "#ui/statistics/periods.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { Draft } from "../draft.ts";
import type { ShownRelease } from "../queries.ts";
import type { ReleaseRow } from "../store.ts";
import { figureText, releaseTitle } from "../words.ts";
import { SummaryTables } from "./summary.tsx";

export function ReleasesPage({
  t,
  rows,
  mayPublish,
}: {
  t: T;
  rows: readonly ReleaseRow[];
  mayPublish: boolean;
}) {
  return (
    <>
      <h1>{t("releases.title")}</h1>
      <p class="lede">{t("releases.lede")}</p>
      {mayPublish && (
        <p>
          <Button href="/statistics/releases/new">{t("releases.publish")}</Button>
        </p>
      )}
      <Table
        id="releases"
        caption={t("releases.list.caption")}
        columns={[
          { label: t("releases.list.release") },
          { label: t("releases.list.published") },
          { label: t("releases.list.figures"), numeric: true },
          { label: t("releases.list.restated"), numeric: true },
        ]}
        rows={rows.map((row) => [
          <a href={`/statistics/releases/${row.id}`}>{releaseTitle(t, row)}</a>,
          t.instant(row.at),
          t.number(row.rows),
          t.number(row.restated),
        ])}
        empty={t("releases.list.none")}
      />
      <p>
        <a href="/statistics/catalogue">{t("releases.catalogue.link")}</a>
        {" · "}
        <a href="/statistics/releases.atom">{t("releases.feed")}</a>
      </p>
    </>
  );
}

export function ReleasePage({ t, release }: { t: T; release: ShownRelease }) {
  const { row, span, summary, notFiled, restated, next } = release;
  const when = periodInWords(t, span);
  const path = `/statistics/releases/${row.id}`;
  return (
    <>
      <h1>{releaseTitle(t, row)}</h1>
      {next !== undefined && (
        <Inset>
          <p>
            {t("releases.superseded")} <a href={`/statistics/releases/${next.id}`}>{releaseTitle(t, next)}</a>
          </p>
        </Inset>
      )}
      <SummaryList
        rows={[
          { key: t("releases.list.published"), value: t.instant(row.at) },
          { key: t("releases.cut-off"), value: t.instant(row.cut_off) },
          { key: t("releases.contains"), value: t.list(row.types.map((type) => t(`filing.type.${type}`))) },
          { key: t("releases.list.figures"), value: t.number(row.rows) },
          ...(row.note === "" ? [] : [{ key: t("releases.note"), value: row.note }]),
        ]}
      />
      <AboutFigure
        t={t}
        facts={{
          source: releaseTitle(t, row),
          asOf: row.cut_off,
          definition: t("releases.about.all-flows"),
          act: row.act,
          licence: t("releases.licence"),
          downloads: row.files.map(({ name }) => ({ href: `${path}/files/${name}`, text: name })),
        }}
      />
      <h2>{t("releases.summary.title")}</h2>
      <SummaryTables t={t} summary={summary} when={when} />
      <h2>{t("releases.not-filed.title")}</h2>
      <NotFiledList t={t} notFiled={notFiled} />
      <h2 id="restated">{t("releases.restated.title")}</h2>
      <RestatedTable t={t} restated={restated} />
      <h2>{t("releases.files.title")}</h2>
      <p class="prose">{t("releases.files.lede")}</p>
      <Table
        id="files"
        caption={t("releases.files.title")}
        captionHidden
        columns={[
          { label: t("releases.files.name") },
          { label: t("releases.files.bytes"), numeric: true },
          { label: "SHA-256" },
        ]}
        rows={row.files.map(({ name, bytes, digest }) => [
          <a href={`${path}/files/${name}`}>{name}</a>,
          t.number(bytes),
          <span class="code">{digest}</span>,
        ])}
        empty=""
        note={<a href={`${path}/files/SHA256SUMS`}>SHA256SUMS</a>}
      />
    </>
  );
}

export function NotFiledList({ t, notFiled }: { t: T; notFiled: readonly NotFiled[] }) {
  if (notFiled.length === 0) return <p>{t("releases.not-filed.none")}</p>;
  return (
    <ul>
      {[...grouped(notFiled, ({ type, period }) => `${type} ${period}`)].map(([, of]) => {
        const [first] = of;
        return (
          first !== undefined && (
            <li>
              {t("releases.not-filed.one", {
                type: t(`filing.type.${first.type}`),
                when: periodTextInWords(t, first.period),
                names: t.list(of.map(({ participant }) => t.country(participant))),
              })}
            </li>
          )
        );
      })}
    </ul>
  );
}

const mostRestated = 200;

function RestatedTable({ t, restated }: { t: T; restated: readonly Restatement[] }) {
  return (
    <Table
      id="restated-table"
      caption={t("releases.restated.caption")}
      columns={[
        { label: t("releases.summary.participant") },
        { label: t("releases.restated.what") },
        { label: t("releases.restated.before") },
        { label: t("releases.restated.after") },
      ]}
      rows={restated.slice(0, mostRestated).flatMap(({ before, after }) => {
        const one = after ?? before;
        if (one === undefined) return [];
        return [
          [
            t.country(one.reporter),
            t("releases.restated.key", {
              flow: t(`releases.flow.${one.flow}`),
              when: periodInWords(t, one.period),
              parts: [one.counterpart, one.product, one.mining]
                .filter((code) => !["_Z", "_T", "W"].includes(code))
                .join(" "),
            }),
            figureText(t, before),
            after === undefined ? t("releases.restated.withdrawn") : figureText(t, after),
          ],
        ];
      })}
      empty={t("releases.restated.none")}
    />
  );
}

export interface FormView {
  readonly t: T;
  readonly typed: {
    readonly period: string;
    readonly cutOff: string;
    readonly types: readonly string[];
    readonly partners: readonly string[];
    readonly note: string;
  };
  /** What would be published, once it was looked at. */
  readonly draft: Draft | undefined;
  readonly problem: Problem | undefined;
}

export function PublishPage({ t, typed, draft, problem }: FormView) {
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("releases.publish")}</h1>
      <p class="lede">{t("releases.publish.lede")}</p>
      <form method="post" action="/statistics/releases/new">
        <TextInput
          t={t}
          name="period"
          label={t("releases.publish.period")}
          hint={t("releases.publish.period-hint")}
          value={typed.period}
          width={10}
          error={errorAt("period")}
        />
        <TextInput
          t={t}
          name="cutOff"
          label={t("releases.cut-off")}
          hint={t("releases.publish.cut-off-hint")}
          value={typed.cutOff}
          width={10}
          error={errorAt("cutOff")}
        />
        <Checkboxes
          t={t}
          name="types"
          legend={t("releases.contains")}
          items={returnTypes.map((type) => ({ value: type, label: t(`filing.type.${type}`) }))}
          values={typed.types}
          error={errorAt("types")}
        />
        <Checkboxes
          t={t}
          name="partners"
          legend={t("releases.partners")}
          hint={t("releases.partners.hint")}
          items={[{ value: "NAMED", label: t("releases.partners.named") }]}
          values={typed.partners}
          error={errorAt("partners")}
        />
        <Textarea
          t={t}
          name="note"
          label={t("releases.note")}
          hint={t("releases.publish.note-hint")}
          value={typed.note}
          error={errorAt("note")}
        />
        <p class="button-group">
          <Button name="step" value="look" tone={draft === undefined ? "primary" : "secondary"}>
            {t("releases.publish.look")}
          </Button>{" "}
          {draft !== undefined && (
            <Button name="step" value="publish">
              {t("releases.publish.do")}
            </Button>
          )}
        </p>
      </form>
      {draft !== undefined && <DraftView t={t} draft={draft} />}
    </>
  );
}

function DraftView({ t, draft }: { t: T; draft: Draft }) {
  const { figures, notFiled, owing, restated, span } = draft;
  return (
    <section aria-labelledby="draft">
      <h2 id="draft">{t("releases.publish.draft")}</h2>
      <p>{t("releases.publish.counts", { figures: figures.length, restated })}</p>
      <SummaryTables
        t={t}
        summary={summaryOf(figures, span, owing, notFiled)}
        when={periodInWords(t, span)}
      />
      <h3>{t("releases.not-filed.title")}</h3>
      <NotFiledList t={t} notFiled={notFiled} />
    </section>
  );
}
