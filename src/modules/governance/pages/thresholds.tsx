// How far a clause is from the lines of genuine consensus in the last call: a floor for support, a cap for objections of
// governments, a majority for those of another pillar. Under rules without such lines there is nothing to draw.
import {
  capOf,
  countClause,
  floorOf,
  genuineParameters,
  governments,
  minSeats,
  thresholdsOf,
} from "#core/decisions/index.ts";
import type { Call, ItemState, Thresholds } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Threshold } from "#ui/components/threshold/Threshold.tsx";
import { pillarName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";

export function Bars(props: { t: T; names: Names; state: ItemState; call: Call; clause: string }) {
  const { t, names, state, call, clause } = props;
  const thresholds = thresholdsNow(state, call);
  if (thresholds === undefined) return null;
  return (
    <div class="clause__bars">
      {countClause(state, call, clause).map((counts) => {
        const pillar = pillarName(t, names, counts.pillar);
        const { eligible, support, objection } = counts;
        const floor = floorOf(thresholds, counts);
        const cap = counts.pillar === governments ? capOf(thresholds, eligible) : Math.floor(eligible / 2);
        const capped = counts.pillar === governments || (thresholds.pillarBlock && eligible >= minSeats);
        return (
          <>
            {floor > 0 && (
              <Threshold
                kind="floor"
                label={t("item.item.support.of", { pillar })}
                value={support}
                of={eligible}
                line={floor}
                sentence={t("item.item.support.sentence", { value: support, of: eligible, line: floor })}
              />
            )}
            {capped && (
              <Threshold
                kind="cap"
                label={t("item.item.objections.of", { pillar })}
                value={objection}
                of={eligible}
                line={cap}
                sentence={t("item.item.objections.sentence", { value: objection, of: eligible, line: cap })}
              />
            )}
          </>
        );
      })}
    </div>
  );
}

/** Of an open call; a closed one has its results. */
function thresholdsNow(state: ItemState, call: Call): Thresholds | undefined {
  const { ruleSet, item } = state;
  if (ruleSet !== "genuine-consensus@1" || item.class === "K0" || call.closedAt !== null) return undefined;
  return thresholdsOf(state, genuineParameters[item.class]);
}
