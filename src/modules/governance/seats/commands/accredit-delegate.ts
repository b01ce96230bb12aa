// A seat's own organisation accredits who speaks for it, on what, and until when; with the delegate's own key, positions
// may be sent signed from anywhere. A duress word, told to nobody else, marks what is recorded with it for review.
import { z } from "@hono/zod-openapi";
import { concatBytes, utf8 } from "#core/encoding/bytes.ts";
import { grantRole, peopleOf } from "#modules/identity/index.ts";
import { inTransaction, record, within } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { Instant } from "#platform/http/described.ts";
import { BodyCode, PublicKey, Uuid } from "../../inputs.ts";
import { mayAccredit } from "../../policy.ts";
import { refuseFields, plainText } from "#platform/http/inputs.ts";
import { delegateAccredited } from "../acts.ts";
import { seatOfOrganisation } from "../queries.ts";
import * as store from "../store.ts";
import { givenKey, isOnCurve } from "./accredit-seat.ts";

export const DelegateInput = z
  .strictObject({
    person: Uuid.openapi({ description: "Of the seat's own organisation" }),
    bodies: z.array(BodyCode).max(20).optional(),
    items: z.array(Uuid).max(50).optional(),
    from: Instant.optional(),
    until: Instant.optional(),
    publicKey: PublicKey.optional(),
    duressWord: plainText(60).optional(),
  })
  .openapi("DelegateInput", { example: { person: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" } });
export type DelegateInput = z.infer<typeof DelegateInput>;

export async function accreditDelegate(
  ctx: Ctx,
  input: DelegateInput,
): Promise<{ delegate: string; seat: string }> {
  return inTransaction(ctx, async (tx) => {
    const { organisation } = tx.actor;
    if (organisation === null) throw new Problem("not-allowed");
    refuseUnless(mayAccredit(tx.actor, organisation), "not-allowed");
    await store.holdSeats(tx);
    const seat = await seatOfOrganisation(tx, organisation);
    refuseUnless(seat !== undefined, "not-found");
    const inside = within(tx);
    const person = (await peopleOf(inside, organisation)).find(({ id }) => id === input.person);
    const key = input.publicKey;
    const from = input.from ?? tx.now;
    refuseFields(
      person === undefined && { field: "person", code: "person-unknown" },
      from < tx.now && { field: "from", code: "in-the-past" },
      input.until !== undefined && input.until <= from && { field: "until", code: "not-after-from" },
      key !== undefined && !isOnCurve(key) && { field: "publicKey", code: "not-a-key" },
    );
    if (person === undefined) throw new Problem("not-found");
    const holdsRole = person.grants.some(
      (grant) => grant.role === "delegate" && grant.organisation === organisation,
    );
    if (!holdsRole)
      await grantRole(inside, { person: person.id, organisation, role: "delegate", companyName: null });
    const id = tx.newId();
    const given = key === undefined ? null : givenKey(key);
    const scope = [
      ...(input.bodies ?? []).map((body) => `body:${body}`),
      ...(input.items ?? []).map((item) => `item:${item}`),
    ];
    await record(tx, delegateAccredited, {
      subject: `delegate:${id}`,
      previous: null,
      public: {
        seat: seat.code,
        person: person.id,
        scope: scope.length === 0 ? null : scope,
        from,
        until: input.until ?? null,
        keyId: given?.keyId ?? null,
        publicKey: given?.publicKey ?? null,
      },
      private: {
        name: person.name,
        duress: input.duressWord === undefined ? null : duressDigest(id, input.duressWord),
      },
    });
    return { delegate: id, seat: seat.code };
  });
}

export function duressDigest(delegate: string, word: string): Uint8Array {
  return sha256(concatBytes(utf8(delegate), utf8(word.trim().toLowerCase())));
}
