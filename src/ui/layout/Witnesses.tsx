// Who has seen the newest acts of the record: small while all who must have done so, loud as soon as one is missing.
// It stands on every page, because an absence that is only told where nobody looks is not told.
import type { Witnesses as Seen, WitnessSeen } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Icon } from "#ui/components/icon/Icon.tsx";

export function Witnesses(props: { t: T; seen: Seen; now: string | undefined }) {
  const { t, seen } = props;
  const loud = isLoud(seen);
  return (
    <section
      class={loud ? "witnesses witnesses--loud" : "witnesses"}
      aria-label={t("common.witnesses.title")}
    >
      <div class="witnesses__row width">
        {loud && <Icon name="warning" class="witnesses__icon" />}
        <p class="witnesses__words">{sentenceOf(t, seen, props.now)}</p>
        {seen.witnesses.length > 0 && (
          <ul class="witnesses__list">
            {seen.witnesses.map((witness) => (
              <li class={witness.absentSince === null ? undefined : "witnesses__absent"}>
                {witnessName(t, witness.name)} {standingOf(t, witness, props.now)}
              </li>
            ))}
          </ul>
        )}
        <a href="/log">{t("common.witnesses.more")}</a>
      </div>
    </section>
  );
}

/** Then it stands above the page's content, otherwise below it. */
export function isLoud({ state }: Seen): boolean {
  return state !== "whole" && state !== "none";
}

/** The pillars by their names in the reader's language; any other as its policy calls it. */
export function witnessName(t: T, name: string): string {
  const key = `common.pillar.${name}`;
  return t.has(key) ? t(key) : name;
}

/** By the names that policies give them. */
export function pillarNames(t: T): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ["government", "industry", "civil-society"].map((pillar) => [pillar, witnessName(t, pillar)]),
  );
}

function standingOf(t: T, { seenAt, absentSince }: WitnessSeen, now: string | undefined): string {
  if (absentSince !== null) return t("common.witnesses.absent", { since: shortInstant(t, absentSince, now) });
  return seenAt === null ? t("common.witnesses.never") : shortInstant(t, seenAt, now);
}

function sentenceOf(t: T, { state, since }: Seen, now: string | undefined): string {
  const values = { since: since === null ? "" : shortInstant(t, since, now) };
  return t(`common.witnesses.state.${state}`, values);
}

/** Of today the hour alone. */
function shortInstant(t: T, instant: string, now: string | undefined): string {
  return now?.slice(0, 10) === instant.slice(0, 10) ? t.time(instant) : t.instant(instant);
}
