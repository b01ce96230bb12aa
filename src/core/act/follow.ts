// Reads the acts of a log in their order and says which of them should not be there: signed by a key that its
// organisation did not have, of the founder's alone but signed by another, or an issue by an authority whose Participant
// the scheme had suspended. Everything is judged by what the log itself said before.
import type { VerifyEs256 } from "../encoding/cose.ts";
import { FormatError } from "../encoding/format-error.ts";
import { mayTradeOn } from "../kp/statuses.ts";
import type { StatusRow } from "../kp/statuses.ts";
import { readAct } from "./act.ts";
import type { SignedAct } from "./act.ts";
import { judgeSigner, noSigners } from "./signers.ts";
import type { SignerFault, Signers } from "./signers.ts";

export type ActFault =
  | SignerFault
  /** Not an act at all. */
  | "unreadable"
  | "founders-alone"
  | "issuer-not-entitled";

export interface FaultyAct {
  readonly position: number;
  readonly reason: ActFault;
  /** Absent where it cannot be read. */
  readonly act?: SignedAct;
}

/** What the acts up to here have said. Grows with keys, authorities and statuses, not with certificates. */
export interface ActsRead {
  position: number;
  readonly signers: Signers;
  /** The Participant of each authority. */
  readonly participants: Map<string, string>;
  readonly statuses: Map<string, StatusRow>;
}

export function noActsRead(): ActsRead {
  return { position: 0, signers: noSigners(), participants: new Map(), statuses: new Map() };
}

/** Its own, so that acts of a head that turns out wrong can be forgotten. */
export function copyOfActsRead(read: ActsRead): ActsRead {
  return {
    position: read.position,
    signers: { founder: read.signers.founder, keys: new Map(read.signers.keys) },
    participants: new Map(read.participants),
    statuses: new Map(read.statuses),
  };
}

/** The next entry of the log. Hostile: `leaf`. */
export function readNext(read: ActsRead, leaf: Uint8Array, verifyEs256: VerifyEs256): FaultyAct | undefined {
  const position = read.position++;
  let act: SignedAct;
  try {
    act = readAct(leaf);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { position, reason: "unreadable" };
  }
  const reason = judgeSigner(read.signers, act, leaf, verifyEs256) ?? judgeStanding(read, act);
  return reason === undefined ? undefined : { position, reason, act };
}

const foundersAlone: ReadonlySet<string> = new Set([
  "participant.listed",
  "status.set",
  "authority.designated",
  "number-format.set",
  "trust-list.published",
  "log.policy-set",
]);
const issues: ReadonlySet<string> = new Set(["certificate.issued", "certificate.validated"]);

function judgeStanding(read: ActsRead, act: SignedAct): ActFault | undefined {
  const { type, organisation, public: facts, at } = act;
  if (foundersAlone.has(type) && organisation !== read.signers.founder) return "founders-alone";
  const { code, participant: represented } = facts;
  if (type === "authority.designated" && typeof code === "string" && typeof represented === "string")
    read.participants.set(code, represented);
  // A second status for the same day corrects the first.
  if (type === "status.set" && isStatus(facts))
    read.statuses.set(`${facts.participant} ${facts.from}`, facts);
  if (!issues.has(type)) return undefined;
  const participant = read.participants.get(organisation);
  if (participant === undefined) return undefined;
  const rows = [...read.statuses.values()].filter((row) => row.participant === participant);
  const may = mayTradeOn(rows, participant, at.slice(0, 10));
  return !may.ok && may.certain && barring.has(may.reason) ? "issuer-not-entitled" : undefined;
}

/** Where the stones were mined is not in the public part, so a regime by zones cannot be judged here. */
const barring: ReadonlySet<string> = new Set([
  "NOT_A_PARTICIPANT",
  "SUSPENDED",
  "SELF_SUSPENDED",
  "EMBARGOED",
]);

function isStatus(facts: unknown): facts is StatusRow {
  const row = facts as Partial<Record<keyof StatusRow, unknown>>;
  return (
    typeof row.participant === "string" &&
    typeof row.status === "string" &&
    typeof row.from === "string" &&
    (row.until === undefined || typeof row.until === "string") &&
    typeof row.precision === "string"
  );
}
