// The doors of data: what they ask of the table of figures, and that their description is true: every example in it is sent.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Web } from "#platform/http/web.ts";
import { parseFilter, parseKey } from "#core/statistics/sdmx/query.ts";
import { published } from "#core/statistics/testing/published.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { inventFigures } from "../../../../test/support/statistics.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { statisticsModule } from "../index.ts";
import { describeDataDoors } from "./api.ts";
import { mostFigures, openFigures, orProblem } from "./asked.ts";
import { sdmxDoors } from "./sdmx-routes.ts";

let scheme: TestScheme;
let site: Site;
beforeAll(async () => {
  scheme = await testScheme();
  site = siteOf(scheme, statisticsModule, async () => null);
  await inventFigures(scheme, [
    published({ period: "2025-S1", carats: 12_345n, usd: 99_999n }),
    published({ period: "2025-S2", carats: 22_222n, usd: 99_999n }),
    published({ reporter: "BW", period: "2025-S1", carats: 33_333n, usd: 99_999n }),
    published({ reporter: "NA", period: "2025-S1", carats: 44_444n, open: false }),
  ]);
});
afterAll(() => scheme.close());

/** What a query says to the table. */
async function askedBy(
  query: Parameters<typeof openFigures>[1],
): Promise<{ readonly asked: readonly string[]; readonly carats: readonly (bigint | null)[] }> {
  const asked: string[] = [];
  const db = scheme.database.kysely.withPlugin({
    transformQuery: ({ node }) => {
      asked.push(JSON.stringify(node));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const found = await openFigures({ db }, query);
  return { asked, carats: found.map(({ carats }) => carats) };
}

describe("the table of figures", () => {
  test("is asked for what is near, and for no more than an answer may have", async () => {
    const { asked, carats } = await askedBy({
      flows: ["PRODUCTION"],
      asOf: "2026-06-02T23:59:59.999Z",
      saidAfter: "2020-01-01T00:00:00.000Z",
      wanted: [
        orProblem(parseKey("S.SL._Z.*.*.*.*.RELEASE.*")),
        orProblem(parseFilter("TIME_PERIOD", "ge:2025-S1+le:2025-S1")),
      ],
    });
    expect(carats).toEqual([12_345n]);
    expect(asked).toHaveLength(1);
    for (const part of [
      "reporter = any",
      "counterpart = any",
      "source = any",
      "known_from <=",
      "known_from > ",
      "period_from >=",
      "period_until <=",
      "limit ",
      '["SL"]',
      '["_Z"]',
      '"2025-01-01"',
      '"2025-06-30"',
      String(mostFigures + 1),
    ])
      expect(asked[0]).toContain(part);
  });

  test("gives no figure that is not open, whatever is wanted", async () => {
    const { carats } = await askedBy({ flows: ["PRODUCTION"], wanted: [] });
    expect(carats).toEqual([33_333n, 12_345n, 22_222n]);
  });
});

interface Described {
  readonly name: string;
  readonly in: "path" | "query";
  readonly example?: unknown;
  readonly schema: { readonly example?: unknown };
}
interface Operation {
  readonly summary: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly Described[];
  readonly responses: {
    readonly 200: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
  };
}

describe("the description of the doors of data", () => {
  const app = new OpenAPIHono<Web>();
  describeDataDoors(app);
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "data", version: "1" } });
  const operations = Object.entries(document.paths ?? {}).map(
    ([path, item]) => [path, item.get as unknown as Operation] as const,
  );

  test("has every one of them, open to everybody", () => {
    const paths = ["/statistics/data", ...sdmxDoors.map(({ path }) => path.replaceAll(/:(\w+)/g, "{$1}"))];
    expect(operations.map(([path]) => path).toSorted()).toEqual(paths.toSorted());
    for (const [, { summary, security }] of operations)
      expect([summary !== "", security]).toEqual([true, []]);
  });

  test.each(operations)(
    "%s answers the example of each of its parameters as it says",
    async (path, operation) => {
      const exampleOf = ({ example, schema }: Described): string => String(example ?? schema.example);
      const address = operation.parameters
        .filter((one) => one.in === "path")
        .reduce((made, one) => made.replace(`{${one.name}}`, exampleOf(one)), path);
      const asked = operation.parameters.filter((one) => one.in === "query");
      expect(asked.map((one) => [one.name, exampleOf(one) === "undefined"])).toEqual(
        asked.map((one) => [one.name, false]),
      );
      const queries = ["", ...asked.map((one) => `?${one.name}=${encodeURIComponent(exampleOf(one))}`)];
      for (const query of queries) {
        const answer = await site.browser().get(address + query);
        const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
        const { content } = operation.responses[200];
        expect([address + query, answer.status, Object.keys(content)]).toEqual([
          address + query,
          200,
          expect.arrayContaining([type]),
        ]);
        if (type.endsWith("json")) matches(content[type]?.schema, await answer.json());
      }
    },
  );

  test("every example of a schema is one", () => {
    const named = Object.values(document.components?.schemas ?? {}) as { example?: unknown }[];
    for (const schema of named) matches(schema, schema.example);
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining(["Figures", "SdmxMessage"]),
    );
  });

  function matches(schema: object | undefined, value: unknown): void {
    const whole = JSON.parse(
      JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/"),
    ) as Record<string, unknown>;
    const read = z
      .fromJSONSchema({ ...whole, $defs: document.components?.schemas } as never)
      .safeParse(value);
    expect(read.error?.issues ?? []).toEqual([]);
  }
});
