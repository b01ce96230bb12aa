// A consequence the reader must know before acting.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";

export function WarningText(props: { t: T; children: ComponentChildren }) {
  return (
    <div class="warning-text">
      <span class="warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="warning-text__words">
        <span class="visually-hidden">{props.t("ui.warning.prefix")} </span>
        {props.children}
      </strong>
    </div>
  );
}
