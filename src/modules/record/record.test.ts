import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { noWitnessRequired, verifyReceipt } from "#core/log/proof.ts";
import { sha256 } from "#platform/keys/random.ts";
import { pemSigner } from "#platform/keys/signer.ts";
import { AnsweredBefore, inTransaction } from "#platform/work/context.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import {
  actKind,
  addOrganisationKey,
  audit,
  findAct,
  findFounding,
  findReceipt,
  knownLog,
  rebuild,
  record,
  recordActKinds,
  recordAll,
  revokeKey,
} from "./index.ts";
import { organisationKeyAdded } from "./acts.ts";

let scheme: TestScheme;
beforeAll(async () => {
  scheme = await testScheme();
});
afterAll(() => scheme.close());

async function addKey(organisation: string): Promise<void> {
  const signer = await scheme.keyring.makeSigner(organisation);
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, organisation, signer));
}

describe("the record", () => {
  test("an act gets its position, and its receipt verifies from the leaf alone", async () => {
    await addKey("AA-KPA");
    await scheme.sequence();
    const reader = { db: scheme.database.kysely };
    const { rows } = await sql<{ id: string }>`select id from act order by serial desc limit 1`.execute(
      scheme.database.kysely,
    );
    const act = await findAct(reader, rows[0]!.id);
    const receipt = await findReceipt(reader, rows[0]!.id);
    const founding = (await findFounding(reader))!;
    expect(receipt?.position).toBe(act!.position);
    const claim = {
      leaf: act!.leaf,
      proof: receipt!.proof,
      log: knownLog(founding),
      witnesses: [],
      policy: noWitnessRequired,
    };
    expect(verifyReceipt(sha256, claim)).toMatchObject({ ok: true, index: Number(act!.position) });
    expect(verifyReceipt(sha256, { ...claim, leaf: Buffer.concat([act!.leaf, Buffer.of(0)]) })).toEqual({
      ok: false,
      reason: "not-in-the-log",
    });
  });

  test("positions are gapless in the order of the acts, over several batches", async () => {
    for (const name of ["BA-KPA", "BB-KPA", "BC-KPA"]) {
      await addKey(name);
      await scheme.sequence();
    }
    const { rows } = await sql<{ position: bigint; serial: bigint }>`
      select position, act as serial from log_entry order by position`.execute(scheme.database.kysely);
    expect(rows.map((row) => row.position)).toEqual(rows.map((_, i) => BigInt(i)));
    expect(rows.map((row) => row.serial)).toEqual(
      rows.map((row) => row.serial).toSorted((a, b) => Number(a - b)),
    );
  });

  test("nothing that was recorded can be changed or taken away, not even by the owner", async () => {
    for (const db of [scheme.database.kysely, scheme.owner.kysely]) {
      await expect(sql`update act set organisation = 'XX'`.execute(db)).rejects.toThrow();
      await expect(sql`delete from act_private`.execute(db)).rejects.toThrow();
      await expect(sql`truncate checkpoint`.execute(db)).rejects.toThrow();
    }
    await expect(sql`update log_entry set position = 7`.execute(scheme.owner.kysely)).rejects.toThrow(
      /only grows/,
    );
  });

  test("an act whose transaction fails leaves nothing behind", async () => {
    const before = await sql`select count(*) from act`.execute(scheme.database.kysely);
    await expect(
      inTransaction(scheme.ctx(), async (tx) => {
        await addOrganisationKey(tx, "CA-KPA", await scheme.keyring.makeSigner("CA-KPA"));
        throw new Error("the caller changed its mind");
      }),
    ).rejects.toThrow("changed its mind");
    expect(await sql`select count(*) from act`.execute(scheme.database.kysely)).toEqual(before);
  });

  const keyActs = (count: number, last = "KPCS") =>
    Array.from({ length: count }, (_, i) => {
      const keyId = Buffer.alloc(8);
      keyId.writeUInt32BE(i + 1);
      const publicKey = Buffer.alloc(65, 4);
      return {
        subject: `organisation-key:many-${i}`,
        previous: null,
        organisation: i === count - 1 ? last : "KPCS",
        public: { organisation: "MANY", keyId, publicKey },
        private: {},
      };
    });

  test("a long list of acts is recorded in the order given, in pieces", async () => {
    const recorded = await inTransaction(scheme.ctx(), (tx) =>
      recordAll(tx, organisationKeyAdded, keyActs(300)),
    );
    expect(recorded).toHaveLength(300);
    const { rows } = await sql<{ serial: bigint; subject: string }>`
      select serial, subject from act where subject like 'organisation-key:many-%' order by serial`.execute(
      scheme.database.kysely,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(keyActs(300).map(({ subject }) => subject));
    expect(recorded.map(({ serial }) => serial)).toEqual(rows.map(({ serial }) => serial));
    expect(
      await sql`select 1 from organisation_key where organisation = 'MANY'`.execute(scheme.database.kysely),
    ).toMatchObject({ rows: { length: 300 } });
  });

  test("the tables are written after the act that they come from, although nobody waits for its answer", async () => {
    const seen: string[] = [];
    const looked = actKind("test.looked", async (tx, acts) => {
      const { rows } = await sql<{ id: string }>`
        select id from act where id = any(${acts.map(({ id }) => id)}::uuid[])`.execute(tx.db);
      seen.push(...rows.map(({ id }) => id));
    });
    await expect(
      inTransaction(scheme.ctx(), async (tx) => {
        const { id } = await record(tx, looked, {
          subject: "test:1",
          previous: null,
          public: {},
          private: {},
        });
        expect(seen).toEqual([id]);
        throw new Error("not kept");
      }),
    ).rejects.toThrow("not kept");
  });

  test("a long list of which the last act cannot be signed leaves nothing behind", async () => {
    const before = await sql`select count(*) from act`.execute(scheme.database.kysely);
    const inputs = keyActs(300, "NO-KEY").map((input) => ({ ...input, subject: `${input.subject}-again` }));
    await expect(
      inTransaction(scheme.ctx(), (tx) => recordAll(tx, organisationKeyAdded, inputs)),
    ).rejects.toMatchObject({ code: "signer-unavailable", values: { organisation: "NO-KEY" } });
    expect(await sql`select count(*) from act`.execute(scheme.database.kysely)).toEqual(before);
  });

  test("two acts cannot follow the same act", async () => {
    await addKey("DA-KPA");
    const signer = (await scheme.keyring.findSigner("DA-KPA"))!;
    const again = () =>
      inTransaction(scheme.ctx(), (tx) =>
        record(tx, organisationKeyAdded, {
          subject: `organisation-key:DA-KPA:${Buffer.from(signer.keyId).toString("hex")}`,
          previous: null,
          public: { organisation: "DA-KPA", keyId: signer.keyId, publicKey: signer.publicKey },
          private: {},
        }),
      );
    await expect(again()).rejects.toMatchObject({ code: "changed-meanwhile" });
  });

  test("an audit that finds a difference leaves nothing behind that would stop the next one", async () => {
    await sql`insert into organisation_key values ('ZZ', '\\x0102030405060708', decode(repeat('04', 65), 'hex'), now(), null)`.execute(
      scheme.owner.kysely,
    );
    expect((await audit(scheme.owner.kysely, recordActKinds)).ok).toBe(false);
    await sql`delete from organisation_key where organisation = 'ZZ'`.execute(scheme.owner.kysely);
    await scheme.sequence();
    expect((await audit(scheme.owner.kysely, recordActKinds)).ok).toBe(true);
  });

  test("an organisation whose key was revoked can no longer write", async () => {
    await addKey("EA-KPA");
    const { keyId: id } = (await scheme.keyring.findSigner("EA-KPA"))!;
    await inTransaction(scheme.ctx(), (tx) => revokeKey(tx, "EA-KPA", id, "lost"));
    await expect(
      inTransaction(scheme.ctx({ organisation: "EA-KPA" }), async (tx) =>
        addOrganisationKey(tx, "EA-KPA", await scheme.keyring.makeSigner("EA-2")),
      ),
    ).rejects.toMatchObject({ code: "signer-unavailable" });
  });

  test("the same idempotency key is answered once, and refused for another request", async () => {
    const ctx = (hash: number) => ({
      ...scheme.ctx(),
      idempotency: { key: "k-1", organisation: "KPCS", requestHash: Buffer.alloc(32, hash) },
    });
    const signer = await scheme.keyring.makeSigner("FA-KPA");
    const work = (hash: number) =>
      inTransaction(ctx(hash), async (tx) => {
        await addOrganisationKey(tx, "FA-KPA", signer);
        return { carats: 123n };
      });
    await work(1);
    await expect(work(1)).rejects.toBeInstanceOf(AnsweredBefore);
    await expect(work(1)).rejects.toMatchObject({ answer: { carats: "123" } });
    await expect(work(2)).rejects.toMatchObject({ code: "idempotency-key-reused" });
  });

  test("the audit is clean, and a rebuild gives the same tables", async () => {
    await scheme.sequence();
    const before = await sql`select * from organisation_key order by organisation, key_id`.execute(
      scheme.owner.kysely,
    );
    expect(await audit(scheme.owner.kysely, recordActKinds)).toMatchObject({ ok: true, waiting: 0 });
    await rebuild(scheme.owner.kysely, recordActKinds);
    expect(
      await sql`select * from organisation_key order by organisation, key_id`.execute(scheme.owner.kysely),
    ).toEqual(before);
  });
});

describe("the audit names the first difference", () => {
  /** Changes what no program may change, as somebody with the disk in their hands could, and puts it back. */
  async function tampered(statement: string): Promise<string | undefined> {
    let difference: string | undefined;
    const undo = new Error("undo");
    await scheme.owner.kysely
      .transaction()
      .execute(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx);
        await sql.raw(statement).execute(trx);
        await sql`set local session_replication_role = origin`.execute(trx);
        const nested = {
          transaction: () => ({
            setIsolationLevel: () => ({ execute: (work: (db: typeof trx) => Promise<unknown>) => work(trx) }),
          }),
        };
        difference = (await audit(nested as never, recordActKinds)).difference;
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return difference;
  }

  test.each([
    [
      "a column that disagrees with the leaf",
      "update act set organisation = 'XX-KPA' where serial = 2",
      /act 2 .*columns differ/,
    ],
    [
      "a leaf with another signature",
      "update act set leaf = set_byte(leaf, length(leaf) - 1, get_byte(leaf, length(leaf) - 1) # 1) where serial = 2",
      /act 2 .*(leaf hash)/,
    ],
    [
      "a private claim that was changed",
      "update act_private set claims = set_byte(claims, length(claims) - 1, get_byte(claims, length(claims) - 1) # 1) where act = 2",
      /act 2 .*private/,
    ],
    [
      "a private part that vanished",
      "delete from act_private where act = 3",
      /act 3 .*private part is missing/,
    ],
    ["a missing position", "delete from log_entry where position = 1", /position 1 .*missing/],
    [
      "acts in another order",
      "update log_entry set position = position + 1000 where position in (1, 2); update log_entry set position = case position when 1001 then 2 else 1 end where position > 1000",
      /checkpoint|tile/,
    ],
    [
      "a checkpoint with another root",
      "update checkpoint set note = replace(note, split_part(note, E'\\n', 3), 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')",
      /checkpoint .*signature is wrong/,
    ],
    [
      "a projection row nobody recorded",
      "insert into organisation_key values ('ZZ', '\\x0102030405060708', decode(repeat('04', 65), 'hex'), now(), null)",
      /organisation_key: a row is stored, but not in the acts/,
    ],
    [
      "a projection row that was lost",
      "delete from organisation_key where organisation = 'AA-KPA'",
      /organisation_key: a row is in the acts, but not stored/,
    ],
  ])("%s", async (_what, statement, expected) => {
    expect(await tampered(statement)).toMatch(expected);
  });
});

test("a signature made with another key is not the organisation's", async () => {
  const other = pemSigner(
    (await import("node:crypto"))
      .generateKeyPairSync("ec", { namedCurve: "P-256" })
      .privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  );
  const { verifyEs256 } = await import("#platform/keys/signer.ts");
  const signer = (await scheme.keyring.findSigner("AA-KPA"))!;
  const message = Buffer.from("message");
  expect(verifyEs256(signer.publicKey, message, await signer.sign(message))).toBe(true);
  expect(verifyEs256(signer.publicKey, message, await other.sign(message))).toBe(false);
});
