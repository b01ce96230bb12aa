// "Show only what is asked": the holder ticks what a bank, an insurer or an importer asked for, and gets a file that says
// that and no more. From a file of one's own, or from a certificate one may see. Nothing that is sent here is kept.
import { hideable } from "#core/certificate/file/claims.ts";
import type { Hideable } from "#core/certificate/file/claims.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";

export type ShowField = "file" | "items";

export interface ShowView {
  readonly t: T;
  /** Of the certificate whose file it is; absent where the holder brings the file. */
  readonly number?: string;
  readonly chosen: readonly string[];
  readonly error?: { readonly field: ShowField; readonly text: string };
}

export function ShowPage({ t, number, chosen, error }: ShowView) {
  const errorAt = (field: ShowField): string | undefined => (error?.field === field ? error.text : undefined);
  return (
    <>
      {error !== undefined && <ErrorSummary t={t} errors={[error]} />}
      <h1>{t("file.show.title")}</h1>
      <p class="lede">{number === undefined ? t("file.show.lede") : t("file.show.lede-of", { number })}</p>
      <p>{t("file.show.always")}</p>
      <form method="post" enctype={number === undefined ? "multipart/form-data" : undefined}>
        {number === undefined && (
          <FileUpload
            t={t}
            name="file"
            label={t("file.show.file")}
            error={errorAt("file")}
            kinds={[".sdjwt"]}
            accept=".sdjwt,application/dc+sd-jwt"
            megabytes={1}
          />
        )}
        <Checkboxes
          t={t}
          name="items"
          legend={t("file.show.items")}
          hint={t("file.show.items.hint")}
          error={errorAt("items")}
          values={chosen}
          items={hideable.map((name) => ({ value: name, label: itemName(t, name) }))}
        />
        <Button>{t("file.show.submit")}</Button>
      </form>
      <p class="quiet">{t("file.show.not-kept")}</p>
    </>
  );
}

export function itemName(t: T, name: Hideable): string {
  return t(`file.item.${name}`);
}
