// The kinds of acts in the reader's language; of a kind that has no words yet, its own name.
import type { T } from "#platform/i18n/translator.ts";

export function actTypeText(t: T, type: string): string {
  const key = `log.type.${type}`;
  return t.has(key) ? t(key) : type;
}
