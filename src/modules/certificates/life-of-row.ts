// The life of a certificate as its row tells it, and the one place where a command asks whether an event may follow.
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
import type { Tx } from "#modules/record/index.ts";
import type { CertificateRow } from "./store.ts";

const refusals: Readonly<Record<LifeRefusal, ProblemCode>> = {
  TOO_EARLY: "wrong-state",
  ALREADY_DONE: "already-done",
  ALREADY_CONFIRMED: "already-done",
  SAME_PERSON: "same-person",
  OTHER_AUTHORITY: "not-found",
  EXPIRED: "wrong-state",
  BEFORE_THE_LAST_EVENT: "changed-meanwhile",
};

/** The state after the event; throws the refusal when the life does not allow it now, by this actor. */
export function nextState(tx: Tx, row: CertificateRow, kind: LifeEventKind): CertificateState {
  const event: LifeEvent = { kind, at: tx.now, person: tx.actor.id, authority: tx.actor.organisation ?? "" };
  const next = decideNext(lifeOfRow(row), event, factsOfRow(row));
  if (next.ok) return next.state;
  const state = next.reason === "EXPIRED" ? "EXPIRED" : row.state;
  throw new Problem(refusals[next.reason], {
    state,
    authority: row.importing_authority ?? "",
    at: row.confirmed_at ?? "",
  });
}

export function factsOfRow(row: CertificateRow): LifeFacts {
  return { authority: row.authority, expiresAt: row.expires_at };
}

export function lifeOfRow(row: CertificateRow): Life {
  const events: LifeEvent[] = [
    { kind: "issued", at: row.issued_at, person: row.issued_by, authority: row.authority },
  ];
  const happened = (kind: LifeEventKind, at: string | null, authority: string | null): void => {
    if (at !== null) events.push({ kind, at, person: "", authority: authority ?? row.authority });
  };
  happened("validated", row.validated_at, null);
  for (const print of row.prints) happened("printed", print.at, null);
  happened("exported", row.exported_at, null);
  happened("presented", row.presented_at, row.importing_authority);
  happened("confirmed", row.confirmed_at, row.importing_authority);
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
