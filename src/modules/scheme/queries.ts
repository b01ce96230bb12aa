// What other modules ask about the scheme: who may trade, which authority, office, numbers, key, rule.
// All of it is a few hundred rows, kept in the process and looked at again at most once a second: a change made in
// this process is seen at once, a change made in another process at most one second later.
import type { Applicant, Observer, Participant } from "#core/kp/participants.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { findFormat } from "#core/kp/numbers.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { ruleFor } from "#core/kp/rules.ts";
import type { NationalRule, Rule } from "#core/kp/rules.ts";
import type { RecognitionRow, StatusRow } from "#core/kp/statuses.ts";
import { equalBytes } from "#core/encoding/bytes.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Signer } from "#platform/keys/signer.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import * as store from "./store.ts";
import type { AuthorityRow, BlockRow, DeskSignerRow, OfficeRow } from "./rows.ts";

/** A transaction asks through its own connection, so that a busy pool cannot wait for itself. */
export type Source = Ctx | Tx;

export interface SchemeFacts {
  /** How many acts of this module these facts come from. */
  readonly acts: bigint;
  readonly participants: readonly Participant[];
  readonly statuses: readonly StatusRow[];
  readonly recognitions: readonly RecognitionRow[];
  readonly observers: readonly Observer[];
  readonly applicants: readonly Applicant[];
  readonly authorities: readonly AuthorityRow[];
  readonly offices: readonly OfficeRow[];
  readonly blocks: readonly BlockRow[];
  readonly deskSigners: readonly DeskSignerRow[];
  readonly formats: readonly NumberFormat[];
  readonly rules: readonly NationalRule[];
}

/** Every fact of the scheme, at most a second old. */
export async function schemeFacts(source: Source): Promise<SchemeFacts> {
  const { database } = ctxOf(source);
  const known = kept.get(database);
  if (known !== undefined && performance.now() - known.checkedAt < longestStale) return known.facts;
  const checkedAt = performance.now();
  const changesBefore = changes.get(database);
  const reader = readerOf(source);
  const facts =
    known !== undefined && known.facts.acts === (await store.actCount(reader))
      ? known.facts
      : await loadFacts(reader);
  // What changed while it was being read may be missing in it, so it is not kept.
  if (changes.get(database) === changesBefore) kept.set(database, { facts, checkedAt });
  return facts;
}

/** The facts as this transaction sees them, its own uncommitted acts included; never kept. */
export async function loadFacts(reader: store.Reader): Promise<SchemeFacts> {
  // Counted before the rows are read: if something is added between, the count is too small and the next look reloads.
  const acts = await store.actCount(reader);
  return {
    acts,
    participants: await store.participants(reader),
    statuses: await store.statuses(reader),
    recognitions: await store.recognitions(reader),
    observers: await store.observers(reader),
    applicants: await store.applicants(reader),
    authorities: await store.authorities(reader),
    offices: await store.offices(reader),
    blocks: await store.blocks(reader),
    deskSigners: await store.deskSigners(reader),
    formats: await store.formats(reader),
    rules: await store.rules(reader),
  };
}

/** Called after a change of this process: the next question looks at the database again. */
export function forgetFacts({ database }: Ctx): void {
  changes.set(database, (changes.get(database) ?? 0) + 1);
  const known = kept.get(database);
  if (known !== undefined) kept.set(database, { ...known, checkedAt: Number.NEGATIVE_INFINITY });
}

export async function participants(source: Source): Promise<readonly Participant[]> {
  return (await schemeFacts(source)).participants;
}

export async function findParticipant(source: Source, code: string): Promise<Participant | undefined> {
  return (await schemeFacts(source)).participants.find((participant) => participant.code === code);
}

export async function getParticipant(source: Source, code: string): Promise<Participant> {
  return found(await findParticipant(source, code));
}

export async function statusRows(source: Source): Promise<readonly StatusRow[]> {
  return (await schemeFacts(source)).statuses;
}

export async function recognitionRows(source: Source): Promise<readonly RecognitionRow[]> {
  return (await schemeFacts(source)).recognitions;
}

export async function findAuthority(source: Source, code: string): Promise<AuthorityRow | undefined> {
  return (await schemeFacts(source)).authorities.find((authority) => authority.code === code);
}

export async function getAuthority(source: Source, code: string): Promise<AuthorityRow> {
  return found(await findAuthority(source, code));
}

/** Of one Participant, or all of them. */
export async function authoritiesOf(source: Source, participant?: string): Promise<readonly AuthorityRow[]> {
  const { authorities } = await schemeFacts(source);
  return participant === undefined
    ? authorities
    : authorities.filter((authority) => authority.participant === participant);
}

export async function officesOf(source: Source, authority: string): Promise<readonly OfficeRow[]> {
  return (await schemeFacts(source)).offices.filter((office) => office.authority === authority);
}

export async function getOffice(source: Source, code: string): Promise<OfficeRow> {
  return found((await schemeFacts(source)).offices.find((office) => office.code === code));
}

/** In ascending order of their numbers. */
export async function blocksOf(source: Source, office: string): Promise<readonly BlockRow[]> {
  return (await schemeFacts(source)).blocks.filter((block) => block.office === office);
}

/** Every block of a Participant: what `inBlocks` asks for. */
export async function blocksOfParticipant(source: Source, participant: string): Promise<readonly BlockRow[]> {
  return (await schemeFacts(source)).blocks.filter((block) => block.participant === participant);
}

export interface DeskSigner extends DeskSignerRow {
  /** Absent where the key is not in this installation's keyring. */
  readonly signer?: Signer;
}

/** The key that signs for this office now: appointed, begun, not ended, not revoked; the latest if there are several. */
export async function findDeskSigner(source: Source, office: string): Promise<DeskSigner | undefined> {
  const { deskSigners } = await schemeFacts(source);
  const { clock, keyring } = ctxOf(source);
  const now = new Date(clock()).toISOString();
  const own = deskSigners.filter((signer) => signer.office === office);
  const row = own.findLast((signer) => signer.revoked === null && signer.from <= now && now < signer.until);
  if (row === undefined) return undefined;
  for (const name of deskKeyNames(office, own.length)) {
    const signer = await keyring.findSigner(name);
    if (signer !== undefined && equalBytes(signer.keyId, row.keyId)) return { ...row, signer };
  }
  return row;
}

/** Names in the keyring of an office's desk keys: "SL-KPA.desk-FNA", then "SL-KPA.desk-FNA-2", one per appointment. */
export function deskKeyNames(office: string, count: number): readonly string[] {
  const [authority = "", desk = ""] = office.split("/");
  return Array.from({ length: count }, (_, i) => `${authority}.desk-${desk}${i === 0 ? "" : `-${i + 1}`}`);
}

export async function numberFormats(source: Source): Promise<readonly NumberFormat[]> {
  return (await schemeFacts(source)).formats;
}

export async function numberFormat(source: Source, participant: string): Promise<NumberFormat> {
  return found(findFormat((await schemeFacts(source)).formats, participant));
}

/** The rule in force for a Participant on a day: the base of the scheme with the national rows laid over it. */
export async function nationalRule(source: Source, participant: string, date: IsoDate): Promise<Rule> {
  return ruleFor((await schemeFacts(source)).rules, participant, date);
}

export function ctxOf(source: Source): Ctx {
  return "ctx" in source ? source.ctx : source;
}

export function readerOf(source: Source): store.Reader {
  return "ctx" in source ? source : { db: source.database.kysely };
}

const longestStale = 1_000;
const kept = new WeakMap<Ctx["database"], { readonly facts: SchemeFacts; readonly checkedAt: number }>();
const changes = new WeakMap<Ctx["database"], number>();

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Problem("not-found");
  return value;
}
