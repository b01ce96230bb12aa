// The outbox page holds nobody's data: what it lists is on the reader's own device, put there by its script.
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { loadAssets } from "#ui/assets.ts";
import { page } from "#ui/layout/respond.tsx";
import { OutboxPage } from "./page.tsx";

export const outboxDoors: readonly Door[] = [
  { method: "GET", path: "/outbox", allow: "everyone" },
  { method: "GET", path: "/offline.js", allow: "everyone" },
];

export function outboxRoutes(app: App): void {
  app.get("/outbox", (c) => {
    const t = c.get("t");
    const { person } = c.get("frame");
    return page(
      c,
      { title: t("outbox.title"), islands: ["outbox-page"] },
      <OutboxPage t={t} person={person} />,
    );
  });

  // At the root, because a worker sees only what lies below its own address; asked for again at each visit.
  app.get("/offline.js", async () => {
    const assets = await loadAssets();
    const worker = assets.find(assets.href("offline.js"));
    if (worker === undefined) throw new Problem("not-found");
    return new Response(new Uint8Array(worker.bytes), {
      headers: { "Content-Type": worker.type, "Cache-Control": "no-cache", "Service-Worker-Allowed": "/" },
    });
  });
}
