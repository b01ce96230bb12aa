// What a trial found, as it is told: row, field, reason.
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import { sentenceOf } from "#ui/answer/sentence.ts";
import { reasonOf } from "../messages/problems.ts";
import type { Validation } from "./validate.ts";

export interface ValidationReport {
  readonly kind: Validation["kind"];
  readonly valid: boolean;
  readonly counts: { readonly rows: number; readonly refused: number };
  readonly problems: readonly {
    readonly place: number;
    readonly row: string;
    readonly field: string;
    readonly code: string;
    readonly reason: string;
  }[];
}

export async function reportOf(ctx: Ctx, t: T, validation: Validation): Promise<ValidationReport> {
  if (validation.kind !== "code") return fileReport(t, validation);
  const { answer, asOf } = validation.answer;
  const valid = answer.state === "valid";
  const reason = sentenceOf(t, answer, await authoritiesOf(ctx), asOf);
  return {
    kind: "code",
    valid,
    counts: { rows: 1, refused: valid ? 0 : 1 },
    problems: valid ? [] : [{ place: 1, row: "", field: answer.check ?? "", code: answer.state, reason }],
  };
}

export function fileReport(t: T, validation: Exclude<Validation, { kind: "code" }>): ValidationReport {
  const rows =
    validation.kind === "unreadable"
      ? [{ place: 0, row: "", problems: validation.problems }]
      : validation.rows;
  const problems = rows.flatMap(({ place, row, problems: found }) =>
    found.map((problem) => ({
      place,
      row,
      field: problem.field,
      code: problem.code,
      reason: reasonOf(t, problem),
    })),
  );
  return {
    kind: validation.kind,
    valid: problems.length === 0,
    counts: {
      rows: validation.kind === "unreadable" ? 0 : rows.length,
      refused: rows.filter((row) => row.problems.length > 0).length,
    },
    problems,
  };
}
