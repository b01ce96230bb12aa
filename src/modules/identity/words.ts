// Roles and organisations as a reader knows them.
import { roles } from "#core/kp/roles.ts";
import type { Role } from "#core/kp/roles.ts";
import type { T } from "#platform/i18n/translator.ts";

export function roleWord(t: T, role: string): string {
  return (roles as readonly string[]).includes(role) ? t(`identity.role.${role as Role}`) : role;
}

/** "SL-KPA" → "Sierra Leone (SL-KPA)"; "EU-BE" → "Belgium (EU-BE)"; an organisation of no country keeps its code. */
export function organisationWord(t: T, code: string): string {
  const place = placeWord(t, code);
  return place === undefined ? (code === "KPCS" ? t("identity.secretariat") : code) : `${place} (${code})`;
}

export function placeWord(t: T, code: string): string | undefined {
  const [participant = "", second = ""] = code.split("-");
  if (participant.length !== 2) return undefined;
  return t.country(second.length === 2 ? second : participant);
}
