// Decisions of the Kimberley Process from 2003 to 2025 as far as public sources name what happened: who is named as having
// supported or objected, never who is only presumed to. Facts in our own words, each with its sources; the class of item and the
// seats concerned are our reading, needed by rules that did not exist at the time. Whoever is not named is unknown, not silent.
import type { DecisionSource } from "./decision-sources.ts";
import type { DecisionDate } from "./participant-counts.ts";

/** P plenary, I intersessional, S special meeting, W written procedure, C act of the Chair; "?" where a source leaves it open. */
export const decisionProcedures = [
  "P",
  "I",
  "S",
  "W",
  "W?",
  "C",
  "AD",
  "C+PC",
  "I/C",
  "P-special, W",
] as const;
export type DecisionProcedure = (typeof decisionProcedures)[number];

export const decisionResults = [
  "PASS",
  "PASS / DEFERRED",
  "PARTIAL",
  "BLOCKED",
  "NOT ADOPTED",
  "NOT TAKEN",
  "NOTED ONLY",
  "CONTESTED",
] as const;
export type DecisionResult = (typeof decisionResults)[number];

/** What kind of item it would be under rules that tell kinds apart: K0 discussion, K1 procedure, K2 operation, K3 measure on a
 * Participant, K4 constitution, E election. */
export const decisionClasses = ["K0", "K1", "K2", "K3", "K4", "E"] as const;
export type DecisionClass = (typeof decisionClasses)[number];

/** What is known of one side. Without a total, any Participant that is not named may have been on it. */
export interface KnownSide {
  /** Participants a source names. */
  readonly named?: readonly string[];
  /** Named by one source and not by another, or only inferred: they may have been on that side. */
  readonly reported?: readonly string[];
  /** Exactly so many, where a source counts. */
  readonly total?: number;
}

export interface RealDecision {
  readonly id: string;
  readonly date: DecisionDate;
  readonly procedure: DecisionProcedure;
  readonly class: DecisionClass;
  readonly result: DecisionResult;
  /** Participants that are the target, the host or a candidate. */
  readonly subjects?: readonly string[];
  readonly matter: Readonly<Record<"en" | "fr", string>>;
  readonly support?: KnownSide;
  readonly objections?: KnownSide;
  /** What a body of industry (I) or of civil society (C) is recorded to have wanted; observers do not decide. */
  readonly pillars?: Readonly<Partial<Record<"I" | "C", "for" | "against">>>;
  readonly sources: readonly DecisionSource[];
}

// oxfmt-ignore
export const realDecisions: readonly RealDecision[] = [
  {
    id: "D01", date: "2003-04-30", procedure: "P", class: "K4", result: "PARTIAL",
    matter: { en: "Rules of Procedure; the rule of decision itself stays open", fr: "Règlement intérieur ; la règle de décision elle-même reste ouverte" },
    sources: ["COM03"],
  },
  {
    id: "D02", date: "2003", procedure: "W", class: "K2", result: "PASS",
    matter: { en: "Composition of the Participation Committee", fr: "Composition du Comité de participation" },
    sources: ["IDEX03"],
  },
  {
    id: "D03", date: "2003-07-31", procedure: "C+PC", class: "K3", result: "PASS",
    matter: { en: "End of the tolerance period: 23 applicants leave the list", fr: "Fin de la période de tolérance : 23 candidats quittent la liste" },
    sources: ["PJ03"],
  },
  {
    id: "D04", date: "2004-07-09", procedure: "C", class: "K3", result: "PASS", subjects: ["CG"],
    matter: { en: "The Republic of the Congo leaves the list", fr: "La République du Congo quitte la liste" },
    support: { named: ["CA"] }, objections: { named: ["CG"] }, pillars: { I: "for" }, sources: ["RAP-ROC04"],
  },
  {
    id: "D05", date: "2005-11-17", procedure: "P", class: "K3", result: "PASS", subjects: ["CI"],
    matter: { en: "Measures on Côte d’Ivoire", fr: "Mesures relatives à la Côte d’Ivoire" },
    sources: ["COM05"],
  },
  {
    id: "D06", date: "2007-11", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Readmission of the Republic of the Congo", fr: "Réadmission de la République du Congo" },
    sources: ["DW-ROC07"],
  },
  {
    id: "D07", date: "2007-11", procedure: "P", class: "K3", result: "NOT TAKEN", subjects: ["VE"],
    matter: { en: "Removal of Venezuela from the list", fr: "Retrait du Venezuela de la liste" },
    objections: { named: ["VE"] }, pillars: { C: "for" }, sources: ["IDEX07V"],
  },
  {
    id: "D08", date: "2008-06-19", procedure: "I", class: "K3", result: "PASS", subjects: ["VE"],
    matter: { en: "Venezuela stops its exports for two years", fr: "Le Venezuela cesse ses exportations pendant deux ans" },
    support: { named: ["VE"] }, sources: ["GTN08"],
  },
  {
    id: "D09", date: "2009-11", procedure: "P", class: "K3", result: "BLOCKED", subjects: ["ZW"],
    matter: { en: "Suspension of Zimbabwe", fr: "Suspension du Zimbabwe" },
    pillars: { C: "for" }, sources: ["BIZ09"],
  },
  {
    id: "D10", date: "2009-11", procedure: "P", class: "K3", result: "PASS", subjects: ["ZW"],
    matter: { en: "Joint Work Plan for Marange", fr: "Plan de travail conjoint pour Marange" },
    support: { named: ["ZW"] }, sources: ["HILJ09"],
  },
  {
    id: "D11", date: "2010-06", procedure: "I", class: "K3", result: "BLOCKED", subjects: ["ZW"],
    matter: { en: "Exports from Marange on the Monitor’s word", fr: "Exportations de Marange sur la parole de l’observateur désigné" },
    support: { named: ["ZW", "NA"] }, objections: { named: ["US", "CA", "AU"] }, pillars: { C: "against" }, sources: ["JCK10"],
  },
  {
    id: "D12", date: "2010-07-15", procedure: "S", class: "K3", result: "PASS", subjects: ["ZW"],
    matter: { en: "Limited exports from Marange (St Petersburg)", fr: "Exportations limitées de Marange (Saint-Pétersbourg)" },
    support: { named: ["EU", "ZW"] }, sources: ["EU10"],
  },
  {
    id: "D13", date: "2010-11", procedure: "P", class: "K3", result: "BLOCKED", subjects: ["ZW"],
    matter: { en: "Text of Jerusalem on Marange", fr: "Texte de Jérusalem sur Marange" },
    sources: ["RAP-MAR11", "JER10"],
  },
  {
    id: "D14", date: "2011-01", procedure: "W", class: "K3", result: "BLOCKED", subjects: ["ZW"],
    matter: { en: "Text of Jerusalem on Marange, in writing", fr: "Texte de Jérusalem sur Marange, par écrit" },
    support: { named: ["IL"] }, sources: ["RAP-MAR11"],
  },
  {
    id: "D15", date: "2011-03", procedure: "C", class: "K3", result: "CONTESTED", subjects: ["ZW"],
    matter: { en: "The Chair authorises exports of two mines at Marange", fr: "La présidence autorise les exportations de deux mines de Marange" },
    support: { named: ["CD"] }, objections: { named: ["US", "EU"] }, sources: ["RAP-MAR11"],
  },
  {
    id: "D16", date: "2011-06-23", procedure: "I/C", class: "K3", result: "CONTESTED", subjects: ["ZW"],
    matter: { en: "Text of Kinshasa on Marange, then the Chair’s notice", fr: "Texte de Kinshasa sur Marange, puis avis de la présidence" },
    support: { named: ["CD"] }, objections: { named: ["US", "CA"], reported: ["EU", "IL"] }, pillars: { C: "against" }, sources: ["AZO11", "ABR11", "JCK11", "RAP-JUN11"],
  },
  {
    id: "D17", date: "2011-11-03", procedure: "P", class: "K3", result: "PASS", subjects: ["ZW"],
    matter: { en: "Administrative Decision on Marange", fr: "Décision administrative sur Marange" },
    sources: ["TRJ11"],
  },
  {
    id: "D18", date: "2011-11-03", procedure: "P", class: "K3", result: "PASS", subjects: ["VE"],
    matter: { en: "Date by which Venezuela must answer (20 December 2011)", fr: "Date limite de réponse du Venezuela (20 décembre 2011)" },
    sources: ["TRJ11"],
  },
  {
    id: "D19", date: "2012-08", procedure: "W", class: "K2", result: "PASS",
    matter: { en: "Admission of Cameroon", fr: "Admission du Cameroun" },
    sources: ["COM12"],
  },
  {
    id: "D20", date: "2012-11-30", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Admission of Cambodia, Kazakhstan and Panama; ADPA as Observer; administrative support", fr: "Admission du Cambodge, du Kazakhstan et du Panama ; l’ADPA observatrice ; appui administratif" },
    sources: ["COM12"],
  },
  {
    id: "D21", date: "2013-05-23", procedure: "AD", class: "K3", result: "PASS", subjects: ["CF"],
    matter: { en: "Temporary suspension of the Central African Republic", fr: "Suspension temporaire de la République centrafricaine" },
    sources: ["LOUPE-CAR15"],
  },
  {
    id: "D22", date: "2013-11-22", procedure: "P", class: "K3", result: "PASS", subjects: ["CI"],
    matter: { en: "Côte d’Ivoire meets the minimum requirements; AD 02/2013", fr: "La Côte d’Ivoire satisfait aux exigences minimales ; AD 02/2013" },
    sources: ["CI14"],
  },
  {
    id: "D23", date: "2014-11-14", procedure: "P", class: "E", result: "BLOCKED", subjects: ["AE", "AU"],
    matter: { en: "Vice-Chair for 2015: the United Arab Emirates or Australia", fr: "Vice-présidence 2015 : Émirats arabes unis ou Australie" },
    sources: ["G2J14", "JCK15"],
  },
  {
    id: "D24", date: "2015-07-17", procedure: "W", class: "K3", result: "PASS", subjects: ["CF"],
    matter: { en: "Central African Republic: exports resume in part", fr: "République centrafricaine : reprise partielle des exportations" },
    support: { total: 30 }, objections: { total: 0 }, sources: ["CI14", "LOUPE-CAR15"],
  },
  {
    id: "D25", date: "2015-08/09", procedure: "W?", class: "E", result: "PASS", subjects: ["AE", "AU"],
    matter: { en: "The United Arab Emirates as Vice-Chair, then Chair of 2016; Australia withdraws on conditions", fr: "Les Émirats arabes unis à la vice-présidence, puis à la présidence en 2016 ; l’Australie se retire sous conditions" },
    support: { named: ["AE", "AU"] }, objections: { reported: ["RU"] }, pillars: { C: "against" }, sources: ["RAP-UAE15", "JCK15"],
  },
  {
    id: "D26", date: "2016-11-17", procedure: "P", class: "K2", result: "NOT ADOPTED",
    matter: { en: "Permanent secretariat; fund for the Civil Society Coalition", fr: "Secrétariat permanent ; fonds pour la Coalition de la société civile" },
    support: { named: ["AE"] }, sources: ["NJ16", "COM16"],
  },
  {
    id: "D27", date: "2017-12", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Ad hoc committee on review and reform", fr: "Comité ad hoc d’examen et de réforme" },
    sources: ["COM17"],
  },
  {
    id: "D28", date: "2018-11", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Four Administrative Decisions; admission of Gabon", fr: "Quatre décisions administratives ; admission du Gabon" },
    sources: ["KP-2018"],
  },
  {
    id: "D29", date: "2018-11", procedure: "P", class: "K4", result: "NOTED ONLY",
    matter: { en: "Text on the definition of conflict diamonds", fr: "Texte sur la définition des diamants de la guerre" },
    support: { named: ["CA", "EU", "US"] }, pillars: { I: "for", C: "for" }, sources: ["GJ18"],
  },
  {
    id: "D30", date: "2019-11-22", procedure: "P", class: "K4", result: "BLOCKED",
    matter: { en: "Definition of conflict diamonds", fr: "Définition des diamants de la guerre" },
    support: { named: ["CA"] }, sources: ["GJ19", "CSC19"],
  },
  {
    id: "D31", date: "2019-11-22", procedure: "P", class: "K3", result: "PASS", subjects: ["CF"],
    matter: { en: "Operational framework for the Central African Republic revised; administrative support extended", fr: "Cadre opérationnel pour la République centrafricaine révisé ; appui administratif prolongé" },
    sources: ["GJ19"],
  },
  {
    id: "D32", date: "2020-08-18", procedure: "W", class: "E", result: "PASS", subjects: ["RU", "BW"],
    matter: { en: "The Russian Federation’s chair moves to 2021, Botswana’s to 2022", fr: "La présidence de la Fédération de Russie passe à 2021, celle du Botswana à 2022" },
    support: { total: 46 }, objections: { total: 0 }, sources: ["GJT-2020"],
  },
  {
    id: "D33", date: "2021-11-12", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Decision on the Rules of Procedure; Frame 7; admission of Qatar, Mozambique and Kyrgyzstan; Zimbabwe as Vice-Chair", fr: "Décision sur le règlement intérieur ; Frame 7 ; admission du Qatar, du Mozambique et du Kirghizistan ; le Zimbabwe à la vice-présidence" },
    sources: ["JCK21", "KP-2021"],
  },
  {
    id: "D34", date: "2022-06-20", procedure: "I", class: "K0", result: "BLOCKED",
    matter: { en: "Agenda of the Intersessional: an item on the implications of the conflict in Ukraine", fr: "Ordre du jour de l’intersession : un point sur les conséquences du conflit en Ukraine" },
    support: { named: ["UA", "EU", "AU", "GB", "CA", "US", "CH", "JP"] }, objections: { named: ["RU", "BY", "CF", "KG", "ML"], reported: ["CN"] }, pillars: { C: "for" }, sources: ["REUT22", "MM-KAS22", "SAV22", "CSC-KAS22"],
  },
  {
    id: "D35", date: "2022-11-01", procedure: "P", class: "K0", result: "BLOCKED",
    matter: { en: "Agenda of the Plenary: the same item", fr: "Ordre du jour de la plénière : le même point" },
    support: { named: ["US", "EU", "GB", "AU", "CA", "UA"] }, objections: { named: ["RU", "BY", "VE", "CF"] }, pillars: { C: "for" }, sources: ["MID22", "EU22", "CSC22"],
  },
  {
    id: "D36", date: "2022-11-05", procedure: "P", class: "K1", result: "PASS",
    matter: { en: "Communiqué with the letters annexed", fr: "Communiqué avec les lettres en annexe" },
    objections: { total: 0 }, pillars: { I: "for" }, sources: ["WDC-2022", "RUB22"],
  },
  {
    id: "D37", date: "2022-11-04", procedure: "P", class: "K2", result: "PASS",
    matter: { en: "Ad hoc committee on review and reform", fr: "Comité ad hoc d’examen et de réforme" },
    sources: ["WDC-2022"],
  },
  {
    id: "D38", date: "2022-11-04", procedure: "P", class: "E", result: "PASS", subjects: ["BW"],
    matter: { en: "Secretariat hosted by Botswana", fr: "Secrétariat accueilli par le Botswana" },
    support: { named: ["ZA", "NA"] }, objections: { total: 0 }, sources: ["RP-SEC22"],
  },
  {
    id: "D39", date: "2022-11-04", procedure: "P", class: "E", result: "PASS / DEFERRED", subjects: ["AE", "BY"],
    matter: { en: "The United Arab Emirates as Vice-Chair for 2023; Belarus for 2024 left open", fr: "Les Émirats arabes unis à la vice-présidence 2023 ; le Bélarus pour 2024 laissé en suspens" },
    sources: ["RP-SEC22"],
  },
  {
    id: "D40", date: "2023-11-06", procedure: "P", class: "K0", result: "BLOCKED",
    matter: { en: "Agenda: an item on Ukraine", fr: "Ordre du jour : un point sur l’Ukraine" },
    support: { named: ["UA", "GB", "US", "EU", "CA", "AU"] }, objections: { named: ["RU"] }, sources: ["UK23", "US23"],
  },
  {
    id: "D41", date: "2023-11-11", procedure: "P", class: "K1", result: "BLOCKED",
    matter: { en: "Communiqué that notes Ukraine’s letter", fr: "Communiqué qui prend note de la lettre de l’Ukraine" },
    support: { named: ["UA", "US", "EU", "CA", "AU", "GB"] }, objections: { named: ["RU"] }, sources: ["JCK23", "YB23"],
  },
  {
    id: "D42", date: "2023-11", procedure: "P", class: "E", result: "NOT ADOPTED", subjects: ["BY"],
    matter: { en: "Belarus as Vice-Chair for 2024", fr: "Le Bélarus à la vice-présidence 2024" },
    support: { named: ["RU"] }, sources: ["RU23"],
  },
  {
    id: "D43", date: "2024-03", procedure: "W?", class: "K2", result: "PASS",
    matter: { en: "Executive Secretary", fr: "Secrétaire exécutif" },
    sources: ["HEE24"],
  },
  {
    id: "D44", date: "2024-05", procedure: "P-special, W", class: "K2", result: "PASS",
    matter: { en: "Origins may be listed for mixed parcels, and two further texts", fr: "Les origines peuvent être énumérées pour les lots mélangés, et deux autres textes" },
    support: { named: ["BW", "CA", "NA", "ZA"] }, pillars: { I: "for" }, sources: ["KRAW-MIX", "BS-UN25"],
  },
  {
    id: "D45", date: "2024-11-15", procedure: "P", class: "K3", result: "PASS", subjects: ["CF"],
    matter: { en: "Restrictions on the Central African Republic lifted; admission of Uzbekistan; the United Arab Emirates as custodian; Thailand as Vice-Chair", fr: "Restrictions levées pour la République centrafricaine ; admission de l’Ouzbékistan ; les Émirats arabes unis gardiens de la présidence ; la Thaïlande à la vice-présidence" },
    support: { named: ["US"] }, sources: ["US24", "RP-ADPA24"],
  },
  {
    id: "D46", date: "2024-11", procedure: "P", class: "K0", result: "BLOCKED",
    matter: { en: "An item on Ukraine, and a public reference to it", fr: "Un point sur l’Ukraine, et sa mention publique" },
    support: { named: ["UA", "US", "CA", "EU"] }, objections: { named: ["RU"] }, sources: ["US24", "CA24", "EU24"],
  },
  {
    id: "D47", date: "2025-11-21", procedure: "P", class: "K0", result: "BLOCKED",
    matter: { en: "A discussion of Ukraine, the fourth year", fr: "Une discussion sur l’Ukraine, la quatrième année" },
    support: { named: ["CA", "UA"] }, objections: { named: ["RU"] }, sources: ["CA25"],
  },
  {
    id: "D48", date: "2025-11-21", procedure: "P", class: "K4", result: "BLOCKED",
    matter: { en: "Definition of conflict diamonds, the version of ADPA (no state actors)", fr: "Définition des diamants de la guerre, version de l’ADPA (sans acteurs étatiques)" },
    support: { named: ["AE"] }, objections: { named: ["AU", "CA", "EU", "CH", "UA", "GB"] }, pillars: { I: "for", C: "against" }, sources: ["IDEX25", "RUB25"],
  },
  {
    id: "D49", date: "2025-11-21", procedure: "P", class: "K4", result: "BLOCKED",
    matter: { en: "Definition of conflict diamonds, the version with state actors", fr: "Définition des diamants de la guerre, version avec acteurs étatiques" },
    support: { reported: ["AU", "CA", "EU", "CH", "UA", "GB"] }, sources: ["KRAW25"],
  },
  {
    id: "D50", date: "2025-11-21", procedure: "P", class: "E", result: "BLOCKED", subjects: ["BY", "QA", "AE"],
    matter: { en: "Chair for 2026", fr: "Présidence 2026" },
    sources: ["KRAW25", "JWM26"],
  },
  {
    id: "D51", date: "2025-11-21", procedure: "P", class: "E", result: "PASS", subjects: ["GH"],
    matter: { en: "Ghana as Vice-Chair for 2026, Chair of 2027", fr: "Le Ghana à la vice-présidence 2026, présidence 2027" },
    objections: { total: 0 }, sources: ["IN26"],
  },
  {
    id: "D52", date: "2025-12-25", procedure: "W", class: "E", result: "PASS", subjects: ["IN"],
    matter: { en: "India as Vice-Chair for 2025 and Chair of 2026", fr: "L’Inde à la vice-présidence 2025 et à la présidence 2026" },
    objections: { total: 0 }, sources: ["IN26", "ADC26"],
  },
];

export function findRealDecision(id: string): RealDecision | undefined {
  return realDecisions.find((decision) => decision.id === id);
}
