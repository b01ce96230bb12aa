// The annual global summary on paper: the tables of its page, the marks, and who has not filed.
import { grouped } from "#core/statistics/screening/findings.ts";
import { renderFlow } from "#platform/paper/flow.ts";
import type { FlowBlock } from "#platform/paper/flow.ts";
import type { T } from "#platform/i18n/translator.ts";
import { periodInWords, periodTextInWords } from "#ui/statistics/periods.ts";
import { summaryTables } from "./pages/summary.tsx";
import type { ShownRelease } from "./queries.ts";
import { releaseTitle } from "./words.ts";

export function renderSummary(
  t: T,
  release: ShownRelease,
  from: { readonly scheme: string; readonly address: string },
): Promise<Uint8Array> {
  const { row, span, summary, notFiled } = release;
  const when = periodInWords(t, span);
  return renderFlow({
    title: t("releases.annual.title", { when }),
    language: t.locale,
    author: from.scheme,
    head: [
      releaseTitle(t, row),
      t("releases.annual.as-of", { at: t.instant(row.cut_off) }),
      t("releases.annual.address", { address: from.address }),
    ],
    madeAt: row.at,
    pageNumber: (page, pages) => t("meetings.record.page", { page, pages }),
    blocks: [
      ...summaryTables(t, summary, when).flatMap(
        ({ caption, columns, rows, foot, note }): readonly FlowBlock[] => [
          rows.length === 0
            ? { kind: "paragraph", text: `${caption}: ${t("releases.summary.none")}` }
            : { kind: "table", caption, columns, rows, foot },
          { kind: "paragraph", text: note },
        ],
      ),
      { kind: "paragraph", text: t("releases.summary.marks") },
      { kind: "heading", level: 1, text: t("releases.not-filed.title") },
      ...(notFiled.length === 0 ? [{ kind: "paragraph", text: t("releases.not-filed.none") } as const] : []),
      ...[...grouped(notFiled, ({ type, period }) => `${type} ${period}`).values()].flatMap(
        (of): readonly FlowBlock[] => {
          const [first] = of;
          if (first === undefined) return [];
          return [
            {
              kind: "paragraph",
              text: t("releases.not-filed.one", {
                type: t(`filing.type.${first.type}`),
                when: periodTextInWords(t, first.period),
                names: t.list(of.map(({ participant }) => t.country(participant))),
              }),
            },
          ];
        },
      ),
    ],
  });
}
