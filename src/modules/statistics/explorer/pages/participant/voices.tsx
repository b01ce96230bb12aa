// How one figure was restated, and where two sources do not say the same: each with its own words, none of them corrected.
import type { ComponentChildren } from "preact";
import { cellOf, plotted } from "#core/statistics/views/cells.ts";
import { disagreements } from "#core/statistics/views/series.ts";
import { RevisionLadder } from "#ui/charts/RevisionLadder.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { cellText, sourceName } from "../../words.ts";
import { instantOf } from "../../query.ts";
import { chartMeasures } from "../frame.tsx";
import type { ParticipantView } from "./view.ts";

export function Restated({ page, year, flow, measure, ladders }: ParticipantView) {
  const { t, known, asked, now } = page;
  if (ladders.length === 0) return null;
  const title = t("explorer.participant.restated", { flow: t(`explorer.flow.${flow}`), year: String(year) });
  const rows = ladders.flatMap(({ source, steps }) =>
    steps.map(({ at, cell }, place): readonly ComponentChildren[] => [
      sourceName(t, known.sources, source),
      t.date(at.slice(0, 10)),
      cellText(t, cell, measure),
      place === 0 ? t("explorer.ladder.first") : t("explorer.ladder.restated"),
    ]),
  );
  return (
    <section>
      <h2 id="restated">{title}</h2>
      <RevisionLadder
        t={t}
        id="ladder"
        title={title}
        description={t("explorer.participant.ladder-description")}
        measure={chartMeasures[measure]}
        sources={ladders.map(({ source, steps }) => ({
          label: sourceName(t, known.sources, source),
          steps: steps.flatMap(({ at, cell }) => {
            const value = plotted(cell, measure);
            return value === null ? [] : [{ on: at.slice(0, 10), value }];
          }),
        }))}
        until={(instantOf(asked.asOf) ?? now).slice(0, 10)}
      />
      <Table
        id="ladder-table"
        caption={title}
        captionHidden
        columns={[
          { label: t("explorer.column.source") },
          { label: t("explorer.column.since") },
          { label: t(`explorer.measure.${measure}`), numeric: true },
          { label: t("explorer.column.step") },
        ]}
        rows={rows}
        empty={t("explorer.none")}
      />
    </section>
  );
}

export function Disagreements({ page, observations }: ParticipantView) {
  const { t, known } = page;
  const found = (["carats", "usd"] as const).flatMap((measure) =>
    disagreements(observations, measure).map((one) => ({ ...one, measure })),
  );
  if (found.length === 0) return null;
  return (
    <section>
      <h2 id="voices">{t("explorer.participant.voices")}</h2>
      <p class="prose">{t("explorer.participant.voices-note")}</p>
      <Table
        id="voices-table"
        caption={t("explorer.participant.voices")}
        captionHidden
        columns={[
          { label: t("explorer.column.what") },
          { label: t("explorer.column.source") },
          { label: t("explorer.column.amount"), numeric: true },
          { label: t("explorer.column.since") },
        ]}
        rows={found
          .slice(0, 60)
          .flatMap(({ flow, year, measure, sums }) =>
            sums.map((sum) => [
              `${t(`explorer.flow.${flow}`)} ${year}`,
              sourceName(t, known.sources, sum.source),
              cellText(t, cellOf(sum, measure), measure),
              t.date(sum.knownFrom.slice(0, 10)),
            ]),
          )}
        empty={t("explorer.none")}
      />
    </section>
  );
}
