// The page where anybody finds out what is wrong with a message, with samples of good and bad ones.
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { FileUpload } from "#ui/components/file-upload/FileUpload.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { samples } from "../messages/samples.ts";
import { schemaNames } from "../messages/schemas.ts";
import type { ValidationReport } from "../validator/report.ts";
import { mostShown } from "./parts.tsx";

export function ValidatorPage(props: {
  t: T;
  text: string;
  report: ValidationReport | null;
  error?: string | undefined;
}) {
  const { t, report, error } = props;
  return (
    <>
      {error !== undefined && <ErrorSummary t={t} errors={[{ field: "text", text: error }]} />}
      <h1>{t("exchange.validator.title")}</h1>
      {report === null ? (
        <p class="lede">{t("exchange.validator.lede")}</p>
      ) : (
        <Report t={t} report={report} />
      )}
      <form method="post" action="/developers/validator" enctype="multipart/form-data">
        <Textarea
          t={t}
          name="text"
          label={t("exchange.validator.text")}
          hint={t("exchange.validator.text-hint")}
          value={props.text}
          rows={14}
          error={error}
        />
        <FileUpload
          t={t}
          name="file"
          label={t("exchange.validator.file")}
          kinds={["JSON", "CSV"]}
          accept=".csv,.json,.jsonl,.ndjson,.txt,text/csv,application/json,text/plain"
          megabytes={1}
        />
        <Button>{t("exchange.validator.check")}</Button>
      </form>
      <p class="quiet">{t("exchange.validator.not-kept")}</p>
      <div class="prose">
        <h2>{t("exchange.validator.samples")}</h2>
        <ul>
          {samples.map(({ name, good }) => (
            <li>
              <a href={`/developers/validator?sample=${name}`}>
                <bdi class="code">{name}</bdi>
              </a>{" "}
              {good ? t("exchange.validator.good") : t("exchange.validator.bad")}
            </li>
          ))}
        </ul>
        <h2>{t("exchange.validator.schemas")}</h2>
        <ul>
          {schemaNames.map((name) => (
            <li>
              <a href={`/schemas/${name}.json`}>
                <bdi class="code">/schemas/{name}.json</bdi>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Report({ t, report }: { t: T; report: ValidationReport }) {
  const { counts, problems } = report;
  return (
    <section aria-labelledby="report">
      <h2 id="report">{t("exchange.report.title")}</h2>
      <Inset>
        <p>
          <Tag tone={report.valid ? "good" : "bad"}>
            {t(report.valid ? "exchange.report.good" : "exchange.report.bad")}
          </Tag>{" "}
          {t(`exchange.report.${report.kind}`, { rows: counts.rows, refused: counts.refused })}
        </p>
      </Inset>
      {problems.length > 0 && (
        <Table
          id="problems"
          caption={t("exchange.report.problems")}
          columns={[
            { label: t("exchange.column.row") },
            { label: t("exchange.column.field") },
            { label: t("exchange.column.wrong") },
            { label: t("exchange.column.code") },
          ]}
          rows={problems.slice(0, mostShown).map(({ place, row, field, reason, code }) => [
            <>
              {place === 0 ? "" : place}
              {row !== "" && (
                <>
                  {" · "}
                  <bdi class="code">{row}</bdi>
                </>
              )}
            </>,
            <bdi class="code">{field}</bdi>,
            reason,
            <bdi class="code">{code}</bdi>,
          ])}
          empty=""
          {...(problems.length > mostShown
            ? { note: t("exchange.rows.more", { shown: mostShown, total: problems.length }) }
            : {})}
        />
      )}
      <h2>{t("exchange.validator.again")}</h2>
    </section>
  );
}
