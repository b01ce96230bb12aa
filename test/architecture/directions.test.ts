// The directions between folders hold, and the tool that checks them really reads our files and really finds violations.
import { mkdtemp, cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Result {
  summary: { violations: { rule: { name: string }; from: string }[]; totalCruised: number };
  modules: { source: string }[];
}

function cruise(folder: string): Result {
  const run = spawnSync(
    process.execPath,
    [
      join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs"),
      "src",
      "--config",
      ".dependency-cruiser.mjs",
      "--output-type",
      "json",
    ],
    { cwd: folder, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(run.stdout) as Result;
}

async function sourceFiles(): Promise<string[]> {
  const names = await readdir(join(root, "src"), { recursive: true });
  return names.filter((name) => /\.(ts|tsx)$/.test(name)).map((name) => `src/${name}`);
}

describe("the directions", () => {
  test("hold in our sources, every one of which was read", { timeout: 120_000 }, async () => {
    const result = cruise(root);
    const read = new Set(
      result.modules.map((module) => module.source).filter((source) => source.startsWith("src/")),
    );
    const missed = (await sourceFiles()).filter((file) => !read.has(file));
    expect(missed).toEqual([]);
    expect(result.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`)).toEqual(
      [],
    );
  });
});

describe("a planted violation is found:", () => {
  let folder: string;
  const planted: Record<string, [file: string, text: string]> = {
    "core-is-pure": ["src/core/planted.ts", 'import "node:fs";\n'],
    "ground-knows-no-module": ["src/ui/planted.ts", 'import "#modules/record/index.ts";\n'],
    "platform-knows-no-ui": ["src/platform/planted.ts", 'import "../ui/planted.ts";\n'],
    "modules-by-their-door": ["src/modules/public/planted.ts", 'import "#modules/record/record.ts";\n'],
    "apps-use-doors": ["src/apps/server/planted.ts", 'import "#modules/record/record.ts";\n'],
    "modules-downward-record": ["src/modules/record/planted-down.ts", 'import "#modules/public/index.ts";\n'],
    "sql-in-stores": ["src/modules/record/planted-sql.ts", 'import "kysely";\n'],
    "nobody-imports-apps": ["src/modules/public/planted-up.ts", 'import "../../apps/server/planted.ts";\n'],
    "small-programs-stay-small": ["src/apps/witness/planted.ts", 'import "../../platform/planted.ts";\n'],
    "no-cycles": ["src/core/planted-a.ts", 'import "./planted-b.ts";\n'],
    "no-orphans": ["src/core/planted-orphan.ts", "export const lonely = 1;\n"],
    resolvable: ["src/core/planted-lost.ts", 'import "./nowhere.ts";\n'],
    "no-tests-in-production": ["src/core/planted-test.ts", 'import "./planted.test.ts";\n'],
  };
  let found: Set<string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kimberlite-directions-"));
    for (const name of [".dependency-cruiser.mjs", "package.json", "tsconfig.json"])
      await cp(join(root, name), join(folder, name));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    };
    for (const [file, text] of Object.values(planted)) await write(file, text);
    await write("src/core/planted-b.ts", 'import "./planted-a.ts";\n');
    await write("src/core/planted.test.ts", "export {};\n");
    await write("src/modules/record/index.ts", 'import "./record.ts";\n');
    await write("src/modules/record/record.ts", "export {};\n");
    await write("src/modules/public/index.ts", "export {};\n");
    found = new Set(cruise(folder).summary.violations.map((violation) => violation.rule.name));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(Object.keys(planted))("%s", (rule) => {
    expect([...found]).toContain(rule);
  });
});
