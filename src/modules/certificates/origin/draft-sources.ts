// The incoming certificates of a draft: those it may choose from, those it names as they stand now, and what is wrong.
// An importer's own are listed; of others, whoever holds the paper can type its number and its weight.
import { parseNumber } from "#core/kp/numbers.ts";
import { statusOn } from "#core/kp/statuses.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { goodsInputOf } from "../drafts/data.ts";
import type { DraftData, DraftFile } from "../drafts/data.ts";
import { goodsOf, hundredthsOf } from "../content.ts";
import type { RulesAround } from "../rules-around.ts";
import { findByNumber } from "../store.ts";
import type { Reader } from "../store.ts";
import { formField, readSourcing } from "./draft.ts";
import type { DraftSourcing } from "./draft.ts";
import { balanceOf, checkSourcing, openSources, sourceOfCertificate, withTakings } from "./sources.ts";
import type { Opened, Source } from "./sources.ts";
import type { SourcingInput } from "./inputs.ts";
import * as store from "./store.ts";

/** Fields are those of the sourcing form, "origin" and "evidence" those of other sections. */
export async function sourcingProblems(
  ctx: Ctx,
  around: RulesAround,
  today: string,
  data: DraftData,
  files: readonly DraftFile[],
): Promise<readonly FieldProblem[]> {
  const { input, problems, places } = readSourcing(data.sourcing);
  if (input === undefined) return problems;
  const reader = { db: ctx.database.kysely };
  const found = isWhole(data)
    ? (
        await checkSourcing(
          reader,
          around,
          today,
          { participant: around.authority.participant, ...goodsOf(goodsInputOf(data)) },
          input,
          { evidence: files.map(({ kind }) => kind) },
        )
      ).problems
    : [
        ...(await openSources(reader, around, today, input.sources)).flatMap((one) => one.problems),
        ...undrawn(input),
      ];
  const told = found.map((problem) => ({ ...problem, field: formField(problem.field, places) }));
  // With a paper half typed, what the others leave open says nothing yet.
  const halfTyped = places.length < data.sourcing.sources.length && data.sourcing.mined !== "HERE";
  return [
    ...problems,
    ...told.filter(({ field }) => !(halfTyped && (field === "sources" || field === "origin"))),
  ];
}

/** Each named source as it stands; undefined for a paper that is not whole, or a certificate that did not come here. */
export async function openDraftSources(
  ctx: Ctx,
  around: RulesAround,
  today: string,
  sourcing: DraftSourcing,
): Promise<readonly (Opened | undefined)[]> {
  const { input, places } = readSourcing(sourcing);
  const opened = await openSources({ db: ctx.database.kysely }, around, today, input?.sources ?? []);
  return sourcing.sources.map((_, place) => opened[places.findIndex((known) => known.place === place)]);
}

/** Confirmed imports with something left, of those importers alone where names are given. */
export async function importsOf(
  reader: Reader,
  around: RulesAround,
  importers: readonly string[] | undefined,
): Promise<readonly Source[]> {
  const rows = await store.listImports(reader, {
    destination: around.authority.participant,
    importers,
  });
  return (await withTakings(reader, rows.map(sourceOfCertificate))).filter(
    (source) => balanceOf(source).left > 0n,
  );
}

/** The public id of a certificate that came here, by what stands on its paper: number and weight. */
export async function findByPaper(
  reader: Reader,
  around: RulesAround,
  paper: { readonly number: string; readonly carats: bigint },
): Promise<string | undefined> {
  const parsed = parseNumber(paper.number, around.formats);
  if (!parsed.ok) return undefined;
  const row = await findByNumber(reader, parsed.participant, parsed.serial);
  if (row === undefined || row.destination !== around.authority.participant) return undefined;
  const weight = row.content.lines.reduce((sum, { carats }) => sum + hundredthsOf(carats), 0n);
  return weight === paper.carats ? row.public_id.toString("hex") : undefined;
}

/** The status under which zones matter that day, if one does. */
export function zonedStatus(around: RulesAround, today: string): StatusRow | undefined {
  const { row } = statusOn(around.statuses, around.authority.participant, today);
  return row?.zonesOnly !== undefined || row?.zonesBarred !== undefined ? row : undefined;
}

/** Until the goods are whole, only this can be said of the draws. */
function undrawn({ mined, sources }: SourcingInput): readonly FieldProblem[] {
  if (mined === "HERE") return [];
  if (sources.length === 0) return [{ field: "sources", code: "SOURCES_MISSING" }];
  return sources.flatMap(({ draws }, place) =>
    draws.length === 0 ? [{ field: `sources.${place}`, code: "DRAW_MISSING" }] : [],
  );
}

function isWhole({ goods }: DraftData): boolean {
  return (
    goods.origin !== "" &&
    (goods.origin !== "SINGLE" || goods.country !== "") &&
    goods.lines.length > 0 &&
    goods.lines.every(({ carats, usd }) => carats.value !== "" && usd.value !== "")
  );
}
