// Files a return: its first version, a correction, or a part added to what stands. Refused with every row that is none; asks
// for the filer's own words where something does not fit or a version is replaced. The same return again is one return.
import { z } from "zod";
import { lastDayOf, periodText } from "#core/statistics/periods.ts";
import { addedTogether, rowKey, settle } from "#core/statistics/return-rules.ts";
import type { GivenRow, ReturnRow, RuleProblem } from "#core/statistics/return-rules.ts";
import type { ReturnStatus } from "#core/statistics/returns.ts";
import { needsReason, worthShowing } from "#core/statistics/screening/filing.ts";
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import { factsOfFinding } from "#core/statistics/screening/kept.ts";
import { readInput, writtenText } from "#platform/http/inputs.ts";
import { Problem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { returnFiled } from "../../acts.ts";
import { filingParticipant, screenGiven } from "../queries.ts";
import type { ReturnKey } from "../queries.ts";
import * as store from "../store.ts";
import type { FilingRow } from "../store.ts";

export const longestWhy = 2_000;
const Why = z.object({ why: writtenText(longestWhy, 0) });

export interface FileInput {
  readonly key: Pick<ReturnKey, "type" | "period">;
  readonly kind: "FIGURE" | "NIL";
  readonly status: ReturnStatus;
  readonly rows: readonly GivenRow[];
  readonly why: string;
  /** What is to happen to a version that stands; without it, one that stands refuses the return. */
  readonly standing?: "correct" | "add";
  /** The version that the filer saw, 0 for none; asked only where it is given. */
  readonly after?: number;
  /** The file that the rows were read from. */
  readonly file?: { readonly mediaType: string; readonly content: Uint8Array };
}

export interface FiledReturn {
  readonly act: string;
  readonly participant: string;
  readonly type: string;
  readonly period: string;
  readonly version: number;
  readonly at: string;
  /** Of the act in the public log, hexadecimal. */
  readonly hash: string;
}

export async function fileReturn(ctx: Ctx, input: FileInput): Promise<FiledReturn> {
  return inTransaction(ctx, async (tx) => {
    const key = { ...input.key, participant: await filingParticipant(tx) };
    const period = periodText(key.period);
    const subject = `return:${key.participant}:${key.type}:${period}`;
    await store.holdReturn(tx, subject);
    const standing = await store.findStanding(tx, key.participant, key.type, period);
    const decided = await decideFiling(tx, key, input, standing);
    if (decided.again !== undefined) return filedOf(decided.again);
    const version = (standing?.version ?? 0) + 1;
    const { file } = input;
    const digest = file === undefined ? null : sha256(file.content);
    if (file !== undefined && digest !== null)
      await insertDocument(tx, { digest, mediaType: file.mediaType, content: file.content });
    await record(tx, returnFiled, {
      subject,
      ...(standing === undefined ? { previous: null } : {}),
      public: {
        participant: key.participant,
        type: key.type,
        period,
        version,
        kind: input.kind,
        status: input.status,
      },
      private: {
        rows: decided.rows.map((row) => ({ ...row })),
        why: decided.why,
        findings: worthShowing(decided.findings).map(factsOfFinding),
        file: digest,
      },
    });
    const filed = await store.findStanding(tx, key.participant, key.type, period);
    if (filed === undefined) throw new Error(`${subject} was filed and is not there`);
    return filedOf(filed);
  });
}

export interface Looked {
  readonly rows: readonly ReturnRow[];
  readonly findings: readonly FilingFinding[];
  /** Whether the filer's own words are asked for. */
  readonly reason: boolean;
}

/** What filing would say, without filing. */
export async function checkReturn(source: Ctx | Tx, input: FileInput): Promise<Looked> {
  const key = { ...input.key, participant: await filingParticipant(source) };
  const reader = "ctx" in source ? source : { db: source.database.kysely };
  const standing = await store.findStanding(reader, key.participant, key.type, periodText(key.period));
  const rows = await rowsToFile(source, key, input, standing);
  const findings = await screenGiven(source, { key, kind: input.kind, rows });
  const correction = standing !== undefined && !confirms(standing, input, key, nowOf(source));
  return { rows, findings, reason: correction || needsReason(findings) };
}

type Decided =
  | { readonly again: FilingRow }
  | {
      readonly again: undefined;
      readonly rows: readonly ReturnRow[];
      readonly findings: readonly FilingFinding[];
      readonly why: string;
    };

async function decideFiling(
  tx: Tx,
  key: ReturnKey,
  input: FileInput,
  standing: FilingRow | undefined,
): Promise<Decided> {
  const confirming = standing !== undefined && confirms(standing, input, key, tx.now);
  if (standing !== undefined && !confirming) {
    const given = settledOf(input, key, tx.now);
    const same =
      standing.kind === input.kind &&
      standing.status === input.status &&
      sameRows(await store.rowsOfFiling(tx, standing.act), given);
    if (same && input.standing !== "add") return { again: standing };
    if (input.standing === undefined)
      throw new Problem("already-done", {}, { fields: [{ field: "standing", code: "return-stands" }] });
  }
  if (input.after !== undefined && input.after !== (standing?.version ?? 0))
    throw new Problem("changed-meanwhile");
  const rows = await rowsToFile(tx, key, input, standing);
  const findings = await screenGiven(tx, { key, kind: input.kind, rows });
  const { why } = readInput(Why, input);
  const needed =
    standing !== undefined && !confirming
      ? "return-why-correction"
      : needsReason(findings)
        ? "return-why"
        : undefined;
  if (needed !== undefined && why === "")
    throw new Problem("bad-input", {}, { fields: [{ field: "why", code: needed }] });
  return { again: undefined, rows, findings, why };
}

/** Nil was foreseen, and is said again now that the period is over: the same return, asked once more. */
function confirms(standing: FilingRow, input: FileInput, key: ReturnKey, now: string): boolean {
  const last = lastDayOf(key.period);
  return (
    standing.kind === "NIL" &&
    input.kind === "NIL" &&
    standing.at.slice(0, 10) <= last &&
    now.slice(0, 10) > last
  );
}

async function rowsToFile(
  source: Ctx | Tx,
  key: ReturnKey,
  input: FileInput,
  standing: FilingRow | undefined,
): Promise<readonly ReturnRow[]> {
  const given = settledOf(input, key, nowOf(source));
  if (standing === undefined || input.standing !== "add") return given;
  const reader = "ctx" in source ? source : { db: source.database.kysely };
  // What stands as nil has nothing to add to.
  const before = standing.kind === "NIL" ? [] : await store.rowsOfFiling(reader, standing.act);
  return addedTogether([...before, ...given]);
}

function settledOf(input: FileInput, key: ReturnKey, now: string): readonly ReturnRow[] {
  const settled = settle(
    { ...key, kind: input.kind, status: input.status, rows: input.rows },
    now.slice(0, 10),
  );
  if (settled.ok) return settled.rows;
  throw new Problem("bad-input", {}, { fields: settled.problems.slice(0, mostProblems).map(fieldOf) });
}

const mostProblems = 100;

export function fieldOf({ row, field, code, values }: RuleProblem) {
  return {
    field:
      row === null ? (code === "return-without-rows" ? "rows" : "act") : `rows.${row}.${field ?? "flow"}`,
    code,
    ...(values === undefined ? {} : { values }),
  };
}

function sameRows(a: readonly ReturnRow[], b: readonly ReturnRow[]): boolean {
  const text = (rows: readonly ReturnRow[]): string =>
    rows
      .map((row) =>
        [rowKey(row), row.carats, row.usd, row.count, row.status, row.valuation, row.note].join("|"),
      )
      .toSorted()
      .join("\n");
  return text(a) === text(b);
}

function nowOf(source: Ctx | Tx): string {
  return "ctx" in source ? source.now : new Date(source.clock()).toISOString();
}

function filedOf(row: FilingRow): FiledReturn {
  const { act, participant, type, period, version, at, leaf_hash: hash } = row;
  return { act, participant, type, period, version, at, hash: hash.toString("hex") };
}
