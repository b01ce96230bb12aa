// Asks the certificates module about one code or number, and adds whom the sentences may name.
// A register that does not answer is an answer of its own, never an error page: it says nothing about the paper.
import type { Answer, Check } from "#core/certificate/answers.ts";
import type { FileClaims } from "#core/certificate/file/claims.ts";
import type { OnRecord } from "#core/certificate/receipt/verify.ts";
import type { Warning } from "#core/certificate/verify.ts";
import { numberFormats as usualFormats } from "#core/kp/numbers.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { isConnectionLoss } from "#platform/db/database.ts";
import type { NamedAuthority } from "#ui/answer/sentence.ts";
import type { Ctx } from "#modules/record/index.ts";
import { checkNumber, checkText } from "#modules/certificates/index.ts";
import type { CheckAnswer } from "#modules/certificates/index.ts";
import { authoritiesOf, numberFormats } from "#modules/scheme/index.ts";

export type Question =
  | { readonly kind: "number"; readonly participant: string; readonly number: string }
  | {
      readonly kind: "text";
      readonly text: string;
      /** What came with the code; else the register's own receipt of it is judged. */
      readonly receipt?: Uint8Array | string;
    };

/** What anybody may see of a certificate that passed. Parties, seals and values are not among it. */
export interface PublicFacts {
  readonly participant: string;
  readonly number: string;
  readonly authority: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  /** Only where the code itself was shown: numbers can be guessed, codes cannot. */
  readonly parcels?: number;
  /** Hundredths of a carat; shown as a class, never as it is. */
  readonly carats?: bigint;
  readonly publicId?: Uint8Array;
  /** Of a file: what its holder decided to show to whoever has it. */
  readonly shown?: FileClaims;
}

export interface Checked {
  readonly question: Question;
  readonly answer: Answer;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
  /** Where it stands in the public log; only while nothing failed. */
  readonly record: OnRecord | undefined;
  /** Null when anything failed: a failed paper's claims are not repeated. */
  readonly facts: PublicFacts | null;
  readonly checkedAt: string;
  readonly list: { readonly version: number; readonly issuedAt: string } | null;
  readonly authorities: readonly NamedAuthority[];
}

export async function ask(ctx: Ctx, question: Question): Promise<Checked> {
  const result =
    question.kind === "text"
      ? await checkText(
          ctx,
          question.text,
          question.receipt === undefined ? "of-the-register" : { shown: question.receipt },
        )
      : await checkNumber(ctx, question.participant, question.number);
  const { answer, checks, record, warnings, asOf, list } = result;
  const authorities = await orElse(authoritiesOf(ctx), []);
  return {
    question,
    answer,
    checks,
    facts: publicFacts(result),
    warnings,
    record,
    checkedAt: asOf,
    list,
    authorities,
  };
}

/** How numbers are printed: as the register has it, or as it usually is where the register does not answer. */
export async function formatsToRead(ctx: Ctx): Promise<readonly NumberFormat[]> {
  const formats = await orElse(numberFormats(ctx), []);
  return formats.length === 0 ? usualFormats : formats;
}

function publicFacts({ answer, content, shown }: CheckAnswer): PublicFacts | null {
  if (answer.state !== "valid" && answer.state !== "offline") return null;
  if (shown !== undefined) {
    const { participant, number, authority, issuedOn, expiresOn, publicId } = shown;
    return { participant, number, authority, issuedOn, expiresOn, publicId, shown };
  }
  if (content !== undefined) {
    const { participant, number, authority, issuedOn, expiresOn, parcels, lines, publicId } = content;
    const carats = lines.reduce((sum, line) => sum + line.carats, 0n);
    return { participant, number, authority, issuedOn, expiresOn, parcels, carats, publicId };
  }
  const { participant, number, authority, issuedOn, expiresOn } = answer.facts;
  if (issuedOn === undefined) return null;
  return {
    participant: String(participant),
    number: String(number),
    authority: String(authority),
    issuedOn: String(issuedOn),
    expiresOn: String(expiresOn),
  };
}

async function orElse<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    if (isConnectionLoss(error)) return otherwise;
    throw error;
  }
}
