// Puts a ceiling on the memory a WebAssembly program may ever ask for, by rewriting the maximum in its memory section.
// The engine then refuses to grow beyond it: the only limit a hostile picture cannot talk its way around, because
// a worker thread's resource limits do not count WebAssembly memory.

const pageBytes = 65_536;
const memorySection = 5;

/** A copy of the program whose memory stops at `megabytes`. Throws where the program states no maximum we can lower. */
export function withMemoryLimit(program: Uint8Array, megabytes: number): Uint8Array<ArrayBuffer> {
  const limited = new Uint8Array(program);
  const at = findMaximum(limited);
  const pages = Math.floor((megabytes * 1024 * 1024) / pageBytes);
  // The same number of bytes as before: LEB128 may carry leading zeros, so that nothing behind it moves.
  if (pages >= 2 ** (7 * at.length) || pages < at.minimum)
    throw new RangeError(`no memory limit of ${megabytes} MB fits`);
  for (let index = 0; index < at.length; index += 1) {
    const more = index < at.length - 1 ? 0x80 : 0;
    limited[at.offset + index] = ((pages >> (7 * index)) & 0x7f) | more;
  }
  return limited;
}

function findMaximum(program: Uint8Array): { offset: number; length: number; minimum: number } {
  let at = 8; // after the magic and the version
  while (at < program.length) {
    const section = program[at] ?? 0;
    const size = readLeb(program, at + 1);
    if (section === memorySection) {
      const count = readLeb(program, size.next);
      const hasMaximum = ((program[count.next] ?? 0) & 1) === 1;
      if (count.value !== 1 || !hasMaximum) break;
      const minimum = readLeb(program, count.next + 1);
      const maximum = readLeb(program, minimum.next);
      return { offset: minimum.next, length: maximum.next - minimum.next, minimum: minimum.value };
    }
    at = size.next + size.value;
  }
  throw new Error("the WebAssembly program states no memory maximum");
}

function readLeb(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < 5; index += 1) {
    const byte = bytes[start + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: start + index + 1 };
  }
  throw new Error("not a WebAssembly program");
}
