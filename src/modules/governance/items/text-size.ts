// An entry of the public log has a size; a text that does not fit is refused before anything is written.
import { utf8 } from "#core/encoding/bytes.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { mostTextBytes } from "./inputs.ts";

/** Hostile: texts, however nested. */
export function refuseLongText(field: string, value: unknown): void {
  const bytes = utf8(JSON.stringify(value)).length;
  refuseFields(
    bytes > mostTextBytes && {
      field,
      code: "item-text-too-large",
      values: { most: Math.floor(mostTextBytes / 1000), has: Math.ceil(bytes / 1000) },
    },
  );
}
