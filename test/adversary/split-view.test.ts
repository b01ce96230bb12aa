// A log that shows different histories to different witnesses. Honest witnesses cosign one line of history each; which heads
// can then reach a quorum follows from how many there are, and is tried here for every order of asking.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBase64 } from "#core/log/base64.ts";
import { formatCheckpoint, openCheckpoint } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import { consistencyProof, leafHash, merkleRoot, verifyConsistency } from "#core/log/merkle.ts";
import { formatNote, formatSignatureLine, parseNote, signNote } from "#core/log/note.ts";
import { hasQuorum, parsePolicy } from "#core/log/policy.ts";
import { log, logKey, origin, pillars, sha256, witnesses } from "#core/log/testing/parties.ts";
import { decideAddCheckpoint, formatAddCheckpoint } from "#core/log/witness.ts";
import type { Seen } from "#core/log/witness.ts";

const length = 12;
const common = 4;
const historyOf = (name: string): readonly Uint8Array[] =>
  Array.from({ length }, (_, i) => leafHash(sha256, Buffer.from(i < common ? `act ${i}` : `${name} ${i}`)));
/** They agree on the first four entries. */
const histories = [historyOf("told to one"), historyOf("told to the other")] as const;
const rootOf = (history: readonly Uint8Array[], size: number): Uint8Array =>
  merkleRoot(sha256, history.slice(0, size));
const headOf = (history: readonly Uint8Array[], size: number): string =>
  signNote(formatCheckpoint({ origin, size, root: rootOf(history, size) }), [logKey]);

const policyOf = (threshold: number) => {
  const names = pillars.map(({ name }) => name);
  const text = [
    `log ${logKey.text}`,
    ...pillars.map((pillar) => `witness ${pillar.name} ${pillar.text}`),
    `group pillars ${threshold} ${names.join(" ")}`,
    "quorum pillars",
    "",
  ].join("\n");
  const parsed = parsePolicy(sha256, text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.policy;
};

interface Asked {
  readonly witness: number;
  readonly history: 0 | 1;
  readonly size: number;
}

const asked = fc.record({
  witness: fc.integer({ min: 0, max: 2 }),
  history: fc.constantFrom(0 as const, 1 as const),
  size: fc.integer({ min: 1, max: length }),
});

/** What the log gets out of three witnesses, of whom `liars` cosign everything; by head, who signed it. */
function cosignedBy(asks: readonly Asked[], liars: ReadonlySet<number>) {
  const seen = new Map<number, Seen>();
  const heads = new Map<string, { history: 0 | 1; size: number; by: Set<number> }>();
  for (const { witness, history, size } of asks) {
    const leaves = histories[history];
    const last = seen.get(witness);
    // The log does its best: it offers whatever proof there is.
    const oldSize = last?.size ?? 0;
    if (oldSize > size && !liars.has(witness)) continue;
    const body = formatAddCheckpoint({
      oldSize: Math.min(oldSize, size),
      proof: consistencyProof(sha256, Math.min(oldSize, size), leaves.slice(0, size)),
      checkpoint: headOf(leaves, size),
    });
    const decision = decideAddCheckpoint(sha256, body, [log], () => last);
    if (decision.status !== 200 && !liars.has(witness)) continue;
    seen.set(witness, { size, root: rootOf(leaves, size) });
    // Of the common beginning there is one head, whoever tells it.
    const name = size <= common ? `common ${size}` : `${history} ${size}`;
    const head = heads.get(name) ?? { history, size, by: new Set() };
    head.by.add(witness);
    heads.set(name, head);
  }
  return [...heads.values()];
}

/** Two heads that cannot both be true: neither history begins with the other. */
const contradict = (a: { history: 0 | 1; size: number }, b: { history: 0 | 1; size: number }): boolean =>
  a.history !== b.history && Math.min(a.size, b.size) > common;

function contradictingQuorums(
  asks: readonly Asked[],
  liars: ReadonlySet<number>,
  threshold: number,
): boolean {
  const policy = policyOf(threshold);
  const good = cosignedBy(asks, liars).filter(({ by }) =>
    hasQuorum(
      policy,
      [...by].map((one) => pillars[one]?.key as { name: string; keyId: number }),
    ),
  );
  return good.some((a) => good.some((b) => contradict(a, b)));
}

describe("a log that tells two histories", () => {
  test("never gets a quorum of two for both, in whatever order it asks three honest witnesses", () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (asks) => {
        expect(contradictingQuorums(asks, new Set(), 2)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  test("gets one when a single witness is enough: why the quorum is two", () => {
    const asks: readonly Asked[] = [
      { witness: 0, history: 0, size: 8 },
      { witness: 1, history: 1, size: 8 },
    ];
    expect(contradictingQuorums(asks, new Set(), 1)).toBe(true);
  });

  test("gets one when one of the three lies for it; then the two heads are the proof, and all three would have been safe", () => {
    const asks: readonly Asked[] = [
      { witness: 0, history: 0, size: 8 },
      { witness: 1, history: 1, size: 9 },
      { witness: 2, history: 0, size: 8 },
      { witness: 2, history: 1, size: 9 },
    ];
    const liars = new Set([2]);
    expect(contradictingQuorums(asks, liars, 2)).toBe(true);
    expect(contradictingQuorums(asks, liars, 3)).toBe(false);
    // Both are signed by the log, and no proof leads from one to the other.
    const opened = [headOf(histories[0], 8), headOf(histories[1], 9)].map((note) =>
      openCheckpoint(note, log),
    );
    expect(opened.every(({ ok }) => ok)).toBe(true);
    for (const leaves of histories)
      expect(
        verifyConsistency(sha256, {
          size1: 8,
          root1: rootOf(histories[0], 8),
          size2: 9,
          root2: rootOf(histories[1], 9),
          proof: consistencyProof(sha256, 8, leaves.slice(0, 9)),
        }),
      ).toBe(false);
  });
});

describe("one head in two spellings", () => {
  const size = 7;
  const root = rootOf(histories[0], size);
  const good = formatCheckpoint({ origin, size, root });
  const line = toBase64(root);
  /** The last character of 32 bytes in base64 carries four bits that mean nothing. */
  const strayBits = line.replace(/(.)=$/, (_, last: string) => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return `${alphabet[alphabet.indexOf(last) + 1]}=`;
  });
  const spellings: readonly (readonly [string, string])[] = [
    ["base64 with stray bits", good.replace(line, strayBits)],
    ["base64 without padding", good.replace(line, line.slice(0, -1))],
    ["base64 for addresses", good.replace(line, `${line.slice(0, 4)}-${line.slice(5)}`)],
    ["a leading zero", good.replace(`\n${size}\n`, `\n0${size}\n`)],
    ["a sign", good.replace(`\n${size}\n`, `\n+${size}\n`)],
    ["a carriage return", good.replace(`\n${size}\n`, `\n${size}\r\n`)],
    ["a space", good.replace(`\n${size}\n`, `\n${size} \n`)],
    ["an exponent", good.replace(`\n${size}\n`, "\n7e0\n")],
    ["digits of another script", good.replace(`\n${size}\n`, "\n٧\n")],
  ];

  test.each(spellings)(
    "%s: a witness refuses it as malformed, although the log signed it, and so does every reader",
    (_, text) => {
      expect(text).not.toBe(good);
      const signature = { name: origin, keyId: logKey.keyId, signature: logKey.sign(Buffer.from(text)) };
      // By hand: our own writer refuses most of them.
      const note = `${text}\n${formatSignatureLine(signature)}`;
      expect(decideAddCheckpoint(sha256, `old 0\n\n${note}`, [log], () => undefined)).toMatchObject({
        status: 400,
      });
      expect(openCheckpoint(note, log)).toMatchObject({ ok: false, reason: "malformed" });
    },
  );

  test("a cosignature of one text is none of another: two spellings can never share a quorum", () => {
    const other = formatCheckpoint({ origin, size, root, extensions: ["another text of the same head"] });
    const [first, second] = pillars;
    if (first === undefined || second === undefined) throw new Error("no pillars");
    const own = (text: string) => ({
      name: origin,
      keyId: logKey.keyId,
      signature: logKey.sign(Buffer.from(text)),
    });
    const pooled = formatNote({
      text: good,
      signatures: [own(good), cosign(good, first, 1), cosign(other, second, 1)],
    });
    expect(openCheckpoint(pooled, log, witnesses)).toEqual({ ok: false, reason: "signature-wrong" });
    expect(parseNote(pooled)).toBeDefined();
  });
});
