// `kimberlite decisions sign` makes what the server reads, and nothing else.
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPositions } from "#core/decisions/signed/position.ts";
import { pemSigner, verifyEs256 } from "#platform/keys/signer.ts";
import { addDecisionCommands } from "./commands.ts";

let folder: string;
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kimberlite-sign-"));
  await writeFile(join(folder, "key.pem"), pem);
  await writeFile(join(folder, "rsa.pem"), "not a key");
  await writeFile(join(folder, "why.txt"), "It cannot be done where there is no laboratory. ".repeat(5));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(...words: string[]): Promise<{ code: number; error: string }> {
  let [code, error] = [0, ""];
  const program = new Command().exitOverride();
  addDecisionCommands(program, {
    environment: {},
    now: () => "2026-11-28T10:00:00.500Z",
    out: () => undefined,
    error: (line) => void (error += line),
    readInput: async () => new Uint8Array(),
    setExitCode: (given) => void (code = given),
  });
  await program.parseAsync(["decisions", "sign", ...words], { from: "user" }).catch(() => undefined);
  return { code, error };
}

const about = () => [
  "--key",
  join(folder, "key.pem"),
  "--item",
  "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
  "--call",
  "2",
  "--seat",
  "SL",
];

test("an objection is signed with its clause, ground, explanation and cure", async () => {
  const file = join(folder, "position.cose");
  const objection = ["--on", "1, 3", "--ground", "P4", "--explanation-file", join(folder, "why.txt")];
  const { code } = await run("O", ...about(), ...objection, "--cure-condition", "On the spot.", "-o", file);
  expect(code).toBe(0);
  const reading = readPositions(await readFile(file), pemSigner(pem).publicKey, verifyEs256);
  expect(reading).toMatchObject({
    ok: true,
    document: {
      call: 2,
      seat: "SL",
      at: "2026-11-28T10:00:00.000Z",
      minister: false,
      positions: [{ code: "O", on: ["1", "3"], ground: "P4", cureCondition: "On the spot." }],
    },
  });
});

test("what cannot be read is not signed, and the person is told why", async () => {
  const file = join(folder, "nothing.cose");
  const cases: readonly (readonly string[])[] = [
    ["X", ...about(), "-o", file],
    ["O", ...about(), "--ground", "P9", "-o", file],
    ["S", ...about()],
    ["S", ...about().slice(2), "--key", join(folder, "rsa.pem"), "-o", file],
    ["S", ...about().slice(0, -1), "sl!", "-o", file],
    ["O", ...about(), "--cure-text", "a", "--cure-condition", "b", "-o", file],
    ["P", ...about(), "--expected", "tomorrow", "-o", file],
  ];
  for (const words of cases) {
    const { code, error } = await run(...words);
    expect([words[0], code]).toEqual([words[0], 2]);
    expect(error).not.toBe("");
  }
  await expect(readFile(file)).rejects.toThrow();
});
