// "About this figure": who says it, as it was known when, what it counts, how firm it is, and the act that brought it. Every
// view of figures carries one; what is not known of a figure is left out, never filled in.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";

export interface FigureFacts {
  /** In words: "Release 2025-1 of the Secretariat", "Kimberley Process public statistics export". */
  readonly source: ComponentChildren;
  /** The instant from which the source said so, or the one that the reader asked for. */
  readonly asOf: string;
  /** What is counted, in one sentence. */
  readonly definition: string;
  /** "provisional", "restated": in words. */
  readonly status?: string | undefined;
  /** Id of the act in the public log. */
  readonly act?: string | undefined;
  readonly licence?: string | undefined;
  /** The same figures for machines and sheets. */
  readonly downloads?: readonly { readonly href: string; readonly text: string }[] | undefined;
}

export function AboutFigure(props: { t: T; facts: FigureFacts; open?: boolean | undefined }) {
  const { t, facts } = props;
  const { source, asOf, definition, status, act, licence, downloads = [] } = facts;
  return (
    <Details summary={t("releases.about.title")} open={props.open}>
      <SummaryList
        rows={[
          { key: t("releases.about.source"), value: source },
          { key: t("releases.about.as-of"), value: t.instant(asOf) },
          { key: t("releases.about.definition"), value: definition },
          ...(status === undefined ? [] : [{ key: t("releases.about.status"), value: status }]),
          ...(licence === undefined ? [] : [{ key: t("releases.about.licence"), value: licence }]),
          ...(act === undefined
            ? []
            : [
                {
                  key: t("releases.about.act"),
                  value: <a href={`/log/acts/${act}`}>{t("releases.about.act-link")}</a>,
                },
              ]),
          ...(downloads.length === 0
            ? []
            : [
                {
                  key: t("releases.about.downloads"),
                  value: downloads.map(({ href, text }, place) => (
                    <>
                      {place > 0 && " · "}
                      <a href={href}>{text}</a>
                    </>
                  )),
                },
              ]),
        ]}
      />
    </Details>
  );
}
