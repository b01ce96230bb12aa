// Where the demonstration puts the offices of each authority: trading places where one is known, else the capital.
// The places are real; the offices, their numbers and their keys are invented and say so in their names.

export interface Place {
  /** The desk's code after the slash: "FNA" in "SL-KPA/FNA". */
  readonly desk: string;
  readonly place: string;
  readonly country: string;
}

/** By authority; one with no row has its office under "MAIN". */
export const demonstrationPlaces: Readonly<Record<string, readonly Place[]>> = {
  ...each(`
    AO LAD Luanda|AM EVN Yerevan|AU CBR Canberra|BD DAC Dhaka|BY MSQ Minsk|BW GBE Gaborone|BR BSB Brasília|KH PNH Phnom Penh|
    CM YAO Yaoundé|CA OTT Ottawa|CF BGF Bangui|CN BJS Beijing|CD FIH Kinshasa|SZ MBA Mbabane|GA LBV Libreville|GH ACC Accra|
    GN CKY Conakry|GY GEO Georgetown|IN BOM Mumbai|ID JKT Jakarta|IL RAM Ramat Gan|CI ABJ Abidjan|JP TYO Tokyo|KZ AST Astana|
    KG BIS Bishkek|LA VTE Vientiane|LB BEY Beirut|LS MSU Maseru|LR MLW Monrovia|MY KUL Kuala Lumpur|ML BKO Bamako|MU PLU Port Louis|
    MX MEX Mexico City|MZ MPM Maputo|NA WDH Windhoek|NZ WLG Wellington|NO OSL Oslo|PA PAC Panama City|QA DOH Doha|KR SEL Seoul|
    CG BZV Brazzaville|RU MOW Moscow|SL FNA Freetown|SG SIN Singapore|ZA JNB Johannesburg|LK CMB Colombo|CH BRN Bern|
    TZ DAR Dar es Salaam|TH BKK Bangkok|TG LFW Lomé|TR IST Istanbul|UA IEV Kyiv|AE DXB Dubai|GB LON London|US WAS Washington|
    UZ TAS Tashkent|VE CCS Caracas|VN HAN Hanoi|ZW HRE Harare|TW TPE Taipei`),
  ...eachMemberState(`
    AT VIE Vienna|BE ANR Antwerp|BG SOF Sofia|HR ZAG Zagreb|CY NIC Nicosia|CZ PRG Prague|DK CPH Copenhagen|EE TLL Tallinn|
    FI HEL Helsinki|FR PAR Paris|DE IDO Idar-Oberstein|GR ATH Athens|HU BUD Budapest|IE DUB Dublin|IT ROM Rome|LV RIX Riga|
    LT VNO Vilnius|LU LUX Luxembourg|MT MLA Valletta|NL AMS Amsterdam|PL WAW Warsaw|PT LIS Lisbon|RO BUH Bucharest|
    SK BTS Bratislava|SI LJU Ljubljana|ES MAD Madrid|SE STO Stockholm`),
  "CN-HK": [{ desk: "HKG", place: "Hong Kong", country: "HK" }],
};

/** Second desks, added to the first one of their authority. */
export const secondPlaces: Readonly<Record<string, Place>> = {
  "SL-KPA": { desk: "KEN", place: "Kenema", country: "SL" },
  "IN-KPA": { desk: "STV", place: "Surat", country: "IN" },
  // Regulation (EU) 257/2014: Greenland and the Union are one territory.
  "EU-DK": { desk: "GOH", place: "Nuuk", country: "GL" },
};

function each(rows: string): Record<string, readonly Place[]> {
  return Object.fromEntries(read(rows).map((row) => [`${row.country}-KPA`, [row]]));
}

function eachMemberState(rows: string): Record<string, readonly Place[]> {
  return Object.fromEntries(read(rows).map((row) => [`EU-${row.country}`, [row]]));
}

function read(rows: string): Place[] {
  return rows.split("|").map((row) => {
    const [country = "", desk = "", ...place] = row.trim().split(" ");
    return { country, desk, place: place.join(" ") };
  });
}
