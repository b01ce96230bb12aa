// Journeys: the real program, a real PostgreSQL, a real browser.
import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    root: new URL("../../", import.meta.url).pathname,
    include: ["test/e2e/**/*.test.ts"],
    globalSetup: ["test/support/postgres.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each starts a program and a browser of its own, and waits for clocks half of the time.
    maxWorkers: 2,
  },
});
