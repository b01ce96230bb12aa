// Files that must be refused, one fault each. Where the fault is not the signature, the signature is genuine, so that a
// reader which only checks signatures fails these vectors.
import { fromBase64Url, toBase64Url, utf8 } from "#core/encoding/bytes.ts";
import { otherS } from "#core/encoding/ecdsa.ts";
import type { AnswerState, CheckCode } from "../answers.ts";
import type { CertificateContent } from "../content.ts";
import { nothingKnown, register, unavailable } from "./case.ts";
import { asked, bound, holder, shows } from "./file-cases.ts";
import type { FileCase } from "./file-case.ts";
import {
  addHidden,
  claimText,
  digest,
  disclosureText,
  elementText,
  fileTextOf,
  forgedFile,
  headerFor,
  partsOf,
  replaceClaim,
  replaceRows,
  replaceText,
  signParts,
  signTexts,
  strongSalt,
} from "./forge-file.ts";
import type { FileOptions, Loose, Parts } from "./forge-file.ts";
import { content, keys, now, qrTextOf, testKey } from "./world.ts";

const key = keys.sierraLeone;

function bad(
  name: string,
  rule: string,
  file: string,
  [answer, check, reason, fault = null]: readonly [AnswerState, CheckCode, string, (string | null)?],
  over: Partial<FileCase> = {},
): FileCase {
  const expected = { answer, check, reason, fault, shown: null };
  return { name, rule, file, now, register: unavailable, expected, ...over };
}

type Answer = readonly [AnswerState, CheckCode, string, (string | null)?];
const form = (fault: string, reason = fault): Answer => ["signature-wrong", "FORM", reason, fault];
const disclosures = (fault: string): Answer => form(fault, "wrong-disclosures");
const canonical: Answer = ["signature-wrong", "CANONICAL", "not-canonical"];
const foreign = (fault: string, reason = "not-our-code"): Answer => ["not-our-code", "FORM", reason, fault];
const signature: Answer = ["signature-wrong", "SIGNATURE", "no-key-fits"];
const binding = (fault: string): Answer => form(fault, "key-binding-wrong");
const header = (change: Loose) =>
  forgedFile((parts) => {
    Object.assign(parts.header, change);
  });
const payload = (change: Loose) =>
  forgedFile((parts) => {
    Object.assign(parts.payload, change);
  });
const subject = (change: (subject: Loose, parts: Parts) => void) =>
  forgedFile((parts) => change(parts.payload["credentialSubject"] as Loose, parts));
const hidden = (name: string, value: unknown) => forgedFile((parts) => replaceClaim(parts, name, value));
const ownText = (name: string, json: string) =>
  forgedFile((parts) => replaceText(parts, name, disclosureText(json)));
const rows = (name: string, value: readonly unknown[]) =>
  forgedFile((parts) => replaceRows(parts, name, value));
const forbidden = form("forbidden-value");
const type = form("wrong-type");

export function badFileCases(): readonly FileCase[] {
  return [
    ...formCases(),
    ...headerCases(),
    ...disclosureCases(),
    ...valueCases(),
    ...trustCases(),
    ...keyBindingCases(),
  ];
}

function formCases(): readonly FileCase[] {
  const whole = fileTextOf(content());
  const parts = partsOf(whole);
  const [jwt = ""] = whole.split("~");
  const [head = "", body = "", seal = ""] = jwt.split(".");
  const rest = parts.disclosures;
  const with_ = (...texts: readonly string[]): string => [jwt, ...texts, ""].join("~");
  return [
    bad("empty", "Nothing.", "", foreign("not-sd-jwt")),
    bad(
      "json",
      "A JSON document is no file of ours.",
      '{"vct":"urn:kimberley-process:certificate:1"}',
      foreign("not-sd-jwt"),
    ),
    bad("bare-jwt", 'A JWT without a "~" is no SD-JWT (RFC 9901 section 4).', jwt, foreign("not-sd-jwt")),
    bad("two-part-jwt", "A JWT has three parts.", `${head}.${body}~`, foreign("not-sd-jwt")),
    bad("four-part-jwt", "Not four either.", `${jwt}.${seal}~`, foreign("not-sd-jwt")),
    bad(
      "no-last-tilde",
      'What stands after the last "~" is a key binding, and none was asked for.',
      shows(whole, "carats").slice(0, -1),
      binding("not-asked-for"),
    ),
    bad(
      "empty-disclosure",
      'Nothing between two "~".',
      with_(...rest.slice(0, 2), "", ...rest.slice(2)),
      form("damaged"),
    ),
    bad(
      "line-break",
      "A line break in it.",
      `${whole.slice(0, 500)}\n${whole.slice(500)}`,
      foreign("not-sd-jwt"),
    ),
    bad("leading-space", "Nothing stands before it.", ` ${whole}`, foreign("not-sd-jwt")),
    bad(
      "padded",
      "Base64url has no padding here.",
      with_(`${rest[0] ?? ""}=`, ...rest.slice(1)),
      form("damaged"),
    ),
    bad(
      "standard-base64",
      "The alphabet is base64url.",
      with_((rest[0] ?? "").replace(/.$/, "+"), ...rest.slice(1)),
      form("damaged"),
    ),
    bad(
      "stray-bits",
      "The last character has bits that stand for nothing.",
      strayBits(with_, rest),
      canonical,
    ),
    bad("cut-in-half", "Half a file.", whole.slice(0, whole.length / 2), disclosures("disclosure-unused")),
    bad("too-long", "More than 131,072 characters.", with_(...rest, "A".repeat(131_072)), form("too-long")),
    bad(
      "too-many-disclosures",
      "More than 256 disclosures.",
      with_(...Array.from({ length: 257 }, () => "WzFd")),
      form("too-long"),
    ),
    bad(
      "header-not-json",
      "The header is JSON.",
      [signTexts("ES256", JSON.stringify(parts.payload)), ...rest, ""].join("~"),
      form("damaged"),
    ),
    bad(
      "payload-a-list",
      "The payload is an object.",
      [signTexts(JSON.stringify(parts.header), "[]"), ...rest, ""].join("~"),
      type,
    ),
    bad(
      "key-twice-in-header",
      "A name given twice: two readers would see two headers.",
      [
        signTexts(JSON.stringify(parts.header).replace("{", '{"alg":"none",'), JSON.stringify(parts.payload)),
        ...rest,
        "",
      ].join("~"),
      canonical,
    ),
    bad(
      "key-twice-in-payload",
      "A number given twice.",
      [
        signTexts(
          JSON.stringify(parts.header),
          JSON.stringify(parts.payload).replace('{"number":', '{"number":"SL 000001","number":'),
        ),
        ...rest,
        "",
      ].join("~"),
      canonical,
    ),
    bad(
      "key-twice-escaped",
      "The same name in another spelling is the same name.",
      [
        signTexts(
          JSON.stringify(parts.header),
          JSON.stringify(parts.payload).replace('{"number":', '{"n\\u0075mber":"SL 000001","number":'),
        ),
        ...rest,
        "",
      ].join("~"),
      canonical,
    ),
    bad(
      "too-deep",
      "Nested too deeply.",
      payload({ extra: JSON.parse(`${"[".repeat(30)}${"]".repeat(30)}`) as unknown }),
      type,
    ),
    bad(
      "signature-of-63-bytes",
      "An ES256 signature has 64 bytes.",
      `${head}.${body}.${toBase64Url(fromBase64Url(seal).slice(1))}~`,
      form("wrong-header"),
    ),
    bad(
      "signature-der",
      "r and s one after the other, not in DER.",
      `${head}.${body}.${toBase64Url(derOf(fromBase64Url(seal)))}~`,
      form("wrong-header"),
    ),
    bad(
      "signature-turned",
      "r and n - s verify as well; the smaller s is the one spelling.",
      [`${head}.${body}.${toBase64Url(otherS(fromBase64Url(seal)))}`, ...rest, ""].join("~"),
      canonical,
    ),
    bad(
      "signature-of-zeros",
      "Zeros sign nothing.",
      `${head}.${body}.${toBase64Url(new Uint8Array(64))}~`,
      signature,
    ),
    bad(
      "signature-of-another-text",
      "A genuine signature over other bytes.",
      `${head}.${body}.${toBase64Url(key.sign(utf8("else")))}~`,
      signature,
    ),
    bad("payload-changed", "Changed after signing.", changedAfterSigning(parts, seal), signature),
  ];
}

function headerCases(): readonly FileCase[] {
  const wrong = form("wrong-header");
  const swapped = forgedFile((parts) => {
    parts.header = headerFor(keys.belgium);
  });
  return [
    bad("algorithm-none", "ES256 only.", header({ alg: "none" }), wrong),
    bad("algorithm-hs256", "ES256 only: no secret is shared.", header({ alg: "HS256" }), wrong),
    bad("algorithm-eddsa", "ES256 only.", header({ alg: "EdDSA" }), wrong),
    bad("algorithm-small-letters", "Names are exact.", header({ alg: "es256" }), wrong),
    bad("algorithm-missing", "No algorithm.", header({ alg: undefined }), wrong),
    bad("type-older", "The type of earlier drafts.", header({ typ: "vc+sd-jwt" }), wrong),
    bad("type-jwt", "A plain JWT's type.", header({ typ: "JWT" }), wrong),
    bad("type-missing", "No type.", header({ typ: undefined }), wrong),
    bad("critical-header", "A header that must be understood is not.", header({ crit: ["exp"] }), wrong),
    bad("key-in-header", "A key that comes along proves nothing.", header({ jwk: { kty: "EC" } }), wrong),
    bad("kid-missing", "No key id.", header({ kid: undefined }), wrong),
    bad(
      "kid-capitals",
      "Lower-case hexadecimal, as in the trust list.",
      header({ kid: "753D9AA1AD5E54E2" }),
      wrong,
    ),
    bad("kid-a-number", "The key id is text.", header({ kid: 7 }), wrong),
    bad("kid-swapped", "The id of another listed key: it is tried, and does not fit.", swapped, signature),
    bad("hash-sha-512", "SHA-256 only.", payload({ _sd_alg: "sha-512" }), form("wrong-hash", "wrong-header")),
    bad(
      "hash-cut",
      "No shortened hash.",
      payload({ _sd_alg: "sha-256-32" }),
      form("wrong-hash", "wrong-header"),
    ),
    bad(
      "another-type-of-credential",
      "Not a certificate of the scheme.",
      payload({ vct: "https://example.com/pid" }),
      foreign("not-our-file"),
    ),
    bad(
      "newer-version",
      "A later version is named as such.",
      payload({ vct: "urn:kimberley-process:certificate:2" }),
      foreign("newer-version", "newer-version"),
    ),
    bad("expiry-as-text", "Times are numbers.", payload({ exp: "1800403200" }), type),
    bad("not-before", "Version 1 is closed: no further claim.", payload({ nbf: 1_795_257_000 }), type),
  ];
}

function disclosureCases(): readonly FileCase[] {
  const whole = partsOf(fileTextOf(content()));
  const [first = ""] = whole.disclosures;
  return [
    bad(
      "disclosure-twice",
      "The same disclosure given twice.",
      signParts({ ...whole, disclosures: [first, ...whole.disclosures] }),
      disclosures("digest-twice"),
    ),
    bad(
      "digest-twice",
      "One digest twice in one place.",
      subject((claims) => (claims["_sd"] as string[]).push((claims["_sd"] as string[])[0] ?? "")),
      disclosures("digest-twice"),
    ),
    bad(
      "digest-twice-nested",
      "One digest at two depths, also where nothing is shown for it.",
      subject((claims, parts) =>
        addHidden(parts, claims, claimText("more", { _sd: [(claims["_sd"] as string[])[0]] })),
      ),
      disclosures("digest-twice"),
    ),
    bad(
      "disclosure-unused",
      "A disclosure that nothing refers to.",
      subject((_, parts) => parts.disclosures.push(claimText("extra", 1))),
      disclosures("disclosure-unused"),
    ),
    bad(
      "disclosure-of-another-file",
      "A disclosure taken from another certificate.",
      subject((_, parts) =>
        parts.disclosures.push(partsOf(fileTextOf(content({ number: "SL 004913" }))).disclosures[0] ?? ""),
      ),
      disclosures("disclosure-unused"),
    ),
    bad(
      "disclosure-changed",
      "A value changed by the holder no longer fits its digest.",
      subject((_, parts) => {
        parts.disclosures = parts.disclosures.map((text) =>
          text === first ? claimText("origin", { kind: "SINGLE", country: "BW" }) : text,
        );
      }),
      disclosures("disclosure-unused"),
    ),
    bad(
      "child-without-parent",
      "An item of the exporter without the exporter.",
      signParts({ ...whole, disclosures: whole.disclosures.slice(1, 2) }),
      disclosures("disclosure-unused"),
    ),
    bad(
      "name-taken",
      "A hidden claim under the name of one that all see.",
      subject((claims, parts) => addHidden(parts, claims, claimText("number", "SL 009999"))),
      disclosures("name-taken"),
    ),
    bad(
      "name-twice-hidden",
      "Two hidden claims of one name.",
      subject((claims, parts) => addHidden(parts, claims, claimText("parcels", 99))),
      disclosures("name-taken"),
    ),
    bad(
      "name-_sd",
      "A hidden claim may not bring digests along.",
      subject((claims, parts) => addHidden(parts, claims, claimText("_sd", []))),
      disclosures("name-taken"),
    ),
    bad(
      "name-dots",
      'Nor be named "...".',
      subject((claims, parts) => addHidden(parts, claims, claimText("...", digest("x")))),
      disclosures("name-taken"),
    ),
    bad(
      "dots-in-an-object",
      '"..." stands in lists only.',
      subject((claims) => (claims["..."] = digest("x"))),
      disclosures("name-taken"),
    ),
    bad(
      "nested-hash-name",
      "The hash is named at the top only.",
      subject((claims) => (claims["_sd_alg"] = "sha-256")),
      disclosures("name-taken"),
    ),
    bad(
      "hidden-expiry",
      "When it ends cannot be hidden.",
      hiddenAtTop("exp"),
      disclosures("must-not-be-hidden"),
    ),
    bad("hidden-type", "What it is cannot be hidden.", hiddenAtTop("vct"), disclosures("must-not-be-hidden")),
    bad(
      "hidden-holder",
      "Whose it is cannot be hidden.",
      hiddenAtTop("cnf", {}),
      disclosures("must-not-be-hidden"),
    ),
    bad(
      "element-as-claim",
      "An element of a list in place of a claim.",
      subject((claims, parts) => addHidden(parts, claims, elementText("x"))),
      type,
    ),
    bad(
      "claim-as-element",
      "A claim in place of an element of a list.",
      forgedFile((parts) => {
        const text = claimText("seal", "X");
        replaceClaim(parts, "containers", [{ "...": digest(text) }]);
        parts.disclosures.push(text);
      }),
      type,
    ),
    bad(
      "placeholder-with-more",
      "A placeholder says nothing else.",
      forgedFile((parts) => {
        replaceClaim(parts, "containers", [{ "...": digest("x"), seal: "SL-A-1" }]);
      }),
      disclosures("name-taken"),
    ),
    bad(
      "digest-cut",
      "A digest has 43 characters, also where nothing is shown for it.",
      subject((claims) => (claims["_sd"] as string[]).push(digest("x").slice(0, 22))),
      type,
    ),
    bad(
      "digest-stray-bits",
      "One spelling for each digest.",
      subject((claims) => (claims["_sd"] as string[]).push(`${digest("x").slice(0, 42)}B`)),
      type,
    ),
    bad(
      "digests-not-a-list",
      "_sd is a list.",
      subject((claims, parts) => {
        claims["_sd"] = digest("x");
        parts.disclosures = [];
      }),
      type,
    ),
    bad(
      "disclosure-of-four",
      "A disclosure has two parts or three.",
      subject((claims, parts) => addHidden(parts, claims, disclosureText([strongSalt, "a", 1, 2]))),
      type,
    ),
    bad(
      "disclosure-an-object",
      "A disclosure is a list.",
      subject((claims, parts) => addHidden(parts, claims, disclosureText({ a: 1 }))),
      type,
    ),
    bad(
      "disclosure-not-utf8",
      "UTF-8 throughout.",
      subject((claims, parts) =>
        addHidden(parts, claims, toBase64Url(Uint8Array.of(0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d))),
      ),
      form("damaged"),
    ),
    bad(
      "disclosure-key-twice",
      "A name given twice inside a disclosure.",
      ownText("origin", `["${strongSalt}","origin",{"kind":"SINGLE","country":"SL","country":"BW"}]`),
      canonical,
    ),
    bad(
      "salt-short",
      "Half the bits guess a price in an afternoon.",
      subject((claims, parts) => addHidden(parts, claims, claimText("note", "x", "AAAAAAAAAAA"))),
      disclosures("weak-salt"),
    ),
    bad(
      "salt-a-number",
      "A salt is text.",
      subject((claims, parts) => addHidden(parts, claims, claimText("note", "x", 12345))),
      type,
    ),
  ];
}

function valueCases(): readonly FileCase[] {
  const line = { code: "7102.31", carats: "1.00", value: "1.00" };
  return [
    bad("carats-a-number", "Amounts are text.", hidden("carats", 1484.56), type),
    bad("carats-one-decimal", "Two decimals, always.", hidden("carats", "1484.5"), type),
    bad("carats-grouped", "No separators of thousands.", hidden("carats", "1,484.56"), type),
    bad("carats-zero", "Nothing weighs nothing (Annex I A 10).", hidden("carats", "0.00"), forbidden),
    bad("carats-negative", "Nor less.", hidden("carats", "-1.00"), type),
    bad("carats-leading-zero", "One spelling for each amount.", hidden("carats", "01484.56"), type),
    bad(
      "value-beyond-bound",
      "More than forty lines can hold.",
      hidden("value", "400000000000001.00"),
      forbidden,
    ),
    bad("lines-above-whole", "The lines weigh more than the whole.", hidden("carats", "1.00"), forbidden),
    bad("parcels-zero", "At least one parcel (Annex I A 12).", hidden("parcels", 0), type),
    bad("parcels-a-fraction", "Whole parcels.", ownText("parcels", `["${strongSalt}","parcels",2.5]`), type),
    bad(
      "worked-diamonds",
      "7102.39 is outside the scheme (Annex I A 13).",
      rows("lines", [{ ...line, code: "7102.39" }]),
      type,
    ),
    bad(
      "line-without-value",
      "A line has a value (Annex I A 11).",
      rows("lines", [{ code: "7102.31", carats: "1.00" }]),
      type,
    ),
    bad(
      "line-with-more",
      "Version 1 is closed, also in a line.",
      rows("lines", [{ ...line, colour: "D" }]),
      type,
    ),
    bad("seal-twice", "A seal named twice.", rows("containers", [{ seal: "A" }, { seal: "A" }]), forbidden),
    bad(
      "origins-unsorted",
      "Listed origins are in order: one spelling.",
      hidden("origin", { kind: "MIXED", listed: ["BW", "AO"] }),
      canonical,
    ),
    bad(
      "origin-of-both-kinds",
      "One country, or mixed.",
      hidden("origin", { kind: "SINGLE", country: "SL", listed: [] }),
      type,
    ),
    bad(
      "bidi-name",
      "A name that reads backwards on the screen.",
      hidden("exporter", { name: "Koidu \u202eDTL" }),
      forbidden,
    ),
    bad(
      "decomposed-name",
      "A letter and its accent apart.",
      hidden("exporter", { name: "Socie\u0301te\u0301" }),
      forbidden,
    ),
    bad("long-name", "A name above 120 bytes.", hidden("exporter", { name: "N".repeat(121) }), type),
    bad(
      "unknown-item",
      "Version 1 is closed: no ninth item.",
      subject((claims, parts) => addHidden(parts, claims, claimText("colour", "D"))),
      type,
    ),
    bad("unknown-claim", "Nor a further claim at the top.", payload({ jti: "1" }), type),
    bad(
      "missing-number",
      "The number is missing (Annex I A 4).",
      subject((claims) => delete claims["number"]),
      type,
    ),
    bad(
      "missing-code-digest",
      "The file does not name its code.",
      subject((claims) => delete claims["qrDigest"]),
      type,
    ),
    bad(
      "no-such-day",
      "30 February.",
      subject((claims) => (claims["issuedOn"] = "2026-02-30")),
      forbidden,
    ),
    bad(
      "day-before-the-scheme",
      "No certificate is older than 2003.",
      subject((claims) => (claims["issuedOn"] = "2002-12-31")),
      forbidden,
    ),
    bad(
      "two-expiries",
      "exp and validUntil differ.",
      payload({ validUntil: "2027-06-01T00:00:00Z" }),
      forbidden,
    ),
    bad(
      "sealed-before-validation",
      "Sealed before it was validated.",
      payload({ iat: 1_795_256_999 }),
      forbidden,
    ),
    bad(
      "statement-changed",
      "Annex I A 1, word for word.",
      payload({ description: "The diamonds in this shipment are fine." }),
      forbidden,
    ),
    bad(
      "context-changed",
      "The shape is that of version 1.",
      payload({ "@context": ["https://www.w3.org/2018/credentials/v1"] }),
      forbidden,
    ),
    bad(
      "id-of-15-bytes",
      "The id has 16 bytes.",
      payload({ id: `urn:kimberley-process:certificate-id:${"0".repeat(30)}` }),
      type,
    ),
  ];
}

const issued = (over: Partial<CertificateContent>, options: FileOptions = {}) =>
  fileTextOf(content(over), options);

function trustCases(): readonly FileCase[] {
  const kenya: Partial<CertificateContent> = {
    participant: "KE",
    number: "KE 000123",
    authority: "KE-GOV",
    exporter: { name: "Nairobi Gems", address: "Nairobi", country: "KE" },
  };
  const other = content({ number: "SL 004913", publicId: new Uint8Array(16).fill(3) });
  const differs = (fault: string): Answer => form(fault, "differs-from-code");
  return [
    bad("unknown-key", "A key on no list.", issued({}, { key: keys.stranger }), [
      "key-not-valid",
      "KEY_KNOWN",
      "key-unknown",
    ]),
    bad("compromised-key", "A stolen key: nothing it signed counts.", issued({}, { key: keys.stolen }), [
      "key-not-valid",
      "KEY_ALLOWED",
      "compromised",
    ]),
    bad(
      "ended-key",
      "The file was sealed after the key had ended, though the certificate was validated before.",
      issued({}, { key: keys.retired, sealedAt: "2026-11-23T08:00:00.000Z" }),
      ["key-not-valid", "KEY_ALLOWED", "ended"],
    ),
    bad("scheme-key", "The scheme's key signs lists, not certificates.", issued({}, { key: keys.scheme }), [
      "key-not-valid",
      "KEY_ALLOWED",
      "wrong-use",
    ]),
    bad(
      "key-of-another-authority",
      "Belgium's key on a certificate of Sierra Leone.",
      issued({}, { key: keys.belgium }),
      ["key-not-valid", "AUTHORITY", "other-authority"],
    ),
    bad(
      "number-outside-range",
      "Sierra Leone 2015: a number of another year's block.",
      issued({ number: "SL 003306" }),
      ["key-not-valid", "NUMBER_IN_RANGE", "outside-numbers"],
    ),
    bad("issuer-never-a-participant", "Kenya 2015: it never joined.", issued(kenya, { key: keys.stranger }), [
      "not-a-participant",
      "ISSUER_ON_ISSUE",
      "NOT_A_PARTICIPANT",
    ]),
    bad(
      "importer-not-a-participant",
      "To a country outside the scheme.",
      issued({ importer: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } }),
      ["not-a-participant", "IMPORTER_ON_ISSUE", "NOT_A_PARTICIPANT"],
    ),
    bad(
      "importer-hidden-but-registered",
      "What the holder hides, the register still knows.",
      shows(issued({ importer: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } }), "carats"),
      ["not-a-participant", "IMPORTER_ON_ISSUE", "NOT_A_PARTICIPANT"],
      {
        register: register(
          "open",
          {},
          content({ importer: { name: "Nairobi Gems", address: "Nairobi", country: "KE" } }),
        ),
      },
    ),
    bad("expired", "Ran out.", issued({}), ["expired", "NOT_EXPIRED", "expired"], {
      now: "2027-01-20T00:00:00.000Z",
    }),
    bad(
      "longer-than-the-rule",
      "A day more than the national rule allows.",
      issued({ expiresOn: "2027-01-20" }),
      ["key-not-valid", "WITHIN_VALIDITY", "longer-than-the-national-rule"],
    ),
    bad(
      "instant-differs-from-date",
      "The instant of expiry says more than the date.",
      issued({}, { expiresAt: "2027-06-01T00:00:00.000Z" }),
      ["key-not-valid", "WITHIN_VALIDITY", "instant-differs-from-date"],
    ),
    bad(
      "sealed-tomorrow",
      "Sealed in the future of this device.",
      issued({}, { sealedAt: "2026-11-25T08:00:00.000Z" }),
      ["clock", "CLOCK", "before-the-signature"],
    ),
    bad(
      "not-on-the-register",
      "Genuine, but the register knows nothing of it.",
      issued({}),
      ["unknown-number", "REGISTER", "unknown-number"],
      { register: nothingKnown },
    ),
    bad(
      "other-certificate",
      "The number was issued, but not as this certificate.",
      issued({ publicId: new Uint8Array(16).fill(7) }),
      ["unknown-number", "REGISTER", "other-certificate"],
      { register: register("open") },
    ),
    bad(
      "differs-from-code",
      "The code on the paper is that of another certificate.",
      issued({}),
      differs("qrDigest"),
      { qrText: qrTextOf(other, key) },
    ),
    bad(
      "says-more-than-its-code",
      "File and code name one another, but the file says more carats.",
      forgedFile((parts) => replaceClaim(parts, "carats", "99999.00")),
      differs("carats"),
      { qrText: qrTextOf(content(), key) },
    ),
    bad(
      "says-other-than-its-code",
      "File and code name one another, but the file says another importer.",
      forgedFile((parts) => replaceClaim(parts, "importer", { name: "Somebody Else", country: "BE" })),
      differs("importer"),
      { qrText: qrTextOf(content(), key) },
    ),
    bad("code-unreadable", "The text beside it is no code.", issued({}), differs("damaged"), {
      qrText: "KPC1:%",
    }),
  ];
}

function keyBindingCases(): readonly FileCase[] {
  const withHolder = fileTextOf(content(), { holder: holder.publicKey });
  const shown = shows(withHolder, "carats");
  const withAsked = { asked };
  return [
    bad(
      "binding-missing",
      "Asked for a proof of the holder's key, none came.",
      shown,
      binding("missing"),
      withAsked,
    ),
    bad(
      "binding-without-holder",
      "The issuer named no holder's key.",
      bound(shows(fileTextOf(content()), "carats")),
      binding("no-holder-key"),
      withAsked,
    ),
    bad("binding-unasked", "Made for somebody else's question.", bound(shown), binding("not-asked-for")),
    bad(
      "binding-other-key",
      "Signed by somebody else.",
      bound(shown, {}, testKey(2002)),
      binding("signature-wrong"),
      withAsked,
    ),
    bad(
      "binding-other-nonce",
      "An answer to an earlier question.",
      bound(shown, { nonce: "older" }),
      binding("other-nonce"),
      withAsked,
    ),
    bad(
      "binding-other-audience",
      "Made for another asker.",
      bound(shown, { audience: "https://else.example" }),
      binding("other-audience"),
      withAsked,
    ),
    bad(
      "binding-too-old",
      "Made too long ago.",
      bound(shown, { now: "2026-11-24T09:34:59.000Z" }),
      binding("not-now"),
      withAsked,
    ),
    bad(
      "binding-ahead",
      "Made in the future.",
      bound(shown, { now: "2026-11-24T09:41:01.000Z" }),
      binding("not-now"),
      withAsked,
    ),
    bad(
      "binding-of-other-claims",
      "A disclosure was taken away after the holder had signed.",
      `${shows(withHolder)}${bound(shown).slice(shown.length)}`,
      binding("other-claims"),
      withAsked,
    ),
    bad("binding-damaged", "No JWT.", `${shown}AAAA`, binding("wrong-form"), withAsked),
    bad(
      "binding-of-another-type",
      "A JWT of another type.",
      `${shown}${signTexts('{"alg":"ES256","typ":"JWT"}', "{}", holder)}`,
      binding("wrong-form"),
      withAsked,
    ),
  ];
}

function hiddenAtTop(name: string, value?: unknown): string {
  return forgedFile((parts) => {
    const text = claimText(name, value ?? parts.payload[name]);
    delete parts.payload[name];
    addHidden(parts, parts.payload, text);
  });
}

function strayBits(with_: (...texts: readonly string[]) => string, texts: readonly string[]): string {
  const place = texts.findIndex((text) => text.length % 4 !== 0);
  const text = texts[place] ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet[alphabet.indexOf(text.at(-1) ?? "") + 1] ?? "";
  return with_(...texts.slice(0, place), text.slice(0, -1) + last, ...texts.slice(place + 1));
}

function derOf(raw: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array): readonly number[] => {
    const signed = (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : [...bytes];
    return [2, signed.length, ...signed];
  };
  const body = [...integer(raw.slice(0, 32)), ...integer(raw.slice(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

function changedAfterSigning(
  { header: head, payload: body, disclosures: rest }: Parts,
  seal: string,
): string {
  const claims = {
    ...body,
    credentialSubject: { ...(body["credentialSubject"] as Loose), number: "SL 009999" },
  };
  const jwt = [head, claims].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join(".");
  return [`${jwt}.${seal}`, ...rest, ""].join("~");
}
