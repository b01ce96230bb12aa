// The machine door of data sets: which there are, with their editions.
import { createRoute, z } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import { answer, Instant, IsoDay } from "#platform/http/described.ts";
import type { App } from "#modules/record/index.ts";
import { mayAnalyse } from "../policy.ts";
import { licences } from "./receive.ts";
import { findDatasets } from "./store.ts";

const Dataset = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.string(),
    edition: z.int(),
    licence: z.enum(licences),
    attribution: z.string(),
    open: z.boolean(),
    figures: z.int(),
    asOf: IsoDay,
    takenInAt: Instant,
    sha256: z.string(),
  })
  .openapi("Dataset", {
    example: {
      id: "kp-production",
      title: "Kimberley Process: production by half-year",
      kind: "kp-production",
      edition: 1,
      licence: "B",
      attribution: "Kimberley Process, public statistics",
      open: true,
      figures: 1032,
      asOf: "2026-01-31",
      takenInAt: "2026-06-01T10:00:00.000Z",
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
  });
const Datasets = z.object({ datasets: z.array(Dataset) }).openapi("Datasets");

export const datasetApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/statistics/datasets", allow: "everyone" },
];

const list = createRoute({
  method: "get",
  path: "/api/statistics/datasets",
  tags: ["Statistics"],
  summary: "Data sets that were taken in: the newest edition of each that you may see",
  responses: answer(Datasets, "The data sets"),
});

export function datasetApiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const rows = await findDatasets({ db: ctx.database.kysely }, !mayAnalyse(ctx.actor));
    const datasets = rows.map((row) => ({
      id: row.id,
      title: row.title,
      kind: row.kind,
      edition: row.edition,
      licence: licences.find((letter) => letter === row.licence) ?? ("C" as const),
      attribution: row.attribution,
      open: row.open,
      figures: row.rows,
      asOf: row.as_of,
      takenInAt: row.at,
      sha256: row.file.toString("hex"),
    }));
    return c.json({ datasets }, 200);
  });
}
