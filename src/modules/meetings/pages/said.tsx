// What was said, in full: a statement with its answers, or a document paragraph by paragraph.
import { readAnchoredText } from "#core/meetings/anchored-text.ts";
import { answerState } from "#core/meetings/state.ts";
import type { Statement } from "#core/meetings/state.ts";
import { languages } from "#platform/i18n/locales.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Meeting } from "../queries.ts";
import type { OpenedDocument, Texts } from "../texts.ts";
import { answerTones } from "./meeting.tsx";
import { hostTime, inTwo, meetingName, seatName } from "../names.ts";

export interface StatementView {
  readonly t: T;
  readonly meeting: Meeting;
  readonly said: Statement;
  readonly texts: Texts;
  readonly answers: readonly Texts[];
  readonly mayAnswer: boolean;
}

export function StatementPage({ t, meeting, said, texts, answers, mayAnswer }: StatementView) {
  const { row, state, seats, now } = meeting;
  const path = (statement: string): string => `/meetings/${row.id}/statements/${statement}`;
  const later = state.statements.filter(({ corrects }) => corrects === said.statement);
  const answer = answerState(said, now);
  const entry = state.agenda.find(({ id }) => id === said.entry);
  return (
    <>
      <h1>{said.title}</h1>
      {later.map((one) => (
        <Inset>
          <p>
            {t("meetings.statement.corrected-by")} <a href={path(one.statement)}>{one.title}</a>
          </p>
        </Inset>
      ))}
      <SummaryList
        rows={[
          { key: t("meetings.column.by"), value: seatName(t, seats, said.seat) },
          {
            key: t("meetings.column.meeting"),
            value: <a href={`/meetings/${row.id}`}>{meetingName(t, row)}</a>,
          },
          { key: t("meetings.column.when"), value: hostTime(t, said.at, row.plan.zone) },
          ...(said.moment === null
            ? []
            : [{ key: t("meetings.field.moment"), value: t(`meetings.moment.${said.moment}`) }]),
          ...(entry === undefined ? [] : [{ key: t("meetings.field.entry"), value: inTwo(t, entry.title) }]),
          ...(said.corrects === null
            ? []
            : [
                {
                  key: t("meetings.field.corrects"),
                  value: <a href={path(said.corrects)}>{t("meetings.statement.first")}</a>,
                },
              ]),
          {
            key: t("meetings.column.answer"),
            value: (
              <>
                <Tag tone={answerTones[answer]}>{t(`meetings.answer.${answer}`)}</Tag>{" "}
                {said.answerBy !== null &&
                  answer !== "answered" &&
                  t("meetings.answer.by", { date: t.date(said.answerBy.slice(0, 10)) })}
              </>
            ),
          },
          {
            key: t("meetings.statement.signed"),
            value: (
              <>
                {t("meetings.statement.signed-by")} <a href={`/log/acts/${said.act}`}>{t("meetings.act")}</a>
              </>
            ),
          },
        ]}
      />
      <InLanguages t={t} texts={texts} level={2} />
      {said.answers.map(({ by, at, act }, place) => (
        <section aria-labelledby={`answer-${place + 1}`}>
          <h2 id={`answer-${place + 1}`}>
            {t("meetings.answer.title", {
              by:
                by === "CHAIR" || by === "SECRETARIAT" ? t(`meetings.office.${by}`) : seatName(t, seats, by),
              when: hostTime(t, at, row.plan.zone),
            })}
          </h2>
          <InLanguages t={t} texts={answers[place] ?? {}} level={3} />
          <p>
            <a href={`/log/acts/${act}`}>{t("meetings.act")}</a>
          </p>
        </section>
      ))}
      {mayAnswer && (
        <p>
          <a href={`/meetings/${row.id}/answers?statement=${said.statement}`}>{t("meetings.step.answers")}</a>
        </p>
      )}
    </>
  );
}

/** The reader's language first. */
function InLanguages({ t, texts, level }: { t: T; texts: Texts; level: 2 | 3 }) {
  const Heading = `h${level}` as "h2";
  const order = Object.keys(texts).toSorted((a, b) => Number(b === t.locale) - Number(a === t.locale));
  return (
    <>
      {order.map((language) => (
        <>
          {order.length > 1 && <Heading lang={language}>{ownName(language)}</Heading>}
          <div class="prose" lang={language} dir={language === "ar" ? "rtl" : undefined}>
            {(texts[language] ?? "").split(/\n{2,}/).map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </div>
        </>
      ))}
    </>
  );
}

export function ownName(language: string): string {
  return Object.hasOwn(languages, language) ? languages[language as Locale].ownName : language;
}

export interface DocumentView {
  readonly t: T;
  readonly opened: OpenedDocument;
  readonly language: string;
  /** Of a document that is not for everybody; empty otherwise. */
  readonly openings: readonly {
    readonly organisation: string;
    readonly day: string;
    readonly count: number;
  }[];
}

export function DocumentPage({ t, opened, language, openings }: DocumentView) {
  const { meeting, paper, texts, isForEverybody } = opened;
  const { row, seats, state } = meeting;
  const reading = readAnchoredText(texts[language] ?? "");
  const path = `/meetings/${row.id}/documents/${paper.document}`;
  const newer = state.papers.find(({ replaces }) => replaces === paper.document);
  return (
    <>
      <h1>{paper.title === null ? t("meetings.document.hidden") : inTwo(t, paper.title)}</h1>
      {newer !== undefined && (
        <Inset>
          <p>
            {t("meetings.document.newer")}{" "}
            <a href={`/meetings/${row.id}/documents/${newer.document}`}>
              {t("meetings.document.newer-link")}
            </a>
          </p>
        </Inset>
      )}
      <SummaryList
        rows={[
          {
            key: t("meetings.column.by"),
            value: paper.seat === null ? t("meetings.office.TABLE") : seatName(t, seats, paper.seat),
          },
          {
            key: t("meetings.column.meeting"),
            value: <a href={`/meetings/${row.id}`}>{meetingName(t, row)}</a>,
          },
          { key: t("meetings.column.when"), value: hostTime(t, paper.at, row.plan.zone) },
          { key: t("meetings.field.access"), value: t(`meetings.access.${paper.access}`) },
          {
            key: t("meetings.column.languages"),
            value: (
              <>
                {paper.languages.map((code, place) => (
                  <>
                    {place > 0 && " · "}
                    {code === language ? (
                      <strong lang={code}>{ownName(code)}</strong>
                    ) : (
                      <a href={`${path}?language=${code}`} lang={code}>
                        {ownName(code)}
                      </a>
                    )}
                  </>
                ))}
              </>
            ),
          },
        ]}
      />
      <article lang={language} dir={language === "ar" ? "rtl" : undefined} class="prose">
        {!reading.ok ? (
          <p>{texts[language]}</p>
        ) : (
          <>
            <h2>{reading.text.title}</h2>
            {reading.text.paragraphs.map(({ anchor, heading, text }) =>
              heading ? (
                <h3 id={`p-${anchor}`}>
                  <a href={`#p-${anchor}`} class="quiet">
                    {anchor}
                  </a>{" "}
                  {text}
                </h3>
              ) : (
                <p id={`p-${anchor}`}>
                  <a href={`#p-${anchor}`} class="quiet">
                    {anchor}
                  </a>{" "}
                  {text}
                </p>
              ),
            )}
          </>
        )}
      </article>
      {!isForEverybody && (
        <Table
          id="openings"
          caption={t("meetings.openings")}
          columns={[
            { label: t("meetings.column.organisation") },
            { label: t("meetings.openings.day") },
            { label: t("meetings.openings.count"), numeric: true },
          ]}
          rows={openings.map(({ organisation, day, count }) => [organisation, t.date(day), t.number(count)])}
          empty={t("meetings.openings.empty")}
          note={t("meetings.openings.note")}
        />
      )}
    </>
  );
}
