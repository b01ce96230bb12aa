// One alert in full, as it stands or as it is about to be published.
import type { AlertKind, AlertNumbers } from "#core/kp/alerts.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { runText } from "../views.ts";
import { CountryLink, kindTones } from "./list.tsx";

export interface AlertFace {
  readonly name: string;
  readonly kind: AlertKind;
  readonly country: string;
  readonly numbers: readonly AlertNumbers[];
  readonly paragraphs: readonly string[];
  /** Of the paragraphs. */
  readonly language: string;
  readonly by: string;
  readonly contact: string | undefined;
  /** Null before it is published. */
  readonly since: string | null;
  readonly history: readonly string[];
  readonly open: boolean;
  readonly picture: { readonly href: string; readonly width: number; readonly height: number } | undefined;
}

export function AlertFacePage({ t, face }: { t: T; face: AlertFace }) {
  const { picture, language } = face;
  return (
    <>
      <p>
        <Tag tone={face.open ? kindTones[face.kind] : "neutral"}>{t(`alert.kind.${face.kind}`)}</Tag>
      </p>
      {face.open && <WarningText t={t}>{t(`alert.do.${face.kind}`)}</WarningText>}
      <SummaryList
        rows={[
          { key: t("alert.country"), value: <CountryLink t={t} code={face.country} /> },
          ...(face.kind === "STOPPED_TRADE" && face.numbers.length === 0
            ? []
            : [{ key: t("alert.numbers"), value: <Numbers t={t} numbers={face.numbers} /> }]),
          {
            key: t("alert.published"),
            value:
              face.since === null ? face.by : t("alert.by-on", { by: face.by, date: t.date(face.since) }),
          },
          ...(face.contact === undefined ? [] : [{ key: t("alert.contact"), value: face.contact }]),
        ]}
      />
      <section class="prose" aria-labelledby="says">
        <h2 id="says">{t("alert.says")}</h2>
        {language !== t.locale && <p class="quiet">{t("alert.english-only")}</p>}
        <div lang={language}>
          {face.paragraphs.map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </div>
        {face.history.map((line) => (
          <p>{line}</p>
        ))}
      </section>
      {picture !== undefined && (
        <figure>
          <img
            src={picture.href}
            alt={t("alert.picture-alt", { name: face.name })}
            width={picture.width}
            height={picture.height}
            loading="lazy"
          />
          <figcaption>{t("alert.picture")}</figcaption>
        </figure>
      )}
    </>
  );
}

export function ChangeButtons({ t, id }: { t: T; id: string }) {
  return (
    <ButtonGroup>
      <Button href={`/alerts/${id}/correct`} tone="secondary">
        {t("alert.correct")}
      </Button>
      <Button href={`/alerts/${id}/close`} tone="secondary">
        {t("alert.close")}
      </Button>
    </ButtonGroup>
  );
}

function Numbers({ t, numbers }: { t: T; numbers: readonly AlertNumbers[] }) {
  if (numbers.length === 0) return <>{t("alert.numbers-none")}</>;
  return (
    <ul>
      {numbers.map((run) => (
        <li class="code">{runText(t, run)}</li>
      ))}
    </ul>
  );
}
