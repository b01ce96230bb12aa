// Requests as an Atom feed: one entry for each, changed whenever it moves.
import type { Context } from "hono";
import { atomType, writeAtom } from "#platform/http/atom.ts";
import type { Web } from "#platform/http/web.ts";
import type { SeatOnDay } from "../../seats/queries.ts";
import type { RequestView } from "../queries.ts";
import { nextText, requestName, seatName, stageText } from "./words.ts";

export function requestFeed(
  c: Context<Web>,
  requests: readonly RequestView[],
  seats: readonly SeatOnDay[],
  begun: string,
): Response {
  const t = c.get("t");
  const { scheme, baseUrl } = c.get("frame");
  const text = writeAtom({
    title: t("requests.feed-title", { scheme }),
    language: t.locale,
    baseUrl,
    path: "/requests",
    self: `/requests.atom?lang=${t.locale}`,
    author: scheme,
    begun,
    entries: requests.map(({ row, state }) => ({
      id: `urn:uuid:${row.id}`,
      title: requestName(t, seats, state),
      path: `/requests/${row.id}`,
      publishedAt: row.opened_at,
      changedAt: row.changed_at,
      author: seatName(t, seats, state.by),
      categories: [{ term: state.kind, label: t(`requests.kind.${state.kind}`) }],
      lines: [
        `${t("requests.column.by")}: ${seatName(t, seats, state.by)}`,
        ...state.questions,
        `${stageText(t, state)}; ${nextText(t, state)}.`,
      ],
      language: t.locale,
    })),
  });
  return c.body(text, 200, {
    "Content-Type": atomType,
    "Content-Language": t.locale,
    "Cache-Control": "public, max-age=300",
    Vary: "Accept-Language, Cookie",
    "Access-Control-Allow-Origin": "*",
  });
}
