// Which version of a part a form was filled in from. A form that waited on a device for the network, or stood open while
// a colleague saved, must not undo what it never showed.
import { sha256 } from "#platform/keys/random.ts";
import type { DraftData } from "./data.ts";

export type EditedPart = "exporter" | "importer" | "goods" | "office";
export const editedParts: readonly EditedPart[] = ["exporter", "importer", "goods", "office"];

export function versionOf(part: DraftData[EditedPart] | Pick<DraftData, EditedPart | "sourcing">): string {
  return Buffer.from(sha256(Buffer.from(JSON.stringify(part))))
    .toString("hex")
    .slice(0, 16);
}

/** Everything that a declaration covers. */
export function versionOfAll({ exporter, importer, goods, sourcing, office }: DraftData): string {
  return versionOf({ exporter, importer, goods, sourcing, office });
}

/** The first part that was saved by somebody else since: neither what the form began from nor what it now says. */
export function overtakenPart(
  saved: DraftData,
  posted: Partial<DraftData>,
  base: string,
): EditedPart | undefined {
  return editedParts.find((part) => {
    const now = versionOf(saved[part]);
    return posted[part] !== undefined && now !== base && now !== versionOf(posted[part]);
  });
}
