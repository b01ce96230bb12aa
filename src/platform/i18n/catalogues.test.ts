import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { problemStatus } from "#platform/http/problem.ts";
import { areas } from "#locales/areas.ts";
import { languages, locales, offered } from "./locales.ts";
import type { Locale } from "./locales.ts";

type Catalogue = Readonly<Record<string, string>>;

const src = fileURLToPath(new URL("../../", import.meta.url));
const areaNames = Object.keys(areas);

function catalogue(area: string, locale: Locale): Catalogue {
  return (areas as Record<string, Partial<Record<Locale, Catalogue>>>)[area]?.[locale] ?? {};
}

/** Complete in every language of the scheme: a desk at any border reads its answers. */
const inEveryLanguage = new Set(["verify", "verifier", "totals"]);

const languagesOf = (area: string): readonly Locale[] =>
  locales.filter((locale) => Object.keys(catalogue(area, locale)).length > 0);

describe.each(areaNames)("the area %s", (area) => {
  const english = catalogue(area, "en");
  const complete = inEveryLanguage.has(area) ? locales : offered;
  const own = languagesOf(area);

  it.each(complete)("has the same keys in %s as in English", (locale) => {
    expect(Object.keys(catalogue(area, locale)).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(own)("has no key in %s that English does not have", (locale) => {
    expect(Object.keys(catalogue(area, locale)).filter((key) => english[key] === undefined)).toEqual([]);
  });

  it.each(own)("takes the same values in %s as in English", (locale) => {
    for (const [key, text] of Object.entries(catalogue(area, locale))) {
      const asked = values(parse(text, locale));
      expect([key, asked]).toEqual([key, values(parse(english[key] ?? "", "en"))]);
    }
  });

  it.each(own)("names every plural form that %s has", (locale) => {
    for (const [key, text] of Object.entries(catalogue(area, locale))) {
      // French and Portuguese have a form of their own for whole millions ("un million de"); a text may do without it.
      const all = new Intl.PluralRules(languages[locale].tag).resolvedOptions().pluralCategories;
      const forms = locale === "fr" || locale === "pt" ? all.filter((form) => form !== "many") : all;
      for (const plural of plurals(parse(text, locale)))
        expect([key, plural]).toEqual([key, expect.arrayContaining(forms)]);
    }
  });

  it.each(own)(
    "has words in %s: no empty text, no straight apostrophe, which ICU would take for a quotation mark",
    (locale) => {
      for (const [key, text] of Object.entries(catalogue(area, locale))) {
        expect([key, text.trim() === text && text !== ""]).toEqual([key, true]);
        expect([key, text]).toEqual([key, expect.not.stringContaining("'")]);
      }
    },
  );
});

describe("the files of words", () => {
  it("are all listed in areas.ts, and every area is there in every offered language", () => {
    for (const locale of locales) {
      const files = readdirSync(`${src}locales/${locale}`).map((file) => file.replace(/\.json$/, ""));
      const listed = areaNames.filter((area) => languagesOf(area).includes(locale));
      expect([locale, files.sort()]).toEqual([locale, listed.toSorted()]);
      if (offered.includes(locale)) expect([locale, listed]).toEqual([locale, areaNames]);
    }
  });

  it("have no key twice: JSON would silently keep the last", () => {
    for (const locale of locales) {
      for (const area of areaNames.filter((name) => languagesOf(name).includes(locale))) {
        const text = readFileSync(`${src}locales/${locale}/${area}.json`, "utf8");
        const keys = [...text.matchAll(/^\s*"([^"]+)":/gm)].map((match) => match[1]);
        expect([area, keys.filter((key, index) => keys.indexOf(key) !== index)]).toEqual([area, []]);
      }
    }
  });

  it("belong to known languages", () => {
    for (const area of Object.values(areas))
      expect(locales).toEqual(expect.arrayContaining(Object.keys(area)));
  });
});

describe("the words of the program", () => {
  const sources = sourceFiles(src).map((file) => readFileSync(file, "utf8"));
  const known = new Set(
    areaNames.flatMap((area) => Object.keys(catalogue(area, "en")).map((key) => `${area}.${key}`)),
  );
  const literals = new Set(sources.flatMap((source) => allMatches(source, /["'`]([a-z-]+\.[\w.-]+)["'`]/g)));
  const patterns = sources
    .flatMap((source) => allMatches(source, /`([a-z-]+\.(?:[\w.-]|\$\{[^{}`]*\})+)`/g))
    .filter((template) => areaNames.includes(template.slice(0, template.indexOf("."))))
    .map(
      (template) =>
        new RegExp(
          `^${template
            .replaceAll(/\$\{[^}]*\}/g, "*")
            .replaceAll(".", "\\.")
            .replaceAll("*", "[\\w.-]+")}$`,
        ),
    );
  /** Looked up by a code that comes from a refusal. */
  const byCode = new Set(["problem", "problem-title", "field"]);

  it("exist for every t(“…”) in the sources", () => {
    const asked = sources.flatMap((source) => allMatches(source, /\bt\(\s*["'`]([^"'`$]+)["'`]/g));
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  });

  it("are all used somewhere", () => {
    const unused = [...known].filter(
      (key) =>
        !byCode.has(key.slice(0, key.indexOf("."))) &&
        !literals.has(key) &&
        !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it("have a sentence and a title for every refusal, and for none that is not there", () => {
    const codes = [...Object.keys(problemStatus), "internal"].sort();
    expect(Object.keys(catalogue("problem-title", "en")).sort()).toEqual(codes);
    expect(Object.keys(catalogue("problem", "en")).sort()).toEqual([...codes, "reference"].sort());
  });
});

/** What the parser says of a piece of a message, as far as the rules above ask. */
interface Piece {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Piece[] }>>;
}

/** The parser's own numbers: plain text and the "#" of a plural ask for no value. */
const kind = { text: 0, plural: 6, pound: 7 } as const;

function parse(text: string, locale: Locale): readonly Piece[] {
  const message = new IntlMessageFormat(text, languages[locale].tag, undefined, { ignoreTag: true });
  return message.getAst();
}

function values(pieces: readonly Piece[]): readonly string[] {
  const found = pieces.flatMap((piece) => {
    if (piece.type === kind.text || piece.type === kind.pound) return [];
    const options = piece.options ?? {};
    const choices = piece.type === kind.plural ? "" : Object.keys(options).sort().join("|");
    return [
      `${piece.type} ${piece.value} ${choices}`,
      ...Object.values(options).flatMap((option) => values(option.value)),
    ];
  });
  return [...new Set(found)].sort();
}

function plurals(pieces: readonly Piece[]): readonly (readonly string[])[] {
  return pieces.flatMap((piece) => {
    const options = piece.options ?? {};
    const inner = Object.values(options).flatMap((option) => plurals(option.value));
    return piece.type === kind.plural ? [Object.keys(options), ...inner] : inner;
  });
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith("locales"))
    .map((file) => `${folder}${file}`);
}

function allMatches(source: string, pattern: RegExp): readonly string[] {
  return [...source.matchAll(pattern)].map((match) => match[1] ?? "");
}
