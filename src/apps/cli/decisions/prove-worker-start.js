// Starts the thread that proves: compiled like every other program.
import { load } from "../../../../bin/program.js";

await load("src/apps/cli/decisions/prove-worker.ts");
