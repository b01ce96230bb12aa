import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localeFrom, locales, offered } from "./locales.ts";

describe("the language of a page", () => {
  it("is the one asked for on the page, then the one kept, then the browser's, then English", () => {
    expect(localeFrom({ query: "fr", cookie: "en", acceptLanguage: "en" })).toBe("fr");
    expect(localeFrom({ cookie: "fr", acceptLanguage: "en" })).toBe("fr");
    expect(localeFrom({ acceptLanguage: "fr-BE,fr;q=0.9,en;q=0.8" })).toBe("fr");
    expect(localeFrom({})).toBe("en");
  });

  it("passes over what nobody knows", () => {
    expect(localeFrom({ query: "xx", cookie: "fr" })).toBe("fr");
    expect(localeFrom({ query: "__proto__", cookie: "", acceptLanguage: "tlh, fr;q=0.1" })).toBe("fr");
  });

  it("follows the weights of the browser's wishes and drops those of weight nought", () => {
    expect(localeFrom({ acceptLanguage: "en;q=0.3, fr;q=0.7" })).toBe("fr");
    expect(localeFrom({ acceptLanguage: "fr;q=0, en;q=0.1" })).toBe("en");
    expect(localeFrom({ acceptLanguage: "fr;q=nonsense, en;q=0.1" })).toBe("en");
  });

  it("is a language without all its words only by name, never by the browser's wish", () => {
    expect(localeFrom({ query: "ar" })).toBe("ar");
    expect(localeFrom({ acceptLanguage: "ar, fr;q=0.5" })).toBe("fr");
  });

  it("is a known language whatever the header says, and an offered one unless named", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (query, cookie, acceptLanguage) => {
        expect(locales).toContain(localeFrom({ query, cookie, acceptLanguage }));
        expect(offered).toContain(localeFrom({ acceptLanguage }));
      }),
    );
  });
});
