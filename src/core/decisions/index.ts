// The door of the decision engine: everything that modules, programs and islands may use of it.
export * from "./acts.ts";
export * from "./item.ts";
export * from "./state.ts";
