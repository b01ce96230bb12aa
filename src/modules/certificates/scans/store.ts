// The tables of scans: desk_device and certificate_scan, projections of the acts by which desks hand them in; and
// scanned_twice, a projection of the alerts that two authorities used one certificate.
import { sql } from "kysely";
import type { AnswerState } from "#core/certificate/answers.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { Reader } from "../store.ts";

export interface EnrolledFacts extends Facts {
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface ScannedFacts extends Facts {
  readonly id: Uint8Array;
  readonly certificate: Uint8Array | null;
  readonly digest: Uint8Array;
  readonly scannedAt: string;
  readonly answer: string;
  readonly reason: string | null;
  readonly trustList: number;
  readonly statusList: number;
  readonly desk: string;
  readonly device: Uint8Array;
  /** As the device signed it. */
  readonly message: Uint8Array;
}

export interface TwiceFacts extends Facts {
  /** Codes, ascending. */
  readonly authorities: readonly string[];
  /** When each of them first used it, by its desk's clock. */
  readonly uses: readonly { readonly authority: string; readonly first: string }[];
}

export interface DeviceRow {
  readonly key_id: Buffer;
  readonly public_key: Buffer;
  readonly organisation: string;
}

export interface ScanRow {
  readonly id: Buffer;
  readonly certificate: Buffer | null;
  readonly scanned_at: string;
  readonly answer: AnswerState;
  readonly reason: string | null;
  readonly desk: string;
  readonly organisation: string;
  readonly received_at: string;
}

/** One of ours, and the desk that scanned the same certificate. */
export interface TwiceRow {
  readonly certificate: Buffer;
  readonly scanned_at: string;
  readonly desk: string;
  readonly other_at: string;
  readonly other_organisation: string;
  readonly same_authority: boolean;
}

export async function projectEnrolled(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, EnrolledFacts>[],
): Promise<void> {
  for (const { private: facts, organisation, at } of acts)
    await sql`
      insert into desk_device (key_id, public_key, organisation, enrolled_by, enrolled_at)
      values (${facts.keyId}, ${facts.publicKey}, ${organisation}, ${facts.actor.id}, ${at})`.execute(tx.db);
}

export async function projectScanned(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, ScannedFacts>[],
): Promise<void> {
  for (const { private: facts, organisation, at } of acts)
    await sql`
      insert into certificate_scan
        (id, certificate, digest, scanned_at, answer, reason, trust_list, status_list, desk, device, organisation, received_at)
      values (${facts.id}, ${facts.certificate}, ${facts.digest}, ${facts.scannedAt}, ${facts.answer}, ${facts.reason},
        ${facts.trustList}, ${facts.statusList}, ${facts.desk}, ${facts.device}, ${organisation}, ${at})`.execute(
      tx.db,
    );
}

export async function projectScannedTwice(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, TwiceFacts>[],
): Promise<void> {
  for (const { id, subject, at, leafHash, private: facts } of acts) {
    const certificate = fromHex(subject.slice("certificate:".length));
    await sql`
      insert into scanned_twice (act, certificate, authorities, found_at)
      values (${id}, ${certificate}, ${[...facts.authorities]}::text[], ${at})`.execute(tx.db);
    await sql`update certificate set head = ${leafHash} where public_id = ${certificate}`.execute(tx.db);
  }
}

/** Two deliveries of one device, or of one scan, follow one another. */
export async function lockDevice(reader: Reader, keyId: Uint8Array): Promise<void> {
  const name = Buffer.from(keyId).toString("hex");
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 7111))`.execute(reader.db);
}

export async function findDevice(reader: Reader, keyId: Uint8Array): Promise<DeviceRow | undefined> {
  const { rows } =
    await sql<DeviceRow>`select key_id, public_key, organisation from desk_device where key_id = ${Buffer.from(keyId)}`.execute(
      reader.db,
    );
  return rows[0];
}

export async function knownScans(reader: Reader, ids: readonly Uint8Array[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    id: Buffer;
  }>`select id from certificate_scan where id = any(${ids.map((id) => Buffer.from(id))}::bytea[])`.execute(
    reader.db,
  );
  return new Set(rows.map(({ id }) => id.toString("hex")));
}

const columns = sql`id, certificate, scanned_at, answer, reason, desk, organisation, received_at`;

export async function scansOfCertificate(reader: Reader, certificate: Buffer): Promise<readonly ScanRow[]> {
  const { rows } = await sql<ScanRow>`
    select ${columns} from certificate_scan where certificate = ${certificate}
    order by scanned_at desc limit 100`.execute(reader.db);
  return rows;
}

export async function scansBy(
  reader: Reader,
  organisation: string,
  limit: number,
): Promise<readonly ScanRow[]> {
  const { rows } = await sql<ScanRow>`
    select ${columns} from certificate_scan where organisation = ${organisation}
    order by scanned_at desc limit ${limit}`.execute(reader.db);
  return rows;
}

/**
 * Certificates that a device of this authority and another device both scanned. Scans of the authority that issued the
 * certificate do not count: it looks at its own papers before they leave.
 */
export async function scannedTwice(
  reader: Reader,
  organisation: string,
  since: string,
): Promise<readonly TwiceRow[]> {
  const { rows } = await sql<TwiceRow>`
    select distinct on (s.certificate, o.device)
      s.certificate, s.scanned_at, s.desk, o.scanned_at as other_at, o.organisation as other_organisation,
      o.organisation = s.organisation as same_authority
    from certificate_scan s
    join certificate_scan o on o.certificate = s.certificate and o.device <> s.device
    join certificate c on c.public_id = s.certificate
    where s.organisation = ${organisation} and s.scanned_at > ${since}
      and s.organisation <> c.authority and o.organisation <> c.authority
    order by s.certificate, o.device, s.scanned_at desc
    limit 100`.execute(reader.db);
  return rows;
}

/** Of the imports that this authority confirmed since then: all, and those of which it has a scan. */
export async function coverage(
  reader: Reader,
  organisation: string,
  since: string,
): Promise<{ readonly confirmed: number; readonly scanned: number }> {
  const { rows } = await sql<{ confirmed: bigint; scanned: bigint }>`
    select count(*) as confirmed,
      count(*) filter (where exists (
        select from certificate_scan s where s.certificate = c.public_id and s.organisation = ${organisation}
      )) as scanned
    from certificate c
    where c.importing_authority = ${organisation} and c.confirmed_at > ${since}`.execute(reader.db);
  return { confirmed: Number(rows[0]?.confirmed ?? 0), scanned: Number(rows[0]?.scanned ?? 0) };
}

export interface UseRow {
  readonly certificate: Buffer;
  readonly authority: string;
  readonly first: string;
}

/** Which authorities used each of these: scanned it or confirmed its import; not its issuer, nor one that saw it in transit. */
export async function usesOf(
  reader: Reader,
  certificates: readonly Uint8Array[],
): Promise<readonly UseRow[]> {
  const ids = certificates.map((id) => Buffer.from(id));
  const { rows } = await sql<UseRow>`
    select c.public_id as certificate, u.authority, min(u.at) as first
    from certificate c join (
      select certificate, organisation as authority, scanned_at as at from certificate_scan
      where certificate = any(${ids}::bytea[])
      union all
      select public_id, importing_authority, confirmed_at from certificate
      where public_id = any(${ids}::bytea[]) and confirmed_at is not null
    ) u on u.certificate = c.public_id
    where u.authority <> c.authority and not exists (
      select from certificate_event e
      where e.certificate = c.public_id and e.kind = 'transit-entered' and e.authority = u.authority
    )
    group by c.public_id, u.authority
    order by c.public_id, u.authority`.execute(reader.db);
  return rows;
}

export interface ToldRow {
  readonly certificate: Buffer;
  readonly authorities: readonly string[];
  readonly found_at: string;
}

/** What was told of these already; the widest comes last. */
export async function toldTwice(
  reader: Reader,
  certificates: readonly Uint8Array[],
): Promise<readonly ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select certificate, authorities, found_at from scanned_twice
    where certificate = any(${certificates.map((id) => Buffer.from(id))}::bytea[])
    order by cardinality(authorities), found_at`.execute(reader.db);
  return rows;
}

/** The widest alert of each certificate that an authority used or issued. Newest first. */
export async function twiceConcerning(
  reader: Reader,
  authority: string,
  since: string,
): Promise<readonly ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select * from (
      select distinct on (t.certificate) t.certificate, t.authorities, t.found_at
      from scanned_twice t join certificate c on c.public_id = t.certificate
      where (t.authorities @> ${[authority]}::text[] or c.authority = ${authority}) and t.found_at > ${since}
      order by t.certificate, cardinality(t.authorities) desc
    ) widest
    order by found_at desc limit 100`.execute(reader.db);
  return rows;
}
