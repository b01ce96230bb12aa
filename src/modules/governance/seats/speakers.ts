// Who speaks for which seat in the demonstration, as the actors that its seeds act as.
import { peopleInRole } from "#modules/identity/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { seatsNow } from "./queries.ts";

export async function speakersOf(ctx: Ctx): Promise<ReadonlyMap<string, Actor>> {
  const people = await peopleInRole(ctx, "delegate");
  return new Map(
    (await seatsNow(ctx)).flatMap(({ code, organisation }) => {
      const found = people.find((one) => one.organisation === organisation);
      if (found === undefined || organisation === null) return [];
      const actor: Actor = {
        kind: "person",
        id: found.person,
        name: found.name,
        organisation,
        roles: ["delegate"],
      };
      return [[code, actor] as const];
    }),
  );
}
