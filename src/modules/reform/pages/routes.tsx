// The public pages of reform and the tables behind them. None needs a script; what is chosen stands in the address.
import type { Context } from "hono";
import { stringify } from "csv-stringify/sync";
import { findCase } from "#core/reform/cases.ts";
import { composeChecklist, questionNames } from "#core/reform/definitions.ts";
import { findDemand } from "#core/reform/history.ts";
import { findProposal } from "#core/reform/proposals.ts";
import type { Proposal } from "#core/reform/proposals.ts";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { recordedCommitments, recordedCycles, recordedDemands } from "../queries.ts";
import { sourcesText } from "../words.ts";
import { CasePage } from "./case.tsx";
import { DefinitionsPage, definitionRows, ProposalPage, quoted, TextsPage } from "./definitions.tsx";
import { DemandPage, demandRows, ReformPage } from "./overview.tsx";
import { mayDo } from "./record-routes.tsx";
import { ParticipantsPage } from "./participant.tsx";
import { OnRecord } from "./record.tsx";

const everyone = (path: string): Door => ({ method: "GET", path, allow: "everyone" });

export const pageDoors: readonly Door[] = [
  everyone("/reform"),
  everyone("/reform/demands.csv"),
  everyone("/reform/demands/:id"),
  everyone("/reform/definitions"),
  everyone("/reform/definitions.csv"),
  everyone("/reform/definitions/:id"),
  everyone("/reform/cases/:id"),
  everyone("/reform/texts"),
  everyone("/reform/participants"),
];

export function pageRoutes(app: App): void {
  app.get("/reform", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    return page(
      c,
      { title: t("reform.title"), description: t("reform.lede") },
      <ReformPage
        t={t}
        today={todayOf(c)}
        cycles={await recordedCycles(ctx)}
        onRecord={
          <OnRecord
            t={t}
            demands={await recordedDemands(ctx)}
            commitments={await recordedCommitments(ctx)}
            seats={await seatsNow(ctx)}
            may={await mayDo(c)}
            demonstration={c.get("frame").demonstration}
          />
        }
      />,
    );
  });

  app.get("/reform/demands.csv", (c) => {
    const t = c.get("t");
    return csv(c, [
      [
        "demand",
        "name",
        "status",
        "first_raised",
        "times_raised",
        "first_on_agenda",
        "years",
        "pillars",
        "sources",
      ],
      ...demandRows(todayOf(c)).map(({ demand, state }) => [
        demand.id,
        t(`reform.demand.${demand.id}`),
        state.status,
        state.firstRaised,
        String(state.timesRaised),
        state.firstOnAgenda ?? "",
        String(state.yearsWaited),
        state.pillars.join(" "),
        sourcesText([...new Set(demand.occasions.flatMap(({ sources }) => sources))]),
      ]),
    ]);
  });

  app.get("/reform/demands/:id", (c) => {
    const t = c.get("t");
    const demand = findDemand(c.req.param("id"));
    refuseUnless(demand !== undefined, "not-found");
    return page(
      c,
      { title: t(`reform.demand.${demand.id}`), breadcrumbs: trail(c) },
      <DemandPage t={t} demand={demand} today={todayOf(c)} />,
    );
  });

  app.get("/reform/definitions", (c) => {
    const t = c.get("t");
    const chosen = questionNames.flatMap((question) => c.req.queries(question) ?? []);
    const checklist = composeChecklist(chosen);
    const asked = checklist.some((alternative) => Object.keys(alternative).length > 0);
    return page(
      c,
      {
        title: t("reform.definitions.title"),
        description: t("reform.definitions.question"),
        breadcrumbs: trail(c),
      },
      <DefinitionsPage t={t} own={asked ? { chosen, checklist } : undefined} />,
    );
  });

  app.get("/reform/definitions.csv", (c) => csv(c, definitionRows(c.get("t"))));

  app.get("/reform/definitions/:id", (c) => {
    const t = c.get("t");
    const proposal = findProposal(c.req.param("id"));
    refuseUnless(proposal !== undefined, "not-found");
    return page(
      c,
      { title: t(`reform.proposal.${proposal.id}`), breadcrumbs: trail(c, "definitions") },
      <ProposalPage t={t} proposal={proposal} />,
    );
  });

  app.get("/reform/cases/:id", (c) => {
    const t = c.get("t");
    const real = findCase(c.req.param("id"));
    refuseUnless(real !== undefined, "not-found");
    return page(
      c,
      { title: t(`reform.case.${real.id}`), breadcrumbs: trail(c, "definitions") },
      <CasePage t={t} real={real} />,
    );
  });

  app.get("/reform/participants", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const seats = await seatsNow(ctx);
    const asked = c.req.query("code") ?? "";
    const seat = seats.find(({ code, participant }) => code === asked && participant !== null);
    refuseUnless(asked === "" || seat !== undefined, "not-found");
    return page(
      c,
      { title: t("reform.participant.title"), breadcrumbs: trail(c) },
      <ParticipantsPage
        t={t}
        today={todayOf(c)}
        seats={seats}
        seat={seat}
        commitments={await recordedCommitments(ctx)}
      />,
    );
  });

  app.get("/reform/texts", (c) => {
    const t = c.get("t");
    return page(
      c,
      { title: t("reform.texts.title"), breadcrumbs: trail(c, "definitions") },
      <TextsPage
        t={t}
        left={quotedText(c.req.query("left"), "un-2000")}
        right={quotedText(c.req.query("right"), "founding")}
      />,
    );
  });
}

function quotedText(asked: string | undefined, otherwise: string): Proposal {
  const proposal = quoted.find(({ id }) => id === (asked ?? otherwise));
  refuseUnless(proposal !== undefined, "not-found");
  return proposal;
}

function csv(c: Context<Web>, rows: readonly (readonly string[])[]): Response {
  const text = stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows", escape_formulas: true },
  );
  return c.body(text, 200, {
    "Content-Type": csvType,
    "Content-Language": c.get("t").locale,
    "Cache-Control": "no-cache",
    Vary: "Accept-Language, Cookie",
  });
}

function trail(
  c: Context<Web>,
  below?: "definitions",
): readonly { readonly text: string; readonly href: string }[] {
  const t = c.get("t");
  return [
    { text: t("reform.short"), href: "/reform" },
    ...(below === undefined ? [] : [{ text: t("reform.definitions.title"), href: "/reform/definitions" }]),
  ];
}

function todayOf(c: Context<Web>): string {
  return new Date(c.get("ctx").clock()).toISOString().slice(0, 10);
}
