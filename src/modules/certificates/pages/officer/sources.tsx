// Where goods come from, as officers see it: an application's sources with their balances and what is wrong, and a
// certificate's chain of provenance, up and down, as lists.
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { Link } from "../../origin/chain.ts";
import type { SourcingInput } from "../../origin/inputs.ts";
import { balanceOf } from "../../origin/sources.ts";
import type { Opened, SourcingCheck } from "../../origin/sources.ts";
import type { CertificateSourcing } from "../../origin/store.ts";
import { caratsOf, numberText } from "../parts.tsx";

export interface StatedSourcing {
  readonly sourcing: SourcingInput;
  readonly check: SourcingCheck;
}

/** `stated` is undefined where the applicant said nothing. */
export function ApplicationSources({ t, stated }: { t: T; stated: StatedSourcing | undefined }) {
  if (stated === undefined)
    return (
      <section>
        <h2>{t("application.section.sourcing")}</h2>
        <p>{t("origin.review.silent")}</p>
      </section>
    );
  const { sourcing, check } = stated;
  return (
    <section>
      <h2>{t("application.section.sourcing")}</h2>
      <p>
        {t(`origin.mined.${sourcing.mined}`)}
        {sourcing.zone !== undefined && `. ${t("origin.zone.named", { zone: sourcing.zone })}`}
      </p>
      {check.opened.map((opened, place) => (
        <OneSource t={t} opened={opened} place={place} />
      ))}
      {check.problems.length > 0 && (
        <WarningText t={t}>
          {t("origin.review.problems")}
          <ul>
            {check.problems.map((problem) => (
              <li>{fieldSentence(t, problem)}</li>
            ))}
          </ul>
        </WarningText>
      )}
    </section>
  );
}

function OneSource({ t, opened: { stated, source }, place }: { t: T; opened: Opened; place: number }) {
  if (source === undefined) return <p>{t("origin.source.paper", { place: place + 1 })}</p>;
  const balance = balanceOf(source);
  const now = stated.draws.reduce((sum, { carats }) => sum + caratsOf(carats), 0n);
  const lost = stated.losses.reduce((sum, { carats }) => sum + caratsOf(carats), 0n);
  const left = balance.left - now - lost;
  const taken = balance.drawn + balance.lost + now + lost;
  const id = `source-${place}`;
  return (
    <div class="card">
      <h3 class="card__title">
        {source.kind === "register" ? (
          <a href={`/incoming/${source.id}`}>{numberText(source)}</a>
        ) : (
          <>
            <bdi>{numberText(source)}</bdi> <Tag tone="warn">{t("origin.not-on-register")}</Tag>
          </>
        )}
      </h3>
      <p>
        <label class="coverage" for={id}>
          {t("origin.review.balance", {
            received: t.carats(balance.received),
            before: t.carats(balance.drawn + balance.lost),
            now: t.carats(now),
            left: left < 0n ? `−${t.carats(-left)}` : t.carats(left),
          })}
        </label>{" "}
        <progress
          id={id}
          max={100}
          value={balance.received === 0n ? 100 : Math.min(100, Number((taken * 100n) / balance.received))}
        />
      </p>
      <ul>
        {stated.draws.map(({ code, becomes = code, carats, origin }) => (
          <li>
            {t(becomes === code ? "origin.review.draw" : "origin.review.draw-sorted", {
              carats: t.carats(caratsOf(carats)),
              code,
              becomes,
            })}
            {origin === undefined ? "" : `, ${t.country(origin)}`}
          </li>
        ))}
        {stated.losses.map(({ code, carats, kind, reason }) => (
          <li>
            {t("origin.review.loss", {
              carats: t.carats(caratsOf(carats)),
              code,
              kind: t(`origin.loss.${kind}`),
              reason,
            })}
          </li>
        ))}
      </ul>
      {source.kind === "new-paper" && <p>{t("origin.review.paper")}</p>}
    </div>
  );
}

export interface CertificateOrigin {
  /** Undefined where nothing was said when it was issued. */
  readonly sourcing: CertificateSourcing | undefined;
  readonly up: readonly Link[];
  readonly down: readonly Link[];
  /** Whether links lead anywhere for this reader. */
  readonly linked: boolean;
}

export function CertificateChain({ t, sourcing, up, down, linked }: CertificateOrigin & { t: T }) {
  if (sourcing === undefined && down.length === 0) return null;
  return (
    <section id="sources">
      <h2>{t("application.section.sourcing")}</h2>
      {sourcing !== undefined && (
        <SummaryList
          rows={[
            { key: t("origin.mined"), value: t(`origin.mined.${sourcing.mined}`) },
            ...(sourcing.zone === null ? [] : [{ key: t("origin.zone.short"), value: sourcing.zone }]),
            ...(sourcing.provenance.length === 0
              ? []
              : [
                  {
                    key: t("origin.provenance"),
                    value: (
                      <>
                        {t.list(sourcing.provenance.map((code) => t.country(code)))}
                        <p class="hint">{t("origin.provenance.hint")}</p>
                      </>
                    ),
                  },
                ]),
          ]}
        />
      )}
      {up.length > 0 && (
        <>
          <h3>{t("origin.chain.up")}</h3>
          <Links t={t} links={up} linked={linked} />
        </>
      )}
      {down.length > 0 && (
        <>
          <h3>{t("origin.chain.down")}</h3>
          <Links t={t} links={down} linked={linked} />
        </>
      )}
    </section>
  );
}

export function Links({ t, links, linked }: { t: T; links: readonly Link[]; linked: boolean }) {
  return (
    <ul class="chain">
      {links.map((link) => (
        <li>
          {linked && link.kind === "register" ? (
            <a href={`/certificates/${link.id}`}>{numberText(link)}</a>
          ) : (
            <bdi>{numberText(link)}</bdi>
          )}
          {`, ${t.country(link.participant)}: ${t.carats(link.carats)}`}
          {link.kind === "paper" && (
            <>
              {" "}
              <Tag tone="warn">{t("origin.not-on-register")}</Tag>
            </>
          )}
          {!link.stands && (
            <>
              {" "}
              <Tag tone="neutral">{t("origin.given-back")}</Tag>
            </>
          )}
          {link.further.length > 0 && <Links t={t} links={link.further} linked={linked} />}
        </li>
      ))}
    </ul>
  );
}
