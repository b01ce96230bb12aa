// The kinds of files that are known by their heads, and how each is read. Production returns have a reader of their own
// (returns.ts); all others are mappings.
import { foldName } from "../../kp/language.ts";
import type { Amount, Mapping } from "./mapping.ts";
import type { Unit } from "./numbers.ts";

export const fileKinds = [
  "kp-production",
  "gjepc-monthly",
  "gjepc-suppliers",
  "itc-reporters",
  "published",
  "eiti",
  "figures",
] as const;
export type FileKind = (typeof fileKinds)[number];
/** A file that a person's own mapping reads. */
export const mappedKind = "mapped";

export function isFileKind(text: string): text is FileKind {
  return (fileKinds as readonly string[]).includes(text);
}

/** Undefined: of no kind that is known; it needs a mapping. */
export function recogniseKind(head: readonly string[]): FileKind | undefined {
  const cells = new Set(head.map((cell) => cell.trim().toLowerCase()));
  const kind = fileKinds.find((one) => (marks[one] ?? []).every((mark) => cells.has(mark)));
  return kind ?? (looksLikeReturns(head) ? "kp-production" : undefined);
}

/** Headings that, together, no other kind has. */
const marks: Readonly<Record<FileKind, readonly string[]>> = {
  "kp-production": ["participant", "year", "half", "return_kind", "carats", "value_usd"],
  "gjepc-monthly": ["reporter", "year", "month", "release_period", "value_usd_million"],
  "gjepc-suppliers": ["reporter", "partner", "period_type", "value_usd_million"],
  "itc-reporters": ["hs6", "flow", "reporter", "year", "value_thousand_usd"],
  published: ["figure_id", "period_type", "period", "reporter", "measure", "value_usd"],
  eiti: ["iso2", "year", "eiti_government_carats", "eiti_companies_carats"],
  figures: ["reporter", "counterpart", "flow", "product", "time_period", "carats", "value_usd"],
};

/** The workbook layout: "Country Name", "Year", "Quarter", "Carat", "US Value". */
function looksLikeReturns(head: readonly string[]): boolean {
  const cells = new Set(head.map((cell) => foldName(cell)));
  const has = (...names: readonly string[]): boolean => names.some((name) => cells.has(name));
  return (
    has("countryname", "country", "participant", "pays") &&
    has("year", "annee") &&
    has("quarter", "half", "semester", "semestre") &&
    has("carat", "carats")
  );
}

const amount = (columns: readonly (readonly [string, Unit])[], double = false): Amount => ({
  columns: columns.map(([column, unit]) => ({ column, unit })),
  double,
});
const tradeFlow = { column: "flow", codes: { import: "IMPORT", export: "EXPORT" } } as const;

export const builtInMappings: Readonly<Record<Exclude<FileKind, "kp-production">, Mapping>> = {
  "gjepc-monthly": {
    period: { year: "year", month: "month" },
    said: {
      reporter: { column: "reporter" },
      flow: tradeFlow,
      counterpart: { value: "W" },
      product: { value: "_T" },
      basis: { column: "basis" },
    },
    figures: [
      {
        voice: "",
        carats: amount(
          [
            ["carats", "one"],
            ["quantity_lakh_carats", "lakh"],
          ],
          true,
        ),
        usd: amount([["value_usd_million", "million"]]),
      },
    ],
    vintage: "release_period",
    notes: [
      { column: "vintage", after: "" },
      { column: "value_inr_crore", after: " crore INR" },
    ],
    names: {},
  },
  "gjepc-suppliers": {
    period: { text: "period" },
    fiscalFrom: 4,
    said: {
      reporter: { column: "reporter" },
      flow: tradeFlow,
      counterpart: { column: "partner" },
      product: { value: "_T" },
      basis: { column: "basis" },
    },
    figures: [{ voice: "", usd: amount([["value_usd_million", "million"]]) }],
    notes: [{ column: "value_inr_crore", after: " crore INR" }],
    pass: { column: "status", words: ["not_available"] },
    nil: { column: "status", words: ["nil"] },
    names: {},
  },
  "itc-reporters": {
    period: { year: "year" },
    said: {
      reporter: { column: "reporter" },
      flow: tradeFlow,
      counterpart: { value: "W" },
      product: { column: "hs6" },
    },
    figures: [{ voice: "", usd: amount([["value_thousand_usd", "thousand"]]) }],
    notes: [],
    names: {
      Congo: "CG",
      "Bolivia, Plurinational State of": "BO",
      "Brunei Darussalam": "BN",
      "Iran, Islamic Republic of": "IR",
      "Korea, Democratic People's Republic of": "KP",
      "Palestine, State of": "PS",
      "Sao Tome and Principe": "ST",
      "Sudan (before 2012)": "SD",
      "Taipei, Chinese": "TW",
      "United States Minor Outlying Islands": "UM",
      "Venezuela, Bolivarian Republic of": "VE",
      // Dissolved in 2010; its successors are other reporters.
      "Netherlands Antilles": null,
      "Free Zones": null,
      "Ship stores and bunkers": null,
      "Area Nes": null,
    },
  },
  published: {
    period: { text: "period" },
    said: {
      reporter: { column: "reporter" },
      flow: {
        column: "measure",
        codes: {
          production: "PRODUCTION",
          import: "IMPORT",
          export: "EXPORT",
          import_national_source: "IMPORT",
          export_national_source: "EXPORT",
        },
        otherwise: "",
      },
      counterpart: { column: "counterpart", codes: { "": "W" } },
      product: { value: "_T" },
    },
    figures: [
      { voice: "", carats: amount([["carats", "one"]], true), usd: amount([["value_usd", "one"]], true) },
    ],
    voiceHost: "source_url",
    vintage: "published",
    notes: [
      { column: "figure_id", after: "" },
      { column: "precision", after: "" },
      { column: "known_issue", after: "" },
    ],
    names: {},
  },
  eiti: {
    period: { year: "year" },
    said: { reporter: { column: "iso2" }, flow: { value: "PRODUCTION" } },
    figures: (
      [
        ["usgs", "external_carats"],
        ["reconciled", "eiti_reconciled_carats"],
        ["government", "eiti_government_carats"],
        ["companies", "eiti_companies_carats"],
      ] as const
    ).map(([voice, column]) => ({
      voice,
      carats: amount([[column, "one"]], true),
      usd: amount([["production_value_usd", "one"]], true),
    })),
    notes: [{ column: "source_note", after: "" }],
    names: {},
  },
  figures: {
    period: { text: "TIME_PERIOD" },
    said: {
      reporter: { column: "REPORTER" },
      flow: { column: "FLOW" },
      counterpart: { column: "COUNTERPART" },
      product: { column: "PRODUCT" },
      mining: { column: "MINING" },
      origin: { column: "ORIGIN" },
      status: { column: "OBS_STATUS" },
      valuation: { column: "VALUATION" },
      basis: { column: "BASIS" },
    },
    figures: [
      {
        voice: "",
        carats: amount([["CARATS", "one"]]),
        usd: amount([["VALUE_USD", "one"]]),
        count: amount([["COUNT", "one"]]),
      },
    ],
    notes: [{ column: "NOTE", after: "" }],
    nil: { column: "RETURN_KIND", words: ["NIL"] },
    names: {},
  },
};
