// The public pages of the replay and its CSV. They read no table: the real decisions are facts of the scheme.
import { stringify } from "csv-stringify/sync";
import type { Replay } from "#core/decisions/replay/replay.ts";
import { findRealDecision } from "#core/kp/decisions.ts";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { addressOf, readChoices } from "./choices.ts";
import { OneReplayPage } from "./one.tsx";
import { ReplayPage } from "./page.tsx";
import { replaysFor } from "./replays.ts";

export const replayDoors: readonly Door[] = [
  { method: "GET", path: "/decisions/replay", allow: "everyone" },
  { method: "GET", path: "/decisions/replay.csv", allow: "everyone" },
  { method: "GET", path: "/decisions/replay/:id", allow: "everyone" },
];

/** To be registered before any page at /decisions/:id. */
export function replayRoutes(app: App): void {
  app.get("/decisions/replay.csv", (c) => {
    const { chosen } = readChoices((name) => c.req.query(name));
    return c.body(csvOf(replaysFor(chosen)), 200, {
      "Content-Type": csvType,
      "Content-Disposition": 'attachment; filename="kimberley-process-decisions-replayed.csv"',
    });
  });

  app.get("/decisions/replay", (c) => {
    const t = c.get("t");
    const choosing = readChoices((name) => c.req.query(name));
    const csv = `/decisions/replay.csv${addressOf(choosing.chosen)}`;
    return page(
      c,
      {
        title: t("replay.title"),
        description: t("replay.lede"),
        alternates: [{ href: csv, type: "text/csv", title: t("replay.csv") }],
      },
      <ReplayPage t={t} choosing={choosing} replays={replaysFor(choosing.chosen)} />,
    );
  });

  app.get("/decisions/replay/:id", (c) => {
    const t = c.get("t");
    const real = findRealDecision(c.req.param("id"));
    const { chosen } = readChoices((name) => c.req.query(name));
    const replay = replaysFor(chosen).find(({ decision }) => decision.id === real?.id);
    if (real === undefined || replay === undefined) throw new Problem("not-found");
    return page(
      c,
      {
        title: real.matter[t.locale === "fr" ? "fr" : "en"],
        breadcrumbs: [{ text: t("replay.title"), href: `/decisions/replay${addressOf(chosen)}` }],
      },
      <OneReplayPage t={t} chosen={chosen} real={real} replay={replay} />,
    );
  });
}

/** One row for each decision and rule. */
function csvOf(replays: readonly Replay[]): string {
  return stringify(
    replays.flatMap(({ decision, known, rules }) =>
      rules.map(({ rule, outcomes, decisive, silence }) => ({
        id: decision.id,
        date: decision.date,
        procedure: decision.procedure,
        class: decision.class,
        result: decision.result,
        participants: `${known.eligible.least}-${known.eligible.most}`,
        support: `${known.support.least}-${known.support.most}`,
        objections: `${known.objections.least}-${known.objections.most}`,
        rule,
        outcomes: outcomes.join(" "),
        decisive: decisive.by,
        needed: decisive.by === "NAMED" ? decisive.needed : "",
        who: whoOf(decisive),
        silence,
      })),
    ),
    { header: true, record_delimiter: "windows", escape_formulas: true },
  );
}

function whoOf(decisive: Replay["rules"][number]["decisive"]): string {
  if (decisive.by === "NAMED") return decisive.of.join(" ");
  return decisive.by === "PILLAR" ? decisive.pillars.join(" ") : "";
}
