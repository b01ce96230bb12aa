// Trust lists that are accepted or refused, one fault each.
import { concatBytes } from "#core/encoding/bytes.ts";
import { encodeCbor } from "#core/encoding/cbor.ts";
import type { CborValue } from "#core/encoding/cbor.ts";
import { finishSign1, prepareSign1 } from "#core/encoding/cose.ts";
import { prepareTrustList, trustListContentType } from "#core/trust/trust-list.ts";
import { bytes, int, map, messageOf, raw, text } from "./forge.ts";
import { keys, signWith, trustList } from "./world.ts";
import type { TestKey } from "./world.ts";
import { signedTestList } from "./vector-file.ts";

export interface ListCase {
  readonly name: string;
  readonly rule: string;
  readonly bytes: Uint8Array;
  /** Null when the list is accepted. */
  readonly refusal: string | null;
}

const scheme = keys.scheme;

function signedMap(
  entries: Readonly<Record<string, CborValue>>,
  key: TestKey = scheme,
  contentType = trustListContentType,
): Uint8Array {
  const prepared = prepareSign1({
    keyId: key.keyId,
    contentType,
    payload: encodeCbor(new Map(Object.entries(entries))),
  });
  return finishSign1(prepared, signWith(key, prepared));
}

const empty = {
  format: 1,
  version: 1,
  issuedAt: 1_795_000_000,
  notAfter: 1_795_600_000,
  participants: [],
  recognitions: [],
  authorities: [],
  keys: [],
};

export function listCases(): readonly ListCase[] {
  const good = signedTestList();
  const changed = good.slice();
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  const short = prepareTrustList(
    trustList({ participants: [], authorities: [], keys: [], recognitions: [] }),
    scheme.keyId,
  );
  return [
    { name: "whole", rule: "The list of the other vectors.", bytes: good, refusal: null },
    {
      name: "empty",
      rule: "A list of nobody is a list.",
      bytes: finishSign1(short, signWith(scheme, short)),
      refusal: null,
    },
    {
      name: "one-bit-changed",
      rule: "A changed bit is refused before anything is read.",
      bytes: changed,
      refusal: "signature-wrong",
    },
    {
      name: "signed-by-another",
      rule: "Only the scheme's key signs lists.",
      bytes: signedMap(empty, keys.sierraLeone),
      refusal: "signature-wrong",
    },
    { name: "cut", rule: "Half a list.", bytes: good.slice(0, middle), refusal: "damaged" },
    {
      name: "bytes-after-the-end",
      rule: "Nothing follows the message.",
      bytes: concatBytes(good, raw(0)),
      refusal: "not-canonical",
    },
    {
      name: "another-content-type",
      rule: "An act is no trust list, although the same kind of key signs it.",
      bytes: signedMap(empty, scheme, "application/kp-act+cbor"),
      refusal: "wrong-header",
    },
    {
      name: "no-content-type",
      rule: "The content type is protected and required.",
      bytes: messageOf({ key: scheme, payload: encodeCbor(new Map(Object.entries(empty))) }),
      refusal: "wrong-header",
    },
    {
      name: "newer-format",
      rule: "A later format is named as such.",
      bytes: signedMap({ ...empty, format: 2, more: true }),
      refusal: "newer-version",
    },
    {
      name: "unknown-field",
      rule: "Format 1 is closed.",
      bytes: signedMap({ ...empty, more: true }),
      refusal: "wrong-type",
    },
    {
      name: "missing-keys",
      rule: "No field may be missing.",
      bytes: signedMap({ format: 1, version: 1 }),
      refusal: "wrong-type",
    },
    {
      name: "version-zero",
      rule: "Versions count from one.",
      bytes: signedMap({ ...empty, version: 0 }),
      refusal: "wrong-type",
    },
    {
      name: "without-rules",
      rule: "Rules may be left out: lists were made before they had them.",
      bytes: signedMap(empty),
      refusal: null,
    },
    {
      name: "rule-of-an-unknown-term",
      rule: "A rule says how long certificates live, and nothing else.",
      bytes: signedMap({
        ...empty,
        rules: [
          new Map<string, CborValue>([
            ["participant", "*"],
            ["from", "2003-01-01"],
            ["source", "Core Document"],
            ["terms", new Map<string, CborValue>([["recordYears", 3]])],
          ]),
        ],
      }),
      refusal: "wrong-type",
    },
    {
      name: "compressed-point",
      rule: "Public keys are uncompressed points of 65 bytes.",
      bytes: signedMap({ ...empty, keys: [keyRow(scheme.publicKey.slice(0, 33))] }),
      refusal: "wrong-type",
    },
    {
      name: "unsorted",
      rule: "Deterministic CBOR, also where a signature is genuine.",
      bytes: unsorted(),
      refusal: "not-canonical",
    },
  ];
}

function keyRow(publicKey: Uint8Array): CborValue {
  return new Map<string, CborValue>([
    ["keyId", scheme.keyId],
    ["publicKey", publicKey],
    ["authority", "SL-KPA"],
    ["use", "desk"],
    ["from", 1_700_000_000],
  ]);
}

function unsorted(): Uint8Array {
  const payload = map([text("version"), int(1)], [text("format"), int(1)]);
  const protectedBytes = map(
    [int(1), int(-7)],
    [int(3), text(trustListContentType)],
    [int(4), bytes(scheme.keyId)],
  );
  return messageOf({ key: scheme, payload, protectedBytes });
}
