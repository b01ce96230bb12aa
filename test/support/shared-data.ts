// The folder of real files, where it lies beside the repository: tests that need it are skipped, and say so, where it does not.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SheetRow } from "#core/text/sheet.ts";

/** The folder of shared data beside the repository or a work tree of it; undefined where it is not there. */
export function sharedData(): string | undefined {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    const found = join(folder, "shared/data");
    if (existsSync(join(found, "kp/kp_production_half_yearly.csv"))) return found;
  }
  return undefined;
}

/** Plain CSV without quotes around line ends: enough for the shared files. */
export function rowsOfCsv(path: string): readonly SheetRow[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line, place) => ({
      row: place + 1,
      cells: [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    }));
}
