// Signed heads and who has cosigned them. A head counts for others once the quorum of the policy in force has seen it.
import { hasQuorum } from "#core/log/policy.ts";
import { latestCheckpoint } from "../store.ts";
import type { Reader } from "../store.ts";
import { currentPolicy, fewestWitnesses } from "./policy.ts";
import {
  contacts,
  cosignaturesOf,
  cosignedSizes,
  findCheckpoint,
  newestCosignatures,
  troubles,
} from "./store.ts";
import type { TroubleRow } from "./store.ts";

export interface Head {
  readonly size: bigint;
  /** The signed note; of a cosigned head with every cosignature that is known. */
  readonly note: string;
  /** When it was signed, by our clock. */
  readonly at: string;
}

/** The newest head that the quorum has seen, with its cosignatures; without a policy the newest signed one. */
export async function latestCosignedCheckpoint(reader: Reader): Promise<Head | undefined> {
  const policy = (await currentPolicy(reader))?.policy;
  if (policy === undefined || policy.quorum === null) {
    const head = await latestCheckpoint(reader);
    return head === undefined ? undefined : withCosignatures(reader, head);
  }
  const keys = policy.witnesses.map(({ key }) => ({ name: key.name, keyId: key.keyId }));
  for (let below: bigint | null = null; ;) {
    const sizes = await cosignedSizes(reader, keys, fewestWitnesses(policy), below, 20);
    const found = sizes.find(({ by }) => hasQuorum(policy, by));
    if (found !== undefined) {
      const head = await findCheckpoint(reader, found.size);
      return head === undefined ? undefined : withCosignatures(reader, head);
    }
    if (sizes.length < 20) return undefined;
    below = sizes.at(-1)?.size ?? null;
  }
}

async function withCosignatures(reader: Reader, head: Head): Promise<Head> {
  const lines = (await cosignaturesOf(reader, head.size)).map(({ line }) => line);
  return { ...head, note: head.note + lines.join("") };
}

export interface WitnessState {
  /** As the policy calls it: "civil-society". */
  readonly name: string;
  /** Name of its key. */
  readonly keyName: string;
  readonly keyId: number;
  /** Newest head that it cosigned; null when it never did. */
  readonly size: bigint | null;
  /** POSIX seconds of that cosignature. */
  readonly seconds: bigint | null;
  /** Entries of the newest signed head that it has not seen. */
  readonly behind: bigint;
  /** When it last answered us; null when it never did. */
  readonly answeredAt: string | null;
  /** What was wrong, where its last contact failed: a sentence for whoever looks after the installation. */
  readonly failure: string | null;
}

/** One for each witness of the policy in force, in its order; none where there is no policy. */
export async function witnessStates(reader: Reader): Promise<readonly WitnessState[]> {
  const policy = (await currentPolicy(reader))?.policy;
  if (policy === undefined) return [];
  const keys = policy.witnesses.map(({ key }) => ({ name: key.name, keyId: key.keyId }));
  const newest = await newestCosignatures(reader, keys);
  const known = await contacts(reader);
  const head = (await latestCheckpoint(reader))?.size ?? 0n;
  return policy.witnesses.map(({ name, key }) => {
    const of = (row: { readonly keyName: string; readonly keyId: number }): boolean =>
      row.keyName === key.name && row.keyId === key.keyId;
    const cosigned = newest.find(of);
    const contact = known.find(of);
    const failing =
      contact !== undefined &&
      contact.failedAt !== null &&
      (contact.answeredAt === null || contact.failedAt > contact.answeredAt);
    return {
      name,
      keyName: key.name,
      keyId: key.keyId,
      size: cosigned?.size ?? null,
      seconds: cosigned?.seconds ?? null,
      behind: head - (cosigned?.size ?? 0n),
      answeredAt: contact?.answeredAt ?? null,
      failure: failing ? contact.failure : null,
    };
  });
}

/** What keeps the log from signing or publishing now; none when it goes on. */
export function logTroubles(reader: Reader): Promise<readonly TroubleRow[]> {
  return troubles(reader);
}
