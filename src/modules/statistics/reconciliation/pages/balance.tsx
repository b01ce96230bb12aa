// Mass balance of one Participant over one year or several: what came in by mining and import against what went out.
import type { Participant } from "#core/kp/participants.ts";
import type { MassBalance, Totals } from "#core/statistics/reconcile/balance.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { Sight } from "../queries.ts";

export interface BalanceView {
  readonly t: T;
  readonly sight: Sight;
  readonly participants: readonly Participant[];
  readonly years: readonly number[];
  readonly balance: MassBalance | undefined;
  readonly from: number;
  readonly to: number;
}

export function BalancePage({ t, sight, participants, years, balance, from, to }: BalanceView) {
  const yearItems = years.map((year) => ({ value: String(year), label: String(year) }));
  return (
    <>
      <h1>{t("reconcile.balance.title")}</h1>
      <p class="lede">{t("reconcile.balance.lede")}</p>
      <form class="figures-question" method="get" action="/reconcile/balance">
        <div class="figures-question__fields">
          {sight.all && (
            <Select
              t={t}
              name="participant"
              label={t("reconcile.participant")}
              value={balance?.participant}
              items={participants
                .map(({ code }) => ({ value: code, label: t.country(code) }))
                .sort((a, b) => a.label.localeCompare(b.label, t.locale))}
            />
          )}
          <Select
            t={t}
            name="from"
            label={t("reconcile.balance.from")}
            choose={false}
            value={String(from)}
            items={yearItems}
          />
          <Select
            t={t}
            name="to"
            label={t("reconcile.balance.to")}
            choose={false}
            value={String(to)}
            items={yearItems}
          />
        </div>
        <Button tone="secondary">{t("reconcile.look")}</Button>
      </form>
      {balance !== undefined && <Balance t={t} balance={balance} />}
    </>
  );
}

function Balance({ t, balance }: { t: T; balance: MassBalance }) {
  const row = (key: "production" | "imports" | "exports", totals: Totals | null) => [
    t(`reconcile.balance.${key}`),
    totals === null ? t("reconcile.balance.none") : t.carats(totals.carats),
    totals === null ? "" : t.usd(totals.usd),
    totals === null
      ? ""
      : totals.missing.length === 0
        ? t("reconcile.balance.whole")
        : t.list(totals.missing),
  ];
  return (
    <>
      <h2>{t.country(balance.participant)}</h2>
      <Inset>{verdictInWords(t, balance)}</Inset>
      <Table
        id="balance"
        caption={t("reconcile.balance.caption", { from: String(balance.from), to: String(balance.to) })}
        columns={[
          { label: t("reconcile.balance.what") },
          { label: t("reconcile.balance.weight"), numeric: true },
          { label: t("reconcile.balance.value"), numeric: true },
          { label: t("reconcile.balance.not-filed") },
        ]}
        rows={[
          row("production", balance.production),
          row("imports", balance.imports),
          row("exports", balance.exports),
          [t("reconcile.balance.stock"), t("reconcile.balance.unknown"), "", ""],
        ]}
        foot={[
          t("reconcile.balance.left"),
          balance.left === null ? t("reconcile.balance.unknown") : t.carats(balance.left),
          "",
          "",
        ]}
        empty=""
        note={t("reconcile.balance.note")}
      />
      {balance.unitIn !== null && balance.unitOut !== null && (
        <p>{t("reconcile.balance.unit", { in: t.usd(balance.unitIn), out: t.usd(balance.unitOut) })}</p>
      )}
    </>
  );
}

function verdictInWords(t: T, { verdict }: MassBalance): string {
  switch (verdict.kind) {
    case "FITS":
      return t("reconcile.balance.verdict.FITS");
    case "NEEDS_STOCK":
      return t("reconcile.balance.verdict.NEEDS_STOCK", { carats: t.carats(verdict.stock) });
    case "BEYOND":
      return t("reconcile.balance.verdict.BEYOND", {
        times: t.number(Math.round(verdict.times * 10) / 10),
      });
    case "CANNOT_BE_SAID":
      return verdict.missing.length === 0
        ? t("reconcile.balance.verdict.part")
        : t("reconcile.balance.verdict.CANNOT_BE_SAID", {
            missing: t.list(verdict.missing.map((one) => t(`reconcile.balance.${one}`))),
          });
  }
}
