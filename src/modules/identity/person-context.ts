// The context of somebody who has just proved who they are, before there is a session: their first acts are their own.
import type { Ctx } from "#modules/record/index.ts";
import type { GrantRow, PersonRow } from "./store.ts";

export function asPerson(
  ctx: Ctx,
  person: Pick<PersonRow, "id" | "name">,
  grant: Pick<GrantRow, "organisation" | "role" | "company">,
): Ctx {
  const { id, name } = person;
  const { organisation, role, company } = grant;
  const { database, keyring, clock, committed } = ctx;
  return {
    database,
    keyring,
    clock,
    committed,
    actor: {
      kind: "person",
      id,
      name,
      organisation,
      roles: [role],
      ...(company === null ? {} : { company }),
    },
  };
}
