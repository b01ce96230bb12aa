// The form of positions: one for the whole text, or each clause its own. Whoever chooses clause by clause is asked for words
// only where a choice needs them, on a second page; everything is checked and sent together, for the call it was written in.
import type { Objection } from "#core/decisions/index.ts";
import { grounds } from "#core/decisions/index.ts";
import { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { clauseName } from "#ui/decisions/words.ts";
import { PositionsInput } from "../../items/inputs.ts";
import { clausesShown, lastCall } from "../faces.ts";
import { stateOf } from "../item-frame.tsx";
import type { ShownItem } from "../item-frame.tsx";
import { opening } from "./clauses.ts";
import { longest, shortestExplanation } from "./lengths.ts";
import { answer } from "./questions.tsx";
import type { Answers, Question } from "./questions.tsx";
import { parsed } from "./parsed.ts";

const codes = ["S", "R", "A", "P", "O", "U"] as const;
type Code = (typeof codes)[number];
/** These need words, and may share them. */
const worded = ["R", "A", "O"] as const satisfies readonly Code[];

/** What is said of the whole text has these names as they are; of a clause, with its number behind "_", which no id of a choice has. */
function named(name: string, clause?: string): string {
  return clause === undefined ? name : `${name}_${clause.replaceAll(".", "_")}`;
}

export function positionQuestions(view: ShownItem): readonly Question[] {
  const { t } = view;
  const call = lastCall(stateOf(view));
  const clauses = clausesAsked(view);
  const whole: Question = {
    name: "code",
    kind: "one",
    label: t("item.field.code"),
    options: codes.map((value) => ({
      value,
      label: codeWord(t, value),
      hint: codeHint(t, value),
      more: wordsOf(t, value),
    })),
  };
  return [
    { name: "call", kind: "hidden", label: "", value: String(stateOf(view).calls.length) },
    ...(clauses.length < 2
      ? [whole]
      : [
          {
            name: "on",
            kind: "one" as const,
            label: t("item.field.on"),
            value: "ALL",
            options: [
              { value: "ALL", label: t("item.field.on.all"), more: [whole] },
              {
                value: "EACH",
                label: t("item.field.on.each"),
                hint: t("item.field.on.each.hint"),
                more: clauses.map(({ id, text }): Question => ({
                  name: named("code", id),
                  kind: "list",
                  label: clauseName(t, id),
                  hint: opening(text),
                  none: t("item.field.code.none"),
                  options: codes.map((value) => ({ value, label: codeWord(t, value) })),
                })),
              },
            ],
          },
        ]),
    ...(stateOf(view).stage === "MINISTERIAL" || call?.ministers === true
      ? [
          {
            name: "minister",
            kind: "many" as const,
            label: t("item.field.minister"),
            options: [{ value: "yes", label: t("item.field.minister.yes") }],
          },
        ]
      : []),
  ];
}

/** What mediation settled is not asked again. */
function clausesAsked(view: ShownItem) {
  const settled = new Set(stateOf(view).settled.map(({ clause }) => clause));
  return clausesShown(stateOf(view)).filter(({ id }) => !settled.has(id));
}

function codeWord(t: T, code: Code): string {
  return code === "P" ? t("item.field.code.P") : t(`item.whatif.code.${code}`);
}

function codeHint(t: T, code: Code): string | undefined {
  return code === "P" || code === "O" || code === "U" ? t(`item.field.code.${code}.hint`) : undefined;
}

function wordsOf(t: T, code: Code, clause?: string): readonly Question[] | undefined {
  const label = (words: string): string =>
    clause === undefined ? words : t("item.field.of-clause", { clause: clauseName(t, clause), words });
  const long = (name: string, words: string, rows: number, hint?: string): Question => ({
    name: named(name, clause),
    kind: "long",
    label: label(words),
    hint,
    rows,
    limit: longest,
  });
  switch (code) {
    case "R":
      return [{ ...long("reservation", t("item.field.reservation"), 4), limit: 2_000 }];
    case "A":
      return [{ ...long("aside", t("item.field.aside"), 4), limit: 2_000 }];
    case "P":
      return [{ name: "expected", kind: "date", label: t("item.field.expected") }];
    case "O":
      return [
        {
          name: named("ground", clause),
          kind: "list",
          label: label(t("item.objections.ground")),
          options: grounds.map((value) => ({ value, label: t(`item.ground.${value}`) })),
        },
        long(
          "explanation",
          t("item.objections.explanation"),
          8,
          t("item.field.explanation.hint", { count: shortestExplanation }),
        ),
        {
          name: named("cure", clause),
          kind: "list",
          label: label(t("item.objections.cure")),
          options: (["text", "condition"] as const).map((value) => ({
            value,
            label: t(`item.objections.cure.${value}`),
          })),
        },
        long("cureWords", t("item.field.cure-words"), 5),
      ];
    case "S":
    case "U":
      return undefined;
  }
}

/** The words that the choices clause by clause need; none where one position is for the whole text. */
export function reasonQuestions(view: ShownItem, answers: Answers): readonly Question[] {
  if (answer(answers, "on") !== "EACH") return [];
  const { t } = view;
  const chosen = choicesIn(view, answers);
  return [
    ...worded.flatMap((code) => {
      const [first, ...others] = chosen.filter((one) => one.code === code).map(({ clause }) => clause);
      if (first === undefined) return [];
      return [
        ...(wordsOf(t, code, first) ?? []),
        ...others.map((clause): Question => ({
          name: named("words", clause),
          kind: "one",
          label: t("item.field.of-clause", { clause: clauseName(t, clause), words: codeWord(t, code) }),
          value: "same",
          options: [
            { value: "same", label: t("item.field.words.same", { clause: clauseName(t, first) }) },
            { value: "own", label: t("item.field.words.own"), more: wordsOf(t, code, clause) },
          ],
        })),
      ];
    }),
    ...(chosen.some(({ code }) => code === "P") ? (wordsOf(t, "P") ?? []) : []),
  ];
}

function choicesIn(view: ShownItem, answers: Answers): readonly { clause: string; code: Code }[] {
  return clausesAsked(view).flatMap(({ id }) => {
    const code = codes.find((one) => one === answer(answers, named("code", id)));
    return code === undefined ? [] : [{ clause: id, code }];
  });
}

interface Said {
  readonly code: string;
  readonly on: "ALL" | readonly string[];
  /** Whose fields of the form hold its words. */
  readonly from: string | undefined;
}

/** One for each choice with words of its own; clauses that share both are one position. */
function saidIn(view: ShownItem, answers: Answers): readonly Said[] {
  if (answer(answers, "on") !== "EACH")
    return [{ code: answer(answers, "code"), on: "ALL", from: undefined }];
  const chosen = choicesIn(view, answers);
  return codes.flatMap((code): Said[] => {
    const clauses = chosen.filter((one) => one.code === code).map(({ clause }) => clause);
    const [first] = clauses;
    if (first === undefined) return [];
    const own = clauses.filter((clause) => answer(answers, named("words", clause)) === "own");
    const apart = (worded as readonly string[]).includes(code) ? own.filter((one) => one !== first) : [];
    return [
      { code, on: clauses.filter((clause) => !apart.includes(clause)), from: first },
      ...apart.map((clause) => ({ code, on: [clause], from: clause })),
    ];
  });
}

/** Refuses what is missing by the names of the form's own questions. */
export function positionsInput(view: ShownItem, answers: Answers): PositionsInput {
  const said = saidIn(view, answers);
  if (said.length === 0)
    throw new Problem("bad-input", {}, { fields: [{ field: "on", code: "item-no-position" }] });
  const wordless = said.filter(({ code, from }) => {
    const name = wordsName(code, from);
    return name !== undefined && answer(answers, name) === "";
  });
  if (wordless.length > 0)
    throw new Problem(
      "bad-input",
      {},
      {
        fields: wordless.map(({ code, from }) => ({
          field: wordsName(code, from) ?? "",
          code: "item-words-missing",
        })),
      },
    );
  const fields = said.flatMap(({ code, from }, place) =>
    Object.entries({
      on: "on",
      code: from === undefined ? "code" : named("code", from),
      words: wordsName(code, from) ?? "code",
      expected: "expected",
      "objection.ground": named("ground", from),
      "objection.explanation": named("explanation", from),
      "objection.cure": named("cureWords", from),
      "objection.cure.text": named("cureWords", from),
      "objection.cure.condition": named("cureWords", from),
    }).map(([field, name]) => [`positions.${place}.${field}`, name]),
  );
  const call = answer(answers, "call");
  return parsed(
    PositionsInput,
    {
      positions: said.map(({ code, on, from }) => {
        const name = wordsName(code, from);
        return {
          on,
          code,
          ...(name === undefined ? {} : { words: answer(answers, name) }),
          ...(code === "P" ? { expected: answer(answers, "expected") } : {}),
          ...(code === "O" ? { objection: objectionFrom(answers, from) } : {}),
        };
      }),
      ...(/^[1-9]\d{0,2}$/.test(call) ? { call: Number(call) } : {}),
      minister: answer(answers, "minister") === "yes",
    },
    Object.fromEntries(fields),
  );
}

function wordsName(code: string, clause: string | undefined): string | undefined {
  return code === "R" ? named("reservation", clause) : code === "A" ? named("aside", clause) : undefined;
}

/** Each objection with the clauses that it is made to. */
export function objectionsSaid(
  view: ShownItem,
  answers: Answers,
): readonly { readonly clauses: readonly string[]; readonly objection: Objection }[] {
  return saidIn(view, answers)
    .filter(({ code }) => code === "O")
    .map(({ on, from }) => ({
      clauses: on === "ALL" ? clausesAsked(view).map(({ id }) => id) : on,
      objection: objectionFrom(answers, from) as Objection,
    }));
}

/** As it was given; what is missing is missing. */
function objectionFrom(answers: Answers, clause: string | undefined) {
  const said = (name: string): string => answer(answers, named(name, clause));
  const words = said("cureWords");
  return {
    ground: said("ground") === "" ? null : said("ground"),
    explanation: said("explanation"),
    cure: words === "" ? null : said("cure") === "condition" ? { condition: words } : { text: words },
  };
}
