// Content of any length as documents of the record: cut into pieces, each packed, and a list that names them by their
// SHA-256 in order. The list's own SHA-256 stands for the whole. Pieces are written while the next is made.
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { sha256 } from "#platform/keys/random.ts";
import { findDocument, insertDocument } from "#modules/record/index.ts";
import type { Tx } from "#modules/record/index.ts";
import type { Reader } from "../figures/store.ts";

const [pack, unpack] = [promisify(gzip), promisify(gunzip)];
/** A list is short: of 64 KB a thousand pieces. */
const listType = "text/plain; charset=us-ascii";

/** Statements one after the other: a transaction has one connection. Failures are told to whoever waits next. */
export interface Lane {
  /** Waits only while the one before is not done. */
  add(work: () => Promise<void>): Promise<void>;
  idle(): Promise<void>;
}

export function lane(): Lane {
  let last: Promise<void> = Promise.resolve();
  return {
    async add(work) {
      const before = last;
      last = before.then(work);
      last.catch(() => undefined);
      await before;
    },
    idle: () => last,
  };
}

export interface Pieces {
  add(content: Uint8Array): Promise<void>;
  /** The digest that stands for all of them. */
  end(): Promise<Uint8Array>;
}

export function writePieces(tx: Tx, road: Lane): Pieces {
  const digests: string[] = [];
  return {
    add(content) {
      const packing = pack(content, { level: 1 });
      return road.add(async () => {
        const packed = await packing;
        const digest = sha256(packed);
        digests.push(toHex(digest));
        await insertDocument(tx, { digest, mediaType: "application/gzip", content: packed });
      });
    },
    async end() {
      await road.idle();
      const list = Buffer.from(digests.join("\n"), "ascii");
      const digest = sha256(list);
      await insertDocument(tx, { digest, mediaType: listType, content: list });
      return digest;
    },
  };
}

/** Still packed, so that a reader may unpack one while it writes another. */
export async function* packedPieces(reader: Reader, list: Uint8Array): AsyncGenerator<Buffer> {
  for (const hex of (await contentOf(reader, list)).toString("ascii").split("\n"))
    if (hex !== "") yield await contentOf(reader, fromHex(hex));
}

export function unpacked(piece: Uint8Array): Promise<Buffer> {
  return unpack(piece);
}

/** A piece that is missing is a damaged record. */
async function contentOf(reader: Reader, digest: Uint8Array): Promise<Buffer> {
  const document = await findDocument(reader, digest);
  if (document === undefined) throw new Error(`a document of the record is missing: ${toHex(digest)}`);
  return document.content;
}

/** All of it, unpacked, in order. */
export async function* contentPieces(reader: Reader, list: Uint8Array): AsyncGenerator<Buffer> {
  for await (const piece of packedPieces(reader, list)) yield await unpack(piece);
}
