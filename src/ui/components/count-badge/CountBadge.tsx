// How many: a number beside a word. The label says of what, for those who do not see the word beside it.

export function CountBadge(props: { count: string; label: string; urgent?: boolean | undefined }) {
  return (
    <span class={props.urgent === true ? "count-badge count-badge--urgent" : "count-badge"}>
      <span aria-hidden="true">{props.count}</span>
      <span class="visually-hidden"> ({props.label})</span>
    </span>
  );
}
