// The place where a page says that it is without network, that something waits, or that it was sent. Empty until the
// outbox island has something to say; a screen reader hears it because the region is there before.
import type { T } from "#platform/i18n/translator.ts";

export function OutboxNotice({ t, person }: { t: T; person: string | null }) {
  return (
    <div
      id="outbox-notice"
      class="outbox-notice"
      role="status"
      data-person={person ?? ""}
      data-offline={t("outbox.notice.offline")}
      data-sent={t("outbox.notice.sent")}
      data-waiting={t("outbox.notice.waiting")}
      data-filled={t("outbox.notice.filled")}
    >
      <p class="outbox-notice__words" hidden>
        <span data-sentence></span> <a href="/outbox">{t("outbox.notice.link")}</a>
      </p>
    </div>
  );
}
