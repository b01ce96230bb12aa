// Help that most readers do not need, one press away. Works without script; printed open.
import type { ComponentChildren } from "preact";

export function Details(props: { summary: string; children: ComponentChildren; open?: boolean | undefined }) {
  return (
    <details class="details" open={props.open}>
      <summary class="details__summary">{props.summary}</summary>
      <div class="details__body">{props.children}</div>
    </details>
  );
}
