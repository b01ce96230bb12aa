// How heavy a shipment is, in classes wide enough that nobody's parcel is told from them. Pure.
import type { T } from "#platform/i18n/translator.ts";

/** Carats; a class runs from one to just below the next. */
const bounds = [10n, 100n, 1_000n, 5_000n, 10_000n, 50_000n, 100_000n] as const;

export interface CaratsClass {
  readonly from?: bigint;
  readonly to?: bigint;
}

export function caratsClass(hundredths: bigint): CaratsClass {
  const to = bounds.find((bound) => hundredths < bound * 100n);
  const from = bounds.findLast((bound) => hundredths >= bound * 100n);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

export function caratsClassText(t: T, hundredths: bigint): string {
  const { from, to } = caratsClass(hundredths);
  if (from === undefined) return t("verify.class.under", { to: t.number(to ?? 0n) });
  if (to === undefined) return t("verify.class.over", { from: t.number(from) });
  return t("verify.class.between", { from: t.number(from), to: t.number(to) });
}
