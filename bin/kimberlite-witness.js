#!/usr/bin/env node
// Starts the witness from its TypeScript sources; there is no build step.
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/apps/witness/main.ts");
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`kimberlite-witness: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
