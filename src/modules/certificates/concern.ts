// Whom a certificate concerns, and how others find it: what the modules below ask before they tell anybody of it.
import { toHex } from "#core/encoding/bytes.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { numberFormats } from "#modules/scheme/index.ts";
import { importingAuthorities } from "./rules-around.ts";
import * as store from "./store.ts";

export interface Concern {
  readonly participant: string;
  readonly number: string;
  readonly state: string;
  /** The authorities that may read its number and content: that which issued it, and those that may receive it. */
  readonly readers: readonly string[];
}

export async function concernOf(source: Ctx | Tx, publicId: Uint8Array): Promise<Concern | undefined> {
  const row = await store.findCertificate(readerOf(source), publicId);
  if (row === undefined) return undefined;
  return {
    participant: row.participant,
    number: row.number,
    state: row.state,
    readers: [row.authority, ...(await importingAuthorities(source, row))],
  };
}

/** Public id, hexadecimal, of the certificate with a number as printed. Hostile: from a file or a form. */
export async function certificateNumbered(source: Ctx | Tx, number: string): Promise<string | undefined> {
  const parsed = parseNumber(number, await numberFormats(source));
  if (!parsed.ok) return undefined;
  const row = await store.findByNumber(readerOf(source), parsed.participant, parsed.serial);
  return row === undefined ? undefined : toHex(row.public_id);
}

function readerOf(source: Ctx | Tx): store.Reader {
  return "db" in source ? source : { db: source.database.kysely };
}
