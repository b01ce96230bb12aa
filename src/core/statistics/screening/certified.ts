// A return beside the certificates of the quarter: what was certified and is not in the return, what the return says that no
// certificate does, and by how much the two depart. Pure.
import type { RoughCode } from "../../kp/goods.ts";
import type { Flow, Product } from "../observation.ts";
import type { ReturnRow } from "../return-rules.ts";

/** Of one partner and code: exports as certified and left, imports as counted on arrival. */
export interface CertifiedFlow {
  readonly flow: "IMPORT" | "EXPORT";
  readonly partner: string;
  readonly code: RoughCode;
  readonly carats: bigint;
  readonly usd: bigint;
  readonly certificates: number;
}

export interface Certified {
  readonly flows: readonly CertifiedFlow[];
  readonly issued: number;
  readonly received: number;
}

export type CertifiedFinding = { readonly rows: readonly number[]; readonly strength: number } & (
  | {
      readonly rule: "departs-from-certificates";
      readonly flow: Flow;
      readonly partner: string;
      readonly code: Product;
      readonly carats: bigint;
      readonly certifiedCarats: bigint;
      readonly usd: bigint;
      readonly certifiedUsd: bigint;
      /** The larger of the two departures, in hundredths of what was certified; null where nothing was. */
      readonly percent: number | null;
    }
  | {
      readonly rule: "counts-depart";
      readonly flow: Flow;
      readonly filed: number;
      readonly certified: number;
    }
);

/** Of the rows of a trade return; sums over all partners depart from each of them, and are compared with none. */
export function flowDepartures(
  rows: readonly ReturnRow[],
  { flows: certified }: Certified,
): readonly CertifiedFinding[] {
  if (rows.some(({ counterpart }) => counterpart === "W")) return [];
  const keyOf = (flow: string, partner: string, code: string): string => `${flow} ${partner} ${code}`;
  const places = new Map(
    rows.map((row, place) => [keyOf(row.flow, row.counterpart, row.product), place] as const),
  );
  const found = new Map(certified.map((one) => [keyOf(one.flow, one.partner, one.code), one] as const));
  return [...new Set([...found.keys(), ...places.keys()])].flatMap((key): readonly CertifiedFinding[] => {
    const place = places.get(key);
    const row = place === undefined ? undefined : rows[place];
    const own = found.get(key);
    const [carats, usd] = [row?.carats ?? 0n, row?.usd ?? 0n];
    const [certifiedCarats, certifiedUsd] = [own?.carats ?? 0n, own?.usd ?? 0n];
    if (carats === certifiedCarats && usd === certifiedUsd) return [];
    const [flow, partner = "", code] = key.split(" ");
    const percent = largest(share(carats, certifiedCarats), share(usd, certifiedUsd));
    return [
      {
        rule: "departs-from-certificates",
        rows: place === undefined ? [] : [place],
        flow: flow as Flow,
        partner,
        code: code as Product,
        carats,
        certifiedCarats,
        usd,
        certifiedUsd,
        percent,
        // A percent is rounding or a late paper; a tenth is asked about.
        strength: percent === null ? 2 : Math.abs(percent) >= 10 ? 2.2 : Math.abs(percent) >= 1 ? 1 : 0.5,
      },
    ];
  });
}

export function countDepartures(
  rows: readonly ReturnRow[],
  { issued, received }: Certified,
): readonly CertifiedFinding[] {
  return rows.flatMap((row, place): readonly CertifiedFinding[] => {
    const certified = row.flow === "KPC_ISSUED" ? issued : row.flow === "KPC_RECEIVED" ? received : undefined;
    if (certified === undefined || row.counterpart !== "W" || row.count === null || row.count === certified)
      return [];
    const apart = Math.abs(row.count - certified) / Math.max(1, certified);
    return [
      {
        rule: "counts-depart",
        rows: [place],
        flow: row.flow,
        filed: row.count,
        certified,
        strength: apart >= 0.1 ? 2 : 1,
      },
    ];
  });
}

/** In percent with two digits; null where there is nothing to measure against. */
function share(filed: bigint, certified: bigint): number | null {
  if (certified === 0n) return filed === 0n ? 0 : null;
  return Number(((filed - certified) * 10_000n) / certified) / 100;
}

function largest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return Math.abs(a) >= Math.abs(b) ? a : b;
}
