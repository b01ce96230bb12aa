// Two people saved one part of a draft: both versions side by side, and a choice. Nothing typed is lost on the way here:
// the reader's version travels in the form. Works without script, and is what the outbox opens for a conflict.
import { formatCarats } from "#core/kp/amounts.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import type { OfficeRow } from "#modules/scheme/index.ts";
import { valueOf } from "../../drafts/amount.ts";
import type { DraftData } from "../../drafts/data.ts";
import { versionOf } from "../../drafts/version.ts";
import type { EditedPart } from "../../drafts/version.ts";

export interface BothVersionsView {
  readonly t: T;
  readonly part: EditedPart;
  readonly saved: DraftData;
  readonly yours: DraftData;
  /** Every field of the form as it was sent. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly offices: readonly OfficeRow[];
}

export function BothVersionsPage(view: BothVersionsView) {
  const { t, part, saved, yours, fields } = view;
  const [theirs, mine] = [rowsOf(view, saved), rowsOf(view, yours)];
  return (
    <div id="both-versions">
      <h1>{t("outbox.conflict.title")}</h1>
      <p>{t("outbox.conflict.lede")}</p>
      <Table
        id="versions"
        caption={t(`application.section.${part}`)}
        columns={[
          { label: t("outbox.conflict.field") },
          { label: t("outbox.conflict.saved") },
          { label: t("outbox.conflict.yours") },
        ]}
        rows={mine.map(([field, value], place) => [field, theirs[place]?.[1] ?? "", value])}
        empty=""
      />
      <form method="post">
        {fields
          .filter(([name]) => name !== "base")
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <input type="hidden" name="base" value={versionOf(saved[part])} />
        <ButtonGroup>
          <Button>{t("outbox.conflict.keep-yours")}</Button>
          <Button tone="secondary" href={part}>
            {t("outbox.conflict.keep-saved")}
          </Button>
        </ButtonGroup>
      </form>
    </div>
  );
}

function rowsOf({ t, part, offices }: BothVersionsView, data: DraftData): readonly [string, string][] {
  if (part === "office") {
    const office = offices.find(({ code }) => code === data.office);
    return [[t("application.section.office"), office?.name ?? data.office]];
  }
  if (part === "goods") {
    const { goods } = data;
    const countries = goods.origin === "SINGLE" ? [goods.country] : goods.listed;
    return [
      [
        t("application.goods.origin"),
        goods.origin === "UNLISTED"
          ? t("application.goods.origin.UNLISTED")
          : t.list(countries.filter((code) => code !== "").map((code) => t.country(code))),
      ],
      [t("application.goods.parcels"), goods.parcels],
      [
        t("application.goods.lines"),
        goods.lines
          .map(({ code, carats, usd }) => {
            const weight = valueOf(carats);
            const value = valueOf(usd);
            return [
              code,
              weight === undefined ? carats.text : `${formatCarats(weight, t.locale)} ct`,
              value === undefined ? usd.text : t.usd(value),
            ].join(", ");
          })
          .join("; "),
      ],
    ];
  }
  const party = data[part];
  return [
    [t("application.party.name"), party.name],
    [t("application.party.address"), party.address],
    [t("application.party.country"), party.country === "" ? "" : t.country(party.country)],
  ];
}
