// The tables of webhooks: webhook (projection), webhook_cursor and webhook_delivery (working).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import type { DisabledFacts, RegisteredFacts, SecretFacts } from "./facts.ts";
import type { Failure } from "./send.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface WebhookRow {
  readonly id: string;
  readonly organisation: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: number;
  readonly from_position: bigint;
  readonly registered_by: string;
  readonly registered_at: string;
  readonly disabled_at: string | null;
  readonly disabled_why: string | null;
  readonly removed_at: string | null;
}

const idOf = (act: { subject: string }): string => act.subject.slice(act.subject.indexOf(":") + 1);

// Projections.

export async function projectRegistered(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, RegisteredFacts>[],
): Promise<void> {
  for (const act of acts) {
    const { url, events, from, actor } = act.private;
    await sql`
      insert into webhook (id, organisation, url, events, secret, from_position, registered_by, registered_at)
      values (${idOf(act)}, ${act.organisation}, ${url}, ${events}::text[], 0, ${BigInt(from)}, ${actor.name}, ${act.at})`.execute(
      tx.db,
    );
  }
}

export async function projectSecret(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, SecretFacts>[],
): Promise<void> {
  for (const act of acts)
    await sql`update webhook set secret = ${act.private.secret} where id = ${idOf(act)}`.execute(tx.db);
}

export async function projectDisabled(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, DisabledFacts>[],
): Promise<void> {
  for (const act of acts)
    await sql`update webhook set disabled_at = ${act.at}, disabled_why = ${act.private.why} where id = ${idOf(act)}`.execute(
      tx.db,
    );
}

export async function projectEnabled(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, Facts>[],
): Promise<void> {
  for (const act of acts)
    await sql`update webhook set disabled_at = null, disabled_why = null where id = ${idOf(act)}`.execute(
      tx.db,
    );
}

export async function projectRemoved(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, Facts>[],
): Promise<void> {
  for (const act of acts)
    await sql`update webhook set removed_at = ${act.at} where id = ${idOf(act)}`.execute(tx.db);
}

// Webhooks.

export async function webhooksOf(reader: Reader, organisation: string): Promise<readonly WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    select * from webhook where organisation = ${organisation} and removed_at is null order by registered_at, id`.execute(
    reader.db,
  );
  return rows;
}

export async function findWebhook(reader: Reader, id: string): Promise<WebhookRow | undefined> {
  const { rows } =
    await sql<WebhookRow>`select * from webhook where id = ${id} and removed_at is null`.execute(reader.db);
  return rows[0];
}

export async function lockWebhook(tx: Tx, id: string): Promise<WebhookRow | undefined> {
  const { rows } = await sql<WebhookRow>`
    select * from webhook where id = ${id} and removed_at is null for update`.execute(tx.db);
  return rows[0];
}

export async function liveWebhooks(reader: Reader): Promise<readonly WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    select * from webhook where removed_at is null and disabled_at is null order by id`.execute(reader.db);
  return rows;
}

// What is told.

/**
 * Takes the webhook in hand for this transaction and says from which position it has not been told; undefined when another
 * process has it.
 */
export async function takeCursor(
  tx: Reader,
  webhook: Pick<WebhookRow, "id" | "from_position">,
): Promise<bigint | undefined> {
  await sql`
    insert into webhook_cursor (webhook, position) values (${webhook.id}, ${webhook.from_position})
    on conflict (webhook) do nothing`.execute(tx.db);
  const { rows } = await sql<{ position: bigint }>`
    select position from webhook_cursor where webhook = ${webhook.id} for update skip locked`.execute(tx.db);
  return rows[0]?.position;
}

export async function moveCursor(tx: Reader, webhook: string, position: bigint): Promise<void> {
  await sql`update webhook_cursor set position = ${position} where webhook = ${webhook}`.execute(tx.db);
}

export interface DeliveryRow {
  readonly webhook: string;
  readonly position: bigint;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly state: "waiting" | "delivered" | "given-up";
  readonly tries: number;
  readonly first_try: string | null;
  readonly last_try: string | null;
  readonly next_try: string;
  readonly status: number | null;
  readonly failure: Failure | null;
  readonly delivered_at: string | null;
}

export async function addDeliveries(
  tx: Reader,
  webhook: string,
  now: string,
  messages: readonly Pick<DeliveryRow, "position" | "id" | "type" | "body">[],
): Promise<void> {
  await sql`
    insert into webhook_delivery (webhook, position, id, type, body, state, next_try)
    select ${webhook}, position, id, type, body, 'waiting', ${now} from unnest(
      ${messages.map(({ position }) => String(position))}::bigint[], ${messages.map(({ id }) => id)}::text[],
      ${messages.map(({ type }) => type)}::text[], ${messages.map(({ body }) => body)}::text[]
    ) as t (position, id, type, body)
    on conflict (webhook, position) do nothing`.execute(tx.db);
}

/** The first in the order of the record: what comes after it waits for it. */
export async function firstWaiting(tx: Reader, webhook: string): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select * from webhook_delivery where webhook = ${webhook} and state = 'waiting' order by position limit 1`.execute(
    tx.db,
  );
  return rows[0];
}

export async function saveAttempt(
  tx: Reader,
  delivery: Pick<DeliveryRow, "webhook" | "position">,
  attempt: Pick<DeliveryRow, "state" | "status" | "failure" | "next_try"> & { readonly at: string },
): Promise<void> {
  await sql`
    update webhook_delivery set state = ${attempt.state}, tries = tries + 1, status = ${attempt.status}, failure = ${attempt.failure},
      first_try = coalesce(first_try, ${attempt.at}::timestamptz), last_try = ${attempt.at}, next_try = ${attempt.next_try},
      delivered_at = ${attempt.state === "delivered" ? attempt.at : null}::timestamptz
    where webhook = ${delivery.webhook} and position = ${delivery.position}`.execute(tx.db);
}

/** Sends again, as if it had never been tried. False when there is no such delivery. */
export async function queueAgain(
  tx: Reader,
  webhook: string,
  position: bigint,
  now: string,
): Promise<boolean> {
  const { rows } = await sql<{ position: bigint }>`
    update webhook_delivery set state = 'waiting', tries = 0, first_try = null, next_try = ${now}
    where webhook = ${webhook} and position = ${position} returning position`.execute(tx.db);
  return rows.length > 0;
}

/** After an address was enabled again: what waits is tried at once, with five days before it. */
export async function wakeDeliveries(tx: Reader, webhook: string, now: string): Promise<void> {
  await sql`
    update webhook_delivery set state = 'waiting', tries = 0, first_try = null, next_try = ${now}
    where webhook = ${webhook} and state in ('waiting', 'given-up')`.execute(tx.db);
}

/** Newest first, before a position. */
export async function deliveriesOf(
  reader: Reader,
  webhook: string,
  page: { before: bigint | null; limit: number },
): Promise<readonly DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    select * from webhook_delivery where webhook = ${webhook} and (${page.before}::bigint is null or position < ${page.before})
    order by position desc limit ${page.limit}`.execute(reader.db);
  return rows;
}

export async function countDeliveries(
  reader: Reader,
  webhook: string,
): Promise<Readonly<Record<DeliveryRow["state"], number>>> {
  const { rows } = await sql<{ state: DeliveryRow["state"]; count: bigint }>`
    select state, count(*) as count from webhook_delivery where webhook = ${webhook} group by state`.execute(
    reader.db,
  );
  const counts = { waiting: 0, delivered: 0, "given-up": 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** What arrived long ago needs no log any more. */
export async function forgetDelivered(reader: Reader, before: string): Promise<void> {
  await sql`delete from webhook_delivery where state = 'delivered' and delivered_at < ${before}`.execute(
    reader.db,
  );
}
