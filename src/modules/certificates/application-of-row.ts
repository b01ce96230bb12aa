// An application as core decides on it, from its row; and what is missing in it as problems of fields.
import type { Application, EvidenceFile, SubmitProblem } from "#core/certificate/application.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { isRoughCode } from "#core/kp/goods.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { goodsOf } from "./content.ts";
import type { ApplicationRow, EvidenceRow } from "./store.ts";

export function applicationOfRow(row: ApplicationRow): Application {
  return {
    state: row.state,
    lines: goodsOf(row.content).lines,
    evidence: row.evidence.filter(accountsForCarats).map(evidenceOfRow),
    declaration: { person: row.applicants.at(-1) ?? "", at: row.submitted_at },
  };
}

/** A picture shows the goods and accounts for none of them. */
export function accountsForCarats({ kind }: { readonly kind: string }): boolean {
  return kind !== "picture";
}

export function evidenceOfRow(file: EvidenceRow): EvidenceFile {
  return {
    id: file.digest,
    carats: BigInt(file.carats),
    ...(file.code !== undefined && isRoughCode(file.code) ? { code: file.code } : {}),
  };
}

/** Problems of the content itself are told by its own fields, so they are left out here. */
export function submitFieldProblems(problems: readonly SubmitProblem[]): readonly FieldProblem[] {
  return problems.flatMap((problem): FieldProblem[] => {
    switch (problem.code) {
      case "CONTENT":
        return [];
      case "NO_LINES":
        return [{ field: "lines", code: problem.code }];
      case "NO_DECLARATION":
        return [{ field: "declaration", code: problem.code }];
      case "EVIDENCE_MISSING":
        return [
          { field: "evidence", code: problem.code, values: { missing: caratsToString(problem.missing) } },
        ];
      case "EVIDENCE_WITHOUT_CARATS":
        return [{ field: "evidence", code: problem.code, values: { file: problem.file } }];
    }
  });
}
