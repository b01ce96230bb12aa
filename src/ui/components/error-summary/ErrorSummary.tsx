// Everything that is wrong on the page, at its top, each leading to its field. Shown together with the error at the field.
// The forms island moves the focus here; without script the page's title begins with the word for "error".
import type { T } from "#platform/i18n/translator.ts";

export interface ErrorSummaryProps {
  readonly t: T;
  /** `field` is the id of the control; without it the sentence concerns the whole page. */
  readonly errors: readonly { readonly text: string; readonly field?: string | undefined }[];
}

export function ErrorSummary(props: ErrorSummaryProps) {
  if (props.errors.length === 0) return null;
  return (
    <div class="error-summary" tabindex={-1} data-error-summary>
      <div role="alert">
        <h2 class="error-summary__title">{props.t("ui.error.summary")}</h2>
        <ul class="error-summary__list">
          {props.errors.map((error) => (
            <li>{error.field === undefined ? error.text : <a href={`#${error.field}`}>{error.text}</a>}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
