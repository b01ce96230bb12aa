// What national rules say of the steps to come: by when a detention is told and ends, and when an unused paper goes back.
import { detainedUntil, failureToldBy } from "#core/kp/rules.ts";
import type { Failure } from "#core/kp/rules.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findAuthority } from "#modules/scheme/index.ts";
import type { EventRow } from "../../life/store.ts";
import { rulesAround } from "../../rules-around.ts";
import type { CertificateRow } from "../../store.ts";

export interface HistoryRules {
  readonly detention: {
    readonly tell: string | undefined;
    readonly whom: NonNullable<Failure["tell"]>["whom"];
    readonly until: string | undefined;
  } | null;
  /** The issuer's rule asks for it. */
  readonly unusedReturned: boolean;
}

export async function historyRules(
  ctx: Ctx,
  row: CertificateRow,
  events: readonly EventRow[],
): Promise<HistoryRules> {
  const issuer = await rulesAround(ctx, row.authority);
  const held = row.state === "DETAINED" ? events.findLast(({ kind }) => kind === "detained") : undefined;
  const unusedReturned = issuer.rule(row.issued_on).unusedReturned;
  if (held === undefined) return { detention: null, unusedReturned };
  const day = held.at.slice(0, 10);
  const holder = await findAuthority(ctx, held.authority);
  const rule = issuer.ruleOf(holder?.participant ?? row.destination, day);
  return {
    detention: {
      tell: failureToldBy(rule, day),
      whom: rule.failure?.tell?.whom ?? [],
      until: detainedUntil(rule, day),
    },
    unusedReturned,
  };
}
