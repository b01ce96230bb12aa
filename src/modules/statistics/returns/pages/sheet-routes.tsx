// The doors of a sheet: paste it or choose a file, say what its columns are, look at what was understood, take its rows into
// the form. The file stays with the draft until the return is filed, and is then kept with it.
import type { Context } from "hono";
import { filedFields } from "#core/statistics/reading/filed-rows.ts";
import type { FiledField } from "#core/statistics/reading/filed-rows.ts";
import { isUnit } from "#core/statistics/reading/numbers.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { printable } from "#ui/statistics/findings.ts";
import { filers } from "../../policy.ts";
import { draftRows, emptyDraft } from "../drafts/data.ts";
import type { DraftData } from "../drafts/data.ts";
import { findDraft, saveDraft } from "../drafts/store.ts";
import type { Draft } from "../drafts/store.ts";
import { readerOf, todayOf } from "../queries.ts";
import type { ReturnKey } from "../queries.ts";
import { largestFile, openSheet, takenRows, viewSheet } from "../sheet.ts";
import type { SheetOf } from "../sheet.ts";
import { findStanding } from "../store.ts";
import { askedKey } from "./asked.ts";
import { MappingPage, UploadPage } from "./sheet.tsx";
import { addressOf, titleOf } from "./words.ts";

export const sheetDoors: readonly Door[] = [
  { method: "GET", path: "/returns/:type/:period/sheet", allow: filers },
  { method: "POST", path: "/returns/:type/:period/sheet", allow: filers },
  { method: "POST", path: "/returns/:type/:period/sheet/choices", allow: filers },
];

export function sheetRoutes(app: App): void {
  app.get("/returns/:type/:period/sheet", async (c) => sheetPage(c, await askedKey(c)));

  app.post("/returns/:type/:period/sheet", async (c) => {
    const key = await askedKey(c);
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const form = await readForm(c);
    const given = await givenSheet(form, t);
    if (given === undefined) return uploadPage(c, key, [t("field.sheet-nothing")]);
    const sheet = openSheet(given.content);
    if (!sheet.ok)
      return uploadPage(c, key, [
        t("returns.sheet.refused-file", { file: given.name, said: problemInWords(t, sheet.problem) }),
      ]);
    const reader = readerOf(ctx);
    const before = await findDraft(reader, key);
    const standing = await findStanding(reader, key.participant, key.type, periodText(key.period));
    await saveDraft(reader, key, {
      data: { ...(before?.data ?? emptyDraft(t.locale, standing)), sheet: null, fromFile: false },
      by: ctx.actor.name,
      at: new Date(ctx.clock()).toISOString(),
      file: given,
    });
    return c.redirect(addressOf(key.type, key.period, "/sheet"), 303);
  });

  app.post("/returns/:type/:period/sheet/choices", async (c) => {
    const key = await askedKey(c);
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const form = await readForm(c);
    const draft = await findDraft(readerOf(ctx), key);
    const sheet = draft === undefined ? undefined : openDraft(draft);
    if (draft === undefined || sheet?.ok !== true) throw new Problem("not-found");
    const width = Math.max(...sheet.rows.map(({ cells }) => cells.length));
    const choices = choicesOf(form, width);
    const save = async (data: Draft["data"]): Promise<void> =>
      saveDraft(readerOf(ctx), key, { data, by: ctx.actor.name, at: new Date(ctx.clock()).toISOString() });
    await save({ ...draft.data, sheet: choices });
    const address = addressOf(key.type, key.period);
    if (form.text("do") !== "take") return c.redirect(`${address}/sheet`, 303);
    const view = viewSheet(sheet.rows, key, todayOf(ctx), choices);
    const together = form.text("together") === "yes";
    const problems = hindrances(t, view, together);
    if (problems.length > 0) return sheetPage(c, key, problems);
    await save({
      ...draft.data,
      sheet: choices,
      locale: t.locale,
      rows: [...draftRows(takenRows(view, key, todayOf(ctx), together), t.locale)],
      fromFile: true,
    });
    return c.redirect(address, 303);
  });
}

async function sheetPage(
  c: Context<Web>,
  key: ReturnKey,
  problems: readonly FieldProblem[] = [],
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const draft = await findDraft(readerOf(ctx), key);
  const sheet = draft === undefined ? undefined : openDraft(draft);
  if (draft === undefined || sheet?.ok !== true) return uploadPage(c, key, []);
  return page(
    c,
    {
      title: t("returns.sheet.title", { title: titleOf(t, key.type, key.period) }),
      back: addressOf(key.type, key.period),
      error: problems.length > 0,
    },
    <MappingPage
      t={t}
      key_={key}
      file={draft.file_name ?? ""}
      rows={sheet.rows}
      delimiter={sheet.delimiter}
      furtherSheets={sheet.furtherSheets.map(printable)}
      view={viewSheet(sheet.rows, key, todayOf(ctx), draft.data.sheet)}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );
}

function uploadPage(c: Context<Web>, key: ReturnKey, errors: readonly string[]): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    {
      title: t("returns.sheet.title", { title: titleOf(t, key.type, key.period) }),
      back: addressOf(key.type, key.period),
      error: errors.length > 0,
    },
    <UploadPage t={t} key_={key} errors={errors} />,
    errors.length > 0 ? 422 : 200,
  );
}

function openDraft({ file }: Draft): SheetOf | undefined {
  return file === null ? undefined : openSheet(file);
}

async function givenSheet(
  form: Form,
  t: T,
): Promise<{ readonly name: string; readonly content: Uint8Array } | undefined> {
  const file = form.file("file");
  if (file !== undefined) {
    if (file.size > largestFile) throw new Problem("too-large", { megabytes: largestFile / 1024 / 1024 });
    return { name: printable(file.name.slice(-80)), content: new Uint8Array(await file.arrayBuffer()) };
  }
  const pasted = form.text("paste");
  return pasted === ""
    ? undefined
    : { name: t("returns.sheet.pasted"), content: new TextEncoder().encode(`${pasted}\n`) };
}

/** Hostile: a submitted form. What is no choice is none. */
function choicesOf(form: Form, width: number): NonNullable<DraftData["sheet"]> {
  const seen = new Set<FiledField>();
  const columns = Array.from({ length: Math.min(width, 200) }, (_, place) => {
    const field = filedFields.find((one) => one === form.text(`column.${place}`));
    if (field === undefined || seen.has(field)) return null;
    seen.add(field);
    return field;
  });
  const unit = (name: string) => {
    const text = form.text(name);
    return isUnit(text) ? text : "one";
  };
  const decimal = form.text("decimal");
  const flow = form.text("flow");
  return {
    columns,
    head: form.text("head") === "yes",
    decimal: decimal === "." || decimal === "," ? decimal : null,
    caratsUnit: unit("caratsUnit"),
    usdUnit: unit("usdUnit"),
    flow: flow === "IMPORT" ? "IMPORT" : "EXPORT",
  };
}

/** Why the rows cannot be taken as they are: the whole sheet or nothing, so that no row is lost unseen. */
function hindrances(t: T, view: ReturnType<typeof viewSheet>, together: boolean): readonly FieldProblem[] {
  const { reading, problems } = view;
  if (reading.missing.length > 0)
    return [
      {
        field: "columns",
        code: "sheet-columns",
        values: { names: t.list(reading.missing.map((field) => t(`returns.field.${field}`))) },
      },
    ];
  if (reading.decimal === null) return [{ field: "decimal", code: "sheet-decimal" }];
  const refused = new Set([
    ...reading.reports.map(({ row }) => row),
    ...problems
      .filter(({ code }) => code !== "return-key-twice" || !together)
      .map(({ sheetRow }) => sheetRow ?? 0),
  ]);
  if (refused.size > 0) return [{ field: "report", code: "sheet-refused", values: { count: refused.size } }];
  return reading.rows.length === 0 ? [{ field: "report", code: "sheet-no-rows" }] : [];
}

function problemInWords(t: T, problem: Extract<SheetOf, { ok: false }>["problem"]): string {
  return t(`statistics.file.${problem.code}`, {
    ...("most" in problem ? { most: problem.most } : {}),
    ...("line" in problem ? { line: problem.line } : {}),
    ...("what" in problem ? { what: problem.what } : {}),
  });
}
