// The form in which the vectors are kept: JSON, bytes in lower-case hexadecimal, so that any language can read them.
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { prepareTrustList } from "#core/trust/trust-list.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import type { KnownStatus, RegisterView } from "../register.ts";
import type { Case } from "./case.ts";
import type { FileCase } from "./file-case.ts";
import { keys, signWith, trustList } from "./world.ts";

type StatusJson = Omit<KnownStatus, "publicId"> & { readonly publicId: string };
type RegisterJson =
  | { readonly kind: "unavailable" }
  | { readonly kind: "live" | "kept"; readonly asOf: string; readonly statuses: readonly StatusJson[] };

export interface CaseJson extends Omit<Case, "register"> {
  readonly register: RegisterJson;
}

export interface CodeVectors {
  readonly description: string;
  readonly warning: string;
  readonly schemeKey: string;
  /** The signed list all cases are checked against. */
  readonly trustList: string;
  readonly cases: readonly CaseJson[];
}

export interface FileCaseJson extends Omit<FileCase, "register"> {
  readonly register: RegisterJson;
}

export interface FileVectors extends Omit<CodeVectors, "cases"> {
  readonly cases: readonly FileCaseJson[];
}

export const warning = "Test keys, made from published numbers. Never put them on a real trust list.";

export function signedTestList(): Uint8Array {
  return signedList(trustList());
}

export function signedList(list: TrustList): Uint8Array {
  const prepared = prepareTrustList(list, keys.scheme.keyId);
  return finishSign1(prepared, signWith(keys.scheme, prepared));
}

/** Cases of either form; the signed list they are checked against stands once at their head. */
export function vectorsOf<Case extends { readonly register: RegisterView }>(
  description: string,
  cases: readonly Case[],
) {
  return {
    description,
    warning,
    schemeKey: toHex(keys.scheme.publicKey),
    trustList: toHex(signedTestList()),
    cases: cases.map((item) => ({ ...item, register: registerToJson(item.register) })),
  };
}

export function caseOf(json: CaseJson): Case {
  return { ...json, register: registerOf(json.register) };
}

export function fileCaseOf(json: FileCaseJson): FileCase {
  return { ...json, register: registerOf(json.register) };
}

function registerToJson(view: RegisterView): RegisterJson {
  if (view.kind === "unavailable") return view;
  return {
    ...view,
    statuses: view.statuses.map((status) => ({ ...status, publicId: toHex(status.publicId) })),
  };
}

function registerOf(json: RegisterJson): RegisterView {
  if (json.kind === "unavailable") return json;
  return {
    ...json,
    statuses: json.statuses.map((status) => ({ ...status, publicId: fromHex(status.publicId) })),
  };
}
