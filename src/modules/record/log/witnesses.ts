// Last stage of the sequencer: every witness of the policy is asked at the same time to cosign a signed head, and what it
// answers is kept once it is verified. Before the first head of a sequencer's life they are asked what they have seen:
// a log that was restored from an old backup must not sign on.
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { emptyRoot } from "#core/log/merkle.ts";
import { ed25519Type, parseNote, signNote } from "#core/log/note.ts";
import { hasQuorum } from "#core/log/policy.ts";
import type { Policy, PolicyWitness } from "#core/log/policy.ts";
import { consistencyProofFromTiles, tilesForConsistency } from "#core/log/tiles.ts";
import { formatAddCheckpoint } from "#core/log/witness.ts";
import type { LogSigner } from "#platform/keys/keyring.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { Founding } from "../founding.ts";
import { findTiles, latestCheckpoint } from "../store.ts";
import type { Reader } from "../store.ts";
import type { Head } from "./heads.ts";
import { currentPolicy } from "./policy.ts";
import { cosignaturesOf, insertCosignatures, newestCosignatures, saveContact } from "./store.ts";
import { LogTrouble } from "./trouble.ts";
import { askWitness } from "./witness-client.ts";
import type { Fetch, VerifiedCosignature, WitnessAnswer } from "./witness-client.ts";

export interface WitnessOptions {
  readonly clock: () => number;
  readonly logSigner: LogSigner;
  /** Where witnesses are whose line in the policy does not say it, by the names of their keys. */
  readonly addresses?: ReadonlyMap<string, string>;
  readonly fetch?: Fetch;
  /** A sentence about a witness that fails, once for each new reason. */
  readonly report: (sentence: string) => void;
  /** A late cosignature has come in. */
  readonly changed: () => void;
}

export interface Witnesses {
  /**
   * Asks each witness what it has seen. True when those who answered would be a quorum, and none of them has seen more
   * than `head`, or something else. Throws `LogTrouble` where one has.
   */
  inquire(reader: Reader, founding: Founding, head: Head | undefined): Promise<boolean>;
  /**
   * Asks whoever has not cosigned this head. Resolves when a quorum has, or when everybody asked has answered: true when
   * nobody is missing any more.
   */
  round(reader: Reader, head: Head): Promise<boolean>;
}

/** One request; a witness is a machine far away that writes to its disk before it answers. */
const patienceMillis = 2_000;
/** How long a head that has its quorum waits for the others before the next one begins. */
const graceMillis = 150;
const firstRetryMillis = 250;
const longestRetryMillis = 8_000;
const contactMillis = 10_000;

interface Standing {
  /** What it last cosigned, as far as we know. */
  size: number | undefined;
  busy: boolean;
  failures: number;
  failure: string | undefined;
  /** Milliseconds of a clock that only goes forward. */
  notBefore: number;
  toldAt: number;
}

export function witnessesOf(options: WitnessOptions): Witnesses {
  const { clock, logSigner, addresses, report, changed } = options;
  const ask = options.fetch ?? fetch;
  const standings = new Map<string, Standing>();

  const standingOf = ({ key }: PolicyWitness): Standing => {
    const known = standings.get(key.name + key.keyId);
    if (known !== undefined) return known;
    const fresh: Standing = {
      size: undefined,
      busy: false,
      failures: 0,
      failure: undefined,
      notBefore: 0,
      toldAt: 0,
    };
    standings.set(key.name + key.keyId, fresh);
    return fresh;
  };
  const addressOf = ({ key, url }: PolicyWitness): string | undefined => url ?? addresses?.get(key.name);
  const now = (): string => new Date(clock()).toISOString();

  const request = async (
    reader: Reader,
    witness: PolicyWitness,
    policy: Policy,
    note: { readonly note: string; readonly size: number },
    oldSize: number,
  ): Promise<WitnessAnswer> => {
    const url = addressOf(witness);
    if (url === undefined) return { kind: "failed", why: "the policy gives no address for it" };
    const text = parseNote(note.note)?.text ?? "";
    const proof = await proofOf(reader, oldSize, note.size);
    const body = formatAddCheckpoint({ oldSize, proof, checkpoint: note.note });
    const answer = await askWitness(ask, url, body, text, policy.witnesses, patienceMillis);
    return answer.kind === "cosigned" && !answer.cosignatures.some((one) => isSameKey(one, witness.key))
      ? { kind: "failed", why: "it answers without a cosignature of its own" }
      : answer;
  };

  const keep = (
    reader: Reader,
    size: bigint,
    cosignatures: readonly VerifiedCosignature[],
  ): Promise<void> => {
    const at = now();
    return insertCosignatures(
      reader,
      cosignatures.map(({ name, keyId, seconds, line }) => ({
        size,
        keyName: name,
        keyId,
        line,
        seconds: BigInt(seconds),
        at,
      })),
    );
  };

  const succeeded = async (reader: Reader, witness: PolicyWitness, standing: Standing): Promise<void> => {
    if (standing.failure !== undefined) report(`the witness ${witness.name} answers again`);
    const stale = standing.failure !== undefined || clock() - standing.toldAt >= contactMillis;
    Object.assign(standing, { failures: 0, failure: undefined, notBefore: 0 });
    if (!stale) return;
    standing.toldAt = clock();
    await saveContact(reader, witness.key, { at: now(), failure: null });
  };

  const failed = async (
    reader: Reader,
    witness: PolicyWitness,
    standing: Standing,
    why: string,
  ): Promise<void> => {
    const wait = Math.min(firstRetryMillis * 2 ** standing.failures, longestRetryMillis);
    standing.failures = Math.min(standing.failures + 1, 10);
    standing.notBefore = performance.now() + wait;
    if (standing.failure === why) return;
    standing.failure = why;
    report(`the witness ${witness.name} has not cosigned: ${why}`);
    await saveContact(reader, witness.key, { at: now(), failure: why });
  };

  const cosign = async (
    reader: Reader,
    witness: PolicyWitness,
    policy: Policy,
    head: { readonly note: string; readonly size: number },
  ): Promise<void> => {
    const standing = standingOf(witness);
    let oldSize = standing.size ?? (await lastCosigned(reader, witness));
    for (let attempt = 0; oldSize <= head.size; attempt++) {
      const answer = await request(reader, witness, policy, head, oldSize);
      if (answer.kind === "cosigned") {
        await keep(reader, BigInt(head.size), answer.cosignatures);
        standing.size = head.size;
        return succeeded(reader, witness, standing);
      }
      if (answer.kind === "failed") return failed(reader, witness, standing, answer.why);
      if (answer.kind === "inconsistent")
        return failed(reader, witness, standing, "it says that it has seen other entries of this log");
      const signed = Number((await latestCheckpoint(reader))?.size ?? 0n);
      if (answer.size > signed)
        return failed(
          reader,
          witness,
          standing,
          `it claims to have seen ${answer.size} entries, more than were ever signed`,
        );
      if (answer.size === oldSize || attempt > 2)
        return failed(reader, witness, standing, "it names one size and does not accept it");
      standing.size = oldSize = answer.size;
    }
  };

  return {
    async inquire(reader, founding, head) {
      const policy = (await currentPolicy(reader))?.policy;
      if (policy === undefined || policy.witnesses.length === 0) return true;
      const shown =
        head === undefined
          ? { note: emptyHead(founding, logSigner), size: 0 }
          : { note: head.note, size: Number(head.size) };
      const answered: Key[] = [];
      const asked = await Promise.allSettled(
        policy.witnesses.map(async (witness) => {
          const standing = standingOf(witness);
          // A mirror's key needs none: its line comes with another witness's answer.
          if (addressOf(witness) === undefined) return;
          // Wrong on purpose for whoever has seen anything: its answer is the size that it has seen.
          let answer = await request(reader, witness, policy, shown, 0);
          if (answer.kind === "other-size" && answer.size > shown.size)
            throw witnessAhead(witness, answer.size, shown.size);
          if (answer.kind === "other-size") {
            standing.size = answer.size;
            answer = await request(reader, witness, policy, shown, answer.size);
          }
          if (answer.kind === "inconsistent") throw witnessDisagrees(witness, shown.size);
          if (answer.kind !== "cosigned")
            return failed(
              reader,
              witness,
              standing,
              answer.kind === "failed" ? answer.why : "it names one size and does not accept it",
            );
          if (head !== undefined) await keep(reader, head.size, answer.cosignatures);
          standing.size = shown.size;
          answered.push(...answer.cosignatures);
          return succeeded(reader, witness, standing);
        }),
      );
      const refusal = asked.find((one) => one.status === "rejected");
      if (refusal !== undefined) throw refusal.reason;
      return hasQuorum(policy, answered);
    },

    async round(reader, head) {
      const policy = (await currentPolicy(reader))?.policy;
      if (policy === undefined || policy.witnesses.length === 0) return true;
      const seen = await keysUnder(reader, head.size);
      const missing = policy.witnesses.filter(({ key }) => !seen.some((one) => isSameKey(one, key)));
      const free = missing.filter((witness) => {
        const { busy, notBefore } = standingOf(witness);
        return !busy && notBefore <= performance.now() && addressOf(witness) !== undefined;
      });
      if (missing.length === 0) return true;
      // Whoever cannot make a quorum now is not asked for every head: the heads that they would cosign help nobody.
      const carried = missing.filter((witness) => addressOf(witness) === undefined);
      const possible = [...seen, ...[...free, ...carried].map(({ key }) => key)];
      if (free.length === 0 || !hasQuorum(policy, possible)) return false;
      const shown = { note: head.note, size: Number(head.size) };
      let over = false;
      const asked = free.map(async (witness) => {
        const standing = standingOf(witness);
        standing.busy = true;
        try {
          await cosign(reader, witness, policy, shown);
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          await failed(reader, witness, standing, why).catch(() => undefined);
        } finally {
          standing.busy = false;
          if (over) changed();
        }
      });
      const everybody = Promise.all(asked);
      const waiting = new Set(asked);
      // Whoever is waited for is counted last: nothing may settle between the count and the wait.
      while (!hasQuorum(policy, await keysUnder(reader, head.size)) && waiting.size > 0)
        await Promise.race([...waiting].map((one) => one.then(() => waiting.delete(one))));
      await Promise.race([everybody, new Promise((resolve) => setTimeout(resolve, graceMillis).unref())]);
      over = true;
      return (await keysUnder(reader, head.size)).length >= policy.witnesses.length;
    },
  };
}

type Key = { readonly name: string; readonly keyId: number };

/** Who has cosigned the head of this size. */
async function keysUnder(reader: Reader, size: bigint): Promise<readonly Key[]> {
  return (await cosignaturesOf(reader, size)).map(({ keyName, keyId }) => ({ name: keyName, keyId }));
}

function isSameKey(a: Key, b: Key): boolean {
  return a.name === b.name && a.keyId === b.keyId;
}

async function lastCosigned(reader: Reader, { key }: PolicyWitness): Promise<number> {
  const [newest] = await newestCosignatures(reader, [key]);
  return Number(newest?.size ?? 0n);
}

/** That the first `oldSize` entries are the beginning of `size`; none where a witness wants none. */
async function proofOf(reader: Reader, oldSize: number, size: number): Promise<readonly Uint8Array[]> {
  if (oldSize === 0 || oldSize >= size) return [];
  const tiles = await findTiles(reader, tilesForConsistency(oldSize, size));
  return consistencyProofFromTiles(sha256, oldSize, size, tiles);
}

/** The head of no entries: true of every log, so it can be signed before anything is known. */
function emptyHead({ origin, logKeyId }: Founding, logSigner: LogSigner): string {
  const sign = (message: Uint8Array): Uint8Array => logSigner.sign(message);
  return signNote(formatCheckpoint({ origin, size: 0, root: emptyRoot(sha256) }), [
    { name: origin, keyId: logKeyId, type: ed25519Type, sign },
  ]);
}

function witnessAhead({ name }: PolicyWitness, seen: number, signed: number): LogTrouble {
  return new LogTrouble(
    "witness-ahead",
    `The witness ${name} has seen a head of ${seen} entries; the newest one here is of ${signed}. ` +
      "Either this record is an older copy, then bring back the newer one; or the witness is wrong, then take it out of the policy.",
  );
}

function witnessDisagrees({ name }: PolicyWitness, signed: number): LogTrouble {
  return new LogTrouble(
    "witness-disagrees",
    `The witness ${name} has seen other entries than the ${signed} that were signed here. ` +
      "Either this is not the record that it knows; or the witness is wrong, then take it out of the policy.",
  );
}
