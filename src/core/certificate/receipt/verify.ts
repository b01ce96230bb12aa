// Seal, place in the log and witnesses, judged together: one answer. A seal without its place may have been made in
// secret; a place under a head that nobody saw may be shown to one desk alone. Neither half is offered by itself.
// Pure: the policy (which log, which witnesses, how many) is the verifier's own knowledge, from the signed trust list.
import { readAct, verifyActSignature } from "#core/act/act.ts";
import type { SignedAct } from "#core/act/act.ts";
import { equalBytes, toHex } from "#core/encoding/bytes.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { cosignatureVerifier } from "#core/log/cosignature.ts";
import { ed25519Verifier } from "#core/log/note.ts";
import type { VerifyEd25519 } from "#core/log/note.ts";
import { parsePolicy, witnessPolicy } from "#core/log/policy.ts";
import type { Policy } from "#core/log/policy.ts";
import { verifyReceipt } from "#core/log/proof.ts";
import { keyRefusals, keysFor } from "#core/trust/keys.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { answerFrom } from "../answers.ts";
import type { Check } from "../answers.ts";
import { readQrText } from "../qr-text.ts";
import type { QrReading } from "../qr-text.ts";
import { usualPolicy, verify } from "../verify.ts";
import type { Verification, VerifyInput } from "../verify.ts";
import { rootOfClaim } from "./claim.ts";
import { readReceipt } from "./format.ts";
import type { CertificateReceipt } from "./format.ts";

export interface ReceiptedInput extends VerifyInput {
  readonly evidence: { readonly qrText: string };
  /** A receipt's file, or the text of its code. */
  readonly receipt: Uint8Array | string;
  /** The verifier's own; that of the trust list when absent. With neither, the record is not checked, and said not to be. */
  readonly logPolicy?: Policy;
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
}

export interface OnRecord {
  readonly origin: string;
  /** The entry's number, from 0. */
  readonly index: number;
  /** Entries of the log when the witnesses saw it. */
  readonly size: number;
  /** UTC instant at which the authority says it sealed. */
  readonly at: string;
  /** By the names of the policy, in its order. */
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[];
  /** False where the policy asks for no witness: then nobody but the log itself stands for it. */
  readonly witnessed: boolean;
}

export interface ReceiptedVerification extends Verification {
  /** Only when nothing failed and the record was checked. */
  readonly record?: OnRecord;
}

/** Hostile: the code and the receipt. */
export function verifyWithReceipt(input: ReceiptedInput): ReceiptedVerification {
  const made = verify(input);
  const reading = readQrText(input.evidence.qrText);
  // Of what is no genuine code, the code's own failure is the answer.
  if (!reading.ok || !isGenuine(made)) return made;
  const logPolicy = input.logPolicy ?? policyOf(input.trust, input.sha256);
  const found: Found =
    logPolicy === undefined
      ? { ok: false, reason: "no-log-policy" }
      : findOnRecord(input, logPolicy, reading.claims);
  const checks = [...made.checks.map((check) => clockBesideWitnesses(check, input, found)), checkOf(found)];
  const answer = answerFrom(checks);
  if (answer.state !== "valid" && answer.state !== "offline")
    return { answer, checks, standing: null, warnings: [] };
  // The facts of an answer that nothing failed are those of the code and the lists: they were told before.
  return { ...made, checks, ...(found.ok ? { record: found.record } : {}) };
}

export type RecordFault =
  | "receipt-malformed"
  | "receipt-of-another"
  | "act-not-of-the-authority"
  | "other-log"
  | "log-signature-wrong"
  | "too-few-witnesses"
  | "not-in-the-log"
  | "no-log-policy";

type Found =
  | { readonly ok: true; readonly record: OnRecord }
  | { readonly ok: false; readonly reason: RecordFault };
type Claims = (QrReading & { readonly ok: true })["claims"];

/** A list is signed whole, so what it holds is either a policy or, of a kind this program does not know, none. */
function policyOf(trust: TrustList, sha256: Sha256): Policy | undefined {
  if (trust.logPolicy === undefined) return undefined;
  const parsed = parsePolicy(sha256, trust.logPolicy);
  return parsed.ok ? parsed.policy : undefined;
}

function isGenuine({ checks }: Verification): boolean {
  return checks.some(({ code, outcome }) => code === "SIGNATURE" && outcome === "pass");
}

function checkOf(found: Found): Check {
  if (found.ok) return { code: "RECORD", outcome: "pass", detail: { index: found.record.index } };
  const outcome = found.reason === "no-log-policy" ? "not-checked" : "fail";
  return { code: "RECORD", outcome, detail: { reason: found.reason } };
}

function findOnRecord(input: ReceiptedInput, policy: Policy, claims: Claims): Found {
  const refused = (reason: RecordFault): Found => ({ ok: false, reason });
  const receipt = readReceipt(input.receipt);
  const act = receipt === undefined ? undefined : findAct(receipt.leaf);
  if (receipt === undefined || act === undefined) return refused("receipt-malformed");
  if (!isSealingOf(input, act, receipt, claims)) return refused("receipt-of-another");
  if (!isSignedByAuthority(input, act, receipt.leaf)) return refused("act-not-of-the-authority");
  const { sha256, verifyEd25519 } = input;
  const origin = originOf(receipt.proof);
  const logs = policy.logs.filter(({ key }) => key.name === origin);
  if (logs.length === 0) return refused("other-log");
  const verdict = verifyReceipt(sha256, {
    leaf: receipt.leaf,
    proof: receipt.proof,
    log: { origin, verifiers: logs.map(({ key }) => ed25519Verifier(key, verifyEd25519)) },
    witnesses: policy.witnesses.map(({ key }) => cosignatureVerifier(key, verifyEd25519)),
    policy: witnessPolicy(policy),
  });
  if (!verdict.ok) return refused(faultOf[verdict.reason]);
  const { index, size } = verdict;
  const witnesses = policy.witnesses.flatMap(({ name, key }) =>
    verdict.witnesses
      .filter((seen) => seen.keyId === key.keyId && seen.name === key.name)
      .map(({ seconds }) => ({ name, seconds })),
  );
  const witnessed = policy.quorum !== null;
  return { ok: true, record: { origin, index, size, at: act.at, witnesses, witnessed } };
}

const faultOf = {
  malformed: "receipt-malformed",
  "other-origin": "other-log",
  "not-signed-by-log": "log-signature-wrong",
  "signature-wrong": "log-signature-wrong",
  "too-few-witnesses": "too-few-witnesses",
  "not-in-the-log": "not-in-the-log",
} as const satisfies Record<string, RecordFault>;

function findAct(leaf: Uint8Array): SignedAct | undefined {
  try {
    return readAct(leaf);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** The act seals this certificate, by this desk's key, and its salted claim is this code, letter for letter. */
function isSealingOf(
  { evidence, sha256 }: ReceiptedInput,
  act: SignedAct,
  { claim }: CertificateReceipt,
  { publicId, authority }: Claims,
): boolean {
  if (act.type !== "certificate.validated" || act.subject !== `certificate:${toHex(publicId)}`) return false;
  if (act.organisation !== authority || act.privateRoot === null) return false;
  return equalBytes(rootOfClaim(sha256, claim, "qrText", evidence.qrText), act.privateRoot);
}

/** By a key of the authority itself, at a time when it was one. The key id is a hint: all that share it are tried. */
function isSignedByAuthority(
  { trust, verifyEs256 }: { readonly trust: TrustList; readonly verifyEs256: VerifyEs256 },
  act: SignedAct,
  leaf: Uint8Array,
): boolean {
  const signing = { authority: act.organisation, number: undefined, at: act.at };
  return keysFor(trust, act.keyId).some(
    (key) =>
      key.use === "organisation" &&
      keyRefusals(key, signing).length === 0 &&
      verifyActSignature(leaf, key.publicKey, verifyEs256),
  );
}

/** Not yet verified: it only says which of the known logs to ask. */
function originOf(proof: string): string {
  return proof.slice(proof.indexOf("\n\n") + 2).split("\n", 1)[0] ?? "";
}

/** Witnesses keep clocks of their own: a desk that lives before them has a wrong one. */
function clockBesideWitnesses(check: Check, { now, policy }: ReceiptedInput, found: Found): Check {
  if (check.code !== "CLOCK" || check.outcome === "fail" || !found.ok) return check;
  const latest = Date.parse(now) / 1000 + (policy ?? usualPolicy).clockToleranceSeconds;
  if (found.record.witnesses.every(({ seconds }) => seconds <= latest)) return check;
  return { code: "CLOCK", outcome: "fail", detail: { reason: "before-the-witnesses", now } };
}
