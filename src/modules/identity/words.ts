// Roles and organisations as a reader knows them.
import { observers } from "#core/kp/participants.ts";
import { roles } from "#core/kp/roles.ts";
import type { Role } from "#core/kp/roles.ts";
import type { T } from "#platform/i18n/translator.ts";

export function roleWord(t: T, role: string): string {
  return (roles as readonly string[]).includes(role) ? t(`identity.role.${role as Role}`) : role;
}

/** "SL-KPA" → "Sierra Leone (SL-KPA)"; "WDC" → "World Diamond Council (WDC)"; whoever is not known keeps the code. */
export function organisationWord(t: T, code: string): string {
  const place = placeWord(t, code);
  if (place !== undefined) return `${place} (${code})`;
  if (code === "KPCS") return t("identity.secretariat");
  if (code === "CHAIR") return t("identity.chair");
  const observer = observers.find((one) => one.code === code);
  return observer === undefined ? code : `${observer.names[t.locale]} (${code})`;
}

export function placeWord(t: T, code: string): string | undefined {
  const [participant = "", second = ""] = code.split("-");
  if (participant.length !== 2) return undefined;
  return t.country(second.length === 2 ? second : participant);
}
