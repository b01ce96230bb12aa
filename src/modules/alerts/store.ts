// The tables of this module: alert and alert_change (projections of acts), alert_draft (working).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { AlertKind, AlertNumbers } from "#core/kp/alerts.ts";
import type { Facts } from "#core/act/act.ts";
import type { PictureType } from "#platform/files/picture.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import type { AlertFacts, ClosureFacts, CorrectionFacts } from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface AlertRow {
  readonly id: string;
  readonly kind: AlertKind;
  /** On whose papers, or whose trade. */
  readonly country: string;
  readonly numbers: readonly AlertNumbers[];
  /** By language; empty where an act on a certificate made it. */
  readonly text: Readonly<Record<string, string>>;
  readonly picture: StoredPicture | null;
  /** Who says so. */
  readonly organisation: string;
  /** Of an alert that an act on a certificate made: the certificate. */
  readonly certificate: Buffer | null;
  readonly published_at: string;
  readonly changed_at: string;
  readonly corrections: readonly { readonly at: string; readonly reason: string }[];
  readonly closed_at: string | null;
  readonly closed_for: string | null;
  readonly head: Buffer | null;
}

export interface StoredPicture {
  /** Hexadecimal. */
  readonly digest: string;
  readonly mediaType: PictureType;
  readonly width: number;
  readonly height: number;
}

const idOf = (act: { subject: string }): string => act.subject.slice(act.subject.indexOf(":") + 1);

// Projections: written from acts alone.

export async function projectPublished(
  tx: Projection,
  acts: readonly ProjectedAct<AlertFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { kind, country, numbers, text, picture } = columnsOf(act.public);
    await sql`
      insert into alert (id, kind, country, numbers, text, picture, organisation, published_at, changed_at, head)
      values (${idOf(act)}, ${kind}, ${country}, ${numbers}, ${text}, ${picture}, ${act.organisation}, ${act.at}, ${act.at}, ${act.leafHash})`.execute(
      tx.db,
    );
  }
  await countActs(tx, acts.length);
}

export async function projectCorrected(
  tx: Projection,
  acts: readonly ProjectedAct<CorrectionFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { kind, country, numbers, text, picture } = columnsOf(act.public);
    const correction = JSON.stringify([{ at: act.at, reason: act.public.reason }]);
    await sql`
      update alert set kind = ${kind}, country = ${country}, numbers = ${numbers}, text = ${text}, picture = ${picture},
        changed_at = ${act.at}, corrections = corrections || ${correction}::jsonb, head = ${act.leafHash}
      where id = ${idOf(act)}`.execute(tx.db);
  }
  await countActs(tx, acts.length);
}

export async function projectClosed(
  tx: Projection,
  acts: readonly ProjectedAct<ClosureFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    await sql`
      update alert set closed_at = ${act.at}, closed_for = ${act.public.reason}, changed_at = ${act.at}, head = ${act.leafHash}
      where id = ${idOf(act)}`.execute(tx.db);
  }
  await countActs(tx, acts.length);
}

/** What an act on a certificate says to everybody. */
export interface CertificateAlert {
  /** Id of the act. */
  readonly id: string;
  readonly kind: Exclude<AlertKind, "STOPPED_TRADE">;
  readonly certificate: Uint8Array;
  readonly participant: string;
  /** As printed. */
  readonly number: string;
  readonly serial: bigint;
  readonly organisation: string;
  readonly at: string;
}

/** For the projections of acts on certificates: their alerts stand in the same transaction, without a second act. */
export async function projectCertificateAlerts(
  tx: Projection,
  alerts: readonly CertificateAlert[],
): Promise<void> {
  for (const { id, kind, certificate, participant, number, serial, organisation, at } of alerts) {
    const numbers = JSON.stringify([
      { printed: number, participant, first: String(serial), last: String(serial) },
    ]);
    await sql`
      insert into alert (id, kind, country, numbers, text, organisation, certificate, published_at, changed_at)
      values (${id}, ${kind}, ${participant}, ${numbers}, '{}', ${organisation}, ${certificate}, ${at}, ${at})`.execute(
      tx.db,
    );
  }
  await countActs(tx, alerts.length);
}

/** A certificate that was lost or stolen is found again. */
export async function closeCertificateAlerts(
  tx: Projection,
  found: readonly { readonly certificate: Uint8Array; readonly at: string }[],
): Promise<void> {
  for (const { certificate, at } of found) {
    await sql`
      update alert set closed_at = ${at}, changed_at = ${at}
      where certificate = ${certificate} and kind in ('LOST', 'STOLEN') and closed_at is null`.execute(tx.db);
  }
  await countActs(tx, found.length);
}

function columnsOf({ kind, country, numbers, text, picture }: AlertFacts) {
  return {
    kind,
    country,
    numbers: json(numbers),
    text: JSON.stringify(text),
    picture:
      picture === null
        ? null
        : JSON.stringify({ ...picture, digest: Buffer.from(picture.digest).toString("hex") }),
  };
}

/** Serials as digits: a number of JSON loses them above 2^53. */
function json(value: unknown): string {
  return JSON.stringify(value, (name, item: unknown) =>
    name === "first" || name === "last" ? String(item) : item,
  );
}

async function countActs(tx: Projection, count: number): Promise<void> {
  await sql`
    insert into alert_change (acts) values (${count})
    on conflict (only_row) do update set acts = alert_change.acts + excluded.acts`.execute(tx.db);
}

// Alerts.

export async function actCount(reader: Reader): Promise<bigint> {
  const { rows } = await sql<{ acts: bigint }>`select acts from alert_change`.execute(reader.db);
  return rows[0]?.acts ?? 0n;
}

export async function findAlert(reader: Reader, id: string): Promise<AlertRow | undefined> {
  const { rows } = await sql<StoredAlert>`select * from alert where id = ${id}`.execute(reader.db);
  return rows.map(toAlert)[0];
}

export async function lockAlert(tx: Tx, id: string): Promise<AlertRow | undefined> {
  const { rows } = await sql<StoredAlert>`select * from alert where id = ${id} for update`.execute(tx.db);
  return rows.map(toAlert)[0];
}

export interface AlertFilter {
  readonly open?: boolean;
  readonly country?: string;
  readonly kind?: AlertKind;
}

/** Those that changed last come first. */
export async function listAlerts(
  reader: Reader,
  filter: AlertFilter,
  limit: number,
): Promise<readonly AlertRow[]> {
  const { rows } = await sql<StoredAlert>`
    select * from alert
    where (${filter.open ?? null}::boolean is null or (closed_at is null) = ${filter.open ?? null}::boolean)
      and (${filter.country ?? null}::text is null or country = ${filter.country ?? null}
        or exists (select from jsonb_array_elements(numbers) n where n ->> 'participant' = ${filter.country ?? null}))
      and (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
    order by changed_at desc, id desc limit ${limit}`.execute(reader.db);
  return rows.map(toAlert);
}

/** Of a certificate on the register its own row tells: here are the others. */
export async function openAlertsWithNumbers(reader: Reader): Promise<readonly AlertRow[]> {
  const { rows } = await sql<StoredAlert>`
    select * from alert where closed_at is null and certificate is null and numbers <> '[]'::jsonb
    order by published_at, id`.execute(reader.db);
  return rows.map(toAlert);
}

type StoredNumbers = Omit<AlertNumbers, "first" | "last"> & {
  readonly first?: string;
  readonly last?: string;
};
type StoredAlert = Omit<AlertRow, "numbers"> & { readonly numbers: readonly StoredNumbers[] };

function toAlert({ numbers, ...row }: StoredAlert): AlertRow {
  return {
    ...row,
    numbers: numbers.map(({ first, last, ...rest }) => ({
      ...rest,
      ...(first === undefined || last === undefined ? {} : { first: BigInt(first), last: BigInt(last) }),
    })),
  };
}

// Drafts.

export interface DraftRow {
  readonly id: string;
  readonly person: string;
  readonly organisation: string;
  /** The alert that it corrects. */
  readonly corrects: string | null;
  readonly data: DraftData;
  readonly picture: Buffer | null;
  readonly picture_type: PictureType | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** As it was typed. */
export interface DraftData {
  readonly kind: string;
  readonly country: string;
  readonly numbers: string;
  readonly en: string;
  readonly fr: string;
  readonly reason: string;
}

export async function saveDraft(reader: Reader, draft: DraftRow & { readonly now: string }): Promise<void> {
  // What nobody published within a week is thrown away.
  await sql`delete from alert_draft where updated_at < ${draft.now}::timestamptz - interval '7 days'`.execute(
    reader.db,
  );
  await sql`
    insert into alert_draft (id, person, organisation, corrects, data, picture, picture_type, width, height, updated_at)
    values (${draft.id}, ${draft.person}, ${draft.organisation}, ${draft.corrects}, ${JSON.stringify(draft.data)},
      ${draft.picture}, ${draft.picture_type}, ${draft.width}, ${draft.height}, ${draft.now})
    on conflict (id) do update set data = excluded.data, picture = excluded.picture, picture_type = excluded.picture_type,
      width = excluded.width, height = excluded.height, updated_at = excluded.updated_at`.execute(reader.db);
}

export async function findDraft(reader: Reader, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select * from alert_draft where id = ${id}`.execute(reader.db);
  return rows[0];
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await sql`delete from alert_draft where id = ${id}`.execute(tx.db);
}
