// One act on an item: the item is locked, deadlines that passed are recorded first, the engine is asked whether the act is
// accepted, and only then is it recorded. A refusal is a clear sentence, and nothing is half written.
import { shadowsOf } from "#core/decisions/index.ts";
import type { Act, Author, ItemState, Payload, Refusal } from "#core/decisions/index.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Actor, Ctx, Tx } from "#modules/record/index.ts";
import { founderOf } from "#modules/scheme/index.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { isChair, isSecretariat } from "../policy.ts";
import { delegationOf, rosterSeats, seatOfOrganisation } from "../seats/queries.ts";
import { kindOf } from "./acts.ts";
import { afterOf, factsOf } from "./facts.ts";
import type { ItemFacts } from "./facts.ts";
import { foldedItem, foldItem, isUuid } from "./fold.ts";
import type { FoldedItem } from "./fold.ts";
import * as store from "./store.ts";

export interface Opened extends Pick<FoldedItem, "id" | "facts" | "item" | "ruleSet"> {
  acts: readonly Act[];
  state: ItemState;
}

export interface Planned {
  readonly by: Author;
  readonly payloads: readonly Payload[];
  readonly duress?: boolean;
  /** SHA-256 of the document that the delegate signed, kept as it came. */
  readonly signed?: Uint8Array;
}

export interface Done {
  readonly item: string;
  readonly acts: readonly string[];
  readonly stage: string;
}

/** `plan` sees the item with every due deadline passed. Tried again when somebody else's act came between. */
export async function actOnItem(
  ctx: Ctx,
  id: string,
  plan: (opened: Opened, tx: Tx) => Promise<Planned> | Planned,
): Promise<Done> {
  refuseUnless(isUuid(id), "not-found");
  // What was done before is folded once, outside the lock.
  if (!ctx.database.kysely.isTransaction) await foldedItem(ctx, id);
  for (let tries = 1; ; tries++) {
    try {
      return await inTransaction(ctx, async (tx) => {
        const opened = await openItem(tx, id);
        await passDeadlines(tx, opened);
        await takeRoster(tx, opened);
        const { payloads, ...rest } = await plan(opened, tx);
        const acts: string[] = [];
        for (const payload of payloads) acts.push(await apply(tx, opened, { ...rest, payload }));
        return { item: id, acts, stage: opened.state.stage };
      });
    } catch (error) {
      if (tries >= 3 || ctx.database.kysely.isTransaction || !cameBetween(error)) throw error;
    }
  }
}

/** The act's time was read before somebody else's act was recorded. */
function cameBetween(error: unknown): boolean {
  return (
    error instanceof Problem &&
    (error.code === "changed-meanwhile" ||
      (error.code === "act-refused" && error.fields.some(({ code }) => code === "item-clock-behind")))
  );
}

export async function openItem(tx: Tx, id: string): Promise<Opened> {
  refuseUnless((await store.lockItem(tx, id)) !== undefined, "not-found");
  const folded = await foldItem(tx, tx.ctx, id);
  refuseUnless(folded !== undefined, "not-found");
  return { ...folded };
}

/** Asks the engine, records, and moves `opened` on. Returns the act's id. */
export async function apply(
  tx: Tx,
  opened: Opened,
  act: {
    readonly by: Author;
    readonly payload: Payload;
    readonly duress?: boolean;
    readonly signed?: Uint8Array;
    readonly actor?: Actor;
    readonly facts?: ItemFacts;
    readonly first?: boolean;
  },
): Promise<string> {
  const { by, payload } = act;
  const asked = { ...payload, id: tx.newId(), at: tx.now, by } as Act;
  const { state, answer } = opened.ruleSet.step(opened.state, asked);
  if (!answer.accepted) throw refusal(answer.reason);
  const ended = opened.state.outcome === null && state.outcome !== null;
  const shadows = ended ? shadowsOf(state) : [];
  const recorded = await record(tx, kindOf(payload.type), {
    subject: `item:${opened.id}`,
    ...(act.first === true ? { previous: null } : {}),
    ...(act.actor === undefined ? {} : { actor: act.actor }),
    public: {
      ...factsOf(payload, by, afterOf(opened.state, state, shadows), act.facts),
      ...(act.signed === undefined ? {} : { signed: act.signed }),
    },
    private: act.duress === true ? { duress: true } : {},
  });
  // Folded again under the id that the record gave it, because later acts may name it.
  const kept = { ...asked, id: recorded.id };
  opened.state = opened.ruleSet.step(opened.state, kept).state;
  opened.acts = [...opened.acts, kept];
  return recorded.id;
}

export function refusal(reason: Refusal): Problem {
  return new Problem("act-refused", {}, { fields: [{ field: "act", code: `item-${reason}` }] });
}

/* ---- what the Secretariat's clock does, whoever looks first ---- */

/** Every deadline that has passed, in order; each opens the next window from now on, so that nobody is robbed of one. */
export async function passDeadlines(tx: Tx, opened: Opened): Promise<number> {
  let passed = 0;
  for (; passed < mostDeadlines; passed++) {
    const { deadline, outcome } = opened.state;
    if (outcome !== null || deadline === null || deadline.at > tx.now) break;
    const actor = await clockActor(tx);
    // A call opens on the seats of the day.
    await takeRoster(tx, opened);
    await apply(tx, opened, {
      by: { office: "SECRETARIAT", person: actor.organisation as string },
      payload: { type: "tick", deadline: deadline.at },
      actor,
    });
  }
  return passed;
}

/** A deadline opens a window that ends later, so one look passes few. */
const mostDeadlines = 20;

/** Notes the seats in force when they are others than before. */
export async function takeRoster(tx: Tx, opened: Opened): Promise<void> {
  if (opened.state.outcome !== null) return;
  const seats = await rosterSeats(tx, tx.now.slice(0, 10));
  if (JSON.stringify(seats) === JSON.stringify(opened.state.roster?.seats)) return;
  const actor = await clockActor(tx);
  await apply(tx, opened, {
    by: { office: "SECRETARIAT", person: actor.organisation as string },
    payload: { type: "roster", seats },
    actor,
  });
}

export async function clockActor(tx: Tx): Promise<Actor> {
  const organisation = await founderOf(tx);
  return { kind: "system", id: "clock", name: "Clock of the scheme", organisation, roles: ["secretariat"] };
}

/* ---- who acts ---- */

/** The seat that the actor speaks for on this item, with what the record says of the credential. */
export async function asDelegate(tx: Tx, opened: Pick<Opened, "id" | "facts">): Promise<Author> {
  const delegation = await delegationOf(tx, tx.actor, aboutOf(opened));
  if (delegation !== undefined)
    return {
      seat: delegation.seat.code,
      delegate: delegation.delegate.id,
      credential: delegation.credential,
    };
  const seat = await seatOfOrganisation(tx, tx.actor.organisation);
  refuseUnless(seat !== undefined && tx.actor.roles.includes("delegate"), "not-allowed");
  return { seat: seat.code, delegate: "", credential: "UNKNOWN" };
}

export function aboutOf({ id, facts }: Pick<Opened, "id" | "facts">): readonly string[] {
  return [`body:${facts.body}`, `item:${id}`];
}

export function asSecretariat({ actor }: Tx): Author {
  refuseUnless(isSecretariat(actor) && actor.organisation !== null, "not-allowed");
  return { office: "SECRETARIAT", person: actor.organisation };
}

export function asChair({ actor }: Tx): Author {
  refuseUnless(isChair(actor) && actor.organisation !== null, "not-allowed");
  return { office: "CHAIR", person: actor.organisation };
}

/** For what the rule leaves to either. */
export function asChairOrSecretariat(tx: Tx): Author {
  return isChair(tx.actor) ? asChair(tx) : asSecretariat(tx);
}

/** A delegate of a seat that was drawn for the panel. */
export async function asPanel(tx: Tx, opened: Opened, members: readonly string[]): Promise<Author> {
  const author = await asDelegate(tx, opened);
  refuseUnless("seat" in author && author.credential === "VALID", "not-allowed");
  refuseUnless(members.includes(author.seat), "not-allowed");
  return { office: "PANEL", person: author.seat };
}

/** A delegate of the seat that facilitates. */
export async function asFacilitator(tx: Tx, opened: Opened): Promise<Author> {
  const author = await asDelegate(tx, opened);
  const { facilitator } = opened.state;
  refuseUnless("seat" in author && author.credential === "VALID", "not-allowed");
  refuseUnless(facilitator !== null && facilitator.person === author.seat, "not-allowed");
  return { office: "FACILITATOR", person: facilitator.person };
}
