// Is this file good? The same checks and the same answers as for the code on the paper: only the form is read differently.
// What the holder does not show is not checked and said so; on failure nothing the file claims is returned.
import type { Sha256 } from "#core/encoding/bytes.ts";
import { answerFrom } from "../answers.ts";
import { checkRecorder } from "../check-recorder.ts";
import type { Recorder } from "../check-recorder.ts";
import { readQrText } from "../qr-text.ts";
import { checkSealed } from "../verify.ts";
import type { Verification, VerifyInput } from "../verify.ts";
import type { FileClaims } from "./claims.ts";
import { findKeyBindingFault } from "./key-binding.ts";
import type { Asked } from "./key-binding.ts";
import { readFileText } from "./read-file.ts";
import type { FileFault } from "./read-file.ts";
import { findDifference } from "./same.ts";

export interface VerifyFileInput extends Omit<VerifyInput, "evidence"> {
  readonly file: string;
  readonly sha256: Sha256;
  /** The text of the code on the paper that came with it: both must say the same. */
  readonly qrText?: string;
  /** What the holder was asked, where a proof of the holder's key is wanted. */
  readonly asked?: Asked;
}

export interface FileVerification extends Omit<Verification, "content"> {
  /** What the file shows; only when nothing failed. */
  readonly shown?: FileClaims;
}

// Hostile: the text comes from anywhere. Nothing it says is used before its signature is known, except to refuse it.
export function verifyFile(input: VerifyFileInput): FileVerification {
  const recorder = checkRecorder();
  const reading = readFileText(input.file, input.sha256);
  if (!reading.ok) {
    if (reading.reason === "not-canonical")
      recorder.pass("FORM").fail("CANONICAL", { reason: reading.reason });
    else
      recorder.fail("FORM", { reason: formReasons[reading.reason] ?? reading.reason, fault: reading.reason });
    return failed(recorder);
  }
  const { sdJwt, claims, keyId } = reading;
  const binding = findKeyBindingFault(sdJwt, input.asked, input);
  if (binding !== undefined) recorder.fail("FORM", { reason: "key-binding-wrong", fault: binding });
  const difference =
    input.qrText === undefined ? undefined : differenceTo(claims, input.qrText, input.sha256);
  if (difference !== undefined) recorder.fail("FORM", { reason: "differs-from-code", fault: difference });
  recorder.pass("FORM").pass("CANONICAL");
  const { signed, signature } = sdJwt;
  const checked = checkSealed(recorder, input, {
    claims,
    keyId,
    signed,
    signature,
    signedAt: claims.sealedAt,
  });
  const { state } = checked.answer;
  return state === "valid" || state === "offline" ? { ...checked, shown: claims } : checked;
}

function differenceTo(claims: FileClaims, qrText: string, sha256: Sha256): string | undefined {
  const code = readQrText(qrText);
  return code.ok ? findDifference(claims, { claims: code.claims, qrText }, sha256) : code.reason;
}

/** What a person is told; the exact fault stands beside it. All others are told as they are. */
const formReasons: Partial<Record<FileFault, string>> = {
  "not-sd-jwt": "not-our-code",
  "not-our-file": "not-our-code",
  "wrong-hash": "wrong-header",
  "digest-twice": "wrong-disclosures",
  "disclosure-unused": "wrong-disclosures",
  "name-taken": "wrong-disclosures",
  "must-not-be-hidden": "wrong-disclosures",
  "weak-salt": "wrong-disclosures",
};

function failed(recorder: Recorder): FileVerification {
  const checks = recorder.all();
  return { answer: answerFrom(checks), checks, standing: null, warnings: [] };
}
