// The certificate account of a pair from the sums: for pairs of which a quarter has more certificates than are read one by one.
import type { Product } from "#core/statistics/observation.ts";
import { periodBefore } from "#core/statistics/calendar.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Quarter } from "#core/statistics/periods.ts";
import { accountOfSums } from "#core/statistics/reconcile/certificates.ts";
import type { Amount, FlowAccount } from "#core/statistics/reconcile/certificates.ts";
import type { Ctx } from "#modules/record/index.ts";
import { readerOf } from "../returns/queries.ts";
import { certificateFlows, certificatesOnTheWay } from "../summaries/questions/store.ts";

/** Of all codes together, and of each of which there are certificates. */
export async function summedAccounts(
  ctx: Ctx,
  exporter: string,
  importer: string,
  quarter: Quarter,
): Promise<ReadonlyMap<Product, FlowAccount>> {
  const accounts = new Map<Product, FlowAccount>();
  const reader = readerOf(ctx);
  const pair = { exporter, importer };
  const [now, before] = [periodText(quarter), periodText(periodBefore(quarter))];
  for (const by of [[], ["code"]] as const) {
    const productOf = ({ code }: { readonly code?: Product }): Product => code ?? "_T";
    const onTheWay = async (at: string) =>
      new Map(
        (await certificatesOnTheWay(reader, { ...pair, at, by })).map((one) => [
          productOf(one),
          one.onTheWay,
        ]),
      );
    const [start, end] = [await onTheWay(before), await onTheWay(now)];
    const happened = await certificateFlows(reader, { ...pair, from: now, until: now, by });
    const flows = new Map(happened.map((one) => [productOf(one), one]));
    for (const product of new Set([...start.keys(), ...end.keys(), ...flows.keys()])) {
      const flow = flows.get(product);
      accounts.set(
        product,
        accountOfSums({
          inFlightAtStart: start.get(product) ?? nothing,
          exported: flow?.exported ?? nothing,
          received: flow?.receivedAsSealed ?? nothing,
          inFlightAtEnd: end.get(product) ?? nothing,
          difference: {
            carats: (flow?.received.carats ?? 0n) - (flow?.receivedAsSealed.carats ?? 0n),
            usd: (flow?.received.usd ?? 0n) - (flow?.receivedAsSealed.usd ?? 0n),
          },
        }),
      );
    }
  }
  return accounts;
}

const nothing: Amount = { carats: 0n, usd: 0n, certificates: 0 };
