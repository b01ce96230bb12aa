// What a file shows, item by item in the order of Annex I; what its holder left out is said to be left out.
import { hideable } from "#core/certificate/file/claims.ts";
import type { FileClaims, Hideable } from "#core/certificate/file/claims.ts";
import type { Party } from "#core/certificate/content.ts";
import type { T } from "#platform/i18n/translator.ts";

export function shownRows(t: T, shown: FileClaims) {
  return hideable.map((name) => ({
    key: t(`file.item.${name}`),
    value: itemOf(t, shown, name) ?? <span class="quiet">{t("file.shown.none")}</span>,
  }));
}

function itemOf(t: T, shown: FileClaims, name: Hideable) {
  const { origin, carats, usd, parcels, lines, containers } = shown;
  switch (name) {
    case "origin":
      if (origin === undefined) return undefined;
      if (origin.kind === "SINGLE") return t.country(origin.country);
      return origin.listed.length === 0
        ? t("file.shown.mixed")
        : t.list(origin.listed.map((code) => t.country(code)));
    case "exporter":
    case "importer":
      return partyOf(t, shown[name]);
    case "carats":
      return carats === undefined ? undefined : t.carats(carats);
    case "value":
      return usd === undefined ? undefined : t.usd(usd);
    case "parcels":
      return parcels === undefined ? undefined : t.number(parcels);
    case "lines":
      return lines === undefined ? undefined : (
        <ul>
          {lines.map((line) => (
            <li>
              <span class="code">{line.code}</span> {t.carats(line.carats)} · {t.usd(line.usd)}
              {line.origin === undefined ? "" : ` · ${t.country(line.origin)}`}
            </li>
          ))}
        </ul>
      );
    case "containers":
      return containers === undefined ? undefined : (
        <ul>
          {containers.map(({ seal, reference }) => (
            <li>
              <bdi class="code">{seal}</bdi>
              {reference === undefined ? "" : ` (${reference})`}
            </li>
          ))}
        </ul>
      );
  }
}

function partyOf(t: T, party: Partial<Party> | undefined) {
  if (party === undefined) return undefined;
  const { name, address, country } = party;
  const parts = [name, address, country === undefined ? undefined : t.country(country)];
  return <bdi>{parts.filter((part) => part !== undefined).join(", ")}</bdi>;
}
