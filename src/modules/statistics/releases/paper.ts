// The annual global summary on paper: a paragraph for each Participant, the totals, the marks, and who has not filed.
import { grouped } from "#core/statistics/screening/findings.ts";
import { summaryColumns } from "#core/statistics/summary.ts";
import { renderFlow } from "#platform/paper/flow.ts";
import type { FlowBlock } from "#platform/paper/flow.ts";
import type { T } from "#platform/i18n/translator.ts";
import { periodInWords, periodTextInWords } from "#ui/statistics/periods.ts";
import { cellText, columnName, measureOf, totalText } from "./pages/summary.tsx";
import type { ShownRelease } from "./queries.ts";
import { releaseTitle } from "./words.ts";

export function renderSummary(
  t: T,
  release: ShownRelease,
  from: { readonly scheme: string; readonly address: string },
): Promise<Uint8Array> {
  const { row, span, summary, notFiled } = release;
  const said = (cells: readonly string[]): readonly string[] =>
    summaryColumns.map((_, place) => `${columnName(t, place)}: ${cells[place] ?? ""}`);
  return renderFlow({
    title: t("releases.annual.title", { when: periodInWords(t, span) }),
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
      { kind: "heading", level: 1, text: t("releases.summary.total") },
      {
        kind: "paragraph",
        text: t("releases.summary.marks"),
        items: said(summary.totals.map((total, place) => totalText(t, total, measureOf(place)))),
      },
      { kind: "heading", level: 1, text: t("releases.annual.participants") },
      ...summary.lines
        .filter(({ cells }) => cells.some(({ kind }) => kind !== "NOT_FILED" && kind !== "NIL"))
        .flatMap(({ participant, cells }): readonly FlowBlock[] => [
          { kind: "heading", level: 2, text: t.country(participant) },
          {
            kind: "paragraph",
            text: periodInWords(t, span),
            items: said(cells.map((cell, place) => cellText(t, cell, measureOf(place)))),
          },
        ]),
      { kind: "heading", level: 1, text: t("releases.not-filed.title") },
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
