// The form of one step, made from the step's own list of fields, and the page on which what cannot be taken back is read
// once more. A new step needs words and nothing else here.
import { countryCodes } from "#core/kp/countries.ts";
import { languages } from "#core/kp/language.ts";
import { openSession } from "#core/meetings/state.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Pillar, SeatOnDay } from "#modules/governance/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { DateInput } from "#ui/components/date-input/DateInput.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { longestStatement } from "../inputs.ts";
import type { Meeting } from "../queries.ts";
import type { Field } from "../steps.ts";
import { controlOf } from "./entered.ts";
import type { Entered } from "./entered.ts";
import { inTwo, meetingName, pillarName, seatName } from "../names.ts";
import { ownName } from "./said.tsx";

export interface FormView {
  readonly t: T;
  /** "statements": names the words of the form. */
  readonly verb: string;
  readonly fields: readonly Field[];
  readonly action: string;
  /** Absent where a meeting is convened. */
  readonly meeting: Meeting | undefined;
  readonly seats: readonly SeatOnDay[];
  readonly pillars: readonly Pillar[];
  readonly ownSeat: string | null;
  /** Attendance by a seat is its own. */
  readonly onlyOwnSeat: boolean;
  readonly entered: Entered;
  readonly problem?: Problem | undefined;
}

type StepWord = "meetings.step.floor";

export function StepForm(view: FormView) {
  const { t, verb, fields, meeting, problem } = view;
  const errors = errorsOf(view);
  const about = `meetings.step.${verb}.about`;
  return (
    <form method="post" action={view.action} class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t(`meetings.step.${verb}` as StepWord)}</h1>
      {meeting !== undefined && <p>{meetingName(t, meeting.row)}</p>}
      {t.has(about) && <p>{t(about)}</p>}
      {fields.map((field) => (
        <Control
          view={view}
          field={field}
          errorAt={(name) => errors.find((error) => error.field === name)?.text}
        />
      ))}
      {problem !== undefined && fields.length === 0 && <p>{t("meetings.form.not-yet")}</p>}
      <Button>{t(fields.length === 0 ? "common.button.confirm" : "common.button.continue")}</Button>
    </form>
  );
}

/** Nothing is done before this is sent. */
export function StepCheck(view: FormView) {
  const { t, verb, fields, entered, meeting } = view;
  return (
    <form method="post" action={view.action} class="prose">
      <h1>{t("meetings.form.check")}</h1>
      <p>{t(`meetings.step.${verb}` as StepWord)}</p>
      {meeting !== undefined && <p>{meetingName(t, meeting.row)}</p>}
      <SummaryList
        rows={fields.flatMap((field) =>
          enteredTexts(view, field).map(([key, value]) => ({
            key,
            value: <span class="pre-line">{value}</span>,
          })),
        )}
      />
      <p>{t("meetings.form.binding")}</p>
      {Object.entries(entered).flatMap(([name, values]) =>
        values.map((value) => <input type="hidden" name={name} value={value} />),
      )}
      <Button name="confirmed" value="yes">
        {t("meetings.form.do")}
      </Button>
      <p>
        <a href={view.action}>{t("meetings.form.again")}</a>
      </p>
    </form>
  );
}

function label(t: T, name: string): string {
  return t(`meetings.field.${name}` as "meetings.field.reason");
}

function hintOf(t: T, name: string): string | undefined {
  const key = `meetings.field.${name}.hint`;
  return t.has(key) ? t(key) : undefined;
}

function choiceWord(t: T, name: string, value: string): string {
  return t(`meetings.${name}.${value}` as "meetings.moment.OPENING");
}

interface ControlProps {
  readonly view: FormView;
  readonly field: Field;
  readonly errorAt: (name: string) => string | undefined;
}

function Control({ view, field, errorAt }: ControlProps) {
  const { t, meeting, entered } = view;
  const { name, kind, optional } = field;
  const value = (of: string): string | undefined => entered[of]?.[0];
  const common = {
    t,
    name,
    label: label(t, name),
    hint: hintOf(t, name),
    value: value(name),
    optional,
    error: errorAt(name),
  };
  if (typeof kind !== "string") {
    const items = kind.map((choice) => ({ value: choice, label: choiceWord(t, name, choice) }));
    return optional === true ? (
      <Select {...common} items={items} />
    ) : (
      <Radios {...common} legend={common.label} items={items} />
    );
  }
  switch (kind) {
    case "line":
      return <TextInput {...common} />;
    case "zone":
      return <TextInput {...common} code width={20} />;
    case "text":
      return <Textarea {...common} rows={5} />;
    case "names":
      return <Textarea {...common} rows={4} />;
    case "date":
      return <DateInput {...common} hint={common.hint} />;
    case "time":
      return <TextInput {...common} width={5} code />;
    case "instant":
      return (
        <>
          <DateInput
            {...common}
            name={`${name}-date`}
            value={value(`${name}-date`)}
            error={errorAt(`${name}-date`)}
          />
          <TextInput
            {...common}
            name={`${name}-time`}
            label={label(t, `${name}-time`)}
            hint={undefined}
            value={value(`${name}-time`)}
            error={undefined}
            width={5}
            code
          />
        </>
      );
    case "title":
      return (
        <>
          {(["en", "fr"] as const).map((language) => (
            <TextInput
              {...common}
              name={`${name}-${language}`}
              label={t("meetings.form.in-language", { label: common.label, language: ownName(language) })}
              hint={language === "en" ? common.hint : undefined}
              value={value(`${name}-${language}`)}
              optional={optional === true || language === "fr"}
              error={errorAt(`${name}-${language}`)}
            />
          ))}
        </>
      );
    case "texts":
    case "anchored-texts":
      return <TextsControl view={view} field={field} errorAt={errorAt} />;
    case "country":
      return (
        <Select
          {...common}
          items={[...countryCodes]
            .map((code) => ({ value: code, label: t.country(code) }))
            .toSorted((a, b) => a.label.localeCompare(b.label, t.locale))}
        />
      );
    case "seat":
      return <Select {...common} items={seatItems(view)} />;
    case "seats":
      return (
        <Checkboxes
          {...common}
          legend={common.label}
          values={entered[name] ?? (view.onlyOwnSeat && view.ownSeat !== null ? [view.ownSeat] : [])}
          items={seatItems(view).filter((item) => !view.onlyOwnSeat || item.value === view.ownSeat)}
        />
      );
    case "guaranteed-pillar":
      return (
        <Radios
          {...common}
          legend={common.label}
          items={(meeting?.guaranteed ?? []).map((code) => ({
            value: code,
            label: pillarName(t, code, view.pillars),
          }))}
        />
      );
    case "session":
      return (
        <TextInput {...common} value={common.value ?? nextSession(view)} width={4} inputmode="numeric" />
      );
    case "entry":
      return <Select {...common} items={entryItems(view)} />;
    case "statement":
      return <Select {...common} items={statementItems(view, (seat) => seat !== view.ownSeat)} />;
    case "own-statement":
      return <Select {...common} items={statementItems(view, (seat) => seat === view.ownSeat)} />;
    case "own-document":
      return (
        <Select
          {...common}
          items={(meeting?.state.papers ?? [])
            .filter(({ seat, title }) => seat === view.ownSeat && title !== null)
            .map(({ document, title }) => ({ value: document, label: inTwo(t, title ?? { en: "" }) }))}
        />
      );
    case "order":
      return (
        <>
          {(meeting?.state.agenda ?? []).map(({ id, title }, place) => (
            <TextInput
              t={t}
              name={`order-${id}`}
              label={inTwo(t, title)}
              value={value(`order-${id}`) ?? String(place + 1)}
              width={4}
              inputmode="numeric"
              error={place === 0 ? errorAt(name) : undefined}
            />
          ))}
        </>
      );
    case "yes":
      return (
        <Checkboxes
          t={t}
          name={name}
          legend={t("meetings.form.options")}
          items={[{ value: "yes", label: common.label, hint: common.hint }]}
          values={entered[name]}
        />
      );
  }
}

/** English and French in sight; the other languages of the scheme behind a door. */
function TextsControl({ view, field, errorAt }: ControlProps) {
  const { t, entered } = view;
  const { name, kind } = field;
  const area = (language: string) => (
    <Textarea
      t={t}
      name={`${name}-${language}`}
      label={t("meetings.form.in-language", { label: label(t, name), language: ownName(language) })}
      hint={language === "en" ? hintOf(t, kind === "anchored-texts" ? "anchored" : name) : undefined}
      value={entered[`${name}-${language}`]?.[0]}
      rows={8}
      limit={kind === "texts" ? longestStatement : undefined}
      optional
      error={errorAt(`${name}-${language}`)}
    />
  );
  const others = languages.filter((language) => language !== "en" && language !== "fr");
  return (
    <>
      {area("en")}
      {area("fr")}
      <Details
        summary={t("meetings.form.other-languages")}
        open={others.some((language) => (entered[`${name}-${language}`]?.[0] ?? "") !== "")}
      >
        {others.map(area)}
      </Details>
    </>
  );
}

function seatItems({ t, seats, pillars }: FormView) {
  return seats.map(({ code, pillar }) => ({
    value: code,
    label: `${seatName(t, seats, code)} (${pillarName(t, pillar, pillars)})`,
  }));
}

function entryItems({ t, meeting }: FormView) {
  return (meeting?.state.agenda ?? []).map(({ id, title }, place) => ({
    value: id,
    label: `${place + 1}. ${inTwo(t, title)}`,
  }));
}

function statementItems({ t, meeting, seats }: FormView, isIt: (seat: string) => boolean) {
  return (meeting?.state.statements ?? [])
    .filter(({ seat }) => isIt(seat))
    .map(({ statement, title, seat }) => ({
      value: statement,
      label: `${title} (${seatName(t, seats, seat)})`,
    }));
}

function nextSession({ verb, meeting }: FormView): string {
  const state = meeting?.state;
  if (state === undefined) return "";
  const number =
    verb === "session-end"
      ? openSession(state)?.number
      : verb === "session-opening"
        ? state.sessions.find(({ openedAt }) => openedAt === null)?.number
        : (state.sessions.at(-1)?.number ?? 0) + 1;
  return number === undefined ? "" : String(number);
}

/** Label and value of everything that was filled in. */
function enteredTexts(view: FormView, field: Field): readonly (readonly [string, string])[] {
  const { t, entered } = view;
  const { name, kind } = field;
  const own = (of: string): string => entered[of]?.[0] ?? "";
  const inLanguage = (language: string): string =>
    t("meetings.form.in-language", { label: label(t, name), language: ownName(language) });
  const pairs: readonly (readonly [string, string])[] =
    typeof kind !== "string"
      ? [[label(t, name), own(name) === "" ? "" : choiceWord(t, name, own(name))]]
      : kind === "title" || kind === "texts"
        ? languages.map((language) => [inLanguage(language), own(`${name}-${language}`)] as const)
        : kind === "entry"
          ? [[label(t, name), entryItems(view).find(({ value }) => value === own(name))?.label ?? ""]]
          : kind === "statement" || kind === "own-statement"
            ? [
                [
                  label(t, name),
                  statementItems(view, () => true).find(({ value }) => value === own(name))?.label ?? "",
                ],
              ]
            : kind === "yes"
              ? [[label(t, name), entered[name] === undefined ? "" : t("meetings.form.yes")]]
              : [[label(t, name), own(name)]];
  return pairs.filter(([, value]) => value !== "");
}

function errorsOf({ t, problem, fields, entered }: FormView): readonly { text: string; field?: string }[] {
  if (problem === undefined) return [];
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((one) => {
    const control = controlOf(fields, entered, one.field);
    const isAsked = fields.some(({ name }) => one.field.split(".")[0] === name);
    return { text: fieldSentence(t, one), ...(isAsked ? { field: control } : {}) };
  });
}
