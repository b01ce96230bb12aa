// SDMX-JSON 2.1 data messages: every measure and attribute of an observation in one array, by series over time or flat. One
// data set for what stands; with history, one for each vintage, with the time for which it stood.
import type { Observation } from "../observation.ts";
import { daysOf } from "../periods.ts";
import type { Code, Named } from "./codes.ts";
import { dataflowReference } from "./csv.ts";
import {
  agency,
  attributes,
  codeListOf,
  dataflowOf,
  dataflows,
  dimensions,
  measures,
  structureId,
  structureVersion,
  timeDimension,
} from "./components.ts";
import type { Component, Dataflow } from "./components.ts";
import { recordOf } from "./record.ts";
import type { ComponentId, SdmxRecord } from "./record.ts";

export interface DataMessageInput {
  /** At least one: an empty answer is "not found". */
  readonly observations: readonly Observation[];
  readonly dimensionAtObservation: "TIME_PERIOD" | "AllDimensions";
  readonly header: MessageHeader;
  readonly history: boolean;
}

export interface MessageHeader {
  readonly id: string;
  /** UTC instant. */
  readonly prepared: string;
  readonly sender: { readonly id: string; readonly name: string };
  readonly baseUrl: string;
  readonly test: boolean;
}

export const dataSchema = "https://json.sdmx.org/2.1/sdmx-json-data-schema.json";

type Value = string | number | null;

/** Figures of several flows are several structures in one message, each with its data sets. */
export function dataMessage(input: DataMessageInput): Readonly<Record<string, unknown>> {
  const structures: unknown[] = [];
  const dataSets: unknown[] = [];
  for (const flow of dataflows) {
    const own = input.observations.filter((one) => dataflowOf(one.flow) === flow);
    if (own.length === 0) continue;
    const made = flowPart(flow, own, input, structures.length);
    structures.push({
      ...made.structure,
      dataSets: made.dataSets.map((_, place) => dataSets.length + place),
    });
    dataSets.push(...made.dataSets);
  }
  return { $schema: dataSchema, meta: metaOf(input.header), data: { structures, dataSets } };
}

function flowPart(
  flow: Dataflow,
  observations: readonly Observation[],
  { header, history, dimensionAtObservation }: DataMessageInput,
  place: number,
): { readonly structure: object; readonly dataSets: readonly unknown[] } {
  const entries = observations.map((one) => ({ one, record: recordOf(one) }));
  const bySeries = dimensionAtObservation === "TIME_PERIOD";
  const places = new Map(
    [...dimensions, timeDimension].map((component, position) => [
      component.id,
      indexOf(component, position, entries),
    ]),
  );
  const coded = attributes.map((component) => attributeIndex(component, entries));
  const shownDimension = (id: string): unknown => places.get(id)?.shown;
  const keys = dimensions.map(({ id }) => id);
  const vintages = history ? byVintage(entries) : [entries];
  return {
    structure: {
      name: flow.name.en,
      names: flow.name,
      links: linksOf(flow, header.baseUrl),
      dimensions: {
        dataSet: [],
        series: bySeries ? keys.map(shownDimension) : [],
        observation: [...(bySeries ? [] : keys), timeDimension.id].map(shownDimension),
      },
      measures: {
        observation: measures.map(({ id, name, takes }) => ({
          id,
          name: name.en,
          names: name,
          format: { dataType: takes },
        })),
      },
      attributes: { dataSet: [], series: [], observation: coded.map(({ shown }) => shown) },
    },
    dataSets: vintages.map((vintage) => {
      const first = vintage[0]?.one;
      return {
        structure: place,
        action: "Information",
        ...(history && first !== undefined
          ? {
              validFrom: first.knownFrom,
              ...(first.knownUntil === null ? {} : { validTo: first.knownUntil }),
            }
          : {}),
        ...(bySeries
          ? { series: seriesOf(vintage, keys, places, coded) }
          : { observations: flat(vintage, keys, places, coded) }),
      };
    }),
  };
}

export function metaOf({ id, prepared, sender, test }: MessageHeader): Readonly<Record<string, unknown>> {
  return { id, prepared, test, contentLanguages: ["en", "fr"], sender: { id: sender.id, name: sender.name } };
}

interface Entry {
  readonly one: Observation;
  readonly record: SdmxRecord;
}

interface Index {
  readonly shown: Readonly<Record<string, unknown>>;
  readonly at: ReadonlyMap<string, number>;
}

function indexOf(component: Component, position: number, entries: readonly Entry[]): Index {
  const listed = codeListOf(component);
  const periods = new Map(entries.map(({ one, record }) => [record.TIME_PERIOD, one.period]));
  const values = [...new Set(entries.map(({ record }) => record[component.id as ComponentId]))].sort();
  const isTime = component.id === timeDimension.id;
  return {
    at: new Map(values.map((value, place) => [value, place])),
    shown: {
      id: component.id,
      name: component.name.en,
      names: component.name,
      keyPosition: position,
      roles: [component.id],
      ...(listed === undefined ? { format: { dataType: component.takes } } : {}),
      values: values.map((value) => {
        if (listed !== undefined) return shownCode(listed.codes, value);
        const period = isTime ? periods.get(value) : undefined;
        if (period === undefined) return { value };
        const { from, until } = daysOf(period);
        return { value, start: `${from}T00:00:00.000Z`, end: `${until}T00:00:00.000Z` };
      }),
    },
  };
}

function shownCode(codes: readonly Code[], id: string): Readonly<Record<string, unknown>> {
  const name: Named = codes.find((code) => code.id === id)?.name ?? { en: id, fr: id };
  return { id, name: name.en, names: name };
}

interface AttributeIndex {
  readonly id: ComponentId;
  readonly shown: Readonly<Record<string, unknown>>;
  /** Undefined: its values stand in the observations themselves. */
  readonly at: ReadonlyMap<string, number> | undefined;
}

function attributeIndex(
  component: Component & { id: ComponentId },
  entries: readonly Entry[],
): AttributeIndex {
  const listed = codeListOf(component);
  const values = [...new Set(entries.map(({ record }) => record[component.id]))].filter((one) => one !== "");
  const coded = listed !== undefined && values.length > 0;
  return {
    id: component.id,
    at: coded ? new Map(values.sort().map((value, place) => [value, place])) : undefined,
    shown: {
      id: component.id,
      name: component.name.en,
      names: component.name,
      relationship: { observation: {} },
      ...(coded
        ? { values: values.map((value) => shownCode(listed.codes, value)) }
        : { format: { dataType: typeof component.takes === "string" ? component.takes : "String" } }),
    },
  };
}

/** Fifteen digits at most, so that the number that a reader of JSON makes of it is the amount to the hundredth. */
function valuesOf(record: SdmxRecord, coded: readonly AttributeIndex[]): readonly Value[] {
  const given = (id: ComponentId): Value => (record[id] === "" ? null : record[id]);
  return [
    ...measures.map(({ id }) => (record[id] === "" ? null : Number(record[id]))),
    ...coded.map(({ id, at }) => (at === undefined ? given(id) : (at.get(record[id]) ?? null))),
  ];
}

type Places = ReadonlyMap<string, Index>;

function keyAt(record: SdmxRecord, ids: readonly ComponentId[], places: Places): string {
  return ids.map((id) => places.get(id)?.at.get(record[id])).join(":");
}

function flat(
  entries: readonly Entry[],
  keys: readonly ComponentId[],
  places: Places,
  coded: readonly AttributeIndex[],
): Readonly<Record<string, readonly Value[]>> {
  return Object.fromEntries(
    entries.map(({ record }) => [keyAt(record, [...keys, "TIME_PERIOD"], places), valuesOf(record, coded)]),
  );
}

function seriesOf(
  entries: readonly Entry[],
  keys: readonly ComponentId[],
  places: Places,
  coded: readonly AttributeIndex[],
): Readonly<Record<string, unknown>> {
  const series: Record<string, { observations: Record<string, readonly Value[]> }> = {};
  for (const { record } of entries) {
    const one = (series[keyAt(record, keys, places)] ??= { observations: {} });
    one.observations[keyAt(record, ["TIME_PERIOD"], places)] = valuesOf(record, coded);
  }
  return series;
}

/** Together what was known for the same time; oldest first. */
function byVintage(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const all = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.one.knownFrom} ${entry.one.knownUntil ?? ""}`;
    const known = all.get(key);
    if (known === undefined) all.set(key, [entry]);
    else known.push(entry);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, vintage]) => vintage);
}

function linksOf(flow: Dataflow, baseUrl: string): readonly Readonly<Record<string, string>>[] {
  return [
    {
      href: `${baseUrl}/sdmx/3/structure/dataflow/${agency}/${flow.id}/${structureVersion}`,
      urn: `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=${dataflowReference(flow.id)}`,
      rel: "dataflow",
    },
    {
      href: `${baseUrl}/sdmx/3/structure/datastructure/${agency}/${structureId}/${structureVersion}`,
      urn: `urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=${dataflowReference(structureId)}`,
      rel: "datastructure",
    },
  ];
}
