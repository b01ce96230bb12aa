// The journey of a draft: task list, its sections, the check of answers, the sending. Each section saves what was typed,
// right or wrong, and shows what is wrong at its place; every path works without script.
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { unlistedOriginMark } from "#core/certificate/content.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { largestEvidence } from "#platform/files/evidence.ts";
import type { App } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import {
  addEvidence,
  declare,
  discardDraft,
  draftAround,
  getOwn,
  partiesOf,
  removeEvidence,
  saveSection,
  startDraft,
  submitDraft,
} from "../../commands/draft.ts";
import { standingOfDraft } from "../../drafts/problems.ts";
import type { DraftAround, DraftStanding, Section } from "../../drafts/problems.ts";
import { readCarats } from "../../drafts/amount.ts";
import type { DraftData, DraftFile, DraftParty } from "../../drafts/data.ts";
import { overtakenPart, versionOf, versionOfAll } from "../../drafts/version.ts";
import type { EditedPart } from "../../drafts/version.ts";
import { findDraftFile, listDraftFiles } from "../../drafts/store.ts";
import { rulesAround } from "../../rules-around.ts";
import * as store from "../../store.ts";
import { download, readerOf, uuidOf } from "./asking.ts";
import { BothVersionsPage } from "./both-versions.tsx";
import { CheckPage, DeclarationForm, OfficeForm, TaskListPage } from "./draft-pages.tsx";
import { EvidenceForm } from "./evidence-form.tsx";
import { anchorAfter, goodsAfter, goodsControl, GoodsForm, goodsFrom } from "./goods-form.tsx";
import { PartyForm, partyFrom } from "./party-form.tsx";
import { errorsFrom, errorsOfProblem } from "./words.ts";
import type { PageError } from "./words.ts";
import type * as drafts from "../../drafts/store.ts";

const applicants = ["exporter", "issuing-officer"] as const;
const base = "/applications/draft/:id";

export const draftDoors: readonly Door[] = [
  { method: "POST", path: "/applications/new", allow: applicants },
  { method: "GET", path: base, allow: applicants },
  ...(["exporter", "importer", "goods", "evidence", "office", "declaration"] as const).flatMap(
    (section): Door[] => [
      { method: "GET", path: `${base}/${section}`, allow: applicants },
      { method: "POST", path: `${base}/${section}`, allow: applicants },
    ],
  ),
  { method: "GET", path: `${base}/evidence/:file`, allow: applicants },
  { method: "POST", path: `${base}/evidence/:file/remove`, allow: applicants },
  { method: "GET", path: `${base}/check`, allow: applicants },
  { method: "POST", path: `${base}/send`, allow: applicants },
  { method: "POST", path: `${base}/discard`, allow: applicants },
];

interface Opened {
  readonly row: drafts.DraftRow;
  readonly data: DraftData;
  readonly files: readonly DraftFile[];
  readonly around: DraftAround;
  readonly standing: DraftStanding;
}

export function draftRoutes(app: App): void {
  app.post("/applications/new", async (c) => {
    const form = await readForm(c);
    const company = form.text("company");
    const { id } = await startDraft(c.get("ctx"), company === "" ? {} : { company });
    return c.redirect(`/applications/draft/${id}`, 303);
  });

  app.get(base, async (c) => {
    const opened = await open(c);
    const before =
      opened.data.mends === "" ? undefined : await store.findApplication(readerOf(c), opened.data.mends);
    return show(
      c,
      "draft.title",
      <TaskListPage t={c.get("t")} {...opened} reason={before?.reason ?? null} />,
      { back: "/applications" },
    );
  });

  partyRoutes(app, "exporter");
  partyRoutes(app, "importer");

  app.get(`${base}/goods`, async (c) => goodsPage(c, await open(c), false));
  app.post(`${base}/goods`, async (c) => {
    const form = await readForm(c);
    const pressed = form.text("do");
    const goods = goodsAfter(goodsFrom(form, c.get("t").locale), pressed);
    const overtaken = await saveOrShowBoth(c, form, { goods });
    if (overtaken !== undefined) return overtaken;
    if (pressed !== "save")
      return c.redirect(`${here(c)}/goods${query(c)}${anchorAfter(goods, pressed)}`, 303);
    const opened = await open(c);
    return problemsIn(opened, "goods").length > 0 ? goodsPage(c, opened, true) : onward(c);
  });

  app.get(`${base}/evidence`, async (c) => evidencePage(c, await open(c), []));
  app.post(`${base}/evidence`, (c) => upload(c));
  app.get(`${base}/evidence/:file`, async (c) => {
    const { row } = await getOwn(c.get("ctx"), uuidOf(c));
    const file = await findDraftFile(readerOf(c), row.id, uuidOf(c, "file"));
    refuseUnless(file !== undefined, "not-found");
    return download(file.name, file.media_type, file.content);
  });
  app.post(`${base}/evidence/:file/remove`, async (c) => {
    await removeEvidence(c.get("ctx"), uuidOf(c), uuidOf(c, "file"));
    return c.redirect(`${here(c)}/evidence`, 303);
  });

  app.get(`${base}/office`, async (c) => officePage(c, await open(c), false));
  app.post(`${base}/office`, async (c) => {
    const form = await readForm(c);
    const overtaken = await saveOrShowBoth(c, form, { office: form.text("office").slice(0, 60) });
    if (overtaken !== undefined) return overtaken;
    const opened = await open(c);
    return problemsIn(opened, "office").length > 0 ? officePage(c, opened, true) : onward(c);
  });

  app.get(`${base}/declaration`, async (c) => declarationPage(c, await open(c), false));
  app.post(`${base}/declaration`, async (c) => {
    const form = await readForm(c);
    await declare(c.get("ctx"), uuidOf(c), form.text("declaration") === "yes", form.text("base"));
    const opened = await open(c);
    return problemsIn(opened, "declaration").length > 0 ? declarationPage(c, opened, true) : onward(c);
  });

  app.get(`${base}/check`, async (c) => checkPage(c, await open(c), []));
  app.post(`${base}/send`, async (c) => {
    try {
      const { id, statusSecret } = await submitDraft(c.get("ctx"), uuidOf(c));
      return c.redirect(`/applications/${id}/sent/${statusSecret}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
      return checkPage(
        c,
        await open(c),
        errorsOfProblem(c.get("t"), error, () => undefined),
      );
    }
  });
  app.post(`${base}/discard`, async (c) => {
    await discardDraft(c.get("ctx"), uuidOf(c));
    return c.redirect("/applications", 303);
  });
}

function partyRoutes(app: App, side: "exporter" | "importer"): void {
  app.get(`${base}/${side}`, async (c) => partyPage(c, await open(c), side, []));
  app.post(`${base}/${side}`, async (c) => {
    const form = await readForm(c);
    const party =
      form.text("do") === "use" ? await savedParty(c, uuidOf(c), form.text("saved")) : partyFrom(form);
    const overtaken = await saveOrShowBoth(c, form, { [side]: party });
    if (overtaken !== undefined) return overtaken;
    const opened = await open(c);
    const problems = problemsIn(opened, side);
    return problems.length > 0
      ? partyPage(
          c,
          opened,
          side,
          errorsFrom(c.get("t"), problems, (field) => field.split(".").at(-1)),
        )
      : onward(c);
  });
}

/** Undefined when it was saved; else both versions, because somebody saved another one since the form was shown. */
async function saveOrShowBoth(
  c: Context<Web>,
  form: Form,
  part: Partial<Pick<DraftData, EditedPart>>,
): Promise<Response | undefined> {
  try {
    await saveSection(c.get("ctx"), uuidOf(c), part, form.text("base"));
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "changed-meanwhile") throw error;
    const { row, data } = await open(c);
    const overtaken = overtakenPart(data, part, form.text("base"));
    if (overtaken === undefined) throw error;
    const view = (
      <BothVersionsPage
        t={c.get("t")}
        part={overtaken}
        saved={data}
        yours={{ ...data, ...part }}
        fields={form.all()}
        offices={await officesOf(c.get("ctx"), row.authority)}
      />
    );
    const title = c.get("t")("outbox.conflict.title");
    return page(c, { title, back: here(c), error: true }, view, error.status);
  }
}

/** A party of the draft's own company; with none chosen the section stays as it was. */
async function savedParty(c: Context<Web>, id: string, chosen: string): Promise<DraftParty> {
  const { row, data } = await getOwn(c.get("ctx"), id);
  const found = (await partiesOf(c.get("ctx"), row.company)).find((party) => party.id === chosen);
  if (found === undefined) return c.req.path.endsWith("/exporter") ? data.exporter : data.importer;
  return { name: found.name, address: found.address, country: found.country };
}

/** Hostile: the size is looked at before the body is read, and what is too large is never kept. */
async function upload(c: Context<Web>): Promise<Response> {
  const id = uuidOf(c);
  const t = c.get("t");
  const entered = { kind: "", carats: "", code: "" };
  try {
    // The other fields of the form are small; a whole body of this size holds a file that is too large.
    const announced = Number(c.req.header("content-length") ?? 0);
    if (announced > largestEvidence + 64 * 1024) throw tooLarge();
    const form = await readForm(c);
    Object.assign(entered, {
      kind: form.text("kind"),
      carats: form.text("carats").slice(0, 80),
      code: form.text("code"),
    });
    const file = form.file("file");
    if (file !== undefined && file.size > largestEvidence) throw tooLarge();
    const said = { kind: entered.kind, carats: readCarats(entered.carats, t.locale), code: entered.code };
    await addEvidence(
      c.get("ctx"),
      id,
      file === undefined
        ? said
        : {
            ...said,
            name: file.name,
            mediaType: file.type,
            content: new Uint8Array(await file.arrayBuffer()),
          },
    );
    return c.redirect(`${here(c)}/evidence#files`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== "bad-input" && error.code !== "too-large"))
      throw error;
    return evidencePage(c, await open(c), errorsOfProblem(t, error), entered, error.status);
  }
}

function tooLarge(): Problem {
  return new Problem(
    "too-large",
    { megabytes: largestEvidence / 1024 / 1024 },
    { fields: [{ field: "file", code: "file.too-large" }] },
  );
}

async function open(c: Context<Web>): Promise<Opened> {
  const ctx = c.get("ctx");
  const { row, data } = await getOwn(ctx, uuidOf(c));
  const files = await listDraftFiles(readerOf(c), row.id);
  const around = await draftAround(ctx, row.authority, data, files);
  return { row, data, files, around, standing: standingOfDraft(data, files, around) };
}

function problemsIn({ standing }: Opened, section: Section): DraftStanding["problems"] {
  return standing.problems.filter((problem) => problem.section === section);
}

async function partyPage(
  c: Context<Web>,
  { row, data }: Opened,
  side: "exporter" | "importer",
  errors: readonly PageError[],
): Promise<Response> {
  const ctx = c.get("ctx");
  const around = await rulesAround(ctx, row.authority);
  const today = around.today(new Date(ctx.clock()).toISOString());
  const saved = (await partiesOf(ctx, row.company)).filter(
    ({ country }) =>
      (around.participantOf(country, today) === around.authority.participant) === (side === "exporter"),
  );
  return show(
    c,
    `${side}.title`,
    <PartyForm
      t={c.get("t")}
      side={side}
      party={data[side]}
      saved={saved}
      errors={errors}
      base={versionOf(data[side])}
    />,
    { error: errors.length > 0 },
  );
}

function goodsPage(c: Context<Web>, opened: Opened, tell: boolean): Promise<Response> {
  const t = c.get("t");
  const errors = tell ? errorsFrom(t, problemsIn(opened, "goods"), goodsControl) : [];
  const { rule } = opened.around.context;
  return show(
    c,
    "goods.title",
    <GoodsForm
      t={t}
      goods={opened.data.goods}
      base={versionOf(opened.data.goods)}
      mayList={rule.mixedOrigin === "ASTERISKS_OR_LIST"}
      unlisted={unlistedOriginMark(rule)}
      errors={errors}
    />,
    { error: tell },
  );
}

function evidencePage(
  c: Context<Web>,
  { row, files, standing }: Opened,
  errors: readonly PageError[],
  entered = { kind: "", carats: "", code: "" },
  status = 422,
): Promise<Response> {
  const view = (
    <EvidenceForm
      t={c.get("t")}
      draft={row.id}
      files={files}
      coverage={standing.coverage}
      entered={entered}
      errors={errors}
    />
  );
  return show(c, "evidence.title", view, { error: errors.length > 0, status });
}

async function officePage(c: Context<Web>, opened: Opened, tell: boolean): Promise<Response> {
  const errors = tell ? errorsFrom(c.get("t"), problemsIn(opened, "office")) : [];
  const offices = await officesOf(c.get("ctx"), opened.row.authority);
  return show(
    c,
    "office.title",
    <OfficeForm t={c.get("t")} data={opened.data} offices={offices} errors={errors} />,
    { error: tell },
  );
}

function declarationPage(c: Context<Web>, opened: Opened, tell: boolean): Promise<Response> {
  const errors = tell ? errorsFrom(c.get("t"), problemsIn(opened, "declaration")) : [];
  const declared = opened.standing.states.declaration === "done";
  return show(
    c,
    "declaration.title",
    <DeclarationForm t={c.get("t")} declared={declared} base={versionOfAll(opened.data)} errors={errors} />,
    { error: tell },
  );
}

async function checkPage(c: Context<Web>, opened: Opened, errors: readonly PageError[]): Promise<Response> {
  const offices = await officesOf(c.get("ctx"), opened.row.authority);
  const view = <CheckPage t={c.get("t")} {...opened} offices={offices} errors={errors} />;
  return show(c, "check.title", view, { error: errors.length > 0 });
}

type TitleKey =
  | "draft.title"
  | "exporter.title"
  | "importer.title"
  | "goods.title"
  | "evidence.title"
  | "office.title"
  | "declaration.title"
  | "check.title";

function show(
  c: Context<Web>,
  title: TitleKey,
  view: ComponentChildren,
  options: { back?: string; error?: boolean; status?: number } = {},
): Promise<Response> {
  const { back = here(c), error = false, status = 422 } = options;
  return page(
    c,
    { title: c.get("t")(`application.${title}`), back, error, islands: ["forms", "outbox"] },
    view,
    error ? status : 200,
  );
}

/** Back to the check of answers for those who came from there. */
function onward(c: Context<Web>): Response {
  return c.redirect(c.req.query("then") === "check" ? `${here(c)}/check` : here(c), 303);
}

function here(c: Context<Web>): string {
  return `/applications/draft/${uuidOf(c)}`;
}

function query(c: Context<Web>): string {
  return c.req.query("then") === "check" ? "?then=check" : "";
}
