// Checks a message that somebody tries out: certificates or events as a file, or the text of a certificate's code. Nothing
// is stored. With a scheme its rules are asked too; what only a register knows (numbers, states) is for the dry run.
import type { FieldProblem } from "#platform/http/problem.ts";
import { checkText, goodsProblems } from "#modules/certificates/index.ts";
import type { CheckAnswer } from "#modules/certificates/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { readMessages } from "../messages/read.ts";
import type { ReadRow, Reading } from "../messages/read.ts";
import { fieldOfRow } from "../messages/rows.ts";
import type { CertificateRow, MessageKind } from "../messages/rows.ts";

/** What a visitor may send: enough for a page of samples, not for anybody's work. */
export const largestTrial = 1024 * 1024;

export type Validation =
  | { readonly kind: "code"; readonly answer: CheckAnswer }
  | {
      readonly kind: MessageKind;
      readonly reading: Reading;
      readonly rows: readonly Pick<ReadRow, "place" | "row" | "problems">[];
    }
  | { readonly kind: "unreadable"; readonly problems: readonly FieldProblem[] };

export async function validateMessage(ctx: Ctx, bytes: Uint8Array): Promise<Validation> {
  const start = startOf(bytes);
  if (/^KPC\d*:/i.test(start)) return { kind: "code", answer: await checkText(ctx, textOf(bytes)) };
  return validateFile(bytes, (row) => schemeProblems(ctx, row));
}

/** The same without a scheme at hand, where `more` has nothing to say. */
export async function validateFile(
  bytes: Uint8Array,
  more: (row: CertificateRow) => Promise<readonly FieldProblem[]>,
): Promise<Exclude<Validation, { kind: "code" }>> {
  const kind = kindOf(startOf(bytes));
  const read = readMessages(bytes, kind);
  if (!read.ok) return { kind: "unreadable", problems: read.problems };
  const rows = [];
  for (const { place, row, message, problems } of read.rows) {
    const found = message === null || kind === "events" ? [] : await more(message as CertificateRow);
    rows.push({ place, row, problems: [...problems, ...found] });
  }
  return { kind, reading: read.reading, rows };
}

async function schemeProblems(ctx: Ctx, { office, goods }: CertificateRow): Promise<readonly FieldProblem[]> {
  const problems = await goodsProblems(ctx, office, goods);
  if (problems === undefined) return [{ field: "office", code: "OFFICE_NOBODYS" }];
  return problems.map((problem) => ({ ...problem, field: fieldOfRow(problem.field) }));
}

/** Events name themselves, in the first message or in the head of CSV. */
function kindOf(start: string): MessageKind {
  const first = /^[[{]/.test(start) ? start : (start.split(/[\r\n]/, 1)[0] ?? "");
  return /"event"\s*:|(^|[,;\t"])event($|[,;\t"])/.test(first) ? "events" : "certificates";
}

function startOf(bytes: Uint8Array): string {
  return textOf(bytes.subarray(0, 4_000))
    .replace(/^\ufeff/, "")
    .trimStart();
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
