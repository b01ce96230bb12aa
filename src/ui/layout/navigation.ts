// What the service navigation shows to whom. A link is only a way: whether the door opens is decided at the door.
import type { MessageKey } from "#platform/i18n/translator.ts";

export interface NavigationEntry {
  readonly key: MessageKey;
  readonly href: string;
}

const everyone: readonly NavigationEntry[] = [
  { key: "common.navigation.verify", href: "/verify" },
  { key: "common.navigation.participants", href: "/participants" },
  { key: "common.navigation.figures", href: "/statistics" },
  { key: "common.navigation.alerts", href: "/alerts" },
  { key: "common.navigation.decisions", href: "/items" },
  { key: "common.navigation.meetings", href: "/meetings" },
  { key: "common.navigation.record", href: "/log" },
];

const rolesAtWork: readonly { readonly roles: readonly string[]; readonly entry: NavigationEntry }[] = [
  {
    roles: ["issuing-officer", "validating-officer"],
    entry: { key: "common.navigation.queue", href: "/queue" },
  },
  { roles: ["exporter"], entry: { key: "common.navigation.applications", href: "/applications" } },
  {
    roles: ["exporter", "issuing-officer", "validating-officer", "importing-officer"],
    entry: { key: "common.navigation.certificates", href: "/certificates" },
  },
  { roles: ["importing-officer"], entry: { key: "common.navigation.arriving", href: "/arrivals" } },
  {
    roles: ["exporter", "issuing-officer", "validating-officer", "importing-officer"],
    entry: { key: "common.navigation.outbox", href: "/outbox" },
  },
  { roles: ["focal-point", "analyst"], entry: { key: "common.navigation.returns", href: "/returns" } },
  {
    roles: ["focal-point", "analyst"],
    entry: { key: "common.navigation.reconcile", href: "/reconcile" },
  },
  { roles: ["delegate"], entry: { key: "common.navigation.positions", href: "/my/positions" } },
  { roles: ["authority-administrator"], entry: { key: "common.navigation.authority", href: "/authority" } },
  { roles: ["secretariat"], entry: { key: "common.navigation.scheme", href: "/scheme" } },
];

/** Work first, then what everyone sees. */
export function navigationFor(roles: readonly string[]): readonly NavigationEntry[] {
  const work = rolesAtWork
    .filter((row) => row.roles.some((role) => roles.includes(role)))
    .map((row) => row.entry);
  const home: readonly NavigationEntry[] =
    roles.length === 0 ? [] : [{ key: "common.navigation.work", href: "/work" }];
  return [...home, ...work, ...everyone];
}

/** The entry under which a page stands: the longest address that begins the page's own. */
export function currentEntry(entries: readonly NavigationEntry[], path: string): NavigationEntry | undefined {
  return entries
    .filter((entry) => path === entry.href || path.startsWith(`${entry.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
