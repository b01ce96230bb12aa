// What a file of a known kind is usually called, whose it is, and what its owner allows; a person may say otherwise.
import { isFileKind } from "#core/statistics/reading/kinds.ts";
import type { FileKind } from "#core/statistics/reading/kinds.ts";
import type { Licence } from "./receive.ts";

export interface Usual {
  readonly title: string;
  readonly attribution: string;
  readonly licence: Licence;
}

/** Names of works and of their owners, which are the same in every language. */
const usual: Readonly<Record<FileKind, Usual>> = {
  "kp-production": {
    title: "Kimberley Process: production by half-year",
    attribution: "Kimberley Process, public statistics",
    licence: "B",
  },
  "gjepc-monthly": {
    title: "India: rough diamonds imported, by month",
    attribution: "Gem and Jewellery Export Promotion Council (GJEPC), monthly releases",
    licence: "B",
  },
  "gjepc-suppliers": {
    title: "India: rough diamonds imported, by supplier",
    attribution: "Gem and Jewellery Export Promotion Council (GJEPC)",
    licence: "B",
  },
  "itc-reporters": {
    title: "Trade in rough diamonds by reporter and year",
    attribution: "ITC Trade Map, from UN Comtrade and ITC statistics",
    licence: "C",
  },
  published: {
    title: "Published figures",
    attribution: "The address of each figure is its source",
    licence: "B",
  },
  eiti: {
    title: "Diamond country-years of EITI reports",
    attribution: "EITI reports, collected by the Natural Resource Governance Institute; USGS",
    licence: "B",
  },
  figures: { title: "", attribution: "", licence: "B" },
};

export function usualOf(kind: string): Usual {
  return isFileKind(kind) ? usual[kind] : { title: "", attribution: "", licence: "B" };
}
