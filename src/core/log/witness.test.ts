// The witness's answers, in the order of the specification, and what no log can make it do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCheckpoint } from "./checkpoint.ts";
import { consistencyProof, emptyRoot, leafHash, merkleRoot } from "./merkle.ts";
import { signNote } from "./note.ts";
import { log, logKey, origin, party, sha256 } from "./testing/parties.ts";
import { ed25519Type } from "./verifier-key.ts";
import { decideAddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from "./witness.ts";
import type { Seen, WitnessDecision } from "./witness.ts";

const leavesOf = (name: string): Uint8Array[] =>
  Array.from({ length: 20 }, (_, place) => leafHash(sha256, new TextEncoder().encode(`${name} ${place}`)));
const leaves = leavesOf("act");
/** The same log, with another past from its fifth entry. */
const forked = [...leaves.slice(0, 4), ...leavesOf("other").slice(4)];
const rootOf = (size: number, of = leaves): Uint8Array => merkleRoot(sha256, of.slice(0, size));
const checkpoint = (size: number, of = leaves, signer = logKey, name = origin): string =>
  signNote(formatCheckpoint({ origin: name, size, root: rootOf(size, of) }), [signer]);
const proofOf = (from: number, to: number, of = leaves) => consistencyProof(sha256, from, of.slice(0, to));
const request = (oldSize: number, size: number, of = leaves): string =>
  formatAddCheckpoint({ oldSize, proof: proofOf(oldSize, size, of), checkpoint: checkpoint(size, of) });
const seenAt = (size: number): Seen => ({ size, root: rootOf(size) });
const ask = (body: string, seen?: Seen): WitnessDecision =>
  decideAddCheckpoint(sha256, body, [log], () => seen);
const answer = (body: string, seen?: Seen): string => {
  const decision = ask(body, seen);
  return decision.status === 200
    ? `200 ${decision.checkpoint.size}`
    : `${decision.status} ${decision.reason}`;
};

describe("what a witness answers", () => {
  test("a first checkpoint, a larger one, and the same again are cosigned", () => {
    expect(answer(request(0, 7))).toBe("200 7");
    expect(answer(request(7, 12), seenAt(7))).toBe("200 12");
    expect(answer(request(12, 12), seenAt(12))).toBe("200 12");
    expect(answer(request(0, 0))).toBe("200 0");
  });

  test("a log that it does not watch: 404, also one whose name only begins like a known one", () => {
    const other = party("kp.example/log2", 5, ed25519Type);
    const body = `old 0\n\n${checkpoint(3, leaves, other, "kp.example/log2")}`;
    expect(answer(body)).toBe("404 unknown-log");
  });

  test("no signature of the log: 403; a known name and id that does not verify: 403", () => {
    const stranger = party("stranger", 6, ed25519Type);
    expect(answer(`old 0\n\n${checkpoint(3, leaves, stranger)}`)).toBe("403 not-signed-by-log");
    const impostor = { ...logKey, sign: party(origin, 7, ed25519Type).sign };
    expect(answer(`old 0\n\n${checkpoint(3, leaves, impostor)}`)).toBe("403 signature-wrong");
  });

  test("an old size above the checkpoint's: 400, before the state is told", () => {
    expect(answer(`old 9\n\n${checkpoint(5)}`, seenAt(7))).toBe("400 old-size-above-size");
  });

  test("another old size than the last one cosigned: 409 with that size", () => {
    expect(ask(request(5, 12), seenAt(7))).toEqual({ status: 409, reason: "other-size", size: 7 });
    expect(ask(request(5, 12))).toEqual({ status: 409, reason: "other-size", size: 0 });
    expect(ask(request(0, 12), seenAt(7))).toMatchObject({ status: 409, size: 7 });
  });

  test("an empty tree with a root of its own: 422", () => {
    const text = formatCheckpoint({ origin, size: 0, root: leaves[0]! });
    expect(answer(`old 0\n\n${signNote(text, [logKey])}`)).toBe("422 empty-root-wrong");
    expect(emptyRoot(sha256)).toHaveLength(32);
  });

  test("a proof where none belongs, a wrong proof, another tree of the same size: 422", () => {
    const extra = formatAddCheckpoint({ oldSize: 0, proof: [leaves[0]!], checkpoint: checkpoint(5) });
    expect(answer(extra)).toBe("422 inconsistent");
    const wrong = formatAddCheckpoint({ oldSize: 7, proof: proofOf(6, 12), checkpoint: checkpoint(12) });
    expect(answer(wrong, seenAt(7))).toBe("422 inconsistent");
    const other = formatAddCheckpoint({ oldSize: 12, proof: [], checkpoint: checkpoint(12, forked) });
    expect(answer(other, seenAt(12))).toBe("422 inconsistent");
  });

  test("a fork is refused at every pair of sizes, whatever proof the log shows", () => {
    for (let from = 5; from < 20; from++)
      for (let to = from; to <= 20; to++) {
        expect(answer(request(from, to, forked), seenAt(from)), `${from} to ${to}`).toBe("422 inconsistent");
        const borrowed = formatAddCheckpoint({
          oldSize: from,
          proof: proofOf(from, to),
          checkpoint: checkpoint(to, forked),
        });
        expect(answer(borrowed, seenAt(from)), `${from} to ${to}`).toBe("422 inconsistent");
      }
  });

  test("every honest growth is cosigned", () => {
    for (let from = 0; from <= 20; from++)
      for (let to = Math.max(from, 1); to <= 20; to++)
        expect(answer(request(from, to), from === 0 ? undefined : seenAt(from))).toBe(`200 ${to}`);
  });
});

describe("the form of a request", () => {
  const good = request(7, 12);

  test.each([
    ["a size with a sign", good.replace("old 7", "old +7")],
    ["a size with a leading zero", good.replace("old 7", "old 07")],
    ["a size beyond every log", good.replace("old 7", "old 18446744073709551616")],
    ["a carriage return", good.replace("old 7\n", "old 7\r\n")],
    ["no first line", good.slice(good.indexOf("\n") + 1)],
    ["another word", good.replace("old", "new")],
    ["no empty line", good.replace("\n\n", "\n")],
    ["a hash with stray bits", good.replace(/([A-Za-z0-9+/]{42})[A-Za-z0-9+/]=\n/, "$1/=\n")],
    ["64 hashes", `old 7\n${`${Buffer.alloc(32).toString("base64")}\n`.repeat(64)}\n${checkpoint(12)}`],
    ["nothing", ""],
  ])("%s: 400", (_, body) => {
    expect(body).not.toBe(good);
    expect(answer(body, seenAt(7))).toBe("400 malformed");
  });

  test("one root has one spelling: another is refused, so two witnesses cannot be shown different bytes", () => {
    const root = Buffer.from(rootOf(12)).toString("base64");
    const twin = `${root.slice(0, -2)}${String.fromCharCode(root.charCodeAt(root.length - 2) + 1)}=`;
    expect(Buffer.from(twin, "base64")).toEqual(Buffer.from(rootOf(12)));
    const note = signNote(`${origin}\n12\n${root}\n`, [logKey]).replace(root, twin);
    expect(answer(`old 0\n\n${note}`)).toBe("400 malformed");
  });

  test("what is written is read back, and hostile text is malformed or refused, never an exception", () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const parsed = parseAddCheckpoint(request(from, to));
        expect(parsed).toEqual({ oldSize: from, proof: proofOf(from, to), checkpoint: checkpoint(to) });
      }),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.string({ maxLength: 3 }), (at, put) => {
        const body = good.slice(0, at) + put + good.slice(at + 1);
        if (body !== good) expect(ask(body, seenAt(7)).status).not.toBe(200);
      }),
      { numRuns: 500 },
    );
  });
});
