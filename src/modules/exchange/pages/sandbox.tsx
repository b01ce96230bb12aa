// Keys to try the API with: one press, no mail, shown once, with the first requests ready to be pasted.
import type { T } from "#platform/i18n/translator.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { sandboxDays } from "../sandbox/make-keys.ts";
import type { SandboxKeys } from "../sandbox/make-keys.ts";
import { CodeBlock } from "./parts.tsx";

/** Without authorities the scheme is a real one, and has no sandbox. */
export function SandboxPage({ t, authorities }: { t: T; authorities: readonly AuthorityRow[] | null }) {
  if (authorities === null)
    return (
      <div class="prose">
        <h1>{t("exchange.sandbox.title")}</h1>
        <Inset>{t("exchange.sandbox.not-here")}</Inset>
        <p>
          <a href="/developers/validator">{t("exchange.validator.title")}</a>
        </p>
      </div>
    );
  return (
    <>
      <h1>{t("exchange.sandbox.title")}</h1>
      <div class="prose">
        <p class="lede">{t("exchange.sandbox.lede", { days: sandboxDays })}</p>
        <ul>
          <li>{t("exchange.sandbox.two-keys")}</li>
          <li>{t("exchange.sandbox.labelled")}</li>
          <li>{t("exchange.sandbox.limits")}</li>
        </ul>
      </div>
      <form method="post" action="/developers/sandbox">
        <Select
          t={t}
          name="authority"
          label={t("exchange.sandbox.authority")}
          choose={false}
          value="SL-KPA"
          items={authorities.map(({ code, names }) => ({
            value: code,
            label: names[t.locale] ?? names["en"] ?? code,
          }))}
        />
        <Button>{t("exchange.sandbox.get")}</Button>
      </form>
    </>
  );
}

export function SandboxKeysPage({ t, keys, steps }: { t: T; keys: SandboxKeys; steps: readonly string[] }) {
  return (
    <>
      <h1>{t("exchange.sandbox.keys")}</h1>
      <WarningText t={t}>{t("exchange.sandbox.once", { when: t.instant(keys.endsAt) })}</WarningText>
      <SummaryList
        rows={[
          { key: t("exchange.sandbox.key-a"), value: <code class="code">{keys.first}</code> },
          { key: t("exchange.sandbox.key-b"), value: <code class="code">{keys.second}</code> },
        ]}
      />
      <h2>{t("exchange.steps.title")}</h2>
      <ol>
        {steps.map((step, index) => {
          const words = t(`exchange.steps.${stepNames[index] ?? "report"}`);
          return (
            <li>
              <p>{words}</p>
              <CodeBlock label={words} text={step} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** In the order of `firstSteps`. */
const stepNames = ["set", "me", "send", "dry-run", "run", "validate", "report"] as const;
