// One line of an answer: where the certificate stands in the public log, and which witnesses have seen it there.
import type { OnRecord } from "#core/certificate/receipt/verify.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { recordOf } from "./sentence.ts";

export function RecordLine({ t, record }: { t: T; record: OnRecord }) {
  return (
    <p data-record={record.index}>
      <Tag tone={record.witnessed ? "good" : "neutral"}>{t("verify.checks.record")}</Tag>{" "}
      {recordOf(t, record)}
    </p>
  );
}
