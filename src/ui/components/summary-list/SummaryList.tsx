// What is known, question by question: a record's face, or "check your answers" with a way to change each.
import type { ComponentChildren } from "preact";

export interface SummaryRow {
  readonly key: string;
  readonly value: ComponentChildren;
  readonly actions?: readonly RowAction[] | undefined;
}

export interface RowAction {
  readonly href: string;
  readonly text: string;
  /** What the link is about, for those who hear links out of context: "Change (the weight)". */
  readonly about: string;
}

export interface SummaryListProps {
  readonly rows: readonly SummaryRow[];
  /** With a title the list is a card of its own. */
  readonly title?: string | undefined;
  readonly level?: 2 | 3 | 4 | undefined;
}

export function SummaryList(props: SummaryListProps) {
  const list = (
    <dl class="summary-list">
      {props.rows.map((row) => (
        <div class="summary-list__row">
          <dt class="summary-list__key">{row.key}</dt>
          <dd class="summary-list__value">{row.value}</dd>
          {row.actions !== undefined && row.actions.length > 0 && (
            <dd class="summary-list__actions">
              {row.actions.map((action) => (
                <a href={action.href}>
                  {action.text}
                  <span class="visually-hidden"> ({action.about})</span>
                </a>
              ))}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
  if (props.title === undefined) return list;
  const Heading = `h${props.level ?? 2}` as "h2";
  return (
    <div class="card">
      <Heading class="card__title">{props.title}</Heading>
      {list}
    </div>
  );
}
