// The words of decisions: the engine's codes and sentences in the reader's language, the same on pages, in feeds and in
// the browser. Pure.
import type { ItemOutcome, OutcomeCode, PositionCode, RuleSetId, Sentence } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";

/** By id. Seats are called by their Participant or organisation, pillars by their names. */
export interface Names {
  readonly seats: Readonly<Record<string, string>>;
  readonly pillars: Readonly<Record<string, string>>;
}

export function seatName({ seats }: Names, id: string): string {
  return Object.hasOwn(seats, id) ? (seats[id] ?? id) : id;
}

/** Whom an item is about: a seat, or a country that has none. */
export function actorName(t: T, names: Names, id: string): string {
  return !Object.hasOwn(names.seats, id) && /^[A-Z]{2}$/.test(id) ? t.country(id) : seatName(names, id);
}

/** The three by their words; any other as it was listed. */
export function pillarName(t: T, { pillars }: Names, id: string): string {
  const key = `item.pillar.${id}`;
  if (t.has(key)) return t(key);
  return Object.hasOwn(pillars, id) ? (pillars[id] ?? id) : id;
}

export function clauseName(t: T, id: string): string {
  return id === "scope" ? t("item.clause.scope") : t("item.clause.name", { id });
}

/** "@" may not stand in the key of a word. */
export function ruleName(t: T, id: RuleSetId): string {
  const key = `item.rule.${id.replace("@", "_")}`;
  return t.has(key) ? t(key) : id;
}

export function outcomeWord(t: T, code: OutcomeCode | null): string {
  return t(`item.outcome.${code ?? "open"}`);
}

export function outcomeSentence(t: T, { code, reason }: Pick<ItemOutcome, "code" | "reason">): string {
  const word = outcomeWord(t, code);
  return reason === null
    ? word
    : t("item.outcome-because", { outcome: word, reason: t(`item.reason.${reason}`) });
}

export function positionWord(t: T, code: PositionCode): string {
  return t(`item.position.${code}`);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** A sentence of the engine: codes become names, instants become dates, lists become enumerations. */
export function sentenceText(t: T, names: Names, sentence: Sentence): string {
  if (sentence.code === "outcome") return outcomeText(t, sentence.arguments);
  const values = Object.fromEntries(
    Object.entries(sentence.arguments).map(([name, value]) => [name, valueText(t, names, name, value)]),
  );
  return t(`item.sentence.${sentence.code}`, values);
}

/** The outcome, with its reason or what was adopted, where there is such. */
function outcomeText(t: T, { outcome, reason, clauses }: Sentence["arguments"]): string {
  const word = t(`item.outcome.${String(outcome)}` as "item.outcome.open");
  const because =
    reason === "" || reason === undefined
      ? word
      : t("item.outcome-because", {
          outcome: word,
          reason: t(`item.reason.${String(reason)}` as "item.reason.CAP"),
        });
  const adopted = Array.isArray(clauses) ? clauses : [];
  if (adopted.length === 0 || adopted.includes("scope"))
    return t("item.sentence.outcome", { outcome: because });
  return t("item.sentence.outcome-clauses", {
    outcome: because,
    clauses: t.list(adopted.map((clause: string) => clauseName(t, clause))),
  });
}

function valueText(
  t: T,
  names: Names,
  name: string,
  value: string | number | readonly string[],
): string | number {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return t.list(value.map((one) => nameText(t, names, name, one)));
  return nameText(t, names, name, value);
}

function nameText(t: T, names: Names, name: string, value: string): string {
  if (instant.test(value)) return t.instant(value);
  if (day.test(value)) return t.date(value);
  if (/^(clauses?|rest|waitsFor)$/.test(name)) return clauseName(t, value);
  if (/^pillars?$/.test(name)) return pillarName(t, names, value);
  if (name === "outcome" || name === "computed" || name === "declared") {
    const key = `item.outcome.${value}`;
    return t.has(key) ? t(key) : value;
  }
  if (name === "reason") {
    const key = `item.reason.${value}`;
    return t.has(key) ? t(key) : value;
  }
  return seatName(names, value);
}
