// "Mined here, or imported before?" and, for what was imported, the incoming certificates: what is left of each, what
// this shipment draws, what was lost. Buttons save what was typed, so it works without script.
import { bounds } from "#core/certificate/content.ts";
import { lossKinds } from "#core/certificate/origin/balance.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import { formatCarats } from "#core/kp/amounts.ts";
import { roughCodeName, roughGoods } from "#core/kp/goods.ts";
import { traders } from "#core/kp/participants.ts";
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
import { readCarats, valueOf } from "../../drafts/amount.ts";
import type { Amount } from "../../drafts/amount.ts";
import { becomings, drawKey, DraftSource, mostSources, poolKey } from "../../origin/draft.ts";
import type { DraftSourcing } from "../../origin/draft.ts";
import { minedAnswers } from "../../origin/inputs.ts";
import { balanceOf } from "../../origin/sources.ts";
import type { Opened, Source } from "../../origin/sources.ts";
import { numberText } from "../parts.tsx";
import { countryItems, errorAt } from "./words.ts";
import type { PageError } from "./words.ts";

export interface SourcingFormView {
  readonly t: T;
  readonly sourcing: DraftSourcing;
  /** Each named source as it stands now. */
  readonly opened: readonly (Opened | undefined)[];
  /** Own imports that are not named yet. */
  readonly imports: readonly Source[];
  /** Carats of the goods, and what of them is drawn so far. */
  readonly totals: { readonly needed: bigint; readonly drawn: bigint };
  readonly zoned: StatusRow | undefined;
  /** What was typed to find another certificate. */
  readonly entered: { readonly number: string; readonly carats: string };
  readonly errors: readonly PageError[];
}

export function SourcingForm(view: SourcingFormView) {
  const { t, sourcing, zoned, errors } = view;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <form method="post">
        {/* The Enter key presses the first button of a form: it must not be one that removes a source. */}
        <button class="visually-hidden" type="submit" name="do" value="save" tabindex={-1} aria-hidden="true">
          {t("common.button.continue")}
        </button>
        <Radios
          t={t}
          name="mined"
          legend={t("origin.mined.legend")}
          heading
          hint={t("origin.mined.hint")}
          value={sourcing.mined}
          error={errorAt(errors, "mined")}
          items={minedAnswers.map((answer) => ({
            value: answer,
            label: t(`origin.mined.${answer}`),
            hint: t(`origin.mined.${answer}.hint`),
          }))}
        />
        {zoned !== undefined && <ZoneQuestion {...view} zoned={zoned} />}
        {sourcing.mined === "ELSEWHERE" || sourcing.mined === "BOTH" ? (
          <Sources {...view} />
        ) : (
          <ButtonGroup>
            <Button name="do" value="save">
              {t("common.button.continue")}
            </Button>
          </ButtonGroup>
        )}
      </form>
    </>
  );
}

function ZoneQuestion({ t, sourcing, zoned, errors }: SourcingFormView & { zoned: StatusRow }) {
  const zones = (zoned.zonesOnly ?? zoned.zonesBarred ?? []).map(({ zone }) => zone);
  const values = { zones: t.list(zones), source: zoned.source };
  return (
    <TextInput
      t={t}
      name="zone"
      label={t("origin.zone")}
      hint={t(zoned.zonesOnly === undefined ? "origin.zone.barred" : "origin.zone.only", values)}
      value={sourcing.zone}
      width={30}
      error={errorAt(errors, "zone")}
    />
  );
}

function Sources(view: SourcingFormView) {
  const { t, sourcing, imports, totals, entered, errors } = view;
  const missing = totals.needed > totals.drawn ? totals.needed - totals.drawn : 0n;
  const values = {
    drawn: t.carats(totals.drawn),
    needed: t.carats(totals.needed),
    missing: t.carats(missing),
  };
  return (
    <>
      <h2 id="sources">{t("origin.sources")}</h2>
      {totals.needed > 0n && (
        <p>
          <label class="coverage" for="drawn">
            {t(missing > 0n ? "origin.sources.lack" : "origin.sources.cover", values)}
          </label>{" "}
          <progress id="drawn" max={100} value={Number(min(100n, (totals.drawn * 100n) / totals.needed))} />
        </p>
      )}
      {sourcing.sources.map((source, place) => (
        <OneSource {...view} source={source} place={place} />
      ))}
      {sourcing.sources.length > 0 && (
        <ButtonGroup>
          <Button name="do" value="save">
            {t("common.button.continue")}
          </Button>
          <Button tone="secondary" name="do" value="total">
            {t("application.goods.count-again")}
          </Button>
        </ButtonGroup>
      )}
      {sourcing.sources.length < mostSources && (
        <>
          {imports.length > 0 && (
            <Table
              id="imports"
              caption={t("origin.imports")}
              columns={[
                { label: t("certificate.number") },
                { label: t("origin.received-on") },
                { label: t("origin.received"), numeric: true },
                { label: t("origin.left"), numeric: true },
                { label: <span class="visually-hidden">{t("origin.draw-on")}</span> },
              ]}
              rows={imports.map((source) => {
                const balance = balanceOf(source);
                return [
                  <bdi class="code">{numberText(source)}</bdi>,
                  t.date(source.receivedOn),
                  t.carats(balance.received),
                  t.carats(balance.left),
                  <Button tone="secondary" name="do" value={`use-${source.id}`}>
                    {t("origin.draw-on")}
                    <span class="visually-hidden"> ({source.number})</span>
                  </Button>,
                ];
              })}
              empty=""
            />
          )}
          <h3>{t("origin.another")}</h3>
          <p>{t("origin.another.lede")}</p>
          <TextInput
            t={t}
            name="number"
            label={t("certificate.number")}
            value={entered.number}
            code
            width={20}
            error={errorAt(errors, "number")}
          />
          <TextInput
            t={t}
            name="carats"
            label={t("origin.another.carats")}
            hint={t("origin.another.carats.hint")}
            value={entered.carats}
            inputmode="decimal"
            width={10}
            error={errorAt(errors, "carats")}
          />
          <ButtonGroup>
            <Button tone="secondary" name="do" value="find">
              {t("origin.another.find")}
            </Button>
            <Button tone="secondary" name="do" value="paper">
              {t("origin.another.paper")}
            </Button>
          </ButtonGroup>
        </>
      )}
    </>
  );
}

interface SourceView extends SourcingFormView {
  readonly source: DraftSource;
  readonly place: number;
}

function OneSource(view: SourceView) {
  const { t, source, place, opened, errors } = view;
  const at = `s.${place}`;
  const known = opened[place]?.source;
  const error = errorAt(errors, at);
  const title =
    known === undefined
      ? t("origin.source.paper", { place: place + 1 })
      : t("origin.source.title", { place: place + 1, number: numberText(known) });
  return (
    <section class="card" id={at}>
      <h3 class="card__title">{title}</h3>
      <input type="hidden" name="source" value={String(place)} />
      <input type="hidden" name={`${at}.certificate`} value={source.certificate} />
      {error !== undefined && <p class="error-message">{error}</p>}
      {source.certificate === "" && <PaperFields {...view} />}
      {known === undefined ? (
        <p class="hint">{t("origin.source.not-yet")}</p>
      ) : (
        <>
          <Draws {...view} known={known} />
          <Loss {...view} known={known} />
        </>
      )}
      <Button tone="secondary" name="do" value={`remove-${place}`}>
        {t("common.button.remove")}
        <span class="visually-hidden"> ({title})</span>
      </Button>
    </section>
  );
}

/** One row for each pool and for each code that it may become. */
function Draws({ t, source, place, known, errors }: SourceView & { known: Source }) {
  const balance = balanceOf(known);
  const rows = balance.pools.flatMap((pool) => becomings(pool.code).map((becomes) => ({ pool, becomes })));
  return (
    <Table
      id={`s.${place}.draws`}
      caption={t("origin.draws", { received: t.carats(balance.received), left: t.carats(balance.left) })}
      columns={[
        { label: t("certificate.code") },
        { label: t("certificate.origin") },
        { label: t("origin.left"), numeric: true },
        { label: t("origin.becomes") },
        { label: t("origin.draw"), numeric: true },
      ]}
      rows={rows.map(({ pool, becomes }) => {
        const key = drawKey(pool.code, pool.origin, becomes);
        const id = `s.${place}.draw.${key}`;
        const error = errorAt(errors, id);
        const described = error === undefined ? undefined : `${id}-error`;
        return [
          pool.code,
          poolOrigin(t, pool.origin, known.received.unsplit),
          t.carats(pool.left),
          becomes === pool.code ? t("origin.becomes.same") : t("origin.becomes.sorted", { code: becomes }),
          <>
            <input
              class={classes("input", "input--10", error !== undefined && "input--error")}
              id={id}
              name={id}
              type="text"
              inputmode="decimal"
              autocomplete="off"
              dir="ltr"
              value={shown(t, source.draws[key])}
              aria-label={t("origin.draw.label", { place: place + 1, code: pool.code, becomes })}
              aria-describedby={described}
              aria-invalid={error === undefined ? undefined : "true"}
            />
            {error !== undefined && (
              <p class="error-message" id={described}>
                {error}
              </p>
            )}
          </>,
        ];
      })}
      empty=""
    />
  );
}

function Loss({ t, source, place, known, errors }: SourceView & { known: Source }) {
  const at = `s.${place}.loss`;
  const { loss } = source;
  return (
    <Details summary={t("origin.loss")} open={loss.carats.text !== "" || loss.kind !== ""}>
      <p>{t("origin.loss.lede")}</p>
      <Select
        t={t}
        name={`${at}.pool`}
        label={t("origin.loss.pool")}
        value={loss.pool}
        error={errorAt(errors, `${at}.pool`)}
        items={known.received.pools.map(({ code, origin }) => ({
          value: poolKey(code, origin),
          label: `${code}, ${poolOrigin(t, origin, known.received.unsplit)}`,
        }))}
      />
      <Select
        t={t}
        name={`${at}.kind`}
        label={t("origin.loss.kind")}
        value={loss.kind}
        error={errorAt(errors, `${at}.kind`)}
        items={lossKinds.map((kind) => ({ value: kind, label: t(`origin.loss.${kind}`) }))}
      />
      <TextInput
        t={t}
        name={`${at}.carats`}
        label={t("origin.loss.carats")}
        value={shown(t, loss.carats)}
        inputmode="decimal"
        width={10}
        error={errorAt(errors, `${at}.carats`)}
      />
      <TextInput
        t={t}
        name={`${at}.reason`}
        label={t("origin.loss.reason")}
        value={loss.reason}
        error={errorAt(errors, `${at}.reason`)}
      />
    </Details>
  );
}

function PaperFields({ t, source, place, errors }: SourceView) {
  const at = `s.${place}`;
  const { paper } = source;
  const slots = Math.min(paper.origins.length + 1, bounds.originsListed);
  return (
    <>
      <p>{t("origin.paper.lede")}</p>
      <Select
        t={t}
        name={`${at}.participant`}
        label={t("origin.paper.participant")}
        value={paper.participant}
        items={traders.map(({ code, names }) => ({ value: code, label: names[t.locale] ?? names.en }))}
        error={errorAt(errors, `${at}.participant`)}
      />
      <TextInput
        t={t}
        name={`${at}.number`}
        label={t("certificate.number")}
        value={paper.number}
        code
        width={20}
        error={errorAt(errors, `${at}.number`)}
      />
      {(["issuedOn", "receivedOn"] as const).map((field) => (
        <TextInput
          t={t}
          name={`${at}.${field}`}
          label={t(`origin.paper.${field}`)}
          hint={t("ui.date.hint")}
          value={paper[field]}
          code
          width={10}
          error={errorAt(errors, `${at}.${field}`)}
        />
      ))}
      {Array.from({ length: slots }, (_, slot) => (
        <Select
          t={t}
          name={`${at}.origins`}
          id={`${at}.origins.${slot}`}
          label={t("origin.paper.origin", { place: slot + 1 })}
          hint={slot === 0 ? t("origin.paper.origin.hint") : undefined}
          optional
          value={paper.origins[slot]}
          items={countryItems(t)}
        />
      ))}
      {roughGoods.map(({ code }) => (
        <TextInput
          t={t}
          name={`${at}.carats.${code}`}
          label={t("origin.paper.carats", { code, name: roughCodeName(code, t.locale) })}
          value={shown(t, paper.carats[code])}
          inputmode="decimal"
          width={10}
          optional
          error={errorAt(errors, `${at}.carats.${code}`)}
        />
      ))}
      <Button tone="secondary" name="do" value="total">
        {t("origin.paper.show")}
      </Button>
    </>
  );
}

/** "Sierra Leone"; "one of Botswana, South Africa"; "not said". */
export function poolOrigin(t: T, origin: string | null, unsplit: readonly string[]): string {
  if (origin !== null) return t.country(origin);
  return unsplit.length === 0
    ? t("origin.pool.unknown")
    : t("origin.pool.set", { countries: t.list(unsplit.map((code) => t.country(code))) });
}

/** What was typed, as typed. */
export function sourcingFrom(form: Form, locale: string): DraftSourcing {
  const fields = form.all();
  const places = form.texts("source").slice(0, mostSources);
  return {
    mined: minedAnswers.find((answer) => answer === form.text("mined")) ?? "",
    zone: form.text("zone").slice(0, 80),
    sources: places.map((place) => {
      const at = `s.${place}`;
      const amounts = (part: string): Record<string, Amount> =>
        Object.fromEntries(
          fields
            .filter(([name, value]) => name.startsWith(`${at}.${part}.`) && value !== "")
            .slice(0, 100)
            .map(([name, value]) => [
              name.slice(at.length + part.length + 2).slice(0, 30),
              readCarats(value, locale),
            ]),
        );
      return DraftSource.parse({
        certificate: /^[0-9a-f]{32}$/.exec(form.text(`${at}.certificate`))?.[0] ?? "",
        paper: {
          participant: form.text(`${at}.participant`).slice(0, 2),
          number: form.text(`${at}.number`).slice(0, 24),
          issuedOn: form.text(`${at}.issuedOn`).slice(0, 20),
          receivedOn: form.text(`${at}.receivedOn`).slice(0, 20),
          origins: [...new Set(form.texts(`${at}.origins`).filter((code) => /^[A-Z]{2}$/.test(code)))].slice(
            0,
            bounds.originsListed,
          ),
          carats: amounts("carats"),
        },
        draws: amounts("draw"),
        loss: {
          pool: form.text(`${at}.loss.pool`).slice(0, 30),
          kind: form.text(`${at}.loss.kind`).slice(0, 20),
          carats: readCarats(form.text(`${at}.loss.carats`), locale),
          reason: form.text(`${at}.loss.reason`).slice(0, 300),
        },
      });
    }),
  };
}

function shown(t: T, amount: Amount | undefined): string {
  if (amount === undefined) return "";
  const value = valueOf(amount);
  return value === undefined ? amount.text : formatCarats(value, t.locale);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
