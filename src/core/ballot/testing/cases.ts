// Elections for tests and for vectors/ballots.json: three trustees of three pillars, seats that vote, and one fault each.
// Randomness is SHA-512 of a counter: the same run gives the same bytes. Never use such secrets for an election.
import { sha512 } from "@noble/hashes/sha2.js";
import { castBallot } from "../ballot.ts";
import { readElectionFile, writeElectionFile } from "../file.ts";
import type { ElectionFile } from "../file.ts";
import type { Random } from "../group.ts";
import type { CastBallot } from "../tally.ts";
import type { CallTerms } from "../terms.ts";
import { ceremonyState } from "../trustees.ts";
import type { JointKey } from "../trustees.ts";
import { trusteeWork } from "../trustee-work.ts";
import { boxOf, verifyElection } from "../verify.ts";

const utf8 = new TextEncoder();

/** Guessable on purpose. */
export function testRandom(name: string): Random {
  let count = 0;
  return (length) => sha512(utf8.encode(`${name} ${count++}`)).slice(0, length);
}

export const trustees = [
  { id: "CA-KPA", pillar: "G" },
  { id: "WDC", pillar: "I" },
  { id: "CSC", pillar: "C" },
] as const;

export function secretOf(trustee: string): Uint8Array {
  return sha512(utf8.encode(`test trustee ${trustee}`)).slice(0, 32);
}

export const testCall: CallTerms = {
  call: 1,
  choices: ["GH", "NA"],
  most: 1,
  groups: [
    { id: "G", floor: [1, 2] },
    { id: "O", floor: [1, 3] },
  ],
  voters: [
    ...["AO", "BW", "CA", "SL", "ZA"].map((seat) => ({ seat, group: "G" })),
    ...["CSC", "WDC"].map((seat) => ({ seat, group: "O" })),
  ],
  opensAt: "2026-11-02T08:00:00.000Z",
  closesAt: "2026-11-09T12:00:00.000Z",
};

const during = "2026-11-03T09:00:00.000Z";
export const afterwards = "2026-11-09T12:00:00.000Z";

export const nobodyYet: ElectionFile = {
  ceremony: {
    terms: { election: "election:test", trustees: [...trustees], threshold: 2 },
    enrolments: [null, null, null],
    deals: [null, null, null],
    confirmations: [null, null, null],
  },
  calls: [],
};

/** One step of one trustee, put into the file. */
export function withWorkOf(file: ElectionFile, trustee: string, secret = secretOf(trustee)): ElectionFile {
  const work = trusteeWork(file, trustee, secret, afterwards, testRandom(`${trustee} works`));
  const place = trustees.findIndex(({ id }) => id === trustee);
  const put = <T>(list: readonly T[], item: T): readonly T[] => list.with(place, item);
  const { ceremony } = file;
  switch (work.step) {
    case "enrol":
      return { ...file, ceremony: { ...ceremony, enrolments: put(ceremony.enrolments, work.message) } };
    case "deal":
      return { ...file, ceremony: { ...ceremony, deals: put(ceremony.deals, work.message) } };
    case "confirm":
      return {
        ...file,
        ceremony: { ...ceremony, confirmations: put(ceremony.confirmations, work.message) },
      };
    case "decrypt":
      return {
        ...file,
        calls: file.calls.map((call) =>
          call.terms.call === work.call
            ? { ...call, decryptions: put(call.decryptions, work.message) }
            : call,
        ),
      };
    default:
      throw new Error(`${trustee}: ${JSON.stringify(work)}`);
  }
}

export function ceremonyDone(from: ElectionFile = nobodyYet): ElectionFile {
  let file = from;
  for (let round = 0; round < 3; round++) for (const { id } of trustees) file = withWorkOf(file, id);
  return file;
}

export function jointOf(file: ElectionFile): JointKey {
  const state = ceremonyState(file.ceremony);
  if (state.step !== "ready") throw new Error(state.step);
  return state.joint;
}

/** A ballot of this seat for these choices. */
export function voteOf(
  file: ElectionFile,
  seat: string,
  supported: readonly string[],
  terms: CallTerms = testCall,
  at = during,
): CastBallot {
  const box = boxOf(file.ceremony.terms, jointOf(file), terms);
  return {
    seat,
    at,
    ballot: castBallot(box, seat, supported, testRandom(`${seat} ${at} ${supported.join()}`)),
  };
}

export function withBallots(
  file: ElectionFile,
  ballots: readonly CastBallot[],
  terms: CallTerms = testCall,
): ElectionFile {
  return { ...file, calls: [{ terms, ballots, decryptions: [null, null, null], announced: null }] };
}

/** Seats by the candidate they support: GH is elected. */
const votes = { AO: ["GH"], BW: ["GH"], CA: ["NA"], SL: ["GH"], CSC: ["GH"], WDC: ["NA"] } as const;

/** The whole election: three trustees of whom two decrypt, six ballots, one changed mind, totals announced. */
export function wholeElection(): ElectionFile {
  const ready = ceremonyDone();
  const first = voteOf(ready, "SL", ["NA"], testCall, "2026-11-02T10:00:00.000Z");
  const ballots = Object.entries(votes).map(([seat, supported]) => voteOf(ready, seat, supported));
  const cast = withBallots(ready, [first, ...ballots]);
  return announced(withWorkOf(withWorkOf(cast, "CA-KPA"), "CSC"), [
    [3, 1],
    [1, 1],
  ]);
}

export function announced(
  file: ElectionFile,
  totals: readonly (readonly number[])[] | null,
  elected: string | null = "GH",
): ElectionFile {
  const said = totals === null ? null : { totals, elected };
  return { ...file, calls: file.calls.map((call) => ({ ...call, announced: said })) };
}

export interface BallotCase {
  readonly name: string;
  readonly file: unknown;
  /** Expected by hand. */
  readonly holds: boolean;
  /** Codes of the faults, in their order; of a key that failed, `key:` and whose message. */
  readonly faults: readonly string[];
  readonly totals: readonly (readonly number[])[] | null;
}

export interface BallotVectors {
  readonly description: string;
  readonly cases: readonly BallotCase[];
  /** Files that must not be read at all. */
  readonly unreadable: readonly { readonly name: string; readonly file: unknown }[];
}

export function faultsOf(file: ElectionFile): readonly string[] {
  const { key, failedTrustee, calls } = verifyElection(file);
  return [
    ...(key === "failed" ? [`key:${failedTrustee ?? ""}`] : []),
    ...calls.flatMap(({ faults }) => faults.map((fault) => ("reason" in fault ? fault.reason : fault.code))),
  ];
}

function flipped(bytes: Uint8Array | null | undefined, at: number): Uint8Array {
  if (bytes === null || bytes === undefined) throw new Error("nothing to change");
  return bytes.with(at, (bytes[at] as number) ^ 1);
}

export function ballotVectors(): BallotVectors {
  const good = wholeElection();
  const [call] = good.calls;
  if (call === undefined) throw new Error("no call");
  const changed = (change: Partial<typeof call>): ElectionFile => ({
    ...good,
    calls: [{ ...call, ...change }],
  });
  const angola = call.ballots[1] as CastBallot;
  const totals = [
    [3, 1],
    [1, 1],
  ];
  const at = (name: string, file: ElectionFile, faults: readonly string[], opened: BallotCase["totals"]) => ({
    name,
    file: JSON.parse(writeElectionFile(file)) as unknown,
    holds: faults.length === 0,
    faults,
    totals: opened,
  });
  const copied = { ...angola, seat: "ZA" };
  const withCeremony = (change: Partial<ElectionFile["ceremony"]>): ElectionFile => ({
    ...good,
    ceremony: { ...good.ceremony, ...change },
  });
  const text = JSON.parse(writeElectionFile(good)) as Record<string, unknown>;
  return {
    description:
      "Elections with secret ballots, as docs/formats/ballot.md says, with what a verifier must find in each.",
    cases: [
      at("a whole election", good, [], totals),
      at(
        "the third trustee decrypts as well",
        announced(withWorkOf(announced(good, null), "WDC"), totals),
        [],
        totals,
      ),
      at(
        "announced totals that are not the sum",
        announced(good, [
          [4, 0],
          [1, 1],
        ]),
        ["totals-differ"],
        totals,
      ),
      at("somebody else is announced", announced(good, totals, "NA"), ["elected-differs"], totals),
      at(
        "announced before two trustees decrypted",
        changed({ decryptions: call.decryptions.with(2, null) }),
        ["announced-early"],
        null,
      ),
      at(
        "another seat sends a copy of Angola's ballot",
        changed({ ballots: [...call.ballots, copied] }),
        ["not-a-ballot"],
        totals,
      ),
      at(
        "a ballot of a seat that may not vote",
        changed({ ballots: [...call.ballots, { ...angola, seat: "GH" }] }),
        ["not-a-voter"],
        totals,
      ),
      at(
        "a ballot at the instant of the closing",
        changed({ ballots: [...call.ballots, { ...angola, at: call.terms.closesAt }] }),
        ["outside-the-window"],
        totals,
      ),
      at(
        "a ballot with one bit changed counts for nothing, and the earlier one stands",
        changed({ ballots: [...call.ballots, { ...angola, ballot: flipped(angola.ballot, 70) }] }),
        ["not-a-ballot"],
        totals,
      ),
      at(
        "a part of the decryption with one bit changed",
        changed({ decryptions: call.decryptions.with(0, flipped(call.decryptions[0], 40)) }),
        ["decryption-wrong", "announced-early"],
        null,
      ),
      at(
        "an enrolment whose proof does not hold",
        withCeremony({
          enrolments: good.ceremony.enrolments.with(1, flipped(good.ceremony.enrolments[1], 40)),
        }),
        ["key:WDC"],
        null,
      ),
      at(
        "a trustee that repeats another's enrolment",
        withCeremony({ enrolments: good.ceremony.enrolments.with(1, good.ceremony.enrolments[0] ?? null) }),
        ["key:WDC"],
        null,
      ),
      at(
        "a confirmation of a share that the trustee does not have",
        withCeremony({
          confirmations: good.ceremony.confirmations.with(2, good.ceremony.confirmations[0] ?? null),
        }),
        ["key:CSC"],
        null,
      ),
      at(
        "a ballot box whose end was moved after the votes",
        changed({ terms: { ...call.terms, closesAt: "2026-11-10T12:00:00.000Z" } }),
        [
          ...call.ballots.map(() => "not-a-ballot"),
          "decryption-wrong",
          "decryption-wrong",
          "announced-early",
        ],
        null,
      ),
    ],
    unreadable: [
      { name: "another format", file: { ...text, format: "kimberlite-ballot/2" } },
      { name: "a field too many", file: { ...text, note: "" } },
      { name: "a threshold of nobody", file: { ...text, threshold: 0 } },
      { name: "a trustee named twice", file: { ...text, trustees: [trustees[0], trustees[0], trustees[2]] } },
      {
        name: "capital hexadecimal",
        file: {
          ...text,
          enrolments: [String((text["enrolments"] as string[])[0]).toUpperCase(), null, null],
        },
      },
      { name: "fewer messages than trustees", file: { ...text, deals: [] } },
    ],
  };
}

/** As a stranger reads it. */
export function fileOf(value: unknown): ElectionFile {
  return readElectionFile(JSON.stringify(value));
}
