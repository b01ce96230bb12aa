// The page that answers "is this paper good?": three ways to ask, none of which needs a script, and the answers.
import type { NumberFormat } from "#core/kp/numbers.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import type { Checked } from "./ask.ts";
import { Result } from "./result.tsx";

export type VerifyField = "number" | "participant" | "text" | "file";

export interface VerifyView {
  readonly results: readonly Checked[];
  readonly error?: { readonly field: VerifyField; readonly text: string };
  readonly number?: string;
  readonly text?: string;
  /** Participants to choose from, where the number alone does not say whose it is. */
  readonly choices?: readonly NumberFormat[];
  readonly forOfficer: boolean;
}

export const megabytes = 15;

export function VerifyPage({ t, view }: { t: T; view: VerifyView }) {
  const { results, error, choices } = view;
  const errorAt = (field: VerifyField): string | undefined =>
    error?.field === field ? error.text : undefined;
  const Heading = results.length === 0 ? "h1" : "h2";
  return (
    <>
      {error !== undefined && <ErrorSummary t={t} errors={[error]} />}
      {results.length > 1 && <h1>{t("verify.title.several", { count: results.length })}</h1>}
      {results.map((checked) => (
        <Result t={t} checked={checked} forOfficer={view.forOfficer} level={results.length > 1 ? 2 : 1} />
      ))}
      <Heading>{t(results.length === 0 ? "verify.title" : "verify.title.again")}</Heading>
      {results.length === 0 && <p class="lede">{t("verify.lede")}</p>}
      <form method="get" action="/verify">
        <TextInput
          t={t}
          name="number"
          label={t("verify.number.label")}
          hint={t("verify.number.hint")}
          error={errorAt("number")}
          value={view.number}
          code
          width={20}
        />
        {choices !== undefined && (
          <Select
            t={t}
            name="participant"
            label={t("verify.participant.label")}
            error={errorAt("participant")}
            items={choices
              .map(({ participant }) => ({ value: participant, label: t.country(participant) }))
              .toSorted((a, b) => a.label.localeCompare(b.label, t.locale))}
          />
        )}
        <Button>{t("verify.number.button")}</Button>
      </form>
      <h2>{t("verify.other-ways")}</h2>
      <form method="post" action="/verify" enctype="multipart/form-data">
        <FileUpload
          t={t}
          name="file"
          label={t("verify.file.label")}
          hint={t("verify.file.hint")}
          error={errorAt("file")}
          kinds={["JPEG", "PNG", "PDF", ".sdjwt"]}
          accept="image/jpeg,image/png,application/pdf,.sdjwt,application/dc+sd-jwt"
          megabytes={megabytes}
        />
        <Button tone="secondary">{t("verify.file.button")}</Button>
      </form>
      <form method="post" action="/verify">
        <Textarea
          t={t}
          name="text"
          label={t("verify.text.label")}
          hint={t("verify.text.hint")}
          error={errorAt("text")}
          value={view.text}
          rows={4}
        />
        <Button tone="secondary">{t("verify.text.button")}</Button>
      </form>
      <p class="quiet">{t("verify.not-kept")}</p>
      <p>
        <a href="/verifier/">{t("verifier.link")}</a>
      </p>
    </>
  );
}
