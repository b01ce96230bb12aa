// Appoints the key that signs certificates at one desk: short-lived, and only for numbers of that office's blocks, so
// that a number out of its range betrays a forgery even offline.
import { z } from "@hono/zod-openapi";
import { addDays } from "#core/kp/dates.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { deskSignerAppointed } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { Instant } from "#platform/http/described.ts";
import { OfficeCode, PublicKey, Serial } from "../inputs.ts";
import { mayKeepAuthority } from "../policy.ts";
import { deskKeyNames } from "../queries.ts";
import * as store from "../store.ts";
import type { DeskSignerRow, NumberRange } from "../rows.ts";
import { givenKey, isOnCurve } from "./designate-authority.ts";

export const DeskSignerInput = z
  .strictObject({
    office: OfficeCode,
    /** All blocks of the office when absent. */
    numbers: z
      .array(z.strictObject({ from: Serial, to: Serial }))
      .min(1)
      .max(50)
      .optional(),
    from: Instant.optional(),
    until: Instant,
    /** Where the desk keeps its key itself; else one is made in this installation's keyring. */
    publicKey: PublicKey.optional(),
  })
  .openapi("DeskSignerInput");
export type DeskSignerInput = z.infer<typeof DeskSignerInput>;

/** A key that lives longer is one that nobody looks after. */
export const longestAppointmentDays = 800;

export async function appointDeskSigner(ctx: Ctx, input: DeskSignerInput): Promise<DeskSignerRow> {
  return changeScheme(ctx, async (tx) => {
    const office = await store.findOffice(tx, input.office);
    refuseUnless(
      mayKeepAuthority(tx.actor, office?.authority ?? input.office.split("/")[0] ?? ""),
      "not-allowed",
    );
    refuseUnless(office !== undefined, "not-found");
    const authority = await store.findAuthority(tx, office.authority);
    refuseUnless(authority !== undefined, "not-found");
    await store.lockParticipant(tx, authority.participant);
    const blocks = (await store.blocksOfParticipant(tx, authority.participant)).filter(
      (block) => block.office === office.code,
    );
    const numbers: readonly NumberRange[] =
      input.numbers?.map(({ from, to }) => ({ from: BigInt(from), to: BigInt(to) })) ??
      blocks.map(({ from, to }) => ({ from, to }));
    const from = input.from ?? tx.now;
    refuseFields(
      !authority.roles.includes("EXPORT") && { field: "office", code: "not-exporting" },
      blocks.length === 0 && { field: "office", code: "no-numbers" },
      numbers.some(
        (range) =>
          !blocks.some((block) => block.from <= range.from && range.from <= range.to && range.to <= block.to),
      ) && {
        field: "numbers",
        code: "not-in-blocks",
      },
      input.until <= from && { field: "until", code: "not-after-from" },
      input.until.slice(0, 10) > addDays(from.slice(0, 10), longestAppointmentDays) && {
        field: "until",
        code: "too-long-appointed",
        values: { days: longestAppointmentDays },
      },
      input.publicKey !== undefined &&
        !isOnCurve(input.publicKey) && { field: "publicKey", code: "not-a-key" },
    );
    const appointed = await store.deskSignersOf(tx, office.code);
    const key =
      input.publicKey === undefined
        ? await freshKey(tx.ctx, office.code, appointed)
        : givenKey(input.publicKey);
    refuseUnless((await store.findDeskSignerByKey(tx, key.keyId)) === undefined, "already-done");
    const signer: DeskSignerRow = {
      keyId: key.keyId,
      publicKey: key.publicKey,
      authority: office.authority,
      office: office.code,
      numbers,
      from,
      until: input.until,
      revoked: null,
    };
    const { revoked: _, ...facts } = signer;
    await record(tx, deskSignerAppointed, {
      subject: `desk-signer:${Buffer.from(key.keyId).toString("hex")}`,
      previous: null,
      public: { ...facts, numbers: numbers.map((range) => ({ ...range })) },
      private: {},
    });
    return signer;
  });
}

/** The next name in the row; a key left under it by an attempt that failed is used. */
async function freshKey({ keyring }: Ctx, office: string, appointed: readonly DeskSignerRow[]) {
  const name = deskKeyNames(office, appointed.length + 1).at(-1) as string;
  return (await keyring.findSigner(name)) ?? keyring.makeSigner(name);
}
