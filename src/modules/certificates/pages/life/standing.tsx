// Where a certificate stands, in a sentence; what its marks warn of; and links to the steps that are possible now.
import { standingOn } from "#core/certificate/life.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { EndorsableField } from "#core/certificate/endorsements.ts";
import type { Askable } from "#core/certificate/reasons.ts";
import { factsOfRow, lifeOfRow } from "../../life-of-row.ts";
import { steps as stepTable } from "../../life/steps.ts";
import type { StepKind } from "../../life/steps.ts";
import type { History } from "./timeline.tsx";

export function standingText({ t, row, events, now, nameOf }: History): string {
  const standing = standingOn(lifeOfRow(row, events), factsOfRow(row), now);
  if (standing === "used")
    return t("life.standing.used", {
      authority: nameOf(row.importing_authority ?? ""),
      date: t.instant(row.confirmed_at ?? now),
    });
  if (standing === "expired") return t("life.standing.expired", { date: t.date(row.expires_on) });
  if (standing === undefined || standing === "not-released") return t("life.standing.not-released");
  if (standing === "open")
    return t(row.exported_at === null ? "life.standing.sealed" : "life.standing.on-the-way", {
      date: t.date(row.expires_on),
    });
  const { by, since } = row.marks.withdrawal ?? { by: row.authority, since: now };
  return t(`life.standing.${standing}`, { authority: nameOf(by), date: t.instant(since) });
}

/** Forgeries, endorsements, what the exporter asks, and the certificate before or after it. */
export function MarksOf({ t, row, events, nameOf }: History) {
  const { fakeReported, asked, replacedBy, replaces } = row.marks;
  const endorsed = events.filter(({ kind }) => kind === "endorsed");
  return (
    <>
      {fakeReported !== undefined && (
        <WarningText t={t}>
          {t("life.fakes.warning", {
            authority: nameOf(fakeReported.by),
            date: t.date(fakeReported.since.slice(0, 10)),
          })}
        </WarningText>
      )}
      {asked !== undefined && (
        <Inset>
          {t("life.asked.waiting", {
            date: t.date(asked.at.slice(0, 10)),
            what: t(`life.asked.${asked.what as Askable}`),
          })}
        </Inset>
      )}
      {(replacedBy ?? replaces) !== undefined && (
        <p>
          {t(replacedBy === undefined ? "life.timeline.replaces" : "life.timeline.replaced-by")}{" "}
          <a href={`/certificates/${replacedBy ?? replaces}`}>
            {t("certificate.application.to-certificate")}
          </a>
        </p>
      )}
      {endorsed.length > 0 && (
        <section>
          <h2>{t("life.endorsed.title")}</h2>
          <SummaryList
            rows={endorsed.map(({ at, authority, facts }) => ({
              key: t(`life.field.${facts["field"] as EndorsableField}`),
              value: (
                <>
                  {String(facts["value"])}
                  <br />
                  {t("life.timeline.before", { value: String(facts["before"]) })}
                  <br />
                  {nameOf(authority)}, {t.date(at.slice(0, 10))}
                </>
              ),
            }))}
          />
        </section>
      )}
    </>
  );
}

export function StepLinks({ t, id, steps }: { t: T; id: string; steps: readonly StepKind[] }) {
  if (steps.length === 0) return null;
  return (
    <section>
      <h2>{t("life.steps.title")}</h2>
      <ul>
        {steps.map((kind) => (
          <li>
            <a href={`/certificates/${id}/step/${stepTable[kind].verb}`}>{t(`life.step.${kind}`)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
