// A small log as a web server shows it, right or wrong: for tests of whoever follows it.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { prepareAct } from "#core/act/act.ts";
import type { Facts } from "#core/act/act.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { cosign } from "#core/log/cosignature.ts";
import { hashLength, leafHash, merkleRoot } from "#core/log/merkle.ts";
import { formatNote, parseNote, signNote } from "#core/log/note.ts";
import type { Note } from "#core/log/note.ts";
import { appendToTiles, encodeBundle, parseTilePath, tileWidth } from "#core/log/tiles.ts";
import { logKey, origin, pillars, sha256 } from "#core/log/testing/parties.ts";
import { pemSigner } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";

export interface ShownLog {
  readonly url: string;
  /** What it shows: entries, the newest head, and answers of its own to single paths. */
  show(state: Partial<Shown>): void;
  asked: string[];
  close(): void;
}

export interface Shown {
  readonly entries: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly instead: Readonly<Record<string, (answer: ServerResponse, right: Uint8Array) => void>>;
}

export async function showLog(): Promise<ShownLog> {
  let shown: Shown = { entries: [], checkpoint: "", instead: {} };
  let tiles = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const right = (path: string): Uint8Array | undefined => {
    if (path === "checkpoint") return Buffer.from(shown.checkpoint);
    const tile = parseTilePath(path);
    if (tile === undefined) return undefined;
    if (tile.level === "entries") {
      const entries = shown.entries.slice(tile.index * tileWidth, tile.index * tileWidth + tile.width);
      return entries.length === tile.width ? encodeBundle(entries) : undefined;
    }
    const hashes = tiles.get(`${tile.level}/${tile.index}`)?.subarray(0, tile.width * hashLength);
    return hashes?.length === tile.width * hashLength ? hashes : undefined;
  };
  const server = createServer((request, answer) => {
    const path = (request.url ?? "").slice("/log/".length);
    asked.push(path);
    const bytes = right(path);
    const other = shown.instead[path];
    if (other !== undefined) other(answer, bytes ?? new Uint8Array());
    else if (bytes === undefined) answer.writeHead(404).end();
    else answer.writeHead(200).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`,
    asked,
    show(state) {
      shown = { ...shown, instead: {}, ...state };
      const changed = appendToTiles(
        sha256,
        0,
        shown.entries.map((entry) => leafHash(sha256, entry)),
        () => undefined,
      );
      tiles = new Map(changed.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A head of these entries, cosigned by some of the pillars at a time in seconds. */
export function headOf(
  entries: readonly Uint8Array[],
  {
    by = [0, 1, 2],
    at = 1_800_000_000,
    name = origin,
  }: { by?: readonly number[]; at?: number; name?: string } = {},
): string {
  const root = merkleRoot(
    sha256,
    entries.map((entry) => leafHash(sha256, entry)),
  );
  const note = signNote(formatCheckpoint({ origin: name, size: entries.length, root }), [logKey]);
  const { text, signatures } = parseNote(note) as Note;
  const cosignatures = pillars
    .filter((_, place) => by.includes(place))
    .map((pillar) => cosign(text, pillar, at));
  return formatNote({ text, signatures: [...signatures, ...cosignatures] });
}

export const pillarPolicy = `log ${logKey.text}
${pillars.map(({ name, text }) => `witness ${name} ${text}\n`).join("")}group pillars 2 ${pillars.map(({ name }) => name).join(" ")}
quorum pillars
`;

export function newSigner(): Signer {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return pemSigner(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
}

let made = 0;

/** A signed act; its time is a day of 2026. */
export function actOf(
  signer: Signer,
  organisation: string,
  type: string,
  facts: Facts = {},
  at = "2026-06-01T10:00:00.000Z",
  about?: string,
): Uint8Array {
  const id = `01930000-0000-7000-8000-${String(made++).padStart(12, "0")}`;
  const act = {
    id,
    type,
    subject: about ?? `test:${id}`,
    organisation,
    at,
    previous: null,
    public: facts,
    privateRoot: null,
  };
  const message = prepareAct(act, signer.keyId);
  return finishSign1(message, signer.sign(message.toBeSigned) as Uint8Array);
}

export function founding(signer: Signer, organisation = "KP-SEC"): Uint8Array {
  return actOf(signer, organisation, "record.founded", {
    origin,
    scheme: "Test",
    demonstration: true,
    logKey: logKey.publicKey,
    publicKey: signer.publicKey,
    keyId: signer.keyId,
  });
}
