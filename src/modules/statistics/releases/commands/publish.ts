// The Secretariat publishes a release: the figures of the returns as they stood at the cut-off, in files that never change.
import { z } from "@hono/zod-openapi";
import { returnTypes } from "#core/statistics/calendar.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import { writtenText } from "#platform/http/inputs.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { translator } from "#platform/i18n/translator.ts";
import { sha256 } from "#platform/keys/random.ts";
import { findFounding, inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { mayPublish } from "../../policy.ts";
import { draftRelease, partnerChoices } from "../draft.ts";
import type { ReleaseFile } from "../facts.ts";
import { mediaTypes, releaseFileNames, writeFigures } from "../files.ts";
import type { Format } from "../files.ts";
import { releasePublished } from "../acts.ts";
import { lastEdition } from "../store.ts";

export const PublishInput = z.strictObject({
  period: z.string().refine(isReleasePeriod, { params: { code: "not-a-release-period" } }),
  types: z.array(z.enum(returnTypes)).min(1).max(returnTypes.length),
  partners: z.enum(partnerChoices),
  /** The end of that UTC day, or now where it is today. */
  cutOff: z.iso.datetime({ offset: false }),
  note: writtenText(1_000, 0),
});
export type PublishInput = z.infer<typeof PublishInput>;

export function isReleasePeriod(text: string): boolean {
  const period = parsePeriod(text);
  return period?.kind === "YEAR" || period?.kind === "HALF";
}

export async function publishRelease(
  ctx: Ctx,
  input: PublishInput,
  baseUrl: string,
): Promise<{ readonly id: string }> {
  refuseUnless(mayPublish(ctx.actor), "not-allowed");
  return inTransaction(ctx, async (tx) => {
    const { period, types, partners, note } = input;
    const cutOff = input.cutOff > tx.now ? tx.now : input.cutOff;
    const draft = await draftRelease(ctx, tx, { period, types, partners, cutOff });
    if (draft.figures.length === 0)
      throw new Problem("bad-input", {}, { fields: [{ field: "period", code: "release-empty" }] });
    const edition = ((await lastEdition(tx, period))?.edition ?? 0) + 1;
    const id = `${period}-${edition}`;
    const figures = draft.figures.map((one) => ({ ...one, knownFrom: tx.now, knownUntil: null }));
    const scheme = (await findFounding(tx))?.scheme ?? "";
    const files = await keepFiles(tx, id, figures, { scheme, baseUrl, note, cutOff });
    await record(tx, releasePublished, {
      subject: `release:${period}`,
      public: {
        id,
        period,
        edition,
        note,
        cutOff,
        types,
        partners,
        rows: figures.length,
        restated: draft.restated,
        owing: draft.owing,
        notFiled: draft.notFiled.map((one) => `${one.participant} ${one.type} ${one.period}`),
        files,
      },
      private: {},
    });
    return { id };
  });
}

async function keepFiles(
  tx: Tx,
  id: string,
  figures: Parameters<typeof writeFigures>[2],
  of: { readonly scheme: string; readonly baseUrl: string; readonly note: string; readonly cutOff: string },
): Promise<readonly ReleaseFile[]> {
  // Files are for everybody and for ever: their words are those of one language.
  const t = translator("en");
  const about = {
    title: t("releases.release", { id }),
    author: of.scheme,
    address: `${of.baseUrl}/statistics/releases/${id}`,
    notes: [
      t("releases.notes.cut-off", { at: of.cutOff }),
      t("releases.notes.states"),
      t("releases.notes.units"),
      ...(of.note === "" ? [] : [of.note]),
    ],
    header: {
      id: `KP-${id}`,
      prepared: tx.now,
      sender: { id: "KP", name: of.scheme },
      baseUrl: of.baseUrl,
      test: false,
    },
  };
  const files: ReleaseFile[] = [];
  for (const format of Object.keys(releaseFileNames) as Format[]) {
    const content = writeFigures(t, format, figures, { about });
    const [digest, mediaType] = [sha256(content), mediaTypes[format]];
    await insertDocument(tx, { digest, mediaType, content });
    files.push({ name: releaseFileNames[format], mediaType, bytes: content.length, digest });
  }
  return files;
}
