// What an installation may set about counts and totals.

export interface TotalsSettings {
  /** With fewer certificates than this in a flow, or all of them of one trader, its totals are withheld. */
  readonly fewestCertificates: number;
}

let settings: TotalsSettings = { fewestCertificates: 3 };

export function configureTotals(chosen: TotalsSettings): void {
  settings = chosen;
}

export function totalsSettings(): TotalsSettings {
  return settings;
}
