// The witness as it runs, asked over the network by logs that are not honest: another log, another key, a way back, a fork, two
// histories at once; and killed without warning between two questions.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { consistencyProof, leafHash, merkleRoot } from "#core/log/merkle.ts";
import { parseSignatureLine, signNote } from "#core/log/note.ts";
import { logKey, origin, party, sha256 } from "#core/log/testing/parties.ts";
import { ed25519Type } from "#core/log/verifier-key.ts";
import { formatAddCheckpoint } from "#core/log/witness.ts";
import { threePillars } from "./pillars.ts";
import type { Pillars } from "./pillars.ts";

const leavesOf = (name: string): readonly Uint8Array[] =>
  Array.from({ length: 40 }, (_, i) => leafHash(sha256, Buffer.from(`${name} ${i}`)));
const leaves = leavesOf("act");
const forked = [...leaves.slice(0, 5), ...leavesOf("other").slice(5)];

function request(oldSize: number, size: number, of = leaves, key = logKey, name = origin): string {
  const text = formatCheckpoint({ origin: name, size, root: merkleRoot(sha256, of.slice(0, size)) });
  const proof = consistencyProof(sha256, oldSize, of.slice(0, size));
  return formatAddCheckpoint({ oldSize, proof, checkpoint: signNote(text, [key]) });
}

let pillars: Pillars;
beforeAll(async () => {
  pillars = await threePillars();
  await pillars.start("government", logKey.text);
}, 60_000);
afterAll(() => pillars.close());

async function ask(body: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${pillars.url("government")}/add-checkpoint`, { method: "POST", body });
  return { status: response.status, body: await response.text() };
}

describe("the witness program", () => {
  test("cosigns the log that it watches, and knows no other, however alike its name", async () => {
    const first = await ask(request(0, 7));
    expect(first.status).toBe(200);
    expect(parseSignatureLine(first.body.trimEnd())?.name).toBe("government.example/witness");
    for (const name of [`${origin}2`, origin.slice(0, -1), origin.toUpperCase(), `x${origin}`]) {
      const key = party(name, 9, ed25519Type);
      expect([name, (await ask(request(0, 3, leaves, key, name))).status]).toEqual([name, 404]);
    }
  });

  test("refuses a head of its log by another key, under the log's own name too", async () => {
    const other = party("another", 9, ed25519Type);
    expect((await ask(request(7, 9, leaves, other))).status).toBe(403);
    expect((await ask(request(7, 9, leaves, { ...logKey, sign: other.sign }))).status).toBe(403);
  });

  test("never goes back, and never to another history, with whatever proof; and says where it stands", async () => {
    expect(await ask(request(0, 5))).toEqual({ status: 409, body: "7\n" });
    expect((await ask(request(7, 12, forked))).status).toBe(422);
    expect((await ask(request(5, 12, forked))).status).toBe(409);
    // A true proof of the true history under the root of the other.
    const text = formatCheckpoint({ origin, size: 12, root: merkleRoot(sha256, forked.slice(0, 12)) });
    const proof = consistencyProof(sha256, 7, leaves.slice(0, 12));
    const body = formatAddCheckpoint({ oldSize: 7, proof, checkpoint: signNote(text, [logKey]) });
    expect((await ask(body)).status).toBe(422);
    expect((await ask(request(7, 7, forked))).status).toBe(422);
    expect((await ask(request(7, 12))).status).toBe(200);
  });

  test("asked for two histories at the same moment, it is on one of them for good", async () => {
    const one = leaves;
    const other = [...leaves.slice(0, 13), ...leavesOf("third").slice(13)];
    const answers = await Promise.all([ask(request(12, 20, one)), ask(request(12, 20, other))]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const chosen = answers[0]?.status === 200 ? one : other;
    const left = chosen === one ? other : one;
    expect((await ask(request(20, 25, left))).status).toBe(422);
    expect((await ask(request(20, 25, chosen))).status).toBe(200);
  });

  test("killed and started again, it knows what it cosigned", async () => {
    await pillars.kill("government");
    await pillars.start("government", logKey.text);
    expect(await ask(request(0, 7))).toEqual({ status: 409, body: "25\n" });
  });

  test("what is no request is refused and stops nothing", async () => {
    for (const body of ["", "old 25\n", `old 25\n\n${"x".repeat(200_000)}`, "old +25\n\n\n\n", "\0"])
      expect((await ask(body).catch(() => ({ status: 400 }))).status).toBe(400);
    expect((await ask(request(0, 7))).status).toBe(409);
  });
});
