// A thread begins with plain JavaScript; like bin/kimberlite.js it then registers the loader of our TypeScript sources.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
