// Issuing a re-export: its sources are locked, checked and drawn on in the transaction that gives the certificate its
// number, so that two officers at once never take the same carat. Losses claimed with it are recorded with it.
import type { CertificateContent } from "#core/certificate/content.ts";
import type { LossLine } from "#core/certificate/origin/reexport.ts";
import type { Taking } from "#core/certificate/origin/balance.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { record } from "#modules/record/index.ts";
import type { Tx } from "#modules/record/index.ts";
import type { RulesAround } from "../rules-around.ts";
import type { EvidenceRow } from "../store.ts";
import { incomingRecorded, lossRecorded } from "./acts.ts";
import { paperFacts } from "./facts.ts";
import type { IssuedSourcingFacts, TakenFacts } from "./facts.ts";
import type { SourcingInput } from "./inputs.ts";
import { checkSourcing, lockNames } from "./sources.ts";
import type { SourcingCheck } from "./sources.ts";
import { lockSources } from "./store.ts";

/** The files of the application; a national system keeps the papers of what it issues directly. */
export type Evidence = readonly EvidenceRow[] | "kept-elsewhere";

export interface Covers {
  /** Undefined where nothing is said of sources. */
  check(
    content: CertificateContent,
    sourcing: SourcingInput | undefined,
    evidence: Evidence,
  ): Promise<SourcingCheck | undefined>;
  /** That certificate will be issued: those after it see what it takes. */
  take(cover: SourcingCheck | undefined): void;
}

/**
 * Locks every source that is named, so that what is found to be left stays left until the commit. The draws of
 * `replaced`, which is replaced in the same transaction, count as given back.
 */
export async function openCovers(
  tx: Tx,
  around: RulesAround,
  today: string,
  stated: readonly (SourcingInput | undefined)[],
  replaced?: Uint8Array,
): Promise<Covers> {
  await lockSources(
    tx,
    stated.flatMap((sourcing) => lockNames(around, sourcing)),
  );
  const also = new Map<string, readonly Taking[]>();
  return {
    async check(content, sourcing, evidence) {
      if (sourcing === undefined) return undefined;
      const kinds =
        evidence === "kept-elsewhere"
          ? ["incoming-certificate", "picture"]
          : evidence.map(({ kind }) => kind);
      return checkSourcing(tx, around, today, content, sourcing, { evidence: kinds, also, replaced });
    },
    take(cover) {
      for (const { source, draws, losses } of cover?.decision?.sources ?? [])
        also.set(source, [...(also.get(source) ?? []), ...draws, ...losses]);
    },
  };
}

/** What a certificate that is about to be issued draws on. */
export interface DraftCover {
  readonly tx: Tx;
  readonly cover: SourcingCheck | undefined;
  readonly sourcing: SourcingInput | undefined;
  readonly evidence: Evidence;
  readonly application?: { readonly company: string };
}

/** Records the papers that are named for the first time; gives the id of each by the name it had until now. */
export async function recordPapers(drafts: readonly DraftCover[]): Promise<ReadonlyMap<string, string>> {
  const recorded = new Map<string, string>();
  for (const { tx, cover, evidence, application } of drafts) {
    for (const { stated, source } of cover?.opened ?? []) {
      if (stated.paper === undefined || source?.kind !== "new-paper" || recorded.has(source.id)) continue;
      const id = tx.newId();
      recorded.set(source.id, id);
      await record(tx, incomingRecorded, {
        subject: `incoming:${id}`,
        previous: null,
        public: {},
        private: {
          ...paperFacts({ ...stated.paper, number: source.number }),
          ...(application === undefined ? {} : { company: application.company }),
          evidence:
            evidence === "kept-elsewhere"
              ? []
              : evidence
                  .filter(({ kind }) => kind === "incoming-certificate")
                  .map(({ digest }) => fromHex(digest)),
        },
      });
    }
  }
  return recorded;
}

/** What the certificate's act says of its sources; `papers` tells the ids of those that were just recorded. */
export function issuedSourcing(
  { cover, sourcing }: Pick<DraftCover, "cover" | "sourcing">,
  papers: ReadonlyMap<string, string>,
): IssuedSourcingFacts | undefined {
  if (cover === undefined || sourcing === undefined) return undefined;
  return {
    mined: sourcing.mined,
    ...(sourcing.zone === undefined ? {} : { zone: sourcing.zone }),
    provenance: [...(cover.decision?.provenance ?? [])],
    draws: (cover.decision?.sources ?? []).flatMap(({ source, draws }) =>
      draws.map(({ becomes, ...taking }) => ({
        ...takenFacts(taking),
        source: papers.get(source) ?? source,
        becomes,
      })),
    ),
  };
}

export async function recordClaimedLosses(
  drafts: readonly DraftCover[],
  papers: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { tx, cover } of drafts) {
    for (const { source, losses } of cover?.decision?.sources ?? [])
      for (const loss of losses) await recordLossOf(tx, papers.get(source) ?? source, loss);
  }
}

/** Only under the lock of the source, after it was found that so much is left. */
export async function recordLossOf(
  tx: Tx,
  source: string,
  { kind, reason, ...taking }: LossLine,
): Promise<void> {
  await record(tx, lossRecorded, {
    subject: `parcel:${source}`,
    public: {},
    private: { ...takenFacts(taking), kind, reason },
  });
}

function takenFacts({ code, origin, carats }: Taking): TakenFacts {
  return { code, carats, ...(origin === null ? {} : { origin }) };
}
