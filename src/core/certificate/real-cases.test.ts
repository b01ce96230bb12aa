// What really happened, from public sources, each through the functions that a desk and an issuing office use: the answer,
// and the sentence the officer reads. Dates and numbers are those of the sources where they give them; what they leave
// open (a serial, a seal) is invented and stands for any. Keys are test keys: a forger has none.
import { describe, expect, test } from "vitest";
import { nationalRecognitions, schemeStatuses } from "#core/kp/history.ts";
import { findFormat, numberFormats, parcelSuffixProblem } from "#core/kp/numbers.ts";
import type { NumberBlock } from "#core/kp/numbers.ts";
import { nationalRules, ruleFor } from "#core/kp/rules.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import { translator } from "#platform/i18n/translator.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { sentenceOf } from "#ui/answer/sentence.ts";
import type { CertificateContent } from "./content.ts";
import { checkContent } from "./rules.ts";
import type { ContentContext, ContentToCheck } from "./rules.ts";
import { nothingKnown, unavailable } from "./testing/case.ts";
import { authorities, content, keys, qrTextOf, trustedKeys, trustList } from "./testing/world.ts";
import type { TestKey } from "./testing/world.ts";
import { verify } from "./verify.ts";
import type { Evidence, Verification, VerifyInput } from "./verify.ts";

const t = translator("en");
const named = authorities.map(({ code, name, contact }) => ({ code, names: name, contact }));

interface Desk {
  readonly state: string;
  readonly reason: string | null;
  readonly sentence: string;
}

/** A desk on that day, with a list of that day; keys and authorities as if the scheme had always had them. */
function desk(day: string, evidence: Evidence, over: Partial<VerifyInput> = {}): Desk {
  const now = `${day}T12:00:00.000Z`;
  const trust: TrustList = trustList({
    issuedAt: `${day}T00:00:00.000Z`,
    notAfter: "2100-01-01T00:00:00.000Z",
    keys: trustedKeys.map((key) => ({ ...key, from: "2003-01-01T00:00:00.000Z" })),
  });
  const { answer }: Verification = verify({
    evidence,
    trust,
    register: unavailable,
    now,
    verifyEs256,
    ...over,
  });
  return { state: answer.state, reason: answer.reason, sentence: sentenceOf(t, answer, named, now) };
}

function code(day: string, over: Partial<CertificateContent>, key: TestKey): Evidence {
  const certificate = content({ issuedOn: day, validatedOn: day, expiresOn: day, ...over });
  return { qrText: qrTextOf(certificate, key, { validatedAt: `${day}T10:00:00.000Z` }) };
}

const typed = (day: string, number: string): Desk =>
  desk(
    day,
    { number },
    { register: { ...nothingKnown, asOf: `${day}T12:00:00.000Z` } as VerifyInput["register"] },
  );

/** What an issuing office is told when it would make this paper on that day. */
function office(
  day: string,
  over: Partial<ContentToCheck>,
  circumstances: Partial<ContentContext> = {},
): readonly string[] {
  const made = content({ issuedOn: day, validatedOn: day, expiresOn: day });
  const { participant = made.participant } = over;
  return checkContent(
    { ...made, ...over },
    {
      rule: ruleFor(nationalRules, participant, day),
      statuses: schemeStatuses,
      recognitions: nationalRecognitions,
      blocks: circumstances.blocks ?? [{ authority: made.authority, office: "x", from: 1n, to: 999_999n }],
      today: day,
      stage: "validation",
      ...circumstances,
    },
  ).map((problem) => fieldSentence(t, problem));
}

describe("Sierra Leone 2015: a forged certificate 4306 [LOUPE-SL15]", () => {
  const blocks: readonly NumberBlock[] = [
    { authority: "SL-KPA", office: "x", from: 4_200n, to: 4_499n, year: 2014 },
    { authority: "SL-KPA", office: "x", from: 4_900n, to: 5_199n, year: 2015 },
  ];
  const day = "2015-06-01";
  const paper = {
    number: "SL 004306",
    containers: [{ seal: "SL-0001", reference: "JMI/GGDO/4199" }],
  };

  test("the number is of the range of 2014, and the parcel number does not end with it", () => {
    expect(office(day, paper, { blocks })).toEqual([
      "This number belongs to the range of 2014",
      "The parcel number ends with “4199”. Here it has to end with the certificate’s number, 4306",
    ]);
  });

  test("a genuine one of that year passes both rules", () => {
    const genuine = { number: "SL 004911", containers: [{ seal: "SL-0001", reference: "JMI/GGDO/4911" }] };
    expect(office(day, genuine, { blocks })).toEqual([]);
  });

  test("both rules are data of Sierra Leone and bind nobody else", () => {
    const format = (participant: string) => findFormat(numberFormats, participant)!;
    expect(parcelSuffixProblem(format("SL"), "SL 004306", "JMI/GGDO/4199")).toMatchObject({ found: "4199" });
    expect(parcelSuffixProblem(format("BW"), "BW 004306", "JMI/GGDO/4199")).toBeUndefined();
    expect(numberFormats.filter(({ parcelSuffix, yearRanges }) => parcelSuffix || yearRanges).length).toBe(1);
  });

  test("a code that a desk key of another range sealed is no genuine one either", () => {
    // The desk of 2015 has the numbers from 4900; the forger would need the desk of 2014.
    const other = code(day, { number: "SL 003306" }, keys.sierraLeone);
    expect(desk(day, other)).toMatchObject({ state: "key-not-valid", reason: "outside-numbers" });
  });
});

describe("Kenya 2015: certificates of a country that never joined [LOUPE-KE15]", () => {
  test("typed, the desk hears that Kenya was no Participant that day, not that the number is unknown", () => {
    expect(typed("2015-06-01", "KE 000017")).toEqual({
      state: "not-a-participant",
      reason: "NOT_A_PARTICIPANT",
      sentence: "Kenya was not a Participant on 1 June 2015.",
    });
  });

  test("nobody sends stones to Kenya either", () => {
    const importer = { name: "Nairobi Gems Ltd", address: "Nairobi", country: "KE" };
    expect(office("2015-06-01", { importer })[0]).toMatch(/^The importer’s country is not a Participant/);
  });
});

describe("Cameroon before August 2012 [FAUX]", () => {
  const paper = { participant: "CM", number: "CM 000123", authority: "CM-KPA" };

  test("a paper of March 2012 is of no Participant, whoever sealed it", () => {
    expect(desk("2012-03-01", code("2012-03-01", paper, keys.stranger))).toEqual({
      state: "not-a-participant",
      reason: "NOT_A_PARTICIPANT",
      sentence: "Cameroon was not a Participant on 1 March 2012.",
    });
    expect(typed("2012-03-01", "CM 000123")).toMatchObject({ state: "not-a-participant" });
  });

  test("a year later its standing is no obstacle: the unknown key is", () => {
    expect(desk("2013-08-01", code("2013-08-01", paper, keys.stranger))).toMatchObject({
      state: "key-not-valid",
    });
  });
});

describe("Republic of the Congo after 9 July 2004 [RAP-ROC04] [PJ04]", () => {
  const paper = {
    participant: "CG",
    number: "CG 000123",
    authority: "CG-KPA",
    origin: { kind: "SINGLE", country: "CG" },
  } as const;
  const at = (day: string) => desk(day, code(day, paper, keys.stranger));

  test("from that day customs refuse every certificate, on the day before not for that", () => {
    expect(at("2004-07-09").sentence).toBe("Republic of the Congo was not a Participant on 9 July 2004.");
    expect(at("2004-07-08").state).not.toBe("not-a-participant");
    expect(at("2007-10-31").state).toBe("not-a-participant");
  });

  test("readmitted in November 2007, it may issue again", () => {
    expect(at("2007-12-15").state).not.toBe("not-a-participant");
  });
});

describe("Côte d'Ivoire under the United Nations embargo, 2005 to 29 April 2014 [COM05] [CI14]", () => {
  const mixed = { origin: { kind: "MIXED", listed: ["CI", "SL"] } } as const;

  test("its stones are stopped wherever they are certified", () => {
    const paper = { participant: "AE", number: "AE 000123", authority: "AE-KPA", ...mixed };
    expect(desk("2010-06-01", code("2010-06-01", paper, keys.emirates))).toMatchObject({
      state: "not-a-participant",
      reason: "EMBARGOED",
      sentence: expect.stringContaining("Côte d’Ivoire") as string,
    });
    expect(office("2010-06-01", { origin: { kind: "SINGLE", country: "CI" } })[0]).toMatch(
      /^Rough diamonds of Côte d’Ivoire may not be traded on this day/,
    );
  });

  test("the day the embargo was lifted they may be traded again", () => {
    const of = (day: string) => office(day, { origin: { kind: "SINGLE", country: "CI" } });
    expect(of("2014-04-28").length).toBe(1);
    expect(of("2014-04-29")).toEqual([]);
  });
});

describe("Central African Republic under the Operational Framework of 2015 [LOUPE-CAR15] [RUB-CAR16]", () => {
  const day = "2017-06-01";
  const paper = {
    participant: "CF",
    authority: "CF-KPA",
    number: "CF 000042",
    origin: { kind: "SINGLE", country: "CF" },
  } as const;
  const blocks = [{ authority: "CF-KPA", office: "x", from: 1n, to: 99n }];
  const from = (zone?: string, on = day) =>
    office(on, paper, { blocks, ...(zone === undefined ? {} : { zone }) });

  test("stones from outside the compliant zones are not certified", () => {
    expect(from("Bria")[0]).toMatch(/^Rough diamonds of Central African Republic may not be traded/);
    expect(from().length).toBe(1);
    expect(from("Berbérati")).toEqual([]);
  });

  test("a zone counts from its own day: Carnot in autumn 2016, not that spring", () => {
    expect(from("Carnot", "2016-06-06").length).toBe(1);
    expect(from("Carnot", "2017-01-10")).toEqual([]);
  });

  test("suspended in May 2013, nothing at all", () => {
    expect(desk("2013-07-01", code("2013-07-01", paper, keys.centralAfrica))).toMatchObject({
      state: "not-a-participant",
      reason: "SUSPENDED",
    });
    expect(from("Berbérati", "2013-07-01").length).toBe(2);
  });

  test("the code names no zone: a desk is told that the origin could not be checked, and is not told that it is good", () => {
    const checks = verify({
      evidence: code(day, paper, keys.centralAfrica),
      trust: trustList({
        issuedAt: `${day}T00:00:00.000Z`,
        notAfter: "2100-01-01T00:00:00.000Z",
        keys: trustedKeys.map((key) => ({ ...key, from: "2003-01-01T00:00:00.000Z" })),
      }),
      register: unavailable,
      now: `${day}T12:00:00.000Z`,
      verifyEs256,
    }).checks;
    expect(checks.find(({ code: name }) => name === "ORIGIN")).toMatchObject({
      outcome: "not-checked",
      detail: { reason: "ZONE_REQUIRED" },
    });
  });
});

describe("“semi-cut” stones of Zimbabwe, declared past the scheme [US-WARN09]", () => {
  const day = "2009-06-01";
  const declared = (goods: string) =>
    office(day, {
      participant: "ZW",
      authority: "SL-KPA",
      number: "ZW 000123",
      lines: [{ code: goods, carats: 10_000n, usd: 500_000n }],
      exporter: { name: "Harare Semi Cut Ltd", address: "Harare", country: "ZW" },
      origin: { kind: "SINGLE", country: "ZW" },
    });

  test("7102.39 and 7102.29 are worked stones: no certificate, and the officer is told why", () => {
    for (const goods of ["7102.39", "7102.29"])
      expect(declared(goods)).toContain(
        `${goods} is worked further than sawn, cleaved or bruted: it is not rough and needs no certificate`,
      );
  });

  test("declared as what they are, simply sawn or cleaved, they need one and can get one", () => {
    expect(declared("7102.31")).toEqual([]);
  });
});

describe("the Tanzanian shipment stolen at Johannesburg airport, 2009 [US-WARN09]", () => {
  const day = "2009-06-01";
  const alert = { kind: "stolen", since: "2009-05-20T00:00:00.000Z", by: "TZ-KPA" } as const;

  test("whoever types its number at any desk is told that it is stolen, also where no register knows it", () => {
    const live = { ...nothingKnown, asOf: `${day}T12:00:00.000Z` } as VerifyInput["register"];
    expect(desk(day, { number: "TZ 000123" }, { register: live, alert })).toEqual({
      state: "withdrawn",
      reason: "stolen",
      sentence:
        "The authority in charge reported it stolen on 20 May 2009. Keep the parcel and call the issuing authority.",
    });
    expect(desk(day, { number: "TZ 000123" }, { register: live })).toMatchObject({ state: "unknown-number" });
  });
});

describe("forged papers of Ghana and Sierra Leone [US-WARN09], of Guinea [SL-US13]", () => {
  test("a number in an alert on a forgery, and on no register, is answered as forged", () => {
    const day = "2013-06-01";
    const live = { ...nothingKnown, asOf: `${day}T12:00:00.000Z` } as VerifyInput["register"];
    const alert = { kind: "fake", since: "2013-05-20T00:00:00.000Z", by: "SL-KPA" } as const;
    expect(desk(day, { number: "GN 000456" }, { register: live, alert })).toMatchObject({
      state: "withdrawn",
      reason: "fake",
      sentence: expect.stringContaining("a paper with this number was forged") as string,
    });
    // What is in nobody's format as well.
    expect(desk(day, { number: "G/0001-A" }, { register: live, alert })).toMatchObject({ reason: "fake" });
  });
});
