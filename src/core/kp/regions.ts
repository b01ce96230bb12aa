// World regions of the Participants, for rules that ask for a seat "of another region". The regions are the continents of
// the United Nations' M49 standard; the Core Document names none, so what depends on them says which it used.

export type Region = "AFRICA" | "AMERICAS" | "ASIA" | "EUROPE" | "OCEANIA";

const members: Readonly<Record<Region, string>> = {
  AFRICA: "AO BW CM CF CD SZ GA GH GN CI LS LR ML MU MZ NA CG SL ZA TZ TG ZW",
  AMERICAS: "BR CA GY MX PA US VE",
  ASIA: "AM BD KH CN IN ID IL JP KZ KG LA LB MY QA KR SG LK TH TR AE UZ VN TW",
  EUROPE: "BY EU NO RU CH UA GB",
  OCEANIA: "AU NZ",
};

const byCode = new Map(
  (Object.keys(members) as Region[]).flatMap((region) =>
    members[region].split(" ").map((code): [string, Region] => [code, region]),
  ),
);

/** Undefined for a code that is no Participant known here. */
export function regionOf(participant: string): Region | undefined {
  return byCode.get(participant);
}
