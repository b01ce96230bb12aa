// Reads the entries of a zip that office programs write: stored or deflated, no encryption, no zip64. Hostile: the number of
// entries and what they unpack to are bounded before anything is unpacked, and the check sum must fit.
import { crc32, inflateRawSync } from "node:zlib";

export type ZipProblem = "not-a-zip" | "encryption" | "zip64" | "compression" | "bomb";

export type ZipReading =
  | { readonly ok: true; readonly names: readonly string[]; read(name: string): Uint8Array | ZipProblem }
  | { readonly ok: false; readonly problem: ZipProblem };

const mostEntries = 200;
const endSize = 22;
const longestComment = 65_535;

export function openZip(bytes: Uint8Array, mostUnpacked: number): ZipReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endOf(view);
  if (end === undefined) return { ok: false, problem: "not-a-zip" };
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  if (count === 0xffff || directory === 0xffffffff) return { ok: false, problem: "zip64" };
  if (count > mostEntries) return { ok: false, problem: "bomb" };
  const entries = new Map<string, Entry>();
  let at = directory;
  for (let i = 0; i < count; i++) {
    const entry = entryAt(view, bytes, at, end);
    if (entry === undefined || entries.has(entry.name)) return { ok: false, problem: "not-a-zip" };
    entries.set(entry.name, entry);
    at = entry.next;
  }
  let left = mostUnpacked;
  return {
    ok: true,
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) return "not-a-zip";
      if (entry.unpacked > left) return "bomb";
      const content = contentOf(view, bytes, entry);
      if (typeof content !== "string") left -= content.length;
      return content;
    },
  };
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly local: number;
  readonly next: number;
}

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - endSize;
  for (let at = last; at >= 0 && at >= last - longestComment; at--)
    if (view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === last - at) return at;
  return undefined;
}

function entryAt(view: DataView, bytes: Uint8Array, at: number, end: number): Entry | undefined {
  if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return undefined;
  const [nameLength, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
  const next = at + 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  if (next > end) return undefined;
  return {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0))),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    checksum: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    unpacked: view.getUint32(at + 24, true),
    local: view.getUint32(at + 42, true),
    next,
  };
}

function contentOf(view: DataView, bytes: Uint8Array, entry: Entry): Uint8Array | ZipProblem {
  if ((entry.flags & 1) !== 0) return "encryption";
  if (entry.method !== 0 && entry.method !== 8) return "compression";
  const { local } = entry;
  if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) return "not-a-zip";
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + entry.packed > bytes.length) return "not-a-zip";
  const packed = bytes.subarray(start, start + entry.packed);
  let content = packed;
  if (entry.method === 8) {
    try {
      content = inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpacked, 1) });
    } catch (error) {
      return (error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE" ? "bomb" : "not-a-zip";
    }
  }
  return content.length === entry.unpacked && crc32(content) === entry.checksum ? content : "not-a-zip";
}
