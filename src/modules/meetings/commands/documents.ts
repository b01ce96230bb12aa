// Documents of a meeting, published by the table or by any seat of any pillar: paragraphs with anchors that are the same in
// every language, for everybody, for all seats, or for the seats of a body; before an embargo ends, for seats alone.
import { anchorDifference, readAnchoredText } from "#core/meetings/anchored-text.ts";
import type { AnchoredText } from "#core/meetings/anchored-text.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { keepTexts, refuse, speakingSeat, withMeeting } from "../held.ts";
import type { DocumentInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";

export async function publishDocument(
  ctx: Ctx,
  id: string,
  input: DocumentInput,
): Promise<{ readonly document: string }> {
  refuseWrongTexts(input.texts);
  return withMeeting(
    ctx,
    id,
    async (held) => {
      const { tx, row, state } = held;
      const seat = isAtTable(tx.actor) ? null : (await speakingSeat(held)).code;
      const { access, entry, replaces } = input;
      if (access === "BODY" && row.body === null) refuse("access", "no-body-here");
      if (entry !== undefined && !state.agenda.some(({ id: known }) => known === entry))
        refuse("entry", "not-on-the-agenda");
      const before = state.papers.find(({ document }) => document === replaces);
      if (replaces !== undefined && (before === undefined || before.seat !== seat))
        refuse("replaces", "not-own-document");
      const embargo = input.embargo === undefined ? null : new Date(input.embargo).toISOString();
      const title = { en: input.title.en, ...(input.title.fr === undefined ? {} : { fr: input.title.fr }) };
      const texts = await keepTexts(tx, input.texts, "text/markdown; charset=utf-8");
      const isOpen = access === "PUBLIC" && (embargo === null || embargo <= tx.now);
      const document = tx.newId();
      await held.say(
        "document-published",
        {
          document,
          seat,
          access,
          embargo,
          entry: entry ?? null,
          languages: Object.keys(texts).sort(),
          replaces: replaces ?? null,
          title: isOpen ? title : null,
          texts: isOpen ? texts : {},
        },
        isOpen ? {} : { title, texts },
      );
      return { document };
    },
    { afterClosing: true },
  );
}

/** The form of each, then the anchors of each beside those of the first. */
function refuseWrongTexts(texts: DocumentInput["texts"]): void {
  const read: { language: string; text: AnchoredText }[] = [];
  for (const [place, { language, text }] of texts.entries()) {
    const reading = readAnchoredText(text);
    if (!reading.ok) refuse(`texts.${place}.text`, reading.fault, { line: reading.line });
    read.push({ language, text: reading.text });
  }
  const [first, ...others] = read;
  if (first === undefined) throw new Problem("malformed-request");
  for (const [place, other] of others.entries()) {
    const difference = anchorDifference(first.text, other.text);
    if (difference !== undefined)
      refuse(`texts.${place + 1}.text`, difference.code, { anchor: difference.anchor });
  }
}
