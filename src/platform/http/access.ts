// Who may knock at which door. Each module lists its doors; together they are one visible table. Deny by default:
// a route that no row allows answers as if it did not exist, whatever its handler would have said.
import type { Role } from "#core/kp/roles.ts";
import type { FieldProblem } from "./problem.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Door {
  readonly method: Method;
  /** As the router knows it: "/certificates/:id/issue". */
  readonly path: string;
  /** "everyone" includes visitors who are not signed in; "signed-in" is any role. */
  readonly allow: "everyone" | "signed-in" | readonly Role[];
  /** Said besides to whoever sends more than any door takes: the other way in. */
  readonly whenTooLarge?: FieldProblem;
}

export function mayEnter(door: Door, roles: readonly string[]): boolean {
  if (door.allow === "everyone") return true;
  if (door.allow === "signed-in") return roles.length > 0;
  return door.allow.some((role) => roles.includes(role));
}

/** The door of a request; undefined when no row names it. HEAD is GET without its body. */
export function findDoor(doors: readonly Door[], method: string, path: string): Door | undefined {
  const asked = method === "HEAD" ? "GET" : method;
  const segments = path.split("/");
  // A literal path goes before one with a parameter, as in the router: the patterns are in that order.
  return patternsOf(doors).find((pattern) => pattern.door.method === asked && fits(pattern.parts, segments))
    ?.door;
}

interface Pattern {
  readonly door: Door;
  readonly parts: readonly string[];
}

const patterns = new WeakMap<readonly Door[], readonly Pattern[]>();

/** Taken apart once for each table. */
function patternsOf(doors: readonly Door[]): readonly Pattern[] {
  const known = patterns.get(doors);
  if (known !== undefined) return known;
  const made = doors
    .map((door) => ({ door, parts: door.path.split("/") }))
    .toSorted((a, b) => parameterCount(a.door.path) - parameterCount(b.door.path));
  patterns.set(doors, made);
  return made;
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.at(-1) === "*")
    return segments.length >= pattern.length && pattern.slice(0, -1).every((part, i) => part === segments[i]);
  return (
    pattern.length === segments.length &&
    pattern.every((part, i) => part === segments[i] || (part.startsWith(":") && segments[i] !== ""))
  );
}

function parameterCount(path: string): number {
  return path.split("/").filter((part) => part.startsWith(":") || part === "*").length;
}
