// The style sheet and the islands: put together, made small and compressed once, when the program starts.
// Names carry a hash of the content, so a browser may keep them for ever; an old name is simply not found.
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";
import { markSvg } from "./layout/Mark.tsx";

export interface Asset {
  readonly bytes: Uint8Array;
  readonly brotli: Uint8Array;
  readonly gzip: Uint8Array;
  readonly type: string;
  readonly immutable: boolean;
  /** The whole answer, in the best encoding that the browser says it reads. */
  answer(acceptEncoding: string | undefined): Response;
}

export interface Assets {
  /** "app.css", "mark.svg", "forms.js" → its address. An unknown name is a mistake in the program. */
  href(name: string): string;
  find(path: string): Asset | undefined;
}

let loading: Promise<Assets> | undefined;

/** The work is done once; every caller gets the same assets. */
export function loadAssets(): Promise<Assets> {
  loading ??= makeAssets();
  return loading;
}

/** The sheets and the files each is made of, in order: later ones may refine earlier ones. */
export const sheets = {
  /** Every page. */
  "app.css": [
    "tokens",
    "base",
    "layout",
    "forms",
    "content",
    "data",
    "map",
    "log",
    "gallery",
    "decisions",
    "colours",
    "print",
  ],
  /** After it, on pages of figures. */
  "figures.css": ["charts", "returns", "charts-print"],
} as const;
type StyleFile = (typeof sheets)[keyof typeof sheets][number];
export const styleFiles: readonly StyleFile[] = Object.values(sheets).flat();

const here = fileURLToPath(new URL(".", import.meta.url));
const yearInSeconds = 365 * 24 * 60 * 60;

async function makeAssets(): Promise<Assets> {
  const [styles, islands, workers] = await Promise.all([
    Promise.all(
      Object.entries(sheets).map(async ([name, files]) =>
        hashed(name, await bundleStyle(files), "text/css; charset=utf-8"),
      ),
    ),
    bundleIslands(),
    bundleWorkers(),
  ]);
  const named: readonly Named[] = [
    ...styles,
    hashed("mark.svg", new TextEncoder().encode(markSvg), "image/svg+xml"),
    ...islands,
    ...workers,
  ];
  const hrefs = new Map(named.map((entry) => [entry.name, entry.path]));
  const assets = new Map(named.map((entry) => [entry.path, assetOf(entry.bytes, entry.type)]));
  return {
    href(name) {
      const href = hrefs.get(name);
      if (href === undefined) throw new Error(`no such asset: ${name}`);
      return href;
    },
    find: (path) => assets.get(path),
  };
}

interface Named {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** A style sheet as it is sent; also for a page that must carry its own, such as one saved for offline use. */
export async function bundleStyle(files: readonly StyleFile[] = styleFiles): Promise<Uint8Array> {
  const sources = await Promise.all(
    files.map(async (name) => {
      const source = await readFile(`${here}styles/${name}.css`, "utf8");
      // @page may stand inside @media; everything else in print.css only holds on paper.
      return name === "print" ? `@media print {\n${source}\n}\n` : source;
    }),
  );
  const { code } = await transform(sources.join("\n"), { loader: "css", minify: true, charset: "utf8" });
  return new TextEncoder().encode(code);
}

async function bundleIslands(): Promise<readonly Named[]> {
  const folder = `${here}islands`;
  const files = (await readdir(folder)).filter((file) => /^[a-z0-9-]+\.ts$/.test(file));
  const result = await build({
    entryPoints: files.map((file) => `${folder}/${file}`),
    outdir: "/assets",
    entryNames: "[name].[hash]",
    chunkNames: "part.[hash]",
    assetNames: "[name].[hash]",
    bundle: true,
    // What an island loads on a tap (the scanner) stays a file of its own.
    splitting: true,
    format: "esm",
    target: "es2022",
    loader: { ".wasm": "file" },
    minify: true,
    write: false,
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles.map((file) => {
    const base = file.path.slice(file.path.lastIndexOf("/") + 1);
    const [stem = "", , ending = ""] = base.split(".");
    const type = ending === "wasm" ? "application/wasm" : "text/javascript; charset=utf-8";
    // Parts keep their hash as name: nobody asks for them but an island.
    return {
      name: stem === "part" ? base : `${stem}.${ending}`,
      path: `/assets/${base}`,
      bytes: file.contents,
      type,
    };
  });
}

/** Service workers: each one file, which every browser that has them can run, whatever it knows of modules. */
async function bundleWorkers(): Promise<readonly Named[]> {
  const folder = `${here}workers`;
  const result = await build({
    entryPoints: (await readdir(folder)).map((file) => `${folder}/${file}`),
    outdir: "/workers",
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    write: false,
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles.map((file) =>
    hashed(file.path.slice(file.path.lastIndexOf("/") + 1), file.contents, "text/javascript; charset=utf-8"),
  );
}

function hashed(name: string, bytes: Uint8Array, type: string): Named {
  const [stem = "", ending = ""] = name.split(".");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  return { name, path: `/assets/${stem}.${hash}.${ending}`, bytes, type };
}

function assetOf(bytes: Uint8Array, type: string): Asset {
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const gzip = gzipSync(bytes, { level: 9 });
  return {
    bytes,
    brotli,
    gzip,
    type,
    immutable: true,
    answer(acceptEncoding) {
      const encoding = bestEncoding(acceptEncoding);
      const body = encoding === "br" ? brotli : encoding === "gzip" ? gzip : bytes;
      return new Response(new Uint8Array(body), {
        headers: {
          "Content-Type": type,
          "Content-Length": String(body.byteLength),
          ...(encoding === undefined ? {} : { "Content-Encoding": encoding }),
          "Cache-Control": `public, max-age=${yearInSeconds}, immutable`,
          "X-Content-Type-Options": "nosniff",
          Vary: "Accept-Encoding",
        },
      });
    },
  };
}

function bestEncoding(accept: string | undefined): "br" | "gzip" | undefined {
  const offers = (accept ?? "").split(",").map((offer) => offer.replaceAll(/\s/g, "").toLowerCase());
  const reads = (name: string) =>
    offers.some(
      (offer) =>
        offer === name || (offer.startsWith(`${name};q=`) && Number(offer.slice(name.length + 3)) > 0),
    );
  if (reads("br")) return "br";
  return reads("gzip") ? "gzip" : undefined;
}
