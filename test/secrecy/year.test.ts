// What the public log shows: that something happened to a blinded id, when, and by whom; never carats, values, parties or
// numbers. A year of a scheme's life is searched for all of them, and the search is shown to find what is there.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prepareAct, readAct } from "#core/act/act.ts";
import type { Act, Fact, Facts } from "#core/act/act.ts";
import { numberToHash, readStatusList, statusesOfNumber } from "#core/certificate/status-list.ts";
import { equalBytes, toHex } from "#core/encoding/bytes.ts";
import { decodeCbor, encodeCbor } from "#core/encoding/cbor.ts";
import type { Encodable } from "#core/encoding/cbor.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { roughGoods } from "#core/kp/goods.ts";
import { numberFormats } from "#core/kp/numbers.ts";
import { leafHash, merkleRoot } from "#core/log/merkle.ts";
import { encodeBundle } from "#core/log/tiles.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { currentTrustList } from "#modules/scheme/index.ts";
import { amountsOf, integersIn, numbersIn, secretsIn, spellingsOf } from "./spellings.ts";
import type { Secret } from "./spellings.ts";
import { liveYear } from "./year.ts";
import type { LivedAct, Published, Year } from "./year.ts";

/** Certificates of each of three authorities in each month: seventy-two in the short form, beside the demonstration's. */
const monthly = Number(process.env["KIMBERLITE_SECRECY_MONTHLY"] ?? 2);

let year: Year;
beforeAll(async () => {
  year = await liveYear(monthly);
}, 600_000);
afterAll(() => year.close());

/** What stands in private parts and is no secret by itself: only what it is linked with there is. */
const open: readonly { readonly path?: RegExp; readonly value?: RegExp; readonly why: string }[] = [
  { value: /^\d{4}-\d{2}(?:-\d{2}(?:T[\d:.]{12}Z)?)?$/, why: "days and instants: every act has one" },
  { value: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, why: "ids, which acts have as subjects" },
  { value: /^[A-Z]{2,4}(?:-[A-Z]{2,3}(?:\/[A-Z]{3})?)?$/, why: "codes of authorities and their offices" },
  { value: /^[A-Z]+(?:_[A-Z]+)*$/, why: "words of closed lists" },
  { path: /\.(?:kind|field|what|place|office)$/, why: "words of closed lists, and towns" },
  { path: /^certificate\.scanned\.(?:certificate|device|id)$/, why: "ids, which acts have as subjects" },
  { path: /^desk-device\.enrolled\.keyId$/, why: "ids, which acts have as subjects" },
  { path: /\.draws\.\d+\.source$/, why: "ids, which acts have as subjects" },
  { value: /^Secretariat$/, why: "the Secretariat signs in its own name" },
];

function secretsOf(acts: readonly LivedAct[]): readonly Secret[] {
  const known = new Map<string, Secret>();
  for (const act of acts)
    for (const secret of secretsIn(act.private, act.type)) {
      const { value } = secret;
      if (open.some(({ path, value: form }) => path?.test(secret.path) ?? form?.test(String(value)) ?? false))
        continue;
      known.set(value instanceof Uint8Array ? toHex(value) : `${typeof value} ${value}`, secret);
    }
  return [...known.values()];
}

interface Found {
  readonly path: string;
  readonly value: string;
  readonly where: string;
}

/** Everywhere, in every spelling. */
function search(secrets: readonly Secret[], published: readonly Published[]): readonly Found[] {
  // A zero between the pieces: nothing is found across two of them.
  const pieces = published.map(({ bytes }) => Buffer.concat([bytes, Buffer.alloc(1)]));
  const all = Buffer.concat(pieces);
  const starts = pieces.reduce<number[]>((sum, piece) => [...sum, (sum.at(-1) ?? 0) + piece.length], [0]);
  const numbers = numbersIn(all);
  const integers = new Set(published.flatMap(({ name, bytes }) => integersIn(name, bytes)));
  return secrets.flatMap(({ path, value }) => {
    if (typeof value === "number" || typeof value === "bigint")
      return [
        ...amountsOf(BigInt(value)).filter((text) => numbers.has(text)),
        ...(integers.has(String(value)) ? [`integer ${value}`] : []),
      ].map((text) => ({ path, value: String(value), where: text }));
    for (const spelling of spellingsOf(value)) {
      const at = all.indexOf(spelling);
      if (at < 0) continue;
      const piece = starts.findIndex((start) => start > at) - 1;
      const text = value instanceof Uint8Array ? toHex(value) : value;
      return [{ path, value: text, where: `${published[piece]?.name}: ${spelling.toString("latin1")}` }];
    }
    return [];
  });
}

/** Numbers that everybody is told: an alert says which paper is lost, stolen or forged; a block says where it begins and ends. */
function told(published: readonly Published[]): ReadonlySet<string> {
  const text = (name: string): string =>
    Buffer.from(published.find((one) => one.name === name)?.bytes ?? []).toString();
  const alerts = text("/alerts.json").match(/[A-Z]{2} \d{6}/g) ?? [];
  const ends = year.acts
    .filter(({ type }) => type === "number-block.allotted")
    .flatMap(({ leaf }) => {
      const { from, to } = readAct(leaf).public;
      return [from, to].map((end) => (typeof end === "number" ? String(end) : ""));
    });
  return new Set([...alerts, ...ends, ...numberFormats.map(({ example }) => example)]);
}

describe("everything that anybody may fetch of a year of the scheme", () => {
  test("holds no carats, values, parties, parcels, seals, numbers, names or files, in no spelling", () => {
    const secrets = secretsOf(year.acts);
    const public_ = told(year.published);
    const found = search(secrets, year.published).filter(({ value }) => !public_.has(value));
    expect(found).toEqual([]);
    // That there was something to look for, of every kind.
    const paths = new Set(secrets.map(({ path }) => path.replaceAll(/\d+/g, "n")));
    for (const path of [
      "certificate.issued.content.number",
      "certificate.issued.content.lines.n.carats",
      "certificate.issued.content.lines.n.usd",
      "certificate.issued.content.exporter.name",
      "certificate.issued.content.importer.address",
      "certificate.validated.containers.n.seal",
      "certificate.validated.qrText",
      "certificate.confirmed.actuals.lines.n.carats",
      "certificate.scanned.message",
      "certificate.printed.digest",
      "monthly-file.received.digest",
      "incoming.recorded.lines.n.carats",
    ])
      expect(paths).toContain(path);
  });

  test("the search finds what is put there, in every spelling", () => {
    const secrets = secretsOf(year.acts).filter(({ path }) =>
      /^certificate\.(?:issued|validated)\./.test(path),
    );
    const amount = secrets.findLast(({ value }) => typeof value === "number" && value >= 100_000)
      ?.value as number;
    const text = secrets.findLast(({ value }) => typeof value === "string" && value.length >= 10)
      ?.value as string;
    const digits = String(amount);
    const planted = [
      `weight: ${digits}`,
      `"carats":"${digits.slice(0, -2)}.${digits.slice(-2)}"`,
      `valeur ${digits.slice(0, -5)} ${digits.slice(-5, -2)},${digits.slice(-2)} $`,
      `to ${text}!`,
      Buffer.from(`to ${text}!`).toString("hex"),
      Buffer.from(`a${text}`).toString("base64"),
      Buffer.from(`ab${text}c`).toString("base64"),
      Buffer.from(`abc${text}de`).toString("base64url"),
    ];
    for (const one of planted)
      expect([one, search(secrets, [{ name: "planted", bytes: Buffer.from(one) }]).length > 0]).toEqual([
        one,
        true,
      ]);
    const act = readAct(year.acts[0]?.leaf ?? new Uint8Array());
    for (const shown of [
      { carats: amount },
      { goods: [{ usd: amount }] },
      { packed: encodeCbor([amount]) },
    ]) {
      const leaf = finishSign1(prepareAct({ ...act, public: shown }, act.keyId), new Uint8Array(64));
      const bundle = { name: "tile/entries/0", bytes: encodeBundle([leaf]) };
      expect(search(secrets, [bundle]).map(({ where }) => where)).toContain(`integer ${amount}`);
    }
    expect(search(secrets, [{ name: "nothing", bytes: Buffer.from("weight: 12 ct, to nobody") }])).toEqual(
      [],
    );
  });
});

/** All that the public part of an act on a shipment may hold. What is not here is private. */
const publicFields: Readonly<Record<string, readonly string[]>> = {
  "certificate.issued": ["participant"],
  "certificate.validated": ["signer"],
  "certificate.file-sealed": ["signer"],
  "certificate.confirmed": ["outcome"],
  "certificate.replaced": ["replacement"],
};
const onShipments =
  /^(?:application|certificate|incoming|parcel|document|sheets|scan|desk-device|monthly-file|person|api-key|webhook):/;

/** What is shown beyond the table. */
function tooMuch(leaves: readonly Uint8Array[]): readonly string[] {
  return leaves.flatMap((leaf) => {
    const act = readAct(leaf);
    if (!onShipments.test(act.subject)) return [];
    const allowed = act.subject.startsWith("certificate:")
      ? (publicFields[act.type] ?? [])
      : /^(?:person|api-key):/.test(act.subject)
        ? ["organisation"]
        : [];
    const fields = Object.keys(act.public).filter((name) => !allowed.includes(name));
    const subject = /^[a-z-]+:(?:[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|[0-9a-f]{16})$/.test(act.subject)
      ? []
      : [act.subject];
    return [...fields, ...subject].map((name) => `${act.type}: ${name}`);
  });
}

describe("the leaf of an act on a shipment", () => {
  test("shows type, authority, blinded id, time, the act before it, a root, and what the table allows", () => {
    expect(tooMuch(year.acts.map(({ leaf }) => leaf))).toEqual([]);
    const seen = new Set(year.acts.map(({ type }) => type));
    for (const type of Object.keys(publicFields).filter((one) => one !== "certificate.file-sealed"))
      expect(seen).toContain(type);
  });

  test("is found when it shows more, or bears a digest for its subject", () => {
    const act = readAct(
      year.acts.find(({ type }) => type === "certificate.exported")?.leaf ?? new Uint8Array(),
    );
    const leaf = (over: Partial<Act>): Uint8Array =>
      finishSign1(prepareAct({ ...act, ...over }, act.keyId), new Uint8Array(64));
    expect(tooMuch([leaf({})])).toEqual([]);
    expect(tooMuch([leaf({ public: { carats: 12_345 } })])).toEqual(["certificate.exported: carats"]);
    expect(tooMuch([leaf({ subject: `certificate:SL 004913` })])).toEqual([
      "certificate.exported: certificate:SL 004913",
    ]);
  });
});

describe("who knows a leaf and tries everything that could stand behind it", () => {
  const issued = (): LivedAct => {
    const act = year.acts.find(
      ({ type, organisation }) => type === "certificate.issued" && organisation === "ZA-KPA",
    );
    if (act === undefined) throw new Error("nothing was issued");
    return act;
  };

  /** Every carat in a hundred, forty values, every code: all else is taken as known. True when the root was met. */
  function guess(act: LivedAct, claimOf: (place: number, name: string, value: Fact) => Uint8Array): boolean {
    const { privateRoot } = readAct(act.leaf);
    const facts = act.private as Facts & { readonly content: Facts & { readonly lines: readonly Facts[] } };
    const names = Object.keys(facts).sort();
    const place = names.indexOf("content");
    const leaves = names.map((name, i) => leafHash(sha256, claimOf(i, name, facts[name] as Fact)));
    const [line] = facts.content.lines;
    const [carats, usd] = [Number(line?.["carats"]), Number(line?.["usd"])];
    for (let weight = carats - 50; weight < carats + 50; weight++)
      for (let value = usd - 2_000; value < usd + 2_000; value += 100)
        for (const { code } of roughGoods) {
          const content = { ...facts.content, lines: [{ ...line, code, carats: weight, usd: value }] };
          const hashes = leaves.with(place, leafHash(sha256, claimOf(place, "content", content)));
          if (equalBytes(merkleRoot(sha256, hashes), privateRoot ?? new Uint8Array())) return true;
        }
    return false;
  }

  test("finds carats, value and code in a moment when the salts are known", () => {
    const act = issued();
    const salts = act.claims.map((claim) => (decodeCbor(claim) as [Uint8Array])[0]);
    const salted = (place: number, name: string, value: Fact): Uint8Array =>
      encodeCbor([salts[place] ?? null, name, value]);
    expect(guess(act, salted)).toBe(true);
  });

  test("finds nothing without them", () => {
    const act = issued();
    const attempts: readonly ((value: readonly [string, Encodable]) => Encodable)[] = [
      ([name, value]) => [name, value],
      ([name, value]) => [new Uint8Array(), name, value],
      ([name, value]) => [new Uint8Array(16), name, value],
    ];
    for (const attempt of attempts)
      expect(guess(act, (_, name, value) => encodeCbor(attempt([name, value])))).toBe(false);
  });

  test("meets no two claims with one salt in the whole year", () => {
    const salts = year.acts.flatMap(({ claims }) =>
      claims.map((claim) => toHex((decodeCbor(claim) as [Uint8Array])[0])),
    );
    expect(salts.every((salt) => salt.length === 32)).toBe(true);
    expect(new Set(salts).size).toBe(salts.length);
  });
});

describe("who tries every number of an authority's blocks", () => {
  const numbers = Array.from({ length: 800 }, (_, i) => `SL ${String(4_501 + i).padStart(6, "0")}`);
  const ids = (): ReadonlySet<string> =>
    new Set(
      year.acts
        .filter(({ type, organisation }) => type === "certificate.issued" && organisation === "SL-KPA")
        .map(({ subject }) => subject.slice("certificate:".length)),
    );

  test("meets every id with the authority's blinding key", () => {
    const { keyring } = year.scheme;
    const found = numbers.filter((number) => ids().has(toHex(keyring.blind("SL-KPA", number))));
    expect(found).toHaveLength(ids().size);
    expect(ids().size).toBeGreaterThan(20);
  });

  test("meets none without it: not by a hash, an empty key, a public key, or another authority's key", async () => {
    const { keyring } = year.scheme;
    const signer = await keyring.findSigner("SL-KPA");
    const keys = [
      new Uint8Array(),
      new Uint8Array(32),
      signer?.publicKey ?? new Uint8Array(),
      signer?.keyId ?? new Uint8Array(),
    ];
    const guesses = numbers.flatMap((number) =>
      [number, number.slice(3), String(Number(number.slice(3)))].flatMap((text) => [
        sha256(Buffer.from(text)),
        ...keys.map((key) => createHmac("sha256", key).update(text).digest()),
        keyring.blind("BW-KPA", text),
      ]),
    );
    const known = ids();
    expect(guesses.filter((one) => known.has(toHex(one.subarray(0, 16))))).toEqual([]);
  });

  test("meets on the status list only those that everybody is meant to stop, and no id beside them", async () => {
    const { schemeKey } = await currentTrustList(year.scheme.ctx());
    const bytes =
      year.published.findLast(({ name }) => name === "/lists/status.cose")?.bytes ?? new Uint8Array();
    const reading = readStatusList(bytes, schemeKey, verifyEs256);
    if (!reading.ok) throw new Error(reading.reason);
    const list = reading.document;
    const met = numbers.filter(
      (number) => statusesOfNumber(list, "SL", number, sha256(numberToHash("SL", number))).length > 0,
    );
    const { rows } = await year.scheme.owner.pool.query<{ number: string; state: string }>(
      "select number, state from certificate where participant = 'SL'",
    );
    const states = met.map((number) => rows.find((row) => row.number === number)?.state ?? "");
    expect(met.length).toBeGreaterThan(2);
    for (const state of states)
      expect(["ISSUED", "VALIDATED", "PRINTED", "EXPORTED", "PRESENTED", "CONFIRMED"]).not.toContain(state);
  });
});
