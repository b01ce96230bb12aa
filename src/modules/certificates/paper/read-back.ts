// The issuer's last step is the verifier (lesson 4): the finished paper is drawn at 200 dots per inch, its codes are
// read, and each text has to be the one that was signed, letter for letter. The caller then checks the text's signature.
import { readCodes } from "#platform/files/read-code.ts";
import type { CodesRead } from "#platform/files/read-code.ts";

export type ReadBack =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "other-code" | "more-than-one-code" | Extract<CodesRead, { ok: false }>["reason"];
    };

export async function readBack(
  pdf: Uint8Array,
  expectedQrText: string,
  receiptText?: string,
): Promise<ReadBack> {
  const read = await readCodes(pdf, "application/pdf");
  if (!read.ok) return read;
  const expected = receiptText === undefined ? [expectedQrText] : [expectedQrText, receiptText];
  if (read.texts.length > expected.length) return { ok: false, reason: "more-than-one-code" };
  return expected.every((text) => read.texts.includes(text))
    ? { ok: true }
    : { ok: false, reason: "other-code" };
}
