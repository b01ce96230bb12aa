import type { ComponentExamples } from "#ui/examples.ts";
import { TaskList } from "./TaskList.tsx";

export const taskListExamples: ComponentExamples = {
  component: "TaskList",
  purpose: "The steps of an application and the state of each.",
  examples: (t) => [
    {
      name: "An application",
      node: (
        <TaskList
          t={t}
          id="application"
          tasks={[
            { title: "Exporter and consignee", href: "#parties", state: "done" },
            { title: "Goods", href: "#goods", hint: "Two of three lines are complete.", state: "started" },
            { title: "Evidence", href: "#evidence", state: "problem" },
            { title: "Seals", href: "#seals-task", state: "not-started" },
            { title: "Check and send", hint: "Opens when every other step is done.", state: "cannot-start" },
          ]}
        />
      ),
    },
  ],
};
