// Webhooks of an authority: registered by its administrator, the secret shown once; its secret changed; disabled, enabled
// and removed; and a single delivery sent again.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { certificateEvents } from "#modules/certificates/index.ts";
import { findFounding, inTransaction, logSize, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { mayKeepWebhooks, maySeeWebhook } from "../policy.ts";
import { addressProblem } from "../webhooks/address.ts";
import {
  webhookDisabled,
  webhookEnabled,
  webhookRegistered,
  webhookRemoved,
  webhookSecretChanged,
} from "../webhooks/acts.ts";
import { secretOf, secretText } from "../webhooks/sign.ts";
import * as store from "../webhooks/store.ts";

const mostPerAuthority = 10;

export interface WebhookInput {
  readonly url: string;
  /** Types of acts; none given is every one. */
  readonly events: readonly string[];
}

export interface WebhookSecret {
  readonly id: string;
  /** The only time it is seen. */
  readonly secret: string;
}

export async function registerWebhook(ctx: Ctx, input: WebhookInput): Promise<WebhookSecret> {
  const { organisation } = ctx.actor;
  refuseUnless(organisation !== null && mayKeepWebhooks(ctx.actor, organisation), "not-allowed");
  // The answer kept for a repeated request is what the transaction returns: the secret is not in it.
  const { id } = await inTransaction(ctx, async (tx) => {
    const founding = await findFounding(tx);
    const problems: FieldProblem[] = [];
    const wrong = addressProblem(input.url, { loopbackToo: founding?.demonstration ?? false });
    if (wrong !== undefined) problems.push({ field: "url", code: wrong });
    if (input.events.some((event) => !certificateEvents.includes(event)))
      problems.push({ field: "events", code: "NOT_IN_LIST", values: { list: certificateEvents.join(", ") } });
    if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
    if ((await store.webhooksOf(tx, organisation)).length >= mostPerAuthority)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "url", code: "TOO_MANY_WEBHOOKS", values: { most: mostPerAuthority } }] },
      );
    const id = tx.newId();
    await record(tx, webhookRegistered, {
      subject: `webhook:${id}`,
      previous: null,
      public: {},
      private: {
        url: input.url,
        events: input.events.length === 0 ? ["*"] : [...new Set(input.events)],
        from: await logSize(tx),
      },
    });
    return { id };
  });
  return { id, secret: secretText(secretOf(ctx.keyring, { id, secret: 0 })) };
}

export async function changeSecret(ctx: Ctx, id: string): Promise<WebhookSecret> {
  const secret = await inTransaction(ctx, async (tx) => {
    const webhook = await lockOwn(tx, id);
    const next = webhook.secret + 1;
    await record(tx, webhookSecretChanged, {
      subject: `webhook:${id}`,
      public: {},
      private: { secret: next },
    });
    return next;
  });
  return { id, secret: secretText(secretOf(ctx.keyring, { id, secret })) };
}

export async function disableWebhook(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const webhook = await lockOwn(tx, id);
    refuseUnless(webhook.disabled_at === null, "already-done");
    await record(tx, webhookDisabled, { subject: `webhook:${id}`, public: {}, private: { why: "by-hand" } });
  });
}

/** Goes on where it stopped: what happened meanwhile is told now, in its order. */
export async function enableWebhook(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const webhook = await lockOwn(tx, id);
    refuseUnless(webhook.disabled_at !== null, "already-done");
    await record(tx, webhookEnabled, { subject: `webhook:${id}`, public: {}, private: {} });
    await store.wakeDeliveries(tx, id, tx.now);
  });
}

export async function removeWebhook(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockOwn(tx, id);
    await record(tx, webhookRemoved, { subject: `webhook:${id}`, public: {}, private: {} });
  });
}

/** An authority's own programs may ask for one again; nothing is recorded, because nothing happened. */
export async function sendAgain(ctx: Ctx, id: string, position: bigint): Promise<void> {
  await ownWebhook(ctx, id);
  await inTransaction(ctx, async (tx) => {
    refuseUnless(await store.queueAgain(tx, id, position, tx.now), "not-found");
  });
}

export async function ownWebhook(ctx: Ctx, id: string): Promise<store.WebhookRow> {
  const webhook = await store.findWebhook({ db: ctx.database.kysely }, id);
  refuseUnless(webhook !== undefined && maySeeWebhook(ctx.actor, webhook), "not-found");
  return webhook;
}

async function lockOwn(tx: Tx, id: string): Promise<store.WebhookRow> {
  const webhook = await store.lockWebhook(tx, id);
  refuseUnless(webhook !== undefined && mayKeepWebhooks(tx.actor, webhook.organisation), "not-found");
  return webhook;
}
