import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { equalBytes, toHex } from "#core/encoding/bytes.ts";
import { schemeFactsOf } from "#core/certificate/standing.ts";
import { prepareTrustList, readTrustList, trustListToJson } from "#core/trust/trust-list.ts";
import { keysFor, mayKeySign } from "#core/trust/keys.ts";
import { mayTradeOn, recognisedBy, statusOn } from "#core/kp/statuses.ts";
import { schemeStatuses } from "#core/kp/history.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { audit, organisationKeys, policyForDesks, rebuild, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { schemeActKinds } from "./acts.ts";
import { compileTrustList, saysTheSame } from "./compile.ts";
import { allotBlock } from "./commands/allot-block.ts";
import { appointDeskSigner } from "./commands/appoint-desk-signer.ts";
import { designateAuthority } from "./commands/designate-authority.ts";
import { listApplicant, listObserver } from "./commands/list-observer.ts";
import { listParticipant } from "./commands/list-participant.ts";
import { openOffice } from "./commands/open-office.ts";
import { publishTrustList, renewTrustList } from "./commands/publish-trust-list.ts";
import { revokeDeskSigner } from "./commands/revoke-desk-signer.ts";
import { setNationalRule } from "./commands/set-national-rule.ts";
import { setNumberFormat } from "./commands/set-number-format.ts";
import { setRecognition } from "./commands/set-recognition.ts";
import { setStatus } from "./commands/set-status.ts";
import * as queries from "./queries.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "./seed.ts";
import { currentTrustList, getTrustList } from "./trust-lists.ts";

let scheme: TestScheme;
let ctx: Ctx;

beforeAll(async () => {
  scheme = await testScheme();
  ctx = scheme.ctx();
  await seedParticipants(ctx);
  await seedDemonstrationAuthorities(ctx);
});
afterAll(() => scheme.close());

const administrator = (organisation: string): Partial<Actor> => ({
  id: `00000000-0000-7000-8000-${Buffer.from(organisation).toString("hex").padEnd(12, "0").slice(0, 12)}`,
  organisation,
  roles: ["authority-administrator"],
});
const sierraLeone = () => scheme.ctx(administrator("SL-KPA"));

describe("who takes part", () => {
  test("sixty Participants and the trading entity are listed, as the sources say", async () => {
    const all = await queries.participants(ctx);
    expect(all.filter(({ kind }) => kind !== "TRADING_ENTITY")).toHaveLength(60);
    expect(all.filter(({ kind }) => kind === "TRADING_ENTITY").map(({ code }) => code)).toEqual(["TW"]);
  });

  test("every status row of the sources is in the database as it was given", async () => {
    const rows = await queries.statusRows(ctx);
    const key = (row: { participant: string; from: string }) => `${row.participant} ${row.from}`;
    expect(rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(
      schemeStatuses.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    );
  });

  test("Canada does not recognise Qatar until 27 May 2022, though the scheme has admitted it in November 2021", async () => {
    const statuses = await queries.statusRows(ctx);
    const recognitions = await queries.recognitionRows(ctx);
    expect(statusOn(statuses, "QA", "2022-01-15").status).toBe("PARTICIPANT");
    expect(recognisedBy(recognitions, "CA", "QA", "2022-01-15")).toMatchObject({
      recognised: false,
      from: "2022-05-27",
    });
    expect(recognisedBy(recognitions, "CA", "QA", "2022-05-27")).toMatchObject({ recognised: true });
    expect(recognisedBy(recognitions, "BE", "QA", "2022-01-15")).toMatchObject({
      recognised: true,
      assumed: true,
    });
  });

  test("the Central African Republic exports from compliant zones only, from the day each became compliant", async () => {
    const statuses = await queries.statusRows(ctx);
    expect(mayTradeOn(statuses, "CF", "2014-01-01")).toMatchObject({ ok: false, reason: "SUSPENDED" });
    expect(mayTradeOn(statuses, "CF", "2018-01-01")).toMatchObject({ ok: false, reason: "ZONE_REQUIRED" });
    expect(mayTradeOn(statuses, "CF", "2018-01-01", "Berberati")).toMatchObject({ ok: true });
    expect(mayTradeOn(statuses, "CF", "2016-01-01", "Berbérati")).toMatchObject({
      ok: false,
      reason: "ZONE_NOT_COMPLIANT",
    });
    expect(mayTradeOn(statuses, "CF", "2025-01-01")).toMatchObject({ ok: true });
  });

  test("the Republic of the Congo may not trade from the day it was removed until it was readmitted", async () => {
    const statuses = await queries.statusRows(ctx);
    expect(mayTradeOn(statuses, "CG", "2004-07-09")).toMatchObject({
      ok: false,
      reason: "NOT_A_PARTICIPANT",
    });
    expect(mayTradeOn(statuses, "CG", "2007-10-31")).toMatchObject({ ok: false });
    expect(mayTradeOn(statuses, "CG", "2008-01-01")).toMatchObject({ ok: true });
  });

  test("only the Secretariat lists Participants, Observers and applicants, and nobody is listed twice", async () => {
    const input = { code: "FJ", kind: "STATE", names: { en: "Fiji", fr: "Fidji" } } as const;
    await expect(listParticipant(sierraLeone(), input)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(listParticipant(ctx, { ...input, code: "SL" })).rejects.toMatchObject({
      code: "already-done",
    });
    await listApplicant(ctx, { code: "FJ", names: input.names, appliedOn: "2026-05-01", source: "test" });
    await expect(
      listApplicant(ctx, { code: "FJ", names: input.names, appliedOn: "2027-05-01", source: "test" }),
    ).rejects.toMatchObject({
      fields: [{ field: "appliedOn", code: "in-the-future" }],
    });
    await listParticipant(ctx, input);
    await listObserver(ctx, {
      code: "OECD",
      kind: "INDEPENDENT",
      names: { en: "OECD" },
      from: "2026-01-01",
      precision: "day",
      atLatest: false,
      source: "test",
    });
    expect((await queries.getParticipant(ctx, "FJ")).names).toMatchObject({
      en: "Fiji",
      fr: "Fidji",
      pt: "Fiji",
    });
    expect((await queries.schemeFacts(ctx)).observers.map(({ code }) => code)).toContain("OECD");
  });

  test("a status is refused when it makes no sense, and a second one for the same day corrects the first", async () => {
    const status = {
      participant: "FJ",
      status: "PARTICIPANT",
      from: "2026-05-01",
      precision: "day",
      source: "test",
    } as const;
    await expect(setStatus(ctx, { ...status, from: "2002-05-01" })).rejects.toMatchObject({
      fields: [{ code: "before-scheme" }],
    });
    await expect(setStatus(ctx, { ...status, until: "2026-05-01" })).rejects.toMatchObject({
      fields: [{ code: "not-after-from" }],
    });
    await expect(setStatus(ctx, { ...status, status: "CONDITIONAL" })).rejects.toMatchObject({
      fields: [{ code: "condition-without-zones" }],
    });
    await expect(setStatus(ctx, { ...status, status: "TRADING_ENTITY" })).rejects.toMatchObject({
      fields: [{ code: "wrong-kind" }],
    });
    await expect(setStatus(ctx, { ...status, participant: "ZZ" })).rejects.toMatchObject({
      code: "not-found",
    });
    await expect(setStatus(sierraLeone(), status)).rejects.toMatchObject({ code: "not-allowed" });
    await setStatus(ctx, status);
    await setStatus(ctx, { ...status, status: "SUSPENDED" });
    expect(statusOn(await queries.statusRows(ctx), "FJ", "2026-06-01").status).toBe("SUSPENDED");
  });

  test("a jurisdiction's own authority may say whom its law recognises, and nobody else's", async () => {
    const input = { jurisdiction: "SL", participant: "UZ", from: "2025-03-01", source: "test law" };
    await expect(setRecognition(scheme.ctx(administrator("BW-KPA")), input)).rejects.toMatchObject({
      code: "not-allowed",
    });
    await setRecognition(sierraLeone(), input);
    expect(recognisedBy(await queries.recognitionRows(ctx), "SL", "UZ", "2025-02-28")).toMatchObject({
      recognised: false,
    });
    await expect(setRecognition(sierraLeone(), { ...input, participant: "SL" })).rejects.toMatchObject({
      fields: [{ code: "recognises-itself" }],
    });
  });
});

describe("authorities, offices, numbers", () => {
  test("every Participant has an authority, every member state its own, and only issuing ones have numbers and desks", async () => {
    const { authorities, blocks, deskSigners, participants, offices } = await queries.schemeFacts(ctx);
    expect(authorities.filter(({ memberState }) => memberState !== null)).toHaveLength(27);
    for (const { code } of participants.filter(({ code }) => code !== "FJ"))
      expect(authorities.some(({ participant }) => participant === code)).toBe(true);
    expect(authorities.every(({ code }) => offices.some(({ authority }) => authority === code))).toBe(true);
    const issuing = new Set(deskSigners.map(({ authority }) => authority));
    expect(issuing).toContain("CN-HK");
    expect([...issuing].filter((code) => code.startsWith("EU-"))).toHaveLength(6);
    expect(
      [...issuing].every((code) =>
        authorities.find((authority) => authority.code === code)?.roles.includes("EXPORT"),
      ),
    ).toBe(true);
    expect(new Set(blocks.map(({ office }) => office))).toEqual(
      new Set(deskSigners.map(({ office }) => office)),
    );
    expect(offices.find(({ place }) => place === "Nuuk")).toMatchObject({
      authority: "EU-DK",
      country: "GL",
    });
  });

  test("no two blocks of a Participant share a number", async () => {
    const all = await queries.schemeFacts(ctx);
    for (const { code } of all.participants) {
      const own = all.blocks.filter(({ participant }) => participant === code);
      for (let i = 1; i < own.length; i++) expect(own[i]!.from > own[i - 1]!.to).toBe(true);
    }
  });

  test("a new authority gets a key that may sign acts, and its code belongs to its Participant", async () => {
    const input = {
      code: "SL-TEST",
      participant: "SL",
      names: { en: "Test authority" },
      roles: ["EXPORT"] as ("EXPORT" | "IMPORT")[],
      contact: "test@example.org",
      register: "published",
      from: "2026-06-01",
    } as const;
    await expect(designateAuthority(sierraLeone(), input)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(designateAuthority(ctx, { ...input, participant: "BW" })).rejects.toMatchObject({
      fields: [{ code: "not-of-participant" }],
    });
    await expect(designateAuthority(ctx, { ...input, memberState: "BE" })).rejects.toMatchObject({
      fields: [{ code: "not-a-member-state" }],
    });
    await expect(
      designateAuthority(ctx, { ...input, publicKey: `04${"00".repeat(64)}` }),
    ).rejects.toMatchObject({ fields: [{ code: "not-a-key" }] });
    const { keyId } = await designateAuthority(ctx, input);
    expect(keyId).toBe(toHex((await scheme.keyring.findSigner("SL-TEST"))!.keyId));
    await openOffice(scheme.ctx(administrator("SL-TEST")), {
      authority: "SL-TEST",
      desk: "BO",
      name: "Bo",
      place: "Bo",
      country: "SL",
    });
    await designateAuthority(ctx, { ...input, until: "2027-01-01" });
    expect(await queries.getAuthority(ctx, "SL-TEST")).toMatchObject({ until: "2027-01-01" });
  });

  test("the administrator of another authority, and the Secretariat, may open no office, allot no number, appoint no key", async () => {
    for (const other of [scheme.ctx(administrator("BW-KPA")), ctx]) {
      await expect(
        openOffice(other, { authority: "SL-KPA", desk: "BO", name: "Bo", place: "Bo", country: "SL" }),
      ).rejects.toMatchObject({ code: "not-allowed" });
      await expect(
        allotBlock(other, { office: "SL-KPA/FNA", from: "900001", to: "900010" }),
      ).rejects.toMatchObject({ code: "not-allowed" });
      await expect(
        appointDeskSigner(other, { office: "SL-KPA/FNA", until: "2026-12-01T00:00:00.000Z" }),
      ).rejects.toMatchObject({ code: "not-allowed" });
    }
    const { keyId } = (await queries.findDeskSigner(ctx, "SL-KPA/FNA"))!;
    await expect(
      revokeDeskSigner(scheme.ctx(administrator("BW-KPA")), { keyId: toHex(keyId), reason: "lost" }),
    ).rejects.toMatchObject({ code: "not-allowed" });
  });

  test("an office stands in its own Participant's territory", async () => {
    await expect(
      openOffice(sierraLeone(), {
        authority: "SL-KPA",
        desk: "ANR",
        name: "Antwerp",
        place: "Antwerp",
        country: "BE",
      }),
    ).rejects.toMatchObject({
      fields: [{ field: "country", code: "not-of-participant" }],
    });
  });

  test("a block that shares a single number with another office of the same Participant is refused, whatever the year", async () => {
    const held = (await queries.blocksOf(ctx, "SL-KPA/KEN")).at(-1)!;
    const overlapping = {
      office: "SL-KPA/FNA",
      year: 2027,
      from: String(held.to),
      to: String(held.to + 10n),
    };
    await expect(allotBlock(sierraLeone(), overlapping)).rejects.toMatchObject({
      code: "bad-input",
      fields: [{ field: "from", code: "block-overlaps", values: { office: "SL-KPA/KEN" } }],
    });
    await expect(
      allotBlock(sierraLeone(), { ...overlapping, from: "1000000", to: "1000001" }),
    ).rejects.toMatchObject({ fields: [{ code: "too-many-digits" }] });
    await expect(allotBlock(sierraLeone(), { ...overlapping, from: "900", to: "800" })).rejects.toMatchObject(
      { fields: [{ code: "block-reversed" }] },
    );
    await allotBlock(sierraLeone(), { ...overlapping, from: String(held.to + 1n) });
    // The same digits of another Participant are another number.
    await allotBlock(scheme.ctx(administrator("BW-KPA")), {
      ...overlapping,
      office: "BW-KPA/GBE",
      from: "900001",
      to: "900002",
    });
  });

  test("of two offices that ask for the same numbers at once, one gets them", async () => {
    const ask = (office: string, from: number) =>
      allotBlock(sierraLeone(), { office, year: 2027, from: String(from), to: String(from + 50) });
    // Several times over, because a race may by chance be run in order.
    for (let start = 800_001; start < 801_000; start += 100) {
      const answers = await Promise.allSettled([ask("SL-KPA/FNA", start), ask("SL-KPA/KEN", start + 25)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    }
    const held = (await queries.blocksOfParticipant(ctx, "SL")).filter(({ from }) => from >= 800_001n);
    expect(held).toHaveLength(10);
  });
});

describe("desk signers", () => {
  test("a desk key may only have numbers of its office's blocks", async () => {
    const until = "2026-12-01T00:00:00.000Z";
    await expect(
      appointDeskSigner(sierraLeone(), { office: "SL-KPA/FNA", numbers: [{ from: "1", to: "10" }], until }),
    ).rejects.toMatchObject({ fields: [{ field: "numbers", code: "not-in-blocks" }] });
    await expect(
      appointDeskSigner(sierraLeone(), { office: "SL-KPA/FNA", until: "2036-12-01T00:00:00.000Z" }),
    ).rejects.toMatchObject({
      fields: [{ code: "too-long-appointed" }],
    });
    await expect(
      appointDeskSigner(scheme.ctx(administrator("EU-AT")), { office: "EU-AT/VIE", until }),
    ).rejects.toMatchObject({
      fields: [{ code: "not-exporting" }, { code: "no-numbers" }],
    });
  });

  test("the newest key in force signs for the office, and the one before it once that is revoked", async () => {
    const first = (await queries.findDeskSigner(ctx, "SL-KPA/FNA"))!;
    expect(first.signer).toBeDefined();
    const next = await appointDeskSigner(sierraLeone(), {
      office: "SL-KPA/FNA",
      until: "2026-12-01T00:00:00.000Z",
    });
    expect((await queries.findDeskSigner(ctx, "SL-KPA/FNA"))!.keyId).toEqual(Buffer.from(next.keyId));
    expect((await queries.findDeskSigner(ctx, "SL-KPA/FNA"))!.signer).toBeDefined();
    await revokeDeskSigner(sierraLeone(), { keyId: toHex(next.keyId), reason: "lost" });
    await expect(
      revokeDeskSigner(sierraLeone(), { keyId: toHex(next.keyId), reason: "lost" }),
    ).rejects.toMatchObject({ code: "already-done" });
    expect((await queries.findDeskSigner(ctx, "SL-KPA/FNA"))!.keyId).toEqual(first.keyId);
  });

  test("a given public key is appointed without its private part ever being here, and only once", async () => {
    const elsewhere = await scheme.keyring.makeSigner("elsewhere");
    const input = {
      office: "SL-KPA/KEN",
      until: "2026-12-01T00:00:00.000Z",
      publicKey: toHex(elsewhere.publicKey),
    };
    await appointDeskSigner(sierraLeone(), input);
    const found = (await queries.findDeskSigner(ctx, "SL-KPA/KEN"))!;
    expect(equalBytes(found.keyId, elsewhere.keyId)).toBe(true);
    expect(found.signer).toBeUndefined();
    await expect(appointDeskSigner(sierraLeone(), input)).rejects.toMatchObject({ code: "already-done" });
  });
});

describe("rules and formats", () => {
  test("a dated national row changes the rule from its day on", async () => {
    await setNationalRule(ctx, {
      participant: "SL",
      from: "2026-07-01",
      precision: "day",
      terms: { validity: { unit: "DAYS", count: 45 } },
      source: "test law",
    });
    expect((await queries.nationalRule(ctx, "SL", "2026-06-30")).validity.count).toBe(60);
    expect((await queries.nationalRule(ctx, "SL", "2026-07-01")).validity.count).toBe(45);
    await expect(
      setNationalRule(ctx, {
        participant: "SL",
        from: "2026-07-01",
        precision: "day",
        terms: {},
        source: "x",
      }),
    ).rejects.toMatchObject({ fields: [{ code: "nothing-set" }] });
  });

  test("two Participants cannot print the same prefix", async () => {
    const format = { ...(await queries.numberFormat(ctx, "BW")), digits: { min: 5, max: 7 } } as Parameters<
      typeof setNumberFormat
    >[1];
    await setNumberFormat(ctx, format);
    expect((await queries.numberFormat(ctx, "BW")).digits.max).toBe(7);
    await expect(setNumberFormat(ctx, { ...format, prefix: "SL" })).rejects.toMatchObject({
      fields: [{ code: "prefix-taken" }],
    });
  });
});

describe("the trust list", () => {
  test("its bytes verify under the scheme's key, and one changed byte does not", async () => {
    const { bytes, schemeKey, version } = await currentTrustList(ctx);
    expect(version).toBe(1);
    expect(readTrustList(bytes, schemeKey, verifyEs256)).toMatchObject({ ok: true });
    expect(equalBytes(schemeKey, (await scheme.keyring.findSigner("KPCS"))!.publicKey)).toBe(true);
    const changed = Uint8Array.from(bytes);
    changed[bytes.length >> 1]! ^= 1;
    expect(readTrustList(changed, schemeKey, verifyEs256)).toMatchObject({ ok: false });
  });

  test("compiled twice from the same facts it is the same, byte for byte", async () => {
    const compile = async () =>
      compileTrustList(
        await queries.loadFacts({ db: ctx.database.kysely }),
        {
          founder: "KPCS",
          organisationKeys: await organisationKeys({ db: ctx.database.kysely }),
          logPolicy: await policyForDesks({ db: ctx.database.kysely }),
        },
        {
          version: 9,
          issuedAt: "2026-06-01T10:00:00.000Z",
          notAfter: "2026-06-08T10:00:00.000Z",
        },
      );
    const [one, other] = [await compile(), await compile()];
    const keyId = new Uint8Array(8);
    expect(
      equalBytes(prepareTrustList(one, keyId).toBeSigned, prepareTrustList(other, keyId).toBeSigned),
    ).toBe(true);
    expect(saysTheSame(one, { ...other, version: 10 })).toBe(true);
    expect(saysTheSame(one, { ...other, keys: other.keys.slice(1) })).toBe(false);
    expect(trustListToJson(one)).toContain('"SL-KPA"');
    expect(saysTheSame(one, { ...other, logPolicy: "" })).toBe(false);
    // Where no policy was set, desks are told of the log, and that nobody witnesses it.
    expect(one.logPolicy).toMatch(/^log [^ ]+\nquorum none\n$/);
  });

  test("a change of status gives the next version, and the old list is still served as it was signed", async () => {
    const before = await currentTrustList(ctx);
    expect(await renewTrustList(ctx)).toMatchObject({ version: before.version + 1 });
    await setStatus(ctx, {
      participant: "VE",
      status: "PARTICIPANT",
      from: "2026-05-30",
      precision: "day",
      source: "test decision",
    });
    const { version } = await publishTrustList(ctx);
    expect(version).toBe(before.version + 2);
    const now = await currentTrustList(ctx);
    expect(now.version).toBe(version);
    expect(statusOn(schemeFactsOf(now.list).statuses, "VE", "2026-06-01").status).toBe("PARTICIPANT");
    const old = await getTrustList(ctx, before.version);
    expect(equalBytes(old.bytes, before.bytes)).toBe(true);
    expect(statusOn(schemeFactsOf(old.list).statuses, "VE", "2026-06-01").status).toBe("SELF_SUSPENDED");
  });

  test("it is renewed when it is a day old or something changed, and left alone otherwise", async () => {
    await publishTrustList(ctx);
    expect(await renewTrustList(ctx)).toBeNull();
    scheme.now += 86_400_000;
    expect(await renewTrustList(ctx)).not.toBeNull();
    expect(await renewTrustList(ctx)).toBeNull();
  });

  test("a desk key on it signs for its own numbers and not for others", async () => {
    const { list } = await currentTrustList(ctx);
    const desk = (await queries.findDeskSigner(ctx, "BW-KPA/GBE"))!;
    const [key] = keysFor(list, desk.keyId);
    const at = "2026-06-01T10:00:00.000Z";
    expect(mayKeySign(key!, { authority: "BW-KPA", number: desk.numbers[0]!.from, at })).toEqual({
      ok: true,
    });
    expect(mayKeySign(key!, { authority: "BW-KPA", number: 999_999n, at })).toMatchObject({
      ok: false,
      reason: "outside-numbers",
    });
  });

  test("a revoked key stands on the next list as revoked, so that what it signs later is refused offline", async () => {
    const signer = (await queries.findDeskSigner(ctx, "AO-KPA/LAD"))!;
    await revokeDeskSigner(scheme.ctx(administrator("AO-KPA")), {
      keyId: toHex(signer.keyId),
      reason: "replaced",
    });
    await publishTrustList(ctx);
    const [key] = keysFor((await currentTrustList(ctx)).list, signer.keyId);
    const signing = { authority: "AO-KPA", number: signer.numbers[0]!.from };
    expect(mayKeySign(key!, { ...signing, at: new Date(scheme.now).toISOString() })).toEqual({
      ok: false,
      reason: "revoked",
    });
    expect(mayKeySign(key!, { ...signing, at: "2026-05-01T00:00:00.000Z" })).toEqual({ ok: true });
  });

  test("a compromised key stands on the next list as such, and nothing it signed counts, however early", async () => {
    const [office] = await queries.officesOf(ctx, "NA-KPA");
    const signer = (await queries.findDeskSigner(ctx, office!.code))!;
    await revokeDeskSigner(scheme.ctx(administrator("NA-KPA")), {
      keyId: toHex(signer.keyId),
      reason: "lost",
      compromised: true,
    });
    await publishTrustList(ctx);
    const [key] = keysFor((await currentTrustList(ctx)).list, signer.keyId);
    expect(key?.revoked).toMatchObject({ reason: "lost", compromised: true });
    const signing = { authority: "NA-KPA", number: signer.numbers[0]!.from, at: "2026-05-01T00:00:00.000Z" };
    expect(mayKeySign(key!, signing)).toEqual({ ok: false, reason: "compromised" });
  });

  test("only the Secretariat publishes it, and two at once do not get the same version", async () => {
    await expect(publishTrustList(sierraLeone())).rejects.toMatchObject({ code: "not-allowed" });
    const before = (await currentTrustList(ctx)).version;
    const both = await Promise.all([publishTrustList(ctx), publishTrustList(ctx)]);
    expect(both.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual([before + 1, before + 2]);
  });
});

describe("facts kept in the process", () => {
  test("a change by another process is seen after a second, one by this process at once", async () => {
    const here = await queries.schemeFacts(ctx);
    expect(await queries.schemeFacts(ctx)).toBe(here);
    await setStatus(ctx, {
      participant: "FJ",
      status: "SUSPENDED",
      from: "2026-05-20",
      precision: "day",
      source: "test",
    });
    expect((await queries.schemeFacts(ctx)).statuses.length).toBe(here.statuses.length + 1);
    await sql`update scheme_change set acts = acts + 1`.execute(scheme.owner.kysely);
    await sql`update observer set row = row || '{"source":"changed"}' where code = 'OECD'`.execute(
      scheme.owner.kysely,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect((await queries.schemeFacts(ctx)).observers.find(({ code }) => code === "OECD")?.source).toBe(
      "changed",
    );
    await sql`update observer set row = row || '{"source":"test"}' where code = 'OECD'`.execute(
      scheme.owner.kysely,
    );
    await sql`update scheme_change set acts = acts - 1`.execute(scheme.owner.kysely);
  });
});

describe("the record", () => {
  test("every table of this module can be made again from the acts, and the audit agrees", async () => {
    await scheme.sequence();
    const kinds = [...recordActKinds, ...schemeActKinds];
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    const before = await queries.loadFacts({ db: ctx.database.kysely });
    await rebuild(scheme.owner.kysely, kinds);
    expect(await queries.loadFacts({ db: ctx.database.kysely })).toEqual(before);
  });
});
