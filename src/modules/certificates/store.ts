// The tables of this module: application, certificate, number_use (projections of the acts), application_hold (working).
// Drafts and saved parties are in drafts/store.ts, the history of certificates in life/store.ts.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { fromHex } from "#core/encoding/bytes.ts";
import type { Checklist, Mismatch } from "#core/certificate/arrival.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import { certificateStates, withdrawnStates } from "#core/certificate/life.ts";
import type { CertificateState } from "#core/certificate/life.ts";
import { byteaArray, textArray } from "#platform/db/arrays.ts";
import { personBehind } from "#modules/record/index.ts";
import type { Projection, ProjectedAct, Tx } from "#modules/record/index.ts";
import type { Facts } from "#core/act/act.ts";
import type {
  DecisionFacts,
  ConfirmedFacts,
  ConfirmedPublic,
  ExportedFacts,
  IssuedFacts,
  IssuedPublic,
  PresentedFacts,
  PrintedFacts,
  SubmittedFacts,
  ValidatedFacts,
  ValidatedPublic,
} from "./facts.ts";
import { factsToJson } from "./content.ts";
import type { CertificateJson } from "./content.ts";
import type { PrintOutcome, SheetFact } from "./sheets/facts.ts";
import { projectTaken } from "./sheets/store.ts";
import type { Marks } from "./life/marks.ts";
import { insertEvent } from "./life/store.ts";

export type Reader = { readonly db: Kysely<unknown> };

export const applicationStates = ["SUBMITTED", "DEFICIENT", "REJECTED", "APPROVED", "ISSUED"] as const;
export type ApplicationState = (typeof applicationStates)[number];

export { certificateStates };

export interface EvidenceRow {
  readonly name: string;
  readonly kind: string;
  readonly mediaType: string;
  readonly digest: string;
  /** Hundredths of a carat, as decimal digits. */
  readonly carats: string;
  /** The one code that the file covers, where it names one. */
  readonly code?: string;
}

export interface ApplicationRow {
  readonly id: string;
  readonly reference: string;
  readonly authority: string;
  readonly office: string;
  readonly company: string;
  readonly state: ApplicationState;
  readonly content: CertificateJson;
  readonly evidence: readonly EvidenceRow[];
  readonly submitted_at: string;
  readonly decided_at: string | null;
  readonly reason: string | null;
  /** Everybody who sent it in; none of them may decide on it. */
  readonly applicants: readonly string[];
  readonly certificate: Buffer | null;
  readonly status_secret: Buffer;
  readonly head: Buffer;
}

export interface CertificateRow {
  readonly public_id: Buffer;
  readonly participant: string;
  readonly number: string;
  readonly serial: bigint;
  readonly authority: string;
  readonly office: string;
  readonly destination: string;
  readonly company: string | null;
  readonly application: string | null;
  readonly state: CertificateState;
  readonly content: CertificateJson;
  readonly issued_on: string;
  readonly expires_on: string;
  readonly expires_at: string;
  /** The person who answers for it: of a program, who made its key. */
  readonly issued_by: string;
  readonly issued_at: string;
  readonly validated_at: string | null;
  readonly qr_text: string | null;
  readonly prints: readonly Print[];
  readonly exported_at: string | null;
  readonly presented_at: string | null;
  readonly importing_authority: string | null;
  readonly confirmed_at: string | null;
  readonly confirmation: Confirmation | null;
  readonly confirmation_due: string | null;
  readonly marks: Marks;
  readonly head: Buffer;
}

export interface Print {
  readonly at: string;
  readonly copy: boolean;
  readonly digest: string;
  /** The sheet of security paper, where the office has such paper; copies go on plain paper. */
  readonly sheet: SheetFact | null;
  /** How an original came out; null until somebody says it, and always of a copy. */
  readonly outcome: PrintOutcome | null;
  readonly reason: string | null;
}

export interface Confirmation {
  readonly outcome: "full" | "discrepancy";
  readonly receivedOn: string;
  readonly checklist: Checklist;
  readonly mismatches: readonly Mismatch[];
  /** Amounts as decimal text. */
  readonly actuals: {
    readonly seals: readonly { readonly seal: string; readonly intact: boolean }[];
    readonly parcels?: number;
    readonly lines?: readonly { readonly code: string; readonly carats: string; readonly usd: string }[];
  };
  readonly note?: string;
}

const idOf = (act: { subject: string }): string => act.subject.slice(act.subject.indexOf(":") + 1);
const publicIdOf = (act: { subject: string }): Uint8Array => fromHex(idOf(act));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

// Projections: written from acts alone.

export async function projectSubmitted(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, SubmittedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const facts = act.private;
    const evidence = facts.evidence.map((file) => ({
      ...file,
      digest: hex(file.digest),
      carats: String(file.carats),
    }));
    await sql`
      insert into application (id, reference, authority, office, company, state, content, evidence, submitted_at, applicants, status_secret, head)
      values (${idOf(act)}, ${facts.reference}, ${act.organisation}, ${facts.office}, ${facts.company}, 'SUBMITTED',
        ${JSON.stringify(factsToJson(facts.content, null))}, ${JSON.stringify(evidence)}, ${act.at}, array[${personBehind(facts.actor)}], ${facts.statusSecret}, ${act.leafHash})
      on conflict (id) do update set state = 'SUBMITTED', content = excluded.content, evidence = excluded.evidence, reason = null,
        applicants = application.applicants || excluded.applicants,
        decided_at = null, submitted_at = excluded.submitted_at, office = excluded.office, head = excluded.head`.execute(
      tx.db,
    );
  }
}

export async function projectDecision(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, DecisionFacts>[],
  state: ApplicationState,
): Promise<void> {
  for (const act of acts) {
    await sql`
      update application set state = ${state}, decided_at = ${act.at}, reason = ${act.private.reason === "" ? null : act.private.reason}, head = ${act.leafHash}
      where id = ${idOf(act)}`.execute(tx.db);
  }
}

export async function projectIssued(
  tx: Projection,
  acts: readonly ProjectedAct<IssuedPublic, IssuedFacts>[],
): Promise<void> {
  type Issued = ProjectedAct<IssuedPublic, IssuedFacts>;
  const column = (value: (act: Issued) => unknown): unknown[] => acts.map(value);
  const texts = (value: (act: Issued) => string | null): Buffer => textArray(acts.map(value));
  await sql`
    with issued as (
      insert into certificate (public_id, participant, number, serial, authority, office, destination, company, application, state,
        content, issued_on, expires_on, expires_at, issued_by, issued_at, head)
      select public_id, participant, content ->> 'number', serial, authority, office, destination, company, application, 'ISSUED',
        content, (content ->> 'issuedOn')::date, (content ->> 'expiresOn')::date, expires_at, issued_by, issued_at, head
      from unnest(
        ${byteaArray(acts.map(publicIdOf))}::bytea[], ${texts((act) => act.public.participant)}::text[], ${column((act) => String(act.private.serial))}::bigint[],
        ${texts((act) => act.organisation)}::text[], ${texts((act) => act.private.office)}::text[], ${texts((act) => act.private.destination)}::text[],
        ${texts((act) => act.private.company ?? null)}::text[], ${column((act) => act.private.application ?? null)}::uuid[],
        ${texts((act) => JSON.stringify(factsToJson(act.private.content, null)))}::text[], ${column((act) => act.private.expiresAt)}::timestamptz[],
        ${texts((act) => personBehind(act.private.actor))}::text[], ${column((act) => act.at)}::timestamptz[], ${byteaArray(acts.map((act) => act.leafHash))}::bytea[]
      ) as t (public_id, participant, serial, authority, office, destination, company, application, json, expires_at, issued_by, issued_at, head)
      cross join lateral (select json::jsonb as content offset 0) as parsed -- offset 0: parsed once, not once for each use
      returning public_id, application, office, serial
    ), marked as (
      update application a set state = 'ISSUED', certificate = issued.public_id from issued where a.id = issued.application
    )
    insert into number_use (office, year, next, brought)
    select office, year, coalesce(max(serial) filter (where not brought) + 1, 0), bool_or(brought) from unnest(
      ${texts((act) => act.private.office)}::text[], ${column((act) => act.private.year)}::smallint[],
      ${column((act) => String(act.private.serial))}::bigint[], ${column((act) => act.private.brought === true)}::boolean[]
    ) as t (office, year, serial, brought) group by office, year
    on conflict (office, year) do update
      set next = greatest(number_use.next, excluded.next), brought = number_use.brought or excluded.brought`.execute(
    tx.db,
  );
}

export async function projectValidated(
  tx: Projection,
  acts: readonly ProjectedAct<ValidatedPublic, ValidatedFacts>[],
): Promise<void> {
  type Validated = ProjectedAct<ValidatedPublic, ValidatedFacts>;
  const texts = (value: (act: Validated) => string): Buffer => textArray(acts.map(value));
  await sql`
    update certificate c set state = 'VALIDATED', validated_at = t.at, qr_text = t.qr_text, head = t.head,
      content = c.content || jsonb_build_object('validatedOn', t.validated_on, 'containers', t.containers::jsonb)
    from unnest(
      ${byteaArray(acts.map(publicIdOf))}::bytea[], ${acts.map((act) => act.at)}::timestamptz[], ${texts((act) => act.private.qrText)}::text[],
      ${texts((act) => act.private.validatedOn)}::text[], ${texts((act) => JSON.stringify(act.private.containers))}::text[], ${byteaArray(acts.map((act) => act.leafHash))}::bytea[]
    ) as t (public_id, at, qr_text, validated_on, containers, head)
    where c.public_id = t.public_id`.execute(tx.db);
}

export async function projectPrinted(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, PrintedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { copy, digest, sheet = null } = act.private;
    const print = { at: act.at, copy, digest: hex(digest), sheet, outcome: null, reason: null };
    await sql`
      update certificate set prints = prints || ${JSON.stringify([print])}::jsonb, head = ${act.leafHash},
        state = case state when 'VALIDATED' then 'PRINTED' else state end
      where public_id = ${publicIdOf(act)}`.execute(tx.db);
  }
  await projectTaken(tx, acts);
}

export async function projectExported(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, ExportedFacts>[],
): Promise<void> {
  for (const act of acts) {
    await sql`
      update certificate set state = 'EXPORTED', exported_at = ${act.at}, confirmation_due = ${act.private.confirmationDue ?? null}, head = ${act.leafHash}
      where public_id = ${publicIdOf(act)}`.execute(tx.db);
  }
}

export async function projectPresented(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, PresentedFacts>[],
): Promise<void> {
  for (const act of acts) {
    await insertEvent(tx, act);
    // What was withdrawn stays so, wherever it turns up.
    await sql`
      update certificate set state = case when state = any(${withdrawnStates}::text[]) then state else 'PRESENTED' end, presented_at = ${act.at}, importing_authority = ${act.organisation},
        confirmation_due = ${act.private.confirmationDue ?? null}, head = ${act.leafHash}
      where public_id = ${publicIdOf(act)}`.execute(tx.db);
  }
}

export async function projectConfirmed(
  tx: Projection,
  acts: readonly ProjectedAct<ConfirmedPublic, ConfirmedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { actor: _, actuals, ...facts } = act.private;
    const confirmation = { ...facts, outcome: act.public.outcome, actuals: amountsAsText(actuals) };
    await sql`
      update certificate set state = 'CONFIRMED', confirmed_at = ${act.at}, importing_authority = ${act.organisation},
        confirmation = ${JSON.stringify(confirmation)}, head = ${act.leafHash}
      where public_id = ${publicIdOf(act)}`.execute(tx.db);
  }
}

function amountsAsText({ lines, ...actuals }: ConfirmedFacts["actuals"]): Facts {
  if (!Array.isArray(lines)) return actuals;
  const rows = lines as readonly { code: string; carats: number | bigint; usd: number | bigint }[];
  return {
    ...(actuals as Facts),
    lines: rows.map(({ code, carats, usd }) => ({
      code,
      carats: caratsToString(BigInt(carats)),
      usd: usdToString(BigInt(usd)),
    })),
  };
}

// Certificates.

/** Locked for the transaction: what is decided on it is decided alone. */
export async function lockCertificate(tx: Tx, publicId: Uint8Array): Promise<CertificateRow | undefined> {
  const { rows } =
    await sql<CertificateRow>`select * from certificate where public_id = ${publicId} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function lockCertificates(
  tx: Tx,
  publicIds: readonly Uint8Array[],
): Promise<readonly CertificateRow[]> {
  const { rows } = await sql<CertificateRow>`
    select * from certificate where public_id = any(${publicIds}::bytea[]) order by public_id for update`.execute(
    tx.db,
  );
  return rows;
}

export async function findCertificate(
  reader: Reader,
  publicId: Uint8Array,
): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`select * from certificate where public_id = ${publicId}`.execute(
    reader.db,
  );
  return rows[0];
}

export async function findByNumber(
  reader: Reader,
  participant: string,
  serial: bigint,
): Promise<CertificateRow | undefined> {
  const { rows } = await sql<CertificateRow>`
    select * from certificate where participant = ${participant} and serial = ${serial}`.execute(reader.db);
  return rows[0];
}

export interface NextNumber {
  readonly next: bigint;
  /** Whether a national system ever brought numbers of its own, so that some may be used ahead. */
  readonly brought: boolean;
}

/**
 * The next number of each office's year; the rows are locked so that nobody takes it meanwhile. An office without a
 * number yet is left out. Offices are locked in one order, so that two who issue for several never wait for each other.
 */
export async function lockNextNumbers(
  tx: Tx,
  offices: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, NextNumber>> {
  const take = async (some: readonly string[]): Promise<readonly (readonly [string, NextNumber])[]> => {
    const { rows } = await sql<NextNumber & { office: string }>`
      select office, next, brought from number_use where office = any(${some}::text[]) and year = ${year} order by office for update`.execute(
      tx.db,
    );
    return rows.map(({ office, ...row }) => [office, row]);
  };
  const next = new Map(await take(offices));
  const first = offices.filter((office) => !next.has(office)).sort();
  if (first.length === 0) return next;
  // The first of a year: two officers at once must not both begin at the beginning.
  for (const office of first)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${office}/${year}`}, 7102))`.execute(tx.db);
  return new Map([...next, ...(await take(first))]);
}

/** Of these serials of a Participant, and of those in the ranges, the ones that are on certificates already. */
export async function usedSerials(
  tx: Reader,
  participant: string,
  serials: readonly bigint[],
  ranges: readonly { readonly from: bigint; readonly to: bigint }[],
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ serial: bigint }>`
    select c.serial from unnest(${serials.map(String)}::bigint[]) as t (serial)
    join certificate c on c.participant = ${participant} and c.serial = t.serial
    union
    select c.serial from unnest(${ranges.map(({ from }) => String(from))}::bigint[], ${ranges.map(({ to }) => String(to))}::bigint[]) as r (first, last)
    join certificate c on c.participant = ${participant} and c.serial between r.first and r.last`.execute(
    tx.db,
  );
  return rows.map(({ serial }) => serial);
}

export interface QueueFilter {
  readonly authority?: string;
  readonly destination?: readonly string[];
  readonly company?: string;
  readonly states?: readonly CertificateState[];
  /** Digits of the number; any certificate whose printed number holds them. */
  readonly number?: string;
  /** Only those whose confirmation was due before this date. */
  readonly overdueOn?: string;
  /** Only those of which the exporter asks something that is not answered. */
  readonly asked?: boolean;
  /** UTC instant; only those whose time was over by then. */
  readonly expiredBy?: string;
}

export async function listCertificates(
  reader: Reader,
  filter: QueueFilter,
  page: { limit: number; offset: number },
): Promise<readonly CertificateRow[]> {
  const { rows } = await sql<CertificateRow>`
    select * from certificate c where ${certificateCondition(filter)}
    order by issued_at desc, serial desc limit ${page.limit} offset ${page.offset}`.execute(reader.db);
  return rows;
}

export async function countCertificates(reader: Reader, filter: QueueFilter): Promise<number> {
  const { rows } = await sql<{
    count: bigint;
  }>`select count(*) as count from certificate c where ${certificateCondition(filter)}`.execute(reader.db);
  return Number(rows[0]?.count ?? 0n);
}

function certificateCondition(filter: QueueFilter) {
  return sql`(${filter.authority ?? null}::text is null or c.authority = ${filter.authority ?? null})
    and (${filter.company ?? null}::text is null or c.company = ${filter.company ?? null})
    and (${filter.destination ?? null}::text[] is null or c.destination = any(${filter.destination ?? null}::text[]))
    and (${filter.number ?? null}::text is null or strpos(c.number, ${filter.number ?? null}::text) > 0)
    and (${filter.states ?? null}::text[] is null or c.state = any(${filter.states ?? null}::text[]))
    and (${filter.asked ?? false} is false or c.marks ? 'asked')
    and (${filter.expiredBy ?? null}::timestamptz is null or c.expires_at <= ${filter.expiredBy ?? null}::timestamptz)
    and (${filter.overdueOn ?? null}::date is null or (c.confirmation_due < ${filter.overdueOn ?? null}::date and c.state in ('EXPORTED', 'PRESENTED')))`;
}

/** Exported certificates not confirmed in time, by partner. */
export async function overdueByPartner(
  reader: Reader,
  authority: string,
  today: string,
): Promise<readonly { destination: string; count: bigint; oldest: string }[]> {
  const { rows } = await sql<{ destination: string; count: bigint; oldest: string }>`
    select destination, count(*) as count, min(confirmation_due)::text as oldest from certificate
    where authority = ${authority} and state in ('EXPORTED', 'PRESENTED') and confirmation_due < ${today}::date
    group by destination order by count(*) desc, destination`.execute(reader.db);
  return rows;
}

/** What an authority validated for export, and what it confirmed on arrival, in a month ("2026-11"). */
export async function certificatesOfMonth(
  reader: Reader,
  authority: string,
  month: string,
): Promise<{ readonly exported: readonly CertificateRow[]; readonly imported: readonly CertificateRow[] }> {
  const { rows: exported } = await sql<CertificateRow>`
    select * from certificate where authority = ${authority} and left(content ->> 'validatedOn', 7) = ${month}
    order by serial`.execute(reader.db);
  const { rows: imported } = await sql<CertificateRow>`
    select * from certificate where importing_authority = ${authority} and left(confirmation ->> 'receivedOn', 7) = ${month}
    order by participant, serial`.execute(reader.db);
  return { exported, imported };
}

export interface FlowRow {
  readonly flow: "IMPORT" | "EXPORT";
  /** Country of the importer, or the Participant that certified. */
  readonly country: string;
  readonly code: string;
  readonly carats: bigint;
  readonly usd: bigint;
  readonly certificates: bigint;
}

/** Certificates whose goods did not travel under them. */
const unused = ["RETURNED_UNUSED", "REPLACED", "INVALIDATED"];

/** What left a Participant under its certificates, and what its authorities counted on arrival, between two instants. */
export async function flowsOfParticipant(
  reader: Reader,
  of: { participant: string; authorities: readonly string[]; from: string; until: string },
): Promise<readonly FlowRow[]> {
  const sums = sql`line ->> 'code' as code, sum((line ->> 'carats')::numeric * 100)::bigint as carats,
    sum((line ->> 'usd')::numeric * 100)::bigint as usd, count(distinct public_id) as certificates`;
  const { rows } = await sql<FlowRow>`
    select 'EXPORT' as flow, content #>> '{importer,country}' as country, ${sums}
    from certificate, jsonb_array_elements(content -> 'lines') as line
    where participant = ${of.participant} and exported_at >= ${of.from} and exported_at < ${of.until}
      and state <> all (${unused}::text[])
    group by 2, 3
    union all
    select 'IMPORT', participant, ${sums}
    from certificate, jsonb_array_elements(coalesce(confirmation #> '{actuals,lines}', content -> 'lines')) as line
    where importing_authority = any (${of.authorities}::text[]) and confirmed_at >= ${of.from} and confirmed_at < ${of.until}
    group by 2, 3
    order by 1, 2, 3`.execute(reader.db);
  return rows;
}

export async function countsOfParticipant(
  reader: Reader,
  of: { participant: string; authorities: readonly string[]; from: string; until: string },
): Promise<{ readonly issued: number; readonly received: number }> {
  const { rows } = await sql<{ issued: bigint; received: bigint }>`
    select
      (select count(*) from certificate where participant = ${of.participant} and issued_at >= ${of.from}
        and issued_at < ${of.until} and state <> all (${unused}::text[])) as issued,
      (select count(*) from certificate where importing_authority = any (${of.authorities}::text[])
        and confirmed_at >= ${of.from} and confirmed_at < ${of.until}) as received`.execute(reader.db);
  return { issued: Number(rows[0]?.issued ?? 0n), received: Number(rows[0]?.received ?? 0n) };
}

// Applications.

export async function lockApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select * from application where id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function lockApplications(tx: Tx, ids: readonly string[]): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select * from application where id = any(${ids}::uuid[]) order by id for update`.execute(tx.db);
  return rows;
}

export async function findApplication(reader: Reader, id: string): Promise<ApplicationRow | undefined> {
  const { rows } = await sql<ApplicationRow>`select * from application where id = ${id}`.execute(reader.db);
  return rows[0];
}

export async function listApplications(
  reader: Reader,
  filter: { authority?: string; company?: string; states?: readonly ApplicationState[] },
  limit: number,
): Promise<
  readonly (ApplicationRow & { readonly holder: string | null; readonly held_since: string | null })[]
> {
  const { rows } = await sql<ApplicationRow & { holder: string | null; held_since: string | null }>`
    select a.*, h.name as holder, h.since as held_since from application a left join application_hold h on h.application = a.id
    where (${filter.authority ?? null}::text is null or a.authority = ${filter.authority ?? null})
      and (${filter.company ?? null}::text is null or a.company = ${filter.company ?? null})
    and (${filter.states ?? null}::text[] is null or a.state = any(${filter.states ?? null}::text[]))
    order by a.submitted_at limit ${limit}`.execute(reader.db);
  return rows;
}

export interface Hold {
  readonly person: string;
  readonly name: string;
  readonly since: string;
}

export async function findHold(reader: Reader, application: string): Promise<Hold | undefined> {
  const { rows } =
    await sql<Hold>`select person, name, since from application_hold where application = ${application}`.execute(
      reader.db,
    );
  return rows[0];
}

/** Takes an application in hand unless somebody else has it; returns who has it afterwards. */
export async function takeHold(reader: Reader, application: string, hold: Hold): Promise<Hold> {
  const { rows } = await sql<Hold>`
    insert into application_hold (application, person, name, since) values (${application}, ${hold.person}, ${hold.name}, ${hold.since})
    on conflict (application) do update set person = application_hold.person
    returning person, name, since`.execute(reader.db);
  return rows[0] ?? hold;
}

export async function releaseHold(reader: Reader, application: string): Promise<void> {
  await sql`delete from application_hold where application = ${application}`.execute(reader.db);
}
