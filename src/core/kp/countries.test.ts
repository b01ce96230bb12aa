import { describe, expect, it } from "vitest";
import {
  countryCodes,
  countryName,
  isCountryCode,
  isCountryOrParticipantCode,
  shortCountryName,
} from "./countries.ts";
import { foldName, languageOf, languages } from "./language.ts";
import {
  applicants,
  chineseTaipei,
  countriesCovered,
  findParticipant,
  getParticipant,
  observers,
  participantFor,
  participantName,
  participants,
  traders,
  unionMemberStates,
} from "./participants.ts";

describe("countries", () => {
  it("are 249, each with a name in every language", () => {
    expect(new Set(countryCodes).size).toBe(249);
    for (const code of countryCodes) {
      for (const language of languages) {
        expect(countryName(code, language)).not.toBe(code);
        expect(countryName(code, language).length).toBeGreaterThan(1);
      }
    }
  });

  it("carry the scheme's wording where it differs", () => {
    expect(countryName("TW", "en")).toBe("rough diamond-trading entity of Chinese Taipei");
    expect(shortCountryName("TW", "en")).toBe("Chinese Taipei");
    for (const language of languages)
      expect(countryName("TW", language)).not.toMatch(/^(Taiwan|Taïwan|Тайвань|تايوان|台湾)/);
    expect(countryName("EU", "fr")).toBe("Union européenne");
    expect(countryName("SZ", "ar")).toBe("إسواتيني");
    expect(countryName("CI", "en")).toBe("Côte d’Ivoire");
    expect(countryName("CG", "pt")).toBe("República do Congo");
    expect(countryName("CD", "pt")).toBe("República Democrática do Congo");
    expect(countryName("HK", "en")).toBe("Hong Kong, China");
    expect(countryName("KE", "pt-AO")).toBe(countryName("KE", "pt"));
    expect(shortCountryName("KE", "en")).toBe("Kenya");
  });

  it("leave nobody's code as it is", () => {
    expect(countryName("ZZ", "en")).toBe("ZZ");
    expect(countryName("", "en")).toBe("");
    expect(countryName("<b>", "en")).toBe("<b>");
    expect(countryName("constructor", "en")).toBe("constructor");
  });

  it("the European Union is a Participant and no country of origin", () => {
    expect(isCountryCode("EU")).toBe(false);
    expect(isCountryOrParticipantCode("EU")).toBe(true);
    expect(isCountryCode("KE")).toBe(true);
    expect(isCountryCode("XK")).toBe(false);
  });

  it("are found without accents, hyphens and apostrophes, in any script", () => {
    expect(foldName("Cote d'Ivoire")).toBe(foldName(countryName("CI", "fr")));
    expect(foldName("кот д ивуар")).toBe(foldName(countryName("CI", "ru")));
    expect(languageOf("zh-Hans-CN")).toBe("zh");
    expect(languageOf("sw")).toBe("en");
  });
});

describe("Participants", () => {
  it("are sixty and cover 86 countries", () => {
    expect(participants).toHaveLength(60);
    expect(new Set(traders.map(({ code }) => code)).size).toBe(61);
    expect(participants.filter(({ kind }) => kind === "REIO").map(({ code }) => code)).toEqual(["EU"]);
    expect(unionMemberStates).toHaveLength(27);
    expect(countriesCovered()).toBe(86);
  });

  it("do not include the trading entity", () => {
    expect(participants.some(({ code }) => code === "TW")).toBe(false);
    expect(findParticipant("TW")).toBe(chineseTaipei);
    expect(participantName("TW", "fr")).toBe("Taipei chinois");
    expect(() => getParticipant("KE")).toThrow(RangeError);
  });

  it("answer for the countries behind them, on the day in question", () => {
    expect(participantFor("BE", "2003-01-01")).toBe("EU");
    expect(participantFor("HR", "2013-06-30")).toBe("HR");
    expect(participantFor("HR", "2013-07-01")).toBe("EU");
    expect(participantFor("GB", "2020-12-31")).toBe("EU");
    expect(participantFor("GB", "2021-01-01")).toBe("GB");
    expect(participantFor("GL", "2026-01-01")).toBe("EU");
    expect(participantFor("HK", "2026-01-01")).toBe("CN");
    expect(participantFor("KE", "2026-01-01")).toBe("KE");
  });

  it("are watched by three kinds of Observer; no source names an applicant", () => {
    expect(observers.map(({ code, kind }) => [code, kind])).toEqual([
      ["WDC", "INDUSTRY"],
      ["CSC", "CIVIL_SOCIETY"],
      ["ADPA", "INDEPENDENT"],
      ["DDI", "INDEPENDENT"],
    ]);
    expect(applicants).toEqual([]);
  });
});
