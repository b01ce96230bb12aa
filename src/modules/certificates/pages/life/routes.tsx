// The doors of a certificate's life: one step at a time, its whole history, and the desk at which a paper of another
// country's trade turns up. Which steps there are stands in `life/steps.ts`; who may take one now, in `life/possible.ts`.
import type { Context } from "hono";
import { isWithdrawn } from "#core/certificate/life.ts";
import { hasTheGoods } from "#core/certificate/life.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { findDocument } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { numberFormats } from "#modules/scheme/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { present } from "../../commands/receive.ts";
import { takeAnyStep } from "../../commands/take-any-step.ts";
import { checkStep } from "../../commands/take-step.ts";
import type { EvidenceInput, Step } from "../../commands/take-step.ts";
import type { Around } from "../../life-of-row.ts";
import type { EvidenceFile } from "../../life/facts.ts";
import { possibleSteps } from "../../life/possible.ts";
import { kindOfVerb } from "../../life/steps.ts";
import type { StepKind } from "../../life/steps.ts";
import { eventsOf } from "../../life/store.ts";
import { maySeeCertificate, mayTakeStep } from "../../policy.ts";
import { importingAuthorities, unlistedOriginOf } from "../../rules-around.ts";
import * as store from "../../store.ts";
import { idOf, namesOfAuthorities, orAgain, organisationOf, today } from "../officer/asking.ts";
import { numberText } from "../parts.tsx";
import { DeskFindPage, DeskPage } from "./desk.tsx";
import { emptyStep, enteredFrom, readStep } from "./entered-step.ts";
import { historyRules } from "./history-rules.ts";
import { StepCheckPage, StepFormPage } from "./step-form.tsx";
import type { Entered } from "./corrections.tsx";
import { TimelinePage } from "./timeline-page.tsx";

const officers = ["issuing-officer", "validating-officer", "importing-officer"] as const;
const holders = [...officers, "authority-administrator", "exporter"] as const;
const importers = ["importing-officer"] as const;

export const lifePageDoors: readonly Door[] = [
  { method: "GET", path: "/certificates/:id/step/:verb", allow: [...officers, "exporter"] },
  { method: "POST", path: "/certificates/:id/step/:verb", allow: [...officers, "exporter"] },
  { method: "GET", path: "/certificates/:id/timeline", allow: holders },
  { method: "GET", path: "/certificates/:id/evidence/:digest", allow: holders },
  { method: "GET", path: "/desk", allow: importers },
  { method: "POST", path: "/desk/find", allow: importers },
  { method: "GET", path: "/desk/:id", allow: importers },
  { method: "POST", path: "/desk/:id/present", allow: importers },
];

export function lifePageRoutes(app: App): void {
  app.get("/certificates/:id/step/:verb", async (c) => {
    const { row, kind } = await stepOf(c);
    return stepPage(c, row, kind, emptyStep(kind, row));
  });

  app.post("/certificates/:id/step/:verb", async (c) => {
    const { row, kind } = await stepOf(c);
    const form = await readForm(c);
    const entered = enteredFrom(form, kind, row);
    const confirmed = form.text("confirmed") === "yes";
    return orAgain(
      async () => {
        const read = readStep(entered, kind, row);
        if (!read.ok) throw new Problem("bad-input", {}, { fields: read.problems });
        const step: Step<StepKind> = { certificate: idOf(c), kind, input: read.input };
        if (!confirmed) {
          await checkStep(c.get("ctx"), step);
          return stepPage(c, row, kind, entered, { check: true });
        }
        const file = form.file("evidence");
        const evidence = file === undefined ? [] : [await opened(file)];
        const done = await takeAnyStep(c.get("ctx"), { ...step, evidence });
        const next = "id" in done ? `/certificates/${done.id}` : await pageOf(c);
        return c.redirect(`${next}?done=step`, 303);
      },
      (problem) => {
        const onCheck = confirmed && problem.fields.every(({ field }) => field.startsWith("evidence"));
        return stepPage(c, row, kind, entered, { problem, check: onCheck });
      },
    );
  });

  app.get("/certificates/:id/timeline", async (c) => {
    const { row, around } = await visible(c);
    const t = c.get("t");
    const title = t("life.timeline.title", { number: numberText(row) });
    return page(
      c,
      { title, back: `/certificates/${idOf(c)}` },
      <TimelinePage
        t={t}
        row={row}
        events={around.events}
        now={new Date(c.get("ctx").clock()).toISOString()}
        nameOf={await namesOfAuthorities(c)}
        rules={await historyRules(c.get("ctx"), row, around.events)}
        own={organisationOf(c)}
      />,
    );
  });

  app.get("/certificates/:id/evidence/:digest", async (c) => {
    const { around } = await visible(c);
    const file = around.events
      .flatMap(({ facts }) => (facts["evidence"] ?? []) as readonly EvidenceFile[])
      .find(({ digest }) => digest === c.req.param("digest"));
    refuseUnless(file !== undefined, "not-found");
    const document = await findDocument(
      { db: c.get("ctx").database.kysely },
      Buffer.from(file.digest, "hex"),
    );
    refuseUnless(document !== undefined, "not-found");
    return c.body(new Uint8Array(document.content), 200, {
      "Content-Type": document.mediaType,
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cache-Control": "private, no-store",
    });
  });

  app.get("/desk", async (c) => deskFindPage(c, undefined, ""));
  app.post("/desk/find", async (c) => {
    const sought = (await readForm(c)).text("sought");
    return orAgain(
      async () => c.redirect(`/desk/${toHex((await findAnywhere(c, sought)).public_id)}`, 303),
      (problem) => deskFindPage(c, problem, sought),
    );
  });
  app.get("/desk/:id", async (c) => {
    const { row, around } = await certificateOf(c);
    const { actor, clock } = c.get("ctx");
    const t = c.get("t");
    const now = new Date(clock()).toISOString();
    return page(
      c,
      { title: t("life.desk.title"), back: "/desk" },
      <DeskPage
        t={t}
        row={row}
        events={around.events}
        now={now}
        nameOf={await namesOfAuthorities(c)}
        unlisted={await unlistedOriginOf(c.get("ctx"), row.participant, row.issued_on)}
        holds={hasTheGoods(around.events, organisationOf(c))}
        mayPresent={isWithdrawn(row.state)}
        steps={possibleSteps(actor, row, around, now)}
        done={c.req.query("done")}
      />,
    );
  });
  app.post("/desk/:id/present", async (c) => {
    await present(c.get("ctx"), { certificate: idOf(c) });
    return c.redirect(`/desk/${idOf(c)}`, 303);
  });
}

async function stepPage(
  c: Context<Web>,
  row: store.CertificateRow,
  kind: StepKind,
  entered: Entered,
  { problem, check = false }: { problem?: Problem; check?: boolean } = {},
): Promise<Response> {
  const t = c.get("t");
  const Page = check ? StepCheckPage : StepFormPage;
  const back = check ? c.req.path : await pageOf(c);
  return page(
    c,
    { title: t(`life.step.${kind}`), error: problem !== undefined, islands: ["forms"] },
    <Page t={t} row={row} kind={kind} entered={entered} today={today(c)} back={back} problem={problem} />,
    problem?.status ?? 200,
  );
}

/** Where the officer came from: the own authority's certificate, or a paper of somebody else's at the desk. */
async function pageOf(c: Context<Web>): Promise<string> {
  const { row, around } = await certificateOf(c);
  const own = maySeeCertificate(c.get("ctx").actor, row, around.importers);
  return `/${own ? "certificates" : "desk"}/${idOf(c)}`;
}

async function stepOf(c: Context<Web>): Promise<{ row: store.CertificateRow; kind: StepKind }> {
  const kind = kindOfVerb(c.req.param("verb") ?? "");
  const { row, around } = await certificateOf(c);
  refuseUnless(kind !== undefined && mayTakeStep(c.get("ctx").actor, kind, row, around), "not-found");
  return { row, kind };
}

async function visible(c: Context<Web>): Promise<{ row: store.CertificateRow; around: Around }> {
  const found = await certificateOf(c);
  refuseUnless(maySeeCertificate(c.get("ctx").actor, found.row, found.around.importers), "not-found");
  return found;
}

async function certificateOf(c: Context<Web>): Promise<{ row: store.CertificateRow; around: Around }> {
  const ctx = c.get("ctx");
  const reader = { db: ctx.database.kysely };
  const row = await store.findCertificate(reader, Buffer.from(idOf(c), "hex"));
  refuseUnless(row !== undefined, "not-found");
  const events = await eventsOf(reader, row.public_id);
  return { row, around: { events, importers: await importingAuthorities(ctx, row) } };
}

/** By number or by the text of the code: whoever has the paper before them knows one of the two. */
async function findAnywhere(c: Context<Web>, sought: string): Promise<store.CertificateRow> {
  const ctx = c.get("ctx");
  const reader = { db: ctx.database.kysely };
  const code = readQrText(sought);
  const number = code.ok ? undefined : parseNumber(sought, await numberFormats(ctx));
  const row = code.ok
    ? await store.findCertificate(reader, code.claims.publicId)
    : number?.ok === true
      ? await store.findByNumber(reader, number.participant, number.serial)
      : undefined;
  if (row === undefined)
    throw new Problem("bad-input", {}, { fields: [{ field: "sought", code: "NOT_ON_REGISTER" }] });
  return row;
}

async function deskFindPage(
  c: Context<Web>,
  problem: Problem | undefined,
  sought: string,
): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    { title: t("life.desk.title"), error: problem !== undefined },
    <DeskFindPage t={t} problem={problem} sought={sought} />,
    problem?.status ?? 200,
  );
}

async function opened(file: File): Promise<EvidenceInput> {
  return {
    name: file.name.slice(0, 120) || "file",
    mediaType: file.type,
    content: new Uint8Array(await file.arrayBuffer()),
  };
}
