// Figures as search engines for data find them (schema.org): all that are open, and each release with its files.
import { flows } from "#core/statistics/observation.ts";
import type { T } from "#platform/i18n/translator.ts";
import { dataPath } from "./data-file.ts";
import type { Publisher } from "./data-file.ts";
import { formats, mediaTypes } from "./files.ts";
import type { ReleaseRow } from "./store.ts";
import { releaseTitle } from "./words.ts";

export function allFigures(t: T, { baseUrl, scheme }: Publisher): object {
  const address = `${baseUrl}/statistics/catalogue`;
  return {
    ...dataset(address, scheme),
    name: t("releases.catalogue.title"),
    description: t("releases.about.all-flows"),
    temporalCoverage: "2003/..",
    variableMeasured: flows.map((flow) => ({
      "@type": "PropertyValue",
      name: t(`releases.flow.${flow}`),
      description: t(`releases.definition.${flow}`),
    })),
    distribution: formats.map((format) =>
      download(mediaTypes[format], `${baseUrl}${dataPath}?format=${format}`),
    ),
  };
}

export function releaseFigures(t: T, { baseUrl, scheme }: Publisher, row: ReleaseRow): object {
  const address = `${baseUrl}/statistics/releases/${row.id}`;
  return {
    ...dataset(address, scheme),
    name: releaseTitle(t, row),
    description: t("releases.about.all-flows"),
    identifier: row.id,
    version: String(row.edition),
    datePublished: row.at,
    isPartOf: { "@id": `${baseUrl}/statistics/catalogue` },
    distribution: row.files.map(({ name, mediaType }) => download(mediaType, `${address}/files/${name}`)),
  };
}

function dataset(address: string, scheme: string): object {
  return {
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": address,
    url: address,
    creator: { "@type": "Organization", name: scheme },
    isAccessibleForFree: true,
  };
}

function download(mediaType: string, address: string): object {
  return { "@type": "DataDownload", encodingFormat: mediaType.split(";")[0], contentUrl: address };
}
