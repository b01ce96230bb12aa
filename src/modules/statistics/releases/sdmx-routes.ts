// The SDMX doors: data and structures by the paths of SDMX REST 2 (SDMX 3), and data by those of SDMX 2.1 for readers of SDMX-CSV
// 1.0. The form is chosen by `format` or by Accept. Open figures only, whoever asks; refusals are problem details.
import type { Context } from "hono";
import { sha256 } from "#platform/keys/random.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { agency, dataflows, findDataflow, structureVersion } from "#core/statistics/sdmx/components.ts";
import type { Dataflow } from "#core/statistics/sdmx/components.ts";
import { plainCsv, writeSdmxCsv } from "#core/statistics/sdmx/csv.ts";
import type { CsvOptions } from "#core/statistics/sdmx/csv.ts";
import { dataMessage } from "#core/statistics/sdmx/data-message.ts";
import type { MessageHeader } from "#core/statistics/sdmx/data-message.ts";
import { parseFilter, parseKey, parseStretch } from "#core/statistics/sdmx/query.ts";
import type { Wanted } from "#core/statistics/sdmx/query.ts";
import { referenceKinds, structureMessage, structureTypes } from "#core/statistics/sdmx/structure-message.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { describeDataDoors } from "./api.ts";
import { fieldProblem, openFigures, orProblem, readInstant } from "./asked.ts";
import type { DataQuery } from "./asked.ts";

type C = Context<Web>;

const paths = [
  "/sdmx/3/data/:context/:agency/:flow/:version",
  "/sdmx/3/data/:context/:agency/:flow/:version/:key",
  "/sdmx/3/structure/:type/:agency/:id",
  "/sdmx/3/structure/:type/:agency/:id/:version",
  "/sdmx/rest/data/:flow",
  "/sdmx/rest/data/:flow/:key",
] as const;

export const sdmxDoors: readonly Door[] = paths.map((path) => ({ method: "GET", path, allow: "everyone" }));

export function sdmxRoutes(app: App): void {
  describeDataDoors(app);
  const [short, data, structureOf, structureVersioned, old, oldKey] = paths;
  app.get(short, (c) => dataOf(c, "*"));
  app.get(data, (c) => dataOf(c, c.req.param("key")));
  app.get(structureOf, structure);
  app.get(structureVersioned, structure);
  app.get(old, (c) => oldData(c, "all"));
  app.get(oldKey, (c) => oldData(c, c.req.param("key")));
}

async function dataOf(c: C, key: string): Promise<Response> {
  const {
    context = "",
    agency: by = "",
    flow: id = "",
    version = "",
  } = c.req.param() as Record<string, string>;
  refuseUnless(["dataflow", "*"].includes(context) && ours(by) && current(version), "not-found");
  const chosen = id === "*" ? dataflows : id.split(",").map(getDataflow);
  const asked = c.req.query();
  const wanted: Wanted[] = [orProblem(parseKey(key))];
  for (const [name, text] of queryPairs(c)) {
    const component = /^c\[([A-Za-z_]{1,40})\]$/.exec(name)?.[1];
    if (component !== undefined) wanted.push(orProblem(parseFilter(component, text)));
  }
  return answer(
    c,
    { ...timesOf(c), flows: chosen.flatMap((flow) => flow.flows), wanted },
    {
      form: formOf(c),
      series: asked["dimensionAtObservation"] !== "AllDimensions",
      history: asked["includeHistory"] === "true",
    },
  );
}

function getDataflow(id: string): Dataflow {
  const found = findDataflow(id);
  if (found === undefined) throw new Problem("not-found");
  return found.flow;
}

/** `+` joins values in a filter; the usual reading of a form would make it a blank. */
function queryPairs(c: C): readonly (readonly [string, string])[] {
  const { search } = new URL(c.req.url);
  return search
    .slice(1)
    .split("&")
    .slice(0, 50)
    .map((pair) => {
      const at = pair.indexOf("=");
      const [name, text] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
      return [decoded(name), decoded(text)] as const;
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Problem("malformed-request");
  }
}

function timesOf(c: C): Partial<DataQuery> {
  const [asOf, saidAfter] = (["asOf", "updatedAfter"] as const).map((name) =>
    readInstant(name, c.req.query(name)),
  );
  return {
    ...(asOf === undefined ? {} : { asOf }),
    ...(saidAfter === undefined ? {} : { saidAfter }),
    ...(c.req.query("includeHistory") === "true" ? { everyVintage: true } : {}),
  };
}

/** SDMX 2.1: the flow alone or as "KP,TRADE,1.0.0"; the key has one value more, the measure. */
async function oldData(c: C, key: string): Promise<Response> {
  const parts = (c.req.param("flow") ?? "").split(",");
  const [by, id, version] = parts.length === 1 ? [agency, parts[0], "latest"] : parts;
  const found = findDataflow(id ?? "");
  refuseUnless(found !== undefined && ours(by ?? "") && current(version ?? "latest"), "not-found");
  const { startPeriod = "", endPeriod = "" } = c.req.query();
  const wanted = [orProblem(parseKey(key)), orProblem(parseStretch(startPeriod, endPeriod))];
  return answer(
    c,
    { ...timesOf(c), flows: found.flow.flows, wanted },
    { form: { kind: "csv", version: "1.0" }, series: false, history: false },
  );
}

function ours(by: string): boolean {
  return by === agency || by === "*" || by === "all";
}

function current(version: string): boolean {
  return ["", "*", "+", "~", "latest", "1.0", structureVersion].includes(version);
}

type Form = { readonly kind: "json" } | { readonly kind: "csv"; readonly version: CsvOptions["version"] };

const forms: readonly { readonly name: string; readonly form: Form; readonly accept: RegExp }[] = [
  { name: "sdmx-json", form: { kind: "json" }, accept: /^application\/(vnd\.sdmx\.data\+json|json)/ },
  {
    name: "sdmx-csv-1",
    form: { kind: "csv", version: "1.0" },
    accept: /^application\/vnd\.sdmx\.data\+csv.*version=1\.0/,
  },
  {
    name: "sdmx-csv-2.0",
    form: { kind: "csv", version: "2.0" },
    accept: /^application\/vnd\.sdmx\.data\+csv.*version=2\.0/,
  },
  {
    name: "sdmx-csv-2",
    form: { kind: "csv", version: "2.1" },
    accept: /^(application\/vnd\.sdmx\.data\+csv|text\/csv)/,
  },
];

function formOf(c: C): Form {
  const asked = c.req.query("format");
  if (asked !== undefined) {
    const found = forms.find(({ name }) => name === asked);
    if (found === undefined) throw fieldProblem("format", "unknown-format");
    return found.form;
  }
  for (const accepted of acceptedOf(c)) {
    const found = forms.find(({ accept }) => accept.test(accepted));
    if (found !== undefined) return found.form;
  }
  return { kind: "json" };
}

/** Media types as they are preferred; what is longer than any reader sends is not looked at. */
function acceptedOf(c: C): readonly string[] {
  return (c.req.header("accept") ?? "")
    .slice(0, 1_000)
    .split(",")
    .map((one) => one.trim())
    .toSorted((a, b) => qualityOf(b) - qualityOf(a));
}

function qualityOf(accepted: string): number {
  const [, quality] = /;\s*q=([01](?:\.\d{1,3})?)/.exec(accepted) ?? [];
  return quality === undefined ? 1 : Number(quality);
}

function labelsOf(c: C): CsvOptions["labels"] {
  const inAccept = acceptedOf(c).flatMap((one) => /labels=(id|name|both)/.exec(one)?.[1] ?? [])[0];
  const asked = c.req.query("labels") ?? inAccept ?? "id";
  if (asked !== "id" && asked !== "name" && asked !== "both") throw fieldProblem("labels", "unknown-format");
  return asked;
}

async function answer(
  c: C,
  query: DataQuery,
  { form, series, history }: { readonly form: Form; readonly series: boolean; readonly history: boolean },
): Promise<Response> {
  const figures = await openFigures({ db: c.get("ctx").database.kysely }, query);
  refuseUnless(figures.length > 0, "not-found");
  if (form.kind === "json") {
    const text = JSON.stringify(
      dataMessage({
        observations: figures,
        dimensionAtObservation: series ? "TIME_PERIOD" : "AllDimensions",
        header: headerOf(c, figures),
        history,
      }),
    );
    return sent(c, text, "application/vnd.sdmx.data+json; version=2.1.0");
  }
  const text = writeSdmxCsv(figures, {
    ...plainCsv,
    version: form.version,
    labels: labelsOf(c),
    language: c.get("t").locale === "fr" ? "fr" : "en",
  });
  return sent(
    c,
    text,
    `application/vnd.sdmx.data+csv; version=${form.version}.0; charset=utf-8`,
    `kimberley-${form.version}.csv`,
  );
}

/** The same figures are the same message: its time is that of the newest. */
function headerOf(c: C, figures: readonly Observation[]): MessageHeader {
  const prepared = figures.reduce((newest, { knownFrom }) => (knownFrom > newest ? knownFrom : newest), "");
  const { baseUrl, scheme, demonstration } = c.get("frame");
  return {
    id: `KP-${prepared.replaceAll(/[^0-9]/g, "")}`,
    prepared,
    sender: { id: agency, name: scheme },
    baseUrl,
    test: demonstration,
  };
}

function structure(c: C): Response {
  const { type = "", agency: by = "", id = "", version = "~" } = c.req.param() as Record<string, string>;
  const kind = structureTypes.find((one) => one === type);
  const asked = c.req.query("references") ?? "none";
  const references = referenceKinds.find((one) => one === asked);
  if (references === undefined) throw fieldProblem("references", "unknown-format");
  const founded = "2003-01-01T00:00:00.000Z";
  const { baseUrl, scheme, demonstration } = c.get("frame");
  const header = {
    id: "KP-structure",
    prepared: founded,
    sender: { id: agency, name: scheme },
    baseUrl,
    test: demonstration,
  };
  const message =
    kind !== undefined && ours(by) && current(version)
      ? structureMessage({ type: kind, id, references }, header)
      : undefined;
  refuseUnless(message !== undefined, "not-found");
  return sent(c, JSON.stringify(message), "application/vnd.sdmx.structure+json; version=2.1.0");
}

function sent(c: C, text: string, type: string, name?: string): Response {
  const etag = `"${toHex(sha256(new TextEncoder().encode(text))).slice(0, 32)}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": "public, no-cache",
    "Access-Control-Allow-Origin": "*",
    Vary: "Accept, Accept-Language",
  };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(text, 200, {
    ...headers,
    "Content-Type": type,
    ...(name === undefined ? {} : { "Content-Disposition": `attachment; filename="${name}"` }),
  });
}
