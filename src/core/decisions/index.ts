// The door of the decision engine: everything that modules, programs and islands may use of it.
export * from "./acts.ts";
export * from "./clauses.ts";
export * from "./clocks.ts";
export * from "./evaluate.ts";
export * from "./guards.ts";
export * from "./item.ts";
export * from "./lot.ts";
export * from "./parameters.ts";
export * from "./recusal.ts";
export * from "./state.ts";
