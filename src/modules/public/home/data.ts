// What the home page says of the scheme today, from the register and the record; made at most once in five seconds.
import { readAct } from "#core/act/act.ts";
import type { CertificateState } from "#core/certificate/life.ts";
import { countriesCovered, unionMemberStates } from "#core/kp/participants.ts";
import type { Participant } from "#core/kp/participants.ts";
import { statusOn } from "#core/kp/statuses.ts";
import type { Standing, StatusRow } from "#core/kp/statuses.ts";
import { listItems } from "#modules/governance/index.ts";
import { latestCheckpoint, logSize } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findCurrentTrustList, schemeFacts } from "#modules/scheme/index.ts";
import type { MapStatus } from "#ui/maps/WorldMap.tsx";
import * as store from "../store.ts";

export interface Taker {
  readonly code: string;
  readonly kind: Participant["kind"];
  readonly standing: Standing;
}

export type News =
  | {
      readonly kind: "status";
      readonly on: string;
      readonly country: string;
      readonly status: string;
      readonly since: string;
      readonly precision: string;
    }
  | { readonly kind: "participant"; readonly on: string; readonly country: string }
  | {
      readonly kind: "authority";
      readonly on: string;
      readonly authority: string;
      readonly names: Readonly<Record<string, string>>;
      readonly country: string;
    }
  | { readonly kind: "rule"; readonly on: string; readonly country: string }
  | { readonly kind: "trust-list"; readonly on: string; readonly version: number }
  | {
      readonly kind: "certificates";
      readonly on: string;
      readonly issued: number;
      readonly confirmed: number;
    };

export interface HomeData {
  readonly today: string;
  /** Everybody listed who takes part today, the trading entity included. */
  readonly takers: readonly Taker[];
  readonly participants: number;
  readonly countries: number;
  /** Codes of those who may not trade, and of those who may under conditions. */
  readonly stopped: readonly string[];
  readonly conditional: readonly string[];
  readonly certificates: {
    readonly total: number;
    readonly byState: Readonly<Partial<Record<CertificateState, number>>>;
    /** Sent on their way, and how many of these were confirmed. */
    readonly sent: number;
    readonly confirmed: number;
  };
  readonly record: { readonly size: bigint; readonly checkpointAt: string | null };
  /** Items that no decision has ended, and when the oldest was tabled. */
  readonly items: { readonly open: number; readonly oldest: string | null };
  readonly news: readonly News[];
}

const keptMillis = 5_000;
const kept = new WeakMap<Ctx["database"], { readonly at: number; readonly data: Promise<HomeData> }>();

export function homeData(ctx: Ctx): Promise<HomeData> {
  const at = ctx.clock();
  const known = kept.get(ctx.database);
  if (known !== undefined && Math.abs(at - known.at) < keptMillis) return known.data;
  const data = load(ctx, at);
  kept.set(ctx.database, { at, data });
  // A failure is told once and not kept.
  data.catch(() => kept.delete(ctx.database));
  return data;
}

async function load(ctx: Ctx, at: number): Promise<HomeData> {
  const reader = { db: ctx.database.kysely };
  const today = new Date(at).toISOString().slice(0, 10);
  const weekAgo = new Date(at - 7 * 86_400_000).toISOString().slice(0, 10);
  const facts = await schemeFacts(ctx);
  const [counts, size, checkpoint, list, acts, items] = await Promise.all([
    store.countCertificates(reader, `${weekAgo}T00:00:00Z`),
    logSize(reader),
    latestCheckpoint(reader),
    findCurrentTrustList(ctx),
    store.newestOfTypes(reader, Object.keys(actNews)),
    listItems(ctx, { open: true }),
  ]);
  const takers = facts.participants
    .map(({ code, kind }) => ({ code, kind, standing: statusOn(facts.statuses, code, today) }))
    .filter(({ standing }) => standing.status !== "NOT_PARTICIPANT");
  const members = facts.participants.filter(
    ({ code, kind }) => kind !== "TRADING_ENTITY" && takers.some((taker) => taker.code === code),
  );
  const certificates = certificateFigures(counts);
  const sum = (part: "issued" | "confirmed"): number => counts.reduce((total, row) => total + row[part], 0);
  const counted: News = {
    kind: "certificates",
    on: today,
    issued: sum("issued"),
    confirmed: sum("confirmed"),
  };
  const news: News[] = [
    ...(counted.issued + counted.confirmed === 0 ? [] : [counted]),
    ...(list === undefined
      ? []
      : [{ kind: "trust-list", on: list.list.issuedAt.slice(0, 10), version: list.version } as const]),
    ...acts.flatMap((act) => newsOf(act)),
  ];
  return {
    today,
    takers,
    participants: members.length,
    countries: countriesCovered(members),
    stopped: takers.filter(({ standing }) => stopping.has(standing.status)).map(({ code }) => code),
    conditional: takers.filter(({ standing }) => standing.status === "CONDITIONAL").map(({ code }) => code),
    certificates,
    record: { size, checkpointAt: checkpoint?.at ?? null },
    items: { open: items.length, oldest: items.at(-1)?.submittedAt ?? null },
    news: news.toSorted((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)).slice(0, 3),
  };
}

const stopping: ReadonlySet<string> = new Set(["SUSPENDED", "SELF_SUSPENDED", "EMBARGOED"]);

/** By alpha-2, the states of the Union one by one. The trading entity is no Participant, and the list says what it is. */
export function mapStatuses({
  takers,
  stopped,
  conditional,
}: Pick<HomeData, "takers" | "stopped" | "conditional">): Readonly<Record<string, MapStatus>> {
  const restricted = new Set([...stopped, ...conditional]);
  const entries = takers
    .filter(({ kind }) => kind !== "TRADING_ENTITY")
    .flatMap(({ code }): [string, MapStatus][] => {
      const status: MapStatus = restricted.has(code) ? "restricted" : "participant";
      return (code === "EU" ? unionMemberStates : [code]).map((country) => [country, status]);
    });
  return Object.fromEntries(entries);
}

function certificateFigures(counts: readonly store.StateCount[]): HomeData["certificates"] {
  const byState = Object.fromEntries(counts.map(({ state, count }) => [state, count])) as Partial<
    Record<CertificateState, number>
  >;
  const of = (...states: CertificateState[]): number =>
    states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
  return {
    total: counts.reduce((sum, { count }) => sum + count, 0),
    byState,
    sent: of("EXPORTED", "PRESENTED", "CONFIRMED", "DETAINED", "SENT_BACK", "FORFEITED"),
    confirmed: of("CONFIRMED"),
  };
}

// Public parts only: what stands in the leaf, for everybody to read.
const actNews: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>, on: string) => News>> = {
  "status.set": (facts, on) => {
    const { participant, status, from, precision } = facts as unknown as StatusRow;
    return { kind: "status", on, country: participant, status, since: from, precision };
  },
  "participant.listed": (facts, on) => ({ kind: "participant", on, country: String(facts["code"]) }),
  "authority.designated": (facts, on) => ({
    kind: "authority",
    on,
    authority: String(facts["code"]),
    names: facts["names"] as Readonly<Record<string, string>>,
    country: String(facts["memberState"] ?? facts["participant"]),
  }),
  "national-rule.set": (facts, on) => ({ kind: "rule", on, country: String(facts["participant"]) }),
};

function newsOf(act: store.PublicAct): readonly News[] {
  const tell = actNews[act.type];
  return tell === undefined ? [] : [tell(readAct(act.leaf).public, act.at.slice(0, 10))];
}
