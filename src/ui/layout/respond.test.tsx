import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Frame, Web } from "#platform/http/web.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { Ctx } from "#platform/work/context.ts";
import { page } from "./respond.tsx";

const frame: Frame = {
  path: "/participants",
  baseUrl: "http://localhost",
  demonstration: true,
  scheme: "Trial scheme",
  signedInAs: "Mariama Kamara",
  person: "01931c6e-0000-7000-8000-000000000001",
  organisation: "SL",
  roles: ["issuing-officer"],
};

function app(prepared: boolean): Hono<Web> {
  const hono = new Hono<Web>();
  hono.use(async (c, next) => {
    c.set("t", translator("fr"));
    if (prepared) {
      c.set("frame", frame);
      c.set("ctx", { clock: () => Date.parse("2026-11-24T10:05:00Z") } as Ctx);
    }
    await next();
  });
  hono.get("/participants", (c) =>
    page(c, { title: "Participants" }, <h1>Participants</h1>, prepared ? 200 : 500),
  );
  return hono;
}

describe("a page as an answer", () => {
  it("takes its frame from the request: scheme, person, roles, time, language", async () => {
    const answer = await app(true).request("/participants?year=2026");
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    for (const part of [
      "<title>Participants – Trial scheme</title>",
      "Mariama Kamara, SL",
      `href="/certificates"`,
      "24 novembre 2026",
      "Système de démonstration",
      "/participants?year=2026&amp;lang=en",
    ]) {
      expect(html).toContain(part);
    }
    expect(html).toMatch(/href="\/assets\/app\.[0-9a-f]{10}\.css"/);
  });

  it("still stands when the request broke before its frame was made", async () => {
    const answer = await app(false).request("/participants");
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain("<title>Participants – Kimberlite</title>");
  });
});
