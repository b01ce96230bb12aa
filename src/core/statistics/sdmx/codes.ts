// The code lists of our statistics as SDMX has them: made from the scheme's own tables, names in English and French. What is
// ours and what SDMX publishes under the same name (frequency, status, confidentiality) have the same codes.
import { countryCodes, countryName } from "../../kp/countries.ts";
import { roughGoods } from "../../kp/goods.ts";
import { participantName, traders } from "../../kp/participants.ts";
import type { Flow } from "../observation.ts";
import type { MiningType, ReturnStatus } from "../returns.ts";

export interface Named {
  readonly en: string;
  readonly fr: string;
}

export interface Code {
  readonly id: string;
  readonly name: Named;
}

export interface CodeList {
  readonly id: string;
  readonly name: Named;
  readonly codes: readonly Code[];
}

export const frequencies = list("CL_FREQ", "Frequency", "Fréquence", [
  ["S", "Half-yearly", "Semestrielle"],
  ["Q", "Quarterly", "Trimestrielle"],
  ["A", "Annual", "Annuelle"],
  ["M", "Monthly", "Mensuelle"],
  ["_O", "Other", "Autre"],
]);

export const flowCodes = {
  PRODUCTION: "PROD",
  IMPORT: "IMP",
  EXPORT: "EXP",
  KPC_ISSUED: "KPC_ISSUED",
  KPC_RECEIVED: "KPC_RECEIVED",
} as const satisfies Readonly<Record<Flow, string>>;

export const flowList = list("CL_KP_FLOW", "Flow", "Flux", [
  ["PROD", "Production", "Production"],
  ["IMP", "Imports", "Importations"],
  ["EXP", "Exports", "Exportations"],
  ["KPC_ISSUED", "Certificates issued", "Certificats délivrés"],
  ["KPC_RECEIVED", "Certificates received", "Certificats reçus"],
]);

export const miningCodes = {
  ASM: "ASM",
  LSM: "LSM",
  UNSPECIFIED: "_U",
  _T: "_T",
} as const satisfies Readonly<Record<MiningType | "_T", string>>;

export const miningList = list("CL_KP_MINING", "Mining type", "Type d’exploitation", [
  ["ASM", "Artisanal and small-scale", "Artisanale et à petite échelle"],
  ["LSM", "Large-scale", "À grande échelle"],
  ["_U", "Not stated", "Non précisé"],
  ["_T", "Total", "Total"],
]);

export const productList: CodeList = {
  id: "CL_KP_PRODUCT",
  name: { en: "Goods (Harmonized System)", fr: "Marchandises (Système harmonisé)" },
  codes: [
    ...roughGoods.map(({ code, name }) => ({ id: productCode(code), name })),
    { id: "_T", name: { en: "All rough diamonds", fr: "Tous les diamants bruts" } },
  ],
};

export function productCode(product: string): string {
  return product === "_T" ? "_T" : `HS${product.replace(".", "")}`;
}

export function productOfCode(code: string): string {
  return code === "_T" ? "_T" : `${code.slice(2, 6)}.${code.slice(6)}`;
}

/** Participants first, then every other country, then the codes that stand for several or for none. */
export const areaList: CodeList = {
  id: "CL_KP_AREA",
  name: { en: "Participants and countries", fr: "Participants et pays" },
  codes: [
    ...traders.map(({ code }) => ({
      id: code,
      name: { en: participantName(code, "en"), fr: participantName(code, "fr") },
    })),
    ...countryCodes
      .filter((code) => !traders.some((trader) => trader.code === code))
      .map((code) => ({ id: code, name: { en: countryName(code, "en"), fr: countryName(code, "fr") } })),
    ...codes([
      ["W", "World", "Monde"],
      ["_O", "Others", "Autres"],
      ["MIXED", "Mixed origin", "Origine mixte"],
      ["_Z", "Not applicable", "Sans objet"],
    ]),
  ],
};

/** A sum that a file carries as if it were a reporter. */
export const aggregateCodes = { WORLD: "W", OTHERS: "_O" } as const;

export const statusCodes = {
  NORMAL: "A",
  PROVISIONAL: "P",
  ESTIMATED: "E",
  WITHHELD: "Q",
} as const satisfies Readonly<Record<ReturnStatus, string>>;

export const statusList = list("CL_OBS_STATUS", "Observation status", "Statut de l’observation", [
  ["A", "Normal value", "Valeur normale"],
  ["P", "Provisional value", "Valeur provisoire"],
  ["E", "Estimated value", "Valeur estimée"],
  ["Q", "Missing value; suppressed", "Valeur absente ; supprimée"],
]);

export const confidentialityList = list("CL_CONF_STATUS", "Confidentiality", "Confidentialité", [
  ["F", "Free", "Libre"],
  ["C", "Confidential", "Confidentiel"],
]);

export const returnKindList = list("CL_KP_RETURN_KIND", "Figure or nil", "Chiffre ou néant", [
  ["FIGURE", "Figure", "Chiffre"],
  ["NIL", "Nil return: said to be nothing", "Déclaration néant : dit être rien"],
]);

export const valuationList = list("CL_KP_VALUATION", "Valuation", "Évaluation", [
  ["FOB", "Free on board", "Franco à bord"],
  ["CIF", "Cost, insurance, freight", "Coût, assurance, fret"],
  ["OTHER", "Other", "Autre"],
]);

export const basisList = list("CL_KP_BASIS", "Gross or net", "Brut ou net", [
  ["GROSS", "Gross", "Brut"],
  ["NET", "Net", "Net"],
]);

/** For readers that know one measure an observation only (SDMX 2.1, SDMX-CSV 1.0). */
export const measureList = list("CL_KP_MEASURE", "Measure", "Mesure", [
  ["CARATS", "Carats", "Carats"],
  ["VALUE_USD", "Value in US dollars", "Valeur en dollars des États-Unis"],
  ["COUNT", "Certificates", "Certificats"],
]);

export const codeLists: readonly CodeList[] = [
  frequencies,
  areaList,
  flowList,
  productList,
  miningList,
  statusList,
  confidentialityList,
  returnKindList,
  valuationList,
  basisList,
  measureList,
];

export function codeName(listed: CodeList, id: string, language: keyof Named): string | undefined {
  return byId(listed).get(id)?.name[language];
}

export function hasCode(listed: CodeList, id: string): boolean {
  return byId(listed).has(id);
}

const indexes = new WeakMap<CodeList, ReadonlyMap<string, Code>>();

function byId(listed: CodeList): ReadonlyMap<string, Code> {
  const known = indexes.get(listed);
  if (known !== undefined) return known;
  const made = new Map(listed.codes.map((code) => [code.id, code]));
  indexes.set(listed, made);
  return made;
}

/** Our own word behind a code. */
export function keyOf<Key extends string>(
  table: Readonly<Record<Key, string>>,
  code: string,
): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) => table[key] === code);
}

type CodeRow = readonly [id: string, en: string, fr: string];

function codes(rows: readonly CodeRow[]): readonly Code[] {
  return rows.map(([id, en, fr]) => ({ id, name: { en, fr } }));
}

function list(id: string, en: string, fr: string, rows: readonly CodeRow[]): CodeList {
  return { id, name: { en, fr }, codes: codes(rows) };
}
