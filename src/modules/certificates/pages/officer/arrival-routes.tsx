// The importing desk's doors: what comes to this country, and the check list that ends in a confirmation.
import type { Context } from "hono";
import { differences } from "#core/certificate/arrival.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { page } from "#ui/layout/respond.tsx";
import type { App } from "#modules/record/index.ts";
import { numberFormats } from "#modules/scheme/index.ts";
import { confirm, present } from "../../commands/receive.ts";
import { contentFromJson } from "../../content.ts";
import { possibleSteps } from "../../life/possible.ts";
import { eventsOf } from "../../life/store.ts";
import { mayReceive } from "../../policy.ts";
import {
  importingAuthorities,
  importingDestination,
  rulesAround,
  unlistedOriginOf,
} from "../../rules-around.ts";
import * as store from "../../store.ts";
import { numberText } from "../parts.tsx";
import { ArrivalPage, ArrivalsPage } from "./arrivals.tsx";
import type { EnteredCheck } from "./arrivals.tsx";
import { idOf, namesOfAuthorities, orAgain, organisationOf, today } from "./asking.ts";
import { emptyCheck, enteredFrom, readCheck } from "./entered-check.ts";

const importers = ["importing-officer"] as const;

export const arrivalPageDoors: readonly Door[] = [
  { method: "GET", path: "/arrivals", allow: importers },
  { method: "POST", path: "/arrivals/find", allow: importers },
  { method: "GET", path: "/arrivals/:id", allow: importers },
  { method: "POST", path: "/arrivals/:id/present", allow: importers },
  { method: "POST", path: "/arrivals/:id/confirm", allow: importers },
];

export function arrivalPageRoutes(app: App): void {
  app.get("/arrivals", async (c) => arrivalsPage(c, undefined, ""));
  app.post("/arrivals/find", async (c) => {
    const form = await readForm(c);
    return orAgain(
      async () =>
        c.redirect(`/arrivals/${toHex((await findArrival(c, form.text("sought"))).public_id)}`, 303),
      (problem) => arrivalsPage(c, problem, form.text("sought")),
    );
  });
  app.get("/arrivals/:id", async (c) => {
    const row = await receivableCertificate(c);
    return arrivalPage(c, row, emptyCheck(row));
  });
  app.post("/arrivals/:id/present", async (c) => {
    await present(c.get("ctx"), { certificate: idOf(c) });
    return c.redirect(`/arrivals/${idOf(c)}`, 303);
  });
  app.post("/arrivals/:id/confirm", async (c) => {
    const row = await receivableCertificate(c);
    const entered = enteredFrom(await readForm(c), row);
    const read = readCheck(entered, row, c.get("t").locale);
    return orAgain(
      async () => {
        if (read.problems.length > 0) throw new Problem("bad-input", {}, { fields: read.problems });
        await confirm(c.get("ctx"), {
          certificate: idOf(c),
          checklist: read.checklist,
          actuals: read.actuals,
          ...(entered.note === "" ? {} : { note: entered.note }),
        });
        return c.redirect(`/arrivals/${idOf(c)}`, 303);
      },
      async (problem) => arrivalPage(c, await receivableCertificate(c), entered, problem),
    );
  });
}

async function arrivalsPage(
  c: Context<Web>,
  problem: Problem | undefined,
  sought: string,
): Promise<Response> {
  const ctx = c.get("ctx");
  const t = c.get("t");
  const reader = { db: ctx.database.kysely };
  const destination = await importingDestination(ctx);
  const coming = await store.listCertificates(
    reader,
    { destination, states: ["EXPORTED", "PRESENTED", "DETAINED"] },
    { limit: 200, offset: 0 },
  );
  const mine = [];
  for (const row of coming) if (mayReceive(ctx.actor, await importingAuthorities(ctx, row))) mine.push(row);
  return page(
    c,
    { title: t("certificate.arrivals.title"), error: problem !== undefined, islands: ["outbox"] },
    <ArrivalsPage t={t} rows={mine} today={today(c)} problem={problem} sought={sought} />,
    problem?.status ?? 200,
  );
}

async function arrivalPage(
  c: Context<Web>,
  row: store.CertificateRow,
  entered: EnteredCheck,
  problem?: Problem,
): Promise<Response> {
  const t = c.get("t");
  const sealed = contentFromJson(row.content, row.public_id);
  const read = problem === undefined ? undefined : readCheck(entered, row, t.locale);
  const ctx = c.get("ctx");
  const around = await rulesAround(ctx, organisationOf(c));
  const events = await eventsOf({ db: ctx.database.kysely }, row.public_id);
  const importers = await importingAuthorities(ctx, row);
  const now = new Date(ctx.clock()).toISOString();
  const found =
    read === undefined || read.problems.length > 0
      ? undefined
      : differences(
          { parcels: sealed.parcels, lines: sealed.lines, seals: sealed.containers.map(({ seal }) => seal) },
          read.actuals,
          around.rule(today(c)),
        );
  return page(
    c,
    {
      title: t("certificate.arrival.title", { number: numberText(row) }),
      error: problem !== undefined,
      islands: ["outbox"],
    },
    <ArrivalPage
      t={t}
      row={row}
      unlisted={await unlistedOriginOf(ctx, row.participant, row.issued_on)}
      entered={entered}
      problem={problem}
      differences={found}
      nameOf={await namesOfAuthorities(c)}
      events={events}
      now={now}
      steps={possibleSteps(ctx.actor, row, { events, importers }, now)}
    />,
    problem?.status ?? 200,
  );
}

/** By number ("SL 004912") or by the text of the code; only what comes to this officer's authority. */
async function findArrival(c: Context<Web>, sought: string): Promise<store.CertificateRow> {
  const ctx = c.get("ctx");
  const reader = { db: ctx.database.kysely };
  const code = readQrText(sought);
  const number = code.ok ? undefined : parseNumber(sought, await numberFormats(ctx));
  const row = code.ok
    ? await store.findCertificate(reader, code.claims.publicId)
    : number?.ok === true
      ? await store.findByNumber(reader, number.participant, number.serial)
      : undefined;
  if (row === undefined || !mayReceive(ctx.actor, await importingAuthorities(ctx, row)))
    throw new Problem("bad-input", {}, { fields: [{ field: "sought", code: "NOT_COMING_HERE" }] });
  return row;
}

async function receivableCertificate(c: Context<Web>): Promise<store.CertificateRow> {
  const ctx = c.get("ctx");
  const row = await store.findCertificate({ db: ctx.database.kysely }, Buffer.from(idOf(c), "hex"));
  refuseUnless(row !== undefined && mayReceive(ctx.actor, await importingAuthorities(ctx, row)), "not-found");
  return row;
}
