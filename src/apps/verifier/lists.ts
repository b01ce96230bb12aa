// The lists a desk goes by: fetched at each visit with a network, taken only when the scheme's key signed them, kept for
// the days without. The key is the one the first list named; later lists may hand over to the next, nobody else can.
import { readStatusList } from "#core/certificate/status-list.ts";
import type { StatusList } from "#core/certificate/status-list.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { mayReplace } from "#core/trust/signed-document.ts";
import { readTrustList, schemeKeysOf, signersNamedIn } from "#core/trust/trust-list.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { withCryptography } from "./signatures.ts";
import type { Store } from "./store.ts";

export interface Lists {
  readonly trust: TrustList | undefined;
  readonly status: StatusList | undefined;
  /** Pinned at the first visit. */
  readonly schemeKey: Uint8Array | undefined;
  /** Lists are offered under a key that no kept list names: they are not taken. */
  readonly foreignKey: Uint8Array | undefined;
  /** When the server last answered with lists; by this device's clock. */
  readonly askedAt: string | undefined;
}

export async function keptLists(store: Store): Promise<Lists> {
  const [trustBytes, statusBytes, schemeKey, askedAt] = await Promise.all([
    store.get<Uint8Array>("trust-list"),
    store.get<Uint8Array>("status-list"),
    store.get<Uint8Array>("scheme-key"),
    store.get<string>("asked-at"),
  ]);
  const keys = schemeKey === undefined ? [] : [schemeKey];
  const trust = trustBytes === undefined ? undefined : await readTrust(trustBytes, keys);
  const status =
    statusBytes === undefined
      ? undefined
      : await readStatus(statusBytes, signersFrom(schemeKey, trust?.list));
  return { trust: trust?.list, status, schemeKey, foreignKey: undefined, askedAt };
}

/** Undefined where the server did not answer; what is kept stays. */
export async function refreshLists(store: Store, kept: Lists, now: string): Promise<Lists | undefined> {
  const [trustBytes, statusBytes] = await Promise.all([
    fetchBytes("/trust-list.cose"),
    fetchBytes("/lists/status.cose"),
  ]);
  if (trustBytes === undefined) return undefined;
  let { trust, status, schemeKey } = kept;
  const known = schemeKey === undefined ? signersNamedIn(trustBytes) : signersFrom(schemeKey, trust);
  const read = await readTrust(trustBytes, known);
  if (read === undefined) {
    const named = await readTrust(trustBytes, signersNamedIn(trustBytes));
    return { ...kept, foreignKey: named?.key };
  }
  if (mayReplace(trust, read.list).ok) {
    ({ list: trust, key: schemeKey } = read);
    await store.put("trust-list", trustBytes);
    await store.put("scheme-key", schemeKey);
  }
  if (statusBytes !== undefined) {
    const next = await readStatus(statusBytes, signersFrom(schemeKey, trust));
    if (next !== undefined && mayReplace(status, next).ok) {
      status = next;
      await store.put("status-list", statusBytes);
    }
  }
  await store.put("asked-at", now);
  return { trust, status, schemeKey, foreignKey: undefined, askedAt: now };
}

function signersFrom(pinned: Uint8Array | undefined, trust: TrustList | undefined): readonly Uint8Array[] {
  const handedOver = trust === undefined ? [] : schemeKeysOf(trust);
  if (pinned === undefined) return [];
  return [pinned, ...handedOver.filter((key) => !equalBytes(key, pinned))];
}

async function readTrust(
  bytes: Uint8Array,
  keys: readonly Uint8Array[],
): Promise<{ readonly list: TrustList; readonly key: Uint8Array } | undefined> {
  for (const key of keys) {
    const reading = await withCryptography(({ verifyEs256 }) => readTrustList(bytes, key, verifyEs256));
    if (reading.ok) return { list: reading.list, key };
  }
  return undefined;
}

async function readStatus(bytes: Uint8Array, keys: readonly Uint8Array[]): Promise<StatusList | undefined> {
  for (const key of keys) {
    const reading = await withCryptography(({ verifyEs256 }) => readStatusList(bytes, key, verifyEs256));
    if (reading.ok) return reading.document;
  }
  return undefined;
}

async function fetchBytes(address: string): Promise<Uint8Array | undefined> {
  try {
    // Asks whether it is still the same; the answer is mostly "yes" and a few bytes.
    const response = await fetch(address, { cache: "no-cache" });
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
