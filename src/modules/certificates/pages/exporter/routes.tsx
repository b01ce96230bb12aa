// The applicants' doors: own applications, a new one, one with its history, its status by link, saved parties.
import { timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { sha256 } from "#platform/keys/random.ts";
import { actsOn, findDocument } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { addParty, companiesAt, forgetParty, partiesOf, startMending } from "../../commands/draft.ts";
import { DraftParty } from "../../drafts/data.ts";
import * as drafts from "../../drafts/store.ts";
import { mayEditDraft, maySeeApplication } from "../../policy.ts";
import { unlistedOriginToday } from "../../rules-around.ts";
import * as store from "../../store.ts";
import { download, readerOf, uuidOf } from "./asking.ts";
import { draftDoors, draftRoutes } from "./draft-routes.tsx";
import { SentPage } from "./draft-pages.tsx";
import { sourcingDoors, sourcingRoutes } from "./sourcing-routes.tsx";
import { OneApplicationPage, OwnApplicationsPage, PartiesPage, StartPage, StatusPage } from "./own-pages.tsx";
import type { OwnApplications } from "./own-pages.tsx";
import { partyFrom } from "./party-form.tsx";
import { errorsOfProblem } from "./words.ts";

const applicants = ["exporter", "issuing-officer"] as const;
const pageSize = 50;

export const exporterDoors: readonly Door[] = [
  { method: "GET", path: "/applications", allow: applicants },
  { method: "GET", path: "/applications/new", allow: applicants },
  ...draftDoors,
  ...sourcingDoors,
  { method: "GET", path: "/applications/status/:id/:secret", allow: "everyone" },
  { method: "GET", path: "/applications/:id", allow: applicants },
  { method: "GET", path: "/applications/:id/evidence/:digest", allow: applicants },
  { method: "GET", path: "/applications/:id/sent/:secret", allow: applicants },
  { method: "POST", path: "/applications/:id/mend", allow: applicants },
  { method: "GET", path: "/parties", allow: ["exporter"] },
  { method: "POST", path: "/parties", allow: ["exporter"] },
  { method: "POST", path: "/parties/:id/delete", allow: ["exporter"] },
];

export function exporterRoutes(app: App): void {
  app.get("/applications", async (c) => {
    const t = c.get("t");
    return page(
      c,
      { title: t("application.own.title"), islands: ["outbox"] },
      <OwnApplicationsPage t={t} own={await ownApplications(c)} />,
    );
  });

  app.get("/applications/new", async (c) => {
    const t = c.get("t");
    const view = <StartPage t={t} companies={await counterChoices(c)} />;
    return page(c, { title: t("application.start.title"), back: "/applications", islands: ["forms"] }, view);
  });

  draftRoutes(app);
  sourcingRoutes(app);

  app.get("/applications/status/:id/:secret", async (c) => {
    const t = c.get("t");
    const row = await store.findApplication(readerOf(c), uuidOf(c));
    // Wrong secret and no such application look alike.
    refuseUnless(row !== undefined && isSecretOf(row, c.req.param("secret")), "not-found");
    const certificate = await certificateOf(c, row);
    c.header("X-Robots-Tag", "noindex");
    return page(
      c,
      { title: t("application.status.title", { reference: row.reference }) },
      <StatusPage t={t} row={row} certificate={certificate} />,
    );
  });

  app.get("/applications/:id", async (c) => {
    const t = c.get("t");
    const row = await ownApplication(c);
    const acts = await actsOn(readerOf(c), `application:${row.id}`);
    const view = (
      <OneApplicationPage
        t={t}
        row={row}
        acts={acts}
        certificate={await certificateOf(c, row)}
        unlisted={await unlistedOriginToday(c.get("ctx"), row.authority)}
      />
    );
    return page(
      c,
      { title: t("application.one.title", { reference: row.reference }), back: "/applications" },
      view,
    );
  });

  app.get("/applications/:id/evidence/:digest", async (c) => {
    const row = await ownApplication(c);
    const file = row.evidence.find(({ digest }) => digest === c.req.param("digest"));
    refuseUnless(file !== undefined, "not-found");
    const document = await findDocument(readerOf(c), Buffer.from(file.digest, "hex"));
    refuseUnless(document !== undefined, "not-found");
    return download(file.name, document.mediaType, document.content);
  });

  app.get("/applications/:id/sent/:secret", async (c) => {
    const t = c.get("t");
    const row = await ownApplication(c);
    const secret = c.req.param("secret");
    refuseUnless(isSecretOf(row, secret), "not-found");
    const link = new URL(`/applications/status/${row.id}/${secret}`, c.get("frame").baseUrl).href;
    return page(c, { title: t("application.sent.title") }, <SentPage t={t} row={row} statusLink={link} />);
  });

  app.post("/applications/:id/mend", async (c) => {
    const { id } = await startMending(c.get("ctx"), uuidOf(c));
    return c.redirect(`/applications/draft/${id}`, 303);
  });

  app.get("/parties", (c) => partiesPage(c));
  app.post("/parties", async (c) => {
    const party = partyFrom(await readForm(c));
    try {
      await addParty(c.get("ctx"), party);
      return c.redirect("/parties", 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "bad-input") throw error;
      return partiesPage(c, party, error);
    }
  });
  app.post("/parties/:id/delete", async (c) => {
    await forgetParty(c.get("ctx"), uuidOf(c));
    return c.redirect("/parties", 303);
  });
}

async function ownApplications(c: Context<Web>): Promise<OwnApplications> {
  const { actor } = c.get("ctx");
  const reader = readerOf(c);
  const authority = actor.organisation ?? "";
  // An officer at the counter sees what that officer filed; a clerk sees the whole company's.
  const of =
    actor.company === undefined ? { authority, applicant: actor.id } : { authority, company: actor.company };
  const count = await drafts.countApplicationsOf(reader, of);
  const pages = Math.max(1, Math.ceil(count / pageSize));
  const asked = Number(c.req.query("page") ?? "1");
  const current = Number.isSafeInteger(asked) && asked >= 1 && asked <= pages ? asked : 1;
  const [open, sent, returned] = await Promise.all([
    drafts.draftsOf(reader, of),
    drafts.applicationsOf(reader, of, { limit: pageSize, offset: (current - 1) * pageSize }),
    drafts.applicationsOf(reader, { ...of, state: "DEFICIENT" }, { limit: pageSize, offset: 0 }),
  ]);
  return { returned, drafts: open.filter((draft) => mayEditDraft(actor, draft)), sent, page: current, pages };
}

/** For whom an officer can file; nobody chooses for a company's own clerk. */
async function counterChoices(c: Context<Web>): Promise<readonly { id: string; name: string }[] | undefined> {
  const { company, organisation } = c.get("ctx").actor;
  return company !== undefined || organisation === null ? undefined : companiesAt(c.get("ctx"), organisation);
}

async function ownApplication(c: Context<Web>): Promise<store.ApplicationRow> {
  const row = await store.findApplication(readerOf(c), uuidOf(c));
  refuseUnless(row !== undefined && maySeeApplication(c.get("ctx").actor, row), "not-found");
  return row;
}

async function certificateOf(
  c: Context<Web>,
  row: store.ApplicationRow,
): Promise<store.CertificateRow | undefined> {
  return row.certificate === null ? undefined : store.findCertificate(readerOf(c), row.certificate);
}

/** Only the SHA-256 of the secret is kept, and compared in constant time. */
function isSecretOf(row: store.ApplicationRow, secret: string): boolean {
  const given = sha256(Buffer.from(secret.slice(0, 200)));
  return given.length === row.status_secret.length && timingSafeEqual(given, row.status_secret);
}

async function partiesPage(
  c: Context<Web>,
  entered = DraftParty.parse({}),
  problem?: Problem,
): Promise<Response> {
  const t = c.get("t");
  const { actor } = c.get("ctx");
  const parties = await partiesOf(c.get("ctx"), actor.company ?? "");
  const errors = problem === undefined ? [] : errorsOfProblem(t, problem);
  const view = <PartiesPage t={t} parties={parties} entered={entered} errors={errors} />;
  return page(
    c,
    {
      title: t("application.parties.title"),
      error: problem !== undefined,
      back: "/applications",
      islands: ["forms"],
    },
    view,
    problem?.status ?? 200,
  );
}
