// What a Participant's certificates say of a period: exports as certified and left, by destination and code; imports as counted
// on arrival, by provenance and code; how many certificates were issued and received. For the returns that report it.
import { isRoughCode } from "#core/kp/goods.ts";
import { participantFor } from "#core/kp/participants.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import type { Certified, CertifiedFlow } from "#core/statistics/screening/certified.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import * as store from "./store.ts";

/** Days of UTC; `until` is the first day after the period. Undefined where the Participant had no certificates in it. */
export async function certifiedIn(
  source: Ctx | Tx,
  participant: string,
  { from, until }: { readonly from: IsoDate; readonly until: IsoDate },
): Promise<Certified | undefined> {
  const reader = "ctx" in source ? source : { db: source.database.kysely };
  const of = {
    participant,
    authorities: (await authoritiesOf(source, participant)).map(({ code }) => code),
    from: `${from}T00:00:00.000Z`,
    until: `${until}T00:00:00.000Z`,
  };
  const counts = await store.countsOfParticipant(reader, of);
  const flows = byPartner(await store.flowsOfParticipant(reader, of), from);
  return counts.issued === 0 && counts.received === 0 && flows.length === 0
    ? undefined
    : { flows, ...counts };
}

/** Antwerp and Idar-Oberstein are one partner: the Union. */
function byPartner(rows: readonly store.FlowRow[], day: IsoDate): readonly CertifiedFlow[] {
  const sums = new Map<string, CertifiedFlow>();
  for (const { flow, country, code, carats, usd, certificates } of rows) {
    if (!isRoughCode(code)) continue;
    const partner = participantFor(country, day);
    const key = `${flow} ${partner} ${code}`;
    const before = sums.get(key);
    sums.set(key, {
      flow,
      partner,
      code,
      carats: carats + (before?.carats ?? 0n),
      usd: usd + (before?.usd ?? 0n),
      certificates: Number(certificates) + (before?.certificates ?? 0),
    });
  }
  return [...sums.values()];
}
