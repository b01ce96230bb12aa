// Rules of secret ballots: what counts, what never does, what the sums say, and what a trustee refuses to do.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { concatBytes, toHex } from "../encoding/bytes.ts";
import { ballotLength, castBallot, readBallot } from "./ballot.ts";
import { readElectionFile, writeElectionFile } from "./file.ts";
import { base, decodeElement, decodeScalar, encodeScalar, identity, order, times } from "./group.ts";
import { isOneOf, possesses, proveOneOf, provePossession } from "./proofs.ts";
import { countBallots, electedOf } from "./tally.ts";
import { trusteeWork } from "./trustee-work.ts";
import { ceremonyState, readDeals, readKeys } from "./trustees.ts";
import { boxOf, verifyElection } from "./verify.ts";
import {
  afterwards,
  announced,
  ceremonyDone,
  faultsOf,
  jointOf,
  nobodyYet,
  secretOf,
  testCall,
  testRandom,
  trustees,
  voteOf,
  wholeElection,
  withBallots,
  withWorkOf,
} from "./testing/cases.ts";

const ready = ceremonyDone();
const joint = jointOf(ready);
const box = boxOf(ready.ceremony.terms, joint, testCall);

describe("the group", () => {
  test("a number that is not below the order has no spelling", () => {
    const tooLarge = new Uint8Array(32).fill(255);
    expect(decodeScalar(tooLarge)).toBeUndefined();
    expect(decodeScalar(encodeScalar(order - 1n))).toBe(order - 1n);
    expect(decodeScalar(encodeScalar(order))).toBe(0n);
  });

  test("bytes that are no element are refused", () => {
    expect(decodeElement(new Uint8Array(32).fill(255))).toBeUndefined();
    expect(decodeElement(new Uint8Array(31))).toBeUndefined();
    expect(decodeElement(Uint8Array.of(1, ...new Uint8Array(31)))).toBeUndefined();
  });
});

describe("proofs", () => {
  const random = testRandom("proofs");
  test("possession of a key holds for its own context and key only", () => {
    const proof = provePossession(5n, ["a"], random);
    expect(possesses(times(base, 5n), proof, ["a"])).toBe(true);
    expect(possesses(times(base, 5n), proof, ["b"])).toBe(false);
    expect(possesses(times(base, 6n), proof, ["a"])).toBe(false);
  });

  test("nobody proves that a ciphertext of two is zero or one", () => {
    const cipher = { c1: times(base, 7n), c2: times(joint.key, 7n).add(base).add(base) };
    for (const value of [0, 1]) {
      const proof = proveOneOf(joint.key, cipher, 1, { value, r: 7n }, [], random);
      expect(isOneOf(joint.key, cipher, 1, proof, [])).toBe(false);
    }
    expect(
      isOneOf(joint.key, cipher, 2, proveOneOf(joint.key, cipher, 2, { value: 2, r: 7n }, [], random), []),
    ).toBe(true);
  });
});

describe("the trustees' key", () => {
  test("any two of the three open the sums, and they come to the same", () => {
    const cast = withBallots(ready, [voteOf(ready, "AO", ["GH"]), voteOf(ready, "BW", ["GH"])]);
    const pairs = [
      ["CA-KPA", "WDC"],
      ["CA-KPA", "CSC"],
      ["WDC", "CSC"],
    ] as const;
    for (const [one, other] of pairs) {
      const verdict = verifyElection(withWorkOf(withWorkOf(cast, one), other));
      expect(verdict.calls[0]?.totals).toEqual([
        [2, 0],
        [0, 0],
      ]);
    }
  });

  test("one trustee alone opens nothing", () => {
    const cast = withBallots(ready, [voteOf(ready, "AO", ["GH"]), voteOf(ready, "BW", ["GH"])]);
    expect(verifyElection(withWorkOf(cast, "WDC")).calls[0]?.totals).toBeNull();
  });

  test("a trustee that deals a wrong share is named by the one who received it, and nothing is confirmed", () => {
    let file = nobodyYet;
    for (let round = 0; round < 2; round++) for (const { id } of trustees) file = withWorkOf(file, id);
    const [first, second, third] = file.ceremony.deals as Uint8Array[];
    if (second === undefined) throw new Error("no deal");
    // The share for the third: its last 32 bytes.
    const share = decodeScalar(second.subarray(-32)) as bigint;
    const wrong = concatBytes(second.subarray(0, -32), encodeScalar(share + 1n));
    const spoiled = { ...file, ceremony: { ...file.ceremony, deals: [first!, wrong, third!] } };
    expect(trusteeWork(spoiled, "CSC", secretOf("CSC"), afterwards, testRandom("x"))).toEqual({
      step: "refuse",
      why: "share-of",
      who: "WDC",
    });
  });

  test("every message with a bit changed spoils the ceremony, or its own share", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("enrolments", "confirmations"),
        fc.nat(2),
        fc.nat(63),
        (kind, place, at) => {
          const list = ready.ceremony[kind];
          const message = list[place] as Uint8Array;
          const changed = message.with(at, (message[at] as number) ^ 1);
          const state = ceremonyState({ ...ready.ceremony, [kind]: list.with(place, changed) });
          expect(state.step).toBe("failed");
        },
      ),
      { numRuns: 30 },
    );
  });

  test("the identity is nobody's key", () => {
    const keys = readKeys(ready.ceremony);
    expect(keys?.every((key) => !key.equals(identity))).toBe(true);
    const zero = concatBytes(new Uint8Array(32), provePossession(0n, [], testRandom("zero")));
    const state = ceremonyState({ ...ready.ceremony, enrolments: [zero, null, null] });
    expect(state).toMatchObject({ step: "failed", place: 0 });
    expect(readDeals(ready.ceremony, keys ?? [])).toHaveLength(3);
  });
});

describe("ballots", () => {
  const good = voteOf(ready, "AO", ["GH"]).ballot;

  test("a good ballot has its own length and is read", () => {
    expect(good.length).toBe(ballotLength(testCall));
    expect(readBallot(box, "AO", good)).toHaveLength(2);
  });

  test("it is good for no other seat, call or election", () => {
    expect(readBallot(box, "BW", good)).toBeUndefined();
    const second = { ...testCall, call: 2 };
    expect(readBallot(boxOf(ready.ceremony.terms, joint, second), "AO", good)).toBeUndefined();
    const elsewhere = { ...ready.ceremony.terms, election: "election:other" };
    expect(readBallot(boxOf(elsewhere, joint, testCall), "AO", good)).toBeUndefined();
  });

  test("whatever bit of it is changed, it is none", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(7), (at, bit) => {
        const changed = good.with(at, (good[at] as number) ^ (1 << bit));
        expect(readBallot(box, "AO", changed)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test("bytes of any kind are refused without a crash", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: good.length + 1 }), (bytes) => {
        expect(readBallot(box, "AO", bytes)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
    expect(readBallot(box, "AO", new Uint8Array(good.length))).toBeUndefined();
  });

  test("two choices on a ballot for one cannot be cast", () => {
    expect(() => castBallot(box, "AO", ["GH", "NA"], testRandom("two"))).toThrow(RangeError);
    expect(() => castBallot(box, "AO", ["XX"], testRandom("two"))).toThrow(RangeError);
  });

  test("a ballot for nobody is a ballot, and adds nothing", () => {
    const cast = withBallots(ready, [voteOf(ready, "AO", []), voteOf(ready, "BW", ["NA"])]);
    const verdict = verifyElection(withWorkOf(withWorkOf(cast, "CA-KPA"), "WDC"));
    expect(verdict.calls[0]).toMatchObject({
      voted: ["AO", "BW"],
      totals: [
        [0, 1],
        [0, 0],
      ],
    });
  });

  test("the same vote twice does not look the same", () => {
    const again = castBallot(box, "AO", ["GH"], testRandom("again"));
    expect(toHex(again.subarray(0, 64))).not.toBe(toHex(good.subarray(0, 64)));
  });

  test("the last good ballot of a seat counts, and the earlier ones are told", () => {
    const early = voteOf(ready, "AO", ["NA"], testCall, "2026-11-02T09:00:00.000Z");
    const broken = { ...early, at: "2026-11-08T09:00:00.000Z", ballot: early.ballot.with(3, 0) };
    const counted = countBallots(box, [
      early,
      { seat: "AO", at: "2026-11-03T09:00:00.000Z", ballot: good },
      broken,
    ]);
    expect(counted.counted.map(({ ballot }) => ballot)).toEqual([good]);
    expect(counted.replaced).toBe(1);
    expect(counted.refused).toMatchObject([{ seat: "AO", reason: "not-a-ballot" }]);
  });
});

describe("counting", () => {
  test("any votes of any seats come to their own sums", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<readonly string[]>([], ["GH"], ["NA"]), { minLength: 5, maxLength: 5 }),
        (supported) => {
          const seats = ["AO", "BW", "CA", "SL", "ZA"];
          const cast = withBallots(
            ready,
            seats.map((seat, place) => voteOf(ready, seat, supported[place] ?? [])),
          );
          const verdict = verifyElection(withWorkOf(withWorkOf(cast, "CA-KPA"), "CSC"));
          const count = (choice: string) => supported.filter(([one]) => one === choice).length;
          expect(verdict.calls[0]?.totals).toEqual([
            [count("GH"), count("NA")],
            [0, 0],
          ]);
        },
      ),
      { numRuns: 4 },
    );
  });

  const terms = { choices: ["A", "B"], groups: testCall.groups, voters: testCall.voters };
  test.each([
    {
      totals: [
        [3, 2],
        [1, 1],
      ],
      elected: "A",
      why: "the floor in both groups and more support",
    },
    {
      totals: [
        [2, 2],
        [2, 0],
      ],
      elected: null,
      why: "two of five are not one half",
    },
    {
      totals: [
        [5, 0],
        [0, 2],
      ],
      elected: null,
      why: "nobody of the other group supports A",
    },
    {
      totals: [
        [3, 3],
        [1, 1],
      ],
      elected: null,
      why: "two have the same",
    },
    {
      totals: [
        [0, 0],
        [0, 0],
      ],
      elected: null,
      why: "nobody voted",
    },
  ])("$why: $elected", ({ totals, elected }) => {
    expect(electedOf(terms, totals)).toBe(elected);
  });

  test("with floors of nothing, nobody is elected by no support at all", () => {
    const free = { ...terms, groups: testCall.groups.map(({ id }) => ({ id, floor: [0, 1] as const })) };
    expect(
      electedOf(free, [
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      electedOf(free, [
        [1, 0],
        [0, 0],
      ]),
    ).toBe("A");
  });

  test("a group in which all did the same is named, because its total tells", () => {
    const cast = withBallots(ready, [
      voteOf(ready, "AO", ["GH"]),
      voteOf(ready, "BW", ["NA"]),
      voteOf(ready, "CSC", ["GH"]),
      voteOf(ready, "WDC", ["GH"]),
    ]);
    expect(verifyElection(withWorkOf(withWorkOf(cast, "CA-KPA"), "WDC")).calls[0]?.telling).toEqual(["O"]);
  });
});

describe("a trustee's program", () => {
  const one = withBallots(ready, [voteOf(ready, "AO", ["GH"])]);
  const work = (file: typeof one, now = afterwards) =>
    trusteeWork(file, "WDC", secretOf("WDC"), now, testRandom("w"));

  test("never decrypts the sum of a single ballot", () => {
    expect(work(one)).toEqual({ step: "refuse", why: "SINGLE_BALLOT", who: "" });
  });

  test("never decrypts before the call is closed", () => {
    const two = withBallots(ready, [voteOf(ready, "AO", ["GH"]), voteOf(ready, "BW", ["NA"])]);
    expect(work(two, "2026-11-09T11:59:59.999Z")).toEqual({ step: "done" });
    expect(work(two).step).toBe("decrypt");
  });

  test("does not decrypt ballots of which one does not hold: they are left out of its sums", () => {
    const bad = { ...voteOf(ready, "CA", ["NA"]), seat: "ZA" };
    const three = withBallots(ready, [voteOf(ready, "AO", ["GH"]), voteOf(ready, "BW", ["NA"]), bad]);
    expect(work(three)).toMatchObject({ step: "decrypt", ballots: 2 });
  });

  test("says so when the secret is not the one it began with", () => {
    expect(trusteeWork(one, "WDC", secretOf("CSC"), afterwards, testRandom("w"))).toMatchObject({
      why: "not-this-secret",
    });
    expect(trusteeWork(one, "XX", secretOf("XX"), afterwards, testRandom("w"))).toMatchObject({
      why: "not-a-trustee",
    });
  });

  test("a call of one ballot ends without totals, and that is no fault", () => {
    expect(faultsOf(announced(one, [], null))).toEqual([]);
    expect(
      faultsOf(
        announced(
          one,
          [
            [1, 0],
            [0, 0],
          ],
          null,
        ),
      ),
    ).toEqual(["announced-early"]);
  });
});

describe("the file", () => {
  test("what is written is read back as the same", () => {
    const whole = wholeElection();
    expect(readElectionFile(writeElectionFile(whole))).toEqual(whole);
  });

  test("a file that is no election is refused as a format error, whatever is in it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => readElectionFile(text)).toThrow(/^(json|election|hex)/);
      }),
    );
  });
});
