// The whole history of one certificate on a page of its own, made to be printed.
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { CertificateStateTag, numberText } from "../parts.tsx";
import { timelineOf } from "./timeline.tsx";
import type { History } from "./timeline.tsx";

export function TimelinePage(history: History) {
  const { t, row } = history;
  return (
    <>
      <h1>
        {t("life.timeline.title", { number: numberText(row) })}{" "}
        <CertificateStateTag t={t} state={row.state} />
      </h1>
      <p class="lede">{t("life.timeline.lede")}</p>
      <Timeline t={t} level={2} events={timelineOf({ ...history, whole: true })} />
    </>
  );
}
