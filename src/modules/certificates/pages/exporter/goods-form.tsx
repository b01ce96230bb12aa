// Goods and origin (Annex I A 2, 10 to 13): a table of lines with running totals. Lines are added and removed by buttons
// that save what was typed, so it works without script and nothing typed is lost.
import type { ComponentChildren } from "preact";
import { bounds } from "#core/certificate/content.ts";
import { formatCarats, formatUsd } from "#core/kp/amounts.ts";
import { isRoughCode, roughGoods } from "#core/kp/goods.ts";
import type { Form } from "#platform/http/forms.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { classes } from "#ui/classes.ts";
import { readCarats, readUsd, valueOf } from "../../drafts/amount.ts";
import type { Amount } from "../../drafts/amount.ts";
import { emptyLine, originKinds, runningTotals, tidyCode } from "../../drafts/data.ts";
import type { DraftGoods, DraftLine } from "../../drafts/data.ts";
import { countryItems, errorAt } from "./words.ts";
import type { ControlOf, PageError } from "./words.ts";

export interface GoodsFormView {
  readonly t: T;
  readonly goods: DraftGoods;
  /** False where the national rule prints asterisks only, or nothing. */
  readonly mayList: boolean;
  /** What the paper prints for origins that are not listed. */
  readonly unlisted: string;
  readonly errors: readonly PageError[];
  /** The version that the form is filled in from. */
  readonly base: string;
}

export function GoodsForm({ t, goods, mayList, unlisted, errors, base }: GoodsFormView) {
  const lines = goods.lines.length === 0 ? [emptyLine] : goods.lines;
  const listed = goods.origin === "LISTED" && mayList;
  const totals = runningTotals(goods.lines);
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("application.goods.title")}</h1>
      <form method="post">
        {/* The Enter key presses the first button of a form: it must not be one that removes a line. */}
        <button class="visually-hidden" type="submit" name="do" value="save" tabindex={-1} aria-hidden="true">
          {t("common.button.continue")}
        </button>
        <input type="hidden" name="base" value={base} />
        <OriginQuestion t={t} goods={goods} mayList={mayList} unlisted={unlisted} errors={errors} />
        <TextInput
          t={t}
          name="parcels"
          label={t("application.goods.parcels")}
          hint={t("application.goods.parcels.hint")}
          value={goods.parcels}
          inputmode="numeric"
          width={5}
          error={errorAt(errors, "parcels")}
        />
        <p>{t("application.goods.lines.hint", { example: formatCarats(123_450n, t.locale) })}</p>
        <Table
          id="lines"
          caption={t("application.goods.lines")}
          columns={[
            { label: t("application.goods.line") },
            { label: t("application.goods.code") },
            { label: t("application.goods.carats"), numeric: true },
            { label: t("application.goods.usd"), numeric: true },
            ...(listed ? [{ label: t("application.goods.origin") }] : []),
            { label: <span class="visually-hidden">{t("common.button.remove")}</span> },
          ]}
          rows={lines.map((line, place) =>
            lineCells(t, {
              line,
              place,
              listed: listed ? goods.listed : undefined,
              only: lines.length === 1,
              errors,
            }),
          )}
          foot={[
            t("application.goods.total"),
            "",
            t.carats(totals.carats),
            t.usd(totals.usd),
            ...(listed ? [""] : []),
            "",
          ]}
          empty=""
        />
        <ButtonGroup>
          {lines.length < bounds.lines && (
            <Button tone="secondary" name="do" value="add-line">
              {t("application.goods.add-line")}
            </Button>
          )}
          <Button tone="secondary" name="do" value="total">
            {t("application.goods.count-again")}
          </Button>
        </ButtonGroup>
        <ButtonGroup>
          <Button name="do" value="save">
            {t("common.button.continue")}
          </Button>
        </ButtonGroup>
      </form>
    </>
  );
}

/** What was typed, as typed. `do` names the button. */
export function goodsFrom(form: Form, locale: string): DraftGoods {
  const count = Math.min(form.texts("line").length, bounds.lines);
  const listed = [...new Set(form.texts("origin.listed").filter((code) => code !== ""))].slice(0, 60);
  const origin = originKinds.find((kind) => kind === form.text("origin")) ?? "";
  return {
    origin,
    country: form.text("origin.country").slice(0, 2),
    listed,
    parcels: form.text("parcels").slice(0, 20),
    lines: Array.from({ length: count }, (_, place) => {
      const line = lineFrom(form, place, locale);
      // A line names its own origin only where the parcel's origins are listed.
      return origin === "LISTED" ? line : { ...line, origin: "" };
    }),
  };
}

/** Adds or removes a line, as the pressed button says. */
export function goodsAfter(goods: DraftGoods, pressed: string): DraftGoods {
  if (pressed === "add-line") return { ...goods, lines: [...goods.lines, emptyLine].slice(0, bounds.lines) };
  const removed = /^remove-(\d+)$/.exec(pressed)?.[1];
  return removed === undefined
    ? goods
    : { ...goods, lines: goods.lines.filter((_, place) => place !== Number(removed)) };
}

/** Where the reader goes on after that button. */
export function anchorAfter(goods: DraftGoods, pressed: string): string {
  return pressed === "add-line" ? `#lines.${goods.lines.length - 1}.code` : "#lines";
}

export const goodsControl: ControlOf = (field) => (field === "lines" ? "lines.0.code" : field);

function lineFrom(form: Form, place: number, locale: string): DraftLine {
  const typed = form.text(`lines.${place}.typed`);
  return {
    code: tidyCode(typed === "" ? form.text(`lines.${place}.code`) : typed),
    carats: readCarats(form.text(`lines.${place}.carats`), locale),
    usd: readUsd(form.text(`lines.${place}.usd`), locale),
    origin: form.text(`lines.${place}.origin`).slice(0, 2),
  };
}

function OriginQuestion({ t, goods, mayList, unlisted, errors }: Omit<GoodsFormView, "base">) {
  const countries = countryItems(t);
  const slots = Math.min(Math.max(3, goods.listed.length + 1), bounds.originsListed);
  return (
    <Radios
      t={t}
      name="origin"
      legend={t("application.goods.origin.legend")}
      hint={t("application.goods.origin.hint")}
      value={goods.origin}
      error={errorAt(errors, "origin")}
      items={[
        {
          value: "SINGLE",
          label: t("application.goods.origin.SINGLE"),
          more: (
            <Select
              t={t}
              name="origin.country"
              label={t("application.goods.origin.country")}
              value={goods.country}
              items={countries}
              error={errorAt(errors, "origin.country")}
            />
          ),
        },
        ...(mayList || goods.origin === "LISTED"
          ? [
              {
                value: "LISTED",
                label: t("application.goods.origin.LISTED"),
                hint: t("application.goods.origin.LISTED.hint"),
                more: (
                  <>
                    {Array.from({ length: slots }, (_, place) => (
                      <Select
                        t={t}
                        name="origin.listed"
                        id={place === 0 ? "origin.listed" : `origin.listed.${place}`}
                        label={t("application.goods.origin.listed", { place: place + 1 })}
                        value={goods.listed[place]}
                        items={countries}
                        error={place === 0 ? errorAt(errors, "origin.listed") : undefined}
                      />
                    ))}
                    <Button tone="secondary" name="do" value="add-country">
                      {t("application.goods.origin.add")}
                    </Button>
                  </>
                ),
              },
            ]
          : []),
        {
          value: "UNLISTED",
          label: t("application.goods.origin.UNLISTED"),
          hint:
            unlisted === ""
              ? t("application.goods.origin.UNLISTED.blank")
              : t("application.goods.origin.UNLISTED.hint", { mark: unlisted }),
        },
      ]}
    />
  );
}

interface LineView {
  readonly line: DraftLine;
  readonly place: number;
  readonly listed: readonly string[] | undefined;
  readonly only: boolean;
  readonly errors: readonly PageError[];
}

function lineCells(t: T, { line, place, listed, only, errors }: LineView): readonly ComponentChildren[] {
  const at = (part: string): string => `lines.${place}.${part}`;
  const name = (part: "code" | "carats" | "usd" | "origin" | "typed"): string =>
    t("application.place.line", { line: place + 1, part: t(`application.place.${part}`) });
  const amount = (part: "carats" | "usd", value: Amount, shown: string) => (
    <Cell id={at(part)} error={errorAt(errors, at(part))}>
      {(described) => (
        <input
          class={classes("input", "input--10", described !== undefined && "input--error")}
          id={at(part)}
          name={at(part)}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
          value={shown === "" ? value.text : shown}
          aria-label={name(part)}
          aria-describedby={described}
          aria-invalid={described === undefined ? undefined : "true"}
        />
      )}
    </Cell>
  );
  const carats = valueOf(line.carats);
  const usd = valueOf(line.usd);
  return [
    <>
      {t.number(place + 1)}
      <input type="hidden" name="line" value={String(place)} />
    </>,
    <Cell id={at("code")} error={errorAt(errors, at("code"))}>
      {(described) => (
        <>
          <select
            class={classes("input", "select", described !== undefined && "input--error")}
            id={at("code")}
            name={at("code")}
            aria-label={name("code")}
            aria-describedby={described}
            aria-invalid={described === undefined ? undefined : "true"}
          >
            <option value="">{t("ui.select.choose")}</option>
            {roughGoods.map(({ code }) => (
              <option value={code} selected={code === line.code}>
                {code} – {t(`paper.goods.${code.replace(".", "") as "710210"}`)}
              </option>
            ))}
          </select>
          <Details
            summary={t("application.goods.type-code")}
            open={line.code !== "" && !isRoughCode(line.code)}
          >
            <input
              class="input input--10 input--code"
              id={at("typed")}
              name={at("typed")}
              type="text"
              autocomplete="off"
              dir="ltr"
              value={isRoughCode(line.code) ? "" : line.code}
              aria-label={name("typed")}
            />
          </Details>
        </>
      )}
    </Cell>,
    amount("carats", line.carats, carats === undefined ? "" : formatCarats(carats, t.locale)),
    amount("usd", line.usd, usd === undefined ? "" : formatUsd(usd, t.locale)),
    ...(listed === undefined
      ? []
      : [
          <Cell id={at("origin")} error={errorAt(errors, at("origin"))}>
            {(described) => (
              <select
                class="input select"
                id={at("origin")}
                name={at("origin")}
                aria-label={name("origin")}
                aria-describedby={described}
              >
                <option value="">{t("application.goods.origin.not-said")}</option>
                {listed.map((code) => (
                  <option value={code} selected={code === line.origin}>
                    {t.country(code)}
                  </option>
                ))}
              </select>
            )}
          </Cell>,
        ]),
    only ? (
      ""
    ) : (
      <Button tone="secondary" name="do" value={`remove-${place}`}>
        {t("common.button.remove")}
        <span class="visually-hidden"> ({t("application.goods.line-number", { line: place + 1 })})</span>
      </Button>
    ),
  ];
}

/** A control in a cell with its error below it; the control names the error. */
function Cell(props: {
  id: string;
  error: string | undefined;
  children: (described: string | undefined) => ComponentChildren;
}) {
  const described = props.error === undefined ? undefined : `${props.id}-error`;
  return (
    <>
      {props.children(described)}
      {props.error !== undefined && (
        <p class="error-message" id={described}>
          {props.error}
        </p>
      )}
    </>
  );
}
