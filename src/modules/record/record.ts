// record(tx, kind, act): the only way to write. The act is signed, stored, and projected onto the tables by the same
// function that a rebuild will use, in the caller's transaction: nothing can be done without it, so nothing unseen.
import { prepareAct } from "#core/act/act.ts";
import type { Act, Fact, Facts } from "#core/act/act.ts";
import { claimsRoot, encodeClaims, makeClaims, saltLength } from "#core/act/claims.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import type { PreparedSign1 } from "#core/encoding/cose.ts";
import { leafHash } from "#core/log/merkle.ts";
import { Problem } from "#platform/http/problem.ts";
import { randomBytes, sha256 } from "#platform/keys/random.ts";
import { signEach } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import type { Actor, Tx } from "#platform/work/context.ts";
import { findHead, insertActs } from "./store.ts";
import type { NewAct } from "./store.ts";

/** An act as the tables see it: the same at the first writing and at every rebuild. */
export interface ProjectedAct<Public extends Facts, Private extends Facts> {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly organisation: string;
  readonly at: string;
  readonly leafHash: Uint8Array;
  readonly public: Public;
  readonly private: Private & { readonly actor: ActorFact };
}

export type ActorFact = {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** Of a program: who made its key. */
  readonly maker?: string;
};

/** What may use tables while acts are projected: a live transaction, or a rebuild. */
export type Projection = Pick<Tx, "db">;

export interface ActKind<Public extends Facts, Private extends Facts> {
  readonly type: string;
  /** Writes the tables from the acts alone: no clock, no randomness, no table that is not itself a projection. */
  readonly project: (tx: Projection, acts: readonly ProjectedAct<Public, Private>[]) => Promise<void>;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a list of kinds mixes their fact types
export type AnyActKind = ActKind<any, any>;

export function actKind<Public extends Facts, Private extends Facts>(
  type: string,
  project: (tx: Projection, acts: readonly ProjectedAct<Public, Private>[]) => Promise<void>,
): ActKind<Public, Private> {
  return { type, project };
}

export interface ActInput<Public extends Facts, Private extends Facts> {
  readonly subject: string;
  readonly public: Public;
  readonly private: Private;
  /** Who acts, where one transaction carries the acts of several people; the transaction's actor when absent. */
  readonly actor?: Actor;
  /** Whose key signs; the actor's organisation when absent. */
  readonly organisation?: string;
  /** Leaf hash of the last act on the subject; null for a new subject; looked up when absent. */
  readonly previous?: Uint8Array | null;
}

export interface Recorded {
  readonly id: string;
  readonly serial: bigint;
  readonly leafHash: Uint8Array;
  readonly at: string;
}

export async function record<Public extends Facts, Private extends Facts>(
  tx: Tx,
  kind: ActKind<Public, Private>,
  input: ActInput<Public, Private>,
  options: RecordOptions = {},
): Promise<Recorded> {
  const [recorded] = await recordAll(tx, kind, [input], options);
  return recorded as Recorded;
}

export interface RecordOptions {
  /** Only for the founding act, which introduces the key that signs it. */
  readonly firstKey?: Signer;
}

/**
 * Many acts of one kind on different subjects, in a few statements. A long list goes in pieces: one is made while that
 * before it is signed on the other cores and the database writes that before both. Other work has its turn between them.
 */
export async function recordAll<Public extends Facts, Private extends Facts>(
  tx: Tx,
  kind: ActKind<Public, Private>,
  inputs: readonly ActInput<Public, Private>[],
  options: RecordOptions = {},
): Promise<readonly Recorded[]> {
  const signers = new Map<string, Signer>();
  const recorded: Recorded[] = [];
  const [signing, writing] = [line(), line()];
  try {
    for (let from = 0; from < inputs.length; from += pieceLength) {
      if (from > 0) await new Promise((resolve) => setImmediate(resolve));
      const prepared: Awaited<ReturnType<typeof prepare<Public, Private>>>[] = [];
      for (const input of inputs.slice(from, from + pieceLength)) {
        const organisation = input.organisation ?? (input.actor ?? tx.actor).organisation;
        if (organisation === null) throw new Problem("not-allowed");
        const signer = options.firstKey ?? signers.get(organisation) ?? (await getSigner(tx, organisation));
        signers.set(organisation, signer);
        prepared.push(await prepare(tx, kind, input, organisation, signer));
      }
      await signing.done();
      signing.add(async () => {
        const drafts = await signEach(prepared, signed);
        writing.add(async () => {
          recorded.push(...(await write(tx, kind, drafts, options.firstKey !== undefined)));
        });
      });
    }
    await signing.done();
    await writing.done();
  } catch (error) {
    // Nothing may still be under way in a transaction that is turned back.
    await Promise.allSettled([signing.done()]);
    await Promise.allSettled([writing.done()]);
    throw error;
  }
  return recorded;
}

const pieceLength = 128;

/** Work that is done one after another beside its caller's; a failure is told to whoever waits for the end. */
function line(): { add(work: () => Promise<void>): void; done(): Promise<void> } {
  let last: Promise<void> = Promise.resolve();
  const after = async (before: Promise<void>, work: () => Promise<void>): Promise<void> => {
    await before;
    await work();
  };
  return {
    add(work) {
      last = after(last, work);
      last.catch(() => undefined);
    },
    done: () => last,
  };
}

async function write<Public extends Facts, Private extends Facts>(
  tx: Tx,
  kind: ActKind<Public, Private>,
  drafts: readonly (NewAct & { readonly privateFacts: Private & { readonly actor: ActorFact } })[],
  founding: boolean,
): Promise<readonly Recorded[]> {
  const [inserted, projected] = await Promise.allSettled([
    insertActs(tx, drafts, founding),
    sent().then(() =>
      kind.project(
        tx,
        drafts.map(({ act, leafHash, privateFacts }) => ({
          ...act,
          leafHash,
          public: act.public as Public,
          private: privateFacts,
        })),
      ),
    ),
  ]);
  if (inserted.status === "rejected") throw inserted.reason;
  const serials = inserted.value;
  for (const [i, serial] of serials.entries()) {
    // A key revoked since it was loaded, or never made known to the record.
    if (serial === undefined)
      throw new Problem("signer-unavailable", { organisation: drafts[i]?.act.organisation ?? "" });
  }
  if (projected.status === "rejected") throw projected.reason;
  return drafts.map(({ act, leafHash }, i) => ({
    id: act.id,
    serial: serials[i] as bigint,
    leafHash,
    at: act.at,
  }));
}

/** When the statement begun before is on its way: what follows on the same connection need not wait for its answer. */
function sent(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

async function prepare<Public extends Facts, Private extends Facts>(
  tx: Tx,
  kind: ActKind<Public, Private>,
  input: ActInput<Public, Private>,
  organisation: string,
  signer: Signer,
) {
  const { kind: actorKind, id, name, maker } = input.actor ?? tx.actor;
  const actor = { id, kind: actorKind, name, ...(maker === undefined ? {} : { maker }) };
  const privateFacts = settle({ ...input.private, actor }) as Private & { actor: ActorFact };
  const claims = makeClaims(privateFacts, () => randomBytes(saltLength));
  const act: Act = {
    id: tx.newId(),
    type: kind.type,
    subject: input.subject,
    organisation,
    at: tx.now,
    previous: input.previous === undefined ? await findHead(tx, input.subject) : input.previous,
    public: settle(input.public) as Facts,
    privateRoot: claimsRoot(sha256, claims),
  };
  return { act, privateFacts, claims: encodeClaims(claims), signer, message: prepareAct(act, signer.keyId) };
}

async function signed<Prepared extends { act: Act; signer: Signer; message: PreparedSign1 }>(
  prepared: Prepared,
  sign: Signer["sign"],
) {
  const { act, signer, message } = prepared;
  let signature: Uint8Array;
  try {
    signature = await sign(message.toBeSigned);
  } catch (error) {
    throw new Problem("signer-unavailable", { organisation: act.organisation }, { cause: error });
  }
  const leaf = finishSign1(message, signature);
  return { ...prepared, keyId: signer.keyId, leaf, leafHash: leafHash(sha256, leaf) };
}

async function getSigner(tx: Tx, organisation: string): Promise<Signer> {
  let signer: Signer | undefined;
  try {
    signer = await tx.ctx.keyring.findSigner(organisation);
  } catch (error) {
    throw new Problem("signer-unavailable", { organisation }, { cause: error });
  }
  if (signer === undefined) throw new Problem("signer-unavailable", { organisation });
  return signer;
}

/** Facts as they will be read back: absent fields gone, whole numbers small enough as numbers. */
function settle(fact: Fact | undefined): Fact {
  if (typeof fact === "bigint")
    return fact >= -9007199254740991n && fact <= 9007199254740991n ? Number(fact) : fact;
  if (fact === null || typeof fact !== "object" || fact instanceof Uint8Array) return fact as Fact;
  if (Array.isArray(fact)) return (fact as readonly Fact[]).map(settle);
  const settled: Record<string, Fact> = {};
  for (const [key, value] of Object.entries(fact as Facts))
    if (value !== undefined) settled[key] = settle(value);
  return settled;
}
