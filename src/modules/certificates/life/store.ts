// The table certificate_event (a projection): the history of each certificate, and what of it is asked across all of them.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import type { LifeEventKind } from "#core/certificate/life.ts";
import { closeCertificateAlerts, projectCertificateAlerts } from "#modules/alerts/index.ts";
import { plain } from "#modules/record/index.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { LifeFacts, ReplacedPublic } from "./facts.ts";
import { marksOf } from "./marks.ts";
import type { EventRow } from "./marks.ts";

export type { EventRow } from "./marks.ts";

type Reader = { readonly db: Kysely<unknown> };

export async function projectLifeEvent(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, LifeFacts>[],
): Promise<void> {
  for (const act of acts) {
    await insertEvent(tx, act);
    await sql`
      update certificate set state = ${act.private.state}, head = ${act.leafHash} where public_id = ${publicIdOf(act)}`.execute(
      tx.db,
    );
    await projectAlert(tx, act);
  }
}

const alertKinds = {
  "certificate.lost": "LOST",
  "certificate.stolen": "STOLEN",
  "certificate.fake-reported": "FAKE",
} as const;

/** A loss, a theft and a forgery stand among the alerts at once, and a find takes the loss back. */
async function projectAlert(tx: Projection, act: ProjectedAct<Facts, LifeFacts>): Promise<void> {
  const certificate = publicIdOf(act);
  if (act.type === "certificate.found") return closeCertificateAlerts(tx, [{ certificate, at: act.at }]);
  if (!(act.type in alertKinds)) return;
  const { rows } = await sql<{ participant: string; number: string; serial: bigint }>`
    select participant, number, serial from certificate where public_id = ${certificate}`.execute(tx.db);
  const { id, organisation, at } = act;
  const kind = alertKinds[act.type as keyof typeof alertKinds];
  await projectCertificateAlerts(
    tx,
    rows.map((row) => ({ ...row, id, kind, certificate, organisation, at })),
  );
}

/** Both certificates know of each other. */
export async function projectReplaced(
  tx: Projection,
  acts: readonly ProjectedAct<ReplacedPublic, LifeFacts>[],
): Promise<void> {
  await projectLifeEvent(tx, acts);
  for (const act of acts) {
    const replaces = JSON.stringify({ replaces: Buffer.from(publicIdOf(act)).toString("hex") });
    await sql`
      update certificate set marks = marks || ${replaces}::jsonb where public_id = ${act.public.replacement}`.execute(
      tx.db,
    );
  }
}

/** Also for acts that have a projection of their own. */
export async function insertEvent(tx: Projection, act: ProjectedAct<Facts, Facts>): Promise<void> {
  const { actor, ...told } = act.private;
  const certificate = publicIdOf(act);
  await sql`
    insert into certificate_event (act, certificate, place, kind, at, authority, person, name, facts)
    values (${act.id}, ${certificate}, (select count(*) + 1 from certificate_event where certificate = ${certificate}), ${act.type.slice("certificate.".length)}, ${act.at}, ${act.organisation}, ${actor.id}, ${actor.name},
      ${JSON.stringify(plain({ ...act.public, ...told }))})`.execute(tx.db);
  const marks = JSON.stringify(marksOf(await eventsOf(tx, certificate)));
  await sql`
    update certificate set marks = jsonb_strip_nulls(marks || ${marks}::jsonb) where public_id = ${certificate}`.execute(
    tx.db,
  );
}

/** Oldest first. */
export async function eventsOf(reader: Reader, certificate: Uint8Array): Promise<readonly EventRow[]> {
  const { rows } = await sql<EventRow>`
    select act, kind, at, authority, person, name, facts from certificate_event
    where certificate = ${certificate} order by place`.execute(reader.db);
  return rows;
}

/** What every desk should know of: papers that are lost, stolen or withdrawn, and forgeries that are about. */
export const noticeKinds = [
  "lost",
  "stolen",
  "found",
  "invalidated",
  "replaced",
  "fake-reported",
  "detained",
  "forfeited",
] as const satisfies readonly LifeEventKind[];
export type NoticeKind = (typeof noticeKinds)[number];

export interface NoticeRow {
  readonly act: string;
  readonly kind: NoticeKind;
  readonly at: string;
  /** Who says so. */
  readonly authority: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly public_id: Buffer;
  readonly participant: string;
  readonly number: string;
  readonly issuing_authority: string;
  readonly destination: string;
}

export interface NoticeFilter {
  readonly kinds?: readonly NoticeKind[];
  /** UTC instant; only what was said at or after it. */
  readonly since?: string;
  /** Code of the issuing Participant. */
  readonly participant?: string;
}

/** Newest first. */
export async function listNotices(
  reader: Reader,
  { kinds = noticeKinds, since, participant }: NoticeFilter,
  limit: number,
): Promise<readonly NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select e.act, e.kind, e.at, e.authority, e.facts, c.public_id, c.participant, c.number,
      c.authority as issuing_authority, c.destination
    from certificate_event e join certificate c on c.public_id = e.certificate
    where e.kind = any(${kinds}::text[]) and (${since ?? null}::timestamptz is null or e.at >= ${since ?? null}::timestamptz)
      and (${participant ?? null}::text is null or c.participant = ${participant ?? null})
    order by e.at desc, e.act desc limit ${limit}`.execute(reader.db);
  return rows;
}

function publicIdOf(act: { readonly subject: string }): Uint8Array {
  return fromHex(act.subject.slice(act.subject.indexOf(":") + 1));
}
