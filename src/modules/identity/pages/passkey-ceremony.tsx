// The part of a page where a passkey is used or registered: a button that script brings to life, and words for who has none.
// All sentences come with the page, so that the island needs no words of its own.
import type { T } from "#platform/i18n/translator.ts";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";

export function PasskeyCeremony(props: {
  t: T;
  kind: "sign-in" | "register";
  /** Beginning of the addresses: `<path>/options` and `<path>/verify`. */
  path: string;
  back?: string | undefined;
  button: string;
  /** Shown where the browser cannot do it. */
  without: string;
}) {
  const { t } = props;
  return (
    <div
      data-passkey={props.kind}
      data-options={`${props.path}/options`}
      data-verify={`${props.path}/verify`}
      data-back={props.back}
      data-waiting={t("identity.passkey.waiting")}
      data-cancelled={t("identity.passkey.cancelled")}
      data-known={t("identity.refused.passkey-known")}
      data-failed={t("identity.passkey.failed")}
    >
      <p data-passkey-without>{props.without}</p>
      <div data-passkey-with hidden>
        {props.kind === "register" && (
          <TextInput
            t={t}
            name="passkeyName"
            label={t("identity.passkey.name")}
            hint={t("identity.passkey.name-hint")}
            width={20}
            maxlength={60}
            optional
          />
        )}
        <button class="button button--primary" type="button">
          {props.button}
        </button>
      </div>
      {/* Here before it says anything, so that screen readers hear it when it does (WCAG 4.1.3). */}
      <p role="status" data-passkey-status />
    </div>
  );
}
