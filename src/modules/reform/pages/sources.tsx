// Sources as readers see them: the name of the document, its date, and a link where it has an address.
import type { SourceKey } from "#core/reform/sources.ts";
import { reformSources } from "#core/reform/sources.ts";
import type { ReformSource } from "#core/reform/sources.ts";
import type { T } from "#platform/i18n/translator.ts";
import { looseDate } from "../words.ts";

export function Sources({ t, keys }: { t: T; keys: readonly SourceKey[] }) {
  return (
    <ul class="plain-list">
      {keys.map((key) => {
        const { name, date, address }: ReformSource = reformSources[key];
        return (
          <li lang="en">
            {address === undefined ? name : <a href={address}>{name}</a>},{" "}
            <span lang={t.locale}>{looseDate(t, date)}</span>
          </li>
        );
      })}
    </ul>
  );
}
