// The routes by which an authority or the Secretariat publishes, corrects and closes alerts: the form, a look at what
// everybody will see, then the act. Works without script; between form and act the alert is a draft of the one who writes.
import type { Context } from "hono";
import type { z } from "@hono/zod-openapi";
import { countryCodes } from "#core/kp/countries.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { cleanPicture } from "#platform/files/picture.ts";
import { sha256, uuidv7 } from "#platform/keys/random.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findAuthority, schemeFacts } from "#modules/scheme/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { page } from "#ui/layout/respond.tsx";
import { closeAlert } from "../commands/close.ts";
import { correctAlert } from "../commands/correct.ts";
import { prepareAlert } from "../commands/prepare.ts";
import { publishAlert } from "../commands/publish.ts";
import { AlertInput, CorrectionInput, Reason } from "../inputs.ts";
import { kindsFor, mayChange } from "../policy.ts";
import * as store from "../store.ts";
import type { AlertRow, DraftData, DraftRow } from "../store.ts";
import { nameOf, organisationName, runText, textOf } from "../views.ts";
import { getAlert, isUuid, sendPicture } from "./asking.ts";
import { AlertForm, CloseForm } from "./form.tsx";
import { AlertFacePage } from "./one.tsx";

export async function newForm(c: Context<Web>): Promise<Response> {
  const authority = await findAuthority(c.get("ctx"), c.get("ctx").actor.organisation ?? "");
  return formPage(c, { data: { ...emptyDraft, country: authority?.participant ?? "" } });
}

export async function takeNew(c: Context<Web>): Promise<Response> {
  return takeDraft(c, undefined, null, null);
}

export async function correctForm(c: Context<Web>): Promise<Response> {
  const alert = await changeable(c);
  const t = c.get("t");
  return formPage(c, {
    data: {
      kind: alert.kind,
      country: alert.country,
      numbers: alert.numbers.map((run) => runText(t, run)).join("\n"),
      en: alert.text["en"] ?? "",
      fr: alert.text["fr"] ?? "",
      reason: "",
    },
    corrects: alert.id,
    hasPicture: alert.picture !== null,
  });
}

export async function takeCorrection(c: Context<Web>): Promise<Response> {
  const alert = await changeable(c);
  return takeDraft(c, undefined, alert.id, null);
}

export async function draftForm(c: Context<Web>): Promise<Response> {
  const draft = await ownDraft(c);
  return formPage(c, { data: draft.data, corrects: draft.corrects, hasPicture: draft.picture !== null });
}

export async function takeDraftAgain(c: Context<Web>): Promise<Response> {
  const draft = await ownDraft(c);
  return takeDraft(c, draft.id, draft.corrects, draft);
}

export async function draftPreview(c: Context<Web>): Promise<Response> {
  return previewPage(c, await ownDraft(c));
}

export async function draftPicture(c: Context<Web>): Promise<Response> {
  const { picture, picture_type: type } = await ownDraft(c);
  if (picture === null || type === null) throw new Problem("not-found");
  return sendPicture(c, picture, type, `"${Buffer.from(sha256(picture)).toString("hex")}"`);
}

export async function publishDraft(c: Context<Web>): Promise<Response> {
  const ctx = c.get("ctx");
  const draft = await ownDraft(c);
  try {
    const { id } =
      draft.corrects === null
        ? await publishAlert(ctx, parsed(AlertInput, inputOf(draft)), draft.id)
        : await correctAlert(
            ctx,
            draft.corrects,
            parsed(CorrectionInput, { ...inputOf(draft), reason: draft.data.reason }),
            draft.id,
          );
    return c.redirect(`/alerts/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === "not-allowed") throw error;
    return formPage(c, { ...draft, hasPicture: draft.picture !== null, problem: error });
  }
}

export async function closeForm(c: Context<Web>): Promise<Response> {
  return closePage(c, await changeable(c), undefined);
}

export async function takeClosing(c: Context<Web>): Promise<Response> {
  const alert = await changeable(c);
  const form = await readForm(c);
  try {
    const { reason } = parsed(Reason, { reason: form.text("reason") });
    await closeAlert(c.get("ctx"), alert.id, reason);
    return c.redirect(`/alerts/${alert.id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
    return closePage(c, alert, error);
  }
}

const emptyDraft: DraftData = { kind: "", country: "", numbers: "", en: "", fr: "", reason: "" };

/** Checks everything that publishing would check, keeps the draft, and shows it. */
async function takeDraft(
  c: Context<Web>,
  known: string | undefined,
  corrects: string | null,
  before: DraftRow | null,
): Promise<Response> {
  const ctx = c.get("ctx");
  const form = await readForm(c);
  const data = dataFrom(form);
  const hadPicture = before !== null && before.picture !== null;
  try {
    const picture = await pictureFrom(form, before);
    const now = new Date(ctx.clock()).toISOString();
    const draft: DraftRow = {
      id: known ?? uuidv7(ctx.clock()),
      person: ctx.actor.id,
      organisation: ctx.actor.organisation ?? "",
      corrects,
      data,
      ...picture,
    };
    const input = inputOf(draft);
    await prepareAlert(ctx, parsed(AlertInput, input));
    if (corrects !== null) parsed(CorrectionInput, { ...input, reason: data.reason });
    await store.saveDraft({ db: ctx.database.kysely }, { ...draft, now });
    return c.redirect(`/alerts/drafts/${draft.id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
    return formPage(c, { data, corrects, hasPicture: hadPicture, problem: error });
  }
}

function dataFrom(form: Form): DraftData {
  return {
    kind: form.text("kind"),
    country: form.text("country"),
    numbers: form.text("numbers"),
    en: form.text("en"),
    fr: form.text("fr"),
    reason: form.text("reason"),
  };
}

async function pictureFrom(
  form: Form,
  before: DraftRow | null,
): Promise<Pick<DraftRow, "picture" | "picture_type" | "width" | "height">> {
  const file = form.file("picture");
  if (file === undefined) {
    return {
      picture: before?.picture ?? null,
      picture_type: before?.picture_type ?? null,
      width: before?.width ?? null,
      height: before?.height ?? null,
    };
  }
  const cleaned = cleanPicture(new Uint8Array(await file.arrayBuffer()));
  if (!cleaned.ok)
    throw new Problem("bad-input", {}, { fields: [{ field: "picture", code: `picture-${cleaned.reason}` }] });
  const { bytes, type, width, height } = cleaned.picture;
  return { picture: Buffer.from(bytes), picture_type: type, width, height };
}

/** As the API would be asked. */
function inputOf({ data, picture }: DraftRow): object {
  const lines = data.numbers.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  return {
    kind: data.kind,
    country: data.country,
    numbers: lines.map((line) => {
      const [from = "", to] = line.split(/\s+(?:to|à|–|—|-)\s+/i);
      return to === undefined ? { from } : { from, to };
    }),
    text: { en: data.en, ...(data.fr === "" ? {} : { fr: data.fr }) },
    ...(picture === null ? {} : { picture: picture.toString("base64") }),
  };
}

function parsed<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.infer<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue): FieldProblem => {
    const field = issue.path.map(String).join(".");
    if (issue.code === "custom") return { field, code: String(issue.params?.["code"] ?? "invalid") };
    return { field, code: issue.code === "too_big" ? "too-long" : "missing" };
  });
  throw new Problem("bad-input", {}, { fields });
}

interface FormState {
  readonly data: DraftData;
  readonly corrects?: string | null;
  readonly hasPicture?: boolean;
  readonly problem?: Problem;
}

function formPage(
  c: Context<Web>,
  { data, corrects = null, hasPicture = false, problem }: FormState,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const kinds = kindsFor(ctx.actor);
  refuseUnless(kinds.length > 0, "not-allowed");
  const order = new Intl.Collator(t.locale);
  const path = c.req.path;
  return page(
    c,
    {
      title: t(corrects === null ? "alert.new" : "alert.correct-title"),
      error: problem !== undefined,
      back: "/alerts",
      islands: ["forms"],
    },
    <AlertForm
      t={t}
      action={/^\/alerts\/drafts\/[^/]+$/.test(path) ? `${path}/edit` : path}
      kinds={kinds}
      countries={[...countryCodes, "EU"].toSorted((a, b) => order.compare(t.country(a), t.country(b)))}
      data={data}
      correcting={corrects !== null}
      hasPicture={hasPicture}
      problem={problem}
    />,
    problem?.status ?? 200,
  );
}

async function previewPage(c: Context<Web>, draft: DraftRow): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { facts } = await prepareAlert(ctx, parsed(AlertInput, inputOf(draft)));
  const { authorities } = await schemeFacts(ctx);
  const by = organisationName(t, draft.organisation, authorities);
  const alert = {
    ...facts,
    kind: facts.kind as AlertRow["kind"],
    numbers: facts.numbers,
    certificate: null,
    published_at: "",
  };
  const name = nameOf(t, alert);
  const kept = draft.corrects === null ? null : (await getAlert(ctx, draft.corrects)).picture;
  const own =
    draft.picture === null || draft.width === null || draft.height === null
      ? undefined
      : { href: `/alerts/drafts/${draft.id}/picture`, width: draft.width, height: draft.height };
  return page(
    c,
    { title: t("alert.preview"), back: `/alerts/drafts/${draft.id}/edit` },
    <>
      <h1>{t("alert.preview")}</h1>
      <p>{t("alert.preview-intro")}</p>
      <section aria-labelledby="preview-name">
        <h2 id="preview-name">{name}</h2>
        <AlertFacePage
          t={t}
          face={{
            name,
            kind: alert.kind,
            country: facts.country,
            numbers: alert.numbers,
            ...textOf(t, alert, by),
            by,
            contact: authorities.find(({ code }) => code === draft.organisation)?.contact,
            since: null,
            history: draft.corrects === null ? [] : [`${t("alert.reason-correct")}: ${draft.data.reason}`],
            open: true,
            picture:
              own ?? (kept === null ? undefined : { ...kept, href: `/alerts/${draft.corrects}/picture` }),
          }}
        />
      </section>
      <form method="post" action={`/alerts/drafts/${draft.id}`}>
        <ButtonGroup>
          <Button>{t(draft.corrects === null ? "alert.publish" : "alert.publish-correction")}</Button>
          <Button tone="secondary" href={`/alerts/drafts/${draft.id}/edit`}>
            {t("common.button.change")}
          </Button>
        </ButtonGroup>
      </form>
    </>,
  );
}

function closePage(c: Context<Web>, alert: AlertRow, problem: Problem | undefined): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("alert.close-title"), back: `/alerts/${alert.id}`, error: problem !== undefined },
    <CloseForm t={t} id={alert.id} name={nameOf(t, alert)} problem={problem} />,
    problem?.status ?? 200,
  );
}

async function changeable(c: Context<Web>): Promise<AlertRow> {
  const ctx: Ctx = c.get("ctx");
  const alert = await getAlert(ctx, c.req.param("id"));
  refuseUnless(alert.closed_at === null, "already-done");
  refuseUnless(mayChange(ctx.actor, alert), "not-allowed");
  return alert;
}

/** A draft is seen by the one who writes it, while writing for the same organisation. */
async function ownDraft(c: Context<Web>): Promise<DraftRow> {
  const { actor, database } = c.get("ctx");
  const id = c.req.param("id");
  refuseUnless(isUuid(id), "not-found");
  const draft = await store.findDraft({ db: database.kysely }, id);
  if (draft === undefined || draft.person !== actor.id || draft.organisation !== actor.organisation)
    throw new Problem("not-found");
  return draft;
}
