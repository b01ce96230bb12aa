import type { ComponentExamples } from "#ui/examples.ts";
import { Tabs } from "./Tabs.tsx";

export const tabsExamples: ComponentExamples = {
  component: "Tabs",
  purpose: "Views of one thing, each with its own address.",
  examples: () => [
    {
      name: "A queue",
      node: (
        <Tabs
          label="Queue"
          items={[
            { text: "New", href: "#new", current: true, count: { value: "4", label: "4 applications" } },
            {
              text: "Waiting for the applicant",
              href: "#waiting",
              count: { value: "2", label: "2 applications" },
            },
            { text: "To print", href: "#print" },
          ]}
        />
      ),
    },
  ],
};
