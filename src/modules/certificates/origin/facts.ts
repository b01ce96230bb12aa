// What the acts say of where goods come from. All of it is private and salted; amounts are whole hundredths of a carat.
import type { Facts } from "#core/act/act.ts";
import type { Origin } from "#core/certificate/content.ts";
import { hundredthsOf } from "../content.ts";
import type { PaperInput, SourcingInput } from "./inputs.ts";

type Amount = number | bigint;

export interface TakenFacts extends Facts {
  readonly code: string;
  readonly carats: Amount;
  /** Absent where the source names no country for it. */
  readonly [optional: string]: string | Amount;
}

export interface PaperFacts extends Facts {
  readonly participant: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly receivedOn: string;
  readonly origin: Facts;
  readonly lines: readonly TakenFacts[];
}

/** With an application: what its applicant says. */
export interface SourcingFacts extends Facts {
  readonly mined: string;
  readonly sources: readonly Facts[];
}

/** With a certificate: what the desk found to hold. */
export interface IssuedSourcingFacts extends Facts {
  readonly mined: string;
  readonly provenance: readonly string[];
  readonly draws: readonly (TakenFacts & { readonly source: string; readonly becomes: string })[];
}

export interface IncomingFacts extends PaperFacts {
  /** SHA-256 of the files that show it. */
  readonly evidence: readonly Uint8Array[];
}

export interface LossFacts extends TakenFacts {
  readonly kind: string;
  readonly reason: string;
}

export function sourcingFacts({ mined, zone, sources }: SourcingInput): SourcingFacts {
  return {
    mined,
    ...(zone === undefined ? {} : { zone }),
    sources: sources.map(({ certificate, paper, draws, losses }) => ({
      ...(certificate === undefined ? {} : { certificate }),
      ...(paper === undefined ? {} : { paper: paperFacts(paper) }),
      draws: draws.map(inHundredths),
      losses: losses.map(inHundredths),
    })),
  };
}

export function paperFacts(paper: PaperInput): PaperFacts {
  const { expiresOn, origin, lines, ...rest } = paper;
  return {
    ...rest,
    ...(expiresOn === undefined ? {} : { expiresOn }),
    origin: originFacts(origin),
    lines: lines.map(inHundredths),
  };
}

function originFacts(origin: Origin): Facts {
  return origin.kind === "SINGLE" ? { ...origin } : { kind: origin.kind, listed: [...origin.listed] };
}

function inHundredths(row: { readonly code: string; readonly carats: string }): TakenFacts {
  return { ...row, carats: hundredthsOf(row.carats) };
}
