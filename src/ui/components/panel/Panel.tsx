// The end of a journey: it is done, and this is its number.
import type { ComponentChildren } from "preact";

export function Panel(props: {
  title: string;
  children?: ComponentChildren;
  level?: 1 | 2 | 3 | 4 | undefined;
}) {
  const Heading = `h${props.level ?? 1}` as "h1";
  return (
    <div class="panel">
      <Heading class="panel__title">{props.title}</Heading>
      {props.children !== undefined && <div class="panel__body">{props.children}</div>}
    </div>
  );
}
