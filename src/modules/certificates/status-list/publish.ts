// Signs and publishes the next status list: what a desk without a network knows of open, used and withdrawn certificates.
// The program does it by itself, with the scheme's key, after each head of the log that changed one of them, at most once a
// minute; and when the list in force is a day old. Each list says after which head it was made.
import { z } from "@hono/zod-openapi";
import { finishSign1 } from "#core/encoding/cose.ts";
import { prepareStatusList, readStatusList } from "#core/certificate/status-list.ts";
import type { ListHead, StatusList } from "#core/certificate/status-list.ts";
import type { OpenStage } from "#core/certificate/register.ts";
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { emptyRoot } from "#core/log/merkle.ts";
import { parseNote } from "#core/log/note.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { actKind, inTransaction, latestCosignedCheckpoint, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { founderOf, mayKeepScheme, schemeSigner } from "#modules/scheme/index.ts";
import { knownByCode } from "../check.ts";
import { standingsForDesks } from "../checking/store.ts";
import type { StandingRow } from "../checking/store.ts";
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

/** Those that have not run out: of the others the paper itself says enough. The head is read first: its acts are all in. */
async function contentNow(tx: Tx): Promise<StatusList> {
  const head = await headNow(tx);
  const rows = await standingsForDesks(tx, tx.now);
  const statuses = rows.map((row) => ({ ...knownByCode(row), ...stageOf(row) }));
  return compileStatusList(statuses, { version: 0, issuedAt: tx.now, notAfter: tx.now, head });
}

async function headNow(tx: Tx): Promise<ListHead> {
  const cosigned = await latestCosignedCheckpoint(tx);
  const checkpoint =
    cosigned === undefined ? undefined : parseCheckpoint(parseNote(cosigned.note)?.text ?? "");
  // Nothing was signed yet, or no quorum has seen anything yet.
  if (cosigned === undefined || checkpoint === undefined)
    return { size: 0, root: emptyRoot(sha256), at: tx.now };
  return { size: checkpoint.size, root: checkpoint.root, at: cosigned.at };
}

function stageOf({ state }: StandingRow): { readonly stage?: OpenStage } {
  if (state === "EXPORTED") return { stage: "exported" };
  return state === "PRESENTED" ? { stage: "presented" } : {};
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
    certificates: [...list.open, ...list.stopped].reduce((sum, { ids }) => sum + ids.length, 0),
  };
}

const dayMillis = 86_400_000;
const usableFor = 7 * dayMillis;
const renewedEvery = dayMillis;
