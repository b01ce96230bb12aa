// The returns of one Participant: a square for each period that was due.
import { FilingStrip } from "#ui/charts/FilingStrip.tsx";
import type { FilingState } from "#ui/charts/FilingStrip.tsx";
import type { OwedReturn } from "../../../filing-performance/queries.ts";
import { nameOf } from "../../words.ts";
import type { ParticipantView } from "./view.ts";

export function Filing({ page: { t }, owed, code }: ParticipantView) {
  return (
    <section>
      <h2 id="filing">{t("explorer.participant.filing")}</h2>
      {owed.length === 0 ? (
        <p>{t("filing.none-due")}</p>
      ) : (
        (["PRODUCTION", "TRADE", "CERTIFICATES"] as const).map((type) => {
          const own = owed.filter((one) => one.type === type);
          const missing = own.filter(({ state }) => state.kind === "LATE").length;
          return (
            <>
              <h3>{t(`filing.type.${type}`)}</h3>
              <FilingStrip
                t={t}
                id={`strip-${type.toLowerCase()}`}
                title={t("explorer.participant.strip", {
                  name: nameOf(t, code),
                  filed: own.length - missing,
                  owed: own.length,
                })}
                description={t("explorer.participant.strip-description")}
                by={type === "PRODUCTION" ? "half" : "quarter"}
                periods={own.map(({ period, state, filedOn, due }) => ({
                  year: period.year,
                  part: period.part,
                  state: stateOf({ state, filedOn, due }),
                  ...(filedOn === null
                    ? {}
                    : { detail: t("explorer.participant.filed-on", { date: t.date(filedOn) }) }),
                }))}
              />
            </>
          );
        })
      )}
      <p>
        <a href="/statistics/filing">{t("filing.title")}</a>
      </p>
    </section>
  );
}

function stateOf({ state, filedOn, due }: Pick<OwedReturn, "state" | "filedOn" | "due">): FilingState {
  if (state.kind === "LATE") return "missing";
  if (state.kind !== "FILED") return filedOn === null ? "not-due" : "nil";
  if (state.version > 1) return "corrected";
  if (state.nil) return "nil";
  return filedOn !== null && filedOn > due ? "late" : "on-time";
}
