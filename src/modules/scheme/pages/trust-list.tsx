// The trust list in force: how old it is, which keys stand on it, and its signed bytes to keep.
import type { Context } from "hono";
import { toHex } from "#core/encoding/bytes.ts";
import { trustListContentType, trustListToJson } from "#core/trust/trust-list.ts";
import type { TrustedKey } from "#core/trust/trust-list.ts";
import { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { page } from "#ui/layout/respond.tsx";
import { currentTrustList, findCurrentTrustList, getTrustList, trustListHistory } from "../trust-lists.ts";
import type { PublishedTrustList } from "../trust-lists.ts";

export async function trustListPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const published = await findCurrentTrustList(ctx);
  const now = new Date(ctx.clock()).toISOString();
  return page(
    c,
    {
      title: t("scheme.trust-list.title"),
      breadcrumbs: [{ text: t("scheme.participants.title"), href: "/participants" }],
    },
    <>
      <h1>{t("scheme.trust-list.title")}</h1>
      <p class="prose">{t("scheme.trust-list.intro")}</p>
      {published === undefined ? (
        <p>{t("scheme.trust-list.none")}</p>
      ) : (
        <Current t={t} published={published} now={now} />
      )}
      <Table
        id="versions"
        caption={t("scheme.trust-list.history")}
        columns={[
          { label: t("scheme.trust-list.version"), numeric: true },
          { label: t("scheme.trust-list.issued") },
          { label: t("scheme.trust-list.not-after") },
          { label: t("scheme.trust-list.digest") },
          { label: t("scheme.trust-list.download") },
        ]}
        rows={(await trustListHistory(ctx)).map(({ version, issuedAt, notAfter, digest }) => [
          t.number(version),
          t.instant(issuedAt),
          t.instant(notAfter),
          <code>{toHex(digest).slice(0, 16)}</code>,
          <a href={`/trust-list/${version}.cose`}>{`${version}.cose`}</a>,
        ])}
        empty={t("scheme.trust-list.none")}
      />
    </>,
  );
}

function Current({ t, published, now }: { t: T; published: PublishedTrustList; now: string }) {
  const { list, version, bytes, schemeKey } = published;
  const hours = Math.max(0, Math.floor((Date.parse(now) - Date.parse(list.issuedAt)) / 3_600_000));
  return (
    <>
      {list.notAfter <= now && <WarningText t={t}>{t("scheme.trust-list.ended")}</WarningText>}
      <SummaryList
        rows={[
          { key: t("scheme.trust-list.version"), value: String(version) },
          { key: t("scheme.trust-list.issued"), value: t.instant(list.issuedAt) },
          {
            key: t("scheme.trust-list.age"),
            value:
              hours < 48
                ? t("scheme.trust-list.hours", { count: hours })
                : t("scheme.trust-list.days", { count: Math.floor(hours / 24) }),
          },
          { key: t("scheme.trust-list.not-after"), value: t.instant(list.notAfter) },
          {
            key: t("scheme.trust-list.scheme-key"),
            value: <code class="breakable">{toHex(schemeKey)}</code>,
          },
          {
            key: t("scheme.trust-list.download"),
            value: (
              <>
                <a href="/trust-list.cose">trust-list.cose</a> (
                {t("scheme.trust-list.kilobytes", { count: Math.ceil(bytes.length / 1024) })}) ·{" "}
                <a href="/trust-list.json">trust-list.json</a>
              </>
            ),
          },
        ]}
      />
      <Table
        id="keys"
        caption={t("scheme.trust-list.keys")}
        columns={[
          { label: t("scheme.signer.key-id") },
          { label: t("scheme.trust-list.authority") },
          { label: t("scheme.trust-list.use") },
          { label: t("scheme.signer.state") },
          { label: t("scheme.label.from") },
          { label: t("scheme.label.until") },
          { label: t("scheme.signer.numbers") },
        ]}
        rows={list.keys.map((key) => [
          <code>{toHex(key.keyId)}</code>,
          key.authority,
          t(`scheme.trust-list.use.${key.use}`),
          <KeyState t={t} trusted={key} now={now} />,
          t.instant(key.from),
          key.until === undefined ? "" : t.instant(key.until),
          t.list((key.numbers ?? []).map(({ from, to }) => `${from}–${to}`)),
        ])}
        empty={t("scheme.signer.none")}
      />
    </>
  );
}

function KeyState({ t, trusted, now }: { t: T; trusted: TrustedKey; now: string }) {
  if (trusted.revoked !== undefined) return <Tag tone="bad">{t("scheme.signer.state.revoked")}</Tag>;
  if (now < trusted.from) return <Tag>{t("scheme.signer.state.not-yet")}</Tag>;
  if (trusted.until !== undefined && trusted.until <= now) return <Tag>{t("scheme.signer.state.ended")}</Tag>;
  return <Tag tone="good">{t("scheme.signer.state.in-force")}</Tag>;
}

export async function currentTrustListFile(c: Context<Web>): Promise<Response> {
  return coseFile(c, await currentTrustList(c.get("ctx")), "public, max-age=60");
}

export async function currentTrustListJson(c: Context<Web>): Promise<Response> {
  const { list } = await currentTrustList(c.get("ctx"));
  return c.body(trustListToJson(list), 200, {
    ...openToAll,
    "Content-Type": "application/json",
    "Cache-Control": "public, max-age=60",
  });
}

export async function olderTrustListFile(c: Context<Web>): Promise<Response> {
  const version = /^([1-9][0-9]{0,8})\.cose$/.exec(c.req.param("file") ?? "")?.[1];
  if (version === undefined) throw new Problem("not-found");
  return coseFile(
    c,
    await getTrustList(c.get("ctx"), Number(version)),
    "public, max-age=31536000, immutable",
  );
}

/** Verifiers of any origin read it: it is signed, and secret to nobody. */
const openToAll = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };

function coseFile(c: Context<Web>, { bytes, version }: PublishedTrustList, caching: string): Response {
  return c.body(new Uint8Array(bytes), 200, {
    ...openToAll,
    "Content-Type": trustListContentType,
    "Content-Disposition": `attachment; filename="trust-list-${version}.cose"`,
    "Cache-Control": caching,
  });
}
