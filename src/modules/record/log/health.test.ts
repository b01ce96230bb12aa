// What the foot of every page says of the witnesses: small while all are there, and since when one is not.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cosign } from "#core/log/cosignature.ts";
import { ed25519Type, formatSignatureLine, formatVerifierKey, parseNote } from "#core/log/note.ts";
import { pillars, sha256 } from "#core/log/testing/parties.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import {
  addOrganisationKey,
  findFounding,
  inTransaction,
  latestCheckpoint,
  logHealth,
  logHealthWatch,
  setLogPolicy,
} from "../index.ts";
import { forgetTroubles, LogTrouble, tellTrouble } from "./trouble.ts";
import { insertCosignatures } from "./store.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

const reader = () => ({ db: scheme.database.kysely });
const health = () => logHealth(reader(), scheme.now);
let organisations = 0;

/** One more act under a head of its own, cosigned by some at this very second. */
async function grow(...by: readonly string[]): Promise<void> {
  const name = `T${organisations++}-KPA`;
  const signer = await scheme.keyring.makeSigner(name);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, name, signer));
  await scheme.sequence();
  const head = (await latestCheckpoint(reader()))!;
  const seconds = Math.floor(scheme.now / 1000);
  await insertCosignatures(
    reader(),
    pillars
      .filter((pillar) => by.includes(pillar.name))
      .map((pillar) => ({
        size: head.size,
        keyName: pillar.name,
        keyId: pillar.keyId,
        line: formatSignatureLine(cosign(parseNote(head.note)!.text, pillar, seconds)),
        seconds: BigInt(seconds),
        at: new Date(scheme.now).toISOString(),
      })),
  );
}

describe("the health of the log", () => {
  test("without a policy nobody witnesses, and nothing waits for anybody", async () => {
    await grow();
    scheme.now += 60_000;
    expect(await health()).toMatchObject({ state: "none", witnesses: [], pending: 0n });
  });

  test("with all three it is whole, however long nothing happened", async () => {
    const founding = (await findFounding(reader()))!;
    const log = formatVerifierKey(sha256, {
      name: founding.origin,
      type: ed25519Type,
      publicKey: founding.logKey,
    });
    const lines = pillars.map(({ name, text }) => `witness ${name} ${text}`);
    const names = pillars.map(({ name }) => name).join(" ");
    await setLogPolicy(
      scheme.ctx(),
      [`log ${log}`, ...lines, `group pillars 2 ${names}`, "quorum pillars", ""].join("\n"),
    );
    await grow("government", "industry", "civil-society");
    scheme.now += 86_400_000;
    const { state, witnesses, pending } = await health();
    expect([state, pending]).toEqual(["whole", 0n]);
    expect(witnesses.every(({ absentSince }) => absentSince === null)).toBe(true);
  });

  test("one that has not answered for a moment is not absent; later it is, since the first head that it missed", async () => {
    scheme.now += 1_000;
    const missed = new Date(scheme.now).toISOString();
    await grow("government", "industry");
    scheme.now += 5_000;
    expect((await health()).state).toBe("whole");
    await grow("government", "industry");
    scheme.now += 6_000;
    const { state, witnesses } = await health();
    expect(state).toBe("missing");
    expect(witnesses.map(({ name, absentSince }) => [name, absentSince])).toEqual([
      ["government", null],
      ["industry", null],
      ["civil-society", missed],
    ]);
  });

  test("with one alone the newest acts wait, and since when is said", async () => {
    scheme.now += 1_000;
    const since = new Date(scheme.now).toISOString();
    await grow("industry");
    expect(await health()).toMatchObject({ state: "missing", pending: expect.any(BigInt) });
    scheme.now += 11_000;
    const { state, since: said, pending } = await health();
    expect([state, said]).toEqual(["pending", since]);
    expect(pending).toBeGreaterThan(0n);
  });

  test("when all are back it is whole again", async () => {
    await grow("government", "industry", "civil-society");
    scheme.now += 60_000;
    expect(await health()).toMatchObject({ state: "whole", since: null, pending: 0n });
  });

  test("a log that does not sign is told before anything else", async () => {
    const at = new Date(scheme.now).toISOString();
    await tellTrouble(reader(), new LogTrouble("head-ahead", "A restored backup."), at);
    expect(await health()).toMatchObject({ state: "stopped", since: at });
    await forgetTroubles(reader());
    expect((await health()).state).toBe("whole");
  });

  test("is looked up once a second at most, and is unknown, not an error, while the database is away", async () => {
    let now = scheme.now;
    const watch = logHealthWatch(reader(), () => now);
    const first = watch();
    expect(watch()).toBe(first);
    now += 1_000;
    expect(watch()).not.toBe(first);
    await first;
    const away = logHealthWatch({ db: undefined as unknown as ReturnType<typeof reader>["db"] }, () => now);
    expect(await away()).toBeUndefined();
  });
});
