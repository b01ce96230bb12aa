// The doors of data sets: the list and each data set for everybody as far as it is open, the files themselves, and the form
// by which the Secretariat takes one in, in two steps.
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isFileKind } from "#core/statistics/reading/kinds.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { UnreadableSheet } from "#platform/files/sheet-stream.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { figuresTrail } from "#ui/statistics/trail.ts";
import { mayAnalyse, mayPublish, publishers } from "../../policy.ts";
import { usualOf } from "../kinds.ts";
import { contentPieces } from "../pieces.ts";
import { licences, receiveDataset } from "../receive.ts";
import type { DatasetInput, Received } from "../receive.ts";
import { dropUpload, editionsOf, findDatasets, findUpload, saveUpload } from "../store.ts";
import type { DatasetRow } from "../store.ts";
import { DatasetPage, DatasetsPage, largestWebFile, NewDatasetPage, PreviewPage } from "./datasets.tsx";
import type { FormValues } from "./datasets.tsx";

const tooLarge = {
  field: "file",
  code: "dataset-file-large",
  values: { megabytes: largestWebFile / 1024 / 1024 },
};

export const datasetPageDoors: readonly Door[] = [
  { method: "GET", path: "/statistics/datasets", allow: "everyone" },
  { method: "GET", path: "/statistics/datasets/new", allow: publishers },
  { method: "POST", path: "/statistics/datasets/new", allow: publishers, whenTooLarge: tooLarge },
  { method: "POST", path: "/statistics/datasets/take-in", allow: publishers },
  { method: "GET", path: "/statistics/datasets/:id", allow: "everyone" },
  { method: "GET", path: "/statistics/datasets/:id/:edition/file", allow: "everyone" },
];

export function datasetPageRoutes(app: App): void {
  app.get("/statistics/datasets", list);
  app.get("/statistics/datasets/new", (c) => form(c, startValues(c.get("ctx")), undefined));
  app.post("/statistics/datasets/new", look);
  app.post("/statistics/datasets/take-in", takeIn);
  app.get("/statistics/datasets/:id", one);
  app.get("/statistics/datasets/:id/:edition/file", file);
}

async function list(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const datasets = await findDatasets({ db: ctx.database.kysely }, !mayAnalyse(ctx.actor));
  return page(
    c,
    { title: t("datasets.title"), breadcrumbs: figuresTrail(t) },
    <DatasetsPage t={t} datasets={datasets} mayTakeIn={mayPublish(ctx.actor)} />,
  );
}

async function one(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const [newest, ...older] = await visibleEditions(ctx, c.req.param("id") ?? "");
  if (newest === undefined) throw new Problem("not-found");
  return page(
    c,
    { title: newest.title, back: "/statistics/datasets" },
    <DatasetPage t={t} editions={[newest, ...older]} mayHaveFile={(edition) => mayHaveFile(ctx, edition)} />,
  );
}

/** What is not open is not there for others. */
async function visibleEditions(ctx: Ctx, id: string): Promise<readonly DatasetRow[]> {
  const editions = await editionsOf({ db: ctx.database.kysely }, id);
  return editions[0]?.open === true || mayAnalyse(ctx.actor) ? editions : [];
}

function mayHaveFile({ actor }: Ctx, { open, licence }: DatasetRow): boolean {
  return mayAnalyse(actor) || (open && licence !== "C");
}

async function file(c: Context<Web>): Promise<Response> {
  const ctx = c.get("ctx");
  const editions = await visibleEditions(ctx, c.req.param("id") ?? "");
  const edition = editions.find((row) => String(row.edition) === c.req.param("edition"));
  if (edition === undefined || !mayHaveFile(ctx, edition)) throw new Problem("not-found");
  const pieces = contentPieces({ db: ctx.database.kysely }, edition.kept);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
  const end = /\.[a-z]{1,5}$/i.exec(edition.name)?.[0] ?? "";
  return c.body(body, 200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="${edition.id}-${edition.edition}${end}"`,
    "Cache-Control": "no-store",
  });
}

function startValues({ clock }: Ctx): FormValues {
  return { licence: "B", asOf: new Date(clock()).toISOString().slice(0, 10) };
}

function form(c: Context<Web>, values: FormValues, problem: Problem | undefined): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("datasets.form.title"), back: "/statistics/datasets", error: problem !== undefined },
    <NewDatasetPage t={t} values={values} problem={problem} />,
    problem?.status ?? 200,
  );
}

const textNames = ["kind", "id", "title", "attribution", "licence", "asOf", "decimal"] as const;
const boxes = ["open", "parts", "complete"] as const;

/** The first step: the file is read, kept aside, and shown as it was understood. */
async function look(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const sent = await readForm(c);
  const also = sent.texts("also");
  const values: FormValues = {
    ...Object.fromEntries(textNames.map((name) => [name, sent.text(name).slice(0, 500)])),
    ...Object.fromEntries(boxes.map((name) => [name, also.includes(name) ? "yes" : ""])),
  };
  try {
    const given = sent.file("file");
    if (given === undefined) throw fileProblem("missing");
    if (given.size > largestWebFile) throw new Problem("bad-input", {}, { fields: [tooLarge] });
    const content = Buffer.from(await given.arrayBuffer());
    const input = inputOf(values, given.name, true);
    const received = await readOrTell(ctx, input, content);
    const upload = await inTransaction(ctx, (tx) =>
      saveUpload(tx, { person: ctx.actor.id, name: input.name, options: values, content }),
    );
    return await page(
      c,
      { title: t("datasets.preview.title"), back: "/statistics/datasets/new" },
      <PreviewPage t={t} name={input.name} upload={upload} received={received} complete={input.complete} />,
      received.state === "refused" ? 422 : 200,
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
    return form(c, values, error);
  }
}

/** The second: what was looked at is taken in. */
async function takeIn(c: Context<Web>): Promise<Response> {
  const ctx = c.get("ctx");
  const upload = (await readForm(c)).text("upload");
  refuseUnless(z.uuid().safeParse(upload).success, "not-found");
  const found = await findUpload({ db: ctx.database.kysely }, upload, ctx.actor.id);
  if (found === undefined) throw new Problem("not-found");
  const input = inputOf(found.options, found.name, false);
  const received = await readOrTell(ctx, input, found.content);
  // Something else was taken in meanwhile, so that it does not fit any more.
  refuseUnless(received.state !== "refused", "changed-meanwhile");
  await inTransaction(ctx, (tx) => dropUpload(tx, upload));
  return c.redirect(`/statistics/datasets/${input.id}`, 303);
}

async function readOrTell(ctx: Ctx, input: DatasetInput, content: Buffer): Promise<Received> {
  try {
    return await receiveDataset(ctx, input, chunksOf(content));
  } catch (error) {
    if (error instanceof UnreadableSheet) throw fileProblem("dataset-file-unreadable");
    throw error;
  }
}

/** Small pieces, between which other requests have their turn. */
async function* chunksOf(content: Buffer): AsyncGenerator<Uint8Array> {
  const size = 128 * 1024;
  for (let at = 0; at < content.length; at += size) {
    yield content.subarray(at, at + size);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function inputOf(values: FormValues, name: string, dryRun: boolean): DatasetInput {
  const value = (field: string): string => values[field] ?? "";
  const kind = value("kind");
  const licence = licences.find((letter) => letter === value("licence")) ?? "C";
  const decimal = value("decimal");
  const usual = usualOf(kind);
  return {
    id: value("id"),
    title: value("title") === "" ? usual.title : value("title"),
    name: name.slice(0, 200),
    licence,
    attribution: value("attribution") === "" ? usual.attribution : value("attribution"),
    open: value("open") === "yes",
    asOf: value("asOf"),
    parts: value("parts") === "yes",
    complete: value("complete") === "yes",
    dryRun,
    ...(isFileKind(kind) ? { kind } : {}),
    ...(decimal === "." || decimal === "," ? { decimal } : {}),
  };
}

function fileProblem(code: string): Problem {
  return new Problem("bad-input", {}, { fields: [{ field: "file", code }] });
}
