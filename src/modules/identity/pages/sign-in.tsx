// Sign-in: by passkey where the browser has script, by a ministry's own sign-in, by a recovery code. No passwords, no
// puzzles (WCAG 3.3.8).
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { SignInRefusal } from "../sign-in.ts";
import { organisationWord } from "../words.ts";
import { PasskeyCeremony } from "./passkey-ceremony.tsx";

export function SignInPage(props: {
  t: T;
  back: string;
  again: boolean;
  refused: SignInRefusal | undefined;
  providers: readonly string[];
  demonstration: boolean;
}) {
  const { t, back } = props;
  const onwards = `back=${encodeURIComponent(back)}`;
  return (
    <div class="prose">
      {props.refused !== undefined && (
        <ErrorSummary t={t} errors={[{ text: t(`identity.refused.${props.refused}`) }]} />
      )}
      <h1>{t("identity.sign-in.title")}</h1>
      {props.again && <p>{t("identity.sign-in.again")}</p>}
      {props.demonstration && (
        <Inset>
          <p>{t("identity.sign-in.demonstration")}</p>
          <p>
            <Button href={`/enter?${onwards}`} start>
              {t("identity.sign-in.enter")}
            </Button>
          </p>
        </Inset>
      )}
      <h2>{t("identity.sign-in.passkey")}</h2>
      <p>{t("identity.sign-in.passkey-words")}</p>
      <PasskeyCeremony
        t={t}
        kind="sign-in"
        path="/sign-in/passkey"
        back={back}
        button={t("identity.sign-in.passkey-button")}
        without={t("identity.sign-in.without-script")}
      />
      {props.providers.length > 0 && (
        <>
          <h2>{t("identity.sign-in.provider")}</h2>
          <p>{t("identity.sign-in.provider-words")}</p>
          <ul>
            {props.providers.map((code) => (
              <li>
                <a href={`/sign-in/oidc/${encodeURIComponent(code)}?${onwards}`}>
                  {organisationWord(t, code)}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{t("identity.sign-in.lost")}</h2>
      <p>
        <a href="/sign-in/recovery">{t("identity.sign-in.recovery")}</a>
      </p>
      <p>{t("identity.sign-in.nothing")}</p>
    </div>
  );
}

export function RecoveryPage(props: { t: T; refused: SignInRefusal | undefined }) {
  const { t } = props;
  const error = props.refused === undefined ? undefined : t(`identity.refused.${props.refused}`);
  return (
    <div class="prose">
      {error !== undefined && <ErrorSummary t={t} errors={[{ text: error, field: "code" }]} />}
      <h1>{t("identity.recovery.title")}</h1>
      <p>{t("identity.recovery.words")}</p>
      {/* What was typed is not sent back: a code that failed here may still be good. */}
      <form method="post" action="/sign-in/recovery" novalidate>
        <TextInput
          t={t}
          name="code"
          label={t("identity.recovery.code")}
          hint={t("identity.recovery.hint")}
          width={30}
          code
          autocomplete="off"
          error={error}
        />
        <Button>{t("common.button.sign-in")}</Button>
      </form>
    </div>
  );
}
