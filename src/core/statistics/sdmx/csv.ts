// SDMX-CSV: 2.x with its columns STRUCTURE, STRUCTURE_ID and ACTION and all measures in one row; 1.0 with DATAFLOW and one
// measure in a row. Labels as the field guide has them: codes, codes beside names, or "CODE: Name".
// The same in the form that spreadsheets of decimal-comma countries open: semicolons, and a comma for the decimal point.
import { writeDelimited } from "../../text/delimited.ts";
import type { Observation } from "../observation.ts";
import type { Named } from "./codes.ts";
import { codeName } from "./codes.ts";
import {
  agency,
  attributes,
  codeListOf,
  dataflowOf,
  dimensions,
  measureDimension,
  measures,
  singleMeasure,
  singleSuffix,
  structureVersion,
  timeDimension,
} from "./components.ts";
import type { Component, Dataflow } from "./components.ts";
import { recordOf } from "./record.ts";
import type { ComponentId, SdmxRecord } from "./record.ts";

export interface CsvOptions {
  readonly version: "1.0" | "2.0" | "2.1";
  readonly labels: "id" | "name" | "both";
  readonly language: keyof Named;
  readonly locale: "point" | "comma";
  readonly keys: "none" | "series" | "obs" | "both";
}

export const plainCsv: CsvOptions = {
  version: "2.1",
  labels: "id",
  language: "en",
  locale: "point",
  keys: "none",
};

export function writeSdmxCsv(observations: readonly Observation[], options: CsvOptions = plainCsv): string {
  const labels = labelsFor(options);
  const head = options.version === "1.0" ? headOfOne(labels, options) : headOfTwo(labels, options);
  const rows = observations.flatMap((one) => {
    const [record, flow] = [recordOf(one), dataflowOf(one.flow)];
    return options.version === "1.0"
      ? rowsOfOne(record, flow, labels)
      : [rowOfTwo(record, flow, labels, options)];
  });
  const comma = options.locale === "comma";
  return writeDelimited([head, ...rows], { delimiter: comma ? ";" : ",", mark: comma });
}

/** "KP:TRADE(1.0.0)" */
export function dataflowReference(id: string): string {
  return `${agency}:${id}(${structureVersion})`;
}

type Cells = readonly string[];

interface Labels {
  head(component: Component): Cells;
  value(component: Component, value: string): Cells;
  flow(id: string, name: Named): Cells;
}

function labelsFor({ labels, language, locale }: CsvOptions): Labels {
  const nameOf = (component: Component, value: string): string | undefined => {
    const listed = codeListOf(component);
    return listed === undefined || value === "" ? undefined : codeName(listed, value, language);
  };
  const shown = (component: Component, value: string): string =>
    locale === "comma" && component.takes === "Decimal" ? value.replace(".", ",") : value;
  switch (labels) {
    case "id":
      return {
        head: ({ id }) => [id],
        value: (component, value) => [shown(component, value)],
        flow: (id) => [dataflowReference(id)],
      };
    case "name":
      return {
        head: ({ id, name }) => [id, name[language]],
        value: (component, value) => [
          shown(component, value),
          component.id === timeDimension.id ? value : (nameOf(component, value) ?? ""),
        ],
        flow: (id, name) => [dataflowReference(id), name[language]],
      };
    case "both":
      return {
        head: ({ id, name }) => [`${id}: ${name[language]}`],
        value: (component, value) => {
          const name = nameOf(component, value);
          return [name === undefined ? shown(component, value) : `${value}: ${name}`];
        },
        flow: (id, name) => [`${dataflowReference(id)}: ${name[language]}`],
      };
  }
}

function headOfTwo(labels: Labels, { keys, labels: kind }: CsvOptions): Cells {
  return [
    "STRUCTURE",
    "STRUCTURE_ID",
    ...(kind === "name" ? ["STRUCTURE_NAME"] : []),
    "ACTION",
    ...(keys === "series" || keys === "both" ? ["SERIES_KEY"] : []),
    ...(keys === "obs" || keys === "both" ? ["OBS_KEY"] : []),
    ...componentsOfTwo.flatMap((component) => labels.head(component)),
  ];
}

const componentsOfTwo: readonly Component[] = [...dimensions, timeDimension, ...measures, ...attributes];

function rowOfTwo(record: SdmxRecord, flow: Dataflow, labels: Labels, { keys }: CsvOptions): Cells {
  const series = seriesKeyOf(record);
  return [
    "dataflow",
    ...labels.flow(flow.id, flow.name),
    "I",
    ...(keys === "series" || keys === "both" ? [series] : []),
    ...(keys === "obs" || keys === "both" ? [`${series}.${record.TIME_PERIOD}`] : []),
    ...componentsOfTwo.flatMap((component) => labels.value(component, record[component.id as ComponentId])),
  ];
}

export function seriesKeyOf(record: SdmxRecord): string {
  return dimensions.map(({ id }) => record[id]).join(".");
}

const componentsOfOne: readonly Component[] = [
  ...dimensions,
  measureDimension,
  timeDimension,
  singleMeasure,
  ...attributes,
];

function headOfOne(labels: Labels, { labels: kind }: CsvOptions): Cells {
  return [
    "DATAFLOW",
    ...(kind === "name" ? ["DATAFLOW_NAME"] : []),
    ...componentsOfOne.flatMap((component) => labels.head(component)),
  ];
}

/** One row for each measure given; where none is (withheld), one that says so for the first that the flow asks for. */
function rowsOfOne(record: SdmxRecord, flow: Dataflow, labels: Labels): readonly Cells[] {
  return givenMeasures(record, flow).map((measure) => {
    const values: Readonly<Record<string, string>> = {
      ...record,
      [measureDimension.id]: measure,
      [singleMeasure.id]: record[measure],
    };
    return [
      ...labels.flow(flow.id + singleSuffix, flow.name),
      ...componentsOfOne.flatMap((component) => labels.value(component, values[component.id] ?? "")),
    ];
  });
}

export function givenMeasures(
  record: SdmxRecord,
  flow: Dataflow,
): readonly (typeof measures)[number]["id"][] {
  const given = measures.filter(({ id }) => record[id] !== "").map(({ id }) => id);
  if (given.length > 0) return given;
  return [flow.id === "CERTIFICATES" ? "COUNT" : "CARATS"];
}
