// What was asked for and undertaken on this record: the section of the overview, one demand, one commitment, and the page that
// shows who is owed an answer since when.
import { demandOutcomes, progressKinds } from "#core/reform/record.ts";
import type { DemandOutcome, Progress, RecordedDemand } from "#core/reform/record.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { longestText } from "../inputs.ts";
import type { ShownCommitment, ShownDemand } from "../queries.ts";
import type { ReformActRow } from "../store.ts";
import { seatName } from "../words.ts";

const outcomeTones: Readonly<Record<DemandOutcome, Tone>> = {
  ON_AGENDA: "good",
  NOTED: "info",
  DECLINED: "warn",
  ADOPTED: "good",
};
const progressTones: Readonly<Record<Progress, Tone>> = {
  OPEN: "info",
  PARTLY: "info",
  KEPT: "good",
  WITHDRAWN: "neutral",
};

/** What the reader may do: nothing for most. */
export interface Doable {
  readonly delegate: boolean;
  readonly office: boolean;
}

export interface OnRecordView {
  readonly t: T;
  readonly demands: readonly ShownDemand[];
  readonly commitments: readonly ShownCommitment[];
  readonly seats: readonly SeatOnDay[];
  readonly may: Doable;
  readonly demonstration: boolean;
}

export function OnRecord({ t, demands, commitments, seats, may, demonstration }: OnRecordView) {
  return (
    <section aria-labelledby="record">
      <h2 id="record">{t("reform.record.title")}</h2>
      <p class="prose">{t("reform.record.lede")}</p>
      {demonstration && <p class="quiet">{t("reform.invented")}</p>}
      <p class="button-group">
        {may.delegate && (
          <>
            <Button href="/reform/raise" tone="secondary">
              {t("reform.record.raise")}
            </Button>{" "}
            <Button href="/reform/commit" tone="secondary">
              {t("reform.record.commit")}
            </Button>
          </>
        )}
        {may.office && (
          <Button href="/reform/open-cycle" tone="secondary">
            {t("reform.record.cycle")}
          </Button>
        )}
      </p>
      <DemandsTable
        t={t}
        id="recorded-demands"
        caption={t("reform.record.demands.caption")}
        demands={demands}
        seats={seats}
      />
      <p>
        <a href="/reform/answers">{t("reform.answers.link")}</a>
      </p>
      <Table
        id="recorded-commitments"
        caption={t("reform.record.commitments.caption")}
        columns={[
          { label: t("reform.commitments.column.what") },
          { label: t("reform.column.who") },
          { label: t("reform.record.column.due") },
          { label: t("reform.commitments.column.state") },
        ]}
        rows={commitments.map(({ id, text, language, due, state }) => [
          <a href={`/reform/commitments/${id}`} lang={language}>
            {text}
          </a>,
          seatName(t, seats, state.by),
          due === null ? "" : t.date(due),
          <ProgressTag t={t} progress={state.progress} late={state.late} />,
        ])}
        empty={t("reform.record.commitments.empty")}
      />
    </section>
  );
}

function DemandsTable(props: {
  t: T;
  id: string;
  caption: string;
  demands: readonly ShownDemand[];
  seats: readonly SeatOnDay[];
}) {
  const { t, demands, seats } = props;
  return (
    <Table
      id={props.id}
      caption={props.caption}
      columns={[
        { label: t("reform.column.demand") },
        { label: t("reform.column.by") },
        { label: t("reform.column.first") },
        { label: t("reform.record.column.times"), numeric: true },
        { label: t("reform.record.column.answer") },
      ]}
      rows={demands.map(({ id, title, language, state }) => [
        <a href={`/reform/record/${id}`} lang={language}>
          {title}
        </a>,
        t.list(state.seats.map((seat) => seatName(t, seats, seat))),
        t.date(state.raisedAt.slice(0, 10)),
        t.number(state.times),
        <AnswerTag t={t} state={state} />,
      ])}
      empty={t("reform.record.demands.empty")}
    />
  );
}

function AnswerTag({ t, state }: { t: T; state: RecordedDemand }) {
  if (state.outcome === null)
    return <Tag tone="bad">{t("reform.record.owed", { days: state.daysOwed })}</Tag>;
  return (
    <Tag tone={outcomeTones[state.outcome]}>
      {t("reform.record.answered", {
        outcome: t(`reform.outcome.${state.outcome}`),
        days: state.daysOwed,
      })}
    </Tag>
  );
}

export function ProgressTag({ t, progress, late }: { t: T; progress: Progress; late: boolean }) {
  return (
    <>
      <Tag tone={progressTones[progress]}>{t(`reform.progress.${progress}`)}</Tag>
      {late && (
        <>
          {" "}
          <Tag tone="bad">{t("reform.progress.late")}</Tag>
        </>
      )}
    </>
  );
}

export function AnswersPage({
  t,
  demands,
  seats,
}: {
  t: T;
  demands: readonly ShownDemand[];
  seats: readonly SeatOnDay[];
}) {
  const owed = demands.toSorted(
    (a, b) =>
      Number(a.state.answeredAt !== null) - Number(b.state.answeredAt !== null) ||
      b.state.daysOwed - a.state.daysOwed,
  );
  return (
    <>
      <h1>{t("reform.answers.title")}</h1>
      <p class="prose">{t("reform.answers.lede")}</p>
      <DemandsTable t={t} id="answers" caption={t("reform.answers.caption")} demands={owed} seats={seats} />
    </>
  );
}

export interface OneDemandView {
  readonly t: T;
  readonly demand: ShownDemand;
  readonly seats: readonly SeatOnDay[];
  readonly mayRepeat: boolean;
  readonly mayAnswer: boolean;
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

export function RecordedDemandPage({
  t,
  demand,
  seats,
  mayRepeat,
  mayAnswer,
  typed,
  problem,
}: OneDemandView) {
  const { id, state } = demand;
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1 lang={demand.language}>{demand.title}</h1>
      <SummaryList
        rows={[
          {
            key: t("reform.record.asked-by"),
            value: t.list(state.seats.map((seat) => seatName(t, seats, seat))),
          },
          { key: t("reform.column.first"), value: t.date(state.raisedAt.slice(0, 10)) },
          { key: t("reform.record.column.times"), value: t.number(state.times) },
          { key: t("reform.record.column.answer"), value: <AnswerTag t={t} state={state} /> },
          ...(demand.history === null
            ? []
            : [
                {
                  key: t("reform.record.history"),
                  value: (
                    <a href={`/reform/demands/${demand.history}`}>
                      {t(`reform.demand.${demand.history as "fund"}`)}
                    </a>
                  ),
                },
              ]),
        ]}
      />
      <Inset>
        <Paragraphs text={demand.text} language={demand.language} />
      </Inset>
      {mayRepeat && (
        <form method="post" action={`/reform/record/${id}/repeat`} class="prose" novalidate>
          <h2>{t("reform.record.repeat")}</h2>
          <p>{t("reform.record.public")}</p>
          <Textarea
            t={t}
            name="occasion"
            label={t("reform.record.repeat.occasion")}
            value={typed["occasion"] ?? ""}
            rows={3}
            error={errorAt("occasion")}
          />
          <Button tone="secondary">{t("reform.record.repeat")}</Button>
        </form>
      )}
      {mayAnswer && (
        <form method="post" action={`/reform/record/${id}/answer`} class="prose" novalidate>
          <h2>{t("reform.record.answer")}</h2>
          <p>{t("reform.record.public")}</p>
          <Radios
            t={t}
            name="outcome"
            legend={t("reform.record.answer.outcome")}
            value={typed["outcome"] ?? ""}
            items={demandOutcomes.map((outcome) => ({
              value: outcome,
              label: t(`reform.outcome.${outcome}`),
            }))}
            error={errorAt("outcome")}
          />
          <Textarea
            t={t}
            name="text"
            label={t("reform.record.answer.text")}
            value={typed["text"] ?? ""}
            limit={longestText}
            rows={5}
            error={errorAt("text")}
          />
          <Button tone="secondary">{t("reform.record.answer.publish")}</Button>
        </form>
      )}
      <Acts t={t} acts={demand.acts} seats={seats} />
    </>
  );
}

export interface OneCommitmentView {
  readonly t: T;
  readonly commitment: ShownCommitment;
  readonly seats: readonly SeatOnDay[];
  readonly mayReport: boolean;
  readonly typed: Readonly<Record<string, string>>;
  readonly problem: Problem | undefined;
}

export function CommitmentPage({ t, commitment, seats, mayReport, typed, problem }: OneCommitmentView) {
  const { id, state, due } = commitment;
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("reform.commitment.title", { name: seatName(t, seats, state.by) })}</h1>
      <Inset>
        <Paragraphs text={commitment.text} language={commitment.language} />
      </Inset>
      <SummaryList
        rows={[
          {
            key: t("reform.commitments.column.state"),
            value: <ProgressTag t={t} progress={state.progress} late={state.late} />,
          },
          { key: t("reform.column.when"), value: t.date(state.madeAt.slice(0, 10)) },
          ...(due === null ? [] : [{ key: t("reform.record.column.due"), value: t.date(due) }]),
        ]}
      />
      {mayReport && (
        <form method="post" action={`/reform/commitments/${id}/report`} class="prose" novalidate>
          <h2>{t("reform.record.report")}</h2>
          <p>{t("reform.record.public")}</p>
          <Radios
            t={t}
            name="progress"
            legend={t("reform.record.report.progress")}
            value={typed["progress"] ?? ""}
            items={progressKinds.map((progress) => ({
              value: progress,
              label: t(`reform.progress.${progress}`),
            }))}
            error={errorAt("progress")}
          />
          <Textarea
            t={t}
            name="text"
            label={t("reform.record.report.text")}
            value={typed["text"] ?? ""}
            rows={4}
            error={errorAt("text")}
          />
          <Button tone="secondary">{t("reform.record.report")}</Button>
        </form>
      )}
      <Acts t={t} acts={commitment.acts} seats={seats} />
    </>
  );
}

function Acts({ t, acts, seats }: { t: T; acts: readonly ReformActRow[]; seats: readonly SeatOnDay[] }) {
  return (
    <>
      <h2>{t("reform.record.acts")}</h2>
      <Timeline
        t={t}
        events={acts.map((act) => {
          const { by, office, occasion, text, language } = act.facts;
          const words =
            act.type === "demand.raised" || act.type === "commitment.made" ? undefined : (occasion ?? text);
          return {
            title: actTitle(t, act),
            when: t.instant(act.at),
            datetime: act.at,
            by:
              typeof by === "string"
                ? seatName(t, seats, by)
                : t(`reform.record.office.${office === "chair" ? "chair" : "secretariat"}`),
            children:
              typeof words === "string" ? <Paragraphs text={words} language={String(language)} /> : undefined,
          };
        })}
      />
    </>
  );
}

function actTitle(t: T, { type, facts }: ReformActRow): string {
  if (type === "demand.answered")
    return t("reform.record.act.demand.answered", {
      outcome: t(`reform.outcome.${facts["outcome"] as DemandOutcome}`),
    });
  if (type === "commitment.reported")
    return t("reform.record.act.commitment.reported", {
      progress: t(`reform.progress.${facts["progress"] as Progress}`),
    });
  if (type === "demand.repeated") return t("reform.record.act.demand.repeated");
  return t(
    type === "demand.raised" ? "reform.record.act.demand.raised" : "reform.record.act.commitment.made",
  );
}

function Paragraphs({ text, language }: { text: string; language: string }) {
  return (
    <div lang={language} class="prose">
      {text.split(/\n{2,}/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
    </div>
  );
}
