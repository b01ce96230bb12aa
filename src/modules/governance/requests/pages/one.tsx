// One request in full: what is asked, by whom, where it stands and what comes next by itself; the answers, the experts, the
// report and its reply; every act with its day; and the forms of what the reader's seat may do now.
import { behind, stillNeeded } from "#core/decisions/requests.ts";
import type { RequestState } from "#core/decisions/requests.ts";
import type { Problem } from "#platform/http/problem.ts";
import { formErrors } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { pillarsOf } from "../commands/support.ts";
import type { SeatOnDay } from "../../seats/queries.ts";
import { longestAnswer, longestReport } from "../inputs.ts";
import { nameable, shownStage } from "../queries.ts";
import type { MayDo, RequestView } from "../queries.ts";
import type { ExpertRow, RequestActRow } from "../store.ts";
import { nextText, requestName, ruleText, seatName, stageText, stageTones } from "./words.ts";

export interface OneView {
  readonly t: T;
  readonly request: RequestView;
  readonly seats: readonly SeatOnDay[];
  readonly experts: readonly ExpertRow[];
  readonly silent: readonly string[];
  readonly may: MayDo;
  readonly typed: readonly string[];
  readonly problem: Problem | undefined;
}

export function RequestPage(view: OneView) {
  const { t, request, seats } = view;
  const { state, official, language } = request;
  return (
    <>
      <ErrorSummary t={t} errors={formErrors(t, view.problem)} />
      <h1>{requestName(t, seats, state)}</h1>
      <p>
        <Tag tone={stageTones[shownStage(state)]}>{stageText(t, state)}</Tag>{" "}
        {!official && <Tag>{t("requests.unofficial.tag")}</Tag>}
      </p>
      <SummaryList
        rows={[
          {
            key: t("requests.column.by"),
            value: t("requests.by-on", {
              name: seatName(t, seats, state.by),
              date: t.date(state.openedAt.slice(0, 10)),
            }),
          },
          ...(state.about === null
            ? []
            : [{ key: t("requests.about"), value: seatName(t, seats, state.about) }]),
          { key: t("requests.column.next"), value: nextText(t, state) },
        ]}
      />
      <p class="prose quiet">
        {ruleText(t, state.kind)} {!official && t("requests.unofficial")}
      </p>
      <h2>{t("requests.questions")}</h2>
      <Inset>
        {state.questions.map((question, index) => (
          <>
            {state.questions.length > 1 && <h3>{t("requests.question", { number: index + 1 })}</h3>}
            <Paragraphs text={question} language={language} />
          </>
        ))}
      </Inset>
      {state.kind !== "INFORMATION" && <Support t={t} state={state} seats={seats} />}
      {state.kind === "FACT_FINDING" && <Facts {...view} />}
      {state.kind !== "FACT_FINDING" && <Answers {...view} />}
      <Actions {...view} />
      <h2>{t("requests.acts")}</h2>
      <Timeline
        t={t}
        events={request.acts.map((act) => ({
          title: actTitle(t, act),
          when: t.instant(act.at),
          datetime: act.at,
          by:
            typeof act.facts["by"] === "string"
              ? seatName(t, seats, act.facts["by"])
              : t("requests.secretariat"),
        }))}
      />
    </>
  );
}

function actTitle(t: T, { type, facts }: RequestActRow): string {
  const name = type.slice("request.".length);
  const key = name === "ticked" ? `requests.tick.${String(facts["tick"])}` : `requests.act.${name}`;
  return t.has(key) ? t(key) : name;
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

function Support({ t, state, seats }: { t: T; state: RequestState; seats: readonly SeatOnDay[] }) {
  const pillars = pillarsOf(seats).filter(({ pillar }) => ["G", "I", "C"].includes(pillar));
  const there = behind(state, pillars);
  const needed = stillNeeded(state, pillars);
  const all = new Set([state.by, ...state.supporters].filter((code) => code !== state.about));
  return (
    <>
      <h2>{t("requests.support")}</h2>
      {state.stage === "GATHERING" && (
        <p class="prose">
          {t("requests.support.needs", {
            governments: needed.governments,
            mixed:
              needed.mixed === null
                ? t("requests.support.none")
                : t("requests.support.mixed", {
                    governments: needed.mixed.governments,
                    industry: needed.mixed.industry,
                    civil: needed.mixed.civilSociety,
                  }),
          })}
        </p>
      )}
      <Table
        id="support"
        caption={t("requests.support.caption")}
        columns={[
          { label: t("requests.support.pillar") },
          { label: t("requests.support.behind") },
          { label: t("requests.support.of"), numeric: true },
        ]}
        rows={pillars.map(({ pillar, seats: codes }) => {
          const names = codes.filter((code) => all.has(code)).map((code) => seatName(t, seats, code));
          return [
            t(`requests.pillar.${pillar as "G"}`),
            names.length === 0 ? t("requests.support.none") : t.list(names),
            `${t.number(there.get(pillar) ?? 0)} / ${t.number(codes.length)}`,
          ];
        })}
        empty={t("requests.support.none")}
      />
    </>
  );
}

function Facts({ t, request, seats, experts }: OneView) {
  const { state, acts } = request;
  const nameOf = (id: string) => {
    const expert = experts.find((one) => one.id === id);
    return expert === undefined ? id : `${expert.name} (${t.country(expert.country)})`;
  };
  const drawn = acts.find(({ facts }) => facts["tick"] === "DRAWN");
  const head = drawn?.facts["head"] as { readonly size: string; readonly root: string } | null | undefined;
  const reported = acts.find(({ type }) => type === "request.reported");
  const replies = state.answers;
  if (drawn === undefined && state.namedExpert === null) return null;
  return (
    <>
      {drawn !== undefined && (
        <>
          <h2>{t("requests.experts.drawn")}</h2>
          {state.experts.length === 0 ? (
            <p class="prose">{t("requests.experts.none")}</p>
          ) : (
            <ul>
              {state.experts.map((id) => (
                <li>{nameOf(id)}</li>
              ))}
            </ul>
          )}
          {head !== null && head !== undefined && (
            <p class="quiet code-line">
              {t("requests.experts.seed", {
                size: head.size,
                root: head.root,
                count: state.candidates.length,
              })}
            </p>
          )}
        </>
      )}
      {state.namedExpert !== null && (
        <p>
          {t("requests.experts.named", { name: seatName(t, seats, state.about ?? "") })}:{" "}
          {nameOf(state.namedExpert)}
        </p>
      )}
      <h2>{t("requests.report")}</h2>
      {state.report === null ? (
        <p>{t("requests.report.none")}</p>
      ) : (
        <>
          <p>
            {t("requests.report.by", {
              name:
                state.report.by === null ? t("requests.secretariat") : seatName(t, seats, state.report.by),
              date: t.date(state.report.at.slice(0, 10)),
            })}
          </p>
          <Inset>
            <Paragraphs text={state.report.text} language={String(reported?.facts["language"])} />
          </Inset>
        </>
      )}
      {replies.map(({ answers: [text = ""], by, at }) => (
        <>
          <h3>{t("requests.reply", { name: seatName(t, seats, by) })}</h3>
          <p>{t.date(at.slice(0, 10))}</p>
          <Inset>
            <Paragraphs text={text} language={languageOf(acts, by, at)} />
          </Inset>
        </>
      ))}
    </>
  );
}

function languageOf(acts: readonly RequestActRow[], by: string, at: string): string {
  const act = acts.find(
    ({ type, facts, at: when }) => type === "request.answered" && facts["by"] === by && when === at,
  );
  const language = act?.facts["language"];
  return typeof language === "string" ? language : "en";
}

function Answers({ t, request, seats, silent }: OneView) {
  const { state, acts } = request;
  const due = acts.find(({ facts }) => facts["tick"] === "UNANSWERED")?.facts["due"];
  return (
    <>
      <h2>{t("requests.answers")}</h2>
      {state.answers.length === 0 && (
        <p>
          {state.missed && typeof due === "string"
            ? t("requests.answers.none-late", { date: t.date(due.slice(0, 10)) })
            : t("requests.answers.none")}
        </p>
      )}
      {state.answers.map(({ by, at, answers, late }) => (
        <section aria-label={seatName(t, seats, by)}>
          <h3>
            {seatName(t, seats, by)}, {t.date(at.slice(0, 10))}{" "}
            {late && <Tag tone="warn">{t("requests.answer.late")}</Tag>}
          </h3>
          {answers.map((answer, index) => (
            <>
              {answers.length > 1 && <h4>{t("requests.question", { number: index + 1 })}</h4>}
              <Paragraphs text={answer} language={languageOf(acts, by, at)} />
            </>
          ))}
        </section>
      ))}
      {state.kind === "STOCK_TAKE" && state.stage !== "GATHERING" && state.stage !== "LAPSED" && (
        <>
          <h3>{t(state.stage === "DONE" ? "requests.silent" : "requests.silent.so-far")}</h3>
          <p>{t("requests.silent.count", { count: silent.length })}</p>
          {silent.length > 0 && <p>{t.list(silent.map((code) => seatName(t, seats, code)))}</p>}
        </>
      )}
    </>
  );
}

function Actions({ t, request, seats, experts, may, typed, problem }: OneView) {
  const { state, row } = request;
  const errors = formErrors(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  const path = `/requests/${row.id}`;
  return (
    <>
      {may.support && (
        <form method="post" action={`${path}/support`} class="prose">
          <p>{t("requests.do.support-hint")}</p>
          <Button>{t("requests.do.support")}</Button>
        </form>
      )}
      {may.answer && may.seat !== null && (
        <form method="post" action={`${path}/answer`} class="prose" novalidate>
          <h2>
            {state.kind === "FACT_FINDING"
              ? t("requests.do.reply-title")
              : t("requests.do.answer-title", { name: seatName(t, seats, may.seat.code) })}
          </h2>
          {(state.kind === "STOCK_TAKE" ? state.questions : [undefined]).map((question, index) => (
            <Textarea
              t={t}
              name={`answers.${index}`}
              label={question ?? t("requests.answers")}
              value={typed[index] ?? ""}
              limit={longestAnswer}
              rows={5}
              error={index === 0 ? errorAt("answers") : undefined}
            />
          ))}
          <Button>{t("requests.do.answer")}</Button>
        </form>
      )}
      {may.nameExpert && nameable(experts, state).length > 0 && (
        <form method="post" action={`${path}/expert`} class="prose" novalidate>
          <h2>{t("requests.do.expert-title")}</h2>
          <p>{t("requests.do.expert-hint")}</p>
          <Select
            t={t}
            name="expert"
            label={t("requests.roster.name")}
            items={nameable(experts, state).map(({ id, name, country }) => ({
              value: id,
              label: `${name} (${t.country(country)})`,
            }))}
            error={errorAt("expert")}
          />
          <Button tone="secondary">{t("requests.do.expert")}</Button>
        </form>
      )}
      {may.report && (
        <form method="post" action={`${path}/report`} class="prose" novalidate>
          <h2>{t("requests.do.report-title")}</h2>
          <p>{t("requests.do.report-hint")}</p>
          <Textarea
            t={t}
            name="report"
            label={t("requests.report")}
            value={typed[0] ?? ""}
            limit={longestReport}
            rows={12}
            error={errorAt("report")}
          />
          <Button>{t("requests.do.report")}</Button>
        </form>
      )}
    </>
  );
}
