// The demonstration's items: neutral invented subjects, each saying so, with invented positions, in the stages that an item
// can be in. Recorded after the program listens, a transaction each, with the engine asked about every act as always.
import type { Author, Payload } from "#core/decisions/index.ts";
import { findFounding, inTransaction } from "#modules/record/index.ts";
import type { Actor, Ctx, Tx } from "#modules/record/index.ts";
import { uuidv7 } from "#platform/keys/random.ts";
import { seatsNow } from "../seats/queries.ts";
import { demonstrationBody } from "../seats/seed.ts";
import { validDelegates } from "../seats/store.ts";
import type { DelegateRow } from "../seats/store.ts";
import { apply, clockActor, takeRoster } from "./act.ts";
import type { Opened } from "./act.ts";
import { beginItem, discussionRules, kindOf } from "./commands/submit-item.ts";
import type { ItemFacts } from "./facts.ts";
import { demonstrationItems } from "./seed-items.ts";
import type { SampleItem, Step } from "./seed-items.ts";
import * as store from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const day = 86_400_000;
const minute = 60_000;

/** Nothing in a real scheme, and nothing once there is an item. */
export async function seedDemonstrationItems(base: Base): Promise<void> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding?.demonstration !== true || (await store.listItems(reader, {}, 1)).length > 0) return;
  const now = base.clock();
  const actor: Actor = {
    kind: "system",
    id: "demonstration",
    name: "Demonstration",
    organisation: founding.founder,
    roles: ["secretariat"],
  };
  const delegates = new Map((await validDelegates(reader)).map((row) => [row.seat, row]));
  for (const sample of demonstrationItems)
    await inTransaction({ ...base, actor }, (tx) => play(tx, now, sample, delegates));
}

/** The transaction as it would have been at another time: each act of the past has its own. */
function at(tx: Tx, millis: number): Tx {
  return { ...tx, now: new Date(millis).toISOString(), newId: () => uuidv7(millis) };
}

async function play(
  tx: Tx,
  now: number,
  sample: SampleItem,
  delegates: ReadonlyMap<string, DelegateRow>,
): Promise<void> {
  const first = now - sample.daysAgo * day;
  const opened = beginItem(at(tx, first).newId(), await factsOf(at(tx, first), sample));
  await takeRoster(at(tx, first), opened);
  for (const [place, step] of sample.steps.entries()) {
    const millis = now - step.daysAgo * day + place * minute;
    await catchUp(tx, opened, millis);
    const then = at(tx, millis);
    for (const { by, actor } of await authorsOf(then, step, delegates))
      await apply(then, opened, {
        by,
        actor,
        payload: payloadOf(step, opened),
        ...(step.payload.type === "submit" ? { facts: opened.facts } : {}),
      });
  }
  await catchUp(tx, opened, now);
}

/** The clock's own acts, each a minute after its deadline. */
async function catchUp(tx: Tx, opened: Opened, until: number): Promise<void> {
  for (let passed = 0; passed < 20; passed++) {
    const { deadline, outcome } = opened.state;
    if (outcome !== null || deadline === null) return;
    const millis = Date.parse(deadline.at) + minute;
    if (millis >= until) return;
    const then = at(tx, millis);
    const actor = await clockActor(then);
    await apply(then, opened, {
      by: { office: "SECRETARIAT", person: actor.organisation as string },
      actor,
      payload: { type: "tick", deadline: deadline.at },
    });
  }
}

async function factsOf(tx: Tx, sample: SampleItem): Promise<ItemFacts> {
  const year = Number(tx.now.slice(0, 4));
  return {
    number: await store.nextNumber(tx, year),
    year,
    body: sample.body,
    ruleSet:
      sample.class === "K0"
        ? discussionRules
        : sample.body === demonstrationBody.body
          ? demonstrationBody.ruleSet
          : "kp-strict@2003",
    class: sample.class,
    kind: kindOf(sample.class, sample.clauses.length > 0),
    title: sample.title,
    summary: sample.summary,
    language: "en",
    clauses:
      sample.clauses.length > 0
        ? sample.clauses.map(({ id, en, dependsOn = [] }) => ({ id, text: en, dependsOn }))
        : [{ id: "scope", text: "", dependsOn: [] }],
    translations:
      sample.clauses.length > 0
        ? { fr: Object.fromEntries(sample.clauses.map(({ id, fr }) => [id, fr])) }
        : {},
    severable: true,
    subjects: [],
    coSponsors: [],
    timeZone: sample.body === demonstrationBody.body ? demonstrationBody.timeZone : "Etc/UTC",
    continuesMeasure: false,
    trigger: null,
    repeats: false,
    newFacts: null,
    competesWith: [],
    follows: null,
  };
}

async function authorsOf(
  tx: Tx,
  step: Step,
  delegates: ReadonlyMap<string, DelegateRow>,
): Promise<readonly { readonly by: Author; readonly actor: Actor }[]> {
  if (step.by === "SECRETARIAT" || step.by === "CHAIR") {
    const clock = await clockActor(tx);
    const actor = step.by === "CHAIR" ? { ...clock, organisation: "CHAIR", name: "Demo Chair" } : clock;
    return [{ by: { office: step.by, person: actor.organisation as string }, actor }];
  }
  const seated = new Set((await seatsNow(tx)).map(({ code }) => code));
  return step.by.flatMap((seat) => {
    const delegate = delegates.get(seat);
    if (delegate === undefined || !seated.has(seat)) return [];
    const actor: Actor = {
      kind: "person",
      id: delegate.person,
      name: delegate.name,
      organisation: delegate.organisation,
      roles: ["delegate"],
    };
    return [{ by: { seat, delegate: delegate.id, credential: "VALID" as const }, actor }];
  });
}

/** A reply names the last answer to its seat; a call opened by the chair closes so many days later. */
function payloadOf({ payload, closesIn }: Step, { state }: Opened): Payload {
  if (payload.type === "openCall" && closesIn !== undefined)
    return { ...payload, closesAt: new Date(Date.parse(state.since ?? "") + closesIn * day).toISOString() };
  return payload;
}
