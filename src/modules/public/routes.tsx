// The doors and addresses of the public pages. None of them needs an account, a script or a third party.
import type { Context } from "hono";
import { version } from "#platform/config/version.ts";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import { latestCheckpoint, logSize } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { homeData } from "./home/data.ts";
import { HomePage } from "./home/page.tsx";
import { ContactPage, StatusPage, TextPage } from "./pages/about.tsx";
import type { TextPageName } from "./pages/about.tsx";
import { AccessPage, DevelopersPage, operationsOf } from "./pages/developers.tsx";
import type { Operation } from "./pages/developers.tsx";
import { LearnPage } from "./pages/learn.tsx";

const addresses = [
  "/",
  "/learn",
  "/developers",
  "/developers/access",
  "/developers/components",
  "/accessibility",
  "/privacy",
  "/licences",
  "/contact",
  "/status",
];

export const pageDoors: readonly Door[] = addresses.map((path) => ({
  method: "GET",
  path,
  allow: "everyone",
}));

export function pageRoutes(app: App): void {
  app.get("/", async (c) => {
    const t = c.get("t");
    const data = await homeData(c.get("ctx"));
    const asList = c.req.query("map") === "list";
    return page(
      c,
      { description: t("public.home.sentence") },
      <HomePage t={t} data={data} now={nowOf(c)} asList={asList} />,
    );
  });

  app.get("/learn", (c) =>
    page(c, { title: c.get("t")("public.learn.title") }, <LearnPage t={c.get("t")} />),
  );

  let operations: readonly Operation[] | undefined;
  app.get("/developers", (c) => {
    const t = c.get("t");
    // At the first question, when every module has added its routes.
    operations ??= operationsOf(
      app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "Kimberlite", version } }),
    );
    const origin = c.get("frame").baseUrl;
    return page(
      c,
      { title: t("public.developers.title") },
      <DevelopersPage t={t} operations={operations} origin={origin} />,
    );
  });

  app.get("/developers/access", (c) => {
    const t = c.get("t");
    const breadcrumbs = [{ text: t("public.developers.title"), href: "/developers" }];
    return page(c, { title: t("public.access.title"), breadcrumbs }, <AccessPage t={t} />);
  });
  // Breadcrumbs are among the components shown, so this page has a way back of another kind.
  app.get("/developers/components", async (c) => {
    const t = c.get("t");
    // Every component at once, with what draws the charts: not loaded before somebody asks.
    const { Gallery } = await import("#ui/gallery.tsx");
    return page(
      c,
      { title: t("ui.gallery.title"), back: "/developers", islands: ["forms"] },
      <Gallery t={t} />,
    );
  });

  textPage(app, "accessibility");
  textPage(app, "privacy");
  textPage(app, "licences");

  app.get("/contact", async (c) => {
    const t = c.get("t");
    const authorities = await authoritiesOf(c.get("ctx"));
    return page(
      c,
      { title: t("public.contact.title") },
      <ContactPage t={t} authorities={authorities} demonstration={c.get("frame").demonstration} />,
    );
  });

  app.get("/status", async (c) => {
    const t = c.get("t");
    const reader = { db: c.get("ctx").database.kysely };
    const [size, head] = await Promise.all([logSize(reader), latestCheckpoint(reader)]);
    const state = { size, checkpointAt: head?.at ?? null, now: nowOf(c), version };
    return page(c, { title: t("public.service.title") }, <StatusPage t={t} state={state} />);
  });
}

function textPage(app: App, name: TextPageName): void {
  app.get(`/${name}`, (c) =>
    page(c, { title: c.get("t")(`public.${name}.title`) }, <TextPage t={c.get("t")} name={name} />),
  );
}

function nowOf(c: Context<Web>): string {
  return new Date(c.get("ctx").clock()).toISOString();
}
