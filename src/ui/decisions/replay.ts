// A replay in words: outcomes, who was decisive, dates as sources give them.
import type { Decisive, ReplayOutcome } from "#core/decisions/replay/replay.ts";
import type { DecisionProcedure, DecisionResult, KnownSide } from "#core/kp/decisions.ts";
import type { ReplayRuleId } from "#core/decisions/replay/rules.ts";
import type { Range } from "#core/decisions/replay/known.ts";
import type { T } from "#platform/i18n/translator.ts";

/** Names of rules, results and procedures as they stand in facts, to the names of their words. */
const ruleWords = {
  "kp-strict@2003": "kp-strict",
  "kp-strict-written": "kp-strict-written",
  "genuine-consensus@1": "genuine-consensus",
  "ddi-2017": "ddi-2017",
  "two-thirds-of-all": "two-thirds-of-all",
  vps: "vps",
  irma: "irma",
  eiti: "eiti",
} as const satisfies Readonly<Record<ReplayRuleId, string>>;

const resultWords = {
  PASS: "PASS",
  "PASS / DEFERRED": "PASS_DEFERRED",
  PARTIAL: "PARTIAL",
  BLOCKED: "BLOCKED",
  "NOT ADOPTED": "NOT_ADOPTED",
  "NOT TAKEN": "NOT_TAKEN",
  "NOTED ONLY": "NOTED_ONLY",
  CONTESTED: "CONTESTED",
} as const satisfies Readonly<Record<DecisionResult, string>>;

const procedureWords = {
  P: "P",
  I: "I",
  S: "S",
  W: "W",
  "W?": "W-probably",
  C: "C",
  AD: "AD",
  "C+PC": "C_PC",
  "I/C": "I_C",
  "P-special, W": "P-special_W",
} as const satisfies Readonly<Record<DecisionProcedure, string>>;

export function ruleInWords(t: T, rule: ReplayRuleId): string {
  return t(`replay.rule.${ruleWords[rule]}`);
}

/** `replies`: how many a written procedure may need at most, as the reader chose. */
export function aboutRule(t: T, rule: ReplayRuleId, replies: string): string {
  return rule === "kp-strict-written"
    ? t("replay.about.kp-strict-written", { least: "1", most: replies })
    : t(`replay.about.${ruleWords[rule]}`);
}

export function resultInWords(t: T, result: DecisionResult): string {
  return t(`replay.result.${resultWords[result]}`);
}

export function procedureInWords(t: T, procedure: DecisionProcedure): string {
  return t(`replay.procedure.${procedureWords[procedure]}`);
}

export function outcomesInWords(t: T, outcomes: readonly ReplayOutcome[]): string {
  const [first = "", second = "", third = ""] = outcomes.map((outcome) => t(`replay.outcome.${outcome}`));
  if (outcomes.length < 2) return first;
  return t("replay.outcome.or", { list: outcomes.length === 2 ? "two" : "three", first, second, third });
}

export function decisiveInWords(t: T, decisive: Decisive): string {
  switch (decisive.by) {
    case "NAMED": {
      const who = countries(t, decisive.of);
      return decisive.needed === 1
        ? t("replay.decisive.NAMED-one", { who })
        : t("replay.decisive.NAMED-many", { needed: decisive.needed, who });
    }
    case "PILLAR":
      return t("replay.decisive.PILLAR", {
        who: t.list(
          decisive.pillars.map((pillar) => t(pillar === "I" ? "replay.pillar.I" : "replay.pillar.C")),
        ),
      });
    default:
      return t(`replay.decisive.${decisive.by}`);
  }
}

export function sideInWords(
  t: T,
  side: KnownSide | undefined,
  none: "one.nobody" | "one.nobody-objected",
): string {
  if (side?.total === 0) return t("replay.one.nobody-objected");
  if (side?.total !== undefined) return t("replay.one.total", { total: side.total });
  const named = side?.named ?? [];
  const reported = side?.reported ?? [];
  const said = named.length === 0 ? t(`replay.${none}`) : countries(t, named);
  return reported.length === 0
    ? said
    : t("replay.one.reported", { named: said, reported: countries(t, reported) });
}

export function rangeInWords(t: T, { least, most }: Range): string {
  return least === most ? t("replay.one.exactly", { number: least }) : t("replay.one.range", { least, most });
}

/** "17 July 2015" where a source gives the day, else as it is written. */
export function dateInWords(t: T, date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? t.date(date) : date;
}

export function countries(t: T, codes: readonly string[]): string {
  return t.list(codes.map((code) => t.country(code)));
}
