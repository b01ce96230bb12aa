// The catalogue: what there is, in which forms and at which addresses, for people, for catalogues (DCAT 3), for search engines
// (schema.org) and for tools (Data Package), the public figures in one zip, and any part of them as a file.
import type { Context } from "hono";
import { sha256 } from "#platform/keys/random.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { flows } from "#core/statistics/observation.ts";
import { dataflows } from "#core/statistics/sdmx/components.ts";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import { translator } from "#platform/i18n/translator.ts";
import { writeZip } from "#platform/files/zip-write.ts";
import type { ZipEntry } from "#platform/files/zip-write.ts";
import type { App } from "#modules/record/index.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { openFigures } from "./asked.ts";
import { aboutFigures, figuresFile } from "./data-file.ts";
import { formats, mediaTypes, writeFigures } from "./files.ts";
import { allFigures } from "./linked-data.ts";
import { allReleases } from "./queries.ts";
import { releaseTitle } from "./words.ts";

type C = Context<Web>;

const paths = [
  "/statistics/catalogue",
  "/statistics/catalogue.jsonld",
  "/statistics/catalogue/schema.jsonld",
  "/statistics/catalogue/all.zip",
  "/statistics/data",
] as const;

export const catalogueDoors: readonly Door[] = paths.map((path) => ({
  method: "GET",
  path,
  allow: "everyone",
}));

export function catalogueRoutes(app: App): void {
  const [catalogue, dcat, schema, zip, data] = paths;
  app.get(catalogue, (c) => {
    const t = c.get("t");
    return page(
      c,
      {
        title: t("releases.catalogue.title"),
        description: t("releases.catalogue.lede"),
        breadcrumbs: figuresTrail(t, { text: t("releases.title"), href: "/statistics/releases" }),
        alternates: [
          { href: dcat, type: "application/ld+json", title: "DCAT 3" },
          { href: schema, type: "application/ld+json", title: "schema.org" },
        ],
        linkedData: allFigures(t, c.get("frame")),
      },
      <CataloguePage t={t} />,
    );
  });
  app.get(dcat, async (c) => linked(c, await dcatCatalogue(c)));
  app.get(schema, (c) => linked(c, allFigures(c.get("t"), c.get("frame"))));
  app.get(zip, bulk);
  app.get(data, dataFile);
}

function CataloguePage({ t }: { t: Web["Variables"]["t"] }) {
  return (
    <>
      <h1>{t("releases.catalogue.title")}</h1>
      <p class="lede">{t("releases.catalogue.lede")}</p>
      <Table
        id="flows"
        caption={t("releases.catalogue.flows")}
        columns={[
          { label: t("releases.restated.what") },
          { label: t("releases.about.definition") },
          { label: t("releases.catalogue.forms") },
        ]}
        rows={flows.map((flow) => [
          t(`releases.flow.${flow}`),
          t(`releases.definition.${flow}`),
          formats.map((format, place) => (
            <>
              {place > 0 && " · "}
              <a href={`/statistics/data?flow=${flow}&format=${format}`}>{format}</a>
            </>
          )),
        ])}
        empty=""
        note={t("releases.catalogue.parameters")}
      />
      <h2>{t("releases.catalogue.programs")}</h2>
      <ul>
        {dataflows.map(({ id }) => (
          <li class="code">
            <a href={`/sdmx/3/data/dataflow/KP/${id}/1.0.0/*`}>{`/sdmx/3/data/dataflow/KP/${id}/1.0.0/*`}</a>
          </li>
        ))}
        <li class="code">
          <a href="/sdmx/3/structure/dataflow/KP/*/1.0.0?references=all">
            /sdmx/3/structure/dataflow/KP/*/1.0.0?references=all
          </a>
        </li>
        <li class="code">
          <a href="/sdmx/rest/data/PRODUCTION/all">/sdmx/rest/data/PRODUCTION/all</a>
        </li>
        <li>
          <a href="/statistics/catalogue.jsonld">DCAT 3</a>
          {" · "}
          <a href="/statistics/catalogue/schema.jsonld">schema.org</a>
          {" · "}
          <a href="/statistics/releases.atom">Atom</a>
        </li>
        <li>
          <a href="/statistics/catalogue/all.zip">{t("releases.catalogue.all")}</a>
        </li>
      </ul>
      <p class="quiet">{t("releases.licence")}</p>
    </>
  );
}

function linked(c: C, content: object): Response {
  return c.body(JSON.stringify(content, null, 1), 200, {
    "Content-Type": "application/ld+json",
    "Access-Control-Allow-Origin": "*",
    "Content-Language": c.get("t").locale,
    Vary: "Accept-Language, Cookie",
  });
}

/** One data set for each release, whose files are its distributions, in a series; and one for what is known now. */
async function dcatCatalogue(c: C): Promise<object> {
  const [t, { baseUrl, scheme }] = [c.get("t"), c.get("frame")];
  const rows = await allReleases(c.get("ctx"));
  const publisher = { "@type": "foaf:Organization", "foaf:name": scheme };
  const series = { "@id": `${baseUrl}/statistics/releases` };
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      spdx: "http://spdx.org/rdf/terms#",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@id": `${baseUrl}/statistics/catalogue`,
    "@type": "dcat:Catalog",
    "dct:title": { "@value": t("releases.catalogue.title"), "@language": t.locale },
    "dct:publisher": publisher,
    "dcat:dataset": [
      {
        ...series,
        "@type": "dcat:DatasetSeries",
        "dct:title": t("releases.title"),
        "dct:publisher": publisher,
      },
      ...rows.map((row) => {
        const address = `${baseUrl}/statistics/releases/${row.id}`;
        return {
          "@id": address,
          "@type": "dcat:Dataset",
          "dct:title": { "@value": releaseTitle(t, row), "@language": t.locale },
          "dct:identifier": row.id,
          "dct:issued": { "@value": row.at, "@type": "xsd:dateTime" },
          "dct:publisher": publisher,
          "dct:rights": t("releases.licence"),
          "dcat:version": String(row.edition),
          "dcat:inSeries": series,
          "dcat:distribution": row.files.map(({ name, mediaType, bytes, digest }) => ({
            "@id": `${address}/files/${name}`,
            "@type": "dcat:Distribution",
            "dcat:downloadURL": { "@id": `${address}/files/${name}` },
            "dcat:mediaType": mediaType.split(";")[0],
            "dcat:byteSize": bytes,
            "spdx:checksum": {
              "@type": "spdx:Checksum",
              "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256" },
              "spdx:checksumValue": digest,
            },
          })),
        };
      }),
    ],
    "dcat:service": {
      "@id": `${baseUrl}/sdmx/3`,
      "@type": "dcat:DataService",
      "dct:title": "SDMX REST",
      "dcat:endpointURL": { "@id": `${baseUrl}/sdmx/3` },
    },
  };
}

async function dataFile(c: C): Promise<Response> {
  const { search } = new URL(c.req.url);
  const { content, format, name } = await figuresFile(c.get("ctx"), c.get("t"), c.get("frame"), search);
  const etag = `"${toHex(sha256(content)).slice(0, 32)}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": "public, no-cache",
    "Access-Control-Allow-Origin": "*",
    Vary: "Accept-Language, Cookie",
  };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(new Uint8Array(content), 200, {
    ...headers,
    "Content-Type": mediaTypes[format],
    "Content-Disposition": `attachment; filename="${name}"`,
  });
}

/** All open figures with their vintages, a Data Package descriptor, and check sums of the files. */
async function bulk(c: C): Promise<Response> {
  const reader = { db: c.get("ctx").database.kysely };
  const figures = await openFigures(reader, { flows, everyVintage: true, wanted: [] });
  const about = aboutFigures(c.get("t"), c.get("frame"), c.req.path, figures);
  const t = translator("en");
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const files: readonly ZipEntry[] = [
    { name: "figures.csv", content: writeFigures(t, "csv", figures, { about }) },
    { name: "sdmx-2.csv", content: writeFigures(t, "sdmx-csv-2", figures, { about }) },
  ];
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: "kimberley-process-statistics",
    title: about.title,
    description: t("releases.about.all-flows"),
    homepage: `${about.header.baseUrl}/statistics/catalogue`,
    version: about.header.prepared,
    resources: files.map(({ name, content }) => ({
      name: name.replace(".csv", ""),
      path: name,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      bytes: content.length,
      hash: `sha256:${toHex(sha256(content))}`,
    })),
  };
  const listed: readonly ZipEntry[] = [
    { name: "datapackage.json", content: encode(JSON.stringify(descriptor, null, 1)) },
    ...files,
  ];
  const sums = listed.map(({ name, content }) => `${toHex(sha256(content))}  ${name}\n`).join("");
  const zip = writeZip([...listed, { name: "SHA256SUMS", content: encode(sums) }]);
  return c.body(new Uint8Array(zip), 200, {
    "Content-Type": "application/zip",
    "Content-Disposition": 'attachment; filename="kimberley-statistics.zip"',
    "Access-Control-Allow-Origin": "*",
  });
}
