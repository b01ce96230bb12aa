// The public log's code as a package: packed, installed into an empty folder without a network, used by plain Node and
// by a TypeScript of somebody else's.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packLog } from "../../tools/pack-log.js";

const readme = readFileSync(new URL("../../src/core/log/README.md", import.meta.url), "utf8");
const examples = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code = ""]) => code);
const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly private: boolean;
  readonly exports: { readonly "./log": { readonly types: string; readonly default: string } };
};

let folder: string;
const run = (program: string, ...parameters: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd: folder, encoding: "utf8" });
  return { status, said: stdout + stderr };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kimberlite-log-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
  const { status, said } = run("npm", "install", "--offline", "--no-audit", "--no-fund", packLog());
  if (status !== 0) throw new Error(said);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package of the public log", () => {
  test("brings nothing but itself", () => {
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "kimberlite-log",
    ]);
  });

  test.each(examples.map((code, place) => [place + 1, code] as const))(
    "example %i of its page runs in plain Node",
    (place, code) => {
      writeFileSync(join(folder, `example-${place}.js`), code);
      expect(run(process.execPath, `example-${place}.js`)).toEqual({ status: 0, said: "" });
    },
  );

  test("has at least the two examples: a proof checked, and a log kept", () => {
    expect(examples.length).toBe(2);
  });

  test("its types are read by a strict compiler, without this project's settings", () => {
    writeFileSync(
      join(folder, "use.ts"),
      'import { verifyInclusion, parsePolicy } from "kimberlite-log";\n' +
        'import type { Policy, ReceiptVerdict } from "kimberlite-log";\n' +
        "export const verify: typeof verifyInclusion = verifyInclusion;\n" +
        "export const quorum = (policy: Policy): string | null => policy.quorum;\n" +
        "export const read = parsePolicy;\nexport type Verdict = ReceiptVerdict;\n",
    );
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const settings = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022"];
    expect(run(process.execPath, compiler, ...settings, "use.ts")).toEqual({ status: 0, said: "" });
  });

  test("is what the whole package gives as kimberlite/log, and the whole package stays private", () => {
    expect(own.private).toBe(true);
    const { types, default: code } = own.exports["./log"];
    const root = fileURLToPath(new URL("../../", import.meta.url));
    for (const path of [types, code]) {
      const installed = path.replace("./dist/log/", "node_modules/kimberlite-log/");
      expect(readFileSync(join(root, path), "utf8")).toBe(readFileSync(join(folder, installed), "utf8"));
    }
  });
});
