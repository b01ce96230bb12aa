// The demonstration's statistics: invented returns of the last periods, filed on invented days by invented focal points. They are
// acts as in a real scheme, recorded after the program listens and only where nobody has filed anything. The last whole year is
// published, so that a visitor finds figures.
import { findFounding, inTransaction, recordAll } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { returnTypes } from "#core/statistics/calendar.ts";
import { peopleInRole } from "#modules/identity/index.ts";
import { returnFiled } from "../acts.ts";
import { publishRelease } from "../releases/commands/publish.ts";
import { anythingFiled } from "../returns/store.ts";
import { inventedReturns } from "./invented.ts";
import type { InventedReturn } from "./invented.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

export async function seedDemonstrationStatistics(base: Base): Promise<void> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding?.demonstration !== true || (await anythingFiled(reader))) return;
  const filers = new Map(
    (await peopleInRole(base, "focal-point")).map(({ person, organisation, name }): [string, Actor] => [
      organisation.slice(0, 2),
      { kind: "person", id: person, name, organisation, roles: ["focal-point"] },
    ]),
  );
  const today = new Date(base.clock()).toISOString().slice(0, 10);
  for (const [on, filed] of byDay(inventedReturns(today))) {
    const actor = filers.get(filed[0]?.participant ?? "");
    if (actor === undefined) continue;
    const at = Date.parse(`${on}T09:30:00.000Z`);
    await inTransaction({ ...base, clock: () => at, actor }, async (tx) => {
      await recordAll(
        tx,
        returnFiled,
        filed.flatMap((one) => {
          const filer = filers.get(one.participant);
          return filer === undefined ? [] : [inputOf(one, filer)];
        }),
      );
    });
  }
  await publishLastYear(base, today);
}

/** As the Secretariat would on 15 July, or today where that is still to come; from the middle of March on all of it was due. */
async function publishLastYear(base: Base, today: string): Promise<void> {
  const [secretary] = await peopleInRole(base, "secretariat");
  if (secretary === undefined) return;
  const { person: id, organisation, name } = secretary;
  const actor: Actor = { kind: "person", id, name, organisation, roles: ["secretariat"] };
  const year = Number(today.slice(0, 4)) - (today.slice(5) < "03-15" ? 2 : 1);
  const at = Math.min(Date.parse(`${year + 1}-07-15T12:00:00.000Z`), base.clock());
  await publishRelease(
    { ...base, clock: () => at, actor },
    {
      period: String(year),
      types: [...returnTypes],
      partners: "NAMED",
      cutOff: new Date(at).toISOString(),
      note: "",
    },
    usualAddress,
  );
}

/** Where a demonstration is, unless it is told otherwise: what is written into files of a release stays there. */
const usualAddress = "http://localhost:8080";

function inputOf(one: InventedReturn, actor: Actor) {
  const { participant, type, period, version, kind, status, rows, why } = one;
  return {
    subject: `return:${participant}:${type}:${period}`,
    actor,
    ...(version === 1 ? { previous: null } : {}),
    public: { participant, type, period, version, kind, status },
    private: { rows, why, findings: [], file: null },
  };
}

/** Days stand in order; one return is never twice on one day. */
function byDay(returns: readonly InventedReturn[]): ReadonlyMap<string, readonly InventedReturn[]> {
  const days = new Map<string, InventedReturn[]>();
  for (const one of returns) {
    const day = days.get(one.on);
    if (day === undefined) days.set(one.on, [one]);
    else day.push(one);
  }
  return days;
}
