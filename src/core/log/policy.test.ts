// Policies: read strictly, and counted as they say.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasQuorum, parsePolicy } from "./policy.ts";
import type { Policy } from "./policy.ts";
import { logKey, party, pillars, sha256 } from "./testing/parties.ts";
import { cosignatureType, ed25519Type } from "./verifier-key.ts";

const [government, industry, civil] = pillars as [
  (typeof pillars)[0],
  (typeof pillars)[0],
  (typeof pillars)[0],
];
const ours = `# the three pillars
log ${logKey.text} https://kp.example/log

witness government ${government.text} https://gov.example/witness
witness industry ${industry.text}
witness civil-society ${civil.text}
group pillars 2 government industry civil-society
quorum pillars
`;

function read(text: string): Policy {
  const parsed = parsePolicy(sha256, text);
  if (!parsed.ok) throw new Error(`line ${parsed.line}: ${parsed.reason}`);
  return parsed.policy;
}

const fault = (text: string) => {
  const parsed = parsePolicy(sha256, text);
  return parsed.ok ? "none" : `${parsed.line} ${parsed.reason}`;
};

describe("our policy", () => {
  const policy = read(ours);

  test("is read with its keys and addresses", () => {
    expect(policy.logs[0]?.url).toBe("https://kp.example/log");
    expect(policy.witnesses.map(({ name }) => name)).toEqual(["government", "industry", "civil-society"]);
    expect(policy.quorum).toBe("pillars");
  });

  test("any two of the three pillars are enough, one never is", () => {
    for (let mask = 0; mask < 8; mask++) {
      const seen = pillars.filter((_, place) => (mask & (1 << place)) !== 0);
      expect(hasQuorum(policy, seen), seen.map(({ name }) => name).join()).toBe(seen.length >= 2);
    }
  });

  test("a stranger counts for nothing, also under a pillar's name or id, and nobody counts twice", () => {
    const stranger = party("government", 99, cosignatureType);
    expect(hasQuorum(policy, [industry, stranger])).toBe(false);
    expect(hasQuorum(policy, [industry, { name: "x", keyId: government.keyId }])).toBe(false);
    expect(hasQuorum(policy, [industry, industry, industry])).toBe(false);
  });
});

describe("what is not a policy", () => {
  const base = `log ${logKey.text}\nwitness a ${government.text}\n`;
  test.each([
    ["", "0 no-quorum"],
    ["quorum none", "0 no-log"],
    [`${base}quorum b`, "3 unknown-member"],
    [`${base}quorum a\nquorum a`, "4 second-quorum"],
    [`${base}witness a ${industry.text}\nquorum a`, "3 name-taken"],
    [`${base}witness b ${government.text}\nquorum a`, "3 key-taken"],
    [`${base}group g 2 a\nquorum g`, "3 threshold"],
    [`${base}group g 0 a\nquorum g`, "3 threshold"],
    [`${base}group g +1 a\nquorum g`, "3 threshold"],
    [`${base}group g any a a\nquorum g`, "3 unknown-member"],
    [`${base}group g any h\ngroup h any a\nquorum g`, "3 unknown-member"],
    [`${base}group any 1 a\nquorum any`, "3 name"],
    [`${base}witness b ${party("b", 3, ed25519Type).text}\nquorum a`, "3 witness-key"],
    [`log ${government.text}\nquorum none`, "1 log-key"],
    [`log ${logKey.text} ftp://x\nquorum none`, "1 address"],
    [`${base}constructor x\nquorum a`, "3 unknown-line"],
    [`${base}QUORUM a`, "3 unknown-line"],
  ])("%#: refused with its line", (text, expected) => expect(fault(text)).toBe(expected));

  test("a key whose id is not its own is refused", () => {
    const wrong = logKey.text.replace(/\+[0-9a-f]{8}\+/, "+00000000+");
    expect(fault(`log ${wrong}\nquorum none`)).toBe("1 log-key");
  });

  test("hostile text never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(parsePolicy(sha256, text).ok).toBe(false);
      }),
    );
  });
});

test("another witness that sees it never takes a quorum away", () => {
  const parties = Array.from({ length: 5 }, (_, place) => party(`w${place}`, 20 + place, cosignatureType));
  const lines = parties.map(({ text, name }) => `witness ${name} ${text}\n`).join("");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.subarray(parties),
      fc.constantFrom(...parties),
      (first, second, seen, more) => {
        const policy = read(
          `log ${logKey.text}\n${lines}group a ${first} w0 w1 w2\ngroup b ${second} w2 w3 w4\ngroup both all a b\nquorum both\n`,
        );
        if (hasQuorum(policy, seen)) expect(hasQuorum(policy, [...seen, more])).toBe(true);
      },
    ),
  );
});
