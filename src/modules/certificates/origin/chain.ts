// The chain of a parcel through re-exports: the certificates it was drawn from, theirs before them, and what was drawn
// from it since. Cycles cannot be: a certificate draws only on what was confirmed before it was issued.
import { drawStands } from "#core/certificate/origin/balance.ts";
import type { Reader } from "../store.ts";
import { findCertificate } from "../store.ts";
import * as store from "./store.ts";

export interface Link {
  readonly id: string;
  readonly kind: "register" | "paper";
  readonly participant: string;
  readonly number: string;
  /** Hundredths of a carat that pass between it and its neighbour in the chain. */
  readonly carats: bigint;
  /** False where the draw was given back. */
  readonly stands: boolean;
  readonly further: readonly Link[];
}

/** Longer chains are looked at link by link. */
const deepest = 5;

export async function chainUp(
  reader: Reader,
  certificate: string,
  depth = deepest,
): Promise<readonly Link[]> {
  const draws = await store.drawsBy(reader, Buffer.from(certificate, "hex"));
  const links: Link[] = [];
  for (const id of new Set(draws.map(({ source }) => source))) {
    const carats = sum(draws.filter(({ source }) => source === id));
    const stands = draws.every(({ state, exported }) => drawStands(state, exported));
    const paper = id.includes("-");
    const named = paper
      ? await store.findIncomingById(reader, id)
      : await findCertificate(reader, Buffer.from(id, "hex"));
    if (named === undefined) continue;
    const { participant, number } = named;
    const further = paper || depth <= 1 ? [] : await chainUp(reader, id, depth - 1);
    links.push({ id, kind: paper ? "paper" : "register", participant, number, carats, stands, further });
  }
  return links;
}

export async function chainDown(reader: Reader, source: string, depth = deepest): Promise<readonly Link[]> {
  const draws = await store.drawsOn(reader, [source]);
  const links: Link[] = [];
  for (const id of new Set(draws.map(({ certificate }) => certificate.toString("hex")))) {
    const own = draws.filter(({ certificate }) => certificate.toString("hex") === id);
    const [first] = own;
    if (first === undefined) continue;
    const { participant, number, state, exported } = first;
    links.push({
      id,
      kind: "register",
      participant,
      number,
      carats: sum(own),
      stands: drawStands(state, exported),
      further: depth <= 1 ? [] : await chainDown(reader, id, depth - 1),
    });
  }
  return links;
}

function sum(rows: readonly { readonly carats: bigint }[]): bigint {
  return rows.reduce((total, { carats }) => total + carats, 0n);
}
