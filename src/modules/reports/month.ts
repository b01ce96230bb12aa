// The monthly file of an authority, out of the register: what it validated for export and what it confirmed in that month.
import { monthlyRows } from "#core/certificate/monthly-file.ts";
import type { MonthlyRow } from "#core/certificate/monthly-file.ts";
import { isDate } from "#core/kp/dates.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { certificatesOfMonth } from "#modules/certificates/index.ts";

export function isMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && isDate(`${text}-01`) && text >= "2003-01";
}

export function getMonth(text: string | undefined): string {
  if (text === undefined || !isMonth(text))
    throw new Problem("bad-input", {}, { fields: [{ field: "month", code: "not-a-month" }] });
  return text;
}

/** The month before the one we are in: the one that is due. */
export function monthDue({ clock }: Pick<Ctx, "clock">): string {
  const now = new Date(clock());
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

export async function monthlyFile(
  source: Ctx | Tx,
  authority: string,
  month: string,
): Promise<readonly MonthlyRow[]> {
  refuseUnless(isMonth(month), "bad-input");
  const { exported, imported } = await certificatesOfMonth(source, authority, month);
  return [
    ...exported.flatMap((one) =>
      monthlyRows({ ...common(one), direction: "EXPORT", verifyingAuthority: "", verifiedOn: "" }),
    ),
    ...imported.flatMap((one) =>
      monthlyRows({
        ...common(one),
        direction: "IMPORT",
        verifyingAuthority: authority,
        verifiedOn: one.receivedOn ?? "",
      }),
    ),
  ];
}

type OfMonth = Awaited<ReturnType<typeof certificatesOfMonth>>["exported"][number];

function common({ content }: OfMonth) {
  const { number, authority, participant, issuedOn, validatedOn, expiresOn, origin, lines } = content;
  return {
    number,
    issuingAuthority: authority,
    // Annex I A 14: the authority that issues also validates here, by another person.
    validatingAuthority: authority,
    issuedOn,
    validatedOn: validatedOn ?? "",
    expiresOn,
    provenance: participant,
    origin,
    lines,
  };
}
