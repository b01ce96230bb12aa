// Which questions each act on an item asks. The questions are the fields of the act, in the words of the field; whether the
// act may be done, and whether it counts, is the engine's to say.
import { scopeClause } from "#core/decisions/index.ts";
import type { ItemState } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { clauseName, seatName } from "#ui/decisions/words.ts";
import { clausesShown, lastCall, objectionsIn } from "../faces.ts";
import { panelsWaiting } from "../may.ts";
import { stateOf } from "../item-frame.tsx";
import type { Doing, ShownItem } from "../item-frame.tsx";
import { longest } from "./lengths.ts";
import { positionQuestions } from "./positions.ts";
import type { FormOf, Option, Question } from "./questions.tsx";

export function formOf(view: ShownItem, doing: Doing): FormOf {
  const { t } = view;
  const questions = questionsOf(view, doing);
  return {
    title: t("item.form.title", { doing: t(`item.do.${doing}`), item: view.title }),
    questions,
    button: t(`item.sign.${doing}`),
    warning: t("item.check.warning"),
  };
}

function questionsOf(view: ShownItem, doing: Doing): readonly Question[] {
  const { t } = view;
  switch (doing) {
    case "position":
      return positionQuestions(view);
    case "statement":
      return [long(t, "text", { rows: 10 })];
    case "object-to-discussing":
      return [{ ...long(t, "text", { rows: 8 }), hint: t("item.field.object-to-discussing.hint") }];
    case "second":
      return secondQuestions(view);
    case "amend":
      return [
        clauseList(view, "clause"),
        {
          name: "how",
          kind: "one",
          label: t("item.field.amend-how"),
          value: "text",
          options: [
            { value: "text", label: t("item.field.amend-how.text"), more: [long(t, "wording", { rows: 8 })] },
            { value: "strike", label: t("item.field.amend-how.strike") },
          ],
        },
      ];
    case "cure":
    case "consolidate":
      return [
        {
          ...long(t, "clauses", { rows: 18 }),
          hint: t("item.field.clauses.hint"),
          value: clausesText(stateOf(view)),
        },
        ...(doing === "consolidate" ? amendmentQuestions(view) : []),
      ];
    case "answer":
      return [objectionList(view), long(t, "text", { rows: 10 })];
    case "reply":
      return [answerList(view), long(t, "text", { rows: 10 })];
    case "challenge":
      return [
        seatList(view, "seat"),
        {
          name: "recuse",
          kind: "one",
          label: t("item.field.recuse"),
          options: (["yes", "no"] as const).map((value) => ({
            value,
            label: t(`item.field.recuse.${value}`),
          })),
        },
        long(t, "reason", { rows: 5 }),
      ];
    case "merits":
      return [objectionList(view), long(t, "reason", { rows: 5 })];
    case "ballot":
      return [motionList(view), yesNo("unrelated", t("item.field.unrelated"), t)];
    case "rule-recusal":
      return recusalQuestions(view);
    case "rule-exclusion":
      return [
        {
          name: "claim",
          kind: "list",
          label: t("item.field.claim"),
          options: stateOf(view)
            .claims.filter(({ ruling }) => ruling === null)
            .map(({ id, seat, reason, at }) => ({
              value: id,
              label: t("item.objections.claim", {
                who: seatName(view.names, seat),
                at: t.instant(at),
                reason,
              }),
            })),
        },
        yesNo("upheld", t("item.field.upheld"), t),
        long(t, "reason", { rows: 5 }),
      ];
    case "compromise":
      return [
        {
          ...long(t, "clauses", { rows: 18 }),
          hint: t("item.field.clauses.hint"),
          value: clausesText(stateOf(view)),
        },
        long(t, "reasons", { rows: 8 }),
      ];
    case "name-facilitator":
      return [seatList(view, "seat")];
    case "panel":
      return [
        {
          name: "about",
          kind: "one",
          label: t("item.field.panel"),
          hint: t("item.field.panel.hint"),
          options: panelsWaiting(stateOf(view)).map(({ purpose, about, seat }) => ({
            value: `${purpose} ${about ?? ""}`.trim(),
            label: t(`item.field.panel.${purpose}`, { who: seat === null ? "" : seatName(view.names, seat) }),
          })),
        },
      ];
    case "exclusion":
      return [{ ...long(t, "reason", { rows: 8 }), hint: t("item.field.exclusion.hint") }];
    case "facilitator":
      return [
        yesNo(
          "accept",
          t("item.field.facilitator", {
            name: seatName(view.names, stateOf(view).facilitator?.person ?? ""),
          }),
          t,
        ),
      ];
    case "check":
      return [{ ...long(t, "defects", { rows: 5 }), optional: true, hint: t("item.field.defects.hint") }];
    case "open-call":
      return [
        { name: "closesAt", kind: "text", label: t("item.field.closes"), hint: t("item.field.closes.hint") },
      ];
    case "debate":
      return [
        { name: "minutes", kind: "text", label: t("item.field.minutes") },
        {
          name: "in",
          kind: "one",
          label: t("item.field.in"),
          value: "MEETING",
          options: (["MEETING", "WRITING"] as const).map((value) => ({
            value,
            label: t(`item.field.in.${value}`),
          })),
        },
        {
          name: "offered",
          kind: "many",
          label: t("item.field.offered"),
          options: (["first", "last"] as const).map((value) => ({
            value,
            label: t(`item.field.offered.${value}`),
          })),
        },
      ];
    case "declare":
      return [
        {
          name: "outcome",
          kind: "list",
          label: t("item.field.outcome"),
          hint: t("item.field.outcome.hint"),
          options: declarable.map((value) => ({ value, label: t(`item.outcome.${value}`) })),
        },
      ];
    case "ministers":
    case "withdraw":
      return [];
  }
}

/** Only whom the item names may sponsor it; anybody may second. */
function secondQuestions({ t, item }: ShownItem): readonly Question[] {
  if ((item.coSponsors ?? []).length === 0) return [];
  return [
    {
      name: "as",
      kind: "one",
      label: t("item.field.as"),
      value: "SECONDER",
      options: (["SECONDER", "SPONSOR"] as const).map((value) => ({
        value,
        label: t(`item.field.as.${value}`),
        hint: t(`item.field.as.${value}.hint`),
      })),
    },
  ];
}

export const declarable = [
  "ADOPTED_CONSENSUS",
  "ADOPTED_WITH_RESERVATIONS",
  "ADOPTED_WITH_DISSENT",
  "NOT_ADOPTED",
  "NO_DECISION",
  "RECORDED",
] as const;

function yesNo(name: string, label: string, t: T): Question {
  return {
    name,
    kind: "one",
    label,
    options: (["yes", "no"] as const).map((value) => ({ value, label: t(`common.answer.${value}`) })),
  };
}

function long(
  t: T,
  name: "text" | "wording" | "reason" | "reasons" | "clauses" | "defects",
  { rows }: { rows: number },
): Question {
  return {
    name,
    kind: "long",
    label: t(`item.field.${name}`),
    rows,
    limit: name === "clauses" ? undefined : longest,
  };
}

function clauseList(view: ShownItem, name: string): Question {
  const { t } = view;
  return {
    name,
    kind: "list",
    label: t("item.field.clause"),
    options: clausesShown(stateOf(view))
      .filter(({ id }) => id !== scopeClause)
      .map(({ id }) => ({ value: id, label: clauseName(t, id) })),
  };
}

function seatList(view: ShownItem, name: string): Question {
  const { t, names } = view;
  const roster = stateOf(view).roster?.seats ?? [];
  return {
    name,
    kind: "list",
    label: t("item.positions.seat"),
    options: roster.map(({ id }) => ({ value: id, label: seatName(names, id) })),
  };
}

function motionList(view: ShownItem): Question {
  const { t, names } = view;
  return {
    name: "motion",
    kind: "list",
    label: t("item.field.motion"),
    options: stateOf(view).motions.map(({ id, movers, seat, clause, reason }) => ({
      value: id,
      label: t("item.objections.motion", {
        movers: t.list(movers.map((one) => seatName(names, one))),
        seat: seatName(names, seat),
        clause: clauseName(t, clause),
        reason,
      }),
    })),
  };
}

/** The first challenge that waits: each member of its panel says so, and why. */
function recusalQuestions(view: ShownItem): readonly Question[] {
  const { t, names } = view;
  const challenge = challengeWaiting(view);
  if (challenge === undefined) return [];
  return challenge.panel.flatMap((member): Question[] => [
    yesNo(
      `vote-${member}`,
      t("item.field.vote", { member: seatName(names, member), seat: seatName(names, challenge.seat) }),
      t,
    ),
    {
      name: `reason-${member}`,
      kind: "long",
      label: t("item.field.vote-reason", { member: seatName(names, member) }),
      rows: 3,
      limit: 1_000,
    },
  ]);
}

export function challengeWaiting(view: ShownItem): ItemState["challenges"][number] | undefined {
  return stateOf(view).challenges.find(({ ruling, panel }) => ruling === null && panel.length > 0);
}

/** "SEAT clause": one answer names both. */
function objectionList(view: ShownItem): Question {
  const { t, names } = view;
  const state = stateOf(view);
  const call = lastCall(state);
  const options = (call === undefined ? [] : objectionsIn(state, call)).flatMap(
    ({ seat, clauses }): Option[] =>
      clauses.map((clause) => ({
        value: `${seat} ${clause}`,
        label: t("item.objections.by", { who: seatName(names, seat), clauses: clauseName(t, clause) }),
      })),
  );
  return { name: "objection", kind: "list", label: t("item.field.objection"), options };
}

function answerList(view: ShownItem): Question {
  const { t, names } = view;
  return {
    name: "answer",
    kind: "list",
    label: t("item.field.answer"),
    options: stateOf(view)
      .answers.filter(({ reply }) => reply === null)
      .map(({ id, seat, clause, at }) => ({
        value: id,
        label: t("item.text.amendment.by", {
          who: seatName(names, seat),
          clause: clauseName(t, clause),
          at: t.instant(at),
        }),
      })),
  };
}

/** Every open amendment is accepted, or refused with a reason. */
function amendmentQuestions(view: ShownItem): readonly Question[] {
  const { t, names } = view;
  return stateOf(view)
    .amendments.filter(({ status }) => status === "OPEN")
    .map(({ id, seat, clause, at }) => ({
      name: `amendment-${id}`,
      kind: "one" as const,
      label: t("item.text.amendment.by", {
        who: seatName(names, seat),
        clause: clauseName(t, clause),
        at: t.instant(at),
      }),
      options: [
        { value: "accepted", label: t("item.text.amendment.ACCEPTED") },
        {
          value: "rejected",
          label: t("item.text.amendment.REJECTED"),
          more: [
            {
              name: `reason-${id}`,
              kind: "long" as const,
              label: t("item.field.reason"),
              rows: 3,
              limit: longest,
            },
          ],
        },
      ],
    }));
}

/** Clauses as people write them: one a paragraph, "2 [1] Text" for clause 2 that stands only with clause 1. */
export function clausesText(state: ItemState): string {
  return clausesShown(state)
    .filter(({ id }) => id !== scopeClause)
    .map(
      ({ id, text, dependsOn }) =>
        `${id}${dependsOn.length === 0 ? "" : ` [${dependsOn.join(", ")}]`} ${text}`,
    )
    .join("\n\n");
}
