// What waits on this device and why: sent again by itself, by hand, opened to be changed, or thrown away. The list is
// filled in by script from the device's own store; the rules below it hold for everybody.
import { languages } from "#platform/i18n/locales.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { WaitingKind } from "#ui/outbox/paths.ts";
import type { Why } from "#ui/outbox/store.ts";

const kinds = [
  "section",
  "evidence",
  "application",
  "review",
  "issue",
  "presentation",
  "confirmation",
] as const satisfies readonly WaitingKind[];
const reasons = [
  "no-network",
  "service-down",
  "signed-out",
  "refused",
  "conflict",
] as const satisfies readonly Why[];

export function OutboxPage({ t, person }: { t: T; person: string | null }) {
  return (
    <>
      <h1>{t("outbox.title")}</h1>
      <p>{t("outbox.lede")}</p>
      <noscript>
        <WarningText t={t}>{t("outbox.no-script")}</WarningText>
      </noscript>
      <div
        id="outbox"
        data-person={person ?? ""}
        data-language={languages[t.locale].tag}
        data-others={t("outbox.others")}
        data-kinds={JSON.stringify(Object.fromEntries(kinds.map((kind) => [kind, t(`outbox.kind.${kind}`)])))}
        data-reasons={JSON.stringify(Object.fromEntries(reasons.map((why) => [why, t(`outbox.why.${why}`)])))}
        data-sent={t("outbox.notice.sent")}
        data-missing={t("outbox.missing")}
        data-kept={t("outbox.kept")}
        data-conflict={t("outbox.both")}
      >
        <div role="status">
          <p class="outbox-notice__words" data-status hidden />
        </div>
        <section data-waiting hidden>
          <h2>{t("outbox.waiting")}</h2>
          <div data-items class="stack" />
          <ButtonGroup>
            <Button type="button" id="send-all">
              {t("outbox.send-all")}
            </Button>
          </ButtonGroup>
        </section>
        <section data-typed hidden>
          <h2>{t("outbox.typed")}</h2>
          <p>{t("outbox.typed.lede")}</p>
          <ul data-typed-items />
        </section>
        <p data-nothing hidden>
          {t("outbox.nothing")}
        </p>
        <p data-other-people class="hint" hidden />
        <template id="outbox-item">
          <article class="outbox-item">
            <h3 data-kind />
            <SummaryList
              rows={[
                { key: t("outbox.item.why"), value: <strong data-why /> },
                { key: t("outbox.item.answer"), value: <span data-answer /> },
                { key: t("outbox.item.kept"), value: <time data-at /> },
                { key: t("outbox.item.tries"), value: <span data-tries /> },
                { key: t("outbox.item.page"), value: <a data-page class="code" /> },
              ]}
            />
            <ButtonGroup>
              <Button type="button" tone="secondary" name="send">
                {t("outbox.send")}
              </Button>
              <Button type="button" tone="secondary" name="open">
                {t("outbox.open")}
              </Button>
              <Button type="button" tone="warning" name="delete">
                {t("outbox.delete")}
              </Button>
            </ButtonGroup>
          </article>
        </template>
      </div>
      <h2>{t("outbox.rules")}</h2>
      <ul>
        <li>{t("outbox.rules.final")}</li>
        <li>{t("outbox.rules.numbers")}</li>
        <li>{t("outbox.rules.paper")}</li>
        <li>{t("outbox.rules.device")}</li>
        <li>{t("outbox.rules.shared")}</li>
      </ul>
    </>
  );
}
