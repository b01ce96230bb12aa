import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import { Page, renderPage } from "./Page.tsx";
import type { PageProps } from "./Page.tsx";
import { currentEntry, navigationFor } from "./navigation.ts";

function html(locale: Locale = "en", more: Partial<PageProps> = {}): string {
  return renderPage(
    <Page
      t={translator(locale)}
      assets={{ href: (name) => `/assets/${name}` }}
      scheme="Kimberlite"
      title="Is this paper good?"
      url="https://kp.example/participants/SL?year=2026&lang=en"
      madeAt="2026-11-24T10:05:00Z"
      demonstration
      navigation={navigationFor([])}
      account={{ person: null, organisation: null }}
      {...more}
    >
      <h1>Question</h1>
    </Page>,
  );
}

describe("a page", () => {
  it("is a whole document in its reader's language and direction", () => {
    expect(html("fr")).toMatch(/^<!doctype html><html lang="fr" dir="ltr">/);
    expect(html("ar")).toContain(`<html lang="ar" dir="rtl">`);
  });

  it("says that its words are English where the language does not have them yet", () => {
    expect(html("ar")).toMatch(/<main [^>]*lang="en">/);
    expect(html("ar")).toContain(translator("ar")("common.layout.not-yet", { language: "العربية" }));
    for (const whole of [html("fr"), html("ar", { languages: ["en", "fr", "ar"] })]) {
      expect(whole).not.toMatch(/<main [^>]*lang=/);
      expect(whole).not.toContain("inset");
    }
  });

  it("has its question in the title, and the word for error before it when the form was refused", () => {
    expect(html()).toContain("<title>Is this paper good? – Kimberlite</title>");
    expect(html("en", { error: true })).toContain("<title>Error: Is this paper good? – Kimberlite</title>");
    expect(html("en", { title: undefined })).toContain("<title>Kimberlite</title>");
  });

  it("begins with a way past the header, to its one main part", () => {
    expect(html()).toMatch(/<body><a class="skip-link" href="#main">/);
    expect(html().match(/<main [^>]*id="main"/g)).toHaveLength(1);
  });

  it("says that a demonstration is one, and only then", () => {
    expect(html()).toContain("nothing here is real");
    expect(html("en", { demonstration: false })).not.toContain("nothing here is real");
  });

  it("says small who has seen the record, loud and above the content who has not, and since when", () => {
    const seen = (absentSince: string | null, state: "whole" | "missing"): Partial<PageProps> => ({
      witnesses: {
        state,
        since: null,
        witnesses: [
          { name: "government", size: 9n, seenAt: "2026-11-24T10:04:00Z", absentSince: null },
          { name: "civil-society", size: 7n, seenAt: "2026-11-23T08:00:00Z", absentSince },
        ],
      },
    });
    const whole = html("en", seen(null, "whole"));
    expect(whole).toContain("Government 10:04 UTC");
    expect(whole).not.toContain("witnesses--loud");
    expect(whole.indexOf('class="witnesses')).toBeGreaterThan(whole.indexOf("</main>"));
    const missing = html("fr", seen("2026-11-24T09:02:00Z", "missing"));
    expect(missing).toContain("Société civile sans signature depuis 09:02 UTC");
    expect(missing.indexOf("witnesses--loud")).toBeLessThan(missing.indexOf("<main"));
    expect(html()).not.toContain("witnesses");
  });

  it("offers itself in every language, keeping the rest of its address", () => {
    expect(html()).toContain(`href="/participants/SL?year=2026&amp;lang=fr"`);
    expect(html()).toMatch(/lang="fr"[^>]*>Français</);
    expect(html()).not.toContain("العربية");
    expect(html("en", { languages: ["en", "ar"] })).toMatch(/lang="ar" dir="rtl"[^>]*>العربية</);
  });

  it("loads a script only for an island it asks for", () => {
    expect(html()).not.toContain("<script");
    expect(html("en", { islands: ["forms"] })).toContain(
      `<script type="module" src="/assets/forms.js"></script>`,
    );
  });

  it("carries data for search engines that no text in it can end", () => {
    const data = html("en", { linkedData: { name: "</script><script>alert(1)" } });
    const [, block = ""] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(data) ?? [];
    expect(JSON.parse(block)).toEqual({ name: "</script><script>alert(1)" });
    expect(data.match(/<script/g)).toHaveLength(1);
  });

  it("names no other host", () => {
    expect(html("en", { islands: ["forms"] })).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it("carries its address and time for paper", () => {
    expect(html()).toContain("24 November 2026, 10:05 UTC");
    expect(html()).toContain("https://kp.example/participants/SL?year=2026");
  });
});

describe("the navigation", () => {
  it("marks the entry under which the page stands", () => {
    const entries = navigationFor([]);
    expect(currentEntry(entries, "/participants/SL")?.href).toBe("/participants");
    expect(currentEntry(entries, "/participants-of-old")).toBeUndefined();
    expect(render(<>{html()}</>)).toContain("aria-current");
  });

  it("shows work to those who have some, and nobody else's", () => {
    const hrefs = (roles: readonly string[]) => navigationFor(roles).map((entry) => entry.href);
    expect(hrefs([])).not.toContain("/work");
    expect(hrefs(["importing-officer"])).toEqual(expect.arrayContaining(["/work", "/arrivals", "/verify"]));
    expect(hrefs(["importing-officer"])).not.toContain("/scheme");
    expect(new Set(hrefs(["exporter", "issuing-officer"])).size).toBe(
      hrefs(["exporter", "issuing-officer"]).length,
    );
  });
});
