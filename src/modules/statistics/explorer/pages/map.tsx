// The ranking of a year on the map of the world: the same figures, the same table.
import { plotted } from "#core/statistics/views/cells.ts";
import { FiguresMap } from "#ui/charts/FiguresMap.tsx";
import { chartMeasures } from "./frame.tsx";
import { RankedFigures, titleOf } from "./ranking.tsx";
import type { RankingView } from "./ranking.tsx";

export function MapFigures(view: RankingView) {
  const { page, measure, ranking } = view;
  const { t } = page;
  const shown = [...ranking.ranked, ...ranking.unranked].flatMap(
    ({ reporter, cell }): [string, number | null][] =>
      cell.kind === "NIL" ? [] : [[reporter, plotted(cell, measure)]],
  );
  return (
    <RankedFigures
      {...view}
      note={t("explorer.map.note")}
      chart={
        <FiguresMap
          t={t}
          id="map-figures"
          title={titleOf(view)}
          description={t("explorer.map.description")}
          measure={chartMeasures[measure]}
          figures={Object.fromEntries([
            ...ranking.silent.map((code): [string, null] => [code, null]),
            ...shown,
          ])}
        />
      }
    />
  );
}
