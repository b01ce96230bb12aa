// One bad code at a time: a genuine certificate with one thing changed, signed by the key it names.
import { toBeSigned } from "#core/encoding/cose.ts";
import type { Case } from "./case.ts";
import { unavailable } from "./case.ts";
import { certificateClaim, forge, list, payloadWith, protectedHeader, text } from "./forge.ts";
import type { Forgery, Piece } from "./forge.ts";
import { content, keys, now } from "./world.ts";

export type Expected = Case["expected"];

export const good = content();
export const key = keys.sierraLeone;

export function bad(
  name: string,
  rule: string,
  qrText: string,
  expected: Expected,
  at = now,
  view = unavailable,
): Case {
  return { name, rule, evidence: { qrText }, now: at, register: view, expected };
}

export const form = (reason: string): Expected => ({ answer: "signature-wrong", check: "FORM", reason });
export const canonical: Expected = { answer: "signature-wrong", check: "CANONICAL", reason: "not-canonical" };
export const foreign = (reason: string): Expected => ({ answer: "not-our-code", check: "FORM", reason });
export const signature: Expected = { answer: "signature-wrong", check: "SIGNATURE", reason: "no-key-fits" };

export const forged = (forgery: Partial<Forgery>) => forge({ key, payload: payloadWith(good), ...forgery });
export const field = (number: number, piece: Piece | null) =>
  forged({ payload: payloadWith(good, { fields: { [number]: piece } }) });
export const claim = (number: number, piece: Piece | null) =>
  forged({ payload: payloadWith(good, { claims: { [number]: piece } }) });
export const party = (name: string, country = "SL") => list(text(name), text(country));

/** The certificate's map with one piece of its own making in place of all. */
export const withMap = (piece: Piece) =>
  forged({ payload: payloadWith(good, { claims: { [certificateClaim]: piece } }) });

export function signatureOver(payload: Piece): Piece {
  return key.sign(toBeSigned(protectedHeader(key.keyId), payload));
}
