// Changes genuine codes and files in every way a forger or a bad scanner might, and asks the real check about each. The
// changes follow from one number, so that a find can be found again.
import { fromBase45, toBase45 } from "#core/encoding/base45.ts";
import { concatBytes, fromBase64Url, toBase64Url } from "#core/encoding/bytes.ts";
import { otherS } from "#core/encoding/ecdsa.ts";
import { decodeSign1 } from "#core/encoding/cose.ts";
import { verifyFile } from "#core/certificate/file/verify.ts";
import { bytes, int, list, map, raw } from "#core/certificate/testing/forge.ts";
import { fileTextOf } from "#core/certificate/testing/forge-file.ts";
import { content, keys, now, qrTextOf, trustList } from "#core/certificate/testing/world.ts";
import { verify } from "#core/certificate/verify.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";

export interface Campaign {
  readonly count: number;
  /** Mutated texts whose form, signature and key all passed, with what was done to them. */
  readonly accepted: readonly { readonly how: string; readonly text: string }[];
  readonly crashes: readonly { readonly how: string; readonly text: string; readonly error: string }[];
  /** How many were refused at which check. */
  readonly refusedBy: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
  readonly seconds: number;
}

type Random = (below: number) => number;
type Mutation = (text: string, random: Random, others: readonly string[]) => string;

/** xorshift32: the same seed gives the same campaign. */
export function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const digits64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const oneOf = <Item>(items: readonly Item[], random: Random): Item => items[random(items.length)] as Item;
const replaceAt = (text: string, at: number, by: string, length = 1): string =>
  text.slice(0, at) + by + text.slice(at + length);
const message = (text: string): Uint8Array => fromBase45(text.slice(5));
const code = (of: Uint8Array): string => `KPC1:${toBase45(of)}`;
const flip = (of: Uint8Array, random: Random): Uint8Array => {
  const changed = of.slice();
  const at = random(changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
  return changed;
};

/** A message of parts that may come from different codes, with a signature that was made over something else. */
const assemble = (head: Uint8Array, payload: Uint8Array, signature: Uint8Array): string =>
  code(concatBytes(raw(0xd2), list(bytes(head), map(), bytes(payload), bytes(signature))));

const listed = Object.values(keys);

export const codeMutations: Readonly<Record<string, Mutation>> = {
  character: (text, random) => replaceAt(text, random(text.length), oneOf(Array.from(alphabet), random)),
  characters: (text, random) => {
    let changed = text;
    for (let more = 2 + random(6); more > 0; more--)
      changed = replaceAt(changed, random(changed.length), oneOf(Array.from(alphabet), random));
    return changed;
  },
  bit: (text, random) => code(flip(message(text), random)),
  bits: (text, random) => code(flip(flip(flip(message(text), random), random), random)),
  byte: (text, random) => {
    const changed = message(text).slice();
    changed[random(changed.length)] = random(256);
    return code(changed);
  },
  inserted: (text, random) =>
    replaceAt(text, random(text.length + 1), oneOf(Array.from(alphabet), random), 0),
  removed: (text, random) => replaceAt(text, random(text.length), "", 1 + random(4)),
  truncated: (text, random) => text.slice(0, random(text.length)),
  "truncated message": (text, random) => code(message(text).slice(0, random(message(text).length))),
  prolonged: (text, random) => text + alphabet.charAt(random(45)).repeat(1 + random(6)),
  "swapped neighbours": (text, random) => {
    const at = random(text.length - 1);
    return replaceAt(text, at, text.charAt(at + 1) + text.charAt(at), 2);
  },
  splice: (text, random, others) => {
    const at = random(text.length);
    return text.slice(0, at) + oneOf(others, random).slice(at);
  },
  "message splice": (text, random, others) => {
    const [a, b] = [message(text), message(oneOf(others, random))];
    return code(concatBytes(a.slice(0, random(a.length)), b.slice(random(b.length))));
  },
  "parts of two": (text, random, others) => {
    const [a, b] = [decodeSign1(message(text)), decodeSign1(message(oneOf(others, random)))];
    const which = random(6) + 1;
    const pick = (bit: number): typeof a => ((which >> bit) & 1 ? b : a);
    return assemble(pick(0).protectedBytes, pick(1).payload, pick(2).signature);
  },
  "key id swapped": (text, random) => {
    const { payload, signature } = decodeSign1(message(text));
    const head = map([int(1), int(-7)], [int(4), bytes(oneOf(listed, random).keyId)]);
    return assemble(head, payload, signature);
  },
  "encoded again": (text, random) => {
    const { protectedBytes, payload, signature } = decodeSign1(message(text));
    const long = (of: Uint8Array): Uint8Array => concatBytes(raw(0x59, of.length >> 8, of.length & 0xff), of);
    const parts = [protectedBytes, payload, signature].map((part, place) =>
      place === random(3) ? long(part) : bytes(part),
    );
    const [head = raw(), body = raw(), seal = raw()] = parts;
    const forms = [
      concatBytes(raw(0xd2), list(head, map(), body, seal)),
      concatBytes(raw(0xd8, 0x12), list(bytes(protectedBytes), map(), bytes(payload), bytes(signature))),
      concatBytes(raw(0xd2, 0x9f), head, map(), body, seal, raw(0xff)),
      concatBytes(raw(0xd2), list(bytes(protectedBytes), raw(0xbf, 0xff), bytes(payload), bytes(signature))),
    ];
    return code(oneOf(forms, random));
  },
  "signature turned": (text) => {
    const { protectedBytes, payload, signature } = decodeSign1(message(text));
    return assemble(protectedBytes, payload, otherS(signature));
  },
  "small letters": (text, random) => {
    const at = random(text.length);
    return replaceAt(text, at, text.charAt(at).toLowerCase());
  },
};

export const fileMutations: Readonly<Record<string, Mutation>> = {
  character: (text, random) =>
    replaceAt(text, random(text.length), oneOf(Array.from(`${digits64}~.`), random)),
  "bit of a part": (text, random) =>
    onPart(text, random, (part) => toBase64Url(flip(fromBase64Url(part), random))),
  "byte of a part": (text, random) =>
    onPart(text, random, (part) => {
      const changed = fromBase64Url(part).slice();
      changed[random(changed.length)] = random(256);
      return toBase64Url(changed);
    }),
  removed: (text, random) => replaceAt(text, random(text.length), "", 1 + random(4)),
  inserted: (text, random) =>
    replaceAt(text, random(text.length + 1), oneOf(Array.from(`${digits64}=~`), random), 0),
  truncated: (text, random) => text.slice(0, random(text.length)),
  splice: (text, random, others) => {
    const at = random(text.length);
    return text.slice(0, at) + oneOf(others, random).slice(at);
  },
  "disclosure of another": (text, random, others) => {
    const [parts, foreign] = [text.split("~"), oneOf(others, random).split("~").slice(1, -1)];
    const at = 1 + random(parts.length - 1);
    return [...parts.slice(0, at), oneOf(foreign, random), ...parts.slice(at + random(2))].join("~");
  },
  "disclosure repeated": (text, random) => {
    const parts = text.split("~");
    const one = parts[1 + random(parts.length - 2)] ?? "";
    return [...parts.slice(0, -1), one, ""].join("~");
  },
  "jwt of two": (text, random, others) => {
    const [[jwt = "", ...rest], [other = ""]] = [text.split("~"), oneOf(others, random).split("~")];
    const [a, b] = [jwt.split("."), other.split(".")];
    const which = random(6) + 1;
    return [a.map((part, place) => ((which >> place) & 1 ? (b[place] ?? "") : part)).join("."), ...rest].join(
      "~",
    );
  },
  "signature turned": (text) => {
    const [jwt = "", ...rest] = text.split("~");
    const [head, body, seal = ""] = jwt.split(".");
    return [`${head}.${body}.${toBase64Url(otherS(fromBase64Url(seal)))}`, ...rest].join("~");
  },
};

function onPart(text: string, random: Random, change: (part: string) => string): string {
  const parts = text.split(/([~.])/);
  const at = 2 * random(Math.floor(parts.length / 2));
  const part = parts[at] ?? "";
  return part === "" ? `${text}A` : [...parts.slice(0, at), change(part), ...parts.slice(at + 1)].join("");
}

/** Ours, and two more whose parts are mixed in: of another certificate of the same key, and of another authority. */
function genuine(of: typeof qrTextOf | typeof fileTextOf): readonly string[] {
  const other = { number: "SL 004913", publicId: new Uint8Array(16).fill(5) };
  const belgian = content({
    participant: "EU",
    number: "EU00012345",
    authority: "EU-BE",
    exporter: { name: "Scheldt Rough NV", address: "Antwerpen", country: "BE" },
    importer: { name: "Surat Polishers", address: "Surat", country: "IN" },
  });
  if (of === fileTextOf)
    return [fileTextOf(content()), fileTextOf(content(other)), fileTextOf(belgian, { key: keys.belgium })];
  return [
    qrTextOf(content(), keys.sierraLeone),
    qrTextOf(content(other), keys.sierraLeone),
    qrTextOf(belgian, keys.belgium),
  ];
}

const trust = trustList();
const common = { trust, register: { kind: "unavailable" as const }, now, verifyEs256 };
const seals: ReadonlySet<string> = new Set([
  "FORM",
  "CANONICAL",
  "SIGNATURE",
  "KEY_KNOWN",
  "KEY_ALLOWED",
  "AUTHORITY",
]);

export function mutateCodes(count: number, seed: number): Campaign {
  return run(
    count,
    seed,
    genuine(qrTextOf),
    codeMutations,
    (text) => verify({ ...common, evidence: { qrText: text } }).checks,
  );
}

export function mutateFiles(count: number, seed: number): Campaign {
  return run(
    count,
    seed,
    genuine(fileTextOf),
    fileMutations,
    (text) => verifyFile({ ...common, file: text, sha256 }).checks,
  );
}

/** A file with some of its disclosures left out: what its holder may make of it. */
function isShownOf(text: string, whole: string): boolean {
  const [jwt, ...rest] = text.split("~");
  const [wholeJwt, ...all] = whole.split("~");
  return rest.length > 0 && jwt === wholeJwt && rest.pop() === "" && isPart(rest, all);
}

function isPart(some: readonly string[], all: readonly string[]): boolean {
  let place = 0;
  return some.every((one) => {
    place = all.indexOf(one, place) + 1;
    return place > 0;
  });
}

function run(
  count: number,
  seed: number,
  texts: readonly string[],
  mutations: Readonly<Record<string, Mutation>>,
  check: (text: string) => ReturnType<typeof verify>["checks"],
): Campaign {
  const random = randomFrom(seed);
  const genuineTexts = new Set(texts);
  const kinds = Object.entries(mutations);
  const accepted: { how: string; text: string }[] = [];
  const crashes: { how: string; text: string; error: string }[] = [];
  const refusedBy: Record<string, number> = {};
  const byKind: Record<string, number> = {};
  const began = performance.now();
  for (let made = 0; made < count;) {
    const [how, mutate] = oneOf(kinds, random);
    const text = mutate(oneOf(texts, random), random, texts);
    // A change that changed nothing, or gave another genuine one whole or with disclosures left out, is no mutation.
    if (genuineTexts.has(text) || texts.some((whole) => isShownOf(text, whole))) continue;
    made += 1;
    byKind[how] = (byKind[how] ?? 0) + 1;
    try {
      const failed = check(text).find(({ code: name, outcome }) => seals.has(name) && outcome === "fail");
      if (failed === undefined) accepted.push({ how, text });
      else refusedBy[failed.code] = (refusedBy[failed.code] ?? 0) + 1;
    } catch (error) {
      crashes.push({ how, text, error: String(error) });
    }
  }
  return { count, accepted, crashes, refusedBy, byKind, seconds: (performance.now() - began) / 1000 };
}
