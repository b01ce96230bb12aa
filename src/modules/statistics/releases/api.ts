// The doors of data in the description of the machine doors: what a program asks and what it gets. They answer as they stand in
// data-file.ts and sdmx-routes.ts; nothing is read here.
import { createRoute, z } from "@hono/zod-openapi";
import { flows } from "#core/statistics/observation.ts";
import { structureTypes } from "#core/statistics/sdmx/structure-message.ts";
import { Instant, IsoDay } from "#platform/http/described.ts";
import { anybody, refused } from "#modules/certificates/index.ts";
import type { App } from "#modules/record/index.ts";
import { formats, mediaTypes } from "./files.ts";

const tags = ["Statistics"];

const decimal = z.string().nullable().openapi({ description: "Decimal text; null where it is not given" });
const Figures = z
  .object({
    title: z.string(),
    publisher: z.string(),
    address: z.string(),
    made: Instant,
    notes: z.array(z.string()),
    figures: z.array(
      z.object({
        reporter: z.string(),
        flow: z.enum(flows),
        period: z.string(),
        from: IsoDay,
        to: IsoDay,
        counterpart: z.string(),
        product: z.string(),
        mining: z.string(),
        origin: z.string(),
        state: z.enum(["figure", "nil", "withheld"]),
        status: z.string(),
        carats: decimal,
        valueUsd: decimal,
        certificates: z.int().nullable(),
        valuation: z.string().nullable(),
        basis: z.string().nullable(),
        source: z.string(),
        knownFrom: Instant,
        knownUntil: z.string().nullable().openapi({ description: "Null while it stands" }),
        note: z.string().nullable(),
      }),
    ),
  })
  .openapi("Figures", {
    example: {
      title: "Catalogue of figures",
      publisher: "Kimberley Process",
      address:
        "https://kp.example.org/statistics/data?format=json&flow=PRODUCTION&reporter=SL&from=2025&until=2025",
      made: "2026-07-15T12:00:00.000Z",
      notes: [],
      figures: [
        {
          reporter: "SL",
          flow: "PRODUCTION",
          period: "2025-S1",
          from: "2025-01-01",
          to: "2025-06-30",
          counterpart: "_Z",
          product: "_T",
          mining: "LSM",
          origin: "_Z",
          state: "figure",
          status: "NORMAL",
          carats: "123.45",
          valueUsd: "999.99",
          certificates: null,
          valuation: null,
          basis: null,
          source: "RELEASE",
          knownFrom: "2026-07-15T12:00:00.000Z",
          knownUntil: null,
          note: null,
        },
      ],
    },
  });

/** SDMX-JSON 2.1, whose schemas are its own. */
const SdmxMessage = z
  .object({ meta: z.looseObject({ id: z.string(), prepared: z.string() }), data: z.looseObject({}) })
  .loose()
  .openapi("SdmxMessage", {
    example: { meta: { id: "KP-20260715120000000", prepared: "2026-07-15T12:00:00.000Z" }, data: {} },
  });

const text = { schema: z.string() };
const binary = { schema: z.string().openapi({ format: "binary" }) };
/** Without what tells apart one reader's variant from another's. */
const typeOf = (name: string): string => name.split(";")[0] ?? name;

const optional = (example: string, description: string) =>
  z.string().optional().openapi({ example, description });
const inPath = (name: string, example: string, description: string) =>
  z.string().openapi({ param: { name, in: "path" }, example, description });

const dataFile = createRoute({
  method: "get",
  path: "/statistics/data",
  tags,
  security: anybody,
  summary: "Any part of the open figures, as a file",
  description: "flow, reporter and source may be said several times. At most 100,000 figures in an answer.",
  request: {
    query: z.object({
      format: z.enum(formats).optional().openapi({ example: "json" }),
      flow: z.enum(flows).optional().openapi({ example: "PRODUCTION" }),
      reporter: optional("SL", "Name or code"),
      source: optional("RELEASE", "RELEASE, or a data set"),
      from: optional("2025", "First period: 2025, 2025-S1, 2025-Q3"),
      until: optional("2025-S2", "Last period"),
      asOf: optional("2199-01-01", "As the figures were known at the end of that day, or at an instant"),
      history: optional("true", "Every vintage"),
      decimal: optional("comma", "CSV with semicolons and decimal commas"),
    }),
  },
  responses: {
    200: {
      description: "The figures",
      content: {
        [typeOf(mediaTypes.json)]: { schema: Figures },
        [typeOf(mediaTypes.csv)]: text,
        [typeOf(mediaTypes["sdmx-csv-2"])]: text,
        [typeOf(mediaTypes["sdmx-json"])]: { schema: SdmxMessage },
        [typeOf(mediaTypes.xlsx)]: binary,
      },
    },
    ...refused,
  },
});

const flowParams = z.object({
  context: inPath("context", "dataflow", "dataflow, or *"),
  agency: inPath("agency", "KP", "KP, or *"),
  flow: inPath("flow", "PRODUCTION", "PRODUCTION, TRADE, CERTIFICATES, several with commas, or *"),
  version: inPath("version", "1.0.0", "1.0.0, or ~ for the newest"),
});
const sdmxQuery = z.object({
  format: z.enum(["sdmx-json", "sdmx-csv-1", "sdmx-csv-2.0", "sdmx-csv-2"]).optional().openapi({
    example: "sdmx-json",
  }),
  asOf: optional("2199-01-01", "As the figures were known at the end of that day, or at an instant"),
  updatedAfter: optional("2003-01-01T00:00:00Z", "Only what was said after it"),
  includeHistory: optional("true", "Every vintage"),
  dimensionAtObservation: optional("AllDimensions", "Figures one by one, not in series"),
  labels: z.enum(["id", "name", "both"]).optional().openapi({ example: "id" }),
  "c[TIME_PERIOD]": optional("ge:2003", "A filter: c[COMPONENT]=operator:value"),
});
const sdmxAnswer = {
  200: {
    description: "The figures, in the form of `format` or of Accept",
    content: {
      "application/vnd.sdmx.data+json": { schema: SdmxMessage },
      "application/vnd.sdmx.data+csv": text,
    },
  },
  ...refused,
};
const key = "*.*.*.*.*.*.*.*.*";
const keyMeans = "FREQ.REPORTER.COUNTERPART.FLOW.PRODUCT.MINING.ORIGIN.SOURCE.PART, or *";

const sdmxRoutes = [
  {
    path: "/sdmx/3/data/{context}/{agency}/{flow}/{version}",
    summary: "Figures of a flow, by SDMX REST 2",
    request: { params: flowParams, query: sdmxQuery },
    responses: sdmxAnswer,
  },
  {
    path: "/sdmx/3/data/{context}/{agency}/{flow}/{version}/{key}",
    summary: "Figures of a key, by SDMX REST 2",
    request: { params: flowParams.extend({ key: inPath("key", key, keyMeans) }), query: sdmxQuery },
    responses: sdmxAnswer,
  },
  ...["", "/{version}"].map((version) => {
    const params = z.object({
      type: z.enum(structureTypes).openapi({ param: { name: "type", in: "path" }, example: "dataflow" }),
      agency: inPath("agency", "KP", "KP, or *"),
      id: inPath("id", "PRODUCTION", "One artefact, or *"),
    });
    return {
      path: `/sdmx/3/structure/{type}/{agency}/{id}${version}`,
      summary:
        version === ""
          ? "Flows, structure, concepts and code lists, as they are now"
          : "Flows, structure, concepts and code lists of a version",
      request: {
        params:
          version === "" ? params : params.extend({ version: inPath("version", "1.0.0", "1.0.0, or ~") }),
        query: z.object({ references: optional("descendants", "none, descendants, all and others") }),
      },
      responses: {
        200: {
          description: "The artefacts",
          content: { "application/vnd.sdmx.structure+json": { schema: SdmxMessage } },
        },
        ...refused,
      },
    };
  }),
  ...["", "/{key}"].map((end) => {
    const params = z.object({ flow: inPath("flow", "PRODUCTION", "PRODUCTION, TRADE or CERTIFICATES") });
    return {
      path: `/sdmx/rest/data/{flow}${end}`,
      summary: `Figures of a ${end === "" ? "flow" : "key"}, by SDMX 2.1, as SDMX-CSV 1.0`,
      request: {
        params: end === "" ? params : params.extend({ key: inPath("key", "all", `${keyMeans}, or all`) }),
        query: z.object({
          startPeriod: optional("2003", "First period"),
          endPeriod: optional("2199", "Last period"),
        }),
      },
      responses: {
        200: { description: "The figures", content: { "application/vnd.sdmx.data+csv": text } },
        ...refused,
      },
    };
  }),
];

export function describeDataDoors(app: App): void {
  app.openAPIRegistry.registerPath(dataFile);
  for (const route of sdmxRoutes)
    app.openAPIRegistry.registerPath({ method: "get", tags, security: anybody, ...route });
}
