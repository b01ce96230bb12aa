// A seat asks: for information, for fact-finding, or for a stock-take. Nobody's consent is needed, and nobody removes it.
import { foldRequest, mayOpen } from "#core/decisions/requests.ts";
import type { RequestAct, RequestState } from "#core/decisions/requests.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { bodiesOn, plenary, seatsNow } from "../../seats/queries.ts";
import { requestOpened } from "../acts.ts";
import type { OpenInput } from "../inputs.ts";
import * as store from "../store.ts";
import { refusalOf, speakingSeat, takeAct } from "./take.ts";

export async function openRequest(ctx: Ctx, input: OpenInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    await store.hold(tx, `requests of ${by}`);
    const { kind, about, questions, language } = input;
    const subject = (await seatsNow(tx)).find(({ code }) => code === about);
    refuseFields(
      (kind === "STOCK_TAKE") !== (about === null) && {
        field: "about",
        code: about === null ? "missing" : "request-asks-all",
      },
      about !== null &&
        (subject?.participant ?? null) === null && { field: "about", code: "request-unknown-participant" },
      kind !== "STOCK_TAKE" && questions.length > 1 && { field: "questions", code: "request-one-question" },
    );
    const facts = { kind, by, about, questions, language, official: await isOfficial(tx) };
    const act: RequestAct = { ...facts, type: "opened", id: "", at: tx.now };
    const flood = mayOpen(act, await requestsBy(tx, by));
    if (flood !== undefined) throw refusalOf(flood);
    const id = tx.newId();
    await takeAct(tx, id, undefined, requestOpened, facts);
    return { id };
  });
}

/** Under today's strict rule the scheme knows no such procedure: it runs as an unofficial track, and says so. */
async function isOfficial(tx: Tx): Promise<boolean> {
  const rules =
    (await bodiesOn(tx, tx.now.slice(0, 10))).find(({ code }) => code === plenary.code) ?? plenary;
  return !rules.ruleSet.startsWith("kp-strict");
}

async function requestsBy(tx: Tx, seat: string): Promise<readonly RequestState[]> {
  const rows = await store.listRequests(tx, { by: seat }, 200);
  const open = rows.filter(({ stage }) => stage !== "DONE" && stage !== "LAPSED").map(({ id }) => id);
  const acts = await store.actsOfAll(tx, open);
  return open.flatMap((id) => foldRequest((acts.get(id) ?? []).map(store.engineAct)) ?? []);
}
