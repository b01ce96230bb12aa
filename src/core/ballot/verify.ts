// Verifies a whole election from its public file alone, trusting nobody: the key, every ballot, the sums, their decryption,
// and whether what was announced is what comes out. The same function answers on the page, at the command line and in a
// program of anybody's own.
import type { CallFile, ElectionFile } from "./file.ts";
import type { BallotBox } from "./ballot.ts";
import { ballotsIn, countBallots, electedOf, floorsOf, openTotals, readDecryption } from "./tally.ts";
import type { BallotFault, CountedBallots, Totals } from "./tally.ts";
import { callDigest } from "./terms.ts";
import type { CallTerms, CeremonyTerms } from "./terms.ts";
import { ceremonyState } from "./trustees.ts";
import type { CeremonyState, JointKey } from "./trustees.ts";

export type CallFault =
  | {
      readonly code: "ballot-refused";
      readonly seat: string;
      readonly at: string;
      readonly reason: BallotFault;
    }
  | { readonly code: "decryption-wrong"; readonly trustee: string }
  | { readonly code: "announced-early" }
  | { readonly code: "totals-differ" }
  | { readonly code: "elected-differs"; readonly computed: string | null; readonly announced: string | null };

export interface CallVerdict {
  readonly terms: CallTerms;
  /** Seats whose ballot counts. */
  readonly voted: readonly string[];
  readonly replaced: number;
  /** Trustees whose part holds. */
  readonly decrypted: readonly string[];
  /** By group, by choice; null while it cannot be opened. */
  readonly totals: Totals | null;
  readonly floors: readonly number[];
  readonly elected: string | null;
  /** Groups in which everybody who voted did the same on some choice: the total tells how each of them voted. */
  readonly telling: readonly string[];
  readonly faults: readonly CallFault[];
}

export interface ElectionVerdict {
  readonly key: CeremonyState["step"];
  /** Of a key that failed: whose message does not hold. */
  readonly failedTrustee: string | null;
  readonly calls: readonly CallVerdict[];
  /** The key is ready and no call has a fault. */
  readonly holds: boolean;
}

export function verifyElection({ ceremony, calls }: ElectionFile): ElectionVerdict {
  const state = ceremonyState(ceremony);
  const counted =
    state.step === "ready"
      ? calls.map(({ terms, ballots }) => countBallots(boxOf(ceremony.terms, state.joint, terms), ballots))
      : [];
  return judgeElection({ ceremony, calls }, state, counted);
}

/** The same where the key was checked and the ballots of each call were counted before. */
export function judgeElection(
  { ceremony, calls }: ElectionFile,
  state: CeremonyState,
  counted: readonly CountedBallots[],
): ElectionVerdict {
  const verdicts =
    state.step === "ready"
      ? calls.map((call, i) => judgeCall(ceremony.terms, state.joint, call, counted[i] as CountedBallots))
      : [];
  return {
    key: state.step,
    failedTrustee: state.step === "failed" ? (ceremony.terms.trustees[state.place]?.id ?? null) : null,
    calls: verdicts,
    holds:
      state.step === "ready"
        ? verdicts.every(({ faults }) => faults.length === 0)
        : state.step !== "failed" && calls.length === 0,
  };
}

export function boxOf(ceremony: CeremonyTerms, joint: JointKey, terms: CallTerms): BallotBox {
  return { terms, key: joint.key, digest: callDigest(ceremony, joint.key.toBytes(), terms) };
}

function judgeCall(
  ceremony: CeremonyTerms,
  joint: JointKey,
  call: CallFile,
  counted: CountedBallots,
): CallVerdict {
  const { terms, announced } = call;
  const faults: CallFault[] = counted.refused.map((one) => ({ code: "ballot-refused", ...one }));
  const good: { readonly place: number; readonly message: Uint8Array }[] = [];
  for (const [place, message] of call.decryptions.entries()) {
    const shareKey = joint.shares[place];
    if (message === null || shareKey === undefined) continue;
    if (readDecryption(counted, place, shareKey, message) === undefined)
      faults.push({ code: "decryption-wrong", trustee: ceremony.trustees[place]?.id ?? String(place) });
    else good.push({ place, message });
  }
  const totals = openTotals(joint, ceremony.threshold, counted, good) ?? null;
  const elected = totals === null ? null : electedOf(terms, totals);
  // Where no sum may be or was decrypted, nobody is elected, and that is what is announced.
  const closedUnread = announced?.totals.length === 0 && announced.elected === null;
  if (announced !== null && totals === null && !closedUnread) faults.push({ code: "announced-early" });
  if (announced !== null && totals !== null) {
    if (!sameTotals(announced.totals, totals)) faults.push({ code: "totals-differ" });
    if (announced.elected !== elected)
      faults.push({ code: "elected-differs", computed: elected, announced: announced.elected });
  }
  return {
    terms,
    voted: counted.counted.map(({ seat }) => seat),
    replaced: counted.replaced,
    decrypted: good.map(({ place }) => ceremony.trustees[place]?.id ?? String(place)),
    totals,
    floors: floorsOf(terms),
    elected,
    telling: totals === null ? [] : tellingGroups(terms, counted, totals),
    faults,
  };
}

function tellingGroups(terms: CallTerms, counted: CountedBallots, totals: Totals): readonly string[] {
  return terms.groups.flatMap(({ id }, place) => {
    const cast = ballotsIn(terms, counted, id);
    const alike = (totals[place] ?? []).some((support) => support === cast || (cast > 0 && support === 0));
    return cast > 0 && alike ? [id] : [];
  });
}

function sameTotals(one: Totals, other: Totals): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
