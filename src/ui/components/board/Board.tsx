// Things by the stage they are in: one column a stage, in order, each with its count and a reason where it is empty.
// It is a list of lists: on a narrow screen and on paper the columns stand one below the other, and nothing is lost.
import type { ComponentChildren } from "preact";
import { CountBadge } from "#ui/components/count-badge/CountBadge.tsx";

export interface BoardCard {
  readonly href: string;
  readonly title: string;
  /** Above the title: kind and number. */
  readonly over?: ComponentChildren;
  readonly lines: readonly ComponentChildren[];
}

export interface BoardColumn {
  readonly id: string;
  readonly title: string;
  readonly count: { readonly value: string; readonly label: string };
  readonly cards: readonly BoardCard[];
  readonly empty: string;
  /** Below the cards: the way to those that are not shown. */
  readonly more?: ComponentChildren;
}

export function Board(props: { columns: readonly BoardColumn[]; level?: 2 | 3 | 4 | undefined }) {
  const level = props.level ?? 2;
  const Heading = `h${level}` as "h2";
  const Title = `h${level + 1}` as "h3";
  return (
    <div class="board">
      {props.columns.map((column) => (
        <section class="board__column" aria-labelledby={`board-${column.id}`}>
          <Heading class="board__title" id={`board-${column.id}`}>
            {column.title} <CountBadge count={column.count.value} label={column.count.label} />
          </Heading>
          {column.cards.length === 0 ? (
            <p class="board__empty">{column.empty}</p>
          ) : (
            <ul class="board__cards">
              {column.cards.map((card) => (
                <li class="board__card">
                  {card.over !== undefined && <p class="board__over">{card.over}</p>}
                  <Title class="board__name">
                    <a href={card.href}>{card.title}</a>
                  </Title>
                  {card.lines.map((line) => (
                    <p class="board__line">{line}</p>
                  ))}
                </li>
              ))}
            </ul>
          )}
          {column.more !== undefined && <p class="board__more">{column.more}</p>}
        </section>
      ))}
    </div>
  );
}
