// What the server sends to a browser that computes a what-if itself.
import type { Act, Item, RuleSetId } from "#core/decisions/index.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import type { Names } from "./words.ts";

export interface WhatIfData {
  readonly locale: Locale;
  /** Texts by their whole key. */
  readonly words: Readonly<Record<string, string>>;
  readonly names: Names;
  readonly binding: RuleSetId;
  readonly item: Item;
  readonly acts: readonly Act[];
  readonly seats: readonly string[];
  readonly clauses: readonly string[];
}
