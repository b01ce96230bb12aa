import type { ComponentExamples } from "#ui/examples.ts";
import { Textarea } from "./Textarea.tsx";

export const textareaExamples: ComponentExamples = {
  component: "Textarea",
  purpose: "Several lines of text. Say how long it may be before it is too long.",
  examples: (t) => [
    {
      name: "With a limit",
      node: (
        <Textarea
          t={t}
          name="reason"
          label="Why do you withdraw this certificate?"
          hint="The reason is public and stays on the record."
          limit={500}
        />
      ),
    },
    {
      name: "With an error",
      node: (
        <Textarea
          t={t}
          name="discrepancy"
          label="What does not match?"
          rows={3}
          error="Say what does not match"
          value=""
        />
      ),
    },
  ],
};
