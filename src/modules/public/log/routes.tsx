// The doors of the public log: its page, one act, and what a checker takes home: proof, entry, policy, figures.
// None needs an account or a script. The log's own files (checkpoint, tiles) are the record's doors.
import { stringify } from "csv-stringify/sync";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { ActPage } from "./act.tsx";
import { findShownAct, growth, isActId, isPosition, logView, policyText } from "./data.ts";
import { LogPage } from "./page.tsx";
import { actTypeText } from "./words.ts";

export const logDoors: readonly Door[] = [
  "/log",
  "/log/policy",
  "/log/growth.csv",
  "/log/acts/:act",
  "/log/acts/:act/proof",
  "/log/acts/:act/entry",
  "/record",
].map((path) => ({ method: "GET", path, allow: "everyone" }));

/** In which the log can be read: more than the rest of the service. */
const languages = ["en", "fr", "pt", "ru", "ar", "zh"] as const;

export function logRoutes(app: App): void {
  app.get("/log", async (c) => {
    const t = c.get("t");
    const asked = c.req.query("act")?.trim().toLowerCase().slice(0, 60);
    if (asked !== undefined && (isActId(asked) || isPosition(asked))) return c.redirect(`/log/acts/${asked}`);
    const view = await logView(c.get("ctx"), c.req.query("page"));
    const error = asked !== undefined;
    const alternates = [{ href: "/log/growth.csv", type: "text/csv", title: t("log.growth.title") }];
    return page(
      c,
      { title: t("log.title"), error, languages, alternates },
      <LogPage t={t} view={view} asked={asked} />,
      error ? 422 : 200,
    );
  });

  app.get("/log/acts/:act", async (c) => {
    const t = c.get("t");
    const { asked, shown } = await shownAct(c.get("ctx"), c.req.param("act"));
    if (!isPosition(asked) && shown.position !== null) return c.redirect(`/log/acts/${shown.position}`);
    return page(
      c,
      {
        title: actTypeText(t, shown.act.type),
        breadcrumbs: [{ text: t("log.title"), href: "/log" }],
        languages,
        islands: shown.position === null || shown.policy === null ? [] : ["log-proof"],
      },
      <ActPage t={t} shown={shown} />,
    );
  });

  app.get("/log/acts/:act/proof", async (c) => {
    const { asked, shown } = await shownAct(c.get("ctx"), c.req.param("act"));
    if (shown.proof === null) throw new Problem("not-found");
    return c.body(shown.proof.text, 200, {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": `attachment; filename="act-${asked}.tlog-proof"`,
    });
  });

  app.get("/log/acts/:act/entry", async (c) => {
    const { asked, shown } = await shownAct(c.get("ctx"), c.req.param("act"));
    return c.body(new Uint8Array(shown.leaf), 200, {
      "Content-Type": "application/cose",
      "Content-Disposition": `attachment; filename="act-${asked}.cose"`,
    });
  });

  app.get("/log/policy", async (c) => {
    const text = await policyText(c.get("ctx"));
    if (text === null) throw new Problem("not-found");
    return c.body(text, 200, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache" });
  });

  app.get("/log/growth.csv", async (c) => {
    const rows = (await growth(c.get("ctx"))).map(({ at, size }) => [at, String(size)]);
    return c.body(stringify([["signed_at", "acts"], ...rows], { record_delimiter: "\r\n" }), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="log-growth.csv"',
    });
  });

  // Addresses of earlier versions.
  app.get("/record", (c) => {
    const act = c.req.query("act")?.trim().toLowerCase();
    return c.redirect(act !== undefined && isActId(act) ? `/log/acts/${act}` : "/log", 301);
  });
}

/** Hostile: from the address bar. */
async function shownAct(ctx: Parameters<typeof findShownAct>[0], text: string) {
  const asked = text.toLowerCase();
  const shown = isActId(asked) || isPosition(asked) ? await findShownAct(ctx, asked) : undefined;
  if (shown === undefined) throw new Problem("not-found");
  return { asked, shown };
}
