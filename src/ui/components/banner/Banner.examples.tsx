import type { ComponentExamples } from "#ui/examples.ts";
import { Banner } from "./Banner.tsx";

export const bannerExamples: ComponentExamples = {
  component: "Banner",
  purpose: "News about the page the reader is on.",
  examples: (t) => [
    {
      name: "Notice",
      node: (
        <Banner t={t} id="banner-notice">
          <p>Your number block has 12 numbers left. Ask your administrator for a new one.</p>
        </Banner>
      ),
    },
    {
      name: "Success",
      node: (
        <Banner t={t} id="banner-success" tone="success">
          <p>The import of BW018233 was confirmed.</p>
        </Banner>
      ),
    },
  ],
};
