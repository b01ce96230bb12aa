// The officers' doors at the exporting desk: work, queue, applications, certificates. Arrivals: arrival-routes.tsx.
import type { Context } from "hono";
import { toHex } from "#core/encoding/bytes.ts";
import { latestExpiry } from "#core/kp/rules.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { page } from "#ui/layout/respond.tsx";
import { findDocument } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { dispatch } from "../../commands/dispatch.ts";
import { issue, nextNumber } from "../../commands/issue.ts";
import { preview, verifyAddress } from "../../commands/print.ts";
import { putBack, review, takeInHand } from "../../commands/review.ts";
import type { ReviewDecision } from "../../commands/review.ts";
import { validate } from "../../commands/validate.ts";
import { possibleSteps } from "../../life/possible.ts";
import { eventsOf } from "../../life/store.ts";
import { mayHandInScans, mayReceive, mayReview, maySeeCertificate } from "../../policy.ts";
import {
  importingAuthorities,
  rulesAround,
  unlistedOriginOf,
  unlistedOriginToday,
} from "../../rules-around.ts";
import { scansOfCertificate, toldTwice } from "../../scans/store.ts";
import { goodsOf } from "../../content.ts";
import { chainDown, chainUp } from "../../origin/chain.ts";
import { checkSourcing, openSources } from "../../origin/sources.ts";
import { findApplicationSourcing, findCertificateSourcing } from "../../origin/store.ts";
import type { CertificateOrigin, StatedSourcing } from "./sources.tsx";
import * as store from "../../store.ts";
import { ApplicationPage } from "./application.tsx";
import { idOf, namesOfAuthorities, orAgain, organisationOf, today } from "./asking.ts";
import type { ApplicationView } from "./application.tsx";
import { CertificatePage } from "./certificate.tsx";
import type { CertificateView } from "./certificate.tsx";
import { CertificateListPage, listPageSize } from "./list.tsx";
import { pdf } from "./pdf.ts";
import { loadQueue, QueuePage, queueTabs } from "./queue.tsx";
import type { QueueTab } from "./queue.tsx";
import { dutiesOf, WorkPage } from "./work.tsx";
import { numberText } from "../parts.tsx";

const desk = ["issuing-officer", "validating-officer", "authority-administrator"] as const;
const issuers = ["issuing-officer"] as const;
const releasing = ["issuing-officer", "validating-officer"] as const;
const anyOfficer = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
] as const;
const holders = [...anyOfficer, "exporter"] as const;

export const officerDoors: readonly Door[] = [
  { method: "GET", path: "/work", allow: "signed-in" },
  { method: "GET", path: "/queue", allow: desk },
  { method: "GET", path: "/queue/:id", allow: issuers },
  { method: "GET", path: "/queue/:id/evidence/:digest", allow: issuers },
  { method: "POST", path: "/queue/:id/take-over", allow: issuers },
  { method: "POST", path: "/queue/:id/put-back", allow: issuers },
  { method: "POST", path: "/queue/:id/review", allow: issuers },
  { method: "POST", path: "/queue/:id/issue", allow: issuers },
  { method: "GET", path: "/certificates", allow: holders },
  { method: "GET", path: "/certificates/:id", allow: holders },
  { method: "GET", path: "/certificates/:id/preview.pdf", allow: holders },
  { method: "POST", path: "/certificates/:id/validate", allow: ["validating-officer"] },
  { method: "POST", path: "/certificates/:id/export", allow: releasing },
];

/** Whoever also has an officer's work finds both in the navigation. */
function isOnly(roles: readonly string[], role: string): boolean {
  return roles.length > 0 && roles.every((one) => one === role);
}

export function officerRoutes(app: App): void {
  app.get("/work", async (c) => {
    const { actor } = c.get("ctx");
    if (actor.roles.includes("exporter")) return c.redirect("/applications", 303);
    if (actor.roles.includes("secretariat")) return c.redirect("/scheme", 303);
    if (isOnly(actor.roles, "focal-point") || isOnly(actor.roles, "analyst"))
      return c.redirect("/returns", 303);
    if (isOnly(actor.roles, "delegate")) return c.redirect("/my/positions", 303);
    if (isOnly(actor.roles, "chair")) return c.redirect("/items", 303);
    const t = c.get("t");
    return page(
      c,
      { title: t("certificate.work.title"), islands: ["outbox"] },
      <WorkPage t={t} actor={actor} duties={await dutiesOf(c.get("ctx"))} today={today(c)} />,
    );
  });

  app.get("/queue", async (c) => {
    const t = c.get("t");
    const asked = c.req.query("tab") ?? "new";
    const tab = (queueTabs as readonly string[]).includes(asked) ? (asked as QueueTab) : "new";
    const queue = await loadQueue(c.get("ctx"), organisationOf(c), tab);
    return page(
      c,
      { title: t("certificate.queue.title") },
      <QueuePage t={t} queue={queue} me={c.get("ctx").actor.name} />,
    );
  });

  app.get("/queue/:id", async (c) => applicationPage(c, {}));
  app.post("/queue/:id/take-over", async (c) => {
    await putBack(c.get("ctx"), c.req.param("id"));
    await takeInHand(c.get("ctx"), c.req.param("id"));
    return c.redirect(`/queue/${c.req.param("id")}`, 303);
  });
  app.post("/queue/:id/put-back", async (c) => {
    await putBack(c.get("ctx"), c.req.param("id"));
    return c.redirect("/queue", 303);
  });
  app.post("/queue/:id/review", async (c) => {
    const form = await readForm(c);
    const [decision, reason] = [form.text("decision"), form.text("reason")];
    return orAgain(
      async () => {
        if (!["approve", "return", "reject"].includes(decision))
          throw new Problem("bad-input", {}, { fields: [{ field: "decision", code: "DECISION_MISSING" }] });
        const { state } = await review(c.get("ctx"), {
          application: c.req.param("id"),
          decision: decision as ReviewDecision,
          reason,
        });
        return c.redirect(state === "APPROVED" ? `/queue/${c.req.param("id")}` : "/queue", 303);
      },
      (problem) => applicationPage(c, { problem, entered: { decision, reason } }),
    );
  });
  app.post("/queue/:id/issue", async (c) => {
    const form = await readForm(c);
    return orAgain(
      async () => {
        const issued = await issue(c.get("ctx"), {
          application: c.req.param("id"),
          office: form.text("office"),
          expiresOn: form.text("expiresOn"),
        });
        return c.redirect(`/certificates/${issued.id}?done=issued`, 303);
      },
      (problem) => applicationPage(c, { problem }),
    );
  });
  app.get("/queue/:id/evidence/:digest", async (c) => {
    const ctx = c.get("ctx");
    const row = await store.findApplication({ db: ctx.database.kysely }, uuidOf(c));
    refuseUnless(row !== undefined && mayReview(ctx.actor, row), "not-found");
    const file = row.evidence.find(({ digest }) => digest === c.req.param("digest"));
    const document =
      file === undefined
        ? undefined
        : await findDocument({ db: ctx.database.kysely }, Buffer.from(file.digest, "hex"));
    if (file === undefined || document === undefined) throw new Problem("not-found");
    return c.body(new Uint8Array(document.content), 200, {
      "Content-Type": document.mediaType,
      "Content-Disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
      "Cache-Control": "private, no-store",
    });
  });

  app.get("/certificates", async (c) => {
    const ctx = c.get("ctx");
    const t = c.get("t");
    const filter = {
      state: c.req.query("state") ?? "",
      number: (c.req.query("number") ?? "").slice(0, 30),
      page: Math.max(1, Number.parseInt(c.req.query("page") ?? "1", 10) || 1),
    };
    const query: store.QueueFilter = {
      authority: organisationOf(c),
      ...(ctx.actor.roles.includes("exporter") ? { company: ctx.actor.company ?? "" } : {}),
      ...(filter.state === ""
        ? {}
        : { states: store.certificateStates.filter((state) => state === filter.state) }),
      ...(filter.number === "" ? {} : { number: filter.number.replace(/^[A-Za-z]{2}\s*/, "") }),
    };
    const reader = { db: ctx.database.kysely };
    const rows = await store.listCertificates(reader, query, {
      limit: listPageSize,
      offset: (filter.page - 1) * listPageSize,
    });
    return page(
      c,
      { title: t("certificate.list.title") },
      <CertificateListPage
        t={t}
        rows={rows}
        total={await store.countCertificates(reader, query)}
        filter={filter}
        byFile={[...releasing, "importing-officer"].some((role) => ctx.actor.roles.includes(role))}
      />,
    );
  });
  app.get("/certificates/:id", async (c) => certificatePage(c, { done: c.req.query("done") }));
  app.get("/certificates/:id/preview.pdf", async (c) => {
    const paper = await preview(c.get("ctx"), await visibleCertificate(c), verifyAddress(c.get("frame")));
    return pdf(c, paper.pdf, paper.name, "inline");
  });
  app.post("/certificates/:id/validate", async (c) => {
    const form = await readForm(c);
    const seals = form.text("seals");
    return orAgain(
      async () => {
        const containers = seals
          .split(/\r?\n/)
          .map((line) => line.trim())
          .filter((line) => line !== "")
          .map((seal) => ({ seal }));
        await validate(c.get("ctx"), { certificate: idOf(c), containers });
        return c.redirect(`/certificates/${idOf(c)}?done=validated`, 303);
      },
      (problem) => certificatePage(c, { problem, enteredSeals: seals }),
    );
  });
  app.post("/certificates/:id/export", async (c) =>
    orAgain(
      async () => {
        await dispatch(c.get("ctx"), idOf(c));
        return c.redirect(`/certificates/${idOf(c)}?done=exported`, 303);
      },
      (problem) => certificatePage(c, { problem }),
    ),
  );
}

async function applicationPage(
  c: Context<Web>,
  extra: Pick<ApplicationView, "problem" | "entered">,
): Promise<Response> {
  const ctx = c.get("ctx");
  const t = c.get("t");
  const hold = await takeInHand(ctx, uuidOf(c));
  const row = await store.findApplication({ db: ctx.database.kysely }, uuidOf(c));
  if (row === undefined) throw new Problem("not-found");
  const issuing = row.state === "APPROVED" ? await issuingChoices(c, row.office) : undefined;
  const title = t("certificate.application.title", { reference: row.reference });
  return page(
    c,
    { title, error: extra.problem !== undefined, islands: ["outbox"] },
    <ApplicationPage
      t={t}
      row={row}
      unlisted={await unlistedOriginToday(ctx, row.authority)}
      hold={hold}
      me={ctx.actor.id}
      stated={await statedSourcing(ctx, row)}
      issuing={issuing}
      {...extra}
    />,
    extra.problem === undefined ? 200 : extra.problem.status,
  );
}

async function statedSourcing(ctx: Ctx, row: store.ApplicationRow): Promise<StatedSourcing | undefined> {
  const reader = { db: ctx.database.kysely };
  const sourcing = await findApplicationSourcing(reader, row.id);
  if (sourcing === undefined) return undefined;
  const around = await rulesAround(ctx, row.authority);
  const today = around.today(new Date(ctx.clock()).toISOString());
  const goods = { participant: around.authority.participant, ...goodsOf(row.content) };
  const evidence = row.evidence.map(({ kind }) => kind);
  // Once it is issued its own draws are among those taken before; the certificate then tells what was drawn.
  const check =
    row.state === "ISSUED"
      ? { problems: [], opened: await openSources(reader, around, today, sourcing.sources) }
      : await checkSourcing(reader, around, today, goods, sourcing, { evidence });
  return { sourcing, check };
}

/** An exporter sees the chain of the own certificate without links; down it are other companies' certificates. */
async function originOfCertificate(ctx: Ctx, row: store.CertificateRow): Promise<CertificateOrigin> {
  const reader = { db: ctx.database.kysely };
  const id = toHex(row.public_id);
  const officer = !ctx.actor.roles.includes("exporter");
  return {
    sourcing: await findCertificateSourcing(reader, row.public_id),
    up: await chainUp(reader, id),
    down: officer ? await chainDown(reader, id) : [],
    linked: officer,
  };
}

async function issuingChoices(
  c: Context<Web>,
  office: string,
): Promise<NonNullable<ApplicationView["issuing"]>> {
  const ctx = c.get("ctx");
  const around = await rulesAround(ctx, organisationOf(c));
  const offices = await officesOf(ctx, organisationOf(c));
  const number = await nextNumber(ctx, office).catch((error: unknown) => {
    if (error instanceof Problem) return null;
    throw error;
  });
  return {
    offices: offices.map(({ code, name }) => ({ code, name })),
    nextNumber: number,
    latest: latestExpiry(around.rule(today(c)), today(c)),
  };
}

async function certificatePage(
  c: Context<Web>,
  extra: Pick<CertificateView, "problem" | "enteredSeals" | "done">,
): Promise<Response> {
  const ctx = c.get("ctx");
  const t = c.get("t");
  const row = await visibleCertificate(c);
  const events = await eventsOf({ db: ctx.database.kysely }, row.public_id);
  const importers = await importingAuthorities(ctx, row);
  const now = new Date(ctx.clock()).toISOString();
  const view: CertificateView = {
    t,
    row,
    events,
    unlisted: await unlistedOriginOf(ctx, row.participant, row.issued_on),
    actor: ctx.actor,
    now,
    nameOf: await namesOfAuthorities(c),
    origin: await originOfCertificate(ctx, row),
    ...(mayHandInScans(ctx.actor)
      ? {
          scans: await scansOfCertificate({ db: ctx.database.kysely }, row.public_id),
          twice: (await toldTwice({ db: ctx.database.kysely }, [row.public_id])).at(-1),
        }
      : {}),
    mayReceive: mayReceive(ctx.actor, importers),
    steps: possibleSteps(ctx.actor, row, { events, importers }, now),
    ...extra,
  };
  const title = t("certificate.title", { number: numberText(row) });
  return page(
    c,
    { title, error: extra.problem !== undefined },
    <CertificatePage {...view} />,
    extra.problem?.status ?? 200,
  );
}

async function visibleCertificate(c: Context<Web>): Promise<store.CertificateRow> {
  const ctx = c.get("ctx");
  const row = await store.findCertificate({ db: ctx.database.kysely }, Buffer.from(idOf(c), "hex"));
  refuseUnless(
    row !== undefined && maySeeCertificate(ctx.actor, row, await importingAuthorities(ctx, row)),
    "not-found",
  );
  return row;
}

function uuidOf(c: Context<Web>): string {
  const id = c.req.param("id") ?? "";
  refuseUnless(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id), "not-found");
  return id;
}
