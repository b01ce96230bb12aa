// An unrelated reader of the codes, in Python with cbor2 and cryptography, written from the format's page: it answers every
// vector as we do. Skipped, with the number of codes it would have read, where these packages are not installed.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { findLogReaders } from "../../tools/debian.js";
import type { CodeVectors } from "#core/certificate/testing/vector-file.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const script = `${root}tools/verify-qr.py`;
const files = ["certificate-codes-good.json", "certificate-codes-bad.json"].map(
  (name) => `${root}vectors/${name}`,
);

function codesIn(file: string): readonly string[] {
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as CodeVectors;
  return cases.flatMap(({ evidence }) => ("qrText" in evidence ? [evidence.qrText] : []));
}

const { python } = findLogReaders();
const count = files.flatMap(codesIn).length;

describe.skipIf(python === undefined)(`Python's reader of ${count} codes`, () => {
  const run = (...args: readonly string[]) =>
    spawnSync(python ?? "", [script, ...args], { encoding: "utf8" });

  test("answers all of them as we do, the reason included but for one", () => {
    const { stdout, status } = run("--vectors", ...files);
    expect([status, stdout]).toEqual([0, stdout]);
    const numbers = [...stdout.matchAll(/(\d+) alike, (\d+) refused for another reason, (\d+) wrong/g)];
    const sum = (place: number): number => numbers.reduce((total, match) => total + Number(match[place]), 0);
    // cbor2 turns a tagged big number into a plain one before anybody can see the tag.
    expect(stdout).toContain("bignum: expected wrong-type, got not-canonical");
    expect([sum(1), sum(2), sum(3)]).toEqual([count - 1, 1, 0]);
  });

  test("accepts a code by its key alone and refuses it when a character is another", () => {
    const [good = ""] = codesIn(files[0] ?? "");
    const { keys } = JSON.parse(readFileSync(`${root}vectors/keys.json`, "utf8")) as {
      keys: readonly { name: string; publicKey: string }[];
    };
    const key = keys.find(({ name }) => name === "sierraLeone")?.publicKey ?? "";
    expect(run("--key", key, good)).toMatchObject({ status: 0, stdout: "in order\n" });
    const changed = `${good.slice(0, -1)}${good.endsWith("0") ? "1" : "0"}`;
    expect(run("--key", key, changed).status).toBe(1);
  });
});
