// The public log for other programs: everything that reads, checks, follows and witnesses it, without any dependency.
// Inside this project files are imported by their names; this is the door of the package `kimberlite-log` (README.md).
export * from "./checkpoint.ts";
export * from "./cose-receipt.ts";
export * from "./cosignature.ts";
export * from "./follow.ts";
export * from "./frontier.ts";
export * from "./merkle.ts";
export * from "./note.ts";
export * from "./policy.ts";
export * from "./proof.ts";
export * from "./tiles.ts";
export * from "./witness.ts";
