// The form of a return: a line for each thing that is reported, with what came before and what certificates say beside it.
import { traders } from "#core/kp/participants.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { valuations } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { ReturnPeriod } from "#core/statistics/calendar.ts";
import { returnStatuses } from "#core/statistics/returns.ts";
import type { Certified } from "#core/statistics/screening/certified.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { ReturnType } from "../../facts.ts";
import { emptyRow } from "../drafts/data.ts";
import type { DraftData, DraftRow } from "../drafts/data.ts";
import type { ReturnKey } from "../queries.ts";
import type { FilingRow } from "../store.ts";
import { periodInWords } from "#ui/statistics/periods.ts";
import { addressOf, figureInWords, rowInWords, titleOf } from "./words.ts";

export interface FormView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly data: DraftData;
  readonly standing: FilingRow | undefined;
  /** Figures of earlier periods, the nearest first. */
  readonly beside: readonly { readonly period: ReturnPeriod; readonly figures: readonly Observation[] }[];
  readonly certified: Certified | undefined;
  readonly problems: readonly FieldProblem[];
  /** Somebody has saved it before, or a file was read into it. */
  readonly saved: { readonly by: string; readonly at: string; readonly file: string | null } | undefined;
}

/** Lines that a trade form has beside those that are filled. */
const blankLines = 3;

export function FormPage(view: FormView) {
  const { t, key_: key, data, problems, certified, saved } = view;
  const address = addressOf(key.type, key.period);
  const rows =
    key.type === "TRADE" ? [...data.rows, ...Array.from({ length: blankLines }, () => emptyRow)] : data.rows;
  return (
    <>
      <ErrorSummary
        t={t}
        errors={problems.map((problem) => ({
          text: withLine(t, problem),
          ...(problem.field.startsWith("rows.") ? { field: problem.field } : {}),
        }))}
      />
      <h1>{titleOf(t, key.type, key.period)}</h1>
      <p class="prose">{t(`returns.form.lede-${key.type}`)}</p>
      <Notices {...view} />
      <form method="post" action={address} data-look={`${address}/look`}>
        <input type="hidden" name="standing" value={data.standing} />
        <input type="hidden" name="after" value={String(data.after)} />
        {rows.map((row, place) => (
          <Line
            t={t}
            type={key.type}
            row={row}
            place={place}
            view={view}
            problems={problems.filter(({ field }) => field.startsWith(`rows.${place}.`))}
          />
        ))}
        {key.type === "TRADE" && (
          <p>
            <Button tone="secondary" name="do" value="more">
              {t("returns.form.more-lines")}
            </Button>
          </p>
        )}
        <Radios
          t={t}
          name="status"
          legend={t("returns.form.status")}
          hint={t("returns.form.status-hint")}
          value={data.status}
          items={returnStatuses.map((status) => ({
            value: status,
            label: t(`returns.status.${status}`),
            ...(status === "WITHHELD" ? { hint: t("returns.status.withheld-hint") } : {}),
          }))}
        />
        <ButtonGroup>
          <Button name="do" value="check">
            {t("returns.form.check")}
          </Button>
          <Button tone="secondary" name="do" value="save">
            {t("returns.form.save")}
          </Button>
        </ButtonGroup>
      </form>
      <h2>{t("returns.form.other-ways")}</h2>
      <ul>
        <li>
          <a href={`${address}/sheet`}>{t("returns.form.from-sheet")}</a>
        </li>
        <li>
          <a href="/returns">{t("returns.form.later")}</a>
        </li>
      </ul>
      <div class="return-aside">
        {saved !== undefined && (
          <form method="post" action={`${address}/discard`}>
            <Button tone="secondary">{t("returns.form.discard")}</Button>
          </form>
        )}
        {view.standing === undefined && (
          <form method="post" action={`${address}/nil`}>
            <Button tone="secondary">{t("returns.calendar.file-nil")}</Button>
          </form>
        )}
      </div>
      {certified !== undefined && key.type === "TRADE" && (
        <p class="quiet">{t("returns.form.certificates-note")}</p>
      )}
    </>
  );
}

/** What stands, what was filled in and from where: one notice, because a form is not read like a letter. */
function Notices({ t, key_: key, data, standing, certified, saved }: FormView) {
  const lines: string[] = [];
  if (standing !== undefined)
    lines.push(
      t(data.standing === "add" ? "returns.form.adding" : "returns.form.correcting", {
        version: standing.version,
        date: t.instant(standing.at),
      }),
    );
  if (saved !== undefined)
    lines.push(
      saved.file === null
        ? t("returns.form.saved", { by: saved.by, date: t.instant(saved.at) })
        : t("returns.form.from-file", { file: saved.file, by: saved.by, date: t.instant(saved.at) }),
    );
  else if (certified !== undefined && key.type !== "PRODUCTION" && standing === undefined)
    lines.push(
      t("returns.form.prefilled", {
        issued: certified.issued,
        received: certified.received,
      }),
    );
  if (lines.length === 0) return null;
  return (
    <Banner t={t} id="begun">
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </Banner>
  );
}

function Line(props: {
  t: T;
  type: ReturnType;
  row: DraftRow;
  place: number;
  view: FormView;
  problems: readonly FieldProblem[];
}) {
  const { t, type, row, place, view, problems } = props;
  const name = (field: keyof DraftRow): string => `rows.${place}.${field}`;
  const errorAt = (field: keyof DraftRow): string | undefined => {
    const problem = problems.find((one) => one.field === name(field));
    return problem === undefined ? undefined : fieldSentence(t, problem);
  };
  const common = (field: keyof DraftRow) => ({
    t,
    name: name(field),
    value: row[field],
    error: errorAt(field),
  });
  const known = type !== "TRADE" || (row.counterpart !== "" && row.product !== "" && row.flow !== "");
  const legend = known
    ? rowInWords(t, { ...row, product: row.product === "" ? "_T" : row.product })
    : t("returns.form.line", { line: place + 1 });
  return (
    <div class="return-line">
      <Fieldset t={t} id={`line-${place}`} legend={legend}>
        <div class="return-line__fields">
          {type === "TRADE" ? (
            <>
              <Select
                {...common("flow")}
                label={t("returns.field.flow")}
                items={(["EXPORT", "IMPORT"] as const).map((flow) => ({
                  value: flow,
                  label: t(`returns.flow.${flow}`),
                }))}
              />
              <Select
                {...common("counterpart")}
                label={t("returns.field.counterpart")}
                items={partners(t, view)}
              />
              <Select
                {...common("product")}
                label={t("returns.field.product")}
                items={roughGoods.map(({ code, name: names }) => ({
                  value: code,
                  label: `${code} ${t.locale === "fr" ? names.fr : names.en}`,
                }))}
              />
            </>
          ) : (
            <>
              <input type="hidden" name={name("flow")} value={row.flow} />
              <input type="hidden" name={name("counterpart")} value={row.counterpart} />
              <input type="hidden" name={name("mining")} value={row.mining} />
            </>
          )}
          {type === "CERTIFICATES" ? (
            <TextInput {...common("count")} label={t("returns.field.count")} inputmode="numeric" width={10} />
          ) : (
            <>
              <TextInput
                {...common("carats")}
                label={t("returns.field.carats")}
                inputmode="decimal"
                width={20}
              />
              <TextInput {...common("usd")} label={t("returns.field.usd")} inputmode="decimal" width={20} />
            </>
          )}
        </div>
        {/* What does not fit is said here while typing, where there is script. */}
        <p class="return-line__said" role="status" data-line={place} />
        {known && <Beside t={t} row={row} view={view} />}
        {type === "TRADE" && (
          <Details summary={t("returns.form.more-of-line")} open={row.note !== "" || row.valuation !== ""}>
            <div class="return-line__fields">
              <Select
                {...common("valuation")}
                label={t("returns.field.valuation")}
                optional
                items={valuations.map((value) => ({ value, label: t(`returns.valuation.${value}`) }))}
              />
              <TextInput {...common("note")} label={t("returns.field.note")} optional />
            </div>
          </Details>
        )}
      </Fieldset>
    </div>
  );
}

/** The earlier figures of the line, and what certificates of the quarter say of it. */
function Beside({ t, row, view }: { t: T; row: DraftRow; view: FormView }) {
  const { certified, beside } = view;
  const product = row.product === "" ? "_T" : row.product;
  const own = certified?.flows.find(
    ({ flow, partner, code }) => flow === row.flow && partner === row.counterpart && code === product,
  );
  const counted =
    row.flow === "KPC_ISSUED"
      ? certified?.issued
      : row.flow === "KPC_RECEIVED"
        ? certified?.received
        : undefined;
  const lines: { readonly when: string; readonly what: string }[] = [];
  if (own !== undefined)
    lines.push({
      when: t("returns.form.certificates"),
      what: t("returns.form.certified", {
        figure: figureInWords(t, { ...own, count: null }),
        certificates: own.certificates,
      }),
    });
  if (counted !== undefined)
    lines.push({ when: t("returns.form.certificates"), what: t("returns.certificates", { count: counted }) });
  for (const { period, figures } of beside) {
    const found = figures.find(
      (one) =>
        one.flow === row.flow &&
        (one.nil ||
          ((row.flow === "PRODUCTION" ? one.mining === row.mining : one.counterpart === row.counterpart) &&
            one.product === product)),
    );
    lines.push({
      when: periodInWords(t, period),
      what:
        found === undefined
          ? t(figures.length === 0 ? "returns.form.not-filed" : "returns.form.not-named")
          : figureInWords(t, found),
    });
  }
  if (lines.length === 0) return null;
  return (
    <dl class="beside">
      {lines.map(({ when, what }) => (
        <div>
          <dt>{when}</dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whoever trades under the scheme, by name; a partner of the draft that is none of them stays what it is. */
function partners(t: T, { key_: key, data }: FormView) {
  const listed = traders.map(({ code }) => code).filter((code) => code !== key.participant);
  const others = data.rows
    .map(({ counterpart }) => counterpart)
    .filter((code) => code !== "" && !listed.includes(code));
  return [...new Set([...listed, ...others])]
    .map((code) => ({ value: code, label: t.country(code) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, t.locale));
}

function withLine(t: T, problem: FieldProblem): string {
  const place = /^rows\.(\d+)\./.exec(problem.field)?.[1];
  const said = fieldSentence(t, problem);
  return place === undefined ? said : t("returns.form.at-line", { line: Number(place) + 1, said });
}

export interface StandsView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly standing: FilingRow;
}

/** A return stands for the period: what is to happen to it is asked before anything is typed. */
export function StandsPage({ t, key_: key, standing }: StandsView) {
  const address = addressOf(key.type, key.period);
  return (
    <>
      <h1>{titleOf(t, key.type, key.period)}</h1>
      <p class="prose">
        {t("returns.stands.lede", {
          version: standing.version,
          by: standing.by_name,
          date: t.instant(standing.at),
        })}
      </p>
      <ul>
        <li>
          <a href={`${address}?do=correct`}>{t("returns.stands.correct")}</a>
        </li>
        <li>
          <a href={`${address}?do=add`}>{t("returns.stands.add")}</a>
        </li>
        <li>
          <a href={`/returns/filed/${standing.act}`}>{t("returns.stands.read")}</a>
        </li>
        <li>
          <a href="/returns">{t("returns.stands.cancel")}</a>
        </li>
      </ul>
      <p class="quiet">{t("returns.stands.period", { period: periodText(key.period) })}</p>
    </>
  );
}
