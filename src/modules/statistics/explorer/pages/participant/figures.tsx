// One Participant: is it in good order, and what do its figures say? Returns, production, prices, trade, what the other side of
// its trade says, how one figure was restated, and where two sources do not say the same.
import { yearly } from "#core/statistics/views/series.ts";
import type { Fact } from "../../csv.ts";
import { Filing } from "./filing.tsx";
import { Production } from "./production.tsx";
import { Mirror, Trade } from "./trade.tsx";
import type { ParticipantView } from "./view.ts";
import { Disagreements, Restated } from "./voices.tsx";

export function participantFacts({
  code,
  observations,
  years,
}: Pick<ParticipantView, "code" | "observations" | "years">): readonly Fact[] {
  return (["PRODUCTION", "EXPORT", "IMPORT", "KPC_ISSUED", "KPC_RECEIVED"] as const).flatMap((flow) => {
    const own = observations.filter((one) => one.flow === flow);
    return own.length === 0
      ? []
      : yearly(own, "carats", years).map(({ year, sum }): Fact => ({
          reporter: code,
          flow,
          counterpart: flow === "PRODUCTION" ? "_Z" : "W",
          product: "_T",
          mining: "_T",
          period: String(year),
          measure: flow === "KPC_ISSUED" || flow === "KPC_RECEIVED" ? "count" : "carats",
          sum,
        }));
  });
}

export function ParticipantFigures(view: ParticipantView) {
  const { page, observations } = view;
  const production = observations.filter(({ flow }) => flow === "PRODUCTION");
  return (
    <>
      <Filing {...view} />
      {production.length > 0 && <Production {...view} production={production} />}
      <Trade {...view} />
      <Mirror {...view} />
      <Restated {...view} />
      <Disagreements {...view} />
      {observations.length === 0 && <p>{page.t("explorer.participant.none")}</p>}
    </>
  );
}
