import type { ComponentExamples } from "#ui/examples.ts";
import { Pagination } from "./Pagination.tsx";

export const paginationExamples: ComponentExamples = {
  component: "Pagination",
  purpose: "Long lists in pages, each with its own address.",
  examples: (t) => [
    {
      name: "In the middle",
      node: <Pagination t={t} page={6} pages={42} hrefOf={(page) => `#page-${page}`} />,
    },
    {
      name: "First of three",
      node: <Pagination t={t} page={1} pages={3} hrefOf={(page) => `#part-${page}`} label="Certificates" />,
    },
  ],
};
