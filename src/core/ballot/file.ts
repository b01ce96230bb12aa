// An election as one JSON file: everything that is needed to verify it, and nothing that is secret.
// Hostile: the file. Read strictly: no name twice, no field too many, sizes bounded; what cannot be read is a `FormatError`.
import { fromHex, toHex } from "../encoding/bytes.ts";
import { FormatError } from "../encoding/format-error.ts";
import { parseJson } from "../encoding/json.ts";
import type { Json, JsonMap } from "../encoding/json.ts";
import type { CastBallot } from "./tally.ts";
import { findCallFault, findCeremonyFault } from "./terms.ts";
import type { CallTerms } from "./terms.ts";
import type { Ceremony } from "./trustees.ts";

export const ballotFileFormat = "kimberlite-ballot/1";
/** 500 voters who vote several times on twenty candidates stay well below it. */
export const largestBallotFile = 32 * 1024 * 1024;

export interface CallFile {
  readonly terms: CallTerms;
  /** In the order of the record. */
  readonly ballots: readonly CastBallot[];
  /** By trustee, null where one has given none. */
  readonly decryptions: readonly (Uint8Array | null)[];
  /** What was announced; null before. Totals by group, by choice. */
  readonly announced: {
    readonly totals: readonly (readonly number[])[];
    readonly elected: string | null;
  } | null;
}

export interface ElectionFile {
  readonly ceremony: Ceremony;
  readonly calls: readonly CallFile[];
}

export function writeElectionFile({ ceremony, calls }: ElectionFile): string {
  const { terms, enrolments, deals, confirmations } = ceremony;
  const hexOrNull = (bytes: Uint8Array | null): string | null => (bytes === null ? null : toHex(bytes));
  return JSON.stringify(
    {
      format: ballotFileFormat,
      election: terms.election,
      trustees: terms.trustees,
      threshold: terms.threshold,
      enrolments: enrolments.map(hexOrNull),
      deals: deals.map(hexOrNull),
      confirmations: confirmations.map(hexOrNull),
      calls: calls.map(({ terms: call, ballots, decryptions, announced }) => ({
        ...call,
        ballots: ballots.map(({ seat, at, ballot }) => ({ seat, at, ballot: toHex(ballot) })),
        decryptions: decryptions.map(hexOrNull),
        announced,
      })),
    },
    null,
    1,
  );
}

/** Throws `FormatError`. */
export function readElectionFile(text: string): ElectionFile {
  if (text.length > largestBallotFile) refuse("larger than an election can be");
  const file = mapOf(parseJson(text), [
    "format",
    "election",
    "trustees",
    "threshold",
    "enrolments",
    "deals",
    "confirmations",
    "calls",
  ]);
  if (file.get("format") !== ballotFileFormat) refuse(`its format is not ${ballotFileFormat}`);
  const terms = {
    election: textOf(file.get("election")),
    trustees: listOf(file.get("trustees"), 15).map((item) => {
      const trustee = mapOf(item, ["id", "pillar"]);
      return { id: textOf(trustee.get("id")), pillar: textOf(trustee.get("pillar")) };
    }),
    threshold: numberOf(file.get("threshold")),
  };
  const fault = findCeremonyFault(terms);
  if (fault !== undefined) refuse(`its terms cannot be used: ${fault}`);
  const ofTrustees = (value: Json | undefined): readonly (Uint8Array | null)[] => {
    const messages = listOf(value, 15).map((item) => (item === null ? null : bytesOf(item)));
    if (messages.length !== terms.trustees.length) refuse("not one message for each trustee");
    return messages;
  };
  return {
    ceremony: {
      terms,
      enrolments: ofTrustees(file.get("enrolments")),
      deals: ofTrustees(file.get("deals")),
      confirmations: ofTrustees(file.get("confirmations")),
    },
    calls: listOf(file.get("calls"), 99).map((item) => callOf(item, ofTrustees)),
  };
}

function callOf(
  item: Json,
  ofTrustees: (value: Json | undefined) => readonly (Uint8Array | null)[],
): CallFile {
  const call = mapOf(item, [
    "call",
    "choices",
    "most",
    "groups",
    "voters",
    "opensAt",
    "closesAt",
    "ballots",
    "decryptions",
    "announced",
  ]);
  const terms: CallTerms = {
    call: numberOf(call.get("call")),
    choices: listOf(call.get("choices"), 20).map(textOf),
    most: numberOf(call.get("most")),
    groups: listOf(call.get("groups"), 6).map((one) => {
      const group = mapOf(one, ["id", "floor"]);
      const [of, parts, ...more] = listOf(group.get("floor"), 2).map(numberOf);
      if (of === undefined || parts === undefined || more.length > 0) refuse("a floor is two numbers");
      return { id: textOf(group.get("id")), floor: [of, parts] };
    }),
    voters: listOf(call.get("voters"), 500).map((one) => {
      const voter = mapOf(one, ["seat", "group"]);
      return { seat: textOf(voter.get("seat")), group: textOf(voter.get("group")) };
    }),
    opensAt: instantOf(call.get("opensAt")),
    closesAt: instantOf(call.get("closesAt")),
  };
  const fault = findCallFault(terms);
  if (fault !== undefined) refuse(`the terms of a call cannot be used: ${fault}`);
  return {
    terms,
    ballots: listOf(call.get("ballots"), 5_000).map((one) => {
      const cast = mapOf(one, ["seat", "at", "ballot"]);
      return {
        seat: textOf(cast.get("seat")),
        at: instantOf(cast.get("at")),
        ballot: bytesOf(cast.get("ballot")),
      };
    }),
    decryptions: ofTrustees(call.get("decryptions")),
    announced: announcedOf(call.get("announced")),
  };
}

function announcedOf(value: Json | undefined): CallFile["announced"] {
  if (value === null) return null;
  const announced = mapOf(value, ["totals", "elected"]);
  const elected = announced.get("elected");
  return {
    totals: listOf(announced.get("totals"), 6).map((row) => listOf(row, 20).map(numberOf)),
    elected: elected === null ? null : textOf(elected),
  };
}

function mapOf(value: Json | undefined, names: readonly string[]): JsonMap {
  if (!(value instanceof Map)) refuse("something that should be an object is none");
  const map = value as JsonMap;
  for (const name of names) if (!map.has(name)) refuse(`"${name}" is missing`);
  if (map.size !== names.length) refuse("a field too many");
  return map;
}

function listOf(value: Json | undefined, longest: number): readonly Json[] {
  if (!Array.isArray(value)) refuse("something that should be a list is none");
  const list = value as readonly Json[];
  if (list.length > longest) refuse(`a list is longer than ${longest}`);
  return list;
}

function textOf(value: Json | undefined): string {
  if (typeof value !== "string") refuse("something that should be text is none");
  return value;
}

function instantOf(value: Json | undefined): string {
  const text = textOf(value);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text))
    refuse("a time is not like 2026-11-28T10:00:00.000Z");
  return text;
}

function numberOf(value: Json | undefined): number {
  if (typeof value !== "number") refuse("something that should be a number is none");
  return value;
}

function bytesOf(value: Json | undefined): Uint8Array {
  return fromHex(textOf(value));
}

function refuse(why: string): never {
  throw new FormatError("election", why);
}
