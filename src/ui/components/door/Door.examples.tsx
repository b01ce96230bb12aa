import type { ComponentExamples } from "#ui/examples.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Door, Doors } from "./Door.tsx";

export const doorExamples: ComponentExamples = {
  component: "Door",
  purpose: "The big equal doors of the home page.",
  examples: (t) => [
    {
      name: "Three doors",
      node: (
        <Doors>
          <Door
            level={4}
            icon="paper"
            title="Check a certificate"
            sentence="Type its number, or take a picture of its code."
          >
            <form action="#check" method="get">
              <TextInput t={t} name="number" label="Certificate number" code />
              <Button>Check</Button>
            </form>
          </Door>
          <Door
            level={4}
            icon="chart"
            title="Explore the figures"
            href="#figures"
            sentence="How much, from where to where, and whether both sides agree."
          />
          <Door
            level={4}
            icon="voice"
            title="Report a concern"
            href="#report"
            sentence="Without an account. You decide whether we may know who you are."
          />
        </Doors>
      ),
    },
  ],
};
