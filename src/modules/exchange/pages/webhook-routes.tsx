// The doors of the pages about webhooks. What gives or changes a secret needs a fresh sign-in.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { organisationOf, uuidOf } from "#modules/certificates/index.ts";
import { requireRecent } from "#modules/identity/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { positionOf } from "../api/webhooks.ts";
import {
  changeSecret,
  disableWebhook,
  enableWebhook,
  ownWebhook,
  registerWebhook,
  removeWebhook,
  sendAgain,
} from "../commands/webhooks.ts";
import type { WebhookSecret } from "../commands/webhooks.ts";
import { reasonOf } from "../messages/problems.ts";
import { keepers } from "../policy.ts";
import * as store from "../webhooks/store.ts";
import type { FormError } from "./batches.tsx";
import { WebhookPage, WebhookSecretPage, WebhooksPage } from "./webhooks.tsx";

export const webhookPageDoors: readonly Door[] = [
  { method: "GET", path: "/authority/webhooks", allow: keepers },
  { method: "POST", path: "/authority/webhooks", allow: keepers },
  { method: "GET", path: "/authority/webhooks/:id", allow: keepers },
  { method: "POST", path: "/authority/webhooks/:id/secret", allow: keepers },
  { method: "POST", path: "/authority/webhooks/:id/disable", allow: keepers },
  { method: "POST", path: "/authority/webhooks/:id/enable", allow: keepers },
  { method: "POST", path: "/authority/webhooks/:id/remove", allow: keepers },
  { method: "POST", path: "/authority/webhooks/:id/deliveries/:position/send", allow: keepers },
];

const address = "/authority/webhooks";
const pageSize = 50;

export function webhookPageRoutes(app: App): void {
  app.get(address, (c) => listPage(c, { url: "", events: [] }, []));

  app.post(address, async (c) => {
    const form = await readForm(c);
    const answers = { url: form.text("url"), events: form.texts("events") };
    await requireRecent(c.get("ctx"), c.req.raw.headers);
    try {
      return await secretPage(c, await registerWebhook(c.get("ctx"), answers));
    } catch (error) {
      if (!(error instanceof Problem) || error.fields.length === 0) throw error;
      const t = c.get("t");
      return listPage(
        c,
        answers,
        error.fields.map((problem) => ({ field: problem.field, text: reasonOf(t, problem) })),
      );
    }
  });

  app.get(`${address}/:id`, async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const webhook = await ownWebhook(ctx, uuidOf(c.req.param("id")));
    const before = c.req.query("before");
    const deliveries = await store.deliveriesOf({ db: ctx.database.kysely }, webhook.id, {
      before: before === undefined ? null : positionOf(before),
      limit: pageSize,
    });
    const next = deliveries.length === pageSize ? (deliveries.at(-1)?.position ?? null) : null;
    return page(
      c,
      {
        title: t("exchange.webhook.title"),
        breadcrumbs: [{ text: t("exchange.webhooks.title"), href: address }],
      },
      <WebhookPage t={t} webhook={webhook} deliveries={deliveries} next={next} />,
    );
  });

  app.post(`${address}/:id/secret`, async (c) => {
    await requireRecent(c.get("ctx"), c.req.raw.headers);
    return secretPage(c, await changeSecret(c.get("ctx"), uuidOf(c.req.param("id"))));
  });

  for (const [name, step] of Object.entries({ disable: disableWebhook, enable: enableWebhook }))
    app.post(`${address}/:id/${name}`, async (c) => {
      const id = uuidOf(c.req.param("id"));
      await step(c.get("ctx"), id);
      return c.redirect(`${address}/${id}`, 303);
    });

  app.post(`${address}/:id/remove`, async (c) => {
    await removeWebhook(c.get("ctx"), uuidOf(c.req.param("id")));
    return c.redirect(address, 303);
  });

  app.post(`${address}/:id/deliveries/:position/send`, async (c) => {
    const id = uuidOf(c.req.param("id"));
    await sendAgain(c.get("ctx"), id, positionOf(c.req.param("position")));
    return c.redirect(`${address}/${id}`, 303);
  });
}

async function listPage(
  c: Context<Web>,
  answers: { readonly url: string; readonly events: readonly string[] },
  errors: readonly FormError[],
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const webhooks = await store.webhooksOf({ db: ctx.database.kysely }, organisationOf(ctx));
  return page(
    c,
    { title: t("exchange.webhooks.title"), error: errors.length > 0, islands: ["forms"] },
    <WebhooksPage t={t} webhooks={webhooks} answers={answers} errors={errors} />,
    errors.length > 0 ? 422 : 200,
  );
}

function secretPage(c: Context<Web>, { id, secret }: WebhookSecret): Promise<Response> {
  const t = c.get("t");
  return page(c, { title: t("exchange.secret.title") }, <WebhookSecretPage t={t} id={id} secret={secret} />);
}
