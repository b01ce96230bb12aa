// What came in and what became of it: every incoming certificate with its balance, and one with its draws and losses.
// Officers record here what was lost or stayed; an exporter sees the imports of the own company.
import type { Context } from "hono";
import { lossKinds } from "#core/certificate/origin/balance.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { isRoughCode } from "#core/kp/goods.ts";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#platform/http/web.ts";
import type { App } from "#modules/record/index.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { Stats } from "#ui/components/stats/Stats.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { page } from "#ui/layout/respond.tsx";
import { readCarats, valueOf } from "../../drafts/amount.ts";
import { recordLoss } from "../../commands/record-loss.ts";
import { chainDown } from "../../origin/chain.ts";
import type { Link } from "../../origin/chain.ts";
import { poolKey } from "../../origin/draft.ts";
import { listSources, seenSource } from "../../origin/incoming.ts";
import { balanceOf } from "../../origin/sources.ts";
import type { Source } from "../../origin/sources.ts";
import { mayKeepParcels } from "../../policy.ts";
import { poolOrigin } from "../exporter/sourcing-form.tsx";
import { errorsOf, numberText } from "../parts.tsx";
import { orAgain } from "./asking.ts";
import { Links } from "./sources.tsx";

const readers = ["exporter", "issuing-officer", "importing-officer"] as const;

export const incomingDoors: readonly Door[] = [
  { method: "GET", path: "/incoming", allow: readers },
  { method: "GET", path: "/incoming/:source", allow: readers },
  { method: "POST", path: "/incoming/:source/losses", allow: ["issuing-officer", "importing-officer"] },
];

export function incomingRoutes(app: App): void {
  app.get("/incoming", async (c) => {
    const t = c.get("t");
    const sources = await listSources(c.get("ctx"));
    return page(c, { title: t("origin.incoming.title") }, <IncomingPage t={t} sources={sources} />);
  });
  app.get("/incoming/:source", (c) => sourcePage(c));
  app.post("/incoming/:source/losses", async (c) => {
    const form = await readForm(c);
    const id = c.req.param("source");
    return orAgain(
      async () => {
        const carats = readCarats(form.text("carats"), c.get("t").locale);
        const [code = "", origin = ""] = form.text("pool").split(":");
        const kind = lossKinds.find((known) => known === form.text("kind"));
        const value = valueOf(carats);
        const fields = [
          ...(isRoughCode(code) ? [] : [{ field: "pool", code: "empty" }]),
          ...(kind === undefined ? [{ field: "kind", code: "empty" }] : []),
          ...(value === undefined ? [{ field: "carats", code: carats.problem }] : []),
        ];
        if (!isRoughCode(code) || kind === undefined || value === undefined)
          throw new Problem("bad-input", {}, { fields });
        await recordLoss(c.get("ctx"), {
          source: id,
          loss: {
            code,
            carats: caratsToString(value),
            kind,
            reason: form.text("reason").slice(0, 300),
            ...(origin === "" ? {} : { origin }),
          },
        });
        return c.redirect(`/incoming/${id}#losses`, 303);
      },
      (problem) => sourcePage(c, problem, form),
    );
  });
}

async function sourcePage(c: Context<Web>, problem?: Problem, form?: Form): Promise<Response> {
  const t = c.get("t");
  const ctx = c.get("ctx");
  const source = await seenSource(ctx, c.req.param("source") ?? "");
  refuseUnless(source !== undefined, "not-found");
  const officer = mayKeepParcels(ctx.actor);
  const view = (
    <SourcePage
      t={t}
      source={source}
      drawn={officer ? await chainDown({ db: ctx.database.kysely }, source.id) : []}
      mayRecord={officer}
      problem={problem}
      form={form}
    />
  );
  return page(
    c,
    { title: t("certificate.title", { number: numberText(source) }), error: problem !== undefined },
    view,
    problem?.status ?? 200,
  );
}

function IncomingPage({ t, sources }: { t: T; sources: readonly Source[] }) {
  return (
    <>
      <h1>{t("origin.incoming.title")}</h1>
      <p class="lede">{t("origin.incoming.lede")}</p>
      <Table
        id="incoming"
        caption={t("origin.incoming.caption", { count: sources.length })}
        columns={[
          { label: t("certificate.number") },
          { label: t("certificate.importer") },
          { label: t("origin.received-on") },
          { label: t("origin.received"), numeric: true },
          { label: t("origin.drawn"), numeric: true },
          { label: t("origin.lost"), numeric: true },
          { label: t("origin.left"), numeric: true },
        ]}
        rows={sources.map((source) => {
          const balance = balanceOf(source);
          return [
            <>
              <a href={`/incoming/${source.id}`}>
                <bdi>{numberText(source)}</bdi>
              </a>
              {source.kind === "paper" && (
                <>
                  {" "}
                  <Tag tone="warn">{t("origin.not-on-register")}</Tag>
                </>
              )}
            </>,
            source.importer ?? t("origin.incoming.not-said"),
            t.date(source.receivedOn),
            t.carats(balance.received),
            t.carats(balance.drawn),
            t.carats(balance.lost),
            t.carats(balance.left),
          ];
        })}
        empty={t("origin.incoming.none")}
      />
    </>
  );
}

interface SourcePageView {
  readonly t: T;
  readonly source: Source;
  readonly drawn: readonly Link[];
  readonly mayRecord: boolean;
  readonly problem?: Problem | undefined;
  readonly form?: Form | undefined;
}

function SourcePage({ t, source, drawn, mayRecord, problem, form }: SourcePageView) {
  const balance = balanceOf(source);
  const errors = errorsOf(t, problem);
  const at = (field: string): string | undefined => errors.find((error) => error.field === field)?.text;
  return (
    <>
      <BackLink t={t} href="/incoming" />
      <ErrorSummary t={t} errors={errors} />
      <h1>
        {t("certificate.title", { number: numberText(source) })}
        {source.kind === "paper" && (
          <>
            {" "}
            <Tag tone="warn">{t("origin.not-on-register")}</Tag>
          </>
        )}
      </h1>
      <p class="lede">
        {t("origin.incoming.from", {
          participant: t.country(source.participant),
          issued: t.date(source.issuedOn),
          received: t.date(source.receivedOn),
        })}
      </p>
      <Stats
        items={[
          { label: t("origin.received"), value: t.carats(balance.received) },
          { label: t("origin.drawn"), value: t.carats(balance.drawn) },
          { label: t("origin.lost"), value: t.carats(balance.lost) },
          { label: t("origin.left"), value: t.carats(balance.left) },
        ]}
      />
      <Table
        id="pools"
        caption={t("origin.incoming.pools")}
        columns={[
          { label: t("certificate.code") },
          { label: t("certificate.origin") },
          { label: t("origin.received"), numeric: true },
          { label: t("origin.left"), numeric: true },
        ]}
        rows={balance.pools.map((pool) => [
          pool.code,
          poolOrigin(t, pool.origin, source.received.unsplit),
          t.carats(pool.carats),
          t.carats(pool.left),
        ])}
        empty={t("certificate.goods.none")}
      />
      {drawn.length > 0 && (
        <>
          <h2>{t("origin.chain.down")}</h2>
          <Links t={t} links={drawn} linked={false} />
        </>
      )}
      <Table
        id="losses"
        caption={t("origin.losses")}
        columns={[
          { label: t("origin.loss.when") },
          { label: t("origin.loss.kind") },
          { label: t("certificate.code") },
          { label: t("origin.loss.reason") },
          { label: t("certificate.carats"), numeric: true },
        ]}
        rows={source.losses.map((loss) => [
          t.instant(loss.recorded_at),
          lossKindName(t, loss.kind),
          loss.code,
          loss.reason,
          t.carats(loss.carats),
        ])}
        empty={t("origin.losses.none")}
      />
      {mayRecord && balance.left > 0n && (
        <form method="post" action={`/incoming/${source.id}/losses`} class="stack">
          <h2>{t("origin.loss.record")}</h2>
          <p>{t("origin.loss.record.lede")}</p>
          <Select
            t={t}
            name="pool"
            label={t("origin.loss.pool")}
            value={form?.text("pool")}
            error={at("pool")}
            items={balance.pools.map(({ code, origin }) => ({
              value: poolKey(code, origin),
              label: `${code}, ${poolOrigin(t, origin, source.received.unsplit)}`,
            }))}
          />
          <Select
            t={t}
            name="kind"
            label={t("origin.loss.kind")}
            value={form?.text("kind")}
            error={at("kind")}
            items={lossKinds.map((kind) => ({ value: kind, label: t(`origin.loss.${kind}`) }))}
          />
          <TextInput
            t={t}
            name="carats"
            label={t("origin.loss.carats")}
            value={form?.text("carats")}
            inputmode="decimal"
            width={10}
            error={at("carats")}
          />
          <TextInput
            t={t}
            name="reason"
            label={t("origin.loss.reason")}
            value={form?.text("reason")}
            error={at("reason")}
          />
          <Button>{t("origin.loss.submit")}</Button>
        </form>
      )}
    </>
  );
}

function lossKindName(t: T, kind: string): string {
  const known = lossKinds.find((one) => one === kind);
  return known === undefined ? kind : t(`origin.loss.${known}`);
}
