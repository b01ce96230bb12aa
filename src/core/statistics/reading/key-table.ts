// Which figures of a data set stand, and which a new edition adds, changes, repeats or leaves out: hashes of 64 bits in flat
// arrays, two a figure (two million figures need 70 MB), or one where nothing stands yet with which to compare (38 MB). Pure:
// the seed comes from outside, so that nobody can make a file whose keys meet on purpose.
export type Meeting =
  | "added"
  | "same"
  | "changed"
  /** The file itself has said it before. */
  | "twice";

export interface KeyTable {
  /** A figure that stands. */
  stand(key: string, said: string): void;
  /** A figure of the file. */
  meet(key: string, said: string): Meeting;
  /** Whether the file has a figure of this key. */
  met(key: string): boolean;
}

const [standing, met] = [1, 2];

/** `stands`: about how many figures stand, with which what the file says is compared; undefined where none ever stood. */
export function keyTable(seed: number, stands: number | undefined): KeyTable {
  const compares = stands !== undefined;
  const width = compares ? 4 : 2;
  // Room for them from the beginning: while it grows a table takes half as much again.
  let capacity = 1 << 12;
  while (isFull(stands ?? 0, capacity)) capacity *= 2;
  let used = 0;
  // Per slot: the key's hash and, where it is compared, the hash of what is said.
  let hashes = new Uint32Array(capacity * width);
  let states = new Uint8Array(capacity);
  const hash = new Uint32Array(2);
  const said = new Uint32Array(2);

  const slotOf = (low: number, high: number): number => {
    let slot = low & (capacity - 1);
    while (states[slot] !== 0 && (hashes[slot * width] !== low || hashes[slot * width + 1] !== high))
      slot = (slot + 1) & (capacity - 1);
    return slot;
  };
  const grow = (): void => {
    const [oldHashes, oldStates] = [hashes, states];
    capacity *= 2;
    hashes = new Uint32Array(capacity * width);
    states = new Uint8Array(capacity);
    for (let old = 0; old < oldStates.length; old++) {
      const state = oldStates[old] ?? 0;
      if (state === 0) continue;
      const slot = slotOf(oldHashes[old * width] ?? 0, oldHashes[old * width + 1] ?? 0);
      hashes.set(oldHashes.subarray(old * width, old * width + width), slot * width);
      states[slot] = state;
    }
  };
  const find = (key: string): number => {
    digest(key, seed, hash);
    return slotOf(hash[0] ?? 0, hash[1] ?? 0);
  };
  const put = (slot: number, state: number): void => {
    hashes.set(hash, slot * width);
    if (compares) hashes.set(said, slot * width + 2);
    states[slot] = state;
    used += 1;
    if (isFull(used, capacity)) grow();
  };

  return {
    stand(key, text) {
      digest(text, seed, said);
      put(find(key), standing);
    },
    meet(key, text) {
      const slot = find(key);
      if (compares) digest(text, seed, said);
      if (states[slot] === 0) {
        put(slot, met);
        return "added";
      }
      if (states[slot] === met) return "twice";
      states[slot] = met;
      return hashes[slot * width + 2] === said[0] && hashes[slot * width + 3] === said[1]
        ? "same"
        : "changed";
    },
    met: (key) => states[find(key)] === met,
  };
}

function isFull(used: number, capacity: number): boolean {
  return used * 5 > capacity * 3;
}

/** cyrb53's mixing, to 64 bits. */
function digest(text: string, seed: number, to: Uint32Array): void {
  let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  to[0] = a;
  to[1] = b;
}
