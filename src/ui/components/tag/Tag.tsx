// A state in a word or two. The word carries the meaning; the colour only helps to find it again.
import type { ComponentChildren } from "preact";

export type Tone = "neutral" | "good" | "info" | "warn" | "bad";

export function Tag(props: { children: ComponentChildren; tone?: Tone | undefined }) {
  return <strong class={`tag tag--${props.tone ?? "neutral"}`}>{props.children}</strong>;
}
