// One answer as a card: colour, icon, word, sentence; then, only where nothing failed, what anybody may know of it.
import type { T } from "#platform/i18n/translator.ts";
import { Checks } from "#ui/answer/Checks.tsx";
import { RecordLine } from "#ui/answer/RecordLine.tsx";
import { nameOf, warningOf } from "#ui/answer/sentence.ts";
import { verdictOf } from "#ui/answer/verdict.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { Checked, PublicFacts } from "./ask.ts";
import { caratsClassText } from "./carats-class.ts";
import { shownRows } from "./shown.tsx";

export function Result({
  t,
  checked,
  forOfficer,
  level,
}: {
  t: T;
  checked: Checked;
  forOfficer: boolean;
  level: 1 | 2;
}) {
  const { answer, facts, checks, checkedAt, authorities, question } = checked;
  const verdict = verdictOf(t, answer, authorities, checkedAt);
  return (
    <section data-state={answer.state}>
      <VerdictCard t={t} {...verdict} level={level} asOf={asOf(t, checked)}>
        {question.kind === "text" && facts === null ? undefined : (
          <More t={t} checked={checked} forOfficer={forOfficer} />
        )}
      </VerdictCard>
      <Checks t={t} checks={checks} />
    </section>
  );
}

function More({ t, checked, forOfficer }: { t: T; checked: Checked; forOfficer: boolean }) {
  const { answer, facts, question } = checked;
  return (
    <>
      {question.kind === "number" && (
        <p>
          {t("verify.result.asked")} <bdi class="code">{question.number}</bdi>
          {question.participant !== "" && <> ({t.country(question.participant)})</>}
        </p>
      )}
      {checked.warnings.map((warning) => (
        <WarningText t={t}>{warningOf(t, warning, checked.authorities)}</WarningText>
      ))}
      {checked.record !== undefined && <RecordLine t={t} record={checked.record} />}
      {facts !== null && <Facts t={t} checked={checked} facts={facts} />}
      {answer.state === "valid" && <p>{t("verify.result.copy-warning")}</p>}
      {forOfficer && facts !== null && (
        <p>
          <a href={addressForOfficers(facts)}>{t("verify.result.for-officers")}</a>
        </p>
      )}
    </>
  );
}

function Facts({ t, checked, facts }: { t: T; checked: Checked; facts: PublicFacts }) {
  const authority = checked.authorities.find(({ code }) => code === facts.authority);
  return (
    <SummaryList
      rows={[
        { key: t("verify.fact.number"), value: <bdi class="code">{facts.number}</bdi> },
        { key: t("verify.fact.participant"), value: t.country(facts.participant) },
        {
          key: t("verify.fact.issuer"),
          value: authority === undefined ? facts.authority : nameOf(t, authority),
        },
        {
          key: t("verify.fact.issued"),
          value: <time datetime={facts.issuedOn}>{t.date(facts.issuedOn)}</time>,
        },
        {
          key: t("verify.fact.expires"),
          value: <time datetime={facts.expiresOn}>{t.date(facts.expiresOn)}</time>,
        },
        ...(facts.parcels === undefined
          ? []
          : [{ key: t("verify.fact.parcels"), value: t.number(facts.parcels) }]),
        ...(facts.carats === undefined
          ? []
          : [{ key: t("verify.fact.carats"), value: caratsClassText(t, facts.carats) }]),
        ...(facts.shown === undefined ? [] : shownRows(t, facts.shown)),
      ]}
    />
  );
}

/** By its id where the code was shown; whoever only has the number finds it in their own list, if it is theirs. */
function addressForOfficers({ publicId, number }: PublicFacts): string {
  if (publicId !== undefined) return `/certificates/${Buffer.from(publicId).toString("hex")}`;
  return `/certificates?${new URLSearchParams({ number }).toString()}`;
}

function asOf(t: T, { checkedAt, list }: Checked): string {
  const time = t.instant(checkedAt);
  if (list === null) return t("verify.result.as-of-nothing", { time });
  return t("verify.result.as-of", { time, version: list.version, date: t.date(list.issuedAt.slice(0, 10)) });
}
