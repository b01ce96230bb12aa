// Journeys: the real program, a real PostgreSQL, a real browser. One at a time, because beside others they miss a deadline
// now and then; but hundreds of looks at pages and an election, which mostly waits for its minutes to be over, go together.
import { defineConfig } from "vitest/config";

const together = ["test/e2e/pages.test.ts", "test/e2e/election.test.ts"];

const root = new URL("../../", import.meta.url).pathname;
const common = {
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { root, testTimeout: 120_000, hookTimeout: 120_000 },
} as const;

export default defineConfig({
  test: {
    root,
    // Here and not in the projects, each of which would make them again.
    globalSetup: ["test/support/postgres.ts", "test/e2e/demonstration.ts"],
    projects: [
      {
        ...common,
        test: {
          ...common.test,
          name: "together",
          include: together,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...common,
        test: {
          ...common.test,
          name: "one at a time",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [...together, "node_modules/**"],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
