// What the prints of a certificate come to: whether one still waits for an answer, and whether an original is out.
import type { CertificateRow, Print } from "../store.ts";

type WithPrints = Pick<CertificateRow, "prints">;

/** The original that was printed last, where nobody has said yet how it came out. */
export function openPrint({ prints }: WithPrints): Print | undefined {
  const last = prints.at(-1);
  return last !== undefined && !last.copy && last.outcome === null ? last : undefined;
}

/** Once an original came out right, whatever is printed after it is a copy. */
export function originalIsOut({ prints }: WithPrints): boolean {
  return prints.some(({ copy, outcome }) => !copy && outcome === "right");
}
