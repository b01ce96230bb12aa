// The importing side's check: of every certificate that it confirmed in a quarter, whether the commitment that the
// exporting authority published opens to the carats and US dollars on the certificate. An authority that committed to
// other amounts than it certified is found here, by each of its buyers' authorities.
import { quantities, opens } from "#core/totals/commitment.ts";
import { certificatesIn } from "#core/totals/check.ts";
import type { Quarter } from "#core/totals/periods.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { amountsOf } from "./amounts.ts";
import { ledgerOfQuarter } from "./quarter.ts";
import * as store from "./store.ts";

export type OpeningState =
  | "opens"
  /** The commitment hides other carats or another value than the certificate says. */
  | "differs"
  | "not-committed"
  /** The certificate's private part is not here any more, so that nothing can be compared. */
  | "not-known";

export interface CheckedOpening {
  /** Public id, hexadecimal. */
  readonly certificate: string;
  readonly issuer: string;
  readonly confirmedAt: string;
  readonly state: OpeningState;
}

/** Of the certificates that the actor's authority confirmed. Those that do not open come first. */
export async function checkOpenings(ctx: Ctx, quarter: Quarter): Promise<readonly CheckedOpening[]> {
  const { organisation } = ctx.actor;
  if (organisation === null) throw new Problem("not-allowed");
  const reader = { db: ctx.database.kysely };
  const received = certificatesIn(await ledgerOfQuarter(reader, quarter), organisation, quarter, "imports");
  const claims = await store.claimsOfIssue(reader, [...received.keys()]);
  const checked = [...received].map(([id, { authority, confirmed, commitment }]): CheckedOpening => {
    const amounts = amountsOf(id, claims.get(id));
    const holds =
      amounts !== undefined &&
      commitment !== null &&
      quantities.every((quantity) => opens([commitment[quantity]], amounts.openings[quantity]));
    return {
      certificate: id,
      issuer: authority ?? "",
      confirmedAt: confirmed?.at ?? "",
      state:
        commitment === null
          ? "not-committed"
          : amounts === undefined
            ? "not-known"
            : holds
              ? "opens"
              : "differs",
    };
  });
  return checked.sort((a, b) => order(a) - order(b));
}

const states: readonly OpeningState[] = ["differs", "not-known", "not-committed", "opens"];

function order({ state }: CheckedOpening): number {
  return states.indexOf(state);
}
