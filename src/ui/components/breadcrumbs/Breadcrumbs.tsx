// Where the page stands. The last entry is the page above this one; the page itself is named by its heading.
import type { T } from "#platform/i18n/translator.ts";

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export function Breadcrumbs(props: { t: T; items: readonly Crumb[] }) {
  return (
    <nav class="breadcrumbs" aria-label={props.t("ui.breadcrumbs.label")}>
      <ol class="breadcrumbs__list">
        {props.items.map((item) => (
          <li class="breadcrumbs__item">
            <a href={item.href}>{item.text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
