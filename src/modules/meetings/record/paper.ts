// The record of a meeting on paper: the same tree as the page and the Akoma Ntoso text, over as many pages as it takes.
import type { MeetingDocument } from "#core/meetings/document.ts";
import { renderFlow } from "#platform/paper/flow.ts";
import type { FlowBlock } from "#platform/paper/flow.ts";
import type { T } from "#platform/i18n/translator.ts";

export function renderRecord(
  t: T,
  document: MeetingDocument,
  head: readonly string[],
  madeAt: string,
): Promise<Uint8Array> {
  return renderFlow({
    title: document.title,
    language: document.language,
    author: document.author.name,
    head,
    madeAt,
    pageNumber: (page, pages) => t("meetings.record.page", { page, pages }),
    blocks: document.parts.flatMap((part): readonly FlowBlock[] => [
      { kind: "heading", level: 1, text: `${part.number}. ${part.heading}` },
      ...part.sections.flatMap((section): readonly FlowBlock[] => [
        { kind: "heading", level: 2, text: `${part.number}.${section.number} ${section.heading}` },
        ...section.paragraphs.map((paragraph): FlowBlock => ({
          kind: "paragraph",
          number: `${section.number}.${paragraph.number}`,
          text: paragraph.text,
          ...(paragraph.language === undefined ? {} : { language: paragraph.language }),
          ...(paragraph.items === undefined ? {} : { items: paragraph.items }),
        })),
      ]),
    ]),
  });
}
