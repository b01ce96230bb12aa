// The pillar panel: for every item whether each side was heard, only invited, or not heard. Voice, never summed into a score.
import type { ItemState, PillarId, SeatId } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { PillarMarks } from "#ui/components/pillar-marks/PillarMarks.tsx";
import type { PillarMark } from "#ui/components/pillar-marks/PillarMarks.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { pillarName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { stateWord } from "./board.tsx";
import type { ItemCard } from "./faces.ts";

export interface VoiceOfPillar {
  readonly pillar: PillarId;
  readonly state: PillarMark["state"];
  /** Seats of it that spoke. */
  readonly spoke: number;
}

/** The three always, and any other that has a seat. */
export function voicesOf(state: ItemState): readonly VoiceOfPillar[] {
  const roster = state.calls.at(-1)?.roster ?? state.roster;
  const pillarOf = new Map((roster?.seats ?? []).map(({ id, pillar }) => [id, pillar]));
  const spoke = speakers(state);
  const asked = state.calls.length > 0 || state.stage === "DISCUSSION";
  const pillars = [...new Set(["G", "I", "C", ...pillarOf.values()])];
  return pillars.map((pillar) => {
    const heard = [...spoke].filter((seat) => pillarOf.get(seat) === pillar).length;
    const hasSeat = [...pillarOf.values()].includes(pillar);
    const invited = hasSeat && (asked || state.outcome === null) && state.outcome === null;
    return { pillar, spoke: heard, state: heard > 0 ? "heard" : invited ? "invited" : "not-heard" };
  });
}

/** P says that an answer is coming; it is not yet one. */
function speakers(state: ItemState): ReadonlySet<SeatId> {
  const positions = state.calls.flatMap(({ history }) =>
    history.filter(({ code }) => code !== "P" && code !== "N").map(({ seat }) => seat),
  );
  return new Set([
    ...state.sponsors,
    ...state.seconders,
    ...state.amendments.map(({ seat }) => seat),
    ...state.statements.map(({ author }) => author),
    ...positions,
  ]);
}

export interface PillarRow {
  readonly card: Pick<ItemCard, "id" | "reference" | "title" | "stage" | "outcome">;
  readonly voices: readonly VoiceOfPillar[];
}

export function PillarsPage(props: {
  t: T;
  names: Names;
  rows: readonly PillarRow[];
  demonstration: boolean;
}) {
  const { t, names, rows } = props;
  return (
    <>
      <h1>{t("item.pillars.title")}</h1>
      <p class="lede">{t("item.pillars.lede")}</p>
      {props.demonstration && (
        <Inset>
          <p>{t("item.board.demonstration")}</p>
        </Inset>
      )}
      <Table
        id="pillars"
        caption={t("item.pillars.caption")}
        columns={[{ label: t("item.pillars.item") }, { label: t("item.pillars.voice") }]}
        rows={rows.map(({ card, voices }) => [
          <>
            <a href={`/items/${card.id}`}>{card.title}</a>
            <br />
            <span class="quiet">
              {stateWord(t, card)} · {card.reference}
            </span>
          </>,
          <PillarMarks
            t={t}
            marks={voices.map(({ pillar, state, spoke }) => ({
              name: pillarName(t, names, pillar),
              state,
              note: spoke === 0 ? undefined : t("item.pillars.by", { count: spoke }),
            }))}
          />,
        ])}
        empty={t("item.pillars.empty")}
        note={t("item.pillars.how")}
      />
    </>
  );
}
