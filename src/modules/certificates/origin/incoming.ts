// Which incoming certificates somebody sees: an authority's officers all that came to their Participant, a company those
// whose importer bears its registered name, and the papers recorded for it.
import type { Ctx } from "#modules/record/index.ts";
import { companiesAt } from "../commands/draft.ts";
import { rulesAround } from "../rules-around.ts";
import { findSource, sourceOfCertificate, sourceOfPaper, withTakings } from "./sources.ts";
import type { Source } from "./sources.ts";
import * as store from "./store.ts";

export async function listSources(ctx: Ctx): Promise<readonly Source[]> {
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  const reader = { db: ctx.database.kysely };
  const { company } = ctx.actor;
  const rows = await store.listImports(reader, {
    destination: around.authority.participant,
    importers: await importersOf(ctx),
  });
  const papers = await store.listIncoming(reader, { authority: around.authority.code, company });
  return withTakings(reader, [...rows.map(sourceOfCertificate), ...papers.map(sourceOfPaper)]);
}

/** One of those, by its id. */
export async function seenSource(ctx: Ctx, id: string): Promise<Source | undefined> {
  const reader = { db: ctx.database.kysely };
  if (ctx.actor.company !== undefined) return (await listSources(ctx)).find((source) => source.id === id);
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  const bare = isId(id) ? await findSource(reader, around, id) : undefined;
  return bare === undefined ? undefined : (await withTakings(reader, [bare]))[0];
}

/** Undefined for officers, who see every importer's. The name is the one its authority registered, never one typed. */
export async function importersOf(ctx: Ctx): Promise<readonly string[] | undefined> {
  const { company, organisation } = ctx.actor;
  if (company === undefined) return undefined;
  return (await companiesAt(ctx, organisation ?? ""))
    .filter(({ id }) => id === company)
    .map(({ name }) => name.toLowerCase());
}

function isId(text: string): boolean {
  return /^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
