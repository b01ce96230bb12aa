// News about the page the reader is on: a success after a change, or something to know before going on.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";

export interface BannerProps {
  readonly t: T;
  /** Unique on the page. */
  readonly id: string;
  readonly tone?: "notice" | "success" | undefined;
  readonly children: ComponentChildren;
}

export function Banner(props: BannerProps) {
  const tone = props.tone ?? "notice";
  return (
    <section
      class={`banner banner--${tone}`}
      role={tone === "success" ? "alert" : "region"}
      aria-labelledby={`${props.id}-title`}
    >
      <h2 class="banner__title" id={`${props.id}-title`}>
        {props.t(`ui.banner.${tone}`)}
      </h2>
      <div class="banner__body">{props.children}</div>
    </section>
  );
}
