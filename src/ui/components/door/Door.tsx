// One of the big equal doors of the home page: what is behind it, and the first step right here.
import type { ComponentChildren } from "preact";
import { Icon } from "#ui/components/icon/Icon.tsx";
import type { IconName } from "#ui/components/icon/Icon.tsx";

export interface DoorProps {
  readonly title: string;
  readonly icon: IconName;
  /** With an address the title is a link and the whole door can be pressed. */
  readonly href?: string | undefined;
  readonly sentence: string;
  /** A form or links. */
  readonly children?: ComponentChildren;
  readonly level?: 2 | 3 | 4 | undefined;
}

export function Door(props: DoorProps) {
  const Heading = `h${props.level ?? 2}` as "h2";
  return (
    <div class={props.href !== undefined && props.children === undefined ? "door door--link" : "door"}>
      <Icon name={props.icon} class="door__icon" />
      <Heading class="door__title">
        {props.href === undefined ? props.title : <a href={props.href}>{props.title}</a>}
      </Heading>
      <p class="door__sentence">{props.sentence}</p>
      {props.children}
    </div>
  );
}

export function Doors(props: { children: ComponentChildren }) {
  return <div class="doors">{props.children}</div>;
}
