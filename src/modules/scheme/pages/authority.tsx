// One authority as its administrator sees it: offices, the numbers each may use, the keys that sign there.
import type { Context } from "hono";
import { toHex } from "#core/encoding/bytes.ts";
import { isDate } from "#core/kp/dates.ts";
import { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { page } from "#ui/layout/respond.tsx";
import { allotBlock, BlockInput } from "../commands/allot-block.ts";
import { appointDeskSigner, DeskSignerInput } from "../commands/appoint-desk-signer.ts";
import { OfficeInput, openOffice } from "../commands/open-office.ts";
import { RevocationInput, revokeDeskSigner } from "../commands/revoke-desk-signer.ts";
import { findAuthority, schemeFacts } from "../queries.ts";
import type { SchemeFacts } from "../queries.ts";
import type { DeskSignerRow } from "../rows.ts";
import { schemeForm } from "./forms.tsx";
import type { Asked, Option, SchemeForm } from "./forms.tsx";
import { ifGiven, wholeNumber } from "./secretariat.tsx";

export async function authorityPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { organisation } = ctx.actor;
  if (organisation === null) throw new Problem("not-found");
  const authority = await findAuthority(ctx, organisation);
  // An Observer has people and delegates, and no offices.
  if (authority === undefined) return c.redirect("/authority/people", 303);
  const facts = await schemeFacts(ctx);
  const now = new Date(ctx.clock()).toISOString();
  const offices = facts.offices.filter((office) => office.authority === authority.code);
  return page(
    c,
    { title: t("scheme.authority.title", { code: authority.code }) },
    <>
      <h1>{authority.names[t.locale] ?? authority.names["en"]}</h1>
      <SummaryList
        rows={[
          { key: t("scheme.label.code"), value: authority.code },
          {
            key: t("scheme.label.participant"),
            value: <a href={`/participants/${authority.participant}`}>{t.country(authority.participant)}</a>,
          },
          {
            key: t("scheme.label.roles"),
            value: t.list(authority.roles.map((role) => t(`scheme.role.${role}`))),
          },
          { key: t("scheme.label.register"), value: t(`scheme.register.${authority.register}`) },
        ]}
      />
      <ButtonGroup>
        <Button href="/authority/offices/new" tone="secondary">
          {t("scheme.form.office.title")}
        </Button>
        {offices.length > 0 && (
          <>
            <Button href="/authority/blocks/new" tone="secondary">
              {t("scheme.form.block.title")}
            </Button>
            <Button href="/authority/desk-signers/new" tone="secondary">
              {t("scheme.form.desk-signer.title")}
            </Button>
          </>
        )}
      </ButtonGroup>
      <ul>
        <li>
          <a href="/authority/people">{t("scheme.authority.people")}</a>
        </li>
        <li>
          <a href="/authority/api-keys">{t("scheme.authority.api-keys")}</a>
        </li>
        <li>
          <a href="/authority/webhooks">{t("exchange.webhooks.title")}</a>
        </li>
      </ul>
      {offices.length === 0 && <p>{t("scheme.authority.no-offices")}</p>}
      {offices.map((office, i) => (
        <section>
          <h2>
            {office.name} ({office.code})
          </h2>
          <p>
            {office.place}, {t.country(office.country)}
          </p>
          <BlocksTable t={t} id={`blocks-${i + 1}`} facts={facts} office={office.code} />
          <SignersTable
            t={t}
            id={`signers-${i + 1}`}
            office={office.code}
            signers={facts.deskSigners.filter((signer) => signer.office === office.code)}
            now={now}
          />
        </section>
      ))}
    </>,
  );
}

function BlocksTable({ t, id, facts, office }: { t: T; id: string; facts: SchemeFacts; office: string }) {
  return (
    <Table
      id={id}
      caption={`${t("scheme.blocks")}: ${office}`}
      columns={[
        { label: t("scheme.label.year") },
        { label: t("scheme.label.first"), numeric: true },
        { label: t("scheme.label.last"), numeric: true },
        { label: t("scheme.block.count"), numeric: true },
      ]}
      rows={facts.blocks
        .filter((block) => block.office === office)
        .map(({ year, from, to }) => [
          year === undefined ? t("scheme.block.any-year") : String(year),
          String(from),
          String(to),
          t.number(to - from + 1n),
        ])}
      empty={t("scheme.block.none")}
    />
  );
}

function SignersTable({
  t,
  id,
  office,
  signers,
  now,
}: {
  t: T;
  id: string;
  office: string;
  signers: readonly DeskSignerRow[];
  now: string;
}) {
  return (
    <Table
      id={id}
      caption={`${t("scheme.desk-signers")}: ${office}`}
      columns={[
        { label: t("scheme.signer.key-id") },
        { label: t("scheme.signer.state") },
        { label: t("scheme.label.from") },
        { label: t("scheme.label.until") },
        { label: t("scheme.signer.numbers") },
        { label: t("scheme.signer.action") },
      ]}
      rows={signers.map((signer) => {
        const keyId = toHex(signer.keyId);
        const state = signerState(signer, now);
        return [
          <code>{keyId}</code>,
          <Tag tone={state === "in-force" ? "good" : state === "revoked" ? "bad" : "neutral"}>
            {t(`scheme.signer.state.${state}`)}
          </Tag>,
          t.instant(signer.from),
          t.instant(signer.until),
          t.list(signer.numbers.map(({ from, to }) => `${from}–${to}`)),
          signer.revoked === null ? (
            <a
              href={`/authority/desk-signers/${keyId}/revoke`}
              aria-label={`${t("scheme.form.revocation.submit")} ${keyId}`}
            >
              {t("scheme.form.revocation.submit")}
            </a>
          ) : (
            t.instant(signer.revoked.at)
          ),
        ];
      })}
      empty={t("scheme.signer.none")}
    />
  );
}

function signerState(signer: DeskSignerRow, now: string): "revoked" | "not-yet" | "ended" | "in-force" {
  if (signer.revoked !== null) return "revoked";
  if (now < signer.from) return "not-yet";
  return now < signer.until ? "in-force" : "ended";
}

function officeOptions({ facts, ctx }: Asked): readonly Option[] {
  return facts.offices
    .filter(({ authority }) => authority === ctx.actor.organisation)
    .map(({ code, name }) => ({ value: code, label: `${name} (${code})` }));
}

const officeForm = schemeForm({
  name: "office",
  path: "/authority/offices/new",
  parent: "/authority",
  role: "authority-administrator",
  schema: OfficeInput,
  fields: ({ t }) => [
    { name: "desk", as: "text", code: true, width: 10, hint: t("scheme.hint.desk") },
    { name: "name", as: "text" },
    { name: "place", as: "text", width: 30 },
    { name: "country", as: "text", code: true, width: 4, hint: t("scheme.hint.country-code") },
  ],
  shownAt: { authority: "desk" },
  initial: ({ facts, ctx }) => ({
    country:
      facts.authorities.find(({ code }) => code === ctx.actor.organisation)?.memberState ??
      ctx.actor.organisation?.slice(0, 2) ??
      "",
  }),
  read: (form, { ctx }) => ({
    authority: ctx.actor.organisation,
    desk: form.text("desk").toUpperCase(),
    name: form.text("name"),
    place: form.text("place"),
    country: form.text("country").toUpperCase(),
  }),
  run: async (ctx, input) => {
    await openOffice(ctx, input);
    return "/authority";
  },
});

const blockForm = schemeForm({
  name: "block",
  path: "/authority/blocks/new",
  parent: "/authority",
  role: "authority-administrator",
  grave: true,
  schema: BlockInput,
  fields: (asked) => [
    { name: "office", as: "select", items: officeOptions(asked) },
    { name: "year", as: "text", code: true, width: 4, optional: true, hint: asked.t("scheme.hint.year") },
    { name: "first", as: "text", code: true, width: 20, hint: asked.t("scheme.hint.serial") },
    { name: "last", as: "text", code: true, width: 20 },
  ],
  shownAt: { from: "first", to: "last" },
  read: (form) => ({
    office: form.text("office"),
    from: serialText(form.text("first")),
    to: serialText(form.text("last")),
    ...(form.text("year") === "" ? {} : { year: wholeNumber(form.text("year")) }),
  }),
  run: async (ctx, input) => {
    await allotBlock(ctx, input);
    return "/authority";
  },
});

const deskSignerForm = schemeForm({
  name: "desk-signer",
  path: "/authority/desk-signers/new",
  parent: "/authority",
  role: "authority-administrator",
  schema: DeskSignerInput,
  fields: (asked) => [
    { name: "office", as: "select", items: officeOptions(asked), hint: asked.t("scheme.hint.signer-office") },
    { name: "until", as: "date", hint: asked.t("scheme.hint.until") },
    { name: "public-key", as: "text", code: true, optional: true, hint: asked.t("scheme.hint.public-key") },
  ],
  shownAt: { publicKey: "public-key", numbers: "office" },
  read: (form) => ({
    office: form.text("office"),
    until: isDate(form.text("until")) ? `${form.text("until")}T00:00:00.000Z` : form.text("until"),
    ...ifGiven("publicKey", form.text("public-key").toLowerCase()),
  }),
  run: async (ctx, input) => {
    await appointDeskSigner(ctx, input);
    return "/authority";
  },
});

const revocationForm = schemeForm({
  name: "revocation",
  path: "/authority/desk-signers/:keyId/revoke",
  parent: "/authority",
  role: "authority-administrator",
  grave: true,
  schema: RevocationInput,
  fields: ({ t }) => [
    {
      name: "reason",
      as: "radios",
      hint: t("scheme.hint.revocation"),
      items: (["lost", "replaced", "office-closed"] as const).map((value) => ({
        value,
        label: t(`scheme.revocation.${value}`),
      })),
    },
    {
      name: "compromised",
      as: "checkboxes",
      optional: true,
      items: [{ value: "yes", label: t("scheme.revocation.compromised") }],
    },
  ],
  read: (form, { params }) => ({
    keyId: params["keyId"],
    reason: form.text("reason"),
    compromised: form.has("compromised"),
  }),
  run: async (ctx, input) => {
    await revokeDeskSigner(ctx, input);
    return "/authority";
  },
});

export const authorityForms: readonly SchemeForm[] = [officeForm, blockForm, deskSignerForm, revocationForm];

/** "004 911" as it stands on a sheet, without zeros in front and gaps. */
function serialText(text: string): string {
  return text.replaceAll(/[\s.,'’]/g, "").replace(/^0+(?=\d)/, "");
}
