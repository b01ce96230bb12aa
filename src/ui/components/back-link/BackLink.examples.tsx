import type { ComponentExamples } from "#ui/examples.ts";
import { BackLink } from "./BackLink.tsx";

export const backLinkExamples: ComponentExamples = {
  component: "BackLink",
  purpose: "One step back in a journey.",
  examples: (t) => [{ name: "Back", node: <BackLink t={t} href="#back" /> }],
};
