// Published trust lists: the one in force, read once per process and version, and every older one as it was signed.
import { equalBytes } from "#core/encoding/bytes.ts";
import { decodeSign1, ownKeyId } from "#core/encoding/cose.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import { findDocument, findFounding, organisationKeys, policyForDesks } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { compileTrustList, saysTheSame } from "./compile.ts";
import type { Heading } from "./compile.ts";
import { ctxOf, loadFacts, readerOf } from "./queries.ts";
import type { Source } from "./queries.ts";
import * as store from "./store.ts";
import type { TrustListRow } from "./rows.ts";

export interface PublishedTrustList {
  readonly version: number;
  readonly list: TrustList;
  /** The signed COSE message, for whoever keeps a copy. */
  readonly bytes: Uint8Array;
  /** The point whose key signed it. */
  readonly schemeKey: Uint8Array;
}

/** Undefined while none was published. At most a second old, as all facts of this module. */
export async function findCurrentTrustList(source: Source): Promise<PublishedTrustList | undefined> {
  const { database } = ctxOf(source);
  const known = kept.get(database);
  if (known !== undefined && performance.now() - known.checkedAt < longestStale) return known.published;
  const checkedAt = performance.now();
  const reader = readerOf(source);
  const [latest] = await store.trustLists(reader, 1);
  if (latest === undefined) return undefined;
  const published =
    known?.published.version === latest.version ? known.published : await readPublished(reader, latest);
  kept.set(database, { published, checkedAt });
  return published;
}

export async function currentTrustList(source: Source): Promise<PublishedTrustList> {
  const published = await findCurrentTrustList(source);
  if (published === undefined) throw new Problem("not-found");
  return published;
}

/** Any list ever published. */
export async function getTrustList(source: Source, version: number): Promise<PublishedTrustList> {
  const reader = readerOf(source);
  const row = await store.findTrustList(reader, version);
  if (row === undefined) throw new Problem("not-found");
  return readPublished(reader, row);
}

/** The newest first. */
export async function trustListHistory(source: Source, limit = 50): Promise<readonly TrustListRow[]> {
  return store.trustLists(readerOf(source), limit);
}

/** Whether the scheme's facts now say something else than the list in force. */
export async function changesSincePublication(source: Source): Promise<boolean> {
  const { list } = await currentTrustList(source);
  const reader = readerOf(source);
  const founding = await findFounding(reader);
  return !saysTheSame(await compileNow(reader, founding?.founder ?? "", list), list);
}

/** The list that the facts of this moment make. */
export async function compileNow(
  reader: store.Reader,
  founder: string,
  heading: Heading,
): Promise<TrustList> {
  const facts = await loadFacts(reader);
  const record = {
    founder,
    organisationKeys: await organisationKeys(reader),
    logPolicy: await policyForDesks(reader),
  };
  return compileTrustList(facts, record, heading);
}

export async function readPublished(
  reader: store.Reader,
  row: TrustListRow,
  founder?: string,
): Promise<PublishedTrustList> {
  const document = await findDocument(reader, row.digest);
  if (document === undefined) throw new Error(`the document of trust list ${row.version} is missing`);
  const bytes = new Uint8Array(document.content);
  const keyId = ownKeyId(decodeSign1(bytes));
  const owner = founder ?? (await findFounding(reader))?.founder;
  for (const key of await organisationKeys(reader)) {
    if (key.organisation !== owner || !equalBytes(key.keyId, keyId)) continue;
    const reading = readTrustList(bytes, key.publicKey, verifyEs256);
    if (reading.ok) return { version: row.version, list: reading.list, bytes, schemeKey: key.publicKey };
  }
  throw new Error(`trust list ${row.version} is not signed by a key of ${owner}`);
}

/** After a change of this process. */
export function forgetTrustList({ database }: Ctx): void {
  const known = kept.get(database);
  if (known !== undefined) kept.set(database, { ...known, checkedAt: Number.NEGATIVE_INFINITY });
}

const longestStale = 1_000;
const kept = new WeakMap<
  Ctx["database"],
  { readonly published: PublishedTrustList; readonly checkedAt: number }
>();
