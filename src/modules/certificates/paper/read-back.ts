// The issuer's last step is the verifier (lesson 4): the finished paper is drawn at 200 dots per inch, its code is read,
// and the text has to be the one that was signed, letter for letter. The caller then checks the text's signature.
import { readCodes } from "#platform/files/read-code.ts";
import type { CodesRead } from "#platform/files/read-code.ts";

export type ReadBack =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "other-code" | "more-than-one-code" | Extract<CodesRead, { ok: false }>["reason"];
    };

export async function readBack(pdf: Uint8Array, expectedQrText: string): Promise<ReadBack> {
  const read = await readCodes(pdf, "application/pdf");
  if (!read.ok) return read;
  if (read.texts.length > 1) return { ok: false, reason: "more-than-one-code" };
  return read.texts[0] === expectedQrText ? { ok: true } : { ok: false, reason: "other-code" };
}
