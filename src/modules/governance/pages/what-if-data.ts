// What the browser needs to compute a what-if: the item's acts as the engine takes them, names, and the few words of the
// answer in the reader's language, English where that has none.
import { sourceText } from "#platform/i18n/translator.ts";
import type { T } from "#platform/i18n/translator.ts";
import { areas } from "#locales/areas.ts";
import type { WhatIfData } from "#ui/decisions/what-if-data.ts";
import { clausesShown, lastCall } from "./faces.ts";
import { stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";

export function whatIfData(view: ShownItem): WhatIfData {
  const { t, names, binding, item, acts } = view;
  const state = stateOf(view);
  const call = lastCall(state);
  return {
    locale: t.locale,
    words: wordsOf(t),
    names,
    binding,
    item,
    acts,
    seats: (call?.roster.seats ?? []).map(({ id }) => id),
    clauses: clausesShown(state).map(({ id }) => id),
  };
}

const wanted =
  /^(?:sentence|outcome|outcome-because|reason|stage|rule|rules|pillar|clause|whatif|item\.needed|positions\.all-clauses|board\.silent)(?:[.-]|$)/;
const others = ["common.date.instant", "common.date.time"];

function wordsOf(t: T): Record<string, string> {
  const keys = [
    ...Object.keys(areas.item.en)
      .filter((key) => wanted.test(key))
      .map((key) => `item.${key}`),
    ...others,
  ];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const text = sourceText(t.locale, key) ?? sourceText("en", key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
