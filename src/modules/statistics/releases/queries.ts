// A release as pages and files show it: always from the file that its act names, so that it never changes.
import type { ReturnType } from "#core/statistics/calendar.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { restatements } from "#core/statistics/restatements.ts";
import type { Restatement } from "#core/statistics/restatements.ts";
import { contains, summaryOf } from "#core/statistics/summary.ts";
import type { NotFiled, Summary } from "#core/statistics/summary.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findObservations } from "../figures/store.ts";
import type { Reader } from "../figures/store.ts";
import { contentOf, editionAfter, figuresOf, findRelease, releases, standingOf } from "./store.ts";
import type { ReleaseRow } from "./store.ts";

export interface ShownRelease {
  readonly row: ReleaseRow;
  readonly span: Period;
  readonly figures: readonly Observation[];
  readonly notFiled: readonly NotFiled[];
  readonly summary: Summary;
  /** Against what was published just before it; new figures left out. */
  readonly restated: readonly Restatement[];
  /** The edition that came after it, where one did. */
  readonly next: ReleaseRow | undefined;
}

const readerOf = (ctx: Ctx): Reader => ({ db: ctx.database.kysely });

export function allReleases(ctx: Ctx): Promise<readonly ReleaseRow[]> {
  return releases(readerOf(ctx));
}

export async function getRelease(ctx: Ctx, id: string): Promise<ShownRelease> {
  return shownRelease(ctx, await getReleaseRow(ctx, id));
}

export async function getReleaseRow({ database }: Pick<Ctx, "database">, id: string): Promise<ReleaseRow> {
  const row = /^[\w-]{1,20}$/.test(id) ? await findRelease({ db: database.kysely }, id) : undefined;
  if (row === undefined) throw new Problem("not-found");
  return row;
}

/** The bytes of one of its files, as they were published. */
export async function releaseFile(
  { database }: Pick<Ctx, "database">,
  id: string,
  name: string,
): Promise<Uint8Array> {
  const { files } = await getReleaseRow({ database }, id);
  const found = files.find((one) => one.name === name);
  if (found === undefined) throw new Problem("not-found");
  return contentOf({ db: database.kysely }, found.digest);
}

/** The last release that speaks of a whole year. */
export async function findAnnual(ctx: Ctx, year: number): Promise<ShownRelease | undefined> {
  const row = (await allReleases(ctx)).find(({ period }) => period === String(year));
  return row === undefined ? undefined : shownRelease(ctx, row);
}

async function shownRelease(ctx: Ctx, row: ReleaseRow): Promise<ShownRelease> {
  const reader = readerOf(ctx);
  const span = parsePeriod(row.period) ?? { kind: "YEAR", year: 0 };
  const figures = await figuresOf(reader, row.files);
  const notFiled = row.not_filed.map(notFiledOf);
  const justBefore = new Date(Date.parse(row.at) - 1).toISOString();
  const before = await findObservations(reader, { ...standingOf(row.period, row.types), asOf: justBefore });
  return {
    row,
    span,
    figures,
    notFiled,
    summary: summaryOf(figures, span, row.owing, notFiled),
    restated: restatements(
      before.filter((one) => contains(span, one.period)),
      figures,
    ).filter((one) => one.before !== undefined),
    next: await editionAfter(reader, row),
  };
}

function notFiledOf(text: string): NotFiled {
  const [participant = "", type = "", period = ""] = text.split(" ");
  return { participant, type: type as ReturnType, period };
}
