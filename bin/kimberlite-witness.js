#!/usr/bin/env node
import { load } from "./program.js";

const { main } = await load("witness");
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`kimberlite-witness: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
