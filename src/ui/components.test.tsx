// Every example of every component is drawn once and held against the rules a page must keep.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import type { Example } from "./examples.ts";
import { Gallery, gallery } from "./gallery.tsx";
import { pagesToShow } from "./components/pagination/Pagination.tsx";
import { VerdictCard } from "./components/verdict-card/VerdictCard.tsx";
import { TextInput } from "./components/text-input/TextInput.tsx";

const t = translator("en");

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

function tagsOf(html: string): readonly Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map((match) => ({
    name: match[1]!,
    attributes: new Map(
      [...match[2]!.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map((pair) => [pair[1]!, pair[2] ?? ""]),
    ),
  }));
}

const draw = (example: Example) => render(<div>{example.node}</div>);
const examples = gallery.flatMap((entry) =>
  entry.examples(t).map((example) => ({ title: `${entry.component}: ${example.name}`, example })),
);

describe.each(examples)("$title", ({ example }) => {
  const html = draw(example);
  const tags = tagsOf(html);
  const ids = new Set(tags.flatMap((tag) => tag.attributes.get("id") ?? []));

  it("ties a label to every control", () => {
    const labelled = new Set(
      tags.filter((tag) => tag.name === "label").map((tag) => tag.attributes.get("for")),
    );
    for (const tag of tags.filter((tag) => ["input", "select", "textarea"].includes(tag.name))) {
      expect(labelled).toContain(tag.attributes.get("id"));
    }
  });

  it("points only to ids that are there", () => {
    for (const tag of tags) {
      for (const name of ["aria-describedby", "aria-labelledby", "for"]) {
        for (const id of tag.attributes.get(name)?.split(" ") ?? []) expect(ids).toContain(id);
      }
    }
  });

  it("names its errors and hints at the control they speak of", () => {
    const described = new Set(
      tags.flatMap((tag) => tag.attributes.get("aria-describedby")?.split(" ") ?? []),
    );
    for (const id of ids) if (/-(?:error|hint|limit)$/.test(id)) expect(described).toContain(id);
  });

  it("has a name for every region, list of ways and picture", () => {
    for (const tag of tags) {
      const role = tag.attributes.get("role");
      if (tag.name !== "nav" && role !== "region" && role !== "img") continue;
      expect(tag.attributes.get("aria-label") ?? tag.attributes.get("aria-labelledby") ?? "").not.toBe("");
    }
  });

  it("has headings, links and buttons that say something", () => {
    expect(html).not.toMatch(/<(a|button|h[1-6]|legend|th|caption)\b[^>]*>\s*<\/\1>/);
  });

  it("carries no style and no script of its own, which the content policy would refuse", () => {
    for (const tag of tags) {
      expect([...tag.attributes.keys()].filter((name) => name === "style" || name.startsWith("on"))).toEqual(
        [],
      );
    }
    expect(html).not.toContain("<script");
  });
});

describe("the gallery", () => {
  const html = render(<Gallery t={t} />);

  it("has every id once, so that its examples may stand on one page", () => {
    const ids = tagsOf(html).flatMap((tag) => tag.attributes.get("id") ?? []);
    expect(ids.length).toBeGreaterThan(60);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("shows every component that has a file of examples", () => {
    const folder = fileURLToPath(new URL("./", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".examples.tsx"),
    );
    expect(gallery.map((entry) => entry.component).sort()).toEqual(
      files.map((file) => file.replace(/^.*\//, "").replace(".examples.tsx", "")).sort(),
    );
  });

  it("has every component say its own words in every language", () => {
    for (const locale of ["fr", "ar"] as const) {
      const own = translator(locale);
      const drawn = render(<Gallery t={own} />);
      expect(drawn).not.toContain("⟦");
      expect(own.missing === 0).toBe(locale === "fr");
    }
    expect(render(<Gallery t={translator("fr")} />)).toContain("Enregistrer et reprendre plus tard");
  });
});

describe("text from outside", () => {
  it("is text, never markup", () => {
    const hostile = `"><script>alert(1)</script>`;
    const html = render(
      <VerdictCard t={t} tone="bad" sentence={hostile}>
        <TextInput t={t} name="n" label={hostile} value={hostile} error={hostile} hint={hostile} />
      </VerdictCard>,
    );
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script");
  });
});

describe("the pages of a list", () => {
  it("are the first, the last, this one and its neighbours; a gap never hides a single page", () => {
    expect(pagesToShow(1, 2)).toEqual([1, 2]);
    expect(pagesToShow(6, 42)).toEqual([1, "gap", 5, 6, 7, "gap", 42]);
    expect(pagesToShow(4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
