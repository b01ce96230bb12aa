// Returns as the machine door says and takes them: amounts as decimal text, findings in the language asked for.
import type { z } from "@hono/zod-openapi";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { DueReturn } from "#core/statistics/calendar.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { GivenRow, ReturnRow } from "#core/statistics/return-rules.ts";
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import { reasonStrength } from "#core/statistics/screening/filing.ts";
import { findingOf } from "#core/statistics/screening/kept.ts";
import type { T } from "#platform/i18n/translator.ts";
import { filingFindingInWords, meantBy } from "#ui/statistics/trade-findings.ts";
import type { FileInput } from "./commands/file-return.ts";
import { readKey } from "./queries.ts";
import type { FilingRow } from "./store.ts";
import type { Due, Finding, ReturnInput } from "./api-shapes.ts";

export function inputOf(type: string, period: string, input: ReturnInput): FileInput {
  const { standing, after, rows, ...rest } = input;
  return {
    ...rest,
    key: readKey(type, period),
    rows: rows.map(givenRow),
    ...(standing === undefined ? {} : { standing }),
    ...(after === undefined ? {} : { after }),
  };
}

function givenRow({
  carats,
  usd,
  mining,
  status,
  valuation,
  note,
  ...row
}: ReturnInput["rows"][number]): GivenRow {
  return {
    ...row,
    mining: mining ?? "",
    carats: hundredths(carats),
    usd: hundredths(usd),
    ...(status === undefined ? {} : { status }),
    ...(valuation === undefined ? {} : { valuation }),
    ...(note === undefined ? {} : { note }),
  };
}

/** The schema has seen that it is digits with at most two decimals. */
function hundredths(text: string | null): bigint | null {
  if (text === null) return null;
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(2, "0"));
}

export function filedJson({ act: id, participant, type, period, version, at, leaf_hash }: FilingRow) {
  return { act: id, participant, type, period, version, at, hash: leaf_hash.toString("hex") };
}

export function versionJson(t: T, row: FilingRow, rows: readonly ReturnRow[]) {
  return {
    ...filedJson(row),
    kind: row.kind,
    status: row.status,
    by: row.by_name,
    why: row.why,
    findings: row.findings.map((kept) => findingJson(t, findingOf(kept))),
    rows: rows.map(rowJson),
  };
}

export function rowJson({ carats, usd, ...row }: ReturnRow) {
  return {
    ...row,
    carats: carats === null ? null : caratsToString(carats),
    usd: usd === null ? null : usdToString(usd),
  };
}

export function findingJson(t: T, one: FilingFinding): z.infer<typeof Finding> {
  const meant = meantBy(one);
  return {
    rule: one.rule,
    rows: [...one.rows],
    asks: one.strength >= reasonStrength,
    said: filingFindingInWords(t, one),
    perhaps: meant === null ? null : { carats: caratsToString(meant.carats), usd: usdToString(meant.usd) },
  };
}

export function dueJson({ type, period, due, state }: DueReturn, needed: boolean): z.infer<typeof Due> {
  const days =
    state.kind === "LATE"
      ? state.days
      : state.kind === "FILED"
        ? state.daysLate
        : state.kind === "DUE" || state.kind === "NIL_TO_CONFIRM"
          ? state.daysLeft
          : state.daysToEnd;
  return {
    type,
    period: periodText(period),
    due,
    state: state.kind,
    needed,
    days,
    version: state.kind === "FILED" ? state.version : null,
  };
}
