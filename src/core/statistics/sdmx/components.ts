// The structure of our statistics: dimensions, measures and attributes, three flows of them, and the form of each flow for
// readers that know one measure only. Agency "KP" is a placeholder until the scheme registers one.
import type { Flow } from "../observation.ts";
import * as lists from "./codes.ts";
import type { CodeList, Named } from "./codes.ts";

export const agency = "KP";
export const structureVersion = "1.0.0";
export const structureId = "KP_STATISTICS";
export const conceptSchemeId = "KP_CONCEPTS";

export type DataType = "String" | "Integer" | "Decimal" | "DateTime" | "ObservationalTimePeriod";

export interface Component {
  readonly id: string;
  readonly name: Named;
  /** Codes, or a type of plain values. */
  readonly takes: CodeList | DataType;
}

/** In the order of keys; the time period comes last, and is in no series key. */
export const dimensions = [
  coded("FREQ", "Frequency", "Fréquence", lists.frequencies),
  coded("REPORTER", "Who reports", "Déclarant", lists.areaList),
  coded("COUNTERPART", "Partner", "Partenaire", lists.areaList),
  coded("FLOW", "Flow", "Flux", lists.flowList),
  coded("PRODUCT", "Goods", "Marchandises", lists.productList),
  coded("MINING", "Mining type", "Type d’exploitation", lists.miningList),
  coded("ORIGIN", "Where it was mined", "Lieu d’extraction", lists.areaList),
  { id: "SOURCE", name: { en: "Source", fr: "Source" }, takes: "String" },
  { id: "PART", name: { en: "Part of a return", fr: "Partie d’une déclaration" }, takes: "Integer" },
] as const satisfies readonly Component[];

export const timeDimension: Component = {
  id: "TIME_PERIOD",
  name: { en: "Period", fr: "Période" },
  takes: "ObservationalTimePeriod",
};

/** Stands after the other dimensions where an observation has one measure. */
export const measureDimension = coded("MEASURE", "Measure", "Mesure", lists.measureList);

export const measures = [
  { id: "CARATS", name: { en: "Carats", fr: "Carats" }, takes: "Decimal" },
  {
    id: "VALUE_USD",
    name: { en: "Value in US dollars", fr: "Valeur en dollars des États-Unis" },
    takes: "Decimal",
  },
  { id: "COUNT", name: { en: "Certificates", fr: "Certificats" }, takes: "Integer" },
] as const satisfies readonly Component[];

export const singleMeasure = {
  id: "OBS_VALUE",
  name: { en: "Observation value", fr: "Valeur de l’observation" },
  takes: "Decimal",
} as const satisfies Component;

export const attributes = [
  coded("OBS_STATUS", "Observation status", "Statut de l’observation", lists.statusList),
  coded("CONF_STATUS", "Confidentiality", "Confidentialité", lists.confidentialityList),
  coded("RETURN_KIND", "Figure or nil", "Chiffre ou néant", lists.returnKindList),
  coded("VALUATION", "Valuation", "Évaluation", lists.valuationList),
  coded("BASIS", "Gross or net", "Brut ou net", lists.basisList),
  {
    id: "HS_EDITION",
    name: { en: "Edition of the Harmonized System", fr: "Édition du Système harmonisé" },
    takes: "String",
  },
  {
    id: "PERIOD_ORIGINAL",
    name: { en: "Period as the source writes it", fr: "Période telle que la source l’écrit" },
    takes: "String",
  },
  { id: "NOTE", name: { en: "Note", fr: "Note" }, takes: "String" },
  { id: "ENTERED", name: { en: "Entered", fr: "Saisi" }, takes: "String" },
  { id: "CHANGED", name: { en: "Last changed", fr: "Dernière modification" }, takes: "String" },
  { id: "KNOWN_FROM", name: { en: "Known from", fr: "Connu depuis" }, takes: "DateTime" },
  { id: "KNOWN_UNTIL", name: { en: "Known until", fr: "Connu jusqu’à" }, takes: "DateTime" },
] as const satisfies readonly Component[];

export const dataflows = [
  {
    id: "PRODUCTION",
    name: { en: "Production of rough diamonds", fr: "Production de diamants bruts" },
    flows: ["PRODUCTION"],
  },
  {
    id: "TRADE",
    name: { en: "Trade in rough diamonds", fr: "Commerce des diamants bruts" },
    flows: ["IMPORT", "EXPORT"],
  },
  {
    id: "CERTIFICATES",
    name: {
      en: "Kimberley Process certificates issued and received",
      fr: "Certificats du Processus de Kimberley délivrés et reçus",
    },
    flows: ["KPC_ISSUED", "KPC_RECEIVED"],
  },
] as const satisfies readonly { id: string; name: Named; flows: readonly Flow[] }[];

export type Dataflow = (typeof dataflows)[number];

/** "PRODUCTION", or "PRODUCTION_21" for the form with one measure an observation. */
export function findDataflow(id: string): { readonly flow: Dataflow; readonly single: boolean } | undefined {
  const single = id.endsWith(singleSuffix);
  const flow = dataflows.find((one) => one.id === (single ? id.slice(0, -singleSuffix.length) : id));
  return flow === undefined ? undefined : { flow, single };
}

export function dataflowOf(flow: Flow): Dataflow {
  return dataflows.find(({ flows }) => (flows as readonly Flow[]).includes(flow)) ?? dataflows[0];
}

export const singleSuffix = "_21";

export function codeListOf({ takes }: Component): CodeList | undefined {
  return typeof takes === "string" ? undefined : takes;
}

function coded<Id extends string>(
  id: Id,
  en: string,
  fr: string,
  takes: CodeList,
): Component & { readonly id: Id; readonly takes: CodeList } {
  return { id, name: { en, fr }, takes };
}
