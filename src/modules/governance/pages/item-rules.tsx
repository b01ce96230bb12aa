// One item's acts under every rule: the binding outcome first, then the others; and today's strict consensus beside the
// genuine one, with what each says is needed.
import type { RuleSetId, Sentence } from "#core/decisions/index.ts";
import { bindingText, RulesTable, Said, shadowText } from "#ui/decisions/WhatIfResult.tsx";
import { outcomeWord, ruleName } from "#ui/decisions/words.ts";
import { ItemFrame } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";

const strict: RuleSetId = "kp-strict@2003";
const genuine: RuleSetId = "genuine-consensus@1";

export function ItemRulesPage({ view }: { view: ShownItem }) {
  const { t, names } = view;
  return (
    <ItemFrame view={view} part="rules">
      <h2>{t("item.rules.title")}</h2>
      <p class="prose">{t("item.rules.lede")}</p>
      <h3>{t("item.rules.side")}</h3>
      <div class="compared__sides side-by-side">
        {[strict, genuine].map((rule) => (
          <Side view={view} rule={rule} />
        ))}
      </div>
      <RulesTable t={t} names={names} id="rules" binding={view.binding} outcomes={view.outcomes} />
    </ItemFrame>
  );
}

function Side({ view, rule }: { view: ShownItem; rule: RuleSetId }) {
  const { t, names } = view;
  const binds = rule === view.binding;
  const shadow = view.outcomes.shadows.find(({ ruleSet }) => ruleSet === rule);
  const sentences: readonly Sentence[] = binds ? view.needed : (shadow?.sentences ?? []);
  const said = binds
    ? bindingText(t, view.outcomes)
    : shadow === undefined
      ? outcomeWord(t, null)
      : shadowText(t, shadow);
  return (
    <section class="compared__side" aria-labelledby={`side-${rule.replace("@", "-")}`}>
      <p class="compared__title">{t(binds ? "item.rules.side.binding" : "item.rules.side.shadow")}</p>
      <h4 id={`side-${rule.replace("@", "-")}`}>{ruleName(t, rule)}</h4>
      <p class="needed__first">{said}</p>
      {sentences.length > 0 && (
        <ul>
          {sentences.map((sentence) => (
            <li>
              <Said t={t} names={names} sentence={sentence} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
