// The answer to a what-if, computed in a browser by the engine that decides on the server, and drawn with the same words.
import { h, render } from "preact";
import { ruleSets, whatIf } from "#core/decisions/index.ts";
import { wordsFrom } from "#ui/browser-words.ts";
import { Answer } from "./WhatIfResult.tsx";
import { suppositionsIn, supposedPositions } from "./suppositions.ts";
import type { Supposition } from "./suppositions.ts";
import type { WhatIfData } from "./what-if-data.ts";
import { sentenceText } from "./words.ts";

export function answerIn(
  data: WhatIfData,
  form: HTMLFormElement,
  result: HTMLElement,
  status: HTMLElement,
): void {
  const { names, binding } = data;
  const t = wordsFrom(data.words, data.locale);
  const rules = ruleSets[binding];
  const suppositions = suppositionsOf(data, form);
  const outcomes = whatIf(rules, data.item, data.acts, supposedPositions(suppositions));
  const sentences = rules.explain(outcomes.binding.state);
  const props = { t, names, binding, outcomes, sentences, suppositions, where: "here" as const };
  render(h(Answer, props), emptied(result));
  const [first] = sentences;
  status.textContent = first === undefined ? "" : sentenceText(t, names, first);
}

/** Those of the address, and what is ticked now. */
function suppositionsOf(data: WhatIfData, form: HTMLFormElement): readonly Supposition[] {
  const fields = new FormData(form);
  const chosen = (name: string, otherwise: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? value : otherwise;
  };
  const [code, on] = [chosen("code", ""), chosen("on", "ALL")];
  const ticked = [...form.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:checked')].map(
    ({ value }) => (on === "ALL" ? `${value}.${code}` : `${value}.${code}.${on}`),
  );
  const before = fields.getAll("if").map(String);
  return suppositionsIn([...before, ...ticked], new Set(data.seats), new Set(data.clauses));
}

/** What the server drew goes at the first answer of our own. */
function emptied(result: HTMLElement): HTMLElement {
  if (result.dataset["where"] !== "here") {
    result.replaceChildren();
    result.dataset["where"] = "here";
  }
  return result;
}
