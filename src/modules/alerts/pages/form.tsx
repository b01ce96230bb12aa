// The form of an alert, and the form that closes one. What was typed is kept as it was typed.
import type { AlertKind } from "#core/kp/alerts.ts";
import { largestPublicPicture, pictureTypes } from "#platform/files/picture.ts";
import type { Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { longestText } from "../inputs.ts";
import type { DraftData } from "../store.ts";

export interface AlertFormView {
  readonly t: T;
  readonly action: string;
  readonly kinds: readonly AlertKind[];
  readonly countries: readonly string[];
  readonly data: DraftData;
  readonly correcting: boolean;
  readonly hasPicture: boolean;
  readonly problem: Problem | undefined;
}

export function AlertForm(view: AlertFormView) {
  const { t, data, problem } = view;
  const errors = errorsOf(t, problem);
  const errorAt = (field: string) => errors.find((error) => error.field === field)?.text;
  return (
    <form method="post" action={view.action} enctype="multipart/form-data" class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t(view.correcting ? "alert.correct-title" : "alert.new")}</h1>
      <p>{t("alert.new-intro")}</p>
      <Radios
        t={t}
        name="kind"
        legend={t("alert.field.kind")}
        value={data.kind}
        items={view.kinds.map((kind) => ({ value: kind, label: t(`alert.kind.${kind}`) }))}
        error={errorAt("kind")}
      />
      <Select
        t={t}
        name="country"
        label={t("alert.field.country")}
        value={data.country}
        items={view.countries.map((code) => ({ value: code, label: t.country(code) }))}
        error={errorAt("country")}
      />
      <Textarea
        t={t}
        name="numbers"
        label={t("alert.field.numbers")}
        hint={t("alert.field.numbers-hint")}
        value={data.numbers}
        rows={4}
        error={errorAt("numbers")}
      />
      <Textarea
        t={t}
        name="en"
        label={t("alert.field.en")}
        value={data.en}
        limit={longestText}
        error={errorAt("en")}
      />
      <Textarea
        t={t}
        name="fr"
        label={t("alert.field.fr")}
        value={data.fr}
        limit={longestText}
        optional
        error={errorAt("fr")}
      />
      <FileUpload
        t={t}
        name="picture"
        label={t("alert.field.picture")}
        hint={
          view.hasPicture
            ? `${t("alert.field.picture-hint")} ${t("alert.field.picture-kept")}`
            : t("alert.field.picture-hint")
        }
        optional
        kinds={["PNG", "JPEG"]}
        accept={pictureTypes.join(",")}
        megabytes={largestPublicPicture / 1024 / 1024}
        error={errorAt("picture")}
      />
      {view.correcting && (
        <TextInput
          t={t}
          name="reason"
          label={t("alert.reason-correct")}
          value={data.reason}
          error={errorAt("reason")}
        />
      )}
      <Button>{t("common.button.continue")}</Button>
    </form>
  );
}

export function CloseForm(props: { t: T; id: string; name: string; problem: Problem | undefined }) {
  const { t, problem } = props;
  const errors = errorsOf(t, problem);
  return (
    <form method="post" action={`/alerts/${props.id}/close`} class="prose" novalidate>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("alert.close-title")}</h1>
      <p>{props.name}</p>
      <p>{t("alert.close-intro")}</p>
      <TextInput
        t={t}
        name="reason"
        label={t("alert.reason-close")}
        error={errors.find((error) => error.field === "reason")?.text}
      />
      <Button tone="warning">{t("alert.close-do")}</Button>
    </form>
  );
}

/** Field of the input → control of the form. */
function controlOf(field: string): string {
  const [top = "", part] = field.split(".");
  return top === "text" ? (part ?? "en") : top;
}

function errorsOf(t: T, problem: Problem | undefined): readonly { text: string; field?: string }[] {
  if (problem === undefined) return [];
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((one) => ({ text: fieldSentence(t, one), field: controlOf(one.field) }));
}
