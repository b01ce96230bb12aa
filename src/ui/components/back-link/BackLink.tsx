// One step back in a journey.
import type { T } from "#platform/i18n/translator.ts";

export function BackLink(props: { t: T; href: string }) {
  return (
    <a class="back-link" href={props.href}>
      {props.t("common.button.back")}
    </a>
  );
}
