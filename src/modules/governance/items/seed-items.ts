// What the demonstration's items say and what happens to them, day by day. Every subject is invented and neutral, and so is
// every position: none of it is a view that a government or an organisation ever expressed.
import type { ItemClass, Objection, Payload } from "#core/decisions/index.ts";
import { demonstrationBody, speaking } from "../seats/seed.ts";

export interface SampleClause {
  readonly id: string;
  readonly en: string;
  readonly fr: string;
  readonly dependsOn?: readonly string[];
}

export interface Step {
  /** Before the demonstration began. */
  readonly daysAgo: number;
  /** Seats, each of which does it, or an office. */
  readonly by: readonly string[] | "SECRETARIAT" | "CHAIR";
  readonly payload: Payload;
  /** Of a call that the chair opens, in days after the listing. */
  readonly closesIn?: number;
}

export interface SampleItem {
  readonly body: string;
  readonly class: ItemClass;
  readonly title: Readonly<Record<string, string>>;
  readonly summary: Readonly<Record<string, string>>;
  readonly clauses: readonly SampleClause[];
  readonly daysAgo: number;
  readonly steps: readonly Step[];
}

const governments: readonly string[] = [...speaking, "CN", "EU"];
const industry = ["WDC", "DEMO-TRADE", "DEMO-JEWEL"];
const civilSociety = ["CSC", "DEMO-RIVER", "DEMO-LEGAL"];

const summary = {
  en: "Demonstration sample. The subject is invented, and so is every position and statement.",
  fr: "Exemple de démonstration. Le sujet est inventé, de même que chaque position et déclaration.",
};

const supports: Payload = { type: "position", on: "ALL", code: "S" };
const listed: Payload = { type: "checkForm", defects: [] };
const seconded: Payload = { type: "second", as: "SECONDER" };

const objects = (on: readonly string[], objection: Objection): Payload => ({
  type: "position",
  on,
  code: "O",
  objection,
});

const begun = (daysAgo: number, sponsor: string, seconders: readonly string[]): readonly Step[] => [
  { daysAgo, by: [sponsor], payload: { type: "submit" } },
  { daysAgo: daysAgo - 0.5, by: seconders, payload: seconded },
];

export const demonstrationItems: readonly SampleItem[] = [
  {
    body: demonstrationBody.body,
    class: "K1",
    title: {
      en: "Dates of the demonstration’s next working session",
      fr: "Dates de la prochaine session de travail de la démonstration",
    },
    summary,
    clauses: [
      {
        id: "1",
        en: "The session takes place on the second Tuesday of March, from 09:00 to 16:00 at the host’s.",
        fr: "La session a lieu le deuxième mardi de mars, de 9 h à 16 h chez l’hôte.",
      },
      {
        id: "2",
        en: "Documents are sent to all seats three weeks before.",
        fr: "Les documents sont envoyés à tous les sièges trois semaines avant.",
        dependsOn: ["1"],
      },
    ],
    daysAgo: 46,
    // Twenty of sixty governments are not enough at the first call. The silent seats are called by name, and at the last
    // call a third is: silence neither stops nor carries it.
    steps: [
      ...begun(46, "BW", ["WDC"]),
      { daysAgo: 45, by: "SECRETARIAT", payload: listed },
      { daysAgo: 28, by: [...governments, ...industry, ...civilSociety.slice(0, 2)], payload: supports },
      {
        daysAgo: 27.5,
        by: ["DEMO-LEGAL"],
        payload: {
          type: "position",
          on: "ALL",
          code: "A",
          words: "The date does not touch our members; we do not stand in its way.",
        },
      },
    ],
  },
  {
    body: demonstrationBody.body,
    class: "K2",
    title: {
      en: "Technical guideline on weighing rough parcels",
      fr: "Ligne directrice technique sur le pesage des lots de brut",
    },
    summary,
    clauses: [
      {
        id: "1",
        en: "Scales used for certificates are calibrated once a year against a traceable weight.",
        fr: "Les balances utilisées pour les certificats sont étalonnées une fois par an sur un poids traçable.",
      },
      {
        id: "2",
        en: "A record of each calibration is kept for five years.",
        fr: "Un relevé de chaque étalonnage est conservé cinq ans.",
        dependsOn: ["1"],
      },
      {
        id: "3",
        en: "Weights are noted to one hundredth of a carat.",
        fr: "Les poids sont notés au centième de carat.",
      },
      {
        id: "4",
        en: "The guideline is looked at again after two years.",
        fr: "La ligne directrice est réexaminée après deux ans.",
      },
    ],
    daysAgo: 30,
    steps: [
      ...begun(30, "SL", ["DEMO-JEWEL"]),
      { daysAgo: 29, by: "SECRETARIAT", payload: listed },
      {
        daysAgo: 6,
        by: ["BW", "CA", "GH", "IN", "LS", "NA", "ZA", "CH", "TZ", "EU", "WDC", "DEMO-JEWEL", "CSC"],
        payload: supports,
      },
      {
        daysAgo: 5,
        by: ["AU"],
        payload: {
          type: "position",
          on: "ALL",
          code: "R",
          words: "We read “once a year” as once in each calendar year.",
        },
      },
      {
        daysAgo: 4,
        by: ["BR"],
        payload: objects(["1"], {
          ground: "P4",
          explanation:
            "Several offices weigh where no accredited laboratory is near. Sending scales away each year would leave them without " +
            "scales for weeks, and parcels would wait or be weighed elsewhere without control. The aim can be met by checking on the spot.",
          cure: { condition: "Calibration on the spot against a traceable weight counts as well." },
        }),
      },
      {
        daysAgo: 3,
        by: ["DEMO-RIVER"],
        payload: {
          type: "position",
          on: ["4"],
          code: "A",
          words: "Our members have no scales of their own.",
        },
      },
      {
        daysAgo: 2,
        by: ["NO", "JP"],
        payload: { type: "position", on: "ALL", code: "S" },
      },
      { daysAgo: 1.5, by: ["US"], payload: { type: "position", on: ["1"], code: "U" } },
    ],
  },
  {
    body: demonstrationBody.body,
    class: "K2",
    title: {
      en: "A glossary of terms for working papers",
      fr: "Un glossaire des termes pour les documents de travail",
    },
    summary,
    clauses: [
      {
        id: "1",
        en: "Working papers use the terms of the annexed glossary.",
        fr: "Les documents de travail emploient les termes du glossaire annexé.",
      },
      {
        id: "2",
        en: "The glossary is kept in English and French by two rapporteurs.",
        fr: "Le glossaire est tenu en anglais et en français par deux rapporteurs.",
        dependsOn: ["1"],
      },
    ],
    daysAgo: 48,
    steps: [
      ...begun(48, "CA", ["CSC"]),
      { daysAgo: 47, by: "SECRETARIAT", payload: listed },
      { daysAgo: 20, by: governments.slice(0, 14), payload: supports },
      {
        daysAgo: 19,
        by: ["AE"],
        payload: objects(["2"], {
          ground: "P3",
          explanation:
            "A glossary in two languages only leaves out the delegations that work in others and the traders who read the papers in them. " +
            "Terms would be fixed by those who write English or French, and translated by nobody. The clause should open the glossary to all languages in use.",
          cure: {
            text: "The glossary is kept by two rapporteurs in every language that a delegation provides.",
          },
        }),
      },
      { daysAgo: 10, by: "SECRETARIAT", payload: { type: "nameFacilitator", person: "LS", actor: "LS" } },
      { daysAgo: 9.5, by: ["NA", "WDC"], payload: { type: "acceptFacilitator", accept: true } },
      {
        daysAgo: 9,
        by: ["TZ"],
        payload: {
          type: "amend",
          clause: "2",
          text: "The glossary is kept by two rapporteurs in the languages that delegations provide.",
        },
      },
    ],
  },
  {
    body: "PLENARY",
    class: "K2",
    title: {
      en: "A common cover sheet for annual reports",
      fr: "Une page de garde commune pour les rapports annuels",
    },
    summary,
    clauses: [
      {
        id: "1",
        en: "Annual reports carry the common cover sheet.",
        fr: "Les rapports annuels portent la page de garde commune.",
      },
    ],
    daysAgo: 34,
    steps: [
      ...begun(34, "NA", ["ZA"]),
      { daysAgo: 33, by: "SECRETARIAT", payload: listed },
      {
        daysAgo: 32,
        by: "CHAIR",
        payload: { type: "openCall", closesAt: "" },
        closesIn: 12,
      },
      { daysAgo: 30, by: governments.slice(0, 17), payload: supports },
      { daysAgo: 29, by: ["CH"], payload: { type: "position", on: "ALL", code: "U" } },
    ],
  },
  {
    body: "PLENARY",
    class: "K0",
    title: {
      en: "How meeting documents reach small delegations in time",
      fr: "Comment les documents de réunion parviennent à temps aux petites délégations",
    },
    summary,
    clauses: [],
    daysAgo: 26,
    steps: [
      ...begun(26, "DEMO-RIVER", ["DEMO-TRADE", "GH"]),
      { daysAgo: 25, by: "SECRETARIAT", payload: listed },
      {
        daysAgo: 9,
        by: ["DEMO-RIVER"],
        payload: {
          type: "statement",
          text: "Documents came four days before the last sample session. Two members could not read them in time.",
          objectsToDiscussing: false,
        },
      },
      {
        daysAgo: 8,
        by: ["DEMO-TRADE"],
        payload: {
          type: "statement",
          text: "Our members met the same difficulty. We propose a fixed number of days.",
          objectsToDiscussing: false,
        },
      },
    ],
  },
  {
    body: "PLENARY",
    class: "K0",
    title: {
      en: "Remote attendance of small delegations",
      fr: "Participation à distance des petites délégations",
    },
    summary,
    clauses: [],
    daysAgo: 70,
    steps: [
      ...begun(70, "LS", ["CSC", "WDC"]),
      { daysAgo: 69, by: "SECRETARIAT", payload: listed },
      {
        daysAgo: 50,
        by: "SECRETARIAT",
        payload: {
          type: "debate",
          in: "WRITING",
          minutes: 90,
          firstWordOffered: true,
          lastWordOffered: true,
        },
      },
    ],
  },
  {
    body: demonstrationBody.body,
    class: "K1",
    title: {
      en: "Order of business of the next sample session",
      fr: "Ordre des travaux de la prochaine session d’exemple",
    },
    summary,
    clauses: [
      {
        id: "1",
        en: "The session begins with the reports of the working groups.",
        fr: "La session commence par les rapports des groupes de travail.",
      },
    ],
    daysAgo: 2,
    steps: [{ daysAgo: 2, by: ["DEMO-TRADE"], payload: { type: "submit" } }],
  },
];
