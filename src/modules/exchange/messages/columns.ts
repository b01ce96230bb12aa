// CSV columns are the paths of the JSON message: "goods.lines.0.carats". Which there are, and what a cell of each holds, is
// read from the schema of the row, so that the two forms cannot drift apart.
import { z } from "@hono/zod-openapi";
import { rowSchemas } from "./rows.ts";
import type { MessageKind } from "./rows.ts";

/** "list" is several words in one cell, separated by spaces. */
export type CellKind = "text" | "amount" | "whole" | "yes-no" | "list";

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const known = new Map<MessageKind, ReadonlyMap<string, CellKind>>();

/** Column → what its cells hold; places in lists are written "#": "goods.lines.#.carats". */
export function columnsOf(kind: MessageKind): ReadonlyMap<string, CellKind> {
  let columns = known.get(kind);
  if (columns === undefined) {
    const found = new Map<string, CellKind>();
    const schema = z.toJSONSchema(rowSchemas[kind], { io: "input", unrepresentable: "any" }) as JsonSchema;
    collect(schema, "", found, schema.$defs ?? {});
    known.set(kind, (columns = found));
  }
  return columns;
}

/** What the cells under a head hold; undefined for a head that no message has. Hostile: from the file's first line. */
export function cellKind(kind: MessageKind, head: string): CellKind | undefined {
  if (head.length > 80) return undefined;
  return columnsOf(kind).get(head.replaceAll(/\.(0|[1-9]\d?)(?=\.)/g, ".#"));
}

function collect(
  schema: JsonSchema,
  path: string,
  into: Map<string, CellKind>,
  defs: NonNullable<JsonSchema["$defs"]>,
): void {
  const { $ref, oneOf, anyOf, properties, items, type } = schema;
  if ($ref !== undefined) return collect(defs[$ref.replace(/^#\/\$defs\//, "")] ?? {}, path, into, defs);
  const either = oneOf ?? anyOf;
  if (either !== undefined) {
    for (const one of either) collect(one, path, into, defs);
    return;
  }
  if (properties !== undefined) {
    for (const [name, property] of Object.entries(properties))
      collect(property, path === "" ? name : `${path}.${name}`, into, defs);
    return;
  }
  if (type !== "array") into.set(path, scalarKind(type, path));
  else if (items?.properties === undefined) into.set(path, "list");
  else collect(items, `${path}.#`, into, defs);
}

function scalarKind(type: string | undefined, path: string): CellKind {
  if (type === "integer" || type === "number") return "whole";
  if (type === "boolean") return "yes-no";
  return /\.(carats|usd)$/.test(path) ? "amount" : "text";
}
