// How far apart two amounts for one thing are: the symmetric difference, which treats neither side as the right one.
export interface Gap {
  /** Imported less exported, as a share of their mean: −2 where only the exporter has something, +2 where only the importer has. */
  readonly share: number;
  /** Imported less exported. */
  readonly amount: bigint;
}

/** Within so much two amounts are taken to agree: the world's own exports and imports lie about a fortieth apart each year. */
export const usualDeadZone = 0.05;

export function gapBetween(exported: bigint, imported: bigint): Gap {
  const sum = exported + imported;
  const amount = imported - exported;
  return { amount, share: sum === 0n ? 0 : Number((amount * 2_000_000n) / sum) / 1_000_000 };
}

export function agree(exported: bigint, imported: bigint, deadZone: number): boolean {
  return Math.abs(gapBetween(exported, imported).share) <= deadZone;
}
