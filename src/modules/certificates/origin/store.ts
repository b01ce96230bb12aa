// The tables of where goods come from: application_sourcing, certificate_sourcing, incoming, draw, loss (projections of
// the acts). Takings of a source are its draws, with the state of the certificate that drew, and its losses.
import { sql } from "kysely";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import type { IssuedFacts, IssuedPublic, SubmittedFacts } from "../facts.ts";
import type { CertificateRow, Reader } from "../store.ts";
import type { IncomingFacts, LossFacts } from "./facts.ts";
import type { Mined, PaperInput, SourceInput, SourcingInput } from "./inputs.ts";

const idOf = (act: { subject: string }): string => act.subject.slice(act.subject.indexOf(":") + 1);

// Projections: written from acts alone.

export async function projectApplicationSourcing(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, SubmittedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { sourcing } = act.private;
    await sql`delete from application_sourcing where application = ${idOf(act)}`.execute(tx.db);
    if (sourcing === undefined) continue;
    await sql`
      insert into application_sourcing (application, mined, zone, sources)
      values (${idOf(act)}, ${sourcing.mined}, ${sourcing["zone"] ?? null}, ${JSON.stringify(sourcing.sources.map(inDecimals))})`.execute(
      tx.db,
    );
  }
}

export async function projectCertificateSourcing(
  tx: Projection,
  acts: readonly ProjectedAct<IssuedPublic, IssuedFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { sourcing } = act.private;
    if (sourcing === undefined) continue;
    const certificate = fromHex(idOf(act));
    await sql`
      insert into certificate_sourcing (certificate, mined, zone, provenance)
      values (${certificate}, ${sourcing.mined}, ${sourcing["zone"] ?? null}, ${sourcing.provenance})`.execute(
      tx.db,
    );
    for (const [place, draw] of sourcing.draws.entries()) {
      await sql`
        insert into draw (certificate, place, source, code, becomes, origin, carats)
        values (${certificate}, ${place}, ${draw.source}, ${draw.code}, ${draw.becomes}, ${draw["origin"] ?? null}, ${String(draw.carats)})`.execute(
        tx.db,
      );
    }
  }
}

export async function projectIncoming(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, IncomingFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { participant, number, issuedOn, receivedOn, origin, lines, evidence, ...rest } = act.private;
    await sql`
      insert into incoming (id, participant, number, authority, company, issued_on, expires_on, received_on, origin, lines, evidence, recorded_at)
      values (${idOf(act)}, ${participant}, ${number}, ${act.organisation}, ${rest["company"] ?? null}, ${issuedOn}, ${rest["expiresOn"] ?? null},
        ${receivedOn}, ${JSON.stringify(origin)}, ${JSON.stringify(lines.map(inDecimal))}, ${evidence.map(toHex)}, ${act.at})`.execute(
      tx.db,
    );
  }
}

export async function projectLosses(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, LossFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { code, carats, kind, reason, ...rest } = act.private;
    await sql`
      insert into loss (act, source, authority, code, origin, carats, kind, reason, recorded_at)
      values (${act.id}, ${idOf(act)}, ${act.organisation}, ${code}, ${rest["origin"] ?? null}, ${String(carats)}, ${kind}, ${reason},
        ${act.at})`.execute(tx.db);
  }
}

function inDecimal(row: Facts): Facts {
  return { ...row, carats: caratsToString(BigInt(row["carats"] as number | bigint)) };
}

function inDecimals(source: Facts): Facts {
  const { paper } = source as { paper?: Facts };
  return {
    ...source,
    ...(paper === undefined
      ? {}
      : { paper: { ...paper, lines: (paper["lines"] as readonly Facts[]).map(inDecimal) } }),
    draws: (source["draws"] as readonly Facts[]).map(inDecimal),
    losses: (source["losses"] as readonly Facts[]).map(inDecimal),
  };
}

// Reading.

/** What each application says; those that say nothing are left out. */
export async function applicationSourcings(
  reader: Reader,
  applications: readonly string[],
): Promise<ReadonlyMap<string, SourcingInput>> {
  const { rows } = await sql<{
    application: string;
    mined: Mined;
    zone: string | null;
    sources: SourceInput[];
  }>`
    select application, mined, zone, sources from application_sourcing where application = any(${applications}::uuid[])`.execute(
    reader.db,
  );
  return new Map(
    rows.map(({ application, zone, ...said }) => [
      application,
      { ...said, ...(zone === null ? {} : { zone }) },
    ]),
  );
}

export async function findApplicationSourcing(
  reader: Reader,
  application: string,
): Promise<SourcingInput | undefined> {
  return (await applicationSourcings(reader, [application])).get(application);
}

export interface CertificateSourcing {
  readonly mined: Mined;
  readonly zone: string | null;
  readonly provenance: readonly string[];
}

export async function findCertificateSourcing(
  reader: Reader,
  certificate: Uint8Array,
): Promise<CertificateSourcing | undefined> {
  const { rows } = await sql<CertificateSourcing>`
    select mined, zone, provenance from certificate_sourcing where certificate = ${certificate}`.execute(
    reader.db,
  );
  return rows[0];
}

/** Of those certificates that name one; by public id in hexadecimal. */
export async function zonesOf(
  reader: Reader,
  certificates: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ certificate: Buffer; zone: string }>`
    select certificate, zone from certificate_sourcing
    where zone is not null and certificate = any(${certificates.map(fromHex)}::bytea[])`.execute(reader.db);
  return new Map(rows.map(({ certificate, zone }) => [toHex(certificate), zone]));
}

export interface IncomingRow {
  readonly id: string;
  readonly participant: string;
  readonly number: string;
  readonly authority: string;
  readonly company: string | null;
  readonly issued_on: string;
  readonly expires_on: string | null;
  readonly received_on: string;
  readonly origin: PaperInput["origin"];
  readonly lines: PaperInput["lines"];
  readonly evidence: readonly string[];
}

export async function findIncoming(
  reader: Reader,
  participant: string,
  number: string,
): Promise<IncomingRow | undefined> {
  const { rows } = await sql<IncomingRow>`
    select * from incoming where participant = ${participant} and number = ${number}`.execute(reader.db);
  return rows[0];
}

export async function findIncomingById(reader: Reader, id: string): Promise<IncomingRow | undefined> {
  const { rows } = await sql<IncomingRow>`select * from incoming where id = ${id}`.execute(reader.db);
  return rows[0];
}

/** Recorded by an authority, or for one of its companies; newest first. */
export async function listIncoming(
  reader: Reader,
  of: { authority: string; company?: string | undefined },
): Promise<readonly IncomingRow[]> {
  const { rows } = await sql<IncomingRow>`
    select * from incoming where authority = ${of.authority} and (${of.company ?? null}::text is null or company = ${of.company ?? null})
    order by received_on desc, number limit 200`.execute(reader.db);
  return rows;
}

/** Confirmed imports of a Participant, newest first; with `importers`, only those whose importer bears one of the names. */
export async function listImports(
  reader: Reader,
  of: { destination: string; importers?: readonly string[] | undefined },
): Promise<readonly CertificateRow[]> {
  const { rows } = await sql<CertificateRow>`
    select * from certificate where destination = ${of.destination} and state = 'CONFIRMED'
      and (${of.importers ?? null}::text[] is null or lower(content #>> '{importer,name}') = any(${of.importers ?? null}::text[]))
    order by confirmed_at desc limit 200`.execute(reader.db);
  return rows;
}

export interface DrawRow {
  readonly certificate: Buffer;
  readonly source: string;
  readonly code: string;
  readonly becomes: string;
  readonly origin: string | null;
  readonly carats: bigint;
  /** Of the certificate that draws. */
  readonly participant: string;
  readonly number: string;
  readonly authority: string;
  readonly company: string | null;
  readonly destination: string;
  readonly state: string;
  /** Whether its goods left on it. */
  readonly exported: boolean;
}

const drawColumns = sql`d.certificate, d.source, d.code, d.becomes, d.origin, d.carats, c.participant, c.number, c.authority, c.company,
  c.destination, c.state, (c.exported_at is not null or c.presented_at is not null) as exported`;

export async function drawsOn(reader: Reader, sources: readonly string[]): Promise<readonly DrawRow[]> {
  const { rows } = await sql<DrawRow>`
    select ${drawColumns} from draw d join certificate c on c.public_id = d.certificate
    where d.source = any(${sources}::text[]) order by c.issued_at, d.certificate, d.place`.execute(reader.db);
  return rows;
}

export async function drawsBy(reader: Reader, certificate: Uint8Array): Promise<readonly DrawRow[]> {
  const { rows } = await sql<DrawRow>`
    select ${drawColumns} from draw d join certificate c on c.public_id = d.certificate
    where d.certificate = ${certificate} order by d.place`.execute(reader.db);
  return rows;
}

export interface LossRow {
  readonly source: string;
  readonly authority: string;
  readonly code: string;
  readonly origin: string | null;
  readonly carats: bigint;
  readonly kind: string;
  readonly reason: string;
  readonly recorded_at: string;
}

export async function lossesOf(reader: Reader, sources: readonly string[]): Promise<readonly LossRow[]> {
  const { rows } = await sql<LossRow>`
    select source, authority, code, origin, carats, kind, reason, recorded_at from loss
    where source = any(${sources}::text[]) order by recorded_at, act`.execute(reader.db);
  return rows;
}

/** Nobody else draws on these until the transaction ends; always in one order, so that two never wait for each other. */
export async function lockSources(tx: Tx, names: readonly string[]): Promise<void> {
  for (const name of [...new Set(names)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`source ${name}`}, 7102))`.execute(tx.db);
}
