// Every rule-set that is shipped, by id, and the fold of an item's acts under one of them.
import type { Act, AnsweredAct } from "./acts.ts";
import { genuineConsensus } from "./genuine.ts";
import type { Item } from "./item.ts";
import type { Share } from "./parameters.ts";
import { simpleRuleSet } from "./simple.ts";
import type { SimpleRule } from "./simple.ts";
import type { Folded, ItemState, RuleSet, RuleSetId } from "./state.ts";
import {
  ddiVerdict,
  eitiVerdict,
  irmaVerdict,
  knownWrittenMinimum,
  strictVerdict,
  vpsVerdict,
  writtenVerdict,
} from "./verdicts.ts";

/** With the minimum of replies that the body's Rules of Procedure give, where somebody has their text. */
export function writtenRule(minimum: Share = knownWrittenMinimum): SimpleRule {
  return {
    id: "kp-strict-written",
    validFrom: "2003-01-01",
    comparison: false,
    source: "Core Document VI.5; written decision of July 2015",
    voters: "GOVERNMENTS",
    agendaVeto: true,
    minimum,
    verdict: (counts) => writtenVerdict(counts, minimum),
  };
}

export const simpleRules: { readonly [id in Exclude<RuleSetId, "genuine-consensus@1">]: SimpleRule } = {
  "kp-strict@2003": {
    id: "kp-strict@2003",
    validFrom: "2003-01-01",
    comparison: false,
    source: "Core Document VI.5",
    voters: "GOVERNMENTS",
    agendaVeto: true,
    verdict: strictVerdict,
  },
  "kp-strict-written": writtenRule(),
  "ddi-2017": {
    id: "ddi-2017",
    validFrom: "2017-01-01",
    comparison: true,
    source: "Proposal of the Diamond Development Initiative, 2017",
    voters: "ALL",
    agendaVeto: false,
    verdict: (counts) => ddiVerdict(counts),
  },
  vps: {
    id: "vps",
    validFrom: "2007-01-01",
    comparison: true,
    source: "Voluntary Principles on Security and Human Rights, governance rules",
    voters: "ALL",
    agendaVeto: false,
    verdict: vpsVerdict,
  },
  irma: {
    id: "irma",
    validFrom: "2018-01-01",
    comparison: true,
    source: "Initiative for Responsible Mining Assurance, board decision rule",
    voters: "ALL",
    agendaVeto: false,
    verdict: irmaVerdict,
  },
  eiti: {
    id: "eiti",
    validFrom: "2016-01-01",
    comparison: true,
    source: "EITI articles of association, board decisions",
    voters: "ALL",
    agendaVeto: false,
    verdict: eitiVerdict,
  },
};

export const ruleSets: { readonly [id in RuleSetId]: RuleSet } = {
  "kp-strict@2003": simpleRuleSet(simpleRules["kp-strict@2003"]),
  "kp-strict-written": simpleRuleSet(simpleRules["kp-strict-written"]),
  "genuine-consensus@1": genuineConsensus(),
  "ddi-2017": simpleRuleSet(simpleRules["ddi-2017"]),
  vps: simpleRuleSet(simpleRules.vps),
  irma: simpleRuleSet(simpleRules.irma),
  eiti: simpleRuleSet(simpleRules.eiti),
};

/** The state after these acts, and what was answered to each. The same acts always give the same state. */
export function fold(ruleSet: RuleSet, item: Item, acts: readonly Act[]): Folded {
  let state: ItemState = ruleSet.begin(item);
  const seen = new Set<string>();
  const answered = acts.map((act): AnsweredAct => {
    if (seen.has(act.id)) return { act, answer: { accepted: false, reason: "act-twice" } };
    seen.add(act.id);
    const stepped = ruleSet.step(state, act);
    state = stepped.state;
    return { act, answer: stepped.answer };
  });
  return { state, acts: answered };
}
