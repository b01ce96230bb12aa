// The keys with which an authority's programs act: who made them, what they may do, when they were last used.
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { MadeApiKey } from "../commands/api-keys.ts";
import { programRoles } from "../policy.ts";
import type { ApiKey } from "../queries.ts";
import { errorAt } from "../web/answers.ts";
import type { FormError } from "../web/answers.ts";
import { organisationWord, roleWord } from "../words.ts";

export function ApiKeysPage(props: {
  t: T;
  organisation: string;
  keys: readonly ApiKey[];
  answers: { readonly name: string; readonly roles: readonly string[] };
  errors: readonly FormError[];
}) {
  const { t } = props;
  const error = (field: string) => errorAt(props.errors, field);
  return (
    <>
      <ErrorSummary t={t} errors={props.errors} />
      <h1>{t("identity.keys.title")}</h1>
      <p>{t("identity.keys.words", { organisation: organisationWord(t, props.organisation) })}</p>
      <Table
        id="keys"
        caption={t("identity.keys.title")}
        captionHidden
        columns={[
          { label: t("identity.name") },
          { label: t("identity.roles") },
          { label: t("identity.keys.made") },
          { label: t("identity.last-used") },
          { label: t("identity.action") },
        ]}
        rows={props.keys.map((key) => [
          key.name,
          t.list(key.roles.map((role) => roleWord(t, role))),
          t("identity.keys.made-by", { name: key.madeBy, when: t.instant(key.madeAt) }),
          key.lastUsedAt === null ? t("identity.never") : t.instant(key.lastUsedAt),
          key.endedAt === null ? (
            <form method="post" action={`/authority/api-keys/${key.id}/end`}>
              <Button tone="warning">
                {t("identity.keys.end")}
                <span class="visually-hidden"> ({key.name})</span>
              </Button>
            </form>
          ) : (
            <Tag>{t("identity.keys.ended", { when: t.instant(key.endedAt) })}</Tag>
          ),
        ])}
        empty={t("identity.keys.none")}
      />
      <h2>{t("identity.keys.new")}</h2>
      <form method="post" action="/authority/api-keys" novalidate>
        <TextInput
          t={t}
          name="name"
          label={t("identity.name")}
          hint={t("identity.keys.name-hint")}
          width={30}
          maxlength={60}
          value={props.answers.name}
          error={error("name")}
        />
        <Checkboxes
          t={t}
          name="roles"
          legend={t("identity.keys.roles")}
          hint={t("identity.keys.roles-hint")}
          values={props.answers.roles}
          items={programRoles.map((role) => ({ value: role, label: roleWord(t, role) }))}
          error={error("roles")}
        />
        <Button>{t("identity.keys.make")}</Button>
      </form>
    </>
  );
}

export function ApiKeyMadePage(props: { t: T; made: MadeApiKey }) {
  const { t, made } = props;
  return (
    <div class="prose">
      <h1>{t("identity.key-made.title")}</h1>
      <WarningText t={t}>{t("identity.key-made.warning")}</WarningText>
      <p>
        <code class="code" dir="ltr">
          {made.key}
        </code>
      </p>
      <SummaryList
        rows={[
          { key: t("identity.name"), value: made.name },
          { key: t("identity.authority"), value: organisationWord(t, made.organisation) },
          { key: t("identity.roles"), value: t.list(made.roles.map((role) => roleWord(t, role))) },
        ]}
      />
      <p>{t("identity.key-made.use")}</p>
      <pre class="code" dir="ltr">
        Authorization: Bearer kpk_…
      </pre>
      <p>
        <Button href="/authority/api-keys">{t("identity.key-made.kept")}</Button>
      </p>
    </div>
  );
}
