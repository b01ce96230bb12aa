// What needs a delegate, in order of date; what their seat has recorded on open items; and what it tabled.
import { standingOf } from "#core/decisions/index.ts";
import type { Call, ItemState, PositionCode, SeatId } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { clauseName, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { stateWord, toneOf } from "./board.tsx";
import { codeOf, lastCall } from "./faces.ts";
import type { ItemCard } from "./faces.ts";
import { PositionTag } from "./item-positions.tsx";
import { isEligible } from "./may.ts";

export interface Duty {
  readonly what: "position" | "pending" | "complete" | "again" | "reply" | "cure" | "consolidate";
  readonly due: string | null;
}

/** The form that does it. */
const formOfDuty = {
  position: "position",
  pending: "position",
  complete: "position",
  again: "position",
  reply: "reply",
  cure: "cure",
  consolidate: "consolidate",
} as const;

export function dutiesOn(state: ItemState, seat: SeatId): readonly Duty[] {
  const call = lastCall(state);
  const due = state.deadline?.at ?? null;
  const duties: Duty[] = [];
  if (call !== undefined && call.closedAt === null && isEligible(state, seat)) {
    const what = dutyOfPositions(state, call, seat);
    if (what !== undefined) duties.push({ what, due: call.closesAt });
  }
  if (state.outcome !== null) return duties;
  if (state.answers.some((answer) => answer.seat === seat && answer.reply === null))
    duties.push({ what: "reply", due });
  const sponsor = state.sponsors.includes(seat);
  if (sponsor && state.stage === "SUBMITTED" && state.defects.length > 0) duties.push({ what: "cure", due });
  if (sponsor && state.amendments.some(({ status }) => status === "OPEN"))
    duties.push({ what: "consolidate", due });
  return duties;
}

function dutyOfPositions(state: ItemState, call: Call, seat: SeatId): Duty["what"] | undefined {
  const own = Object.entries(call.positions[seat] ?? {});
  if (own.length === 0) return "position";
  const standings = new Set(
    own
      .filter(([, { code }]) => code === "O")
      .map(([clause, position]) => standingOf(state, call, clause, position)),
  );
  if (standings.has("LAPSED")) return "again";
  if (own.some(([, { code }]) => code === "P")) return "pending";
  return standings.has("INCOMPLETE") ? "complete" : undefined;
}

export interface MineRow {
  readonly card: Pick<ItemCard, "id" | "reference" | "title" | "stage" | "outcome">;
  readonly state: ItemState;
}

export function MinePage(props: { t: T; names: Names; seat: SeatId | undefined; rows: readonly MineRow[] }) {
  const { t, names, seat, rows } = props;
  if (seat === undefined)
    return (
      <>
        <h1>{t("item.mine.title")}</h1>
        <Inset>
          <p>{t("item.mine.no-seat")}</p>
        </Inset>
      </>
    );
  const duties = rows
    .flatMap(({ card, state }) => dutiesOn(state, seat).map((duty) => ({ ...duty, card })))
    .toSorted((a, b) => (a.due ?? "9").localeCompare(b.due ?? "9"));
  const tabled = rows.filter(({ state }) => state.sponsors.includes(seat) || state.seconders.includes(seat));
  return (
    <>
      <h1>{t("item.mine.title")}</h1>
      <p class="lede">{t("item.mine.lede", { seat: seatName(names, seat) })}</p>
      <Table
        id="duties"
        caption={t("item.mine.needs")}
        columns={[
          { label: t("item.pillars.item") },
          { label: t("item.mine.what") },
          { label: t("item.mine.due") },
        ]}
        rows={duties.map(({ what, due, card }) => [
          <a href={`/items/${card.id}`}>{card.title}</a>,
          <a href={`/items/${card.id}/${formOfDuty[what]}`}>{t(`item.mine.duty.${what}`)}</a>,
          due === null ? t("item.mine.no-deadline") : t.instant(due),
        ])}
        empty={t("item.mine.nothing")}
      />
      <p>
        <Button href="/items/new" tone="secondary">
          {t("item.board.new")}
        </Button>
      </p>
      <Table
        id="recorded"
        caption={t("item.mine.recorded")}
        columns={[
          { label: t("item.pillars.item") },
          { label: t("item.positions.clauses") },
          { label: t("item.positions.position") },
          { label: t("item.positions.recorded") },
        ]}
        rows={rows.flatMap(({ card, state }) => recordedRows(t, card, state, seat))}
        empty={t("item.mine.nothing-recorded")}
      />
      {tabled.length > 0 && (
        <>
          <h2>{t("item.mine.tabled")}</h2>
          <ul>
            {tabled.map(({ card }) => (
              <li>
                <a href={`/items/${card.id}`}>{card.title}</a>{" "}
                <Tag tone={toneOf(card)}>{stateWord(t, card)}</Tag>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`/silence/${seat}`}>{t("item.silence.of", { name: seatName(names, seat) })}</a> ·{" "}
        <a href="/items">{t("item.board.title")}</a>
      </p>
    </>
  );
}

function recordedRows(t: T, card: MineRow["card"], state: ItemState, seat: SeatId) {
  const call = lastCall(state);
  if (call === undefined) return [];
  const own = Object.entries(call.positions[seat] ?? {});
  const acts = new Map<string, { clauses: string[]; code: PositionCode; at: string }>();
  for (const [clause, { act, at }] of own) {
    const known = acts.get(act);
    if (known === undefined)
      acts.set(act, { clauses: [clause], code: codeOf(state, call, seat, clause), at });
    else known.clauses.push(clause);
  }
  return [...acts.values()].map(({ clauses, code, at }) => [
    <a href={`/items/${card.id}/positions`}>{card.title}</a>,
    acts.size === 1 && clauses.length > 1
      ? t("item.positions.all-clauses")
      : t.list(clauses.map((clause) => clauseName(t, clause))),
    <PositionTag t={t} code={code} />,
    t.instant(at),
  ]);
}
