// Demands, commitments and cycles of this record, as pages and the API show them.
import { foldCommitment, foldDemand } from "#core/reform/record.ts";
import type { RecordedCommitment, RecordedDemand } from "#core/reform/record.ts";
import type { Ctx } from "#modules/record/index.ts";
import * as store from "./store.ts";
import type { ReformActRow } from "./store.ts";

export interface ShownDemand {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly history: string | null;
  readonly language: string;
  readonly state: RecordedDemand;
  readonly acts: readonly ReformActRow[];
}

export interface ShownCommitment {
  readonly id: string;
  readonly text: string;
  readonly due: string | null;
  readonly language: string;
  readonly state: RecordedCommitment;
  readonly acts: readonly ReformActRow[];
}

export interface ShownCycle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly from: string;
  readonly until: string;
  readonly topics: readonly { readonly title: string; readonly owner: string }[];
  readonly language: string;
}

const mostShown = 200;
const idOf = (subject: string): string => subject.slice(subject.indexOf(":") + 1);
const readerOf = (ctx: Ctx): store.Reader => ({ db: ctx.database.kysely });
const nowOf = (ctx: Ctx): string => new Date(ctx.clock()).toISOString();

export async function recordedDemands(ctx: Ctx): Promise<readonly ShownDemand[]> {
  const all = await store.actsBegunBy(readerOf(ctx), "demand.raised", mostShown);
  return [...all.values()].flatMap((acts) => demandOf(acts, nowOf(ctx)) ?? []);
}

export async function findRecordedDemand(ctx: Ctx, id: string): Promise<ShownDemand | undefined> {
  return demandOf(await store.actsOf(readerOf(ctx), `demand:${id}`), nowOf(ctx));
}

export async function recordedCommitments(ctx: Ctx): Promise<readonly ShownCommitment[]> {
  const all = await store.actsBegunBy(readerOf(ctx), "commitment.made", mostShown);
  return [...all.values()].flatMap((acts) => commitmentOf(acts, nowOf(ctx)) ?? []);
}

export async function findCommitment(ctx: Ctx, id: string): Promise<ShownCommitment | undefined> {
  return commitmentOf(await store.actsOf(readerOf(ctx), `commitment:${id}`), nowOf(ctx));
}

export async function recordedCycles(ctx: Ctx): Promise<readonly ShownCycle[]> {
  const all = await store.actsBegunBy(readerOf(ctx), "reform-cycle.opened", mostShown);
  return [...all.values()].flatMap(([opened]) =>
    opened === undefined
      ? []
      : [{ ...(opened.facts as unknown as Omit<ShownCycle, "id">), id: idOf(opened.subject) }],
  );
}

function demandOf(acts: readonly ReformActRow[], now: string): ShownDemand | undefined {
  const state = foldDemand(acts.map(store.stepOf), now);
  const [first] = acts;
  if (state === undefined || first === undefined) return undefined;
  const { title, text, history, language } = first.facts;
  return {
    id: idOf(first.subject),
    title: String(title),
    text: String(text),
    history: typeof history === "string" ? history : null,
    language: String(language),
    state,
    acts,
  };
}

function commitmentOf(acts: readonly ReformActRow[], now: string): ShownCommitment | undefined {
  const [first] = acts;
  if (first === undefined) return undefined;
  const { text, due, language } = first.facts;
  const day = typeof due === "string" ? due : null;
  const state = foldCommitment(acts.map(store.stepOf), day, now);
  if (state === undefined) return undefined;
  return {
    id: idOf(first.subject),
    text: String(text),
    due: day,
    language: String(language),
    state,
    acts,
  };
}
