// The working bodies of the scheme: what each is for, and who sat in it when, as far as a source says.
// Pages of members carry no date, so their rows say so (`undated`); what no source names is absent, not guessed.
import type { IsoDate } from "./dates.ts";

export const bodyCodes = ["WGM", "WGS", "WGDE", "WGAAP", "CPC", "CRP", "AHCRR"] as const;
export type BodyCode = (typeof bodyCodes)[number];

export type BodyRole = "CHAIR" | "VICE_CHAIR" | "MEMBER" | "PROVISIONAL" | "OBSERVER";

export interface BodySeat {
  readonly body: BodyCode;
  readonly role: BodyRole;
  /** Code of a Participant or of an Observer. */
  readonly who: string;
  /** Null: the page that names the seat is undated. */
  readonly from: IsoDate | null;
  readonly precision: "day" | "year";
  readonly source: string;
}

export interface Body {
  readonly code: BodyCode;
  readonly names: { readonly en: string; readonly fr: string };
  readonly task: { readonly en: string; readonly fr: string };
  readonly source: string;
}

export const bodies: readonly Body[] = [
  {
    code: "WGM",
    names: { en: "Working Group on Monitoring", fr: "Groupe de travail sur le suivi" },
    task: {
      en: "Implementation, peer review, crises",
      fr: "Mise en œuvre, examen par les pairs, crises",
    },
    source: "kimberleyprocess.com, Working Group on Monitoring",
  },
  {
    code: "WGS",
    names: { en: "Working Group on Statistics", fr: "Groupe de travail sur les statistiques" },
    task: { en: "Statistics and their anomalies", fr: "Statistiques et leurs anomalies" },
    source: "kimberleyprocess.com, Working Group on Statistics",
  },
  {
    code: "WGDE",
    names: { en: "Working Group of Diamond Experts", fr: "Groupe de travail des experts en diamants" },
    task: {
      en: "Tariff codes, nomenclature, footprints, valuation, digitalisation",
      fr: "Codes tarifaires, nomenclature, profils, évaluation, numérisation",
    },
    source: "World Diamond Council, newsletter 43; kimberleyprocess.com, 2021 Plenary",
  },
  {
    code: "WGAAP",
    names: {
      en: "Working Group on Artisanal and Alluvial Production",
      fr: "Groupe de travail sur la production artisanale et alluviale",
    },
    task: {
      en: "Controls of alluvial and artisanal mining",
      fr: "Contrôles de l’extraction alluviale et artisanale",
    },
    source: "Informal paper on alluvial and artisanal production, 2005",
  },
  {
    code: "CPC",
    names: {
      en: "Committee on Participation and Chairmanship",
      fr: "Comité sur la participation et la présidence",
    },
    task: {
      en: "Admission, advice on non-compliance, candidates for Vice-Chair; last year’s Chair chairs it, and past Chairs, WDC and CSC sit in it",
      fr: "Admission, avis sur la non-conformité, candidats à la vice-présidence ; la présidence de l’année passée le préside, les présidences passées, le CMD et la Coalition y siègent",
    },
    source: "kimberleyprocess.com, Committee on Participation and Chairmanship",
  },
  {
    code: "CRP",
    names: {
      en: "Committee on Rules and Procedures",
      fr: "Comité sur les règles et les procédures",
    },
    task: {
      en: "Rules and procedures; advises the Chair on keeping to them",
      fr: "Règles et procédures ; conseille la présidence sur leur respect",
    },
    source: "kimberleyprocess.com, Committee on Rules and Procedures",
  },
  {
    code: "AHCRR",
    names: {
      en: "Ad Hoc Committee on Review and Reform",
      fr: "Comité ad hoc sur l’examen et la réforme",
    },
    task: {
      en: "The cycle of review and reform, about every five years",
      fr: "Le cycle d’examen et de réforme, environ tous les cinq ans",
    },
    source: "2017 Plenary communiqué; World Diamond Council on the 2022 Plenary",
  },
];

export const bodySeats: readonly BodySeat[] = [
  ...undated("WGM", "kimberleyprocess.com, Working Group on Monitoring", {
    CHAIR: "ZA",
    VICE_CHAIR: "EU",
    MEMBER: "AO AU BW CM CA CF CD GH IN IL LS CN RU AE GB US ZW",
    PROVISIONAL: "AM MZ QA SL",
    OBSERVER: "ADPA WDC CSC DDI",
  }),
  {
    body: "WGM",
    role: "CHAIR",
    who: "BW",
    from: "2019-01-01",
    precision: "year",
    source: "kimberleyprocess.com, Working Group on Monitoring, which names both",
  },
  ...undated("WGDE", "World Diamond Council, newsletter 43", { CHAIR: "WDC" }),
  ...undated("CPC", "kimberleyprocess.com, Committee on Participation and Chairmanship", {
    MEMBER: "WDC CSC",
  }),
  ...undated("CRP", "kimberleyprocess.com, Committee on Rules and Procedures", {
    CHAIR: "RU",
    VICE_CHAIR: "CN",
    MEMBER: "AO BY BW CA EU IN IL ZA CH US ZW WDC CSC",
    PROVISIONAL: "GB",
  }),
  ...dated("AHCRR", "2017-01-01", "2017 Plenary communiqué", { CHAIR: "IN", VICE_CHAIR: "AO" }),
  ...dated("AHCRR", "2022-01-01", "World Diamond Council on the 2022 Plenary", {
    CHAIR: "AO",
    VICE_CHAIR: "ZA",
  }),
];

export function findBody(code: string): Body | undefined {
  return bodies.find((body) => body.code === code);
}

export function seatsOfBody(code: BodyCode): readonly BodySeat[] {
  return bodySeats.filter(({ body }) => body === code);
}

type ByRole = Readonly<Partial<Record<BodyRole, string>>>;

function undated(body: BodyCode, source: string, byRole: ByRole): readonly BodySeat[] {
  return rows(body, null, "day", source, byRole);
}

function dated(body: BodyCode, from: IsoDate, source: string, byRole: ByRole): readonly BodySeat[] {
  return rows(body, from, "year", source, byRole);
}

function rows(
  body: BodyCode,
  from: IsoDate | null,
  precision: BodySeat["precision"],
  source: string,
  byRole: ByRole,
): readonly BodySeat[] {
  return Object.entries(byRole).flatMap(([role, codes]) =>
    codes.split(" ").map((who) => ({ body, role: role as BodyRole, who, from, precision, source })),
  );
}
