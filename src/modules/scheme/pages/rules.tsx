// The rules that differ between Participants, as dated rows with their source: what each row changes, not what it leaves.
import type { Context } from "hono";
import { everyParticipant } from "#core/kp/rules.ts";
import type { NationalRule } from "#core/kp/rules.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { page } from "#ui/layout/respond.tsx";
import { schemeFacts } from "../queries.ts";
import { between, toleranceText } from "./participant.tsx";
import { periodText } from "./words.ts";

export async function rulesPage(c: Context<Web>): Promise<Response> {
  const t = c.get("t");
  const { rules } = await schemeFacts(c.get("ctx"));
  return page(
    c,
    {
      title: t("scheme.rules.title"),
      breadcrumbs: [{ text: t("scheme.participants.title"), href: "/participants" }],
    },
    <>
      <h1>{t("scheme.rules.title")}</h1>
      <p class="prose">{t("scheme.rules.intro")}</p>
      <Table
        id="rules"
        caption={t("scheme.rules.caption")}
        columns={[
          { label: t("scheme.rules.where") },
          { label: t("scheme.label.from") },
          { label: t("scheme.rules.what") },
          { label: t("scheme.label.source") },
          { label: t("scheme.label.note") },
        ]}
        rows={rules.map((rule) => [
          rule.participant === everyParticipant ? (
            t("scheme.rules.everyone")
          ) : (
            <a href={`/participants/${rule.participant}`}>{t.country(rule.participant)}</a>
          ),
          between(t, rule),
          <ul>
            {termsOf(t, rule).map((term) => (
              <li>{term}</li>
            ))}
          </ul>,
          rule.source,
          rule.note ?? "",
        ])}
        empty={t("scheme.rules.none")}
      />
    </>,
  );
}

function termsOf(t: T, { terms }: NationalRule): readonly string[] {
  const {
    validity,
    confirmation,
    weightTolerance,
    valueTolerance,
    mixedOrigin,
    recordYears,
    unusedReturned,
    missingOriginal,
  } = terms;
  const term = (name: string, value: string): string => t("scheme.rules.term", { name, value });
  return [
    validity && term(t("scheme.rule.validity"), periodText(t, validity)),
    confirmation &&
      term(
        t("scheme.rule.confirmation"),
        t("scheme.rule.confirmation-by", {
          by: t(`scheme.rule.by.${confirmation.by}`),
          to: t(`scheme.rule.to.${confirmation.to}`),
          within: periodText(t, confirmation.within),
        }),
      ),
    weightTolerance &&
      term(
        t("scheme.rule.weight-tolerance"),
        toleranceText(t, weightTolerance, (amount) => t.carats(amount)),
      ),
    valueTolerance &&
      term(
        t("scheme.rule.value-tolerance"),
        toleranceText(t, valueTolerance, (amount) => t.usd(amount)),
      ),
    mixedOrigin && term(t("scheme.rule.mixed-origin"), t(`scheme.rule.mixed.${mixedOrigin}`)),
    recordYears !== undefined &&
      term(t("scheme.rule.records"), t("scheme.rule.years", { count: recordYears })),
    unusedReturned !== undefined &&
      term(t("scheme.rule.unused"), unusedReturned ? t("common.answer.yes") : t("common.answer.no")),
    missingOriginal && term(t("scheme.rule.missing-original"), periodText(t, missingOriginal)),
  ].filter((text): text is string => typeof text === "string");
}
