// A return between its draft and the command that files it: the form with what surrounds it, and the page that says what does
// not fit before it is sent.
import type { Context } from "hono";
import { periodsBeside } from "#core/statistics/calendar.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import { worthShowing } from "#core/statistics/screening/filing.ts";
import { page } from "#ui/layout/respond.tsx";
import { filingFindingInWords } from "#ui/statistics/trade-findings.ts";
import { checkReturn } from "../commands/file-return.ts";
import type { FileInput } from "../commands/file-return.ts";
import { draftRows, emptyDraft, emptyRow, firstRows, inLocale, understood } from "../drafts/data.ts";
import type { DraftData } from "../drafts/data.ts";
import { findDraft } from "../drafts/store.ts";
import type { Draft } from "../drafts/store.ts";
import { certifiedFor, ownFigures, readerOf } from "../queries.ts";
import type { ReturnKey } from "../queries.ts";
import * as store from "../store.ts";
import type { FilingRow } from "../store.ts";
import { CheckPage } from "./check.tsx";
import { FormPage, StandsPage } from "./form.tsx";
import { addressOf, titleOf } from "./words.ts";

export function inputOf(key: ReturnKey, draft: Draft | undefined, nil: boolean): FileInput {
  const data = draft?.data;
  const file =
    draft === undefined || draft.file === null || !draft.data.fromFile || nil
      ? undefined
      : { mediaType: mediaTypeOf(draft.file), content: draft.file };
  return {
    key,
    kind: nil ? "NIL" : "FIGURE",
    status: nil ? "NORMAL" : (data?.status ?? "NORMAL"),
    rows: nil || data === undefined ? [] : understood(data).rows,
    why: data?.why ?? "",
    ...(data === undefined || data.standing === ""
      ? nil
        ? { standing: "correct" as const }
        : {}
      : { standing: data.standing }),
    ...(data === undefined ? {} : { after: data.after }),
    ...(file === undefined ? {} : { file }),
  };
}

function mediaTypeOf(content: Uint8Array): string {
  return content[0] === 0x50 && content[1] === 0x4b
    ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    : "text/csv";
}

/** Which lines of a draft become rows: a finding names the row. */
export function filedPlaces(data: DraftData): readonly number[] {
  return understood(data).rows.flatMap(({ carats, usd, count }, place) =>
    carats === null && usd === null && count === null ? [] : [place],
  );
}

function draftOf(data: DraftData): Draft {
  return { data, file: null, file_name: null, by_name: "", updated_at: "" };
}

export async function problemsOf(
  c: Context<Web>,
  key: ReturnKey,
  data: DraftData,
): Promise<readonly FieldProblem[]> {
  const read = understood(data);
  if (read.problems.length > 0) return read.problems;
  try {
    await checkReturn(c.get("ctx"), inputOf(key, draftOf(data), false));
    return [];
  } catch (error) {
    if (error instanceof Problem && error.code === "bad-input") return error.fields;
    throw error;
  }
}

/** What does not fit in lines that are filled in, while others are still empty: said at the line. */
export async function lookAtLines(
  c: Context<Web>,
  key: ReturnKey,
  data: DraftData,
): Promise<readonly { readonly line: number; readonly said: string }[]> {
  const t = c.get("t");
  const counts = key.type === "CERTIFICATES";
  const whole = {
    ...data,
    rows: data.rows.map((row) =>
      (counts ? row.count === "" : row.carats === "" || row.usd === "") ? emptyRow : row,
    ),
  };
  const problems = await problemsOf(c, key, whole);
  if (problems.length > 0)
    return problems.flatMap((problem) => {
      const line = /^rows\.(\d+)\./.exec(problem.field)?.[1];
      return line === undefined ? [] : [{ line: Number(line), said: fieldSentence(t, problem) }];
    });
  const places = filedPlaces(whole);
  if (places.length === 0 || data.standing === "add") return [];
  const { findings } = await checkReturn(c.get("ctx"), inputOf(key, draftOf(whole), false));
  return worthShowing(findings).flatMap((finding) =>
    finding.rows.length === 1
      ? [{ line: places[finding.rows[0] ?? -1] ?? -1, said: filingFindingInWords(t, finding) }]
      : [],
  );
}

export async function formPage(
  c: Context<Web>,
  key: ReturnKey,
  problems: readonly FieldProblem[] = [],
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const reader = readerOf(ctx);
  const draft = await findDraft(reader, key);
  const standing = await store.findStanding(reader, key.participant, key.type, periodText(key.period));
  const asked = c.req.query("do");
  const title = titleOf(t, key.type, key.period);
  // Filed by a colleague since the draft was begun: the same question as before a draft.
  const unseen = standing !== undefined && draft?.data.after !== standing.version;
  const chosen = asked === "correct" || asked === "add" ? asked : undefined;
  if (unseen && chosen === undefined)
    return page(c, { title, back: "/returns" }, <StandsPage t={t} key_={key} standing={standing} />);
  const certified = await certifiedFor(ctx, key);
  const own = await ownFigures(ctx, key);
  const beside = periodsBeside(key.period).map((period) => ({
    period,
    figures: oneSource(own.filter((one) => periodText(one.period) === periodText(period))),
  }));
  const begun: DraftData =
    draft === undefined
      ? await freshDraft(c, key, { standing, asked, certified, last: beside[0]?.figures ?? [] })
      : inLocale(draft.data, t.locale);
  const data: DraftData =
    unseen && chosen !== undefined ? { ...begun, standing: chosen, after: standing.version } : begun;
  return page(
    c,
    { title, back: "/returns", error: problems.length > 0, islands: ["returns"] },
    <FormPage
      t={t}
      key_={key}
      data={data}
      standing={standing}
      beside={beside}
      certified={certified}
      problems={problems}
      saved={
        draft === undefined
          ? undefined
          : { by: draft.by_name, at: draft.updated_at, file: draft.data.fromFile ? draft.file_name : null }
      }
    />,
    problems.length > 0 ? 422 : 200,
  );
}

/** A correction begins with what stands, a part with nothing, a first version with certificates and last time's partners. */
async function freshDraft(
  c: Context<Web>,
  key: ReturnKey,
  around: {
    standing: FilingRow | undefined;
    asked: string | undefined;
    certified: Awaited<ReturnType<typeof certifiedFor>>;
    last: readonly Observation[];
  },
): Promise<DraftData> {
  const { locale } = c.get("t");
  const { standing, asked, certified, last } = around;
  const base = { why: "", locale, sheet: null, fromFile: false, after: standing?.version ?? 0 };
  const first = firstRows(key.type, standing === undefined ? certified : undefined, last, locale);
  if (standing === undefined) return { ...base, status: "NORMAL", standing: "", rows: [...first] };
  if (asked === "add") return { ...base, status: standing.status, standing: "add", rows: [...first] };
  const rows =
    standing.kind === "NIL"
      ? first
      : draftRows(await store.rowsOfFiling(readerOf(c.get("ctx")), standing.act), locale);
  return { ...base, status: standing.status, standing: "correct", rows: withEveryLine(rows, first, key) };
}

/** A form of production or counts has a line for each type, also where the version that stands had not. */
function withEveryLine(rows: readonly DraftData["rows"][number][], first: typeof rows, key: ReturnKey) {
  if (key.type === "TRADE") return [...rows];
  const has = (line: DraftData["rows"][number]): boolean =>
    rows.some(({ flow, mining }) => flow === line.flow && mining === line.mining);
  return [
    ...rows.filter(({ mining }) => key.type !== "PRODUCTION" || mining !== ""),
    ...first.filter((line) => !has(line)),
  ];
}

function oneSource(figures: readonly Observation[]): readonly Observation[] {
  const own = figures.filter(({ source }) => source === ofReturns);
  return own.length > 0 ? own : figures;
}

export async function checkPage(
  c: Context<Web>,
  key: ReturnKey,
  nil: boolean,
  problems: readonly FieldProblem[],
  why?: string,
  refused?: Problem,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const draft = await findDraft(readerOf(ctx), key);
  if (draft === undefined && !nil) return c.redirect(addressOf(key.type, key.period), 303);
  if (refused !== undefined && refused.fields.length === 0) throw refused;
  const standing = await store.findStanding(readerOf(ctx), key.participant, key.type, periodText(key.period));
  const base = draft?.data ?? emptyDraft(t.locale, standing);
  const data = { ...base, why: why ?? base.why };
  let looked;
  try {
    looked = await checkReturn(ctx, inputOf(key, draft, nil));
  } catch (error) {
    if (error instanceof Problem && error.code === "bad-input") return formPage(c, key, error.fields);
    throw error;
  }
  return page(
    c,
    {
      title: t("returns.check.title", { title: titleOf(t, key.type, key.period) }),
      back: addressOf(key.type, key.period),
      error: problems.length > 0,
    },
    <CheckPage
      t={t}
      key_={key}
      kind={nil ? "NIL" : "FIGURE"}
      data={data}
      looked={looked}
      leftOut={nil ? [] : understood(data).leftOut}
      problems={problems}
    />,
    problems.length > 0 ? 422 : 200,
  );
}
