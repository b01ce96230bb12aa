// One line of a return: what is reported, with what came before and what certificates say beside it.
import { traders } from "#core/kp/participants.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { valuations } from "#core/statistics/observation.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { ReturnType } from "../../facts.ts";
import type { DraftRow } from "../drafts/data.ts";
import { periodInWords } from "#ui/statistics/periods.ts";
import { figureInWords, rowInWords } from "./words.ts";
import type { FormView } from "./form-view.ts";

export function Line(props: {
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
