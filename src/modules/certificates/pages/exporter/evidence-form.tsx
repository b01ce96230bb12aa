// Evidence: the papers behind the goods, each with the carats it shows, and how far together they cover the goods.
import type { ComponentChildren } from "preact";
import { isRoughCode, roughCodeName, roughGoods } from "#core/kp/goods.ts";
import type { Coverage } from "#core/certificate/application.ts";
import { largestEvidence } from "#platform/files/evidence.ts";
import { fileTypes } from "#platform/files/sniff.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { evidenceKinds } from "../../evidence-kinds.ts";
import type { DraftFile } from "../../drafts/data.ts";
import { CoverageBar, evidenceKindName } from "../parts.tsx";
import { errorAt } from "./words.ts";
import type { PageError } from "./words.ts";

export interface EvidenceFormView {
  readonly t: T;
  readonly draft: string;
  readonly files: readonly DraftFile[];
  readonly coverage: Coverage;
  readonly entered: { readonly kind: string; readonly carats: string; readonly code: string };
  readonly errors: readonly PageError[];
}

export function EvidenceForm({ t, draft, files, coverage, entered, errors }: EvidenceFormView) {
  const here = `/applications/draft/${draft}/evidence`;
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("application.evidence.title")}</h1>
      <p>{t("application.evidence.lede")}</p>
      <CoverageBar t={t} coverage={coverage} />
      <form method="post">
        <EvidenceTable
          t={t}
          files={files}
          hrefOf={(file) => `${here}/${file.id}`}
          actionOf={(file) => (
            <Button tone="secondary" formaction={`${here}/${file.id}/remove`}>
              {t("common.button.remove")}
              <span class="visually-hidden"> ({file.name})</span>
            </Button>
          )}
        />
      </form>
      <form method="post" action={here} enctype="multipart/form-data">
        <h2>{t("application.evidence.add")}</h2>
        <Select
          t={t}
          name="kind"
          label={t("application.evidence.kind")}
          value={entered.kind}
          items={evidenceKinds.map((kind) => ({ value: kind, label: evidenceKindName(t, kind) }))}
          error={errorAt(errors, "kind")}
        />
        <TextInput
          t={t}
          name="carats"
          label={t("application.evidence.carats")}
          hint={t("application.evidence.carats.hint")}
          value={entered.carats}
          inputmode="decimal"
          width={10}
          error={errorAt(errors, "carats")}
        />
        <Select
          t={t}
          name="code"
          label={t("application.evidence.code")}
          hint={t("application.evidence.code.hint")}
          optional
          value={entered.code}
          items={roughGoods.map(({ code }) => ({
            value: code,
            label: `${code} – ${roughCodeName(code, t.locale)}`,
          }))}
        />
        <FileUpload
          t={t}
          name="file"
          label={t("application.evidence.file")}
          hint={t("application.evidence.file.hint")}
          kinds={["PDF", "PNG", "JPEG"]}
          accept={fileTypes.join(",")}
          megabytes={largestEvidence / 1024 / 1024}
          error={errorAt(errors, "file")}
        />
        <ButtonGroup>
          <Button tone={files.length === 0 ? "primary" : "secondary"}>{t("common.button.upload")}</Button>
          {files.length > 0 && (
            <Button href={`/applications/draft/${draft}`}>{t("common.button.continue")}</Button>
          )}
        </ButtonGroup>
      </form>
    </>
  );
}

export function EvidenceTable(props: {
  t: T;
  files: readonly DraftFile[];
  hrefOf: (file: DraftFile) => string;
  actionOf?: (file: DraftFile) => ComponentChildren;
}) {
  const { t, files, hrefOf, actionOf } = props;
  return (
    <Table
      id="files"
      caption={t("application.evidence.files")}
      columns={[
        { label: t("application.evidence.file") },
        { label: t("application.evidence.kind") },
        { label: t("application.evidence.covers-code") },
        { label: t("application.evidence.carats"), numeric: true },
        ...(actionOf === undefined
          ? []
          : [{ label: <span class="visually-hidden">{t("common.button.remove")}</span> }]),
      ]}
      rows={files.map((file) => [
        <a href={hrefOf(file)}>
          <bdi>{file.name}</bdi>
        </a>,
        evidenceKindName(t, file.kind),
        file.code !== null && isRoughCode(file.code) ? file.code : t("application.evidence.every-code"),
        t.carats(file.carats),
        ...(actionOf === undefined ? [] : [actionOf(file)]),
      ])}
      empty={t("application.evidence.none")}
    />
  );
}
