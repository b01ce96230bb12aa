// The section of a draft that says where its goods come from: shown, saved, sources added and taken away.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { draftAround, getOwn, saveSection } from "../../commands/draft.ts";
import { readCarats, valueOf } from "../../drafts/amount.ts";
import { runningTotals } from "../../drafts/data.ts";
import { standingOfDraft } from "../../drafts/problems.ts";
import { listDraftFiles } from "../../drafts/store.ts";
import { DraftSource } from "../../origin/draft.ts";
import type { DraftSourcing } from "../../origin/draft.ts";
import { findByPaper, importsOf, openDraftSources, zonedStatus } from "../../origin/draft-sources.ts";
import { importersOf } from "../../origin/incoming.ts";
import { rulesAround } from "../../rules-around.ts";
import { readerOf, uuidOf } from "./asking.ts";
import { errorsFrom } from "./words.ts";
import { SourcingForm, sourcingFrom } from "./sourcing-form.tsx";

const path = "/applications/draft/:id/sourcing";
const applicants = ["exporter", "issuing-officer"] as const;

export const sourcingDoors: readonly Door[] = [
  { method: "GET", path, allow: applicants },
  { method: "POST", path, allow: applicants },
];

export function sourcingRoutes(app: App): void {
  app.get(path, (c) => sourcingPage(c, []));
  app.post(path, async (c) => {
    const form = await readForm(c);
    const typed = sourcingFrom(form, c.get("t").locale);
    const { sourcing, problems } = await after(c, typed, form);
    await saveSection(c.get("ctx"), uuidOf(c), { sourcing });
    if (problems.length > 0) return sourcingPage(c, problems, form);
    const here = `/applications/draft/${uuidOf(c)}`;
    const then = c.req.query("then") === "check" ? "?then=check" : "";
    // The choice itself decides what else is asked.
    if (form.text("do") !== "save") return c.redirect(`${here}/sourcing${then}#sources`, 303);
    const left = (await standing(c)).problems.filter(({ section }) => section === "sourcing");
    if (left.length > 0) return sourcingPage(c, left);
    return c.redirect(then === "" ? here : `${here}/check`, 303);
  });
}

/** Adds or removes a source, as the pressed button says. */
async function after(
  c: Context<Web>,
  typed: DraftSourcing,
  form: Form,
): Promise<{ sourcing: DraftSourcing; problems: readonly FieldProblem[] }> {
  const pressed = form.text("do");
  const add = (
    source: Partial<DraftSource>,
  ): { sourcing: DraftSourcing; problems: readonly FieldProblem[] } => {
    const known = typed.sources.some(
      ({ certificate }) => certificate !== "" && certificate === source.certificate,
    );
    const sources = known ? typed.sources : [...typed.sources, DraftSource.parse(source)];
    return { sourcing: { ...typed, sources }, problems: [] };
  };
  if (pressed === "paper") return add({});
  const used = /^use-([0-9a-f]{32})$/.exec(pressed)?.[1];
  if (used !== undefined) return add({ certificate: used });
  const removed = /^remove-(\d+)$/.exec(pressed)?.[1];
  if (removed !== undefined)
    return {
      sourcing: { ...typed, sources: typed.sources.filter((_, place) => place !== Number(removed)) },
      problems: [],
    };
  if (pressed !== "find") return { sourcing: typed, problems: [] };
  const { row } = await getOwn(c.get("ctx"), uuidOf(c));
  const carats = readCarats(form.text("carats"), c.get("t").locale);
  const around = await rulesAround(c.get("ctx"), row.authority);
  const value = valueOf(carats);
  const found =
    value === undefined
      ? undefined
      : await findByPaper(readerOf(c), around, { number: form.text("number"), carats: value });
  if (found !== undefined) return add({ certificate: found });
  const problem =
    value === undefined
      ? { field: "carats", code: carats.problem }
      : { field: "number", code: "SOURCE_UNKNOWN" };
  return { sourcing: typed, problems: [problem] };
}

async function standing(c: Context<Web>) {
  const ctx = c.get("ctx");
  const { row, data } = await getOwn(ctx, uuidOf(c));
  const files = await listDraftFiles(readerOf(c), row.id);
  return standingOfDraft(data, files, await draftAround(ctx, row.authority, data, files));
}

async function sourcingPage(
  c: Context<Web>,
  problems: readonly FieldProblem[],
  form?: Form,
): Promise<Response> {
  const t = c.get("t");
  const ctx = c.get("ctx");
  const { row, data } = await getOwn(ctx, uuidOf(c));
  const around = await rulesAround(ctx, row.authority);
  const today = around.today(new Date(ctx.clock()).toISOString());
  const { sourcing } = data;
  const named = new Set(sourcing.sources.map(({ certificate }) => certificate));
  const imports =
    sourcing.mined === "" || sourcing.mined === "HERE"
      ? []
      : await importsOf(readerOf(c), around, await importersOf(ctx));
  const drawn = sourcing.sources.flatMap(({ draws }) => Object.values(draws));
  const view = (
    <SourcingForm
      t={t}
      sourcing={sourcing}
      opened={await openDraftSources(ctx, around, today, sourcing)}
      imports={imports.filter(({ id }) => !named.has(id))}
      totals={{
        needed: runningTotals(data.goods.lines).carats,
        drawn: drawn.reduce((sum, amount) => sum + (valueOf(amount) ?? 0n), 0n),
      }}
      zoned={zonedStatus(around, today)}
      entered={{
        number: form?.text("number").slice(0, 40) ?? "",
        carats: form?.text("carats").slice(0, 80) ?? "",
      }}
      errors={errorsFrom(t, problems)}
    />
  );
  return page(
    c,
    {
      title: t("origin.title"),
      back: `/applications/draft/${row.id}`,
      error: problems.length > 0,
      islands: ["forms"],
    },
    view,
    problems.length > 0 ? 422 : 200,
  );
}
