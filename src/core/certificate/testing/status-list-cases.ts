// Status lists that are accepted or refused, one fault each; and what a desk answers by a good one.
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "#core/encoding/bytes.ts";
import { encodeCbor } from "#core/encoding/cbor.ts";
import type { CborValue } from "#core/encoding/cbor.ts";
import { finishSign1, prepareSign1 } from "#core/encoding/cose.ts";
import { trustListContentType } from "#core/trust/trust-list.ts";
import { grouped, numberToHash, prepareStatusList, statusListContentType } from "../status-list.ts";
import type { StatusList } from "../status-list.ts";
import type { Evidence } from "../verify.ts";
import type { Case } from "./case.ts";
import type { ListCase } from "./list-cases.ts";
import { raw } from "./forge.ts";
import { content, expiryOf, keys, now, qrTextOf, signWith } from "./world.ts";
import type { TestKey } from "./world.ts";

const scheme = keys.scheme;
const idOf = (first: number): Uint8Array => new Uint8Array(16).fill(first);

export const stolen = content({ number: "SL 004913", publicId: idOf(0x51) });
export const used = content({ number: "SL 004914", publicId: idOf(0x52) });
/** Forgeries of it are about. */
export const copied = content({ number: "SL 004915", publicId: idOf(0x53) });
/** Dispatched. */
export const open = content();
/** Sealed by a good key, and on nobody's register. */
export const missing = content({ number: "SL 004916", publicId: idOf(0x54) });
/** Sealed after the list was made. */
export const younger = content({
  number: "SL 004917",
  publicId: idOf(0x55),
  issuedOn: "2026-11-24",
  validatedOn: "2026-11-24",
});

export const statusList: StatusList = {
  version: 12,
  issuedAt: "2026-11-24T06:00:00.000Z",
  notAfter: "2026-12-01T06:00:00.000Z",
  head: { size: 70_000, root: new Uint8Array(32).fill(0x0a), at: "2026-11-24T05:59:58.000Z" },
  open: grouped([
    { publicId: open.publicId, said: { stage: "exported" } as const },
    { publicId: copied.publicId, said: { stage: "sealed" } as const },
  ]),
  stopped: grouped([
    { publicId: used.publicId, said: { state: "used", since: "2026-11-23", by: "EU-BE" } as const },
    { publicId: stolen.publicId, said: { state: "stolen", since: "2026-11-22", by: "SL-KPA" } as const },
  ]),
  warned: grouped([
    {
      publicId: copied.publicId,
      said: { warning: "fake-reported", since: "2026-11-23", by: "AE-KPA" } as const,
    },
  ]),
  numbers: [
    {
      digest: sha256(numberToHash(stolen.participant, stolen.number)).slice(0, 8),
      state: "stolen",
      since: "2026-11-22",
      by: "SL-KPA",
      authority: stolen.authority,
      issuedOn: stolen.issuedOn,
      expiresOn: stolen.expiresOn,
      expiresAt: expiryOf(stolen),
    },
  ],
};

export function signedStatusList(list: StatusList = statusList, key: TestKey = scheme): Uint8Array {
  const prepared = prepareStatusList(list, key.keyId);
  return finishSign1(prepared, signWith(key, prepared));
}

export interface DeskCase extends Pick<Case, "name" | "rule" | "evidence" | "now" | "expected"> {}

/** With the list above, and no network. */
export function deskCases(): readonly DeskCase[] {
  const code = (certificate: typeof open): Evidence => ({ qrText: qrTextOf(certificate, keys.sierraLeone) });
  return [
    {
      name: "stolen",
      rule: "What a kept list says of a code holds for good.",
      evidence: code(stolen),
      now,
      expected: { answer: "withdrawn", check: "REGISTER", reason: "stolen" },
    },
    {
      name: "used",
      rule: "A confirmed receipt is known by the blinded id.",
      evidence: code(used),
      now,
      expected: { answer: "used", check: "REGISTER", reason: "used" },
    },
    {
      name: "exported",
      rule: "An open one is told as open as of the list, with how far it has come: never valid, for it may be used since.",
      evidence: code(open),
      now,
      expected: { answer: "offline", check: "REGISTER", reason: "open-on-kept-list" },
    },
    {
      name: "sealed-after-the-list",
      rule: "Of what was sealed after the list was made nothing is known: never valid, never unknown.",
      evidence: { qrText: qrTextOf(younger, keys.sierraLeone, { validatedAt: "2026-11-24T08:00:00.000Z" }) },
      now,
      expected: { answer: "offline", check: "REGISTER", reason: "not-on-kept-list" },
    },
    {
      name: "sealed-within-the-tolerance",
      rule: "Two clocks may be an hour apart: what was sealed less than that before the list may have missed it.",
      evidence: { qrText: qrTextOf(younger, keys.sierraLeone, { validatedAt: "2026-11-24T05:00:01.000Z" }) },
      now,
      expected: { answer: "offline", check: "REGISTER", reason: "not-on-kept-list" },
    },
    {
      name: "missing",
      rule: "What was sealed before the list and is not on it was never issued, although the seal is good.",
      evidence: code(missing),
      now,
      expected: { answer: "unknown-number", check: "REGISTER", reason: "missing-on-kept-list" },
    },
    {
      name: "copied",
      rule: "A certificate of which forgeries are about stays good, and the desk is warned.",
      evidence: code(copied),
      now,
      expected: { answer: "offline", check: "REGISTER", reason: "open-on-kept-list" },
    },
    {
      name: "stolen-by-number",
      rule: "A number that everybody is meant to stop is found by its digest.",
      evidence: { number: stolen.number },
      now,
      expected: { answer: "withdrawn", check: "REGISTER", reason: "stolen" },
    },
    {
      name: "used-by-number",
      rule: "Whose receipt was confirmed is not told by number.",
      evidence: { number: used.number },
      now,
      expected: { answer: "service-down", check: "REGISTER", reason: "number-only" },
    },
    {
      name: "list-ended-open",
      rule: "Past the end of the status list nothing is called authentic, although the trust list still holds.",
      evidence: code(open),
      now: "2026-11-24T09:40:00.000Z",
      expected: { answer: "service-down", check: "LIST_AGE", reason: "status-list-too-old" },
    },
    {
      name: "list-ended-stolen",
      rule: "Past its end the list still says for good what it said.",
      evidence: code(stolen),
      now: "2026-11-24T09:40:00.000Z",
      expected: { answer: "withdrawn", check: "REGISTER", reason: "stolen" },
    },
  ];
}

/** The list of the cases whose names begin with "list-ended". */
export const endedStatusList: StatusList = {
  ...statusList,
  issuedAt: "2026-11-17T06:00:00.000Z",
  notAfter: "2026-11-24T06:00:00.000Z",
};

function signedMap(
  entries: Readonly<Record<string, CborValue>>,
  key: TestKey = scheme,
  contentType = statusListContentType,
): Uint8Array {
  const payload = encodeCbor(new Map(Object.entries(entries)));
  const prepared = prepareSign1({ keyId: key.keyId, contentType, payload });
  return finishSign1(prepared, signWith(key, prepared));
}

const empty = {
  format: 2,
  version: 1,
  issuedAt: 1_795_000_000,
  notAfter: 1_795_600_000,
  head: new Map<string, CborValue>([
    ["size", 0],
    ["root", new Uint8Array(32)],
    ["at", 1_795_000_000],
  ]),
  open: [],
  stopped: [],
  warned: [],
  numbers: [],
};

const { head: _, open: __, ...withoutOpen } = empty;

const groupOf = (ids: Uint8Array, state = "used"): CborValue =>
  new Map<string, CborValue>([
    ["state", state],
    ["since", "2026-11-23"],
    ["ids", ids],
  ]);

export function statusListCases(): readonly ListCase[] {
  const good = signedStatusList();
  const changed = good.slice();
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  const [low, high] = [new Uint8Array(8).fill(1), new Uint8Array(8).fill(2)];
  return [
    {
      name: "whole",
      rule: "Two open certificates; two stopped ones, one of them by number too.",
      bytes: good,
      refusal: null,
    },
    {
      name: "empty",
      rule: "A list of nothing is a list: nothing was stopped.",
      bytes: signedMap(empty),
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
    {
      name: "another-content-type",
      rule: "A trust list is no status list, although the same key signs it.",
      bytes: signedMap(empty, scheme, trustListContentType),
      refusal: "wrong-header",
    },
    { name: "cut", rule: "Half a list.", bytes: good.slice(0, middle), refusal: "damaged" },
    {
      name: "bytes-after-the-end",
      rule: "Nothing follows the message.",
      bytes: concatBytes(good, raw(0)),
      refusal: "not-canonical",
    },
    {
      name: "newer-format",
      rule: "A later format is named as such.",
      bytes: signedMap({ ...empty, format: 3, pending: new Uint8Array(8) }),
      refusal: "newer-version",
    },
    {
      name: "unknown-field",
      rule: "Format 2 is closed.",
      bytes: signedMap({ ...empty, pending: new Uint8Array(8) }),
      refusal: "wrong-type",
    },
    {
      name: "older-format",
      rule: "A list of format 1 named no open certificate: it is not read as if there were none.",
      bytes: signedMap({ ...withoutOpen, format: 1 }),
      refusal: "wrong-type",
    },
    {
      name: "unknown-stage",
      rule: "An open certificate is sealed, exported or presented.",
      bytes: signedMap({
        ...empty,
        open: [
          new Map<string, CborValue>([
            ["stage", "used"],
            ["ids", low],
          ]),
        ],
      }),
      refusal: "wrong-type",
    },
    {
      name: "unknown-state",
      rule: "An open certificate does not stand among the stopped ones.",
      bytes: signedMap({ ...empty, stopped: [groupOf(low, "open")] }),
      refusal: "wrong-type",
    },
    {
      name: "half-an-id",
      rule: "Ids are eight bytes each.",
      bytes: signedMap({ ...empty, stopped: [groupOf(low.slice(0, 7))] }),
      refusal: "wrong-type",
    },
    {
      name: "ids-out-of-order",
      rule: "Ids ascend within their group.",
      bytes: signedMap({ ...empty, stopped: [groupOf(concatBytes(high, low))] }),
      refusal: "not-canonical",
    },
    {
      name: "an-id-twice",
      rule: "An id stands once in its group.",
      bytes: signedMap({ ...empty, stopped: [groupOf(concatBytes(low, low))] }),
      refusal: "not-canonical",
    },
  ];
}
