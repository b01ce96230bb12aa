// What a trustee's own program does next, from the public file and the one secret that the trustee keeps. It believes
// nothing: every message of the others is checked first, the sums are made again from the ballots, and nothing is decrypted
// of a box that is still open, or in which a group has so few ballots that their sum is one voter's choice.
import type { ElectionFile } from "./file.ts";
import type { Random } from "./group.ts";
import { countBallots, decryptSums, unopenable } from "./tally.ts";
import {
  ceremonyState,
  confirm,
  deal,
  enrol,
  isOwnEnrolment,
  openShare,
  readDeals,
  readKeys,
  trusteeSecretLength,
} from "./trustees.ts";
import { boxOf } from "./verify.ts";

export type TrusteeWork =
  | { readonly step: "enrol" | "deal" | "confirm"; readonly message: Uint8Array }
  | {
      readonly step: "decrypt";
      readonly call: number;
      readonly message: Uint8Array;
      /** How many ballots it decrypts the sums of, and their digest: two trustees compare them. */
      readonly ballots: number;
      readonly box: Uint8Array;
    }
  | { readonly step: "wait"; readonly for: readonly string[] }
  | { readonly step: "done" }
  | { readonly step: "refuse"; readonly why: TrusteeRefusal; readonly who: string };

export type TrusteeRefusal =
  | "not-a-trustee"
  | "message-of"
  /** The dealer's share is not what the dealer committed to. */
  | "share-of"
  | "NO_BALLOTS"
  /** The sum of a group would be one voter's choice. */
  | "SINGLE_BALLOT"
  /** Another one than the trustee enrolled with. */
  | "not-this-secret";

export function trusteeWork(
  file: ElectionFile,
  trustee: string,
  secret: Uint8Array,
  now: string,
  random: Random,
): TrusteeWork {
  if (secret.length !== trusteeSecretLength) throw new RangeError("a trustee's secret has 32 bytes");
  const { ceremony, calls } = file;
  const { terms } = ceremony;
  const place = terms.trustees.findIndex(({ id }) => id === trustee);
  const nameOf = (at: number): string => terms.trustees[at]?.id ?? String(at);
  if (place === -1) return { step: "refuse", why: "not-a-trustee", who: trustee };
  const enrolled = ceremony.enrolments[place] ?? null;
  if (enrolled !== null && !isOwnEnrolment(terms, enrolled, secret))
    return { step: "refuse", why: "not-this-secret", who: trustee };
  const state = ceremonyState(ceremony);
  switch (state.step) {
    case "failed":
      return { step: "refuse", why: "message-of", who: nameOf(state.place) };
    case "enrolling":
      return enrolled === null
        ? { step: "enrol", message: enrol(terms, place, secret, random) }
        : { step: "wait", for: state.waiting.map(nameOf) };
    case "dealing": {
      if (ceremony.deals[place] !== null) return { step: "wait", for: state.waiting.map(nameOf) };
      const keys = readKeys(ceremony) ?? [];
      return { step: "deal", message: deal(terms, place, secret, keys, random) };
    }
    case "confirming":
    case "ready": {
      const deals = readDeals(ceremony, readKeys(ceremony) ?? []) ?? [];
      const reading = openShare(ceremony, place, secret, deals);
      if (!reading.ok) return { step: "refuse", why: "share-of", who: nameOf(reading.dealer) };
      if (state.step === "confirming") {
        return ceremony.confirmations[place] === null
          ? { step: "confirm", message: confirm(ceremony, place, reading.share, random) }
          : { step: "wait", for: state.waiting.map(nameOf) };
      }
      const { joint } = state;
      const call = calls.find(
        (one) => one.terms.closesAt <= now && one.announced === null && one.decryptions[place] === null,
      );
      if (call === undefined) return { step: "done" };
      const counted = countBallots(boxOf(terms, joint, call.terms), call.ballots);
      const against = unopenable(call.terms, counted);
      if (against !== null) return { step: "refuse", why: against, who: "" };
      return {
        step: "decrypt",
        call: call.terms.call,
        message: decryptSums(counted, place, reading.share, random),
        ballots: counted.counted.length,
        box: counted.digest,
      };
    }
  }
}
