import type { ComponentExamples } from "#ui/examples.ts";
import { Breadcrumbs } from "./Breadcrumbs.tsx";

export const breadcrumbsExamples: ComponentExamples = {
  component: "Breadcrumbs",
  purpose: "Where the page stands. Not inside a journey: there a back link is enough.",
  examples: (t) => [
    {
      name: "Two levels",
      node: (
        <Breadcrumbs
          t={t}
          items={[
            { text: t("common.navigation.home"), href: "#home" },
            { text: t("common.navigation.participants"), href: "#participants" },
          ]}
        />
      ),
    },
  ],
};
