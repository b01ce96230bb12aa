// Who holds which office in which year: what the sources say of the past, and what the record says since. Where both speak of
// the same year, the record is heard.
import { chairs } from "#core/kp/offices.ts";
import type { OfficeCode } from "#core/kp/offices.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { readerOf } from "./elections.ts";
import type { OfficeTakenFacts } from "./facts.ts";
import { proceduresOf } from "./store.ts";

export interface HeldOffice {
  readonly office: OfficeCode;
  readonly year: number;
  /** Null: the Executive Secretary convenes. */
  readonly holder: string | null;
  readonly basis: string;
  /** A source, or the procedure that proves it. */
  readonly source: string | null;
  readonly proof: string | null;
}

export interface Holders {
  readonly all: readonly HeldOffice[];
  of(office: OfficeCode, year: number): HeldOffice | undefined;
}

export async function holders(source: Ctx | Tx): Promise<Holders> {
  const recorded = (await proceduresOf(readerOf(source), "scheme-office")).flatMap(({ acts }) =>
    acts.map(({ facts }): HeldOffice => {
      const { office, year, holder, basis, proof } = facts as unknown as OfficeTakenFacts;
      return { office: office as OfficeCode, year, holder, basis, source: null, proof };
    }),
  );
  const known: readonly HeldOffice[] = chairs.flatMap(({ year, who, basis, source }): HeldOffice[] => [
    { office: "CHAIR", year, holder: who, basis, source, proof: null },
    // Who chaired by right of succession was Vice-Chair the year before.
    ...(basis === "EXPECTED"
      ? [{ office: "VICE_CHAIR" as const, year: year - 1, holder: who, basis: "HELD", source, proof: null }]
      : []),
  ]);
  const of = (office: OfficeCode, year: number): HeldOffice | undefined =>
    recorded.findLast((one) => one.office === office && one.year === year) ??
    known.find((one) => one.office === office && one.year === year);
  const years = new Map([...known, ...recorded].map((one) => [`${one.office} ${one.year}`, one]));
  return { all: [...years.values()].sort((a, b) => b.year - a.year), of };
}
