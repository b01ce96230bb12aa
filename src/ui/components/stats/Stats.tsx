// The state of the scheme in a few figures, each with its name first and, where there is one, the way to the list behind it.
import type { ComponentChildren } from "preact";

export interface Stat {
  readonly label: string;
  readonly value: string;
  /** What the figure leaves out, as of when, or who is missing, by name. */
  readonly note?: ComponentChildren;
  readonly href?: string | undefined;
}

export function Stats(props: { items: readonly Stat[] }) {
  return (
    <dl class="stats">
      {props.items.map((item) => (
        <div class="stats__item">
          <dt class="stats__label">{item.label}</dt>
          <dd class="stats__value">
            {item.href === undefined ? item.value : <a href={item.href}>{item.value}</a>}
          </dd>
          {item.note !== undefined && <dd class="stats__note">{item.note}</dd>}
        </div>
      ))}
    </dl>
  );
}
