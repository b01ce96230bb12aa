// "What if these seats…?": a form that the server answers by the engine that decides, at an address that can be sent on.
// With a script the same engine answers in the reader's browser; without, a press of the button does.
import { pillarsOf } from "#core/decisions/index.ts";
import type { Outcomes, Sentence } from "#core/decisions/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Answer } from "#ui/decisions/WhatIfResult.tsx";
import { suppositionText } from "#ui/decisions/suppositions.ts";
import type { Supposition } from "#ui/decisions/suppositions.ts";
import { clauseName, pillarName, seatName } from "#ui/decisions/words.ts";
import { clausesShown, lastCall, seatsOfPillar } from "./faces.ts";
import { stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";

export interface Asked {
  readonly suppositions: readonly Supposition[];
  readonly outcomes: Outcomes;
  readonly sentences: readonly Sentence[];
}

/** In the order in which a reader will look for them. */
const offered = ["S", "R", "A", "O", "U", "N"] as const;

export function WhatIf({ view, asked }: { view: ShownItem; asked: Asked }) {
  const { t, names, id } = view;
  const state = stateOf(view);
  const call = lastCall(state);
  const open = call !== undefined && call.closedAt === null;
  return (
    <section aria-labelledby="what-if">
      <h2 id="what-if">{t("item.whatif.title")}</h2>
      {!open ? (
        <p>{t("item.whatif.closed")}</p>
      ) : (
        <>
          <p class="prose">{t("item.whatif.lede")}</p>
          <form method="get" action={`/items/${id}#what-if`} id="what-if-form" data-item={id}>
            {asked.suppositions.map((one) => (
              <input type="hidden" name="if" value={suppositionText(one)} />
            ))}
            {pillarsOf(call.roster.seats).map((pillar) => (
              <Details summary={`${t("item.whatif.seats")}: ${pillarName(t, names, pillar)}`}>
                <div class="what-if__seats">
                  <Checkboxes
                    t={t}
                    name={`seat-${pillar}`}
                    legend={pillarName(t, names, pillar)}
                    items={seatsOfPillar(call, pillar).map((seat) => ({
                      value: seat,
                      label: seatName(names, seat),
                    }))}
                  />
                </div>
              </Details>
            ))}
            <div class="filter">
              <Select
                t={t}
                name="code"
                label={t("item.whatif.position")}
                choose={false}
                value="S"
                items={offered.map((code) => ({ value: code, label: t(`item.whatif.code.${code}`) }))}
              />
              <Select
                t={t}
                name="on"
                label={t("item.whatif.on")}
                choose={false}
                value="ALL"
                items={[
                  { value: "ALL", label: t("item.positions.all-clauses") },
                  ...clausesShown(state)
                    .filter(({ id: clause }) => clause !== "scope")
                    .map(({ id: clause }) => ({ value: clause, label: clauseName(t, clause) })),
                ]}
              />
            </div>
            <ButtonGroup>
              <Button tone="secondary">{t("item.whatif.compute")}</Button>
              {asked.suppositions.length > 0 && (
                <Button tone="secondary" href={`/items/${id}#what-if`}>
                  {t("item.whatif.clear")}
                </Button>
              )}
            </ButtonGroup>
          </form>
          <p id="what-if-status" class="visually-hidden" role="status"></p>
          <div id="what-if-result" class="card">
            <Answer
              t={t}
              names={names}
              binding={view.binding}
              outcomes={asked.outcomes}
              sentences={asked.sentences}
              suppositions={asked.suppositions}
              where="there"
            />
          </div>
        </>
      )}
    </section>
  );
}
