// The life of a certificate as its row and its history tell it, and the one place where a command asks whether an event may follow.
import { decideNext } from "#core/certificate/life.ts";
import type {
  CertificateState,
  Life,
  LifeEvent,
  LifeEventKind,
  LifeFacts,
  LifeRefusal,
} from "#core/certificate/life.ts";
import { Problem } from "#platform/http/problem.ts";
import type { ProblemCode } from "#platform/http/problem.ts";
import { personBehind } from "#modules/record/index.ts";
import type { Tx } from "#modules/record/index.ts";
import type { EventRow } from "./life/store.ts";
import type { CertificateRow } from "./store.ts";

const refusals: Readonly<Record<LifeRefusal, ProblemCode>> = {
  TOO_EARLY: "wrong-state",
  TOO_LATE: "wrong-state",
  ALREADY_DONE: "already-done",
  ALREADY_CONFIRMED: "already-done",
  WITHDRAWN: "wrong-state",
  SAME_PERSON: "same-person",
  OTHER_AUTHORITY: "not-found",
  EXPIRED: "wrong-state",
  AFTER_EXPORT: "wrong-state",
  GOODS_ELSEWHERE: "wrong-state",
  TRANSIT_OPEN: "already-done",
  NOT_IN_TRANSIT: "wrong-state",
  NEVER_LOST: "wrong-state",
  NOTHING_ASKED: "wrong-state",
  BEFORE_THE_LAST_EVENT: "changed-meanwhile",
};

/** What the row does not tell: its history, and which authorities may receive it. */
export interface Around {
  readonly events: readonly EventRow[];
  readonly importers: readonly string[];
}

/** Enough for the steps of the issuing desk up to the print: no event after it bears on them. */
const atTheDesk: Around = { events: [], importers: [] };

/** The state after the event; throws the refusal when the life does not allow it now, by this actor. */
export function nextState(
  tx: Tx,
  row: CertificateRow,
  kind: LifeEventKind,
  around: Around = atTheDesk,
): CertificateState {
  const event: LifeEvent = {
    kind,
    at: tx.now,
    person: personBehind(tx.actor),
    authority: tx.actor.organisation ?? "",
  };
  const next = decideNext(lifeOfRow(row, around.events), event, factsOfRow(row, around.importers));
  if (next.ok) return next.state;
  const state = next.reason === "EXPIRED" ? "EXPIRED" : row.state;
  throw new Problem(refusals[next.reason], {
    state,
    authority: row.importing_authority ?? "",
    at: row.confirmed_at ?? "",
  });
}

export function factsOfRow(row: CertificateRow, importers: readonly string[] = []): LifeFacts {
  return { authority: row.authority, importers, expiresAt: row.expires_at };
}

export function lifeOfRow(row: CertificateRow, history: readonly EventRow[]): Life {
  const events: LifeEvent[] = [
    { kind: "issued", at: row.issued_at, person: row.issued_by, authority: row.authority },
  ];
  const happened = (kind: LifeEventKind, at: string | null, authority: string | null): void => {
    if (at !== null) events.push({ kind, at, person: "", authority: authority ?? row.authority });
  };
  happened("validated", row.validated_at, null);
  for (const print of row.prints) happened("printed", print.at, null);
  happened("exported", row.exported_at, null);
  happened("confirmed", row.confirmed_at, row.importing_authority);
  for (const { kind, at, person, authority } of history) events.push({ kind, at, person, authority });
  events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    state: row.state,
    events,
    prints: row.prints.length,
    confirmed:
      row.confirmed_at === null || row.confirmation === null
        ? null
        : {
            at: row.confirmed_at,
            authority: row.importing_authority ?? "",
            outcome: row.confirmation.outcome,
          },
  };
}
