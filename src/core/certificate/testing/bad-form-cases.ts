// Codes that are refused for their form: cut, changed, spelled otherwise, or not of version 1.
import { toBase45 } from "#core/encoding/base45.ts";
import { concatBytes, utf8 } from "#core/encoding/bytes.ts";
import {
  bad,
  canonical,
  claim,
  field,
  foreign,
  forged,
  form,
  good,
  key,
  signatureOver,
  withMap,
} from "./bad-one.ts";
import type { Case } from "./case.ts";
import {
  bytes,
  certificateClaim,
  claimsOf,
  fieldsOf,
  int,
  list,
  map,
  mapOf,
  payloadWith,
  protectedHeader,
  raw,
  text,
} from "./forge.ts";
import { qrTextOf } from "./world.ts";

export function formCases(): readonly Case[] {
  const whole = qrTextOf(good, key);
  const fields = [...fieldsOf(good)];
  const pairs = fields.map(([number, piece]) => [int(number), piece] as const);
  return [
    bad("empty", "Nothing was read.", "", foreign("not-our-code")),
    bad(
      "web-address",
      "Another kind of code.",
      "HTTPS://EXAMPLE.COM/VERIFY/SL004912",
      foreign("not-our-code"),
    ),
    bad(
      "health-code",
      "A code of the same family is not ours.",
      `HC1:${whole.slice(5)}`,
      foreign("not-our-code"),
    ),
    bad("wrong-prefix", "The prefix is part of the form.", `KPC:${whole.slice(5)}`, foreign("not-our-code")),
    bad(
      "newer-version",
      "A later version is named as such.",
      `KPC2:${whole.slice(5)}`,
      foreign("newer-version"),
    ),
    bad("no-payload", "The prefix alone.", "KPC1:", form("wrong-type")),
    bad("cut-in-half", "Half a code.", whole.slice(0, whole.length / 2), form("damaged")),
    bad("one-character-short", "The last character is missing.", whole.slice(0, -1), form("damaged")),
    bad("one-group-short", "The last three characters are missing.", whole.slice(0, -3), form("damaged")),
    bad(
      "lower-case-body",
      "The alphabet has no small letters.",
      `KPC1:${whole.slice(5).toLowerCase()}`,
      form("damaged"),
    ),
    bad(
      "lower-case-all",
      "A reader that changed the case has damaged the code.",
      whole.toLowerCase(),
      form("damaged"),
    ),
    bad(
      "foreign-character",
      "A character outside the alphabet.",
      `${whole.slice(0, 40)}_${whole.slice(41)}`,
      form("damaged"),
    ),
    bad(
      "group-above-two-bytes",
      "Base45 groups above 65,535 are refused.",
      `KPC1::::${whole.slice(8)}`,
      form("damaged"),
    ),
    bad("leading-space", "Nothing stands before the prefix.", ` ${whole}`, foreign("not-our-code")),
    bad("too-long", "More than 1,200 characters.", `${whole}${"0".repeat(1200)}`, form("too-long")),
    bad("trailing-bytes", "Bytes after the message.", forged({ after: raw(0, 0) }), canonical),
    bad("no-tag", "The message is tagged 18.", forged({ tag: raw() }), form("wrong-type")),
    bad("other-tag", "Tag 17 is COSE_Mac0.", forged({ tag: raw(0xd1) }), form("wrong-type")),
    bad("tag-written-long", "The tag in two bytes.", forged({ tag: raw(0xd8, 0x12) }), form("wrong-type")),
    bad("five-parts", "Exactly four parts.", fiveParts(), form("wrong-type")),
    bad(
      "kid-unprotected",
      "The key id belongs into the protected header.",
      forged({
        protectedBytes: map([int(1), int(-7)]),
        unprotected: map([int(4), bytes(key.keyId)]),
      }),
      form("wrong-header"),
    ),
    bad(
      "kid-also-unprotected",
      "Nothing in the unprotected header, not even a copy.",
      forged({ unprotected: map([int(4), bytes(key.keyId)]) }),
      form("wrong-header"),
    ),
    bad(
      "kid-missing",
      "No key id.",
      forged({ protectedBytes: map([int(1), int(-7)]) }),
      form("wrong-header"),
    ),
    bad(
      "kid-of-4-bytes",
      "A key id has 8 bytes.",
      forged({ protectedBytes: protectedHeader(key.keyId.slice(0, 4)) }),
      form("wrong-header"),
    ),
    bad(
      "algorithm-eddsa",
      "ES256 only.",
      forged({ protectedBytes: protectedHeader(key.keyId, int(-8)) }),
      form("wrong-header"),
    ),
    bad(
      "algorithm-as-text",
      "The algorithm is the integer -7, not its name.",
      forged({ protectedBytes: protectedHeader(key.keyId, text("ES256")) }),
      form("wrong-header"),
    ),
    bad(
      "algorithm-missing",
      "No algorithm.",
      forged({ protectedBytes: map([int(4), bytes(key.keyId)]) }),
      form("wrong-header"),
    ),
    bad(
      "content-type-header",
      "A code carries no content type.",
      forged({
        protectedBytes: map(
          [int(1), int(-7)],
          [int(3), text("application/kpc+cwt")],
          [int(4), bytes(key.keyId)],
        ),
      }),
      form("wrong-header"),
    ),
    bad(
      "critical-header",
      "An extra protected header.",
      forged({
        protectedBytes: map([int(1), int(-7)], [int(2), list(int(4))], [int(4), bytes(key.keyId)]),
      }),
      form("wrong-header"),
    ),
    bad(
      "signature-of-63-bytes",
      "An ES256 signature has 64 bytes.",
      forged({ signature: new Uint8Array(63).fill(1) }),
      form("wrong-header"),
    ),
    bad("payload-not-a-map", "The payload is a map.", forged({ payload: list(int(1)) }), form("wrong-type")),
    bad("float", "An integer as a float.", field(8, raw(0xf9, 0x40, 0x00)), form("wrong-type")),
    bad("undefined", "The value undefined.", field(8, raw(0xf7)), form("wrong-type")),
    bad(
      "tagged-date",
      "A date as tagged text instead of a day number.",
      field(4, concatBytes(raw(0xc0), text("2026-11-20"))),
      form("wrong-type"),
    ),
    bad(
      "bignum",
      "An integer as tagged bytes.",
      field(8, concatBytes(raw(0xc2), bytes(raw(2)))),
      form("wrong-type"),
    ),
    bad(
      "duplicate-key",
      "A key given twice, the same way.",
      withMap(map(...pairs.slice(0, 1), ...pairs)),
      canonical,
    ),
    bad("unsorted-map", "Keys out of order.", withMap(map(...pairs.toReversed())), canonical),
    bad("long-integer", "2 written in two bytes.", field(8, raw(0x18, 0x02)), canonical),
    bad(
      "long-key",
      "A key written in two bytes.",
      withMap(map([raw(0x18, 0x01), fieldsOf(good).get(1) ?? raw()], ...pairs.slice(1))),
      canonical,
    ),
    bad(
      "long-text-length",
      "A length written in two bytes.",
      field(1, concatBytes(raw(0x78, 0x02), utf8("SL"))),
      canonical,
    ),
    bad(
      "indefinite-array",
      "An array without a length.",
      field(10, concatBytes(raw(0x9f), text("SEAL-1"), raw(0xff))),
      canonical,
    ),
    bad(
      "indefinite-map",
      "A map without a length.",
      withMap(concatBytes(raw(0xbf), ...pairs.flat(), raw(0xff))),
      canonical,
    ),
    bad(
      "indefinite-text",
      "Text in chunks.",
      field(2, concatBytes(raw(0x7f), text("SL "), text("004912"), raw(0xff))),
      canonical,
    ),
    bad("invalid-utf8", "Text that is not UTF-8.", field(2, raw(0x62, 0xc3, 0x28)), form("damaged")),
    bad(
      "unknown-field",
      "Version 1 is closed: no twelfth field.",
      field(12, text("x")),
      form("unknown-field"),
    ),
    bad("unknown-claim", "No further claim.", claimAfterId(), form("unknown-field")),
    bad("text-key", "Keys are integers.", withMap(map(...pairs, [text("x"), int(1)])), form("unknown-field")),
    bad("missing-number", "The number is missing (Annex I A 4).", field(2, null), form("wrong-type")),
    bad(
      "missing-validation",
      "The date of validation is missing (Annex I A 14).",
      field(11, null),
      form("wrong-type"),
    ),
    bad("missing-expiry-claim", "The instant of expiry is missing.", claim(4, null), form("wrong-type")),
    bad(
      "id-of-15-bytes",
      "The id has 16 bytes.",
      claim(7, bytes(new Uint8Array(15))),
      form("forbidden-value"),
    ),
  ];
}

function fiveParts(): string {
  const parts = [
    bytes(protectedHeader(key.keyId)),
    map(),
    bytes(payloadWith(good)),
    bytes(signatureOver(payloadWith(good))),
  ];
  return `KPC1:${toBase45(concatBytes(raw(0xd2), list(...parts, int(0))))}`;
}

function claimAfterId(): string {
  const claims = [...claimsOf(good, mapOf(fieldsOf(good)))];
  return forged({
    payload: map(
      ...claims.slice(0, 4).map(([number, piece]) => [int(number), piece] as const),
      [int(8), int(1)],
      [int(certificateClaim), claims[4]?.[1] ?? raw()],
    ),
  });
}
