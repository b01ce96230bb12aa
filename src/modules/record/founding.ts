// The beginning of a record, and the keys of those who may write in it.
import type { KnownLog } from "#core/log/checkpoint.ts";
import { ed25519Type, ed25519Verifier, formatVerifierKey, keyId as noteKeyId } from "#core/log/note.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { verifyEd25519 } from "#platform/keys/ed25519.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { readAct } from "#core/act/act.ts";
import { organisationKeyAdded, organisationKeyRevoked, recordFounded } from "./acts.ts";
import type { FoundingFacts } from "./acts.ts";
import { inTransaction } from "#platform/work/context.ts";
import type { Ctx, Tx } from "#platform/work/context.ts";
import { record } from "./record.ts";
import { firstAct } from "./store.ts";
import type { Reader } from "./store.ts";

export interface Founding {
  readonly origin: string;
  readonly scheme: string;
  readonly demonstration: boolean;
  readonly founder: string;
  readonly logKey: Uint8Array;
  /** Key id of the log's note signatures (C2SP signed-note). */
  readonly logKeyId: number;
  /** UTC instant. */
  readonly at: string;
}

export async function findFounding(reader: Reader): Promise<Founding | undefined> {
  const first = await firstAct(reader);
  if (first === undefined) return undefined;
  const act = readAct(first.leaf);
  const { origin, scheme, demonstration, logKey } = act.public as FoundingFacts;
  return {
    origin,
    scheme,
    demonstration,
    logKey,
    founder: act.organisation,
    logKeyId: logKeyId(origin, logKey),
    at: act.at,
  };
}

/** Begins a record. Refused when there is one: a second log under the same name would be a fork. */
export async function found(
  ctx: Ctx,
  input: { origin: string; scheme: string; demonstration: boolean },
): Promise<void> {
  const founder = ctx.actor.organisation;
  if (founder === null) throw new Problem("not-allowed");
  const signer = (await ctx.keyring.findSigner(founder)) ?? (await ctx.keyring.makeSigner(founder));
  const log = await ctx.keyring.logSigner();
  await inTransaction(ctx, async (tx) => {
    refuseUnless((await firstAct(tx)) === undefined, "already-done");
    await record(
      tx,
      recordFounded,
      {
        subject: "record",
        previous: null,
        public: { ...input, logKey: log.publicKey, publicKey: signer.publicKey, keyId: signer.keyId },
        private: {},
      },
      { firstKey: signer },
    );
  });
}

/** Lets an organisation's key sign from now on. */
export async function addOrganisationKey(
  tx: Tx,
  organisation: string,
  signer: Pick<Signer, "keyId" | "publicKey">,
): Promise<void> {
  await record(tx, organisationKeyAdded, {
    subject: `organisation-key:${organisation}:${Buffer.from(signer.keyId).toString("hex")}`,
    public: { organisation, keyId: signer.keyId, publicKey: signer.publicKey },
    private: {},
  });
}

export async function revokeKey(
  tx: Tx,
  organisation: string,
  keyId: Uint8Array,
  reason: string,
): Promise<void> {
  await record(tx, organisationKeyRevoked, {
    subject: `organisation-key:${organisation}:${Buffer.from(keyId).toString("hex")}`,
    public: { organisation, keyId, reason },
    private: {},
  });
}

/** The log as a checker knows it: its origin and the key that signs its heads. */
export function knownLog({ origin, logKey, logKeyId }: Founding): KnownLog {
  const key = { name: origin, keyId: logKeyId, type: ed25519Type, publicKey: logKey };
  return { origin, verifiers: [ed25519Verifier(key, verifyEd25519)] };
}

/** "<origin>+<key id>+<key>", as policies and monitors name the log. */
export function verifierKey({ origin, logKey }: Founding): string {
  return formatVerifierKey(sha256, { name: origin, type: ed25519Type, publicKey: logKey });
}

function logKeyId(origin: string, publicKey: Uint8Array): number {
  return noteKeyId(sha256, origin, ed25519Type, publicKey);
}
