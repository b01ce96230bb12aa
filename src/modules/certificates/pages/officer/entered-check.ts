// What an officer typed into the check list, read as what core decides on; amounts in the reader's own way of writing.
import { arrivalItems } from "#core/certificate/arrival.ts";
import type { Actuals, ArrivalItem, Checklist, CheckMark, Mismatch } from "#core/certificate/arrival.ts";
import { mismatchesOf } from "#core/certificate/arrival.ts";
import { parseCarats, parseUsd } from "#core/kp/amounts.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import type { Form } from "#platform/http/forms.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { CertificateRow } from "../../store.ts";
import type { EnteredCheck } from "./arrivals.tsx";

/** The form as it is first shown: everything still to be said. */
export function emptyCheck(row: CertificateRow): EnteredCheck {
  return {
    marks: Object.fromEntries(arrivalItems.map((item) => [item, ""])) as Record<ArrivalItem, string>,
    codes: [],
    seals: {},
    parcels: "",
    lines: row.content.lines.map(({ code }) => ({ code, carats: "", usd: "" })),
    note: "",
  };
}

export function enteredFrom(form: Form, row: CertificateRow): EnteredCheck {
  return {
    marks: Object.fromEntries(arrivalItems.map((item) => [item, form.text(`mark-${item}`)])) as Record<
      ArrivalItem,
      string
    >,
    codes: arrivalItems.flatMap((item) => form.texts(`codes-${item}`)),
    seals: Object.fromEntries(row.content.containers.map((_, i) => [`seal-${i}`, form.text(`seal-${i}`)])),
    parcels: form.text("parcels"),
    lines: row.content.lines.map((_, i) => ({
      code: form.text(`code-${i}`),
      carats: form.text(`carats-${i}`),
      usd: form.text(`usd-${i}`),
    })),
    note: form.text("note"),
  };
}

export interface ReadCheck {
  readonly checklist: Checklist;
  readonly actuals: Actuals;
  readonly problems: readonly FieldProblem[];
}

export function readCheck(entered: EnteredCheck, row: CertificateRow, locale: string): ReadCheck {
  const problems: FieldProblem[] = [];
  const seals = row.content.containers.flatMap(({ seal }, i) => {
    const answer = entered.seals[`seal-${i}`];
    if (answer === "") problems.push({ field: `seal-${i}`, code: "SEAL_NOT_ANSWERED", values: { seal } });
    return answer === "missing" ? [] : [{ seal, intact: answer === "intact" }];
  });
  const parcels = entered.parcels === "" ? undefined : Number(entered.parcels);
  if (parcels !== undefined && !(Number.isSafeInteger(parcels) && parcels >= 0 && parcels <= 9_999))
    problems.push({ field: "parcels", code: "PARCELS_OUT_OF_RANGE", values: { most: 9_999 } });
  const weighed = entered.lines.some((line) => line.carats !== "" || line.usd !== "");
  const lines = weighed ? entered.lines.map((line, i) => readLine(line, i, locale, problems)) : undefined;
  return {
    checklist: Object.fromEntries(
      arrivalItems.map((item) => [item, markOf(item, entered)]),
    ) as unknown as Checklist,
    actuals: {
      seals,
      ...(parcels === undefined ? {} : { parcels }),
      ...(lines === undefined ? {} : { lines }),
    },
    problems,
  };
}

function markOf(item: ArrivalItem, entered: EnteredCheck): CheckMark {
  const mark = entered.marks[item];
  if (mark === "mismatch")
    return { mark, codes: mismatchesOf[item].filter((code: Mismatch) => entered.codes.includes(code)) };
  return { mark: mark === "match" ? "match" : "not-checked" };
}

function readLine(line: EnteredCheck["lines"][number], i: number, locale: string, problems: FieldProblem[]) {
  const code = parseRoughCode(line.code);
  if (!code.ok)
    problems.push({
      field: `lines.${i}.code`,
      code: "CODE_REFUSED",
      values: { reason: code.reason, code: line.code },
    });
  const read = (part: "carats" | "usd", parsed: ReturnType<typeof parseCarats>): bigint => {
    if (parsed.ok) return parsed.value;
    if (parsed.problem === "zero") return 0n;
    problems.push({ field: `lines.${i}.${part}`, code: parsed.problem });
    return 0n;
  };
  return {
    code: (code.ok ? code.code : line.code) as RoughCode,
    carats: read("carats", parseCarats(line.carats, locale)),
    usd: read("usd", parseUsd(line.usd, locale)),
  };
}
