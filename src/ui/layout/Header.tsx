// The scheme's name, the languages by their own names, who is signed in, and the ways through the service.
import { languages } from "#platform/i18n/locales.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Mark } from "./Mark.tsx";
import { currentEntry } from "./navigation.ts";
import type { NavigationEntry } from "./navigation.ts";

export interface Account {
  /** Nobody is signed in, or the person and the organisation they act for. */
  readonly person: string | null;
  readonly organisation: string | null;
}

export function Header(props: {
  t: T;
  scheme: string;
  url: string;
  demonstration: boolean;
  navigation: readonly NavigationEntry[];
  account: Account | undefined;
  languages: readonly Locale[];
}) {
  const { t } = props;
  const current = currentEntry(props.navigation, new URL(props.url).pathname);
  return (
    <>
      <header class="header">
        {props.demonstration && (
          <div class="demonstration">
            <p class="demonstration__words width">{t("common.layout.demonstration")}</p>
          </div>
        )}
        <div class="header__row width">
          <a class="header__name" href="/">
            <Mark class="header__mark" />
            <span class="header__title">{props.scheme}</span>
          </a>
          <div class="header__side">
            {props.account !== undefined && <AccountPart t={t} account={props.account} />}
            <nav aria-label={t("common.layout.languages")}>
              <Languages t={t} url={props.url} languages={props.languages} />
            </nav>
          </div>
        </div>
      </header>
      {props.navigation.length > 0 && (
        <nav class="service-navigation" aria-label={t("common.layout.navigation")}>
          <ul class="service-navigation__list width">
            {props.navigation.map((entry) => (
              <li>
                <a
                  class="service-navigation__link"
                  href={entry.href}
                  aria-current={entry === current ? "true" : undefined}
                >
                  {t(entry.key)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

/** The same page in each language it has; each name in its own language and script. */
export function Languages(props: { t: T; url: string; languages: readonly Locale[] }) {
  return (
    <ul class="languages">
      {props.languages.map((locale) => (
        <li>
          <a
            href={inLanguage(props.url, locale)}
            lang={locale}
            dir={languages[locale].dir}
            hreflang={locale}
            aria-current={locale === props.t.locale ? "true" : undefined}
          >
            {languages[locale].ownName}
          </a>
        </li>
      ))}
    </ul>
  );
}

function inLanguage(url: string, locale: Locale): string {
  const address = new URL(url);
  address.searchParams.set("lang", locale);
  return `${address.pathname}${address.search}`;
}

function AccountPart(props: { t: T; account: Account }) {
  const { t, account } = props;
  if (account.person === null) {
    return (
      <div class="header__account">
        <a href="/sign-in">{t("common.button.sign-in")}</a>
      </div>
    );
  }
  return (
    <div class="header__account">
      <span class="header__person">
        <a href="/account">
          {account.organisation === null ? account.person : `${account.person}, ${account.organisation}`}
        </a>
      </span>
      <form method="post" action="/sign-out">
        <button class="header__sign-out" type="submit">
          {t("common.button.sign-out")}
        </button>
      </form>
    </div>
  );
}
