// SDMX-JSON 2.1 structure messages: the flows, the two structures behind them, concepts and code lists, found by type, id and
// version as structure queries ask for them, with what they refer to where that is asked for.
import { codeLists } from "./codes.ts";
import type { CodeList, Named } from "./codes.ts";
import { dataflowReference } from "./csv.ts";
import {
  agency,
  attributes,
  codeListOf,
  conceptSchemeId,
  dataflows,
  dimensions,
  measureDimension,
  measures,
  singleMeasure,
  singleSuffix,
  structureId,
  structureVersion,
  timeDimension,
} from "./components.ts";
import type { Component } from "./components.ts";
import { metaOf } from "./data-message.ts";
import type { MessageHeader } from "./data-message.ts";

export const structureSchema = "https://json.sdmx.org/2.1/sdmx-json-structure-schema.json";

export const structureTypes = [
  "dataflow",
  "datastructure",
  "codelist",
  "conceptscheme",
  "agencyscheme",
  "*",
] as const;
export type StructureType = (typeof structureTypes)[number];

/** "none", one step down or up, or everything around it. */
export const referenceKinds = ["none", "children", "descendants", "parents", "ancestors", "all"] as const;
export type References = (typeof referenceKinds)[number];

export interface StructureQuery {
  readonly type: StructureType;
  /** "*" for all. */
  readonly id: string;
  readonly references: References;
}

/** Undefined: there is no such artefact. */
export function structureMessage(
  query: StructureQuery,
  header: MessageHeader,
): Readonly<Record<string, unknown>> | undefined {
  const matching = artefacts.filter(
    ({ type, id }) => (query.type === "*" || query.type === type) && (query.id === "*" || query.id === id),
  );
  if (matching.length === 0) return undefined;
  const shown = withReferences(matching, query.references);
  const of = (type: Artefact["type"]): readonly unknown[] =>
    shown.filter((one) => one.type === type).map((one) => one.make(header.baseUrl));
  const lists = {
    dataStructures: of("datastructure"),
    conceptSchemes: of("conceptscheme"),
    codelists: of("codelist"),
    agencySchemes: of("agencyscheme"),
    dataflows: of("dataflow"),
  };
  return {
    $schema: structureSchema,
    meta: metaOf(header),
    data: Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
  };
}

interface Artefact {
  readonly type: Exclude<StructureType, "*">;
  readonly id: string;
  /** Ids of what it refers to. */
  readonly uses: readonly string[];
  make(baseUrl: string): Readonly<Record<string, unknown>>;
}

interface Structure {
  readonly id: string;
  readonly name: Named;
  readonly dimensions: readonly Component[];
  readonly measures: readonly Component[];
}

const structures: readonly Structure[] = [
  {
    id: structureId,
    name: { en: "Kimberley Process statistics", fr: "Statistiques du Processus de Kimberley" },
    dimensions,
    measures,
  },
  {
    id: structureId + singleSuffix,
    name: {
      en: "Kimberley Process statistics, one measure an observation",
      fr: "Statistiques du Processus de Kimberley, une mesure par observation",
    },
    dimensions: [...dimensions, measureDimension],
    measures: [singleMeasure],
  },
];

const concepts: readonly Component[] = [
  ...dimensions,
  measureDimension,
  timeDimension,
  ...measures,
  singleMeasure,
  ...attributes,
];

const artefacts: readonly Artefact[] = [
  ...structures.map((structure): Artefact => {
    const used = [...structure.dimensions, ...attributes].flatMap((one) => codeListOf(one)?.id ?? []);
    return {
      type: "datastructure",
      id: structure.id,
      uses: [conceptSchemeId, ...new Set(used)],
      make: (baseUrl) => dataStructure(structure, baseUrl),
    };
  }),
  ...dataflows.flatMap(({ id, name }) =>
    [false, true].map((single): Artefact => {
      const suffix = single ? singleSuffix : "";
      return {
        type: "dataflow",
        id: id + suffix,
        uses: [structureId + suffix],
        make: (baseUrl) => ({
          ...maintained("dataflow", "datastructure.Dataflow", id + suffix, name, baseUrl),
          structure: `urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=${dataflowReference(structureId + suffix)}`,
        }),
      };
    }),
  ),
  {
    type: "conceptscheme",
    id: conceptSchemeId,
    uses: codeLists.map(({ id }) => id),
    make: (baseUrl) => ({
      ...maintained(
        "conceptscheme",
        "conceptscheme.ConceptScheme",
        conceptSchemeId,
        { en: "Concepts of Kimberley Process statistics", fr: "Concepts des statistiques du Processus" },
        baseUrl,
      ),
      concepts: concepts.map(({ id, name }) => ({ id, name: name.en, names: name })),
    }),
  },
  ...codeLists.map((listed): Artefact => ({
    type: "codelist",
    id: listed.id,
    uses: [],
    make: (baseUrl) => codeList(listed, baseUrl),
  })),
  {
    type: "agencyscheme",
    id: "AGENCIES",
    uses: [],
    make: () => ({
      id: "AGENCIES",
      agencyID: agency,
      name: "Agencies",
      names: { en: "Agencies", fr: "Agences" },
      agencies: [
        {
          id: agency,
          name: "Kimberley Process",
          names: { en: "Kimberley Process", fr: "Processus de Kimberley" },
        },
      ],
    }),
  },
];

function withReferences(matching: readonly Artefact[], references: References): readonly Artefact[] {
  const shown = new Set(matching);
  const down = references === "children" || references === "descendants" || references === "all";
  const up = references === "parents" || references === "ancestors" || references === "all";
  const once = references === "children" || references === "parents";
  for (let grown = true; grown;) {
    const found = artefacts.filter(
      (one) =>
        !shown.has(one) &&
        [...shown].some(
          (known) => (down && known.uses.includes(one.id)) || (up && one.uses.includes(known.id)),
        ),
    );
    for (const one of found) shown.add(one);
    grown = !once && references !== "none" && found.length > 0;
  }
  return [...shown];
}

function maintained(
  type: string,
  className: string,
  id: string,
  name: Named,
  baseUrl: string,
): Readonly<Record<string, unknown>> {
  return {
    id,
    version: structureVersion,
    agencyID: agency,
    name: name.en,
    names: name,
    links: [
      {
        href: `${baseUrl}/sdmx/3/structure/${type}/${agency}/${id}/${structureVersion}`,
        rel: "self",
        urn: `urn:sdmx:org.sdmx.infomodel.${className}=${dataflowReference(id)}`,
      },
    ],
  };
}

function codeList(listed: CodeList, baseUrl: string): Readonly<Record<string, unknown>> {
  return {
    ...maintained("codelist", "codelist.Codelist", listed.id, listed.name, baseUrl),
    codes: listed.codes.map(({ id, name }) => ({ id, name: name.en, names: name })),
  };
}

function dataStructure(
  { id, name, dimensions: ordered, measures: measured }: Structure,
  baseUrl: string,
): Readonly<Record<string, unknown>> {
  return {
    ...maintained("datastructure", "datastructure.DataStructure", id, name, baseUrl),
    dataStructureComponents: {
      dimensionList: {
        id: "DimensionDescriptor",
        dimensions: ordered.map((component, place) => ({
          id: component.id,
          position: place + 1,
          conceptIdentity: conceptOf(component),
          localRepresentation: representationOf(component),
        })),
        timeDimension: {
          id: timeDimension.id,
          conceptIdentity: conceptOf(timeDimension),
          localRepresentation: { format: { dataType: "ObservationalTimePeriod" } },
        },
      },
      measureList: {
        id: "MeasureDescriptor",
        measures: measured.map((component) => ({
          id: component.id,
          usage: "optional",
          conceptIdentity: conceptOf(component),
          localRepresentation: representationOf(component),
        })),
      },
      attributeList: {
        id: "AttributeDescriptor",
        attributes: attributes.map((component) => ({
          id: component.id,
          usage: component.id === "OBS_STATUS" ? "mandatory" : "optional",
          attributeRelationship: { observation: {} },
          conceptIdentity: conceptOf(component),
          localRepresentation: representationOf(component),
        })),
      },
    },
  };
}

function conceptOf({ id }: Component): string {
  return `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=${dataflowReference(conceptSchemeId)}.${id}`;
}

function representationOf(component: Component): Readonly<Record<string, unknown>> {
  const listed = codeListOf(component);
  return listed === undefined
    ? { format: { dataType: component.takes } }
    : { enumeration: `urn:sdmx:org.sdmx.infomodel.codelist.Codelist=${dataflowReference(listed.id)}` };
}
