// The whole document around a page's content: title, languages, header, ways, footer.
// Promise: one main part, one skip link to it, no third-party address, no script unless an island is asked for.
import type { ComponentChildren, VNode } from "preact";
import { render } from "preact-render-to-string";
import { languages, offered } from "#platform/i18n/locales.ts";
import type { Locale } from "#platform/i18n/locales.ts";
import type { Witnesses as Seen } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Assets } from "#ui/assets.ts";
import { BackLink } from "#ui/components/back-link/BackLink.tsx";
import { Breadcrumbs } from "#ui/components/breadcrumbs/Breadcrumbs.tsx";
import type { Crumb } from "#ui/components/breadcrumbs/Breadcrumbs.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Footer } from "./Footer.tsx";
import { Header } from "./Header.tsx";
import type { Account } from "./Header.tsx";
import type { NavigationEntry } from "./navigation.ts";
import { sheetsOf } from "./sheets.ts";
import { isLoud, Witnesses } from "./Witnesses.tsx";

export interface PageProps {
  readonly t: T;
  readonly assets: Pick<Assets, "href">;
  /** The scheme's name: after the title, in the header, on paper. */
  readonly scheme: string;
  /** The page's question. The home page has none. */
  readonly title?: string | undefined;
  /** The form on this page was refused: the title says so first. */
  readonly error?: boolean | undefined;
  /** The whole address, for the languages' links and for paper. */
  readonly url: string;
  /** When the page was made: on paper, a page without its time is worth little. Unknown only where the request broke early. */
  readonly madeAt: string | undefined;
  readonly demonstration: boolean;
  readonly navigation: readonly NavigationEntry[];
  readonly account: Account | undefined;
  readonly breadcrumbs?: readonly Crumb[] | undefined;
  readonly back?: string | undefined;
  /** Names of islands: "forms" → forms.js. */
  readonly islands?: readonly string[] | undefined;
  /** For search engines and link previews. */
  readonly description?: string | undefined;
  /** Other forms of this page: the feed, the table as CSV. */
  readonly alternates?:
    | readonly { readonly href: string; readonly type: string; readonly title: string }[]
    | undefined;
  /** What the page is about, for search engines (schema.org): a block of data, which no browser runs. */
  readonly linkedData?: object | undefined;
  /** In which it can be read; those of the whole service, unless this page has more. */
  readonly languages?: readonly Locale[] | undefined;
  /** Who watches the record; absent where it is not known. */
  readonly witnesses?: Seen | undefined;
  readonly children: ComponentChildren;
}

/** As bytes go out: Preact writes no document type. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${render(page)}`;
}

export function Page(props: PageProps) {
  const { t, languages: readIn = offered } = props;
  const complete = readIn.includes(t.locale);
  const { witnesses, madeAt } = props;
  const panel = witnesses === undefined ? undefined : <Witnesses t={t} seen={witnesses} now={madeAt} />;
  const above = witnesses !== undefined && isLoud(witnesses);
  return (
    <html lang={t.locale} dir={t.dir}>
      <Head {...props} />
      <body>
        <a class="skip-link" href="#main">
          {t("common.layout.skip")}
        </a>
        <div class="print-head width" aria-hidden="true">
          <p>{props.scheme}</p>
          <p class="code">{props.url}</p>
          {props.madeAt !== undefined && <p>{t.instant(props.madeAt)}</p>}
        </div>
        <Header
          t={t}
          scheme={props.scheme}
          url={props.url}
          demonstration={props.demonstration}
          navigation={props.navigation}
          account={props.account}
          languages={readIn}
        />
        {above && panel}
        {props.breadcrumbs !== undefined && (
          <div class="above-main width">
            <Breadcrumbs t={t} items={props.breadcrumbs} />
          </div>
        )}
        {props.back !== undefined && (
          <nav class="above-main width" aria-label={t("common.button.back")}>
            <BackLink t={t} href={props.back} />
          </nav>
        )}
        {/* Words not yet translated are English, and a screen reader must read them so. */}
        <main class="main width" id="main" tabindex={-1} lang={complete ? undefined : "en"}>
          {!complete && (
            <Inset>
              <p lang={t.locale}>{t("common.layout.not-yet", { language: languages[t.locale].ownName })}</p>
            </Inset>
          )}
          {props.children}
        </main>
        {!above && panel}
        <Footer t={t} url={props.url} languages={readIn} />
      </body>
    </html>
  );
}

function Head(props: PageProps) {
  const { assets } = props;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{titleOf(props)}</title>
      {props.description !== undefined && <meta name="description" content={props.description} />}
      <meta name="theme-color" content="#0b332c" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" type="image/svg+xml" href={assets.href("mark.svg")} />
      {sheetsOf(new URL(props.url).pathname).map((sheet) => (
        <link rel="stylesheet" href={assets.href(sheet)} />
      ))}
      {props.alternates?.map((alternate) => (
        <link rel="alternate" type={alternate.type} title={alternate.title} href={alternate.href} />
      ))}
      {props.linkedData !== undefined && (
        <script
          type="application/ld+json"
          // Nothing in a text may end the block.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(props.linkedData).replaceAll("<", "\\u003c") }}
        />
      )}
      {props.islands?.map((island) => (
        <script type="module" src={assets.href(`${island}.js`)} />
      ))}
    </head>
  );
}

function titleOf(props: PageProps): string {
  if (props.title === undefined) return props.scheme;
  const title = `${props.title} – ${props.scheme}`;
  return props.error === true ? `${props.t("ui.error.prefix")} ${title}` : title;
}
