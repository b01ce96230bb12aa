// Totals on one page: the verdict, the two tables, how anybody checks them again, and in plain words why that works and what
// it does not prove.
import type { Direction, Flow } from "#core/totals/acts.ts";
import { directions } from "#core/totals/acts.ts";
import type { FlowVerdict, TotalsFault } from "#core/totals/check.ts";
import type { Quarter } from "#core/totals/periods.ts";
import { quarterAfter, quarterBefore } from "#core/totals/periods.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { AuthorityRow } from "#modules/scheme/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import type { VerdictTone } from "#ui/components/verdict-card/VerdictCard.tsx";
import type { CheckedOpening, OpeningState } from "../openings.ts";
import type { AuthorityVerdict } from "../quarter.ts";

export interface TotalsView {
  readonly t: T;
  readonly quarter: Quarter;
  /** Newest first. */
  readonly quarters: readonly Quarter[];
  readonly verdicts: readonly AuthorityVerdict[];
  readonly authorities: readonly AuthorityRow[];
  readonly fewest: number;
  /** Address of the log's files. */
  readonly log: string;
  /** The reader confirms arrivals, and may open commitments. */
  readonly mayOpen: boolean;
}

export function TotalsPage(view: TotalsView) {
  const { t, quarter, quarters, fewest } = view;
  const others = quarters.filter((one) => one !== quarter);
  const faults = faultsOf(view);
  const { tone, key } = judge(view);
  return (
    <>
      <h1>{t("totals.title")}</h1>
      <p class="lede">{t("totals.lede")}</p>
      <h2>{quarterName(t, quarter)}</h2>
      <VerdictCard
        t={t}
        level={3}
        tone={tone}
        word={t(`totals.card.${key}.word`)}
        sentence={t(`totals.card.${key}.sentence`)}
      >
        {faults.length === 0 ? undefined : (
          <ul>
            {faults.map((fault) => (
              <li>{fault}</li>
            ))}
          </ul>
        )}
      </VerdictCard>
      {directions.map((direction) => (
        <FlowTable view={view} direction={direction} />
      ))}
      <p class="quiet">{t("totals.withheld.why", { fewest: String(fewest) })}</p>
      {others.length > 0 && (
        <nav aria-label={t("totals.quarters")}>
          <p>
            {t("totals.quarters")}:{" "}
            {others.map((one, place) => (
              <>
                {place > 0 && " · "}
                <a href={`/totals?quarter=${one}`}>{quarterName(t, one)}</a>
              </>
            ))}
          </p>
        </nav>
      )}
      <p>
        <a href="/totals/counts">{t("totals.counts.link")}</a>
      </p>
      {view.mayOpen && (
        <p>
          <a href={`/totals/received?quarter=${quarter}`}>{t("totals.received.title")}</a>
        </p>
      )}
      <CheckYourself view={view} />
      <Explained t={t} />
    </>
  );
}

export function quarterName(t: T, quarter: Quarter): string {
  return t("totals.quarter", { year: quarter.slice(0, 4), number: quarter.slice(6) });
}

function FlowTable({ view, direction }: { view: TotalsView; direction: Direction }) {
  const { t, verdicts } = view;
  // Who had nothing in this direction, and said so, needs no row.
  const concerned = verdicts.filter(
    ({ verdict }) => verdict.state !== "published" || isSaid(verdict.flows[direction]),
  );
  const rows = concerned.map(({ authority, verdict }) => {
    const row = view.authorities.find(({ code }) => code === authority);
    const who = (
      <>
        {row === undefined ? authority : t.country(row.participant)}
        <br />
        <span class="quiet">{authority}</span>
      </>
    );
    if (verdict.state !== "published")
      return [who, "–", "–", "–", <Tag tone="warn">{t(`totals.flow.${verdict.state}`)}</Tag>];
    const flow = verdict.flows[direction];
    return [
      who,
      t.number(flow.flow.certificates),
      ...amounts(t, flow.flow),
      <FlowTag t={t} verdict={flow} />,
    ];
  });
  return (
    <Table
      id={`totals-${direction}`}
      caption={t(`totals.${direction}.caption`)}
      columns={[
        { label: t("totals.column.participant") },
        { label: t("totals.column.certificates"), numeric: true },
        { label: t("totals.column.carats"), numeric: true },
        { label: t("totals.column.usd"), numeric: true },
        { label: t("totals.column.check") },
      ]}
      rows={rows}
      empty={t("totals.empty")}
    />
  );
}

function isSaid({ state, flow }: FlowVerdict): boolean {
  return state !== "holds" || flow.certificates > 0;
}

function amounts(t: T, { sums }: Flow): readonly string[] {
  return sums === null
    ? [t("totals.withheld"), t("totals.withheld")]
    : [t.carats(sums.carats.value), t.usd(sums.usd.value)];
}

const tones: Readonly<Record<FlowVerdict["state"], Tone>> = {
  holds: "good",
  withheld: "info",
  differs: "bad",
};

function FlowTag({ t, verdict: { state } }: { t: T; verdict: FlowVerdict }) {
  return <Tag tone={tones[state]}>{t(`totals.flow.${state}`)}</Tag>;
}

function judge({ verdicts }: TotalsView): { tone: VerdictTone; key: "none" | "differs" | "open" | "holds" } {
  const published = verdicts.filter(({ verdict }) => verdict.state === "published");
  const bad = verdicts.some(
    ({ verdict }) =>
      verdict.state === "published-twice" ||
      (verdict.state === "published" && directions.some((one) => verdict.flows[one].state === "differs")),
  );
  if (bad) return { tone: "bad", key: "differs" };
  if (published.length === 0) return { tone: "unknown", key: "none" };
  return published.length < verdicts.length ? { tone: "warn", key: "open" } : { tone: "good", key: "holds" };
}

function faultsOf({ t, verdicts }: TotalsView): readonly string[] {
  return verdicts.flatMap(({ authority, verdict }) =>
    verdict.state !== "published"
      ? []
      : directions.flatMap((direction) => {
          const flow = verdict.flows[direction];
          const who = t(`totals.${direction}.of`, { name: authority });
          return flow.state === "differs" ? flow.faults.map((fault) => faultSentence(t, who, fault)) : [];
        }),
  );
}

function faultSentence(t: T, who: string, fault: TotalsFault): string {
  switch (fault.code) {
    case "number-differs":
      return t("totals.fault.number-differs", { who, published: fault.published, found: fault.found });
    case "not-committed":
    case "committed-twice":
      return t(`totals.fault.${fault.code}`, { who, count: fault.certificates.length });
    case "sum-differs":
      return t(`totals.fault.sum-differs-${fault.quantity}`, { who });
    case "unreadable":
      return t("totals.fault.unreadable", { who });
  }
}

/** The island fills the empty places; without a script there is the command. */
function CheckYourself({ view: { t, quarter, log } }: { view: TotalsView }) {
  return (
    <>
      <h2>{t("totals.browser.title")}</h2>
      <section
        id="totals-check"
        data-acts={`/api/totals/${quarter}/acts`}
        data-quarter={quarter}
        data-progress={t("totals.browser.progress", { done: "#", all: "##" })}
        data-holds={t("totals.browser.holds", { acts: "#", signatures: "##" })}
        data-differs={t("totals.browser.differs", { list: "#" })}
        data-none={t("totals.browser.none")}
        data-failed={t("totals.browser.failed")}
      >
        <div data-part="in-browser" hidden>
          <p class="prose">{t("totals.browser.text")}</p>
          <Button type="button" tone="secondary" id="totals-check-button">
            {t("totals.browser.button")}
          </Button>
          <p role="status" data-part="result"></p>
        </div>
        <p class="prose">{t("totals.browser.command")}</p>
        <div class="table-scroll" role="region" aria-label={t("totals.browser.command")} tabindex={0}>
          <pre class="code" dir="ltr">{`npx kimberlite totals check ${log}`}</pre>
        </div>
      </section>
    </>
  );
}

function Explained({ t }: { t: T }) {
  return (
    <>
      <h2>{t("totals.how.title")}</h2>
      <div class="prose">
        <ol>
          <li>{t("totals.how.locked")}</li>
          <li>{t("totals.how.added")}</li>
          <li>{t("totals.how.key")}</li>
          <li>{t("totals.how.complete")}</li>
        </ol>
      </div>
      <h2>{t("totals.which.title")}</h2>
      <p class="prose">{t("totals.which.text")}</p>
      <h2>{t("totals.proves.title")}</h2>
      <div class="prose">
        <ul>
          <li>{t("totals.proves.sums")}</li>
          <li>{t("totals.proves.later")}</li>
          <li>{t("totals.proves.scale")}</li>
          <li>{t("totals.proves.outside")}</li>
          <li>{t("totals.proves.overlap")}</li>
        </ul>
        <p>{t("totals.proves.form")}</p>
      </div>
    </>
  );
}

const openingTones: Readonly<Record<OpeningState, Tone>> = {
  opens: "good",
  differs: "bad",
  "not-committed": "info",
  "not-known": "warn",
};

/** Of certificates that the reader's own authority confirmed. */
export function ReceivedPage(props: {
  readonly t: T;
  readonly quarter: Quarter;
  readonly openings: readonly CheckedOpening[];
}) {
  const { t, quarter, openings } = props;
  return (
    <>
      <h1>{t("totals.received.title")}</h1>
      <p class="lede">{t("totals.received.lede")}</p>
      <Table
        id="openings"
        caption={quarterName(t, quarter)}
        columns={[
          { label: t("totals.received.certificate") },
          { label: t("totals.received.issuer") },
          { label: t("totals.received.confirmed") },
          { label: t("totals.column.check") },
        ]}
        rows={openings.map(({ certificate, issuer, confirmedAt, state }) => [
          <a class="code" href={`/certificates/${certificate}`}>
            {certificate}
          </a>,
          issuer,
          t.instant(confirmedAt),
          <Tag tone={openingTones[state]}>{t(`totals.received.${state}`)}</Tag>,
        ])}
        empty={t("totals.received.empty")}
      />
      <p>
        {[quarterBefore(quarter), quarterAfter(quarter)].map((one, place) => (
          <>
            {place > 0 && " · "}
            <a href={`/totals/received?quarter=${one}`}>{quarterName(t, one)}</a>
          </>
        ))}
      </p>
    </>
  );
}
