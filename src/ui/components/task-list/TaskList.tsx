// The steps of an application, in an order of the reader's choice, with the state of each.
// A step that cannot start yet is no link, and says what it waits for.
import type { T } from "#platform/i18n/translator.ts";
import { classes } from "#ui/classes.ts";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";

export type TaskState = "not-started" | "started" | "done" | "cannot-start" | "problem";

export interface Task {
  readonly title: string;
  readonly href?: string | undefined;
  readonly hint?: string | undefined;
  readonly state: TaskState;
}

const tones: Readonly<Record<Exclude<TaskState, "done" | "cannot-start">, Tone>> = {
  "not-started": "neutral",
  started: "info",
  problem: "bad",
};

/** `id` must be unique on the page. */
export function TaskList(props: { t: T; id: string; tasks: readonly Task[] }) {
  return (
    <ul class="task-list">
      {props.tasks.map((task, index) => (
        <TaskRow t={props.t} id={`${props.id}-${index + 1}`} task={task} />
      ))}
    </ul>
  );
}

function TaskRow(props: { t: T; id: string; task: Task }) {
  const { task, id } = props;
  const word = props.t(`ui.task.${task.state}`);
  const linked = task.href !== undefined && task.state !== "cannot-start";
  const describedBy = [...(task.hint === undefined ? [] : [`${id}-hint`]), `${id}-state`].join(" ");
  return (
    <li class={classes("task-list__item", linked && "task-list__item--link")}>
      <div class="task-list__name">
        {linked ? (
          <a class="task-list__link" href={task.href} aria-describedby={describedBy}>
            {task.title}
          </a>
        ) : (
          <span>{task.title}</span>
        )}
        {task.hint !== undefined && (
          <p class="hint" id={linked ? `${id}-hint` : undefined}>
            {task.hint}
          </p>
        )}
      </div>
      <div class={classes("task-list__state", task.state === "cannot-start" && "quiet")} id={`${id}-state`}>
        {task.state === "done" || task.state === "cannot-start" ? (
          word
        ) : (
          <Tag tone={tones[task.state]}>{word}</Tag>
        )}
      </div>
    </li>
  );
}
