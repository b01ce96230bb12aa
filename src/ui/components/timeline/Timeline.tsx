// What happened to one thing, oldest first, and what is still to come, fainter and with its due date.
// It is a list: the line beside it is only a picture of the order.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";

export interface TimelineEvent {
  readonly title: string;
  /** When, in words: t.date(…) or t.instant(…). For a step to come, its due date, or that none is set. */
  readonly when: string;
  /** The machine's form of the same, for `<time>`. */
  readonly datetime?: string | undefined;
  /** Who, for which authority, and where. */
  readonly by?: string | undefined;
  readonly tone?: Exclude<Tone, "neutral"> | undefined;
  readonly expected?: boolean | undefined;
  readonly children?: ComponentChildren;
}

export function Timeline(props: { t: T; events: readonly TimelineEvent[]; level?: 2 | 3 | 4 | undefined }) {
  const Heading = `h${props.level ?? 3}` as "h3";
  return (
    <ol class="timeline">
      {props.events.map((event) => (
        <li
          class={`timeline__event timeline__event--${event.expected === true ? "expected" : (event.tone ?? "info")}`}
        >
          <Heading class="timeline__title">{event.title}</Heading>
          <p class="timeline__when">
            {event.expected === true && event.datetime !== undefined && (
              <>{props.t("ui.timeline.expected")} </>
            )}
            <time datetime={event.datetime}>{event.when}</time>
            {event.by !== undefined && <span class="timeline__by">{event.by}</span>}
          </p>
          {event.children !== undefined && <div class="timeline__body">{event.children}</div>}
        </li>
      ))}
    </ol>
  );
}
