// Codes that must be refused, one fault each. Where the fault is not the signature, the signature is genuine, so that a
// reader which only checks signatures fails these vectors.
import { utf8 } from "#core/encoding/bytes.ts";
import { otherS } from "#core/encoding/ecdsa.ts";
import type { CertificateContent } from "../content.ts";
import {
  bad,
  canonical,
  field,
  forged,
  form,
  good,
  key,
  party,
  signature,
  signatureOver,
} from "./bad-one.ts";
import type { Expected } from "./bad-one.ts";
import { formCases } from "./bad-form-cases.ts";
import type { Case } from "./case.ts";
import { nothingKnown, register } from "./case.ts";
import { int, list, payloadWith, protectedHeader, text } from "./forge.ts";
import type { Piece } from "./forge.ts";
import { content, keys, now, qrTextOf } from "./world.ts";
import type { TestKey } from "./world.ts";

export function badCases(): readonly Case[] {
  return [...formCases(), ...valueCases(), ...trustCases()];
}

function valueCases(): readonly Case[] {
  const line = (hs: number, carats: number, usd: number, ...more: readonly Piece[]) =>
    field(9, list(list(int(hs), int(carats), int(usd), ...more)));
  const forbidden = form("forbidden-value");
  return [
    bad("zero-carats", "Nothing weighs nothing (Annex I A 10).", line(710_231, 0, 100), forbidden),
    bad("negative-carats", "Carats below zero.", line(710_231, -5, 100), forbidden),
    bad("zero-value", "Nothing is worth nothing (Annex I A 11).", line(710_231, 100, 0), forbidden),
    bad("carats-beyond-bound", "More than 10^10 carats.", line(710_231, 1_000_000_000_001, 100), forbidden),
    bad(
      "worked-diamonds",
      "7102.39 is outside the scheme (Annex I A 13).",
      line(710_239, 100, 100),
      forbidden,
    ),
    bad("lab-grown", "7104.21 is outside the scheme.", line(710_421, 100, 100), forbidden),
    bad(
      "line-with-five-parts",
      "A line has three parts or four.",
      line(710_231, 100, 100, text("SL"), int(1)),
      forbidden,
    ),
    bad("no-lines", "At least one line.", field(9, list()), forbidden),
    bad("zero-parcels", "At least one parcel (Annex I A 12).", field(8, int(0)), forbidden),
    bad("too-many-parcels", "At most 9,999 parcels.", field(8, int(10_000)), forbidden),
    bad("no-seal", "At least one seal (Section IV c).", field(10, list()), forbidden),
    bad("seal-twice", "A seal named twice.", field(10, list(text("A"), text("A"))), forbidden),
    bad(
      "bidi-name",
      "A name that reads backwards on the screen.",
      field(6, party("Koidu \u202eDTL stropxE")),
      forbidden,
    ),
    bad(
      "zero-width-name",
      "A name with a zero-width space.",
      field(6, party("Koidu\u200bExports")),
      forbidden,
    ),
    bad("control-in-name", "A line break in a name.", field(6, party("Koidu\nExports")), forbidden),
    bad(
      "decomposed-name",
      "A letter and its accent apart.",
      field(6, party("Socie\u0301te\u0301")),
      forbidden,
    ),
    bad("padded-name", "A space at the end of a name.", field(6, party("Koidu Exports ")), forbidden),
    bad("empty-name", "A name is needed (Annex I A 9).", field(6, party("")), forbidden),
    bad("long-name", "A name above 120 bytes.", field(6, party("N".repeat(121))), forbidden),
    bad("small-country", "Codes are capitals.", field(6, party("Koidu Exports", "sl")), forbidden),
    bad("three-letter-country", "Two letters.", field(1, text("SLE")), forbidden),
    bad(
      "origins-unsorted",
      "Listed origins are in order: one spelling.",
      field(3, list(text("BW"), text("AO"))),
      canonical,
    ),
    bad("origin-twice", "A country listed twice.", field(3, list(text("AO"), text("AO"))), canonical),
    bad("date-before-the-scheme", "No certificate is older than 2003.", field(4, int(12_052)), forbidden),
    bad("date-in-year-9999", "A date no rule reaches.", field(5, int(2_932_896)), forbidden),
    bad("date-as-text", "Dates are day numbers.", field(4, text("2026-11-20")), form("wrong-type")),
  ];
}

const issued = (over: Partial<CertificateContent>, by: TestKey = key) => qrTextOf(content(over), by);
const expects = (answer: Expected["answer"], check: Expected["check"], reason: string): Expected => ({
  answer,
  check,
  reason,
});

function trustCases(): readonly Case[] {
  const signed = key.sign(utf8("something else"));
  const kenya: Partial<CertificateContent> = {
    participant: "KE",
    number: "KE 000123",
    authority: "KE-GOV",
    exporter: { name: "Nairobi Gems", address: "Nairobi", country: "KE" },
  };
  return [
    bad(
      "signature-of-another-text",
      "A genuine signature over other bytes.",
      forged({ signature: signed }),
      signature,
    ),
    bad(
      "signature-turned",
      "r and n - s verify as well; the smaller s is the one spelling.",
      forged({ signature: otherS(signatureOver(payloadWith(good))) }),
      canonical,
    ),
    bad(
      "changed-carats",
      "Changed after signing.",
      forged({ payload: payloadWith(content({ parcels: 3 })), signature: signatureOver(payloadWith(good)) }),
      signature,
    ),
    bad(
      "swapped-key-id",
      "The id of another listed key: it is tried, and does not fit.",
      forged({ protectedBytes: protectedHeader(keys.belgium.keyId) }),
      signature,
    ),
    bad(
      "unknown-key",
      "A key on no list.",
      issued({}, keys.stranger),
      expects("key-not-valid", "KEY_KNOWN", "key-unknown"),
    ),
    bad(
      "compromised-key",
      "A stolen key: nothing it signed counts, whatever date it bears.",
      issued({}, keys.stolen),
      expects("key-not-valid", "KEY_ALLOWED", "compromised"),
    ),
    bad(
      "ended-key",
      "Signed after the key had ended.",
      qrTextOf(content({ validatedOn: "2026-11-23" }), keys.retired, {
        validatedAt: "2026-11-23T08:00:00.000Z",
      }),
      expects("key-not-valid", "KEY_ALLOWED", "ended"),
    ),
    bad(
      "key-before-its-time",
      "Signed before the key began.",
      qrTextOf(content({ issuedOn: "2019-11-20", expiresOn: "2020-01-19", validatedOn: "2019-11-21" }), key, {
        validatedAt: "2019-11-21T08:00:00.000Z",
      }),
      expects("expired", "NOT_EXPIRED", "expired"),
    ),
    bad(
      "scheme-key",
      "The scheme's key signs lists, not certificates.",
      issued({}, keys.scheme),
      expects("key-not-valid", "KEY_ALLOWED", "wrong-use"),
    ),
    bad(
      "key-of-another-authority",
      "Belgium's key on a certificate of Sierra Leone.",
      issued({}, keys.belgium),
      expects("key-not-valid", "AUTHORITY", "other-authority"),
    ),
    bad(
      "authority-of-another-participant",
      "Sierra Leone's authority under another country's code.",
      issued({ participant: "GH", number: "GH 004912" }),
      expects("key-not-valid", "AUTHORITY", "authority-of-another-participant"),
    ),
    bad(
      "authority-unknown",
      "An authority on no list.",
      issued({ authority: "SL-XYZ" }),
      expects("key-not-valid", "AUTHORITY", "authority-unknown"),
    ),
    bad(
      "number-outside-range",
      "Sierra Leone 2015: a number of another year's block.",
      issued({ number: "SL 003306" }),
      expects("key-not-valid", "NUMBER_IN_RANGE", "outside-numbers"),
    ),
    bad(
      "number-not-readable",
      "A number that has no digits lies in no range.",
      issued({ number: "SL-NONE" }),
      expects("key-not-valid", "NUMBER_IN_RANGE", "outside-numbers"),
    ),
    bad(
      "issuer-never-a-participant",
      "Kenya 2015: the first thing to say is that it never joined.",
      issued(kenya, keys.stranger),
      expects("not-a-participant", "ISSUER_ON_ISSUE", "NOT_A_PARTICIPANT"),
    ),
    {
      name: "typed-never-a-participant",
      rule: "The same, typed.",
      evidence: { number: "KE 000123" },
      now,
      register: nothingKnown,
      expected: expects("not-a-participant", "ISSUER_NOW", "NOT_A_PARTICIPANT"),
    },
    bad(
      "importer-not-a-participant",
      "To a country outside the scheme (Section III c).",
      issued({ importer: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } }),
      expects("not-a-participant", "IMPORTER_ON_ISSUE", "NOT_A_PARTICIPANT"),
    ),
    bad(
      "importer-self-suspended",
      "Venezuela may not receive.",
      issued({ importer: { name: "Caracas SA", address: "Caracas", country: "VE" } }),
      expects("not-a-participant", "IMPORTER_ON_ISSUE", "SELF_SUSPENDED"),
    ),
    bad(
      "expired",
      "Ran out.",
      issued({}),
      expects("expired", "NOT_EXPIRED", "expired"),
      "2027-01-20T00:00:00.000Z",
    ),
    bad(
      "longer-than-the-rule",
      "A day more than the national rule allows.",
      issued({ expiresOn: "2027-01-20" }),
      expects("key-not-valid", "WITHIN_VALIDITY", "longer-than-the-national-rule"),
    ),
    bad(
      "instant-differs-from-date",
      "The instant of expiry says more than the printed date.",
      qrTextOf(good, key, { expiresAt: "2027-06-01T00:00:00.000Z" }),
      expects("key-not-valid", "WITHIN_VALIDITY", "instant-differs-from-date"),
    ),
    bad(
      "validated-before-issue",
      "Dates out of order.",
      qrTextOf(content({ validatedOn: "2026-11-19" }), key, { validatedAt: "2026-11-19T08:00:00.000Z" }),
      expects("key-not-valid", "DATES_IN_ORDER", "dates-out-of-order"),
    ),
    bad(
      "validated-after-expiry",
      "Dates out of order at the other end.",
      qrTextOf(content({ issuedOn: "2026-11-18", expiresOn: "2026-11-23", validatedOn: "2026-11-24" }), key, {
        validatedAt: "2026-11-23T23:00:00.000Z",
      }),
      expects("key-not-valid", "DATES_IN_ORDER", "dates-out-of-order"),
    ),
    bad(
      "validation-days-apart",
      "The instant of validation is two days from the printed date.",
      issued({ validatedOn: "2026-11-23" }),
      expects("key-not-valid", "DATES_IN_ORDER", "dates-out-of-order"),
    ),
    bad(
      "clock-1970",
      "The device's clock is wrong: nothing with a date can be said.",
      issued({}),
      expects("clock", "CLOCK", "before-the-list"),
      "1970-01-01T00:05:00.000Z",
    ),
    bad(
      "signed-tomorrow",
      "Validated in the future of this device.",
      qrTextOf(content({ validatedOn: "2026-11-25" }), key, { validatedAt: "2026-11-25T08:00:00.000Z" }),
      expects("clock", "CLOCK", "before-the-signature"),
    ),
    bad(
      "list-too-old",
      'The list has ended: nothing "good" is said any more.',
      issued({}),
      expects("service-down", "LIST_AGE", "list-too-old"),
      "2026-11-30T06:00:00.000Z",
    ),
    bad(
      "not-on-the-register",
      "Genuine signature, but the register knows nothing of it.",
      issued({}),
      expects("unknown-number", "REGISTER", "unknown-number"),
      now,
      nothingKnown,
    ),
    bad(
      "withdrawn-and-expired",
      "What was done to it comes before its dates.",
      issued({}),
      expects("withdrawn", "REGISTER", "withdrawn"),
      "2026-11-24T10:00:00.000Z",
      register("withdrawn"),
    ),
  ];
}
