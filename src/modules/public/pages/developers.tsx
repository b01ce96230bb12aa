// How a program connects: keys, the first request, every operation, and who may knock at which door.
// The list of operations is made from the OpenAPI document itself, so that it cannot say something else.
import type { Door } from "#platform/http/access.ts";
import { roles } from "#core/kp/roles.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

interface Document {
  readonly paths?: Readonly<Record<string, object>>;
}

const methods: ReadonlySet<string> = new Set(["get", "post", "put", "patch", "delete"]);

/** In the order of their addresses. */
export function operationsOf(document: Document): readonly Operation[] {
  return Object.entries(document.paths ?? {})
    .flatMap(([path, item]) =>
      Object.entries(item as Readonly<Record<string, { readonly summary?: string }>>)
        .filter(([method]) => methods.has(method))
        .map(([method, { summary }]) => ({ method: method.toUpperCase(), path, summary: summary ?? "" })),
    )
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
}

export function DevelopersPage({
  t,
  operations,
  origin,
}: {
  t: T;
  operations: readonly Operation[];
  origin: string;
}) {
  return (
    <>
      <h1>{t("public.developers.title")}</h1>
      <div class="prose">
        <p class="lede">{t("public.developers.lede")}</p>
        <h2>{t("public.developers.first.title")}</h2>
        <p>{t("public.developers.first.look-up")}</p>
      </div>
      <Command
        label={t("public.developers.first.title")}
        text={`curl "${origin}/api/verify?participant=SL&number=004912"`}
      />
      <p class="prose">{t("public.developers.first.with-key")}</p>
      <Command
        label={t("public.developers.keys.title")}
        text={`curl -H "Authorization: Bearer $KIMBERLITE_API_KEY" ${origin}/api/me`}
      />
      <div class="prose">
        <h2>{t("public.developers.keys.title")}</h2>
        <p>{t("public.developers.keys.how")}</p>
        <p>{t("public.developers.keys.idempotency")}</p>
        <h2>{t("public.developers.documents.title")}</h2>
        <ul>
          <li>
            <a href="/developers/sandbox">{t("exchange.sandbox.title")}</a>
          </li>
          <li>
            <a href="/developers/validator">{t("exchange.validator.title")}</a>
          </li>
          <li>
            <a href="/api/openapi.json">{t("public.developers.documents.openapi")}</a>
          </li>
          <li>
            <a href="/trust-list">{t("public.developers.documents.trust-list")}</a>
          </li>
          <li>
            <a href="/log">{t("public.developers.documents.record")}</a>
          </li>
          <li>
            {t("public.developers.documents.formats")} <code>docs/formats/</code>
          </li>
          <li>
            {t("public.developers.documents.vectors")} <code>vectors/</code>
          </li>
          <li>
            <a href="/developers/access">{t("public.access.title")}</a>
          </li>
          <li>
            <a href="/developers/components">{t("public.developers.documents.components")}</a>
          </li>
          <li>
            <a href="/status">{t("public.service.title")}</a>
          </li>
          <li>
            <a href="/licences">{t("public.licences.title")}</a>
          </li>
        </ul>
        <h2>{t("public.developers.operations.title")}</h2>
        <p>{t("public.developers.operations.note")}</p>
      </div>
      <Table
        id="operations"
        caption={t("public.developers.operations.title")}
        captionHidden
        columns={[
          { label: t("public.developers.operations.address") },
          { label: t("public.developers.operations.method") },
          { label: t("public.developers.operations.what") },
        ]}
        rows={operations.map(({ method, path, summary }) => [
          <bdi class="code">{path}</bdi>,
          <code>{method}</code>,
          <span lang="en">{summary}</span>,
        ])}
        empty={t("public.developers.operations.empty")}
      />
    </>
  );
}

function Command({ label, text }: { label: string; text: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={label} tabindex={0}>
      <pre class="code">{text}</pre>
    </div>
  );
}

let accessTable: readonly Door[] = [];

/** Given once, where the program is put together: this module stands below those whose doors it shows. */
export function setAccessTable(doors: readonly Door[]): void {
  accessTable = [...doors].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1,
  );
}

export function AccessPage({ t }: { t: T }) {
  return (
    <>
      <h1>{t("public.access.title")}</h1>
      <p class="lede">{t("public.access.lede")}</p>
      <Table
        id="access"
        caption={t("public.access.caption", { count: accessTable.length })}
        columns={[
          { label: t("public.access.address") },
          { label: t("public.access.method") },
          { label: t("public.access.who") },
        ]}
        rows={accessTable.map((door) => [
          <bdi class="code">{door.path}</bdi>,
          <code>{door.method}</code>,
          whoText(t, door),
        ])}
        empty={t("public.access.empty")}
      />
    </>
  );
}

function whoText(t: T, { allow }: Door): string {
  if (allow === "everyone" || allow === "signed-in") return t(`public.access.${allow}`);
  return t.list(roles.filter((role) => allow.includes(role)).map((role) => t(`public.role.${role}`)));
}
