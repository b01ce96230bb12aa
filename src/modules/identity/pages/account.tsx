// One's own account: by what one signs in, whom one acts for, where one is signed in, and how to end that.
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { GrantRow, PasskeyRow, PersonRow } from "../store.ts";
import type { LiveSession, SessionRow } from "../working/store.ts";
import { organisationWord, roleWord } from "../words.ts";
import { PasskeyCeremony } from "./passkey-ceremony.tsx";

export const accountNews = [
  "welcome",
  "recovered",
  "passkey",
  "removed",
  "linked",
  "session",
  "sessions",
] as const;

export interface AccountProps {
  readonly t: T;
  readonly person: PersonRow;
  readonly session: LiveSession;
  readonly grants: readonly GrantRow[];
  readonly passkeys: readonly (PasskeyRow & { readonly usedAt: string | undefined })[];
  readonly logins: readonly {
    readonly issuer: string;
    readonly organisation: string;
    readonly linkedAt: string;
  }[];
  /** Organisations whose provider could still be linked. */
  readonly providers: readonly string[];
  readonly codesLeft: number;
  readonly sessions: readonly SessionRow[];
  readonly news: (typeof accountNews)[number] | undefined;
}

export function AccountPage(props: AccountProps) {
  const { t, person, session } = props;
  return (
    <>
      {props.news !== undefined && (
        <Banner t={t} id="account-news" tone={props.news === "recovered" ? "notice" : "success"}>
          <p>{t(`identity.news.${props.news}`)}</p>
        </Banner>
      )}
      <h1>{t("identity.account.title")}</h1>
      <SummaryList
        rows={[
          { key: t("identity.name"), value: person.name },
          ...(person.email === null ? [] : [{ key: t("identity.email"), value: person.email }]),
          { key: t("identity.account.acting-for"), value: actingFor(t, session, props.grants) },
          { key: t("identity.roles"), value: t.list(session.roles.map((role) => roleWord(t, role))) },
        ]}
      />
      <OtherOrganisations {...props} />
      <Passkeys {...props} />
      <RecoveryCodes {...props} />
      <Logins {...props} />
      <Sessions {...props} />
    </>
  );
}

function actingFor(
  t: T,
  of: Pick<GrantRow, "organisation" | "company">,
  grants: readonly GrantRow[],
): string {
  const place = organisationWord(t, of.organisation);
  if (of.company === null) return place;
  const name = grants.find((grant) => grant.company === of.company)?.companyName ?? of.company;
  return t("identity.account.company-at", { company: name, organisation: place });
}

function OtherOrganisations({ t, session, grants }: AccountProps) {
  const keyOf = (of: Pick<GrantRow, "organisation" | "company">) => `${of.organisation} ${of.company ?? ""}`;
  const others = new Map(
    grants.filter((grant) => keyOf(grant) !== keyOf(session)).map((grant) => [keyOf(grant), grant]),
  );
  if (others.size === 0) return null;
  return (
    <section>
      <h2>{t("identity.account.others")}</h2>
      <form method="post" action="/account/organisation">
        <ButtonGroup>
          {[...others.values()].map((grant) => (
            <Button tone="secondary" name="grant" value={grant.id}>
              {t("identity.account.act-for", { organisation: actingFor(t, grant, grants) })}
            </Button>
          ))}
        </ButtonGroup>
      </form>
    </section>
  );
}

function Passkeys({ t, passkeys, logins }: AccountProps) {
  const removable = passkeys.length + logins.length > 1;
  return (
    <section>
      <h2>{t("identity.account.passkeys")}</h2>
      <Table
        id="passkeys"
        caption={t("identity.account.passkeys")}
        captionHidden
        columns={[
          { label: t("identity.passkey.name") },
          { label: t("identity.registered") },
          { label: t("identity.last-used") },
          { label: t("identity.action") },
        ]}
        rows={passkeys.map((passkey) => [
          <>
            {passkey.name} {passkey.synced && <Tag tone="info">{t("identity.passkey.synced")}</Tag>}
          </>,
          t.instant(passkey.registeredAt),
          passkey.usedAt === undefined ? t("identity.never") : t.instant(passkey.usedAt),
          removable ? (
            <form method="post" action="/account/passkeys/remove">
              <Button tone="secondary" name="credential" value={passkey.credential.toString("base64url")}>
                {t("common.button.remove")}
                <span class="visually-hidden"> ({passkey.name})</span>
              </Button>
            </form>
          ) : (
            t("identity.passkey.only")
          ),
        ])}
        empty={t("identity.passkey.none")}
      />
      <PasskeyCeremony
        t={t}
        kind="register"
        path="/account/passkeys"
        button={t("identity.passkey.register")}
        without={t("identity.passkey.without-script")}
      />
    </section>
  );
}

function RecoveryCodes({ t, codesLeft }: AccountProps) {
  return (
    <section>
      <h2>{t("identity.account.codes")}</h2>
      <p>{t("identity.account.codes-left", { count: codesLeft })}</p>
      <form method="post" action="/account/recovery-codes">
        <Button tone="secondary">{t("identity.account.make-codes")}</Button>
      </form>
    </section>
  );
}

function Logins({ t, logins, providers }: AccountProps) {
  if (logins.length === 0 && providers.length === 0) return null;
  return (
    <section>
      <h2>{t("identity.sign-in.provider")}</h2>
      {logins.length > 0 && (
        <ul>
          {logins.map((login) => (
            <li>
              {t("identity.login.linked", {
                organisation: organisationWord(t, login.organisation),
                when: t.instant(login.linkedAt),
              })}
            </li>
          ))}
        </ul>
      )}
      {providers.map((code) => (
        <form method="post" action="/account/external-login">
          <Button tone="secondary" name="organisation" value={code}>
            {t("identity.login.link", { organisation: organisationWord(t, code) })}
          </Button>
        </form>
      ))}
    </section>
  );
}

function Sessions({ t, session, sessions }: AccountProps) {
  return (
    <section>
      <h2>{t("identity.account.sessions")}</h2>
      <Table
        id="sessions"
        caption={t("identity.account.sessions")}
        captionHidden
        columns={[
          { label: t("identity.session.device") },
          { label: t("identity.session.by") },
          { label: t("identity.session.since") },
          { label: t("identity.session.seen") },
          { label: t("identity.action") },
        ]}
        rows={sessions.map((one) => [
          one.userAgent,
          t(`identity.method.${one.method}`),
          t.instant(one.createdAt),
          t.instant(one.seenAt),
          one.id === session.id ? (
            <Tag tone="info">{t("identity.session.this")}</Tag>
          ) : (
            <form method="post" action="/account/sessions/end">
              <Button tone="secondary" name="session" value={one.id}>
                {t("identity.session.end")}
                <span class="visually-hidden"> ({one.userAgent})</span>
              </Button>
            </form>
          ),
        ])}
        empty={t("identity.session.none")}
      />
      {sessions.length > 1 && (
        <form method="post" action="/account/sessions/end-others">
          <Button tone="warning">{t("identity.session.end-others")}</Button>
        </form>
      )}
    </section>
  );
}

/** Shown once, to be printed and locked away. */
export function RecoveryCodesPage(props: { t: T; codes: readonly string[]; madeOn: string }) {
  const { t } = props;
  return (
    <div class="prose">
      <h1>{t("identity.codes.title", { count: props.codes.length })}</h1>
      <WarningText t={t}>{t("identity.codes.warning")}</WarningText>
      <p>{t("identity.codes.words", { date: t.date(props.madeOn) })}</p>
      <ol>
        {props.codes.map((code) => (
          <li>
            <code class="code" dir="ltr">
              {code}
            </code>
          </li>
        ))}
      </ol>
      <p>
        <Button href="/account">{t("identity.codes.kept")}</Button>
      </p>
    </div>
  );
}
