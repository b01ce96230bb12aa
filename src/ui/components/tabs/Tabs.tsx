// Views of one thing, each with its own address: they are links, work without script, and can be sent to a colleague.
import { CountBadge } from "#ui/components/count-badge/CountBadge.tsx";

export interface Tab {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean | undefined;
  readonly count?: { readonly value: string; readonly label: string } | undefined;
}

export function Tabs(props: { label: string; items: readonly Tab[] }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul class="tabs__list">
        {props.items.map((item) => (
          <li>
            <a class="tabs__tab" href={item.href} aria-current={item.current === true ? "page" : undefined}>
              {item.text}
              {item.count !== undefined && <CountBadge count={item.count.value} label={item.count.label} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
