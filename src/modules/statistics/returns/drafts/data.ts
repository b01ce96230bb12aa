// A return in preparation: what was typed, as it was typed, beside what is understood of it. Working data: proof of nothing.
import { z } from "zod";
import { formatCarats, formatUsd, parseCarats, parseUsd } from "#core/kp/amounts.ts";
import type { AmountResult } from "#core/kp/amounts.ts";
import type { Certified } from "#core/statistics/screening/certified.ts";
import type { GivenRow, ReturnRow } from "#core/statistics/return-rules.ts";
import { filedFields } from "#core/statistics/reading/filed-rows.ts";
import { units } from "#core/statistics/reading/numbers.ts";
import type { Unit } from "#core/statistics/reading/numbers.ts";
import { returnStatuses } from "#core/statistics/returns.ts";
import type { Form } from "#platform/http/forms.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { ReturnType } from "../../facts.ts";

const text = z.string().max(2_000).default("");

const DraftRow = z.object({
  flow: text,
  counterpart: text,
  product: text,
  mining: text,
  carats: text,
  usd: text,
  count: text,
  status: text,
  valuation: text,
  note: text,
});
export type DraftRow = z.infer<typeof DraftRow>;

const SheetChoices = z.object({
  columns: z.array(z.enum(filedFields).nullable()).max(200),
  head: z.boolean(),
  decimal: z.enum([".", ","]).nullable(),
  caratsUnit: z.enum(Object.keys(units) as [Unit, ...Unit[]]),
  usdUnit: z.enum(Object.keys(units) as [Unit, ...Unit[]]),
  flow: z.string().max(20),
});

export const DraftData = z.object({
  status: z.enum(returnStatuses).default("NORMAL"),
  rows: z.array(DraftRow).max(2_000).default([]),
  why: text,
  /** What happens to the version that stands. */
  standing: z.enum(["", "correct", "add"]).default(""),
  /** The version that the filer saw. */
  after: z.number().int().default(0),
  /** In which language amounts were typed. */
  locale: z.string().max(10).default("en"),
  sheet: SheetChoices.nullable().default(null),
  /** The rows are those of the file that is kept with the draft. */
  fromFile: z.boolean().default(false),
});
export type DraftData = z.infer<typeof DraftData>;

/** Of a first version, or of a correction of what stands. */
export function emptyDraft(locale: string, standing: { readonly version: number } | undefined): DraftData {
  return DraftData.parse({
    locale,
    standing: standing === undefined ? "" : "correct",
    after: standing?.version ?? 0,
  });
}

export const emptyRow: DraftRow = DraftRow.parse({});

/** Hostile: a submitted form. What it does not say stays as it was in the draft before. */
export function dataOfForm(form: Form, locale: string, before: DraftData | undefined): DraftData {
  const standing = form.text("standing");
  return {
    status: returnStatuses.find((one) => one === form.text("status")) ?? "NORMAL",
    rows: [...rowsOfForm(form)],
    why: before?.why ?? "",
    standing: standing === "correct" || standing === "add" ? standing : "",
    after: Number.parseInt(form.text("after"), 10) || 0,
    locale,
    sheet: before?.sheet ?? null,
    fromFile: before?.fromFile ?? false,
  };
}

/** Hostile: a submitted form. Lines are numbered in their names: "rows.3.carats". */
function rowsOfForm(form: Form): readonly DraftRow[] {
  const rows = new Map<number, Record<string, string>>();
  for (const [name, value] of form.all()) {
    const [, place, field] = /^rows\.(\d{1,4})\.([a-z]{1,20})$/.exec(name) ?? [];
    if (place === undefined || field === undefined || !Object.hasOwn(emptyRow, field)) continue;
    const row = rows.get(Number(place)) ?? {};
    row[field] = value.slice(0, 2_000);
    rows.set(Number(place), row);
  }
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .slice(0, 2_000)
    .map(([, row]) => DraftRow.parse(row));
}

export interface Understood {
  readonly rows: readonly GivenRow[];
  readonly problems: readonly FieldProblem[];
  /** Lines that name goods and say nothing of them: they are left out, and the person is told. */
  readonly leftOut: readonly DraftRow[];
}

/** Places stay those of the draft's rows, so that a problem leads to its field. */
export function understood({ rows, locale }: DraftData): Understood {
  const problems: FieldProblem[] = [];
  const read = (
    field: string,
    typed: string,
    parse: (text: string, locale: string) => AmountResult,
  ): bigint | null => {
    const result = parse(typed, locale);
    if (result.ok) return result.value;
    if (result.problem === "zero") return 0n;
    if (result.problem !== "empty") problems.push({ field, code: result.problem });
    return null;
  };
  const leftOut: DraftRow[] = [];
  const given = rows.map((row, place): GivenRow => {
    const amounts = {
      carats: read(`rows.${place}.carats`, row.carats, parseCarats),
      usd: read(`rows.${place}.usd`, row.usd, parseUsd),
      count: countOf(row.count, `rows.${place}.count`, problems),
    };
    const empty = row.carats === "" && row.usd === "" && row.count === "";
    if (empty && row.counterpart !== "") leftOut.push(row);
    const status = returnStatuses.find((one) => one === row.status);
    return {
      ...amounts,
      flow: row.flow,
      counterpart: empty ? "" : row.counterpart,
      product: row.product,
      mining: row.mining,
      ...(status === undefined ? {} : { status }),
      valuation: row.valuation,
      note: row.note,
    };
  });
  return { rows: given, problems, leftOut };
}

function countOf(typed: string, field: string, problems: FieldProblem[]): number | null {
  const digits = typed.replaceAll(/[\s.,'’]/g, "");
  if (digits === "") return null;
  if (/^\d{1,9}$/.test(digits)) return Number(digits);
  problems.push({ field, code: "return-count" });
  return null;
}

/** As the language of the page writes amounts: typed in one language, shown in another. */
export function inLocale(data: DraftData, locale: string): DraftData {
  if (data.locale === locale) return data;
  const again = (typed: string, parse: typeof parseCarats, format: typeof formatCarats): string => {
    const read = parse(typed, data.locale);
    return read.ok ? format(read.value, locale) : typed;
  };
  return {
    ...data,
    locale,
    rows: data.rows.map((row) => ({
      ...row,
      carats: again(row.carats, parseCarats, formatCarats),
      usd: again(row.usd, parseUsd, formatUsd),
    })),
  };
}

/** Rows that are read already, as somebody would have typed them. */
export function draftRows(rows: readonly (GivenRow | ReturnRow)[], locale: string): readonly DraftRow[] {
  return rows.map(({ flow, counterpart, product, mining, carats, usd, count, status, valuation, note }) => ({
    flow,
    counterpart: counterpart === "_Z" ? "" : counterpart,
    product: product === "_T" ? "" : product,
    mining: mining === "_T" ? "" : mining,
    carats: carats === null ? "" : formatCarats(carats, locale),
    usd: usd === null ? "" : formatUsd(usd, locale),
    count: count === null ? "" : String(count),
    status: status === undefined || status === "NORMAL" ? "" : status,
    valuation: valuation ?? "",
    note: note ?? "",
  }));
}

/** What a form begins with: the certificates of the quarter, then what was traded last time, without amounts. */
export function firstRows(
  type: ReturnType,
  certified: Certified | undefined,
  lastTime: readonly Pick<ReturnRow, "flow" | "counterpart" | "product">[],
  locale: string,
): readonly DraftRow[] {
  if (type === "PRODUCTION")
    return (["ASM", "LSM", "UNSPECIFIED"] as const).map((mining) => ({
      ...emptyRow,
      flow: "PRODUCTION",
      mining,
    }));
  if (type === "CERTIFICATES")
    return (["KPC_ISSUED", "KPC_RECEIVED"] as const).map((flow) => ({
      ...emptyRow,
      flow,
      counterpart: "W",
      count:
        certified === undefined ? "" : String(flow === "KPC_ISSUED" ? certified.issued : certified.received),
    }));
  const flows = certified?.flows ?? [];
  const known = new Set(flows.map(({ flow, partner, code }) => `${flow} ${partner} ${code}`));
  return [
    ...flows.map(({ flow, partner, code, carats, usd }) => ({
      ...emptyRow,
      flow,
      counterpart: partner,
      product: code,
      carats: formatCarats(carats, locale),
      usd: formatUsd(usd, locale),
    })),
    ...lastTime
      .filter(({ flow, counterpart, product }) => !known.has(`${flow} ${counterpart} ${product}`))
      .filter(({ counterpart }) => counterpart !== "W")
      .map(({ flow, counterpart, product }) => ({ ...emptyRow, flow, counterpart, product })),
  ];
}
