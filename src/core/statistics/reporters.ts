// Who statistics speak of: the Participants' list, the names that files give them, and rows that are nobody's return
// ("World", "Others"). The text "NA" is Namibia. A code or name that is not here is told, never guessed.
import type { IsoDate } from "../kp/dates.ts";
import { countryCodes, shortCountryName } from "../kp/countries.ts";
import { foldName, languages } from "../kp/language.ts";
import { traders } from "../kp/participants.ts";

/** Sums that a file carries beside the rows they are made of: never added to them. */
export const aggregates = ["WORLD", "OTHERS"] as const;
export type Aggregate = (typeof aggregates)[number];

export type Reporter =
  | { readonly kind: "PARTICIPANT"; readonly code: string }
  /** A country that was not on the list: its goods stand in statistics of others, or it belongs to the Union. */
  | { readonly kind: "COUNTRY"; readonly code: string }
  | { readonly kind: "AGGREGATE"; readonly code: Aggregate };

interface Alias {
  readonly name: string;
  readonly code: string;
  /** The first and the last day on which the state bore the name itself; files keep writing it long after. */
  readonly from?: IsoDate;
  readonly last?: IsoDate;
}

/** As the public statistics export and customs tables write them, beside the six languages of the Participants' list. */
const aliases: readonly Alias[] = [
  { name: "Bolivarian Republic of Venezuela", code: "VE" },
  { name: "Burma", code: "MM", last: "1989-06-17" },
  { name: "China, People's Republic of", code: "CN" },
  { name: "China", code: "CN" },
  { name: "Chinese Taipei", code: "TW" },
  { name: "Congo, Democratic Republic of", code: "CD" },
  { name: "Congo, Democratic Republic of the", code: "CD" },
  { name: "Congo, Republic of", code: "CG" },
  { name: "Congo, Republic of the", code: "CG" },
  { name: "Congo-Brazzaville", code: "CG" },
  { name: "Cote D'ivoire", code: "CI" },
  { name: "Czech Republic", code: "CZ", last: "2016-07-01" },
  { name: "DR Congo", code: "CD" },
  { name: "DR Congo (Zaire)", code: "CD" },
  { name: "DRC", code: "CD" },
  { name: "European Community", code: "EU", last: "2009-11-30" },
  { name: "Ivory Coast", code: "CI", last: "1986-01-01" },
  { name: "Korea, Republic of", code: "KR" },
  { name: "Kyrgyz Republic", code: "KG" },
  { name: "Lao People's Democratic Republic", code: "LA" },
  { name: "Macedonia", code: "MK", last: "2019-02-11" },
  { name: "Republic of Congo", code: "CG" },
  { name: "Republic of Korea", code: "KR" },
  { name: "Russia", code: "RU" },
  { name: "South Korea", code: "KR" },
  { name: "Swaziland", code: "SZ", last: "2018-04-18" },
  { name: "Tanzania, United Republic of", code: "TZ" },
  { name: "Turkey", code: "TR", last: "2022-05-31" },
  { name: "UAE", code: "AE" },
  { name: "UK", code: "GB" },
  { name: "USA", code: "US" },
  { name: "United States", code: "US" },
  { name: "Viet Nam", code: "VN" },
  { name: "Zaire", code: "CD", from: "1971-10-27", last: "1997-05-16" },
];

const aggregateNames: Readonly<Record<string, Aggregate>> = {
  world: "WORLD",
  worldtotal: "WORLD",
  total: "WORLD",
  grandtotal: "WORLD",
  global: "WORLD",
  others: "OTHERS",
  other: "OTHERS",
  othercountries: "OTHERS",
};

/** Hostile: a cell of a file. */
export function findReporter(text: string): Reporter | undefined {
  const name = text.trim();
  if (name === "" || name.length > 100) return undefined;
  const aggregate = aggregateNames[foldName(name)];
  if (aggregate !== undefined) return { kind: "AGGREGATE", code: aggregate };
  const code = /^[A-Z]{2}$/.test(name)
    ? name
    : (byName.get(foldName(name)) ?? ofCountries().get(foldName(inFull(name))));
  if (code === undefined) return undefined;
  if (participantCodes.has(code)) return { kind: "PARTICIPANT", code };
  return countries.has(code) ? { kind: "COUNTRY", code } : undefined;
}

/** The days on which a name was the state's own, for pages that show what a file wrote. */
export function nameDates(text: string): { readonly from?: IsoDate; readonly last?: IsoDate } | undefined {
  const found = aliases.find(({ name }) => foldName(name) === foldName(text));
  if (found === undefined) return undefined;
  return {
    ...(found.from === undefined ? {} : { from: found.from }),
    ...(found.last === undefined ? {} : { last: found.last }),
  };
}

const countries: ReadonlySet<string> = new Set(countryCodes);
const participantCodes: ReadonlySet<string> = new Set(traders.map(({ code }) => code));
const byName: ReadonlyMap<string, string> = new Map([
  ...traders.flatMap(({ code, names }) =>
    languages.map((language): [string, string] => [foldName(names[language]), code]),
  ),
  ...aliases.map(({ name, code }): [string, string] => [foldName(name), code]),
]);

/** Of countries that are no Participants, in every language; made when the first of them is asked for. */
let byCountryName: ReadonlyMap<string, string> | undefined;
function ofCountries(): ReadonlyMap<string, string> {
  byCountryName ??= new Map([
    ["hongkong", "HK"],
    ...countryCodes.flatMap((code) =>
      languages.map((language): [string, string] => [
        foldName(inFull(shortCountryName(code, language))),
        code,
      ]),
    ),
  ]);
  return byCountryName;
}

/** "St. Lucia", "Trinidad & Tobago": shortened in some lists and not in others. */
function inFull(name: string): string {
  return name.replace(/^St\. /, "Saint ").replaceAll(" & ", " and ");
}
