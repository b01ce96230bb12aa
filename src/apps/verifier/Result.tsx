// The answer at the desk: colour, icon, word, one sentence; then what the code says, to compare with the paper and the
// shipment. When anything failed, only the reason: a failed paper's claims are not repeated.
import type { QrClaims } from "#core/certificate/qr-claims.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { Checks } from "#ui/answer/Checks.tsx";
import { RecordLine } from "#ui/answer/RecordLine.tsx";
import { daysBefore, nameOf, sentenceOf, warningOf, wordOf } from "#ui/answer/sentence.ts";
import type { NamedAuthority } from "#ui/answer/sentence.ts";
import { tones } from "#ui/answer/verdict.ts";
import type { T } from "#ui/browser-words.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { Checked } from "./check.ts";
import type { Lists } from "./lists.ts";

export function Result({ t, checked, lists }: { t: T; checked: Checked; lists: Lists }) {
  const authorities = authoritiesOf(lists.trust);
  const { answer, evidence, checkedAt, content } = checked;
  return (
    <section data-state={answer.state} data-reason={answer.reason ?? ""}>
      <VerdictCard
        t={t}
        tone={tones[answer.state]}
        word={wordOf(t, answer)}
        sentence={sentence(t, checked, authorities)}
        asOf={asOf(t, checked, lists)}
      >
        {checked.warnings.map((warning) => (
          <WarningText t={t}>{warningOf(t, warning, authorities)}</WarningText>
        ))}
        {checked.record !== undefined && <RecordLine t={t} record={checked.record} />}
        {"number" in evidence && (
          <p>
            {t("verify.result.asked")} <bdi class="code">{evidence.number}</bdi>
            {evidence.participant !== undefined && <> ({t.country(evidence.participant)})</>}
          </p>
        )}
        {content !== undefined && <Content t={t} content={content} authorities={authorities} />}
        {content !== undefined && <p>{t("verify.result.copy-warning")}</p>}
        {answer.state === "offline" && <p>{t("verifier.result.twice")}</p>}
      </VerdictCard>
      <Checks t={t} checks={checked.checks} />
      <p class="visually-hidden">{t.instant(checkedAt)}</p>
    </section>
  );
}

function sentence(t: T, { answer, checkedAt }: Checked, authorities: readonly NamedAuthority[]): string {
  if (answer.state === "clock") return t("verifier.sentence.clock", { now: t.instant(checkedAt) });
  if (answer.reason === "no-lists") return t("verifier.sentence.no-lists");
  return sentenceOf(t, answer, authorities, checkedAt);
}

function asOf(t: T, { checkedAt, live }: Checked, { trust, status }: Lists): string {
  const time = t.instant(checkedAt);
  if (trust === undefined) return t("verify.result.as-of-nothing", { time });
  return t(live ? "verifier.result.as-of-live" : "verifier.result.as-of", {
    time,
    days: daysBefore(checkedAt, status?.issuedAt ?? trust.issuedAt),
    trust: trust.version,
    status: status?.version ?? 0,
  });
}

function Content({
  t,
  content,
  authorities,
}: {
  t: T;
  content: QrClaims;
  authorities: readonly NamedAuthority[];
}) {
  const authority = authorities.find(({ code }) => code === content.authority);
  const carats = content.lines.reduce((sum, line) => sum + line.carats, 0n);
  const usd = content.lines.reduce((sum, line) => sum + line.usd, 0n);
  const party = ({ name, country }: QrClaims["exporter"]) => (
    <>
      <bdi>{name}</bdi>, {t.country(country)}
    </>
  );
  return (
    <SummaryList
      rows={[
        { key: t("verify.fact.number"), value: <bdi class="code">{content.number}</bdi> },
        { key: t("verify.fact.participant"), value: t.country(content.participant) },
        {
          key: t("verify.fact.issuer"),
          value: <bdi>{authority === undefined ? content.authority : nameOf(t, authority)}</bdi>,
        },
        { key: t("verify.fact.issued"), value: t.date(content.issuedOn) },
        { key: t("verify.fact.expires"), value: t.date(content.expiresOn) },
        { key: t("verifier.fact.exporter"), value: party(content.exporter) },
        { key: t("verifier.fact.importer"), value: party(content.importer) },
        { key: t("verify.fact.parcels"), value: t.number(content.parcels) },
        { key: t("verify.fact.carats"), value: t.carats(carats) },
        { key: t("verifier.fact.value"), value: t.usd(usd) },
        {
          key: t("verifier.fact.lines"),
          value: (
            <ul>
              {content.lines.map((line) => (
                <li>
                  <bdi class="code">{line.code}</bdi>: {t.carats(line.carats)}, {t.usd(line.usd)}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: t("verifier.fact.seals"),
          value: content.seals.map((seal, place) => (
            <>
              {place > 0 && ", "}
              <bdi class="code">{seal}</bdi>
            </>
          )),
        },
      ]}
    />
  );
}

const named = new WeakMap<TrustList, readonly NamedAuthority[]>();

function authoritiesOf(trust: TrustList | undefined): readonly NamedAuthority[] {
  if (trust === undefined) return [];
  let known = named.get(trust);
  if (known === undefined)
    named.set(
      trust,
      (known = trust.authorities.map(({ code, name, contact }) => ({ code, names: name, contact }))),
    );
  return known;
}
