// `kimberlite ballot`: what it says of an election from the public file alone, and what it makes for those who vote with it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, describe, expect, test } from "vitest";
import { readBallot, writeElectionFile } from "#core/ballot/index.ts";
import type { ElectionFile } from "#core/ballot/index.ts";
import { boxOf } from "#core/ballot/index.ts";
import type { BallotVectors } from "#core/ballot/testing/cases.ts";
import { ceremonyDone, jointOf, nobodyYet, testCall, withBallots } from "#core/ballot/testing/cases.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { addBallotCommands } from "./ballot.ts";

const folder = mkdtempSync(join(tmpdir(), "kimberlite-ballot-"));
afterAll(() => rmSync(folder, { recursive: true }));
const { cases } = JSON.parse(
  readFileSync(new URL("../../../vectors/ballots.json", import.meta.url), "utf8"),
) as BallotVectors;

async function run(now: string, ...words: string[]) {
  const [out, error]: [string[], string[]] = [[], []];
  let code = 0;
  const program = new Command("kimberlite").exitOverride();
  addBallotCommands(program, {
    environment: { LANG: "en" },
    now: () => now,
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    readInput: async () => new Uint8Array(),
    setExitCode: (given) => void (code = given),
  });
  await program.parseAsync(["ballot", ...words], { from: "user" });
  return { code, out: out.join("\n"), error: error.join("\n") };
}

function saved(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const at = "2026-11-05T10:00:00.000Z";

describe("verify", () => {
  test("says of a whole election what came out, and that it holds", async () => {
    const { code, out } = await run(at, "verify", saved("good.json", cases[0]?.file));
    expect(code).toBe(0);
    expect(out).toContain("GH         3            1");
    expect(out).toContain("elected: GH");
    expect(out).toContain("It holds.");
  });

  test.each(cases.filter(({ holds }) => !holds))(
    "$name: it does not hold, and why",
    async ({ file, faults }) => {
      const { code, out } = await run(at, "verify", saved("bad.json", file));
      expect(code).toBe(4);
      expect(out).toContain("IT DOES NOT HOLD.");
      const [first = ""] = faults;
      expect(out).toContain(
        first.startsWith("key:") ? `a message of ${first.slice(4)} does not hold` : first,
      );
    },
  );

  test.each([
    ["no JSON", "{"],
    ["another file", { name: "kimberlite" }],
    ["nothing", ""],
    ["nested for ever", "[".repeat(100_000)],
  ])("%s is told apart from an election that does not hold", async (_, content) => {
    const { code, error } = await run(at, "verify", saved("other.json", content));
    expect([code, error]).toEqual([8, expect.stringContaining("is no election that can be read")]);
  });

  test("a file that is not there is the reader's mistake", async () => {
    expect((await run(at, "verify", join(folder, "none.json"))).code).toBe(2);
  });
});

describe("a trustee and a voter", () => {
  const write = (name: string, file: ElectionFile): string => saved(name, writeElectionFile(file));
  test("make a secret, and with it the next step", async () => {
    const { out: secret } = await run(at, "secret");
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    const key = saved("secret.txt", `${secret}\n`);
    const first = write("first.json", nobodyYet);
    expect((await run(at, "trustee", first, "--as", "WDC", "--secret", key)).out).toMatch(
      /^enrol [0-9a-f]{192}$/,
    );
    expect(await run(at, "trustee", first, "--as", "XX", "--secret", key)).toMatchObject({ code: 1 });
    const broken = saved("broken.txt", "abc");
    expect((await run(at, "trustee", first, "--as", "WDC", "--secret", broken)).code).toBe(2);
    const later = write("later.json", ceremonyDone());
    expect((await run(at, "trustee", later, "--as", "WDC", "--secret", key)).error).toContain(
      "not-this-secret",
    );
  });

  test("lock a ballot that counts, while a call is open and for who stands", async () => {
    const file = withBallots(ceremonyDone(), []);
    const place = write("open.json", file);
    const { out } = await run(at, "cast", place, "--as", "SL", "--for", "GH");
    expect(readBallot(boxOf(file.ceremony.terms, jointOf(file), testCall), "SL", fromHex(out))).toBeDefined();
    expect((await run(at, "cast", place, "--as", "SL", "--for", "XX")).code).toBe(2);
    expect((await run(at, "cast", place, "--as", "XX", "--for", "GH")).code).toBe(2);
    expect((await run(at, "cast", place, "--as", "SL", "--for", "GH", "NA")).code).toBe(2);
    expect((await run(testCall.closesAt, "cast", place, "--as", "SL", "--for", "GH")).code).toBe(2);
  });
});
