// The same foot on every page, in the same order, so that help is where it was before (WCAG 3.2.6).
// It has no word about cookies: there are none that would need one.
import type { Locale } from "#platform/i18n/locales.ts";
import type { MessageKey, T } from "#platform/i18n/translator.ts";
import { Languages } from "./Header.tsx";

const links: readonly { readonly key: MessageKey; readonly href: string }[] = [
  { key: "common.footer.accessibility", href: "/accessibility" },
  { key: "common.footer.developers", href: "/developers" },
  { key: "common.footer.privacy", href: "/privacy" },
  { key: "common.footer.contact", href: "/contact" },
];

export function Footer(props: { t: T; url: string; languages: readonly Locale[] }) {
  const { t } = props;
  return (
    <footer class="footer">
      <div class="footer__rows width">
        <Languages t={t} url={props.url} languages={props.languages} />
        <ul class="footer__links">
          {links.map((link) => (
            <li>
              <a href={link.href}>{t(link.key)}</a>
            </li>
          ))}
        </ul>
        <p class="footer__words">{t("common.footer.words")}</p>
      </div>
    </footer>
  );
}
