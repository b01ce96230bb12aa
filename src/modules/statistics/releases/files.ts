// The files in which figures go out: plain CSV, a workbook, JSON with amounts as text, SDMX-CSV in both versions and SDMX-JSON.
// One function for each form, for a release and for any query alike.
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { daysOf, lastDayOf, periodText } from "#core/statistics/periods.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { plainCsv, writeSdmxCsv } from "#core/statistics/sdmx/csv.ts";
import type { CsvOptions } from "#core/statistics/sdmx/csv.ts";
import { dataMessage } from "#core/statistics/sdmx/data-message.ts";
import type { MessageHeader } from "#core/statistics/sdmx/data-message.ts";
import { writeDelimited } from "#core/text/delimited.ts";
import { csvType } from "#platform/http/csv.ts";
import type { T } from "#platform/i18n/translator.ts";
import { writeWorkbook } from "#platform/files/sheet-xlsx-write.ts";
import type { SheetCell } from "#platform/files/sheet-xlsx-write.ts";
import { figuresFile } from "./facts.ts";

export const formats = ["csv", "xlsx", "json", "sdmx-csv-1", "sdmx-csv-2", "sdmx-json"] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Readonly<Record<Format, string>> = {
  csv: csvType,
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  json: "application/json",
  "sdmx-csv-1": "application/vnd.sdmx.data+csv; version=1.0.0; charset=utf-8",
  "sdmx-csv-2": "application/vnd.sdmx.data+csv; version=2.1.0; charset=utf-8",
  "sdmx-json": "application/vnd.sdmx.data+json; version=2.1.0",
};

/** Under which name a release has it. */
export const releaseFileNames = {
  csv: "figures.csv",
  xlsx: "figures.xlsx",
  json: "figures.json",
  "sdmx-csv-1": "sdmx-1.csv",
  "sdmx-csv-2": figuresFile,
  "sdmx-json": "sdmx.json",
} as const satisfies Readonly<Record<Format, string>>;

/** What a file says of itself beside its figures. */
export interface About {
  readonly title: string;
  readonly author: string;
  readonly address: string;
  readonly notes: readonly string[];
  readonly header: MessageHeader;
}

export interface FileOptions {
  readonly about: About;
  /** A byte order mark and a decimal comma with semicolons, as some spreadsheets want them. */
  readonly comma?: boolean;
  readonly labels?: CsvOptions["labels"];
}

/** Words of columns and cells are English codes, so that a program reads every file alike; notes are in the reader's language. */
export function writeFigures(
  t: T,
  format: Format,
  observations: readonly Observation[],
  { about, comma = false, labels = "id" }: FileOptions,
): Uint8Array {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const language = t.locale === "fr" ? "fr" : "en";
  switch (format) {
    case "csv":
      return text(plainFile(observations, comma));
    case "xlsx":
      return workbook(t, observations, about);
    case "json":
      return text(json(observations, about));
    case "sdmx-csv-1":
    case "sdmx-csv-2":
      return text(
        writeSdmxCsv(observations, {
          ...plainCsv,
          version: format === "sdmx-csv-1" ? "1.0" : "2.1",
          locale: comma ? "comma" : "point",
          labels,
          language,
        }),
      );
    case "sdmx-json":
      return text(sdmxJson(observations, about));
  }
}

const columns = [
  { heading: "reporter", width: 10 },
  { heading: "flow", width: 14 },
  { heading: "period", width: 10 },
  { heading: "from", width: 12 },
  { heading: "to", width: 12 },
  { heading: "counterpart", width: 12 },
  { heading: "product", width: 10 },
  { heading: "mining", width: 13 },
  { heading: "origin", width: 8 },
  { heading: "state", width: 10 },
  { heading: "status", width: 12 },
  { heading: "carats", width: 18 },
  { heading: "value_usd", width: 20 },
  { heading: "certificates", width: 12 },
  { heading: "valuation", width: 10 },
  { heading: "basis", width: 8 },
  { heading: "source", width: 14 },
  { heading: "known_from", width: 25 },
  { heading: "known_until", width: 25 },
  { heading: "note", width: 40 },
] as const;

interface Shown {
  readonly carats: string;
  readonly usd: string;
  readonly count: string;
  readonly state: "figure" | "nil" | "withheld";
}

function shown(one: Observation): Shown {
  if (one.status === "WITHHELD") return { carats: "", usd: "", count: "", state: "withheld" };
  return {
    carats: one.carats === null ? "" : caratsToString(one.carats),
    usd: one.usd === null ? "" : usdToString(one.usd),
    count: one.count === null ? "" : String(one.count),
    state: one.nil ? "nil" : "figure",
  };
}

function plainCells(one: Observation, comma: boolean): readonly string[] {
  const { carats, usd, count, state } = shown(one);
  const amount = (text: string): string => (comma ? text.replace(".", ",") : text);
  return [
    one.reporter,
    one.flow,
    periodText(one.period),
    daysOf(one.period).from,
    lastDayOf(one.period),
    one.counterpart,
    one.product,
    one.mining,
    one.origin,
    state,
    one.status,
    amount(carats),
    amount(usd),
    count,
    one.valuation ?? "",
    one.basis ?? "",
    one.source,
    one.knownFrom,
    one.knownUntil ?? "",
    one.note ?? "",
  ];
}

function plainFile(observations: readonly Observation[], comma: boolean): string {
  return writeDelimited(
    [columns.map(({ heading }) => heading), ...observations.map((one) => plainCells(one, comma))],
    { delimiter: comma ? ";" : ",", mark: comma },
  );
}

function workbook(t: T, observations: readonly Observation[], about: About): Uint8Array {
  const number = (text: string, decimals: 0 | 2): SheetCell =>
    text === "" ? null : { kind: "number", text, decimals };
  return writeWorkbook({
    title: about.title,
    author: about.author,
    madeAt: about.header.prepared,
    sheets: [
      {
        name: "data",
        columns,
        rows: observations.map((one) =>
          plainCells(one, false).map((text, place): SheetCell => {
            const heading = columns[place]?.heading;
            if (heading === "carats" || heading === "value_usd") return number(text, 2);
            if (heading === "certificates") return number(text, 0);
            return heading === "from" || heading === "to" ? { kind: "day", day: text } : text;
          }),
        ),
      },
      {
        name: "metadata",
        columns: [
          { heading: "field", width: 18 },
          { heading: "value", width: 90 },
        ],
        rows: [
          ["title", about.title],
          ["publisher", about.author],
          ["address", about.address],
          ["made", about.header.prepared],
          ["figures", { kind: "number", text: String(observations.length), decimals: 0 }],
          ...columns.map(({ heading }): SheetCell[] => [heading, t(`releases.column.${heading}`)]),
        ],
      },
      {
        name: "notes",
        columns: [{ heading: "note", width: 110 }],
        rows: about.notes.map((note) => [note]),
      },
    ],
  });
}

function json(observations: readonly Observation[], about: About): string {
  return JSON.stringify({
    title: about.title,
    publisher: about.author,
    address: about.address,
    made: about.header.prepared,
    notes: about.notes,
    figures: observations.map((one) => {
      const { carats, usd, count, state } = shown(one);
      return {
        reporter: one.reporter,
        flow: one.flow,
        period: periodText(one.period),
        from: daysOf(one.period).from,
        to: lastDayOf(one.period),
        counterpart: one.counterpart,
        product: one.product,
        mining: one.mining,
        origin: one.origin,
        state,
        status: one.status,
        carats: carats === "" ? null : carats,
        valueUsd: usd === "" ? null : usd,
        certificates: count === "" ? null : Number(count),
        valuation: one.valuation,
        basis: one.basis,
        source: one.source,
        knownFrom: one.knownFrom,
        knownUntil: one.knownUntil,
        note: one.note,
      };
    }),
  });
}

function sdmxJson(observations: readonly Observation[], about: About): string {
  const { header } = about;
  return JSON.stringify(
    dataMessage({ observations, dimensionAtObservation: "AllDimensions", header, history: false }),
  );
}
