// One table of results: what was measured, our figure, the peer's, the ratio, and whether the target is met.

export interface Row {
  readonly what: string;
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  /** Smallest ratio ours ÷ peer that is good enough. */
  readonly target: number;
}

export function showRow({ what, ours, peer, unit, target }: Row): void {
  const ratio = ours / peer;
  const verdict = ratio >= target ? "met" : "MISSED";
  const cells = [
    what.padEnd(64),
    figure(ours),
    figure(peer),
    unit.padEnd(7),
    ratio.toFixed(2).padStart(8),
    `≥ ${target}`.padStart(7),
    verdict,
  ];
  console.log(cells.join("  "));
}

export function showHead(): void {
  console.log(
    [
      "".padEnd(64),
      "ours".padStart(10),
      "peer".padStart(10),
      "".padEnd(7),
      "ratio".padStart(8),
      "target".padStart(7),
    ].join("  "),
  );
}

export function showNote(text: string): void {
  console.log(`  ${text}`);
}

function figure(value: number): string {
  return Math.round(value).toLocaleString("en").padStart(10);
}

/** Middle of an odd number of runs, in which one disturbed run counts for nothing. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Turn by turn, ours ÷ peer's. */
export function ratios(ours: readonly number[], peer: readonly number[]): string {
  return ours.map((rate, turn) => (rate / (peer[turn] ?? Number.NaN)).toFixed(2)).join(", ");
}

/** Calls per second of `work`, after a warm-up of a quarter of the time. */
export async function perSecond(millis: number, work: (i: number) => unknown): Promise<number> {
  const run = async (limit: number): Promise<number> => {
    const began = performance.now();
    let calls = 0;
    // A look at the clock costs as much as a small call, so it is taken once in sixteen.
    for (; calls % 16 !== 0 || performance.now() - began < limit; calls++) {
      const answer = work(calls);
      if (answer instanceof Promise) await answer;
    }
    return (calls * 1000) / (performance.now() - began);
  };
  await run(millis / 4);
  return run(millis);
}
