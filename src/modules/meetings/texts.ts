// The texts behind the digests of the acts: statements, answers, and documents for whoever may read them. Opening one that
// is not for everybody is kept.
import type { Digests, MeetingPaper } from "#core/meetings/state.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { findDocument } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { getMeeting, mayRead, ownSeat, readerOf } from "./queries.ts";
import type { Meeting, Source } from "./queries.ts";
import * as store from "./store.ts";

export type Texts = Readonly<Record<string, string>>;

export async function readTexts(source: Source, digests: Digests): Promise<Texts> {
  const texts: Record<string, string> = {};
  for (const [language, digest] of Object.entries(digests)) {
    const document = await findDocument(readerOf(source), fromHex(digest));
    if (document !== undefined) texts[language] = document.content.toString("utf8");
  }
  return texts;
}

/** Of a statement, which is for everybody. */
export async function textsOf(ctx: Ctx, id: string, statement: string): Promise<Texts> {
  const { state } = await getMeeting(ctx, id);
  const said = state.statements.find((one) => one.statement === statement);
  if (said === undefined) throw new Problem("not-found");
  return readTexts(ctx, said.texts);
}

export interface OpenedDocument {
  readonly meeting: Meeting;
  readonly paper: MeetingPaper;
  readonly texts: Texts;
  /** False where only some may read it now. */
  readonly isForEverybody: boolean;
}

/** For whom it is not, it does not exist. */
export async function openDocument(
  ctx: Ctx,
  id: string,
  document: string,
  language = "en",
): Promise<OpenedDocument> {
  const meeting = await getMeeting(ctx, id);
  const { row, state, now } = meeting;
  const paper = state.papers.find((one) => one.document === document);
  if (paper === undefined) throw new Problem("not-found");
  const { actor } = ctx;
  refuseUnless(mayRead(paper, row, { actor, seat: await ownSeat(ctx, actor, row), now }), "not-found");
  const isForEverybody = paper.access === "PUBLIC" && (paper.embargo === null || paper.embargo <= now);
  if (!isForEverybody)
    await store.saveOpening(readerOf(ctx), {
      document,
      meeting: id,
      person: actor.id,
      organisation: actor.organisation ?? "",
      language,
      at: now,
    });
  return { meeting, paper, texts: await readTexts(ctx, paper.texts), isForEverybody };
}
