// Compiles, signs and publishes the next trust list: the one document a desk without a network goes by.
// The scheme's key is the founder's (the Secretariat's); older lists are kept and served for ever.
import { z } from "@hono/zod-openapi";
import { finishSign1 } from "#core/encoding/cose.ts";
import { prepareTrustList, trustListContentType } from "#core/trust/trust-list.ts";
import { insertDocument, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { trustListPublished } from "../acts.ts";
import { changeScheme } from "../change.ts";
import { saysTheSame } from "../compile.ts";
import { mayKeepScheme } from "../policy.ts";
import { founderOf, schemeSigner } from "../scheme-signer.ts";
import * as store from "../store.ts";
import { compileNow, readPublished } from "../trust-lists.ts";

export const PublicationInput = z
  .strictObject({
    days: z
      .int()
      .min(1)
      .max(60)
      .default(7)
      .openapi({ description: "Days until the list may no longer be used" }),
  })
  .openapi("PublicationInput");
export type PublicationInput = z.infer<typeof PublicationInput>;

export interface Publication {
  readonly version: number;
  readonly digest: Uint8Array;
  readonly issuedAt: string;
  readonly notAfter: string;
}

export async function publishTrustList(
  ctx: Ctx,
  input: PublicationInput = { days: usualDays },
): Promise<Publication> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    return publishIn(tx, input.days);
  });
}

/**
 * Publishes the next list if the one in force is a day old or no longer says what the scheme's facts say; null if it
 * is fresh. For the program's own clockwork, whose actor is the system: it decides nothing, it only repeats the facts.
 */
export async function renewTrustList(ctx: Ctx): Promise<Publication | null> {
  return changeScheme(ctx, async (tx) => {
    const [latest] = await store.trustLists(tx, 1);
    if (latest === undefined) return null;
    const founder = await founderOf(tx);
    const published = await readPublished(tx, latest, founder);
    const now = await compileNow(tx, founder, published.list);
    const isFresh = Date.parse(tx.now) - Date.parse(latest.issuedAt) < renewedEvery;
    return isFresh && saysTheSame(now, published.list) ? null : publishIn(tx);
  });
}

/** Within the caller's transaction, which has checked who asks. */
export async function publishIn(tx: Tx, days: number = usualDays): Promise<Publication> {
  const founder = await founderOf(tx);
  const signer = await schemeSigner(tx, founder);
  // Two publications follow one another, and each says what the scheme was at one moment.
  await store.lockScheme(tx);
  const [latest] = await store.trustLists(tx, 1);
  const heading = {
    version: (latest?.version ?? 0) + 1,
    issuedAt: tx.now,
    notAfter: new Date(Date.parse(tx.now) + days * dayMillis).toISOString(),
  };
  const list = await compileNow(tx, founder, heading);
  const prepared = prepareTrustList(list, signer.keyId);
  const content = finishSign1(prepared, await signer.sign(prepared.toBeSigned));
  const publication = { ...heading, digest: sha256(content) };
  await insertDocument(tx, {
    digest: publication.digest,
    mediaType: trustListContentType,
    content: Buffer.from(content),
  });
  await record(tx, trustListPublished, {
    organisation: founder,
    subject: "trust-list",
    public: publication,
    private: {},
  });
  return publication;
}

const usualDays = 7;
const dayMillis = 86_400_000;
const renewedEvery = dayMillis;
