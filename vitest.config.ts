// How the tests run: everything that needs a database gets a clone of one migrated template. Tests of core, which is pure,
// share their workers: there is nothing that one file could leave behind for the next.
import { defineConfig } from "vitest/config";

const oxc = { jsx: { runtime: "automatic", importSource: "preact" } } as const;
const test = { testTimeout: 60_000, hookTimeout: 120_000, maxWorkers: 2 };

export default defineConfig({
  test: {
    ...test,
    // Here and not in the projects, each of which would make it again.
    globalSetup: ["test/support/postgres.ts"],
    projects: [
      { oxc, test: { ...test, name: "core", include: ["src/core/**/*.test.ts"], isolate: false } },
      {
        oxc,
        test: {
          ...test,
          name: "program",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx", "test/**/*.test.ts"],
          exclude: ["src/core/**", "test/e2e/**", "node_modules/**"],
        },
      },
    ],
  },
});
