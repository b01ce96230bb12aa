// Columns of many rows for one statement ("unnest($1::bytea[], $2::text[])"), in PostgreSQL's binary form. As text each byte
// of a bytea takes two characters and each text is searched for quotes, which is felt where thousands of rows are written.
// Format: array_send in PostgreSQL's arrayfuncs.c; one dimension, counted from 1.

const byteaOid = 17;
const int8Oid = 20;
const textOid = 25;
const headLength = 20;

export function byteaArray(values: readonly (Uint8Array | null)[]): Buffer {
  let length = headLength;
  for (const value of values) length += 4 + (value?.length ?? 0);
  const array = head(length, byteaOid, values);
  let at = headLength;
  for (const value of values) {
    at = array.writeInt32BE(value?.length ?? -1, at);
    if (value === null) continue;
    array.set(value, at);
    at += value.length;
  }
  return array;
}

export function int8Array(values: readonly (bigint | null)[]): Buffer {
  const array = head(headLength + values.length * 12, int8Oid, values);
  let at = headLength;
  for (const value of values) {
    at = array.writeInt32BE(value === null ? -1 : 8, at);
    if (value !== null) at = array.writeBigInt64BE(value, at);
  }
  return array.subarray(0, at);
}

export function textArray(values: readonly (string | null)[]): Buffer {
  let length = headLength;
  for (const value of values) length += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const array = head(length, textOid, values);
  let at = headLength;
  for (const value of values) {
    const written = value === null ? -1 : array.write(value, at + 4);
    array.writeInt32BE(written, at);
    at += 4 + Math.max(written, 0);
  }
  return array;
}

function head(length: number, oid: number, values: readonly unknown[]): Buffer {
  const array = Buffer.allocUnsafe(length);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  return array;
}
