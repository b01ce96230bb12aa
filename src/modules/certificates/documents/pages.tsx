// The pages of technical certificates and letters of comfort: list, new, one with its history and its sheet.
import type { Context } from "hono";
import { documentKinds, documentPurposes } from "#core/certificate/short-document.ts";
import type { DocumentKind } from "#core/certificate/short-document.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { page } from "#ui/layout/respond.tsx";
import { issueDocument, stepDocument } from "../commands/short-document.ts";
import { readCarats, valueOf } from "../drafts/amount.ts";
import { tidyText } from "../drafts/data.ts";
import { namesOfAuthorities, orAgain, organisationOf } from "../pages/officer/asking.ts";
import { uuidOf } from "../pages/exporter/asking.ts";
import { errorsOf, numberText } from "../pages/parts.tsx";
import { maySeeDocument } from "../policy.ts";
import { findCertificate } from "../store.ts";
import { renderDocument } from "./pdf.ts";
import * as store from "./store.ts";

const keepers = ["issuing-officer", "importing-officer"] as const;

export const documentDoors: readonly Door[] = [
  { method: "GET", path: "/documents", allow: keepers },
  { method: "GET", path: "/documents/new/:kind", allow: keepers },
  { method: "POST", path: "/documents/new/:kind", allow: keepers },
  { method: "GET", path: "/documents/:id", allow: keepers },
  { method: "GET", path: "/documents/:id/sheet.pdf", allow: keepers },
  { method: "POST", path: "/documents/:id/used", allow: keepers },
  { method: "POST", path: "/documents/:id/closed", allow: keepers },
];

export function documentRoutes(app: App): void {
  app.get("/documents", async (c) => {
    const t = c.get("t");
    const rows = await store.listDocuments({ db: c.get("ctx").database.kysely }, organisationOf(c));
    const nameOf = await namesOfAuthorities(c);
    return page(
      c,
      { title: t("origin.documents.title") },
      <>
        <h1>{t("origin.documents.title")}</h1>
        <p class="lede">{t("origin.documents.lede")}</p>
        <ButtonGroup>
          {documentKinds.map((kind) => (
            <Button href={`/documents/new/${kind.toLowerCase()}`}>{t(`origin.document.new.${kind}`)}</Button>
          ))}
        </ButtonGroup>
        <Table
          id="documents"
          caption={t("origin.documents.caption", { count: rows.length })}
          columns={[
            { label: t("certificate.number") },
            { label: t("origin.document.kind") },
            { label: t("origin.document.purpose") },
            { label: t("origin.document.receiver") },
            { label: t("certificate.issued") },
            { label: t("origin.document.state") },
          ]}
          rows={rows.map((row) => [
            <a href={`/documents/${row.id}`}>
              <bdi>{row.number}</bdi>
            </a>,
            t(`origin.document.${row.kind}`),
            t(`origin.document.${row.content.purpose}`),
            nameOf(row.receiver),
            t.date(row.issued_on),
            <Tag tone={row.state === "CLOSED" ? "neutral" : "info"}>
              {t(`origin.document.state.${row.state}`)}
            </Tag>,
          ])}
          empty={t("origin.documents.none")}
        />
      </>,
    );
  });
  app.get("/documents/new/:kind", (c) => newPage(c));
  app.post("/documents/new/:kind", async (c) => {
    const form = await readForm(c);
    return orAgain(
      async () => {
        const typed = readCarats(form.text("carats"), c.get("t").locale);
        const carats = valueOf(typed);
        if (typed.text !== "" && carats === undefined)
          throw new Problem("bad-input", {}, { fields: [{ field: "carats", code: typed.problem }] });
        const { id } = await issueDocument(c.get("ctx"), {
          kind: kindOf(c),
          purpose: form.text("purpose"),
          goods: tidyText(form.text("goods")),
          receiver: form.text("receiver"),
          recipient: tidyText(form.text("recipient")),
          ...(carats === undefined ? {} : { carats }),
          ...(form.text("certificate") === "" ? {} : { certificate: form.text("certificate") }),
        });
        return c.redirect(`/documents/${id}`, 303);
      },
      (problem) => newPage(c, problem, form),
    );
  });
  app.get("/documents/:id", (c) => onePage(c));
  app.get("/documents/:id/sheet.pdf", async (c) => {
    const row = await visible(c);
    const nameOf = await namesOfAuthorities(c);
    const pdf = await renderDocument(c.get("t"), row, {
      issuer: nameOf(row.authority),
      receiver: nameOf(row.receiver),
      certificate: await certificateNumber(c, row),
    });
    return c.body(new Uint8Array(pdf), 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename*=UTF-8''${encodeURIComponent(row.number.replaceAll("/", "-"))}.pdf`,
      "Cache-Control": "private, no-store",
    });
  });
  for (const step of ["used", "closed"] as const) {
    app.post(`/documents/:id/${step}`, async (c) =>
      orAgain(
        async () => {
          await stepDocument(c.get("ctx"), uuidOf(c), step);
          return c.redirect(`/documents/${uuidOf(c)}`, 303);
        },
        (problem) => onePage(c, problem),
      ),
    );
  }
}

async function newPage(c: Context<Web>, problem?: Problem, form?: Form): Promise<Response> {
  const t = c.get("t");
  const kind = kindOf(c);
  const errors = errorsOf(t, problem);
  const at = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  const authorities = await authoritiesOf(c.get("ctx"));
  const title = t(`origin.document.new.${kind}`);
  const purposes = documentPurposes[kind];
  return page(
    c,
    { title, error: problem !== undefined, back: "/documents" },
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{title}</h1>
      <WarningText t={t}>{t("origin.document.not-a-certificate")}</WarningText>
      <form method="post" class="stack">
        <Radios
          t={t}
          name="purpose"
          legend={t("origin.document.purpose")}
          value={form?.text("purpose") ?? (purposes.length === 1 ? purposes[0] : undefined)}
          error={at("purpose")}
          items={purposes.map((purpose) => ({ value: purpose, label: t(`origin.document.${purpose}`) }))}
        />
        <Textarea
          t={t}
          name="goods"
          rows={3}
          label={t("origin.document.goods")}
          hint={t("origin.document.goods.hint")}
          value={form?.text("goods") ?? ""}
          error={at("goods")}
          limit={300}
        />
        {kind === "TECHNICAL" && (
          <TextInput
            t={t}
            name="carats"
            label={t("certificate.carats")}
            optional
            value={form?.text("carats")}
            inputmode="decimal"
            width={10}
            error={at("carats")}
          />
        )}
        <Select
          t={t}
          name="receiver"
          label={t("origin.document.receiver")}
          value={form?.text("receiver")}
          error={at("receiver")}
          items={authorities.map(({ code, names }) => ({
            value: code,
            label: names[t.locale] ?? names["en"] ?? code,
          }))}
        />
        <TextInput
          t={t}
          name="recipient"
          label={t("origin.document.recipient")}
          hint={t("origin.document.recipient.hint")}
          value={form?.text("recipient")}
          error={at("recipient")}
        />
        {kind === "TECHNICAL" && (
          <TextInput
            t={t}
            name="certificate"
            label={t("origin.document.certificate")}
            hint={t("origin.document.certificate.hint")}
            optional
            code
            width={20}
            value={form?.text("certificate")}
            error={at("certificate")}
          />
        )}
        <Button>{t("origin.document.submit")}</Button>
      </form>
    </>,
    problem?.status ?? 200,
  );
}

async function onePage(c: Context<Web>, problem?: Problem): Promise<Response> {
  const t = c.get("t");
  const row = await visible(c);
  const nameOf = await namesOfAuthorities(c);
  const certificate = await certificateNumber(c, row);
  const issuer = organisationOf(c) === row.authority;
  return page(
    c,
    { title: row.number, error: problem !== undefined },
    <>
      <BackLink t={t} href="/documents" />
      <ErrorSummary t={t} errors={errorsOf(t, problem)} />
      <h1>
        {t(`origin.document.${row.kind}`)} <bdi>{row.number}</bdi>{" "}
        <Tag tone={row.state === "CLOSED" ? "neutral" : "info"}>
          {t(`origin.document.state.${row.state}`)}
        </Tag>
      </h1>
      <WarningText t={t}>{t("origin.document.not-a-certificate")}</WarningText>
      <SummaryList
        rows={[
          { key: t("origin.document.purpose"), value: t(`origin.document.${row.content.purpose}`) },
          { key: t("certificate.issuing-authority"), value: nameOf(row.authority) },
          { key: t("origin.document.receiver"), value: nameOf(row.receiver) },
          { key: t("origin.document.recipient"), value: row.content.recipient },
          { key: t("origin.document.goods"), value: row.content.goods },
          ...(row.content.carats === undefined
            ? []
            : [{ key: t("certificate.carats"), value: t.carats(BigInt(row.content.carats)) }]),
          ...(row.certificate === null || certificate === undefined
            ? []
            : [
                {
                  key: t("origin.document.certificate"),
                  value: <a href={`/certificates/${row.certificate.toString("hex")}`}>{certificate}</a>,
                },
              ]),
        ]}
      />
      <p>
        <a href={`/documents/${row.id}/sheet.pdf`}>{t("origin.document.sheet")}</a>
      </p>
      <ButtonGroup>
        {row.state === "ISSUED" && (
          <form method="post" action={`/documents/${row.id}/used`}>
            <Button tone="secondary">{t("origin.document.use")}</Button>
          </form>
        )}
        {row.state !== "CLOSED" && issuer && (
          <form method="post" action={`/documents/${row.id}/closed`}>
            <Button tone="secondary">{t("origin.document.close")}</Button>
          </form>
        )}
      </ButtonGroup>
      <h2>{t("certificate.what-happened")}</h2>
      <Timeline
        t={t}
        events={row.history.map(({ step, at, authority }) => ({
          title: t(`origin.document.step.${step === "used" || step === "closed" ? step : "issued"}`),
          when: t.instant(at),
          datetime: at,
          by: nameOf(authority),
        }))}
      />
    </>,
    problem?.status ?? 200,
  );
}

async function visible(c: Context<Web>): Promise<store.DocumentRow> {
  const row = await store.findDocument({ db: c.get("ctx").database.kysely }, uuidOf(c));
  refuseUnless(row !== undefined && maySeeDocument(c.get("ctx").actor, row), "not-found");
  return row;
}

async function certificateNumber(c: Context<Web>, row: store.DocumentRow): Promise<string | undefined> {
  if (row.certificate === null) return undefined;
  const known = await findCertificate({ db: c.get("ctx").database.kysely }, row.certificate);
  return known === undefined ? undefined : numberText(known);
}

function kindOf(c: Context<Web>): DocumentKind {
  const kind = documentKinds.find((known) => known.toLowerCase() === c.req.param("kind"));
  refuseUnless(kind !== undefined, "not-found");
  return kind;
}
