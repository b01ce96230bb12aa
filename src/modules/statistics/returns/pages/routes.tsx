// The pages of returns: what is due, the form, what does not fit, the receipt, every version. None needs a script. A focal
// point sees its own Participant's; analysts and the Secretariat read everybody's.
import type { Context } from "hono";
import { formatCarats, formatUsd } from "#core/kp/amounts.ts";
import { returnTypes } from "#core/statistics/calendar.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { findDocument } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { findObservations } from "../../figures/store.ts";
import { analysts, filers, mayAnalyse } from "../../policy.ts";
import { fileReturn } from "../commands/file-return.ts";
import { dataOfForm, emptyRow, inLocale } from "../drafts/data.ts";
import { begunReturns, deleteDraft, findDraft, saveDraft } from "../drafts/store.ts";
import { calendarOf, ownParticipant, readerOf, refuseUnlessSeen } from "../queries.ts";
import * as store from "../store.ts";
import type { FilingRow } from "../store.ts";
import { waitingFor } from "../../questionnaires/queries.ts";
import { CalendarPage } from "./calendar.tsx";
import { askedKey } from "./asked.ts";
import { checkPage, filedPlaces, formPage, inputOf, lookAtLines, problemsOf } from "./filing.tsx";
import { sheetDoors, sheetRoutes } from "./sheet-routes.tsx";
import { FiledPage, ReceiptPage, VersionsPage } from "./receipt.tsx";
import { periodTextInWords } from "#ui/statistics/periods.ts";
import { addressOf, figureInWords, titleOf } from "./words.ts";

const readers = [...filers, ...analysts] as const;

export const returnPageDoors: readonly Door[] = [
  { method: "GET", path: "/returns", allow: readers },
  { method: "GET", path: "/returns/filed", allow: readers },
  { method: "GET", path: "/returns/filed/:act", allow: readers },
  { method: "GET", path: "/returns/filed/:act/file", allow: readers },
  { method: "GET", path: "/returns/:type/:period", allow: filers },
  { method: "POST", path: "/returns/:type/:period", allow: filers },
  { method: "POST", path: "/returns/:type/:period/look", allow: filers },
  { method: "POST", path: "/returns/:type/:period/nil", allow: filers },
  { method: "GET", path: "/returns/:type/:period/check", allow: filers },
  { method: "POST", path: "/returns/:type/:period/use", allow: filers },
  { method: "POST", path: "/returns/:type/:period/send", allow: filers },
  { method: "POST", path: "/returns/:type/:period/discard", allow: filers },
  { method: "GET", path: "/returns/:type/:period/versions", allow: filers },
  ...sheetDoors,
];

export function returnPageRoutes(app: App): void {
  sheetRoutes(app);
  app.get("/returns", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const own = await ownParticipant(ctx);
    if (own === undefined || !ctx.actor.roles.some((role) => (filers as readonly string[]).includes(role)))
      return c.redirect("/returns/filed", 303);
    return page(
      c,
      { title: t("returns.calendar.title", { participant: t.country(own) }) },
      <CalendarPage
        t={t}
        participant={own}
        calendar={await calendarOf(ctx, own)}
        lastTime={await lastTime(c, own)}
        begun={await begunReturns(readerOf(ctx), own)}
        asked={await waitingFor(ctx)}
      />,
    );
  });

  app.get("/returns/filed", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const own = await ownParticipant(ctx);
    const all = mayAnalyse(ctx.actor);
    refuseUnless(all || own !== undefined, "not-found");
    const at = Math.min(10_000, Math.max(1, Number.parseInt(c.req.query("page") ?? "1", 10) || 1));
    const filings = await store.newestFilings(readerOf(ctx), {
      ...(all ? {} : { participant: own ?? "" }),
      limit: pageSize + 1,
      offset: (at - 1) * pageSize,
    });
    return page(
      c,
      { title: t("returns.filed.title") },
      <FiledPage
        t={t}
        filings={filings.slice(0, pageSize)}
        before={at > 1 ? at - 1 : null}
        after={filings.length > pageSize ? at + 1 : null}
      />,
    );
  });

  app.get("/returns/filed/:act", async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const row = await getFiling(c);
    const standing = await store.findStanding(readerOf(ctx), row.participant, row.type, row.period);
    const title = titleOf(t, row.type, row.period);
    return page(
      c,
      { title: t("returns.receipt.title", { participant: t.country(row.participant), title }) },
      <ReceiptPage
        t={t}
        row={row}
        figures={await store.rowsOfFiling(readerOf(ctx), row.act)}
        sent={c.req.query("sent") === "yes"}
        replacedBy={standing === undefined || standing.act === row.act ? null : standing.version}
        own={(await ownParticipant(ctx)) === row.participant && !mayAnalyse(ctx.actor)}
      />,
    );
  });

  app.get("/returns/filed/:act/file", async (c) => {
    const row = await getFiling(c);
    const document =
      row.file === null ? undefined : await findDocument({ db: c.get("ctx").database.kysely }, row.file);
    if (document === undefined) throw new Problem("not-found");
    const ending = document.mediaType === "text/csv" ? "csv" : "xlsx";
    return c.body(new Uint8Array(document.content), 200, {
      "Content-Type": document.mediaType,
      "Content-Disposition": `attachment; filename="${row.participant}-${row.type}-${row.period}-${row.version}.${ending}"`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "private, no-store",
    });
  });

  app.get("/returns/:type/:period", async (c) => formPage(c, await askedKey(c)));
  app.post("/returns/:type/:period", async (c) => {
    const key = await askedKey(c);
    const form = await readForm(c);
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const before = await findDraft(readerOf(ctx), key);
    const action = form.text("do");
    const entered = dataOfForm(form, t.locale, before?.data);
    const rows = entered.rows.filter(
      (row) =>
        key.type !== "TRADE" || Object.entries(row).some(([name, value]) => name !== "flow" && value !== ""),
    );
    const data = {
      ...entered,
      rows: action === "more" ? [...rows, ...Array.from({ length: 5 }, () => emptyRow)] : rows,
    };
    await saveDraft(readerOf(ctx), key, {
      data,
      by: ctx.actor.name,
      at: new Date(ctx.clock()).toISOString(),
    });
    if (action === "more") return c.redirect(`${addressOf(key.type, key.period)}#line-${rows.length}`, 303);
    if (action === "save") return c.redirect("/returns", 303);
    const problems = await problemsOf(c, key, data);
    return problems.length > 0
      ? formPage(c, key, problems)
      : c.redirect(addressOf(key.type, key.period, "/check"), 303);
  });

  app.post("/returns/:type/:period/look", async (c) => {
    const key = await askedKey(c);
    const data = dataOfForm(await readForm(c), c.get("t").locale, undefined);
    return c.json({ lines: await lookAtLines(c, key, data) });
  });

  app.post("/returns/:type/:period/nil", async (c) => {
    const key = await askedKey(c);
    const ctx = c.get("ctx");
    try {
      const { act } = await fileReturn(ctx, { key, kind: "NIL", status: "NORMAL", rows: [], why: "" });
      await deleteDraft(readerOf(ctx), key);
      return c.redirect(`/returns/filed/${act}?sent=yes`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Certificates say otherwise, or figures stand: then it takes words, and they have a page.
      if (error.fields.some(({ field }) => field === "why" || field === "standing"))
        return c.redirect(`${addressOf(key.type, key.period, "/check")}?kind=nil`, 303);
      throw error;
    }
  });

  app.get("/returns/:type/:period/check", async (c) =>
    checkPage(c, await askedKey(c), c.req.query("kind") === "nil", []),
  );

  app.post("/returns/:type/:period/use", async (c) => {
    const key = await askedKey(c);
    const form = await readForm(c);
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const draft = await findDraft(readerOf(ctx), key);
    if (draft === undefined) throw new Problem("not-found");
    const [row, carats, usd] = ["row", "carats", "usd"].map((name) => form.text(name));
    refuseUnless(
      /^\d{1,4}$/.test(row ?? "") && /^\d{1,18}$/.test(carats ?? "") && /^\d{1,18}$/.test(usd ?? ""),
      "bad-input",
    );
    const data = inLocale(draft.data, t.locale);
    const place = filedPlaces(data)[Number(row)];
    const meant = {
      carats: formatCarats(BigInt(carats ?? "0"), t.locale),
      usd: formatUsd(BigInt(usd ?? "0"), t.locale),
    };
    const rows = data.rows.map((one, at) => (at === place ? { ...one, ...meant } : one));
    await saveDraft(readerOf(ctx), key, {
      data: { ...data, rows },
      by: ctx.actor.name,
      at: new Date(ctx.clock()).toISOString(),
    });
    return c.redirect(addressOf(key.type, key.period, "/check"), 303);
  });

  app.post("/returns/:type/:period/send", async (c) => {
    const key = await askedKey(c);
    const form = await readForm(c);
    const ctx = c.get("ctx");
    const reader = readerOf(ctx);
    const nil = form.text("kind") === "NIL";
    const draft = await findDraft(reader, key);
    if (draft === undefined && !nil) {
      // Sent twice: the draft went with the first time, and its receipt is the answer.
      const standing = await store.findStanding(reader, key.participant, key.type, periodText(key.period));
      return c.redirect(standing === undefined ? "/returns" : `/returns/filed/${standing.act}?sent=yes`, 303);
    }
    const why = form.text("why");
    if (draft !== undefined)
      await saveDraft(reader, key, {
        data: { ...draft.data, why: why.slice(0, 2_000) },
        by: ctx.actor.name,
        at: new Date(ctx.clock()).toISOString(),
      });
    try {
      const { act } = await fileReturn(ctx, { ...inputOf(key, draft, nil), why });
      await deleteDraft(reader, key);
      return c.redirect(`/returns/filed/${act}?sent=yes`, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return checkPage(c, key, nil, error.fields, why, error);
    }
  });

  app.post("/returns/:type/:period/discard", async (c) => {
    const key = await askedKey(c);
    await deleteDraft(readerOf(c.get("ctx")), key);
    return c.redirect(addressOf(key.type, key.period), 303);
  });

  app.get("/returns/:type/:period/versions", async (c) => {
    const key = await askedKey(c);
    const [reader, t] = [readerOf(c.get("ctx")), c.get("t")];
    const rows = await store.versionsOf(reader, key.participant, key.type, periodText(key.period));
    const versions = [];
    for (const row of rows) versions.push({ row, figures: await store.rowsOfFiling(reader, row.act) });
    return page(
      c,
      { title: t("returns.versions.title", { title: titleOf(t, key.type, key.period) }), back: "/returns" },
      <VersionsPage t={t} key_={key} versions={versions} />,
    );
  });
}

const pageSize = 50;

async function getFiling(c: Context<Web>): Promise<FilingRow> {
  const act = c.req.param("act") ?? "";
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(act), "not-found");
  const row = await store.findFiling(readerOf(c.get("ctx")), act);
  refuseUnless(row !== undefined, "not-found");
  await refuseUnlessSeen(c.get("ctx"), row.participant);
  return row;
}

/** The last return of each type in a line: its period and its sums. */
async function lastTime(
  c: Context<Web>,
  participant: string,
): Promise<Parameters<typeof CalendarPage>[0]["lastTime"]> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const figures = await findObservations(readerOf(ctx), {
    reporters: [participant],
    sources: [ofReturns],
    openOnly: false,
  });
  const lines = new Map<(typeof returnTypes)[number], string>();
  for (const type of returnTypes) {
    const flows =
      type === "PRODUCTION"
        ? ["PRODUCTION"]
        : type === "TRADE"
          ? ["EXPORT", "IMPORT"]
          : ["KPC_ISSUED", "KPC_RECEIVED"];
    const own = figures.filter(({ flow }) => flows.includes(flow));
    const last = own
      .map(({ period }) => periodText(period))
      .toSorted()
      .at(-1);
    if (last === undefined) continue;
    const rows = own.filter(({ period }) => periodText(period) === last);
    const said = flows.flatMap((flow) => {
      const ofFlow = rows.filter((one) => one.flow === flow);
      return ofFlow.length === 0 ? [] : [sumInWords(c, flow, ofFlow)];
    });
    lines.set(
      type,
      t("returns.calendar.last-line", {
        period: periodTextInWords(t, last),
        figures: rows.every(({ nil }) => nil) ? t("returns.nil") : t.list(said),
      }),
    );
  }
  return lines;
}

function sumInWords(c: Context<Web>, flow: string, rows: readonly Observation[]): string {
  const t = c.get("t");
  const sum = (of: "carats" | "usd"): bigint => rows.reduce((total, row) => total + (row[of] ?? 0n), 0n);
  return t("returns.calendar.flow-sum", {
    flow: t(`returns.flow.${flow as "EXPORT" | "IMPORT" | "KPC_ISSUED" | "KPC_RECEIVED" | "PRODUCTION"}`),
    figure: flow.startsWith("KPC")
      ? t.number(rows.reduce((total, { count }) => total + (count ?? 0), 0))
      : figureInWords(t, { carats: sum("carats"), usd: sum("usd"), count: null }),
  });
}
