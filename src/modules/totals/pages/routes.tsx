// The public pages of counts and totals, and the importing officers' one. None needs a script.
import type { Context } from "hono";
import { parseQuarter, quarterBefore, quarterOf } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import { locales } from "#platform/i18n/locales.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { getQuarter } from "../api.ts";
import { checkOpenings } from "../openings.ts";
import { checkedCounts, countedAuthorities } from "../overview.ts";
import { openers } from "../policy.ts";
import { verdictsOf } from "../quarter.ts";
import { totalsSettings } from "../settings.ts";
import { publishedQuarters } from "../store.ts";
import { AuthorityCountsPage, authorityName, CountsPage } from "./counts.tsx";
import { quarterName, ReceivedPage, TotalsPage } from "./totals.tsx";

export const pageDoors: readonly Door[] = [
  { method: "GET", path: "/totals", allow: "everyone" },
  { method: "GET", path: "/totals/counts", allow: "everyone" },
  { method: "GET", path: "/totals/counts/:authority", allow: "everyone" },
  { method: "GET", path: "/totals/received", allow: openers },
];

export function pageRoutes(app: App): void {
  app.get("/totals", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const asked = c.req.query("quarter");
    const quarters = await quartersToShow(ctx);
    const quarter = asked === undefined ? (quarters[0] as Quarter) : getQuarter(asked);
    const { authorities } = await schemeFacts(ctx);
    return page(
      c,
      {
        title: asked === undefined ? t("totals.title") : `${t("totals.title")}: ${quarterName(t, quarter)}`,
        description: t("totals.lede"),
        languages: locales,
        islands: ["totals"],
      },
      <TotalsPage
        t={t}
        quarter={quarter}
        quarters={quarters}
        verdicts={await verdictsOf(ctx, quarter)}
        authorities={authorities}
        fewest={totalsSettings().fewestCertificates}
        log={`${c.get("frame").baseUrl}/log`}
        mayOpen={openers.some((role) => ctx.actor.roles.includes(role))}
      />,
    );
  });

  app.get("/totals/counts", async (c) => {
    const t = c.get("t");
    return page(
      c,
      { title: t("totals.counts.title"), breadcrumbs: trail(c), languages: locales },
      <CountsPage t={t} counted={await countedAuthorities(c.get("ctx"))} />,
    );
  });

  app.get("/totals/counts/:authority", async (c) => {
    const t = c.get("t");
    const check = await checkedCounts(c.get("ctx"), c.req.param("authority"));
    const name = authorityName(t, check.authority);
    const breadcrumbs = [...trail(c), { text: t("totals.counts.title"), href: "/totals/counts" }];
    return page(
      c,
      { title: t("totals.counts.one", { name }), breadcrumbs, languages: locales },
      <AuthorityCountsPage t={t} check={check} />,
    );
  });

  app.get("/totals/received", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const now = quarterOf(new Date(ctx.clock()).toISOString());
    const quarter = parseQuarter(c.req.query("quarter") ?? now) ?? now;
    return page(
      c,
      { title: t("totals.received.title"), breadcrumbs: trail(c), languages: locales },
      <ReceivedPage t={t} quarter={quarter} openings={await checkOpenings(ctx, quarter)} />,
    );
  });
}

/** What is published, and always the last quarter that is over. */
async function quartersToShow(ctx: Ctx): Promise<readonly Quarter[]> {
  const last = quarterBefore(quarterOf(new Date(ctx.clock()).toISOString()));
  const published = await publishedQuarters({ db: ctx.database.kysely });
  return [...new Set([last, ...published])].sort().reverse();
}

function trail(c: Context<Web>): readonly { text: string; href: string }[] {
  return [{ text: c.get("t")("totals.title"), href: "/totals" }];
}
