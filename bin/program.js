// Loads a program from its TypeScript sources. They are compiled together once, when they changed, and kept beside the
// dependencies: loading hundreds of files one by one through a translator takes longer than all the rest of a start.
// Where nothing may be written, they are translated file by file as they are loaded (docs/decisions/0010).
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const kept = join(root, "node_modules", ".cache", "kimberlite");

/** What an installation runs: compiled together, so that they share what they share. */
const programs = {
  kimberlite: "src/apps/cli/main.ts",
  witness: "src/apps/witness/main.ts",
  "file-worker": "src/platform/files/worker.ts",
};

/** Dependencies that are joined with the sources: the ground of every request, plain JavaScript in hundreds of files. */
const joined = ["kysely", "zod", "hono", "@hono", "@asteasolutions/zod-to-openapi"];

/** The module of one of them, or of a source that is a program of its own ("bench/certificates/run.ts"). */
export async function load(program) {
  const entries = program in programs ? programs : { [basename(program, ".ts")]: program };
  process.setSourceMapsEnabled(true);
  const compiled = await compile(entries).catch(() => undefined);
  if (compiled !== undefined)
    return import(pathToFileURL(join(compiled, `${basename(program, ".ts")}.js`)).href);
  const { register } = await import("tsx/esm/api");
  register();
  return import(pathToFileURL(join(root, programs[program] ?? program)).href);
}

/** The folder of the compiled programs. Two that compile at once make the same; the second one's is thrown away. */
async function compile(entries) {
  const folder = join(kept, state(Object.values(entries)));
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}-${process.hrtime.bigint()}`;
  mkdirSync(draft, { recursive: true });
  try {
    const { build } = await import("esbuild");
    await build({
      absWorkingDir: root,
      entryPoints: entries,
      outdir: draft,
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20",
      sourcemap: "linked",
      sourcesContent: false,
      logLevel: "silent",
      plugins: [
        { name: "outside", setup: leaveOutside },
        { name: "places", setup: keepPlaces },
      ],
    });
    writeFileSync(join(draft, "package.json"), '{ "type": "module" }\n');
    renameSync(draft, folder);
    // Not those of today: a program that still runs may need them.
    const now = statSync(folder).mtimeMs;
    for (const old of readdirSync(kept))
      if (now - statSync(join(kept, old)).mtimeMs > 86_400_000)
        rmSync(join(kept, old), { recursive: true, force: true });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** All other dependencies stay as they were installed. */
function leaveOutside(build) {
  build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
    kind === "entry-point" || joined.some((name) => path === name || path.startsWith(`${name}/`))
      ? undefined
      : { path, external: true },
  );
}

/** Files that lie beside a source are found from where the source lies, not from where it was compiled to. */
function keepPlaces(build) {
  build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    if (!text.includes("import.meta.url")) return undefined;
    const contents = text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
    return { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
  });
}

/** Changes whenever a source changes, or what compiles it, or where they lie. */
function state(sources) {
  const hash = createHash("sha256").update(`${root} ${process.version} ${sources.join(" ")}\n`);
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path} ${mtimeMs} ${size}\n`);
  };
  for (const file of ["bin/program.js", "package.json", "tsconfig.json"]) add(join(root, file));
  for (const folder of new Set(["src", ...sources.map((source) => source.split("/")[0])]))
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort())
      if (/\.(tsx?|json)$/.test(name) && !name.includes(".test.")) add(join(root, folder, name));
  return hash.digest("hex").slice(0, 20);
}
