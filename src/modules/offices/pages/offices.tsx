// Who chairs, who follows, what a chair owes and by when, what this chair set out to do, and what is handed over at the end.
import type { Context } from "hono";
import { chairDuties } from "#core/kp/offices.ts";
import { bodies, bodySeats } from "#core/kp/bodies.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx, Web } from "#modules/record/index.ts";
import { registerOf, seatsNow } from "#modules/governance/index.ts";
import type { RegisterEntry } from "#modules/governance/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { page } from "#ui/layout/respond.tsx";
import { chairYear } from "../chair-year.ts";
import type { ChairYear } from "../chair-year.ts";
import { handover } from "../handover.ts";
import { holders } from "../holders.ts";
import type { HeldOffice } from "../holders.ts";
import { officeName, seatName } from "./words.ts";

export async function officesPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const year = Number(today.slice(0, 4));
  const [known, seats, own] = [await holders(ctx), await seatsNow(ctx), await chairYear(ctx, year)];
  const held = (office: "CHAIR" | "VICE_CHAIR"): string => {
    const holder = known.of(office, year);
    if (holder === undefined) return t("offices.not-known");
    return holder.holder === null ? t("offices.executive-secretary") : seatName(t, holder.holder, seats);
  };
  const roles = ctx.actor.roles;
  return page(
    c,
    { title: t("offices.title"), description: t("offices.lede") },
    <>
      <h1>{t("offices.title")}</h1>
      <p class="lede">{t("offices.lede")}</p>
      <SummaryList
        rows={[
          { key: t("offices.chair-of", { year: String(year) }), value: held("CHAIR") },
          { key: t("offices.vice-chair-of", { year: String(year) }), value: held("VICE_CHAIR") },
        ]}
      />
      <nav aria-label={t("offices.more")}>
        <ul>
          <li>
            <a href="/elections">{t("offices.elections.title")}</a>
          </li>
          <li>
            <a href="/secretariat-host">{t("offices.host.title")}</a>
          </li>
          <li>
            <a href="/admissions">{t("offices.admissions.title")}</a>
          </li>
          <li>
            <a href="/measures">{t("offices.measures.title")}</a>
          </li>
        </ul>
      </nav>
      {roles.includes("secretariat") && (
        <Button tone="secondary" href="/offices/take">
          {t("offices.form.take-office.title")}
        </Button>
      )}
      {roles.includes("chair") && (
        <ButtonGroup>
          <Button href={`/offices/duty?year=${year}`}>{t("offices.form.duty.title")}</Button>
          <Button tone="secondary" href={`/offices/programme?year=${year}`}>
            {t("offices.form.programme.title")}
          </Button>
        </ButtonGroup>
      )}
      <Programme t={t} year={own} />
      <Duties t={t} year={own} today={today} />
      <Declared t={t} entries={await declaredDifferently(ctx)} />
      <h2 id="handover">{t("offices.handover.title")}</h2>
      <p class="prose">{t("offices.handover.text")}</p>
      <p>
        <a href="/offices/handover.json">{t("offices.handover.link")}</a>
      </p>
      <h2>{t("offices.chain.title")}</h2>
      <div class="prose">
        <ol>
          <li>{t("offices.chain.calls")}</li>
          <li>{t("offices.chain.vice-chair")}</li>
          <li>{t("offices.chain.custodian")}</li>
          <li>{t("offices.chain.secretary")}</li>
        </ol>
      </div>
      <Past t={t} all={known.all} seats={seats} />
      <WorkingBodies t={t} seats={seats} />
    </>,
  );
}

/** Everything the next chair needs, as one file with the record's head in it. */
export async function handoverFile(c: Context<Web>): Promise<Response> {
  const file = await handover(c.get("ctx"));
  return c.json(file, 200, {
    "Content-Disposition": `attachment; filename="handover-${file.madeAt.slice(0, 10)}.json"`,
    "Cache-Control": "no-store",
  });
}

/** Of the last items that ended, those of which the chair said something else than their acts come to. */
async function declaredDifferently(ctx: Ctx): Promise<readonly RegisterEntry[]> {
  return (await registerOf(ctx, {}, 100)).filter((entry) => entry.declaredDifferently.length > 0);
}

function Declared({ t, entries }: { t: T; entries: readonly RegisterEntry[] }) {
  const outcome = (code: string): string => t(`item.outcome.${code}` as "item.outcome.ADOPTED_CONSENSUS");
  return (
    <>
      <h2 id="declared">{t("offices.declared.title")}</h2>
      <Table
        id="declared-otherwise"
        caption={t("offices.declared.caption")}
        columns={[
          { label: t("offices.label.item") },
          { label: t("offices.declared.said") },
          { label: t("offices.declared.is") },
        ]}
        rows={entries.map((entry) => [
          <a href={`/items/${entry.id}`}>
            {entry.reference}: {entry.title[t.locale] ?? entry.title["en"] ?? ""}
          </a>,
          t.list(entry.declaredDifferently.map(outcome)),
          outcome(entry.outcome),
        ])}
        empty={t("offices.declared.empty")}
      />
    </>
  );
}

function Programme({ t, year }: { t: T; year: ChairYear }) {
  return (
    <>
      <h2 id="programme">{t("offices.programme.title", { year: String(year.year) })}</h2>
      {year.programme === null ? (
        <p>{t("offices.programme.empty")}</p>
      ) : (
        <div class="prose">
          <p class="written">{year.programme.text}</p>
          <h3>{t("offices.label.goals")}</h3>
          <ul>
            {year.programme.goals.map((goal) => (
              <li>{goal}</li>
            ))}
          </ul>
          <p class="quiet">{t("offices.programme.published", { when: t.instant(year.programme.at) })}</p>
        </div>
      )}
    </>
  );
}

function Duties({ t, year, today }: { t: T; year: ChairYear; today: string }) {
  const rows = chairDuties.map(({ code, due, source }) => {
    const done = year.done.find((one) => one.duty === code);
    const day = due === null ? null : `${year.year}-${due}`;
    const late = done === undefined && day !== null && day < today;
    return [
      t(`offices.duty.${code}`),
      day === null ? t("offices.duties.no-day") : t.date(day),
      done === undefined ? (
        <Tag tone={late ? "warn" : "neutral"}>{t(late ? "offices.duties.late" : "offices.duties.open")}</Tag>
      ) : (
        <>
          <Tag tone="good">{t("offices.duties.done")}</Tag> {t.instant(done.at)}. {done.note}
        </>
      ),
      source,
    ];
  });
  return (
    <>
      <h2 id="duties">{t("offices.duties.title", { year: String(year.year) })}</h2>
      <Table
        id="chair-duties"
        caption={t("offices.duties.caption")}
        columns={[
          { label: t("offices.label.duty") },
          { label: t("offices.label.due") },
          { label: t("offices.label.state") },
          { label: t("offices.label.source") },
        ]}
        rows={rows}
        empty=""
      />
    </>
  );
}

function Past(props: { t: T; all: readonly HeldOffice[]; seats: Awaited<ReturnType<typeof seatsNow>> }) {
  const { t, all, seats } = props;
  return (
    <>
      <h2>{t("offices.past.title")}</h2>
      <Table
        id="past-offices"
        caption={t("offices.past.caption")}
        columns={[
          { label: t("offices.label.year") },
          { label: t("offices.label.office") },
          { label: t("offices.label.holder") },
          { label: t("offices.label.basis") },
          { label: t("offices.label.source") },
        ]}
        rows={all.map(({ office, year, holder, basis, source, proof }) => [
          String(year),
          officeName(t, office),
          holder === null ? t("offices.executive-secretary") : seatName(t, holder, seats),
          t(`offices.basis.${basis}` as "offices.basis.HELD"),
          source ?? (
            <a href={basis === "ITEM" ? `/items/${proof ?? ""}` : `/elections/${proof ?? ""}`}>
              {t("offices.proof")}
            </a>
          ),
        ])}
        empty=""
      />
    </>
  );
}

function WorkingBodies({ t, seats }: { t: T; seats: Awaited<ReturnType<typeof seatsNow>> }) {
  const language = t.locale === "fr" ? "fr" : "en";
  return (
    <>
      <h2>{t("offices.bodies.title")}</h2>
      {bodies.map(({ code, names, task, source }) => {
        const chairs = bodySeats.filter(
          (seat) => seat.body === code && (seat.role === "CHAIR" || seat.role === "VICE_CHAIR"),
        );
        return (
          <Details summary={`${names[language]} (${code})`}>
            <p>{task[language]}</p>
            <ul>
              {chairs.map(({ role, who, from, source: where }) => (
                <li>
                  {officeName(t, role === "CHAIR" ? "CHAIR" : "VICE_CHAIR")}: {seatName(t, who, seats)} (
                  {from === null ? t("offices.bodies.undated") : from}; {where})
                </li>
              ))}
              {chairs.length === 0 && <li>{t("offices.not-known")}</li>}
            </ul>
            <p class="quiet">{source}</p>
          </Details>
        );
      })}
    </>
  );
}
