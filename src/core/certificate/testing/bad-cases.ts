// Codes that must be refused, one fault each. Where the fault is not the signature, the signature is genuine, so that a
// reader which only checks signatures fails these vectors.
import { toBase45 } from "#core/encoding/base45.ts";
import { concatBytes, utf8 } from "#core/encoding/bytes.ts";
import { toBeSigned } from "#core/encoding/cose.ts";
import type { CertificateContent } from "../content.ts";
import type { Case } from "./case.ts";
import { nothingKnown, register, unavailable } from "./case.ts";
import { bytes, certificateClaim, claimsOf, fieldsOf, forge, int, list, map, mapOf, payloadWith, protectedHeader, raw, text } from "./forge.ts";
import type { Forgery, Piece } from "./forge.ts";
import { content, keys, now, qrTextOf } from "./world.ts";
import type { TestKey } from "./world.ts";

type Expected = Case["expected"];

const good = content();
const key = keys.sierraLeone;

function bad(name: string, rule: string, qrText: string, expected: Expected, at = now, view = unavailable): Case {
  return { name, rule, evidence: { qrText }, now: at, register: view, expected };
}

const form = (reason: string): Expected => ({ answer: "signature-wrong", check: "FORM", reason });
const canonical: Expected = { answer: "signature-wrong", check: "CANONICAL", reason: "not-canonical" };
const foreign = (reason: string): Expected => ({ answer: "not-our-code", check: "FORM", reason });
const signature: Expected = { answer: "signature-wrong", check: "SIGNATURE", reason: "no-key-fits" };

const forged = (forgery: Partial<Forgery>) => forge({ key, payload: payloadWith(good), ...forgery });
const field = (number: number, piece: Piece | null) => forged({ payload: payloadWith(good, { fields: { [number]: piece } }) });
const claim = (number: number, piece: Piece | null) => forged({ payload: payloadWith(good, { claims: { [number]: piece } }) });
const party = (name: string, country = "SL") => list(text(name), text(country));

/** The certificate's map with one piece of its own making in place of all. */
const withMap = (piece: Piece) => forged({ payload: payloadWith(good, { claims: { [certificateClaim]: piece } }) });

function formCases(): readonly Case[] {
  const whole = qrTextOf(good, key);
  const fields = [...fieldsOf(good)];
  const pairs = fields.map(([number, piece]) => [int(number), piece] as const);
  return [
    bad("empty", "Nothing was read.", "", foreign("not-our-code")),
    bad("web-address", "Another kind of code.", "HTTPS://EXAMPLE.COM/VERIFY/SL004912", foreign("not-our-code")),
    bad("health-code", "A code of the same family is not ours.", `HC1:${whole.slice(5)}`, foreign("not-our-code")),
    bad("wrong-prefix", "The prefix is part of the form.", `KPC:${whole.slice(5)}`, foreign("not-our-code")),
    bad("newer-version", "A later version is named as such.", `KPC2:${whole.slice(5)}`, foreign("newer-version")),
    bad("no-payload", "The prefix alone.", "KPC1:", form("wrong-type")),
    bad("cut-in-half", "Half a code.", whole.slice(0, whole.length / 2), form("damaged")),
    bad("one-character-short", "The last character is missing.", whole.slice(0, -1), form("damaged")),
    bad("one-group-short", "The last three characters are missing.", whole.slice(0, -3), form("damaged")),
    bad("lower-case-body", "The alphabet has no small letters.", `KPC1:${whole.slice(5).toLowerCase()}`, form("damaged")),
    bad("lower-case-all", "A reader that changed the case has damaged the code.", whole.toLowerCase(), form("damaged")),
    bad("foreign-character", "A character outside the alphabet.", `${whole.slice(0, 40)}_${whole.slice(41)}`, form("damaged")),
    bad("group-above-two-bytes", "Base45 groups above 65,535 are refused.", `KPC1::::${whole.slice(8)}`, form("damaged")),
    bad("leading-space", "Nothing stands before the prefix.", ` ${whole}`, foreign("not-our-code")),
    bad("too-long", "More than 1,200 characters.", `${whole}${"0".repeat(1200)}`, form("too-long")),
    bad("trailing-bytes", "Bytes after the message.", forged({ after: raw(0, 0) }), canonical),
    bad("no-tag", "The message is tagged 18.", forged({ tag: raw() }), form("wrong-type")),
    bad("other-tag", "Tag 17 is COSE_Mac0.", forged({ tag: raw(0xd1) }), form("wrong-type")),
    bad("tag-written-long", "The tag in two bytes.", forged({ tag: raw(0xd8, 0x12) }), form("wrong-type")),
    bad("five-parts", "Exactly four parts.", fiveParts(), form("wrong-type")),
    bad("kid-unprotected", "The key id belongs into the protected header.", forged({
        protectedBytes: map([int(1), int(-7)]),
        unprotected: map([int(4), bytes(key.keyId)]),
      }), form("wrong-header")),
    bad("kid-also-unprotected", "Nothing in the unprotected header, not even a copy.", forged({ unprotected: map([int(4), bytes(key.keyId)]) }), form("wrong-header")),
    bad("kid-missing", "No key id.", forged({ protectedBytes: map([int(1), int(-7)]) }), form("wrong-header")),
    bad("kid-of-4-bytes", "A key id has 8 bytes.", forged({ protectedBytes: protectedHeader(key.keyId.slice(0, 4)) }), form("wrong-header")),
    bad("algorithm-eddsa", "ES256 only.", forged({ protectedBytes: protectedHeader(key.keyId, int(-8)) }), form("wrong-header")),
    bad("algorithm-as-text", "The algorithm is the integer -7, not its name.", forged({ protectedBytes: protectedHeader(key.keyId, text("ES256")) }), form("wrong-header")),
    bad("algorithm-missing", "No algorithm.", forged({ protectedBytes: map([int(4), bytes(key.keyId)]) }), form("wrong-header")),
    bad("content-type-header", "A code carries no content type.", forged({
        protectedBytes: map([int(1), int(-7)], [int(3), text("application/kpc+cwt")], [int(4), bytes(key.keyId)]),
      }), form("wrong-header")),
    bad("critical-header", "An extra protected header.", forged({
        protectedBytes: map([int(1), int(-7)], [int(2), list(int(4))], [int(4), bytes(key.keyId)]),
      }), form("wrong-header")),
    bad("signature-of-63-bytes", "An ES256 signature has 64 bytes.", forged({ signature: new Uint8Array(63).fill(1) }), form("wrong-header")),
    bad("payload-not-a-map", "The payload is a map.", forged({ payload: list(int(1)) }), form("wrong-type")),
    bad("float", "An integer as a float.", field(8, raw(0xf9, 0x40, 0x00)), form("wrong-type")),
    bad("undefined", "The value undefined.", field(8, raw(0xf7)), form("wrong-type")),
    bad("tagged-date", "A date as tagged text instead of a day number.", field(4, concatBytes(raw(0xc0), text("2026-11-20"))), form("wrong-type")),
    bad("bignum", "An integer as tagged bytes.", field(8, concatBytes(raw(0xc2), bytes(raw(2)))), form("wrong-type")),
    bad("duplicate-key", "A key given twice, the same way.", withMap(map(...pairs.slice(0, 1), ...pairs)), canonical),
    bad("unsorted-map", "Keys out of order.", withMap(map(...pairs.toReversed())), canonical),
    bad("long-integer", "2 written in two bytes.", field(8, raw(0x18, 0x02)), canonical),
    bad("long-key", "A key written in two bytes.", withMap(map([raw(0x18, 0x01), fieldsOf(good).get(1) ?? raw()], ...pairs.slice(1))), canonical),
    bad("long-text-length", "A length written in two bytes.", field(1, concatBytes(raw(0x78, 0x02), utf8("SL"))), canonical),
    bad("indefinite-array", "An array without a length.", field(10, concatBytes(raw(0x9f), text("SEAL-1"), raw(0xff))), canonical),
    bad("indefinite-map", "A map without a length.", withMap(concatBytes(raw(0xbf), ...pairs.flat(), raw(0xff))), canonical),
    bad("indefinite-text", "Text in chunks.", field(2, concatBytes(raw(0x7f), text("SL "), text("004912"), raw(0xff))), canonical),
    bad("invalid-utf8", "Text that is not UTF-8.", field(2, raw(0x62, 0xc3, 0x28)), form("damaged")),
    bad("unknown-field", "Version 1 is closed: no twelfth field.", field(12, text("x")), form("unknown-field")),
    bad("unknown-claim", "No further claim.", claimAfterId(), form("unknown-field")),
    bad("text-key", "Keys are integers.", withMap(map(...pairs, [text("x"), int(1)])), form("unknown-field")),
    bad("missing-number", "The number is missing (Annex I A 4).", field(2, null), form("wrong-type")),
    bad("missing-validation", "The date of validation is missing (Annex I A 14).", field(11, null), form("wrong-type")),
    bad("missing-expiry-claim", "The instant of expiry is missing.", claim(4, null), form("wrong-type")),
    bad("id-of-15-bytes", "The id has 16 bytes.", claim(7, bytes(new Uint8Array(15))), form("forbidden-value")),
  ];
}

function valueCases(): readonly Case[] {
  const line = (hs: number, carats: number, usd: number, ...more: readonly Piece[]) => field(9, list(list(int(hs), int(carats), int(usd), ...more)));
  const forbidden = form("forbidden-value");
  return [
    bad("zero-carats", "Nothing weighs nothing (Annex I A 10).", line(710_231, 0, 100), forbidden),
    bad("negative-carats", "Carats below zero.", line(710_231, -5, 100), forbidden),
    bad("zero-value", "Nothing is worth nothing (Annex I A 11).", line(710_231, 100, 0), forbidden),
    bad("carats-beyond-bound", "More than 10^10 carats.", line(710_231, 1_000_000_000_001, 100), forbidden),
    bad("worked-diamonds", "7102.39 is outside the scheme (Annex I A 13).", line(710_239, 100, 100), forbidden),
    bad("lab-grown", "7104.21 is outside the scheme.", line(710_421, 100, 100), forbidden),
    bad("line-with-five-parts", "A line has three parts or four.", line(710_231, 100, 100, text("SL"), int(1)), forbidden),
    bad("no-lines", "At least one line.", field(9, list()), forbidden),
    bad("zero-parcels", "At least one parcel (Annex I A 12).", field(8, int(0)), forbidden),
    bad("too-many-parcels", "At most 9,999 parcels.", field(8, int(10_000)), forbidden),
    bad("no-seal", "At least one seal (Section IV c).", field(10, list()), forbidden),
    bad("seal-twice", "A seal named twice.", field(10, list(text("A"), text("A"))), forbidden),
    bad("bidi-name", "A name that reads backwards on the screen.", field(6, party("Koidu \u202eDTL stropxE")), forbidden),
    bad("zero-width-name", "A name with a zero-width space.", field(6, party("Koidu\u200bExports")), forbidden),
    bad("control-in-name", "A line break in a name.", field(6, party("Koidu\nExports")), forbidden),
    bad("decomposed-name", "A letter and its accent apart.", field(6, party("Socie\u0301te\u0301")), forbidden),
    bad("padded-name", "A space at the end of a name.", field(6, party("Koidu Exports ")), forbidden),
    bad("empty-name", "A name is needed (Annex I A 9).", field(6, party("")), forbidden),
    bad("long-name", "A name above 120 bytes.", field(6, party("N".repeat(121))), forbidden),
    bad("small-country", "Codes are capitals.", field(6, party("Koidu Exports", "sl")), forbidden),
    bad("three-letter-country", "Two letters.", field(1, text("SLE")), forbidden),
    bad("origins-unsorted", "Listed origins are in order: one spelling.", field(3, list(text("BW"), text("AO"))), canonical),
    bad("origin-twice", "A country listed twice.", field(3, list(text("AO"), text("AO"))), canonical),
    bad("date-before-the-scheme", "No certificate is older than 2003.", field(4, int(12_052)), forbidden),
    bad("date-in-year-9999", "A date no rule reaches.", field(5, int(2_932_896)), forbidden),
    bad("date-as-text", "Dates are day numbers.", field(4, text("2026-11-20")), form("wrong-type")),
  ];
}

const issued = (over: Partial<CertificateContent>, by: TestKey = key) => qrTextOf(content(over), by);
const expects = (answer: Expected["answer"], check: Expected["check"], reason: string): Expected => ({ answer, check, reason });

function trustCases(): readonly Case[] {
  const signed = key.sign(utf8("something else"));
  const kenya: Partial<CertificateContent> = { participant: "KE", number: "KE 000123", authority: "KE-GOV", exporter: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } };
  return [
    bad("signature-of-another-text", "A genuine signature over other bytes.", forged({ signature: signed }), signature),
    bad("changed-carats", "Changed after signing.", forged({ payload: payloadWith(content({ parcels: 3 })), signature: signatureOver(payloadWith(good)) }), signature),
    bad("swapped-key-id", "The id of another listed key: it is tried, and does not fit.", forged({ protectedBytes: protectedHeader(keys.belgium.keyId) }), signature),
    bad("unknown-key", "A key on no list.", issued({}, keys.stranger), expects("key-not-valid", "KEY_KNOWN", "key-unknown")),
    bad("compromised-key", "A stolen key: nothing it signed counts, whatever date it bears.", issued({}, keys.stolen), expects("key-not-valid", "KEY_ALLOWED", "compromised")),
    bad("ended-key", "Signed after the key had ended.", qrTextOf(content({ validatedOn: "2026-11-23" }), keys.retired, { validatedAt: "2026-11-23T08:00:00.000Z" }), expects("key-not-valid", "KEY_ALLOWED", "ended")),
    bad("key-before-its-time", "Signed before the key began.", qrTextOf(content({ issuedOn: "2019-11-20", expiresOn: "2020-01-19", validatedOn: "2019-11-21" }), key, { validatedAt: "2019-11-21T08:00:00.000Z" }), expects("expired", "NOT_EXPIRED", "expired")),
    bad("scheme-key", "The scheme's key signs lists, not certificates.", issued({}, keys.scheme), expects("key-not-valid", "KEY_ALLOWED", "wrong-use")),
    bad("key-of-another-authority", "Belgium's key on a certificate of Sierra Leone.", issued({}, keys.belgium), expects("key-not-valid", "AUTHORITY", "other-authority")),
    bad("authority-of-another-participant", "Sierra Leone's authority under another country's code.", issued({ participant: "GH", number: "GH 004912" }), expects("key-not-valid", "AUTHORITY", "authority-of-another-participant")),
    bad("authority-unknown", "An authority on no list.", issued({ authority: "SL-XYZ" }), expects("key-not-valid", "AUTHORITY", "authority-unknown")),
    bad("number-outside-range", "Sierra Leone 2015: a number of another year's block.", issued({ number: "SL 003306" }), expects("key-not-valid", "NUMBER_IN_RANGE", "outside-numbers")),
    bad("number-not-readable", "A number that has no digits lies in no range.", issued({ number: "SL-NONE" }), expects("key-not-valid", "NUMBER_IN_RANGE", "outside-numbers")),
    bad("issuer-never-a-participant", "Kenya 2015: the first thing to say is that it never joined.", issued(kenya, keys.stranger), expects("not-a-participant", "ISSUER_ON_ISSUE", "NOT_A_PARTICIPANT")),
    {
      name: "typed-never-a-participant",
      rule: "The same, typed.",
      evidence: { number: "KE 000123" },
      now,
      register: nothingKnown,
      expected: expects("not-a-participant", "ISSUER_NOW", "NOT_A_PARTICIPANT"),
    },
    bad("importer-not-a-participant", "To a country outside the scheme (Section III c).", issued({ importer: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } }), expects("not-a-participant", "IMPORTER_ON_ISSUE", "NOT_A_PARTICIPANT")),
    bad("importer-self-suspended", "Venezuela may not receive.", issued({ importer: { name: "Caracas SA", address: "Caracas", country: "VE" } }), expects("not-a-participant", "IMPORTER_ON_ISSUE", "SELF_SUSPENDED")),
    bad("expired", "Ran out.", issued({}), expects("expired", "NOT_EXPIRED", "expired"), "2027-01-20T00:00:00.000Z"),
    bad("longer-than-the-rule", "A day more than the national rule allows.", issued({ expiresOn: "2027-01-20" }), expects("key-not-valid", "WITHIN_VALIDITY", "longer-than-the-national-rule")),
    bad("instant-differs-from-date", "The instant of expiry says more than the printed date.", qrTextOf(good, key, { expiresAt: "2027-06-01T00:00:00.000Z" }), expects("key-not-valid", "WITHIN_VALIDITY", "instant-differs-from-date")),
    bad("validated-before-issue", "Dates out of order.", issued({ validatedOn: "2026-11-19" }), expects("key-not-valid", "DATES_IN_ORDER", "dates-out-of-order")),
    bad("clock-1970", "The device's clock is wrong: nothing with a date can be said.", issued({}), expects("clock", "CLOCK", "before-the-list"), "1970-01-01T00:05:00.000Z"),
    bad("signed-tomorrow", "Validated in the future of this device.", qrTextOf(content({ validatedOn: "2026-11-25" }), key, { validatedAt: "2026-11-25T08:00:00.000Z" }), expects("clock", "CLOCK", "before-the-signature")),
    bad("list-too-old", "The list has ended: nothing \"good\" is said any more.", issued({}), expects("service-down", "LIST_AGE", "list-too-old"), "2026-11-30T06:00:00.000Z"),
    bad("not-on-the-register", "Genuine signature, but the register knows nothing of it.", issued({}), expects("unknown-number", "REGISTER", "unknown-number"), now, nothingKnown),
    bad("withdrawn-and-expired", "What was done to it comes before its dates.", issued({}), expects("withdrawn", "REGISTER", "withdrawn"), "2026-11-24T10:00:00.000Z", register("withdrawn")),
  ];
}

export function badCases(): readonly Case[] {
  return [...formCases(), ...valueCases(), ...trustCases()];
}

function signatureOver(payload: Piece): Piece {
  return key.sign(toBeSigned(protectedHeader(key.keyId), payload));
}

function fiveParts(): string {
  const parts = [bytes(protectedHeader(key.keyId)), map(), bytes(payloadWith(good)), bytes(signatureOver(payloadWith(good)))];
  return `KPC1:${toBase45(concatBytes(raw(0xd2), list(...parts, int(0))))}`;
}

function claimAfterId(): string {
  const claims = [...claimsOf(good, mapOf(fieldsOf(good)))];
  return forged({ payload: map(...claims.slice(0, 4).map(([number, piece]) => [int(number), piece] as const), [int(8), int(1)], [int(certificateClaim), claims[4]?.[1] ?? raw()]) });
}
