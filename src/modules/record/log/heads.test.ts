// The policy in force, and which head it lets others see.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cosign } from "#core/log/cosignature.ts";
import { formatSignatureLine, parseNote } from "#core/log/note.ts";
import { ed25519Type, formatVerifierKey } from "#core/log/note.ts";
import { parsePolicy } from "#core/log/policy.ts";
import { openCheckpoint } from "#core/log/checkpoint.ts";
import { pillars, sha256, witnesses } from "#core/log/testing/parties.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import {
  addOrganisationKey,
  audit,
  currentPolicy,
  findFounding,
  inTransaction,
  knownLog,
  latestCheckpoint,
  latestCosignedCheckpoint,
  rebuild,
  recordActKinds,
  setLogPolicy,
  witnessStates,
} from "../index.ts";
import type { Founding } from "../index.ts";
import { fewestWitnesses } from "./policy.ts";
import { insertCosignatures } from "./store.ts";

let scheme: TestScheme;
let founding: Founding;
beforeAll(async () => {
  scheme = await testScheme();
  founding = (await findFounding(reader()))!;
});
afterAll(() => scheme.close());

const reader = () => ({ db: scheme.database.kysely });

function policyText(quorum = "pillars"): string {
  const log = formatVerifierKey(sha256, {
    name: founding.origin,
    type: ed25519Type,
    publicKey: founding.logKey,
  });
  return [
    `log ${log}`,
    ...pillars.map(({ name, text }) => `witness ${name} ${text}`),
    "group pillars 2 government industry civil-society",
    `quorum ${quorum}`,
    "",
  ].join("\n");
}

let organisations = 0;
/** One more act, under a head of its own. */
async function grow(): Promise<bigint> {
  const name = `T${organisations++}-KPA`;
  const signer = await scheme.keyring.makeSigner(name);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, name, signer));
  await scheme.sequence();
  return (await latestCheckpoint(reader()))!.size;
}

async function cosignNewest(...names: readonly string[]): Promise<void> {
  const head = (await latestCheckpoint(reader()))!;
  const { text } = parseNote(head.note)!;
  await insertCosignatures(
    reader(),
    pillars
      .filter(({ name }) => names.includes(name))
      .map((pillar) => ({
        size: head.size,
        keyName: pillar.name,
        keyId: pillar.keyId,
        line: formatSignatureLine(cosign(text, pillar, 1_800_000_000)),
        seconds: 1_800_000_000n,
        at: "2027-01-15T08:00:00Z",
      })),
  );
}

describe("the policy of the log", () => {
  test("without one nobody witnesses, and the newest signed head is what others see", async () => {
    const size = await grow();
    expect(await currentPolicy(reader())).toBeUndefined();
    expect(await witnessStates(reader())).toEqual([]);
    expect((await latestCosignedCheckpoint(reader()))?.size).toBe(size);
  });

  test("is set by the founder alone, and must name this very log", async () => {
    const text = policyText();
    await expect(setLogPolicy(scheme.ctx({ organisation: "BE-KPA" }), text)).rejects.toMatchObject({
      code: "not-allowed",
    });
    const other = policyText().replace(/^log .*$/m, `log ${pillarLog()}`);
    await expect(setLogPolicy(scheme.ctx(), other)).rejects.toMatchObject({ code: "bad-input" });
    await expect(setLogPolicy(scheme.ctx(), "quorum none\n")).rejects.toMatchObject({ code: "bad-input" });
    await setLogPolicy(scheme.ctx(), policyText("none"));
    await setLogPolicy(scheme.ctx(), text);
    expect(await currentPolicy(reader())).toMatchObject({ number: 2, text, policy: { quorum: "pillars" } });
  });

  test("lets others see the newest head with a quorum only, with every cosignature that is known", async () => {
    expect(await latestCosignedCheckpoint(reader())).toBeUndefined();
    const first = await grow();
    await cosignNewest("government");
    expect(await latestCosignedCheckpoint(reader())).toBeUndefined();
    await cosignNewest("civil-society");
    await grow();
    await cosignNewest("industry");
    const head = (await latestCosignedCheckpoint(reader()))!;
    expect(head.size).toBe(first);
    const opened = openCheckpoint(head.note, knownLog(founding), witnesses);
    expect(opened).toMatchObject({ ok: true, checkpoint: { size: Number(first) } });
    expect(opened.ok && opened.cosignatures.map(({ name }) => name).toSorted()).toEqual([
      "civil-society",
      "government",
    ]);
  });

  test("a head that one pillar keeps cosigning alone, however often, never hides the last one with a quorum", async () => {
    const before = (await latestCosignedCheckpoint(reader()))!;
    for (let i = 0; i < 25; i++) {
      await grow();
      await cosignNewest("industry");
    }
    expect((await latestCosignedCheckpoint(reader()))?.size).toBe(before.size);
  });

  test("each witness is told with how far behind it is", async () => {
    const head = await grow();
    await cosignNewest("government");
    const states = await witnessStates(reader());
    expect(states.map(({ name }) => name)).toEqual(["government", "industry", "civil-society"]);
    expect(states[0]).toMatchObject({ size: head, seconds: 1_800_000_000n, behind: 0n });
    expect(states[1]).toMatchObject({ behind: 1n });
  });

  test("counts who has seen a head by the groups of the policy, not by their number alone", async () => {
    const both = policyText("both").replace(
      "group pillars 2 government industry civil-society",
      "group others any government civil-society\ngroup both all industry others",
    );
    await setLogPolicy(scheme.ctx(), both);
    await grow();
    await cosignNewest("government", "civil-society");
    const size = (await latestCheckpoint(reader()))!.size;
    expect((await latestCosignedCheckpoint(reader()))?.size).not.toBe(size);
    await cosignNewest("industry");
    expect((await latestCosignedCheckpoint(reader()))?.size).toBe(size);
    await setLogPolicy(scheme.ctx(), policyText());
  });

  test("is made again by a rebuild, and the audit agrees", async () => {
    const before = await currentPolicy(reader());
    await rebuild(scheme.owner.kysely, recordActKinds);
    expect(await currentPolicy(reader())).toEqual(before);
    expect(await audit(scheme.owner.kysely, recordActKinds)).toMatchObject({ ok: true });
  });

  test("the fewest witnesses that can be a quorum are never told too high, also where groups share them", () => {
    const keys = pillars.map(({ name, text }) => `witness ${name} ${text}`).join("\n");
    const fewest = (groups: string, quorum: string): number => {
      const read = parsePolicy(
        sha256,
        `${policyText().split("\n")[0]}\n${keys}\n${groups}\nquorum ${quorum}\n`,
      );
      if (!read.ok) throw new Error(read.reason);
      return fewestWitnesses(read.policy);
    };
    expect(fewest("group all3 all government industry civil-society", "all3")).toBe(3);
    expect(fewest("", "industry")).toBe(1);
    expect(fewest("", "none")).toBe(0);
    const shared =
      "group a any government industry\ngroup b any government civil-society\ngroup both all a b";
    expect(fewest(shared, "both")).toBe(1);
  });
});

function pillarLog(): string {
  const [pillar] = pillars;
  return formatVerifierKey(sha256, {
    name: "other.example/log",
    type: ed25519Type,
    publicKey: pillar!.publicKey,
  });
}
