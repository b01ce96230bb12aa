// The sources of what is told here about definitions, cases, demands and cycles: public documents, each with its date and,
// where it has one, an address. Names stay in the language of the document.

export interface ReformSource {
  readonly name: string;
  readonly date: string;
  readonly address?: string;
}

const un = (name: string, date: string): ReformSource => ({ name, date });
const web = (name: string, date: string, address: string): ReformSource => ({ name, date, address });

export const reformSources = {
  CORE: web(
    "Core Document, Section I, as Annex I of Regulation (EC) 2368/2002",
    "2002-12-20",
    "https://eur-lex.europa.eu/eli/reg/2002/2368/oj",
  ),
  "UNGA-55-56": un("United Nations General Assembly resolution 55/56", "2000-12-01"),
  "UNGA-ES-11-1": un("United Nations General Assembly resolution ES-11/1", "2022-03-02"),
  "UNSC-1173": un("United Nations Security Council resolution 1173 (1998)", "1998-06-12"),
  FOWLER: un("Panel of Experts on sanctions against UNITA, S/2000/203", "2000-03-10"),
  "UNSC-1306": un("United Nations Security Council resolution 1306 (2000)", "2000-07-05"),
  "UNSC-1343": un("United Nations Security Council resolution 1343 (2001)", "2001-03-07"),
  "UNSC-1643": un("United Nations Security Council resolution 1643 (2005)", "2005-12-15"),
  "UNSC-2127": un("United Nations Security Council resolution 2127 (2013)", "2013-12-05"),
  "UNSC-2134": un("United Nations Security Council resolution 2134 (2014)", "2014-01-28"),
  "PANEL-SL": un("Panel of Experts on Sierra Leone, S/2000/1195", "2000-12-20"),
  "PANEL-DRC-01": un("Panel of Experts on the Democratic Republic of the Congo, S/2001/357", "2001-04-12"),
  "PANEL-DRC-02": un("Panel of Experts on the Democratic Republic of the Congo, S/2002/1146", "2002-10-16"),
  HRW09: web(
    "Human Rights Watch, Diamonds in the Rough",
    "2009-06-26",
    "https://www.hrw.org/report/2009/06/26/diamonds-rough/human-rights-abuses-marange-diamond-fields-zimbabwe",
  ),
  KISSONDE06: web(
    "R. Marques, Operation Kissonde: the diamonds of humiliation and misery",
    "2006-07-08",
    "http://www.cuango.net/",
  ),
  RAID20: web(
    "RAID, The deadly cost of “ethical” diamonds",
    "2020-11-12",
    "https://www.raid-uk.org/blog/killings-and-assaults-petra-diamonds-tanzanian-mine-undercuts-ethical-claims",
  ),
  PETRA21: web(
    "Petra Diamonds, update on allegations at Williamson Diamonds",
    "2021-02-09",
    "https://uk.finance.yahoo.com/news/petra-diamonds-ltd-allegations-human-144600066.html",
  ),
  ICOCA: web(
    "ICoCA case study: Petra Diamonds",
    "2021",
    "https://icoca.ch/es/case-studies/violent-repelling-of-illegal-miners-leading-to-litigation/",
  ),
  TREASURY23: web(
    "United States Treasury sanctions of 27 June 2023, as reported by DCLA",
    "2023-06-27",
    "https://dclalaboratory.blogspot.com/2023/06/us-sanctions-gold-diamond-companies.html",
  ),
  MID22W: web(
    "De Standaard’s report on Diamville, as told by MID House of Diamonds",
    "2022-12",
    "https://www.middiamonds.com/the-diamond-blog/shadowy-russian-mercenary-group-charged-with-trading-in-conflict-diamonds-from-car/",
  ),
  EIC23: web(
    "European Investigative Collaborations on Diamville",
    "2023-04",
    "https://landportal.info/news/2023/04/diamonds-sold-facebook-lead-russian-group-wagner",
  ),
  NYT22: web(
    "New York Times of 16 August 2022, as printed by Forbes India",
    "2022-08-17",
    "https://www.forbesindia.com/article/news/russia-fights-efforts-to-declare-it-an-exporter-of-blood-diamonds/79057/1",
  ),
  RU22: web(
    "Ministry of Finance of the Russian Federation, statement as reported by Devdiscourse",
    "2022-06-29",
    "https://www.devdiscourse.com/article/politics/2091208-russia-hits-back-at-attempts-to-politicize-its-diamonds",
  ),
  RU23: web("Ministry of Finance of the Russian Federation", "2023-11-14", "https://minfin.gov.ru/"),
  REUT22: web(
    "Reuters on the letters before Kasane, as told by Rough&Polished",
    "2022-06-13",
    "https://www.rough-polished.com/en/news/125897.html",
  ),
  ROC04: web(
    "Chair’s notice on the Republic of Congo, Rapaport",
    "2004-07-09",
    "https://rapaportfairtrade.com/",
  ),
  CAN18: web(
    "The Diamond Loupe on the text tabled by Canada",
    "2018-11-14",
    "https://www.thediamondloupe.com/sustainability/2018-11-14/world-diamond-council-urges-kp-expand-definition",
  ),
  "WDC-19": web(
    "World Diamond Council before the New Delhi Plenary",
    "2019-11-07",
    "https://www.worlddiamondcouncil.org/",
  ),
  GJ19: web(
    "GJEPC on the New Delhi Plenary",
    "2019-11-25",
    "http://www.gjepc.org/news_detail.php?news=kimberley-process-plenary-fails-to-reach-consensus-on-updating-definition-of-conflict-diamonds",
  ),
  JM25: web(
    "Jewellery Monthly on the Intersessional in Dubai",
    "2025-05",
    "https://jewellerymonthly.co.uk/kimberley-process-moves-closer-to-redefining-conflict-diamonds",
  ),
  JNET25: web(
    "JNA on the Intersessional in Dubai",
    "2025-05-19",
    "https://news.jewellerynet.com/en/jnanews/news/26461/051925-New-inroads-to-redefining-conflict-diamonds",
  ),
  AP25: web("Africa-Press on ADPA’s statement", "2025-11", "https://www.africa-press.net/angola/?p=94450"),
  IDEX25: web("IDEX Online, Sunk: another bid", "2025-11-27", "https://idexonline.com/Memo?Id=50931"),
  RUB25: web("Rubel & Ménasché on the Dubai Plenary", "2025-11", "https://www.rubel-menasche.com/?p=52944"),
  KRAW25: web("The Diamond Press, The conflict divide", "2025-11", "https://www.thediamondpress.com/"),
  CR25: web(
    "Creamer Media on the Intersessional in Dubai",
    "2025-05-16",
    "https://newsletter.en.creamermedia.com/print-version/world-diamond-council-applauds-breakthrough-on-broader-conflict-diamond-definition-2025-05-16",
  ),
  CSC12: web(
    "Civil Society Coalition, opening speech in Washington",
    "2012-11-27",
    "https://www.slideshare.net/DrLendySpires/2012-plenary-muller-opening-speech",
  ),
  DIAM12: web(
    "Diamond Intelligence interview on the amended definition",
    "2012-11",
    "http://www.d4uweb.com/magazine/bk_gems/issue1112.html",
  ),
  CSC18: web(
    "Civil Society Coalition, closing speech in Brussels",
    "2018-11-16",
    "https://zela.org/kp-civil-society-coalition-2018-plenary-closing-speech-2/",
  ),
  CSC19: web(
    "Civil Society Coalition, closing speech in New Delhi",
    "2019-11-22",
    "https://zela.org/kimberley-process-csc-closing-speech-new-delhi-india-22-november-2019/",
  ),
  CSC21: web(
    "Civil Society Coalition, closing speech in Moscow",
    "2021-11",
    "https://www.kpcivilsociety.org/activity/2021-plenary-moscow-closing-speech-by-the-civil-society-coalition/",
  ),
  "CSC-KAS22": web(
    "Civil Society Coalition after the Intersessional in Kasane",
    "2022-06-30",
    "https://www.kpcivilsociety.org/press/the-road-to-kimberley-process-reform-is-long-and-arduous-as-infighting-and-distrust-dominate-botswana-meeting/",
  ),
  "CSC-OPEN22": web(
    "Civil Society Coalition, opening speech in Gaborone",
    "2022-11",
    "https://www.kpcivilsociety.org/activity/civil-society-opening-speech-at-the-2022-kimberley-process-plenary-meeting/",
  ),
  CSC22: web(
    "Civil Society Coalition, statement on the 2022 Plenary",
    "2022-11",
    "https://www.kpcivilsociety.org/activity/kpcs-failure-to-discuss-current-global-conflicts-and-violence-erodes-credibility-of-the-certification-scheme/",
  ),
  CSC23: web("Civil Society Coalition, In deep crisis", "2023-11", "https://www.kpcivilsociety.org/"),
  CSC25I: web(
    "Civil Society Coalition after the Intersessional in Dubai",
    "2025-05",
    "https://www.kpcivilsociety.org/",
  ),
  GAZ22: web(
    "The Gazette (Botswana) on the Intersessional in Kasane",
    "2022-06",
    "https://www.thegazette.news/news/russia-avoids-ousting-from-kimberly-process-in-kasane/",
  ),
  DIIGO10: web("IRIN on Global Witness’s proposals", "2010", "https://groups.diigo.com/"),
  DDI17: web("DDI proposes changes", "2017", "https://www.ddiglobal.org/"),
  WDC17: web(
    "IDEX Online on the World Diamond Council in Brisbane",
    "2017-12-11",
    "http://idexonline.com/FullArticle?Id=43585",
  ),
  COM16: web("Dubai Plenary communiqué 2016", "2016-11-17", "https://www.state.gov/"),
  COM17: web("Brisbane Plenary communiqué 2017", "2017-12-14", "https://www.cstreetsandbox.com/"),
  "KP-2018": web(
    "Kimberley Process, the Plenary in Brussels",
    "2018-11-16",
    "https://kimberleyprocess.com/news/plenary-took-place-brussels-belgium-12-16-november-2018",
  ),
  "KP-2021": web("Kimberley Process, the 2021 Plenary", "2021-11-12", "https://kimberleyprocess.com/"),
  "WDC-2022": web(
    "World Diamond Council on the 2022 Plenary",
    "2022-11",
    "https://www.worlddiamondcouncil.org/wordpress/wdc-proposal-helps-break-impasse-allowing-for-successful-conclusion-to-2022-kp-plenary/",
  ),
  "MM-SEC22": web("Mmegi on the Secretariat", "2022-11", "https://www.mmegi.bw/"),
  STAR24: web("The Star on the Secretariat’s opening", "2024-10-09", "https://www.thestar.com.my/"),
  HEE24: web("Heera Zhaveraat on the Secretariat", "2024", "https://www.heerazhaveraat.com/"),
  CA25: web("Canada on the Dubai Plenary", "2025-11-21", "https://www.miragenews.com/"),
  US24: web("United States on the Dubai Plenary of 2024", "2024-11", "https://thefederalnewswire.com/"),
  GH25: web("Ghana on the ministerial meeting in Dubai", "2025-11-20", "https://ghanamma.com/"),
  CKR11: web(
    "Committee on KP Review, terms of reference",
    "2011-11",
    "https://2009-2017.state.gov/e/eb/tfs/tfc/diamonds/kimberleyprocess/index.htm",
  ),
  CKR12: web("Committee on KP Review, survey of members", "2012", "https://m.state.gov/md184294.htm"),
  KRAWMIX: web("A. Krawitz, A giant leap", "2024-05", "https://avikrawitz.com/"),
  IMPACT10: web("IMPACT on the arrest of F. Maguwu", "2010-06-18", "https://impacttransform.org/"),
  HILJ09: web(
    "Harvard International Law Journal on the Joint Work Plan",
    "2009-11",
    "https://harvardilj.org/",
  ),
  GTN08: web("Gem Trade Net on Venezuela", "2008-06-23", "https://gemtradenet.blogspot.com/"),
} as const satisfies Readonly<Record<string, ReformSource>>;

export type SourceKey = keyof typeof reformSources;

export function sourceOf(key: SourceKey): ReformSource {
  return reformSources[key];
}
