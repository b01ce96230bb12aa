// Signs and publishes the next status list: what a desk without a network knows of withdrawn and used certificates.
// The program does it by itself, with the scheme's key, when something changed or the list in force is a day old.
import { z } from "@hono/zod-openapi";
import { finishSign1 } from "#core/encoding/cose.ts";
import { prepareStatusList, readStatusList } from "#core/certificate/status-list.ts";
import type { StatusList } from "#core/certificate/status-list.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { actKind, inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { founderOf, mayKeepScheme, schemeSigner } from "#modules/scheme/index.ts";
import { knownByCode } from "../check.ts";
import { stoppedStandings } from "../checking/store.ts";
import { compileStatusList, saysTheSame } from "./compile.ts";
import * as store from "./store.ts";

export const statusListPublished = actKind("status-list.published", store.projectStatusLists);

export const StatusListPublication = z
  .object({
    version: z.int().openapi({ example: 12 }),
    issuedAt: z.string().openapi({ example: "2026-06-01T10:00:00.000Z" }),
    notAfter: z.string().openapi({ example: "2026-06-08T10:00:00.000Z" }),
    certificates: z.int().openapi({ description: "How many stand on it", example: 318 }),
  })
  .openapi("StatusListPublication");
export type StatusListPublication = z.infer<typeof StatusListPublication>;

/** At once, by hand: after a theft nobody waits for the hour. */
export async function publishStatusList(ctx: Ctx): Promise<StatusListPublication> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    await store.lockPublication(tx);
    return publish(tx, await schemeKey(tx), await store.findCurrent(tx), await contentNow(tx));
  });
}

/** Null if the list in force is fresh. For the program's own clockwork: it decides nothing, it only repeats the register. */
export async function renewStatusList(ctx: Ctx): Promise<StatusListPublication | null> {
  return inTransaction(ctx, async (tx) => {
    await store.lockPublication(tx);
    const key = await schemeKey(tx);
    const [latest, content] = [await store.findCurrent(tx), await contentNow(tx)];
    const isFresh = latest !== undefined && Date.parse(tx.now) - Date.parse(latest.issued_at) < renewedEvery;
    if (isFresh && latest.content !== null) {
      const published = readStatusList(new Uint8Array(latest.content), key.signer.publicKey, verifyEs256);
      if (published.ok && saysTheSame(published.document, content)) return null;
    }
    return publish(tx, key, latest, content);
  });
}

interface SchemeKey {
  readonly founder: string;
  readonly signer: Signer;
}

async function schemeKey(tx: Tx): Promise<SchemeKey> {
  const founder = await founderOf(tx);
  return { founder, signer: await schemeSigner(tx, founder) };
}

/** Those that have not run out: of the others the paper itself says enough. */
async function contentNow(tx: Tx): Promise<StatusList> {
  const rows = await stoppedStandings(tx, tx.now);
  return compileStatusList(rows.map(knownByCode), { version: 0, issuedAt: tx.now, notAfter: tx.now });
}

async function publish(
  tx: Tx,
  { founder, signer }: SchemeKey,
  latest: store.StatusListRow | undefined,
  content: StatusList,
): Promise<StatusListPublication> {
  const list = {
    ...content,
    version: (latest?.version ?? 0) + 1,
    issuedAt: tx.now,
    notAfter: new Date(Date.parse(tx.now) + usableFor).toISOString(),
  };
  const prepared = prepareStatusList(list, signer.keyId);
  const signed = finishSign1(prepared, await signer.sign(prepared.toBeSigned));
  const digest = sha256(signed);
  const { version, issuedAt, notAfter } = list;
  await record(tx, statusListPublished, {
    organisation: founder,
    subject: "status-list",
    public: { version, digest, issuedAt, notAfter },
    private: {},
  });
  await store.keepFile(tx, digest, signed);
  return {
    version,
    issuedAt,
    notAfter,
    certificates: list.stopped.reduce((sum, { ids }) => sum + ids.length, 0),
  };
}

const dayMillis = 86_400_000;
const usableFor = 7 * dayMillis;
const renewedEvery = dayMillis;
