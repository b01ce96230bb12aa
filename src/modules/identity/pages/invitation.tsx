// What an invited person sees first: who they are here, and how they will sign in from now on.
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import type { GrantRow, PersonRow } from "../store.ts";
import { organisationWord, roleWord } from "../words.ts";
import { PasskeyCeremony } from "./passkey-ceremony.tsx";

export function InvitationPage(props: {
  t: T;
  path: string;
  person: PersonRow;
  organisation: string;
  grants: readonly GrantRow[];
  provider: boolean;
}) {
  const { t, person, organisation } = props;
  const companies = [...new Set(props.grants.flatMap((grant) => grant.companyName ?? []))];
  return (
    <div class="prose">
      <h1>{t("identity.invitation.title", { name: person.name })}</h1>
      <p>{t("identity.invitation.words")}</p>
      <SummaryList
        rows={[
          { key: t("identity.name"), value: person.name },
          { key: t("identity.authority"), value: organisationWord(t, organisation) },
          { key: t("identity.roles"), value: t.list(props.grants.map((grant) => roleWord(t, grant.role))) },
          ...(companies.length === 0 ? [] : [{ key: t("identity.company"), value: t.list(companies) }]),
        ]}
      />
      <p>{t("identity.invitation.wrong")}</p>
      <h2>{t("identity.invitation.passkey")}</h2>
      <p>{t("identity.invitation.passkey-words")}</p>
      <PasskeyCeremony
        t={t}
        kind="register"
        path={`${props.path}/passkey`}
        button={t("identity.passkey.register")}
        without={t("identity.invitation.without-script")}
      />
      {props.provider && (
        <>
          <h2>{t("identity.sign-in.provider")}</h2>
          <p>{t("identity.invitation.provider-words")}</p>
          <form method="post" action={`${props.path}/external-login`}>
            <Button tone="secondary">
              {t("identity.login.link", { organisation: organisationWord(t, organisation) })}
            </Button>
          </form>
        </>
      )}
    </div>
  );
}

export function NoInvitationPage(props: { t: T }) {
  return (
    <div class="prose">
      <h1>{props.t("identity.invitation.none-title")}</h1>
      <p>{props.t("identity.refused.invitation-unknown")}</p>
      <p>
        <a href="/sign-in">{props.t("common.button.sign-in")}</a>
      </p>
    </div>
  );
}
