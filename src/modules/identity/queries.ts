// Reads about people, for pages here and for the modules below.
import { findFounding } from "#modules/record/index.ts";
import type { Ctx, Founding } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import * as store from "./store.ts";
import type { PersonWithGrants } from "./store.ts";
import { apiKeyUses, openInvitations } from "./working/store.ts";

type Base = Pick<Ctx, "database">;
type Clocked = Pick<Ctx, "database" | "clock">;

const reader = (base: Base) => ({ db: base.database.kysely });

/** A demonstration scheme is one for ever: its founding act says so, and no setting can. */
const demonstrations = new WeakMap<object, boolean>();

export async function isDemonstration(base: Base): Promise<boolean> {
  const known = demonstrations.get(base.database);
  if (known !== undefined) return known;
  const founding = await findFounding(reader(base));
  if (founding === undefined) return false;
  demonstrations.set(base.database, founding.demonstration);
  return founding.demonstration;
}

/** People who hold a role for an organisation, with their roles there; and whom it invited. */
export function peopleOf(base: Base, organisation: string): Promise<readonly PersonWithGrants[]> {
  return store.peopleOf(reader(base), organisation);
}

/** Everybody who holds a role now, at whatever organisation. */
export function peopleInRole(
  base: Base,
  role: string,
): Promise<readonly { readonly person: string; readonly organisation: string; readonly name: string }[]> {
  return store.peopleInRole(reader(base), role);
}

/** Who of them has an invitation that still waits. */
export function invitedStill(base: Clocked, people: readonly string[]): Promise<ReadonlySet<string>> {
  return openInvitations(reader(base), people, new Date(base.clock()).toISOString());
}

/** Name of a person; undefined when there is nobody of that id. */
export async function personName(base: Base, id: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
  return (await store.findPerson(reader(base), id))?.name;
}

export async function getFounding(base: Base): Promise<Founding> {
  const founding = await findFounding(reader(base));
  if (founding === undefined) throw new Problem("record-unavailable");
  return founding;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  readonly madeBy: string;
  readonly madeAt: string;
  readonly endedAt: string | null;
  /** To the minute; null when it was never used. */
  readonly lastUsedAt: string | null;
}

/** Keys of an organisation, without their digests. */
export async function apiKeys(base: Base, organisation: string): Promise<readonly ApiKey[]> {
  const rows = await store.apiKeysOf(reader(base), organisation);
  const uses = await apiKeyUses(
    reader(base),
    rows.map((row) => row.id),
  );
  return rows.map(({ hash: _hash, ...row }) => ({ ...row, lastUsedAt: uses.get(row.id) ?? null }));
}
