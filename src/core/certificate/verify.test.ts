// What the vectors cannot show: the scheme's own history, several faults at once, and how the inputs act on each other.
import { describe, expect, test } from "vitest";
import { schemeStatuses } from "#core/kp/history.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { kept, nothingKnown, register, unavailable } from "./testing/case.ts";
import { authorities, content, keys, now, qrTextOf, trustedKeys, trustList } from "./testing/world.ts";
import type { TestKey } from "./testing/world.ts";
import type { CertificateContent } from "./content.ts";
import { usualPolicy, verify } from "./verify.ts";
import type { VerifyInput, Verification } from "./verify.ts";

function check(
  certificate: CertificateContent,
  key: TestKey,
  over: Partial<VerifyInput> & { readonly validatedAt?: string } = {},
): Verification {
  const { validatedAt, ...rest } = over;
  const qrText = qrTextOf(certificate, key, validatedAt === undefined ? {} : { validatedAt });
  return verify({
    evidence: { qrText },
    trust: trustList(),
    register: unavailable,
    now,
    verifyEs256,
    ...rest,
  });
}

/** A list of the past: keys and lists as if the scheme had always had them. */
function listOf(day: string, over: Partial<TrustList> = {}): TrustList {
  return trustList({
    issuedAt: `${day}T00:00:00.000Z`,
    notAfter: "2100-01-01T00:00:00.000Z",
    keys: trustedKeys.map((key) => ({ ...key, from: "2003-01-01T00:00:00.000Z" })),
    ...over,
  });
}

function past(day: string, over: Partial<CertificateContent>): CertificateContent {
  return content({ issuedOn: day, validatedOn: day, expiresOn: day, ...over });
}

function answerOf({ answer }: Verification): readonly unknown[] {
  return [answer.state, answer.check, answer.reason];
}

const outcome = (result: Verification, code: string) => result.checks.find((item) => item.code === code);

describe("the scheme's own history", () => {
  const cases: readonly (readonly [
    string,
    string,
    Partial<CertificateContent>,
    TestKey,
    readonly unknown[],
  ])[] = [
    [
      "Republic of the Congo, after it was removed on 9 July 2004: every certificate is refused",
      "2004-07-20",
      {
        participant: "CG",
        number: "CG 000123",
        authority: "CG-KPA",
        origin: { kind: "SINGLE", country: "CG" },
      },
      keys.stranger,
      ["not-a-participant", "ISSUER_ON_ISSUE", "NOT_A_PARTICIPANT"],
    ],
    [
      "Cameroon, before it was a Participant in August 2012",
      "2012-03-01",
      { participant: "CM", number: "CM 000123", authority: "CM-KPA" },
      keys.stranger,
      ["not-a-participant", "ISSUER_ON_ISSUE", "NOT_A_PARTICIPANT"],
    ],
    [
      "stones of Côte d'Ivoire under the embargo, certified elsewhere",
      "2010-06-01",
      {
        participant: "AE",
        number: "AE 000123",
        authority: "AE-KPA",
        origin: { kind: "MIXED", listed: ["CI", "SL"] },
      },
      keys.emirates,
      ["not-a-participant", "ORIGIN", "EMBARGOED"],
    ],
    [
      "Central African Republic, suspended in 2013",
      "2013-07-01",
      {
        participant: "CF",
        number: "CF 000123",
        authority: "CF-KPA",
        origin: { kind: "SINGLE", country: "CF" },
      },
      keys.centralAfrica,
      ["not-a-participant", "ISSUER_ON_ISSUE", "SUSPENDED"],
    ],
    [
      "Qatar to Canada in April 2022: a Participant since 2021, in Canada's law since 27 May 2022",
      "2022-04-20",
      {
        participant: "QA",
        number: "QA 000123",
        authority: "QA-KPA",
        importer: { name: "Yellowknife Cutters", address: "Yellowknife", country: "CA" },
      },
      keys.qatar,
      ["not-a-participant", "RECOGNITION", "NOT_YET_IN_NATIONAL_LAW"],
    ],
    [
      "the same to Belgium is authentic",
      "2022-04-20",
      { participant: "QA", number: "QA 000123", authority: "QA-KPA" },
      keys.qatar,
      ["offline", "REGISTER", "register-unavailable"],
    ],
    [
      "the same to Canada in June 2022",
      "2022-06-20",
      {
        participant: "QA",
        number: "QA 000123",
        authority: "QA-KPA",
        importer: { name: "Yellowknife Cutters", address: "Yellowknife", country: "CA" },
      },
      keys.qatar,
      ["offline", "REGISTER", "register-unavailable"],
    ],
  ];

  test.each(cases)("%s", (_, day, over, key, expected) => {
    const at = `${day}T12:00:00.000Z`;
    const result = check(past(day, over), key, {
      trust: listOf(day),
      now: at,
      validatedAt: `${day}T10:00:00.000Z`,
    });
    expect(answerOf(result)).toEqual(expected);
  });

  test("Central African Republic under the zones: the code names no zone, so the officer is told it was not checked", () => {
    const day = "2017-06-01";
    const certificate = past(day, {
      participant: "CF",
      number: "CF 000123",
      authority: "CF-KPA",
      origin: { kind: "SINGLE", country: "CF" },
    });
    const result = check(certificate, keys.centralAfrica, {
      trust: listOf(day),
      now: `${day}T12:00:00Z`,
      validatedAt: `${day}T10:00:00.000Z`,
    });
    expect(result.answer.state).toBe("offline");
    expect(outcome(result, "ORIGIN")).toMatchObject({
      outcome: "not-checked",
      detail: { reason: "ZONE_REQUIRED" },
    });
  });

  test("a Participant suspended since the issue is refused now, and both days are told apart", () => {
    const suspended = schemeStatuses.filter((row) => row.participant === "SL");
    const row = {
      participant: "SL",
      status: "SUSPENDED",
      from: "2026-11-23",
      precision: "day",
      source: "Test decision",
    } as const;
    const trust = trustList({
      participants: trustList().participants.map((item) =>
        item.code === "SL" ? { ...item, statuses: [...suspended, row] } : item,
      ),
    });
    const result = check(content(), keys.sierraLeone, { trust, register: register("open") });
    expect(answerOf(result)).toEqual(["not-a-participant", "ISSUER_NOW", "SUSPENDED"]);
    expect(outcome(result, "ISSUER_ON_ISSUE")?.outcome).toBe("pass");
    expect(result.answer.facts).toMatchObject({
      participant: "SL",
      date: "2026-11-24",
      source: "Test decision",
    });
  });

  test("an importing country that left since the issue is refused now", () => {
    const row = {
      participant: "AE",
      status: "SUSPENDED",
      from: "2026-11-23",
      precision: "day",
      source: "Test decision",
    } as const;
    const trust = trustList({
      participants: trustList().participants.map((item) =>
        item.code === "AE" ? { ...item, statuses: [...item.statuses, row] } : item,
      ),
    });
    const certificate = content({ importer: { name: "Dubai Rough", address: "Dubai", country: "AE" } });
    expect(answerOf(check(certificate, keys.sierraLeone, { trust }))).toEqual([
      "not-a-participant",
      "IMPORTER_NOW",
      "SUSPENDED",
    ]);
  });
});

describe("several things at once", () => {
  test("used before expired, withdrawn before used, expired before the key's own end", () => {
    const late = "2027-02-01T00:00:00.000Z";
    const trust = trustList({ issuedAt: "2027-01-31T00:00:00.000Z", notAfter: "2027-02-05T00:00:00.000Z" });
    const live = (state: "used" | "withdrawn") =>
      ({ ...register(state), asOf: late }) as VerifyInput["register"];
    expect(
      check(content(), keys.sierraLeone, { trust, now: late, register: live("used") }).answer.state,
    ).toBe("used");
    expect(
      check(content(), keys.sierraLeone, { trust, now: late, register: live("withdrawn") }).answer.state,
    ).toBe("withdrawn");
    const ended = check(content({ validatedOn: "2026-11-23" }), keys.retired, {
      trust,
      now: late,
      validatedAt: "2026-11-23T08:00:00.000Z",
    });
    expect(answerOf(ended)).toEqual(["expired", "NOT_EXPIRED", "expired"]);
    expect(outcome(ended, "KEY_ALLOWED")?.outcome).toBe("fail");
  });

  test("two desks said different things: the gravest counts", () => {
    const view = register("open");
    const both =
      view.kind === "unavailable"
        ? view
        : { ...view, statuses: [...view.statuses, { ...view.statuses[0]!, state: "used" as const }] };
    expect(check(content(), keys.sierraLeone, { register: both }).answer.state).toBe("used");
  });

  test("a clock before the list stops every other answer with a date in it", () => {
    expect(check(content(), keys.stolen, { now: "1999-01-01T00:00:00Z" }).answer.state).toBe("clock");
  });
});

describe("keys", () => {
  test("two keys of one id are both tried, whichever stands first", () => {
    const real = trustedKeys.find((key) => key.publicKey === keys.sierraLeone.publicKey)!;
    const twin = {
      ...trustedKeys.find((key) => key.publicKey === keys.belgium.publicKey)!,
      keyId: real.keyId,
    };
    for (const order of [
      [twin, real],
      [real, twin],
    ]) {
      expect(check(content(), keys.sierraLeone, { trust: trustList({ keys: order }) }).answer.state).toBe(
        "offline",
      );
    }
  });

  test("a key listed for two periods may sign in either", () => {
    const real = trustedKeys.find((key) => key.publicKey === keys.sierraLeone.publicKey)!;
    const old = { ...real, until: "2021-01-01T00:00:00.000Z" };
    expect(check(content(), keys.sierraLeone, { trust: trustList({ keys: [old, real] }) }).answer.state).toBe(
      "offline",
    );
  });

  test("an authority that only imports issues nothing, and one that ended issued nothing after", () => {
    const importing = trustList({
      authorities: authorities.map((item) =>
        item.code === "SL-KPA" ? { ...item, roles: ["IMPORT"] } : item,
      ),
    });
    expect(answerOf(check(content(), keys.sierraLeone, { trust: importing }))).toEqual([
      "key-not-valid",
      "AUTHORITY",
      "not-an-exporting-authority",
    ]);
    const ended = trustList({
      authorities: authorities.map((item) =>
        item.code === "SL-KPA" ? { ...item, until: "2026-11-20" } : item,
      ),
    });
    expect(answerOf(check(content(), keys.sierraLeone, { trust: ended }))).toEqual([
      "key-not-valid",
      "AUTHORITY",
      "not-designated-on-that-date",
    ]);
  });
});

describe("the register", () => {
  test("a live answer that is a quarter of an hour old is a kept one", () => {
    const view = { ...register("open"), asOf: "2026-11-24T09:20:00.000Z" } as VerifyInput["register"];
    expect(answerOf(check(content(), keys.sierraLeone, { register: view }))).toEqual([
      "offline",
      "REGISTER",
      "open-on-kept-list",
    ]);
  });

  test('a kept list stays one, however new: it says neither "valid" nor "unknown"', () => {
    expect(check(content(), keys.sierraLeone, { register: kept(register("open"), now) }).answer.state).toBe(
      "offline",
    );
    expect(check(content(), keys.sierraLeone, { register: kept(nothingKnown, now) }).answer.state).toBe(
      "offline",
    );
  });

  test("the offline answer says since when use is unknown", () => {
    const { answer } = check(content(), keys.sierraLeone, { register: kept(register("open")) });
    expect(answer.facts).toMatchObject({
      asOf: "2026-11-24T06:00:00.000Z",
      listIssuedAt: "2026-11-23T06:00:00.000Z",
      issuedOn: "2026-11-20",
    });
  });

  test("nothing good is said past the limit of the list, also where the list itself would last longer", () => {
    const policy = { ...usualPolicy, longestListAgeSeconds: 3_600 };
    expect(answerOf(check(content(), keys.sierraLeone, { policy }))).toEqual([
      "service-down",
      "LIST_AGE",
      "list-too-old",
    ]);
    expect(check(content(), keys.sierraLeone, { policy, register: register("open") }).answer.state).toBe(
      "service-down",
    );
  });

  test("the facts of a used certificate are who confirmed and when, and nothing else of it", () => {
    const { answer } = check(content(), keys.sierraLeone, { register: register("used") });
    expect(answer.facts).toEqual({ since: "2026-11-23T15:00:00.000Z", by: "EU-BE", asOf: now });
  });

  test("a typed number tells its dates and no content", () => {
    const result = verify({
      evidence: { number: "SL 4912" },
      trust: trustList(),
      register: register("open"),
      now,
      verifyEs256,
    });
    expect(result.answer).toMatchObject({
      state: "valid",
      facts: { participant: "SL", number: "SL 004912", expiresOn: "2027-01-19" },
    });
    expect(result.content).toBeUndefined();
    expect(outcome(result, "SIGNATURE")?.outcome).toBe("not-checked");
  });

  test("a typed number is valid only while its register entry says so", () => {
    const expired = { ...register("open"), asOf: "2027-01-20T00:00:00Z" } as VerifyInput["register"];
    const trust = trustList({ issuedAt: "2027-01-19T00:00:00.000Z", notAfter: "2027-01-25T00:00:00.000Z" });
    const at = (number: string, view: VerifyInput["register"]) =>
      verify({ evidence: { number }, trust, register: view, now: "2027-01-20T00:00:00Z", verifyEs256 }).answer
        .state;
    expect(at("SL004912", expired)).toBe("expired");
    expect(at("SL004912", { ...nothingKnown, asOf: "2027-01-20T00:00:00Z" } as VerifyInput["register"])).toBe(
      "unknown-number",
    );
  });

  test("hostile typing never throws", () => {
    for (const number of [
      "",
      " ",
      "\u202e123",
      "9".repeat(10_000),
      "SL ".repeat(500),
      "ZZ 1",
      "SL 0",
      "<script>",
    ]) {
      const result = verify({
        evidence: { number },
        trust: trustList(),
        register: nothingKnown,
        now,
        verifyEs256,
      });
      expect(["unknown-number", "not-a-participant"], number.slice(0, 20)).toContain(result.answer.state);
    }
  });
});

describe("national rules", () => {
  const canadian = (over: Partial<CertificateContent> = {}): CertificateContent =>
    content({
      participant: "CA",
      number: "CA 000123",
      authority: "CA-KPA",
      origin: { kind: "SINGLE", country: "CA" },
      issuedOn: "2026-11-20",
      validatedOn: "2026-11-21",
      expiresOn: "2027-01-19",
      ...over,
    });
  const at = (now: string) =>
    check(canadian(), keys.canada, {
      now,
      trust: trustList({ issuedAt: "2027-01-18T00:00:00.000Z", notAfter: "2027-01-25T00:00:00.000Z" }),
    }).answer.state;

  test("a Canadian certificate is valid to the last second of the sixtieth day, Greenwich time, and not at 24:00", () => {
    expect(at("2027-01-19T23:59:59Z")).toBe("offline");
    expect(at("2027-01-20T00:00:00Z")).toBe("expired");
    // The same instants by the clock of Ottawa.
    expect(at("2027-01-19T18:59:59-05:00")).toBe("offline");
    expect(at("2027-01-19T19:00:00-05:00")).toBe("expired");
  });

  test("a day more than the issuer's rule is refused, by the rule that the list in hand gives", () => {
    const longer = canadian({ expiresOn: "2027-01-20" });
    expect(answerOf(check(longer, keys.canada))).toEqual([
      "key-not-valid",
      "WITHIN_VALIDITY",
      "longer-than-the-national-rule",
    ]);
    const rules = [
      ...(trustList().rules ?? []),
      {
        participant: "CA",
        from: "2026-11-01",
        source: "a later law",
        terms: { validity: { unit: "DAYS" as const, count: 61 } },
      },
    ];
    expect(
      outcome(check(longer, keys.canada, { trust: trustList({ rules }) }), "WITHIN_VALIDITY"),
    ).toMatchObject({
      outcome: "pass",
      detail: { latest: "2027-01-20" },
    });
  });

  test("a list from before lists had rules is read by the rows that the program knows", () => {
    const { rules: _, ...older } = trustList();
    expect(outcome(check(canadian(), keys.canada, { trust: older }), "WITHIN_VALIDITY")).toMatchObject({
      outcome: "pass",
    });
  });
});
