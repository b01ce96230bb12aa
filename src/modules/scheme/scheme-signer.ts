// The key that signs what every desk goes by: the founder's. Every list of the scheme is signed by it and by no other.
import { findFounding } from "#modules/record/index.ts";
import type { Tx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";

export async function founderOf(tx: Tx): Promise<string> {
  const founding = await findFounding(tx);
  if (founding === undefined) throw new Problem("record-unavailable");
  return founding.founder;
}

/** The scheme's key may lie outside this installation (an offline device), and then only its holder publishes. */
export async function schemeSigner(tx: Tx, founder: string): Promise<Signer> {
  const signer = await tx.ctx.keyring.findSigner(founder);
  if (signer === undefined) throw new Problem("signer-unavailable", { organisation: founder });
  return signer;
}
