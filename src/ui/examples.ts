// What a component shows of itself: the gallery draws it, and one test checks every example.
// Sample words are in English and invented; whatever a component says by itself comes through `t`.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";

export interface Example {
  readonly name: string;
  readonly node: ComponentChildren;
}

export interface ComponentExamples {
  readonly component: string;
  /** When to use it, in one sentence. */
  readonly purpose: string;
  readonly examples: (t: T) => readonly Example[];
}
