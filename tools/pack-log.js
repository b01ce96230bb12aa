#!/usr/bin/env node
// Builds the public log's code as a package of its own, without dependencies: dist/log, and with --pack the tarball
// dist/kimberlite-log-VERSION.tgz. `npm pack` of the whole project builds the folder first (prepack), for `kimberlite/log`.
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = join(root, "dist/log");

/** The folder that was built. */
export function buildLog() {
  rmSync(folder, { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  run(process.execPath, [compiler, "-p", "tsconfig.log.json"], root);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".d.ts")) continue;
    // The compiler rewrites the endings of imports in the code, and leaves those of the types.
    const text = readFileSync(join(folder, file), "utf8");
    writeFileSync(join(folder, file), text.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  }
  const { version, license, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const description = "A verifiable log by C2SP and RFC 6962: read, check, follow, witness. No dependencies.";
  const entry = { types: "./log/index.d.ts", default: "./log/index.js" };
  const own = {
    name: "kimberlite-log",
    version,
    description,
    license,
    type: "module",
    engines,
    exports: entry,
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(own, null, 2)}\n`);
  copyFileSync(join(root, "src/core/log/README.md"), join(folder, "README.md"));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  return folder;
}

/** Path of the tarball. */
export function packLog() {
  const output = run("npm", ["pack", "--json", "--pack-destination", join(root, "dist")], buildLog());
  return join(root, "dist", JSON.parse(output)[0].filename);
}

function run(program, parameters, cwd) {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${parameters.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.stdout.write(`${process.argv.includes("--pack") ? packLog() : buildLog()}\n`);
