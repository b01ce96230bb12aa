// What a re-export may say of its origin, and where it last came from. Re-exporting changes the provenance and never the
// origin (Core Document Section I): the first is the issuer of the incoming papers, the second follows from their pools.
import type { Origin } from "../content.ts";
import type { Received } from "./received.ts";

/** What is known of the origin of everything drawn. */
export interface KnownOrigins {
  /** Countries that carats are known to come from, or that a mixed parcel listed. */
  readonly countries: readonly string[];
  /** Carats of which nobody said where they were mined: the list would not be whole. */
  readonly unknown: boolean;
  /** A set of several countries whose split nobody gave. */
  readonly unsplit: boolean;
}

export function knownOrigins(
  drawn: readonly { readonly origin: string | null; readonly received: Received }[],
): KnownOrigins {
  const countries = new Set<string>();
  let unknown = false;
  let unsplit = false;
  for (const { origin, received } of drawn) {
    if (origin !== null) countries.add(origin);
    else if (received.unsplit.length === 0) unknown = true;
    else {
      unsplit = true;
      for (const country of received.unsplit) countries.add(country);
    }
  }
  return { countries: [...countries].sort(), unknown, unsplit };
}

export type OriginFault =
  /** All of it is known to come from one country, so it is not mixed. */
  | { readonly code: "ORIGIN_IS_SINGLE"; readonly country: string }
  /** One country is stated, and the sources have others or do not say. */
  | { readonly code: "ORIGIN_IS_MIXED" }
  /** A list although part of the sources did not say: it cannot be whole. */
  | { readonly code: "ORIGINS_NOT_KNOWN" }
  | { readonly code: "ORIGINS_NOT_OF_SOURCES"; readonly countries: readonly string[] };

/**
 * `minedHere` are the stated countries whose mines are the issuer's own, where part of the goods came from there;
 * empty where everything was imported. Whether a list may be printed at all is the national rule's matter.
 */
export function originFault(
  stated: Origin,
  known: KnownOrigins,
  minedHere: readonly string[],
): OriginFault | undefined {
  const countries = [...new Set([...known.countries, ...minedHere])].sort();
  const single = !known.unknown && !known.unsplit && countries.length === 1 ? countries[0] : undefined;
  if (stated.kind === "SINGLE") {
    return single === stated.country ? undefined : { code: "ORIGIN_IS_MIXED" };
  }
  if (single !== undefined) return { code: "ORIGIN_IS_SINGLE", country: single };
  if (stated.listed.length === 0) return undefined;
  if (known.unknown) return { code: "ORIGINS_NOT_KNOWN" };
  const same = stated.listed.toSorted().join() === countries.join();
  return same ? undefined : { code: "ORIGINS_NOT_OF_SOURCES", countries };
}

/** The Participants whose papers the goods came in on: never read from the origin. */
export function provenanceOf(sources: readonly { readonly participant: string }[]): readonly string[] {
  return [...new Set(sources.map(({ participant }) => participant))].sort();
}
