// The positions on an item: by pillar and clause, then seat by seat with its words, who is silent by name, who is recused
// and why, and what was replaced within a call.
import { pillarsOf, silentSeats } from "#core/decisions/index.ts";
import type { Call, ItemState, Position } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tabs } from "#ui/components/tabs/Tabs.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { clauseName, pillarName, positionWord, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { codeOf, seatsOfPillar } from "./faces.ts";
import { ItemFrame, partAddress, stateOf } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";

export function ItemPositionsPage({ view, number }: { view: ShownItem; number: number | undefined }) {
  const { t, names } = view;
  const state = stateOf(view);
  const call = state.calls.find((one) => one.number === number) ?? state.calls.at(-1);
  return (
    <ItemFrame view={view} part="positions">
      <h2>{t("item.positions.title")}</h2>
      <p class="prose">{t("item.positions.lede")}</p>
      {state.calls.length > 1 && (
        <Tabs
          label={t("item.positions.calls")}
          items={state.calls.map((one) => ({
            text: t("item.positions.call", { number: one.number }),
            href: `${partAddress(view.id, "positions")}?call=${one.number}`,
            current: one === call,
          }))}
        />
      )}
      {call === undefined ? (
        <p>{t("item.item.counts.none")}</p>
      ) : (
        <>
          {pillarsOf(call.roster.seats).map((pillar) => (
            <SeatTable t={t} names={names} state={state} call={call} pillar={pillar} />
          ))}
          <h2 id="silence">{t("item.positions.silent")}</h2>
          <Silent t={t} names={names} call={call} />
          <Replaced t={t} names={names} call={call} />
        </>
      )}
      <h2 id="recusals">{t("item.positions.recused")}</h2>
      <Recused t={t} names={names} state={state} call={call} />
    </ItemFrame>
  );
}

const positionTones: Readonly<Record<Position["code"], Tone>> = {
  S: "good",
  R: "good",
  A: "neutral",
  P: "neutral",
  O: "bad",
  U: "bad",
  N: "neutral",
};

function SeatTable(props: { t: T; names: Names; state: ItemState; call: Call; pillar: string }) {
  const { t, names, state, call, pillar } = props;
  const rows = seatsOfPillar(call, pillar).flatMap((seat) =>
    positionsOf(call, seat).map(({ position, clauses, all }, place) => [
      place === 0 ? seatName(names, seat) : <span class="quiet">{seatName(names, seat)}</span>,
      all ? t("item.positions.all-clauses") : t.list(clauses.map((clause) => clauseName(t, clause))),
      <>
        <PositionTag
          t={t}
          code={position.lapsed ? position.code : codeOf(state, call, seat, clauses[0] ?? "")}
        />
        {position.lapsed && <> {t("item.positions.lapsed")}</>}
      </>,
      <>
        {position.words}
        {position.expected !== null && t("item.positions.expected", { date: t.date(position.expected) })}
        {position.objection !== null && position.objection.explanation}
      </>,
      t.instant(position.at),
    ]),
  );
  return (
    <Table
      id={`positions-${pillar}`}
      caption={t("item.positions.by-seat", { pillar: pillarName(t, names, pillar) })}
      columns={[
        { label: t("item.positions.seat") },
        { label: t("item.positions.clauses") },
        { label: t("item.positions.position") },
        { label: t("item.positions.words") },
        { label: t("item.positions.recorded") },
      ]}
      rows={rows}
      empty={t("item.positions.none")}
    />
  );
}

export function PositionTag({ t, code }: { t: T; code: Position["code"] }) {
  return <Tag tone={positionTones[code]}>{positionWord(t, code)}</Tag>;
}

/** A seat's positions in force, those of one act together. */
function positionsOf(
  call: Call,
  seat: string,
): readonly { position: Position; clauses: readonly string[]; all: boolean }[] {
  const own = Object.entries(call.positions[seat] ?? {});
  const byAct = new Map<string, { position: Position; clauses: string[] }>();
  for (const [clause, position] of own) {
    const known = byAct.get(position.act);
    if (known === undefined) byAct.set(position.act, { position, clauses: [clause] });
    else known.clauses.push(clause);
  }
  return [...byAct.values()].map((one) => ({ ...one, all: byAct.size === 1 && one.clauses.length > 1 }));
}

function Silent({ t, names, call }: { t: T; names: Names; call: Call }) {
  const silent = call.closedAt === null ? silentSeats(call) : call.silent;
  if (silent.length === 0) return <p>{t("item.positions.silent.none")}</p>;
  return (
    <p class="prose">
      {t("item.positions.silent.text", {
        count: silent.length,
        names: t.list(silent.map((seat) => seatName(names, seat))),
      })}
    </p>
  );
}

function Replaced({ t, names, call }: { t: T; names: Names; call: Call }) {
  const inForce = new Set(
    Object.values(call.positions).flatMap((byClause) => Object.values(byClause).map(({ act }) => act)),
  );
  const replaced = call.history.filter(({ act }) => !inForce.has(act));
  if (replaced.length === 0) return null;
  return (
    <Details summary={t("item.positions.replaced")}>
      <Table
        id="replaced"
        caption={t("item.positions.replaced")}
        captionHidden
        columns={[
          { label: t("item.positions.seat") },
          { label: t("item.positions.clauses") },
          { label: t("item.positions.position") },
          { label: t("item.positions.recorded") },
        ]}
        rows={replaced.map(({ seat, on, code, at }) => [
          seatName(names, seat),
          t.list(on.map((clause) => clauseName(t, clause))),
          positionWord(t, code),
          t.instant(at),
        ])}
        empty={t("item.positions.none")}
      />
    </Details>
  );
}

function Recused(props: { t: T; names: Names; state: ItemState; call: Call | undefined }) {
  const { t, names, state, call } = props;
  const recused = call?.recused ?? [];
  return (
    <>
      <p>
        {recused.length === 0
          ? t("item.positions.recused.none")
          : t("item.positions.recused.text", { names: t.list(recused.map((seat) => seatName(names, seat))) })}
      </p>
      {state.challenges.map((challenge) => (
        <p>
          {t("item.positions.challenge", {
            by: seatName(names, challenge.by),
            at: t.instant(challenge.at),
            seat: seatName(names, challenge.seat),
            recuse: challenge.recuse ? "yes" : "no",
            reason: challenge.reason,
          })}{" "}
          {challenge.ruling === null
            ? t("item.positions.challenge.open")
            : t(`item.positions.challenge.${challenge.ruling.upheld ? "upheld" : "dismissed"}`, {
                votes: t.list(
                  challenge.ruling.votes.map(({ member, reason }) =>
                    t("item.positions.vote", { member: seatName(names, member), reason }),
                  ),
                ),
              })}
        </p>
      ))}
    </>
  );
}
