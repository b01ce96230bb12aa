// The way back from any page of figures: they all hang below the one address where figures begin.
import type { T } from "#platform/i18n/translator.ts";

export interface Step {
  readonly text: string;
  readonly href: string;
}

export function figuresTrail(t: T, ...further: readonly Step[]): readonly Step[] {
  return [{ text: t("explorer.hub.title"), href: "/statistics" }, ...further];
}
