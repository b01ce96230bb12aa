// The desk's program as it is served: put together once, when the server starts. What it needs to run is fetched at the
// first visit and kept by its service worker; the thorough reader (zxing) is apart, because it is large and rarely needed.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { areas } from "#locales/areas.ts";
import { bundleStyle, sheets } from "#ui/assets.ts";
import { locales } from "#ui/browser-words.ts";
import type { Catalogue, Locale } from "#ui/browser-words.ts";
import { markSvg } from "#ui/layout/Mark.tsx";

export interface ProgramFile {
  readonly bytes: Uint8Array;
  readonly gzip: Uint8Array;
  readonly type: string;
  /** Its name says what it holds, so it never changes. */
  readonly immutable: boolean;
  /** "program": needed at every visit; "later": the thorough reader and what else is fetched only when it is needed. */
  readonly part: "program" | "later";
}

/** By address: "/verifier/", "/verifier/sw.js", … */
export type Program = ReadonlyMap<string, ProgramFile>;

let making: Promise<Program> | undefined;

export function loadProgram(): Promise<Program> {
  making ??= makeProgram();
  return making;
}

/** What a first visit needs, compressed, before the thorough reader: everything but the other languages and the icons. */
export function firstVisitBytes(program: Program, locale: Locale): number {
  const isForeign = (address: string): boolean =>
    address.includes("/words.") && !address.includes(`/words.${locale}.`);
  const needed = [...program].filter(
    ([address, file]) => file.part === "program" && !isForeign(address) && file.type !== "image/png",
  );
  return needed.reduce((sum, [, file]) => sum + file.gzip.length, 0);
}

/** Parts of the sheet that no view of the program uses. */
const neverShown: ReadonlySet<string> = new Set(["decisions", "map", "log", "gallery"]);

const home = "/verifier/";
const here = fileURLToPath(new URL(".", import.meta.url));
const javascript = "text/javascript; charset=utf-8";
const utf8 = new TextEncoder();

async function makeProgram(): Promise<Program> {
  const files = new Map<string, ProgramFile>();
  const add = (name: string, bytes: Uint8Array, type: string, options: Partial<ProgramFile> = {}): string => {
    const address = `${home}${name}`;
    files.set(address, {
      bytes,
      gzip: gzipSync(bytes, { level: 9 }),
      type,
      immutable: true,
      part: "program",
      ...options,
    });
    return address;
  };
  const named = (stem: string, ending: string, bytes: Uint8Array, type: string, part?: "later"): string =>
    add(`${stem}.${hashOf(bytes)}.${ending}`, bytes, type, part === undefined ? {} : { part });

  const wasm = await readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const readerWasm = named("zxing", "wasm", wasm, "application/wasm", "later");
  const words = Object.fromEntries(
    locales.map((locale) => [
      locale,
      named(`words.${locale}`, "json", utf8.encode(JSON.stringify(wordsOf(locale))), "application/json"),
    ]),
  );
  const style = named("verifier", "css", await styleOf(), "text/css; charset=utf-8");
  const icons = await Promise.all(
    [192, 512].map(async (size) => ({
      size,
      href: named(`icon-${size}`, "png", await readFile(`${here}icons/icon-${size}.png`), "image/png"),
    })),
  );
  const mark = named("mark", "svg", utf8.encode(markSvg), "image/svg+xml");
  const scripts = await bundleScripts({ WORDS: words, READER_WASM: readerWasm });
  for (const { name, bytes, part } of scripts.files) add(name, bytes, javascript, { part });

  add("manifest.webmanifest", utf8.encode(manifestOf(icons)), "application/manifest+json", {
    immutable: false,
  });
  add(
    "",
    utf8.encode(pageOf({ style, mark, script: `${home}${scripts.entry}` })),
    "text/html; charset=utf-8",
    {
      immutable: false,
    },
  );
  const addressesOf = (part: ProgramFile["part"]): readonly string[] =>
    [...files].filter(([, file]) => file.part === part).map(([address]) => address);
  const version = hashOf(
    utf8.encode([...files].map(([address, { bytes }]) => address + hashOf(bytes)).join("\n")),
  );
  const worker = await bundleWorker({
    VERSION: version,
    PROGRAM: addressesOf("program"),
    LATER: addressesOf("later"),
  });
  add("sw.js", worker, javascript, { immutable: false });
  return files;
}

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  minify: true,
  write: false,
  legalComments: "none",
  logLevel: "silent",
} as const;

async function bundleScripts(constants: Readonly<Record<string, unknown>>): Promise<{
  readonly entry: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly part: ProgramFile["part"];
  }[];
}> {
  const result = await build({
    ...common,
    entryPoints: [`${here}main.tsx`],
    outdir: "/",
    entryNames: "app.[hash]",
    chunkNames: "part.[hash]",
    splitting: true,
    jsx: "automatic",
    jsxImportSource: "preact",
    define: definitions(constants),
    metafile: true,
  });
  const inputsOf = new Map(
    Object.entries(result.metafile.outputs).map(([path, { inputs }]) => [nameOf(path), Object.keys(inputs)]),
  );
  const files = result.outputFiles.map((file) => {
    const name = nameOf(file.path);
    const isLater =
      inputsOf
        .get(name)
        ?.some((input) => /zxing-wasm|@noble\/curves|verifier\/(?:es256|ed25519)\.ts/.test(input)) === true;
    return { name, bytes: file.contents, part: isLater ? ("later" as const) : ("program" as const) };
  });
  return { entry: files.find(({ name }) => name.startsWith("app."))?.name ?? "", files };
}

async function bundleWorker(constants: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const result = await build({
    ...common,
    entryPoints: [`${here}service-worker.ts`],
    outdir: "/",
    define: definitions(constants),
  });
  return result.outputFiles[0]?.contents ?? new Uint8Array();
}

function definitions(constants: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]));
}

async function styleOf(): Promise<Uint8Array> {
  const [shared, own] = await Promise.all([
    bundleStyle(sheets["app.css"].filter((name) => !neverShown.has(name))),
    readFile(`${here}verifier.css`, "utf8"),
  ]);
  const { code } = await transform(own, { loader: "css", minify: true, charset: "utf8" });
  return utf8.encode(new TextDecoder().decode(shared) + code);
}

/** Answers and the program's own words; of the frame only what it shows. */
function wordsOf(locale: Locale): Catalogue {
  const taken: Readonly<Record<string, RegExp>> = {
    verify: /./,
    verifier: /./,
    common: /^(layout\.|date\.|unit\.|button\.(print|cancel|save|sign-in)$)/,
    ui: /^(error\.|field\.|warning\.|file\.|select\.)/,
  };
  const texts: Record<string, string> = {};
  for (const [area, keys] of Object.entries(taken)) {
    const byLocale = areas[area as keyof typeof areas] as Readonly<Partial<Record<Locale, Catalogue>>>;
    for (const [key, text] of Object.entries(byLocale[locale] ?? {}))
      if (keys.test(key)) texts[`${area}.${key}`] = text;
  }
  return texts;
}

function manifestOf(icons: readonly { readonly size: number; readonly href: string }[]): string {
  return JSON.stringify({
    name: "Kimberley certificate verifier",
    short_name: "KP verifier",
    id: home,
    start_url: home,
    scope: home,
    display: "standalone",
    background_color: "#faf8f2",
    theme_color: "#0b332c",
    icons: icons.map(({ size, href }) => ({
      src: href,
      sizes: `${size}x${size}`,
      type: "image/png",
      purpose: "any",
    })),
  });
}

/** Whatever the language, what needs a script says so, and where it can be done without. */
function pageOf({ style, mark, script }: { style: string; mark: string; script: string }): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>Kimberley certificate verifier</title>` +
    `<meta name="theme-color" content="#0b332c"><link rel="icon" type="image/svg+xml" href="${mark}">` +
    `<link rel="manifest" href="${home}manifest.webmanifest"><link rel="stylesheet" href="${style}">` +
    `<script type="module" src="${script}"></script></head>` +
    `<body><div id="app"></div><noscript><p><a href="/verify">Check a certificate without script</a></p></noscript></body></html>`
  );
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 10);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
