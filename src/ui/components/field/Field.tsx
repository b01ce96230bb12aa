// The frame of one question: label, hint, error, then the control. Other form components are built on it.
// Promise: a control names its hint and its error in `aria-describedby`, in reading order.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { classes } from "#ui/classes.ts";

/** What every question has. The error is a whole sentence that says how to put it right. */
export interface QuestionProps {
  readonly t: T;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
}

export interface LabelProps {
  readonly label: string;
  /** The label is the question of the page: it becomes the page's heading. */
  readonly heading?: boolean | undefined;
}

export function Field(
  props: QuestionProps & LabelProps & { id: string; children: ComponentChildren; class?: string | undefined },
) {
  const label = (
    <label class={classes("label", props.heading === true && "label--heading")} for={props.id}>
      {props.label}
      <Optional t={props.t} optional={props.optional} />
    </label>
  );
  return (
    <div class={classes("field", props.error !== undefined && "field--error", props.class)}>
      {props.heading === true ? <h1 class="label-wrapper">{label}</h1> : label}
      <Hint id={props.id} hint={props.hint} />
      <ErrorMessage t={props.t} id={props.id} error={props.error} />
      {props.children}
    </div>
  );
}

export function Hint(props: { id: string; hint: string | undefined }) {
  if (props.hint === undefined) return null;
  return (
    <p class="hint" id={`${props.id}-hint`}>
      {props.hint}
    </p>
  );
}

export function ErrorMessage(props: { t: T; id: string; error: string | undefined }) {
  if (props.error === undefined) return null;
  return (
    <p class="error-message" id={`${props.id}-error`}>
      <span class="visually-hidden">{props.t("ui.error.prefix")} </span>
      {props.error}
    </p>
  );
}

export function Optional(props: { t: T; optional: boolean | undefined }) {
  return props.optional === true ? <span class="optional"> {props.t("ui.field.optional")}</span> : null;
}

/** The ids that describe a control, or undefined where there is nothing to say. */
export function describedBy(
  id: string,
  parts: { hint?: string | undefined; error?: string | undefined; more?: readonly string[] | undefined },
): string | undefined {
  const ids = [
    ...(parts.hint === undefined ? [] : [`${id}-hint`]),
    ...(parts.error === undefined ? [] : [`${id}-error`]),
    ...(parts.more ?? []),
  ];
  return ids.length === 0 ? undefined : ids.join(" ");
}

/** For attributes that must be absent, not "false". */
export function invalid(error: string | undefined): "true" | undefined {
  return error === undefined ? undefined : "true";
}
