// The rules of the scheme as this program knows them by itself, for checks without a server: the Participants with their
// dated statuses, national rules, goods codes. A scheme may have learned more since.
import { checkContent } from "#core/certificate/rules.ts";
import { nationalRecognitions, schemeStatuses } from "#core/kp/history.ts";
import { numberFormats } from "#core/kp/numbers.ts";
import { latestExpiry, nationalRules, ruleFor } from "#core/kp/rules.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { goodsOf } from "#modules/certificates/index.ts";
import { fieldOfRow } from "../messages/rows.ts";
import type { CertificateRow } from "../messages/rows.ts";

/** Authorities are called after their Participant: "SL-KPA". */
const participantOf = (office: string): string => office.slice(0, 2);

export function builtInProblems({ office, goods }: CertificateRow, today: string): readonly FieldProblem[] {
  const participant = participantOf(office);
  const rule = ruleFor(nationalRules, participant, today);
  const content = {
    ...goodsOf(goods),
    participant,
    number: "",
    authority: office.split("/", 1)[0] ?? "",
    publicId: new Uint8Array(16),
    issuedOn: today,
    expiresOn: latestExpiry(rule, today),
    validatedOn: null,
  };
  const problems = checkContent(content, {
    today,
    stage: "application",
    rule,
    statuses: schemeStatuses,
    recognitions: nationalRecognitions,
    formats: numberFormats,
    blocks: [],
  });
  return problems.map((problem) => ({ ...problem, field: fieldOfRow(problem.field) }));
}
