// Tells receivers what happened. Each webhook follows the positions of the record, never its timestamps, so nothing is left
// out; one thing after the other, so nothing comes out of order; and what was sent is marked after it arrived, so whoever is
// killed in between sends it again under the same id: at least once, never silently not.
import { fromHex } from "#core/encoding/bytes.ts";
import { transact } from "#platform/db/database.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { concernOf } from "#modules/certificates/index.ts";
import {
  actsFrom,
  actsOn,
  findFounding,
  inTransaction,
  openAct,
  record,
  repeatedly,
} from "#modules/record/index.ts";
import type { Background, Ctx, StoredAct } from "#modules/record/index.ts";
import type { WebhookMessage } from "../messages/schemas.ts";
import { webhookDisabled } from "./acts.ts";
import type { AddressRules } from "./address.ts";
import { giveUpMillis, waitAfter } from "./retry.ts";
import { sendOnce } from "./send.ts";
import type { Attempt } from "./send.ts";
import { secretOf, signedHeaders } from "./sign.ts";
import * as store from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const lookMillis = 1_000;
const pageActs = 200;
/** At once: a slow receiver keeps only its own place. */
const atOnce = 4;
/** How long what arrived stays in the log that its owner sees. */
const keptMillis = 90 * 86_400_000;

export function startWebhooks(base: Base, onError: (error: unknown) => void): Background {
  return repeatedly((isStopped) => tellEverybody(base, isStopped), { restMillis: lookMillis }, onError);
}

/** Everything that can be told now. */
export async function tellEverybody(base: Base, stopped: () => boolean = () => false): Promise<void> {
  const reader = { db: base.database.kysely };
  const webhooks = await store.liveWebhooks(reader);
  if (webhooks.length === 0) return;
  const rules = { loopbackToo: (await findFounding(reader))?.demonstration ?? false };
  const waiting = [...webhooks];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let webhook = waiting.shift(); webhook !== undefined && !stopped(); webhook = waiting.shift()) {
        await gather(base, webhook);
        while (!stopped() && (await tellNext(base, webhook, rules)));
      }
    }),
  );
  await store.forgetDelivered(reader, new Date(base.clock() - keptMillis).toISOString());
}

/** Puts what happened since the last look, and concerns the webhook's authority, in its queue. */
async function gather(base: Base, webhook: store.WebhookRow): Promise<void> {
  for (let more = true; more;) {
    more = await transact(base.database, async (db) => {
      const cursor = await store.takeCursor({ db }, webhook);
      if (cursor === undefined) return false;
      const acts = await actsFrom({ db }, cursor, pageActs);
      const last = acts.at(-1);
      if (last === undefined) return false;
      const messages = [];
      for (const act of acts) {
        const body = await bodyFor(base, webhook, act);
        if (body !== undefined)
          messages.push({
            position: act.position,
            id: `act_${act.id}`,
            type: act.type,
            body: JSON.stringify(body),
          });
      }
      await store.addDeliveries({ db }, webhook.id, new Date(base.clock()).toISOString(), messages);
      await store.moveCursor({ db }, webhook.id, last.position + 1n);
      return acts.length === pageActs;
    });
  }
}

/**
 * Undefined when the act is none of this authority's business: it concerns the authority that issued, those that may receive,
 * whoever has acted on the certificate, such as a country of transit, and those that an alert of double use names. The
 * number is told only to the first two.
 */
async function bodyFor(
  base: Base,
  { organisation, events }: store.WebhookRow,
  act: StoredAct & { readonly position: bigint },
): Promise<WebhookMessage | undefined> {
  if (!act.type.startsWith("certificate.") || !(events.includes("*") || events.includes(act.type)))
    return undefined;
  const certificate = act.subject.slice(act.subject.indexOf(":") + 1);
  const ctx: Ctx = { ...base, actor: teller(organisation) };
  const concern = await concernOf(ctx, fromHex(certificate));
  if (concern === undefined) return undefined;
  const reads = concern.readers.includes(organisation);
  if (!reads && !isNamedIn(act, organisation) && !(await hasActed(base, act, organisation))) return undefined;
  return {
    type: act.type,
    timestamp: act.at,
    data: {
      act: act.id,
      position: String(act.position),
      certificate,
      participant: concern.participant,
      organisation: act.organisation,
      ...(reads ? { number: concern.number } : {}),
    },
  };
}

function isNamedIn(act: StoredAct, organisation: string): boolean {
  if (act.type !== "certificate.scanned-twice") return false;
  const authorities = openAct(act).private?.["authorities"];
  return Array.isArray(authorities) && authorities.includes(organisation);
}

async function hasActed(base: Base, act: StoredAct, organisation: string): Promise<boolean> {
  const acts = await actsOn({ db: base.database.kysely }, act.subject);
  return acts.some((one) => one.organisation === organisation && one.serial <= act.serial);
}

/** True when it arrived and the next may follow at once. The webhook is held meanwhile, so that no other process sends it. */
async function tellNext(base: Base, webhook: store.WebhookRow, rules: AddressRules): Promise<boolean> {
  const outcome = await transact(base.database, async (db) => {
    if ((await store.takeCursor({ db }, webhook)) === undefined) return "later" as const;
    const delivery = await store.firstWaiting({ db }, webhook.id);
    const now = base.clock();
    if (delivery === undefined || Date.parse(delivery.next_try) > now) return "later" as const;
    const headers = signedHeaders(secretOf(base.keyring, webhook), delivery, Math.floor(now / 1_000));
    const attempt = await sendOnce(webhook.url, delivery.body, headers, rules);
    const at = new Date(base.clock()).toISOString();
    const state = stateAfter(attempt, delivery, base.clock());
    const wait = attempt.ok ? 0 : waitAfter(delivery.tries + 1, (randomBytes(1)[0] ?? 0) / 255);
    await store.saveAttempt({ db }, delivery, {
      state,
      status: attempt.status,
      failure: attempt.ok ? null : attempt.failure,
      next_try: new Date(base.clock() + wait).toISOString(),
      at,
    });
    if (attempt.ok) return "arrived" as const;
    // 410: the receiver says that it is gone for good (Standard Webhooks).
    if (attempt.status === 410) return "gone" as const;
    return state === "given-up" ? ("failing" as const) : ("later" as const);
  });
  if (outcome === "gone" || outcome === "failing") await disable(base, webhook, outcome);
  return outcome === "arrived";
}

function stateAfter(attempt: Attempt, delivery: store.DeliveryRow, now: number): store.DeliveryRow["state"] {
  if (attempt.ok) return "delivered";
  return delivery.first_try !== null && now - Date.parse(delivery.first_try) >= giveUpMillis
    ? "given-up"
    : "waiting";
}

/** Five days of silence: its owner sees it on the page, and nothing is lost when it is enabled again. */
async function disable(
  base: Base,
  { id, organisation }: store.WebhookRow,
  why: "failing" | "gone",
): Promise<void> {
  await inTransaction({ ...base, actor: teller(organisation) }, async (tx) => {
    const webhook = await store.lockWebhook(tx, id);
    if (webhook === undefined || webhook.disabled_at !== null) return;
    await record(tx, webhookDisabled, { subject: `webhook:${id}`, public: {}, private: { why } });
  });
}

function teller(organisation: string): Ctx["actor"] {
  return { kind: "system", id: "webhooks", name: "Webhooks", organisation, roles: [] };
}
