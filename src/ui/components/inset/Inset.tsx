// Words set apart from the text around them: a quotation of the rule, an example.
import type { ComponentChildren } from "preact";

export function Inset(props: { children: ComponentChildren }) {
  return <div class="inset">{props.children}</div>;
}
