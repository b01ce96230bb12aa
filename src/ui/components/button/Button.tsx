// Something the reader does. With `href` it is a link that looks like a button: same size, same words, no script needed.
// One primary button a page; "warning" is for what cannot be undone.
import type { ComponentChildren } from "preact";
import { classes } from "#ui/classes.ts";
import { Icon } from "#ui/components/icon/Icon.tsx";

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly tone?: "primary" | "secondary" | "warning" | undefined;
  readonly href?: string | undefined;
  readonly type?: "submit" | "button" | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Id of the form it belongs to, where it stands outside. */
  readonly form?: string | undefined;
  readonly formaction?: string | undefined;
  /** An arrow after the words: the first step of a journey. */
  readonly start?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

export function Button(props: ButtonProps) {
  const look = classes(
    "button",
    `button--${props.tone ?? "primary"}`,
    props.start === true && "button--start",
  );
  const content = (
    <>
      {props.children}
      {props.start === true && <Icon name="arrow" />}
    </>
  );
  if (props.href !== undefined) {
    return (
      <a class={look} href={props.href} id={props.id} draggable={false}>
        {content}
      </a>
    );
  }
  return (
    <button
      class={look}
      type={props.type ?? "submit"}
      id={props.id}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      disabled={props.disabled}
    >
      {content}
    </button>
  );
}

/** Buttons that belong together: side by side, or one above the other where the page is narrow. */
export function ButtonGroup(props: { children: ComponentChildren }) {
  return <div class="button-group">{props.children}</div>;
}
