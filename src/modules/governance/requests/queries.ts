// A request as pages, the feed and the API show it: where it stands, what was signed, and who may do what next.
import { foldRequest } from "#core/decisions/requests.ts";
import type { RequestState } from "#core/decisions/requests.ts";
import { isSecretariat } from "../policy.ts";
import { delegationOf, readerOf, seatsNow } from "../seats/queries.ts";
import type { SeatOnDay, Source } from "../seats/queries.ts";
import type { Ctx } from "#modules/record/index.ts";
import * as store from "./store.ts";
import type { ExpertRow, RequestActRow, RequestFilter, RequestRow } from "./store.ts";

export interface RequestView {
  readonly row: RequestRow;
  readonly state: RequestState;
  readonly acts: readonly RequestActRow[];
  readonly official: boolean;
  readonly language: string;
}

export async function findRequest(source: Source, id: string): Promise<RequestView | undefined> {
  const reader = readerOf(source);
  const row = await store.findRow(reader, id);
  const acts = row === undefined ? [] : await store.actsOf(reader, id);
  return row === undefined ? undefined : viewOf(row, acts);
}

export async function requestsShown(
  source: Source,
  filter: RequestFilter,
  limit: number,
): Promise<readonly RequestView[]> {
  const reader = readerOf(source);
  const rows = await store.listRequests(reader, filter, limit);
  const acts = await store.actsOfAll(
    reader,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => viewOf(row, acts.get(row.id) ?? []) ?? []);
}

function viewOf(row: RequestRow, acts: readonly RequestActRow[]): RequestView | undefined {
  const state = foldRequest(acts.map(store.engineAct));
  const [first] = acts;
  if (state === undefined || first === undefined) return undefined;
  return {
    row,
    state,
    acts,
    official: first.facts["official"] === true,
    language: String(first.facts["language"]),
  };
}

export type ShownStage =
  | "OPEN"
  | "GATHERING"
  | "DRAWN"
  | "LAPSED"
  | "TRIGGERED"
  | "UNANSWERED"
  | "ANSWERED"
  | "ANSWERED_LATE"
  | "OVERDUE"
  | "REPORTED"
  | "CLOSED"
  | "CALLED";

/** The stage in the word that fits the kind of request. */
export function shownStage({ kind, stage, missed, answers }: RequestState): ShownStage {
  if (kind === "INFORMATION") {
    if (stage === "DONE") return answers[0]?.late === true ? "ANSWERED_LATE" : "ANSWERED";
    return missed ? "UNANSWERED" : "OPEN";
  }
  if (stage === "GATHERING" || stage === "LAPSED") return stage;
  if (kind === "STOCK_TAKE") return stage === "DONE" ? "CLOSED" : "CALLED";
  if (stage === "DONE") return "REPORTED";
  return missed ? "OVERDUE" : stage === "DRAWN" ? "DRAWN" : "TRIGGERED";
}

export interface MayDo {
  /** The seat for which the reader speaks; null for everybody else. */
  readonly seat: SeatOnDay | null;
  readonly support: boolean;
  readonly answer: boolean;
  readonly nameExpert: boolean;
  readonly report: boolean;
}

/** For the buttons; the commands ask again. */
export async function mayDo(ctx: Ctx, id: string, state: RequestState): Promise<MayDo> {
  const delegation = await delegationOf(ctx, ctx.actor, ["body:PLENARY", `request:${id}`]);
  const seat = delegation?.credential === "VALID" ? delegation.seat : null;
  const code = seat?.code;
  const behindIt = code !== undefined && (code === state.by || state.supporters.includes(code));
  const drawn = state.kind === "FACT_FINDING" && state.stage === "DRAWN";
  return {
    seat,
    support: seat !== null && state.stage === "GATHERING" && code !== state.about && !behindIt,
    answer:
      seat !== null &&
      (state.kind === "STOCK_TAKE"
        ? seat.pillar === "G" && state.stage === "TRIGGERED"
        : code === state.about && (state.kind === "INFORMATION" || state.report !== null)),
    nameExpert:
      code !== undefined &&
      code === state.about &&
      state.kind === "FACT_FINDING" &&
      state.namedExpert === null &&
      state.deadline !== null &&
      (state.stage === "TRIGGERED" || drawn),
    report: drawn && (behindIt || isSecretariat(ctx.actor)),
  };
}

/** Who may still be named by the subject: on the roster before the request, and not drawn. */
export function nameable(all: readonly ExpertRow[], state: RequestState): readonly ExpertRow[] {
  return all.filter(
    ({ id, listed_at, withdrawn_at }) =>
      withdrawn_at === null && listed_at < state.openedAt && !state.experts.includes(id),
  );
}

export async function silentSoFar(source: Source, state: RequestState): Promise<readonly string[]> {
  if (state.kind !== "STOCK_TAKE" || state.stage !== "TRIGGERED") return state.silent;
  const answered = new Set(state.answers.map(({ by }) => by));
  return (await seatsNow(source))
    .filter(({ code, pillar }) => pillar === "G" && !answered.has(code))
    .map(({ code }) => code);
}
