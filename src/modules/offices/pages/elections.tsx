// All elections, and one: who stands, who holds the key, who voted and who did not, what the sums say, whether all of it
// holds, and how anybody verifies it elsewhere.
import type { Context } from "hono";
import type { CallVerdict, ElectionVerdict } from "#core/ballot/index.ts";
import { stageAt, standing } from "#core/offices/election.ts";
import type { ElectionState } from "#core/offices/election.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Web } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import { page } from "#ui/layout/respond.tsx";
import { elections, electionSubject, getElection, isKeyReady, verdictOf } from "../elections.ts";
import type { KnownElection } from "../elections.ts";
import { seatOf } from "../speaking.ts";
import { electionName, officeName, pillarName, resultSentence, seatName, stageTones } from "./words.ts";

export function trail(c: Context<Web>): readonly { text: string; href: string }[] {
  return [
    { text: c.get("t")("offices.title"), href: "/offices" },
    { text: c.get("t")("offices.elections.title"), href: "/elections" },
  ];
}

export function nowOf(c: Context<Web>): string {
  return new Date(c.get("ctx").clock()).toISOString();
}

export async function electionsPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const [all, seats] = [await elections(ctx), await seatsNow(ctx)];
  return page(
    c,
    { title: t("offices.elections.title"), breadcrumbs: trail(c).slice(0, 1) },
    <>
      <h1>{t("offices.elections.title")}</h1>
      <p class="lede">{t("offices.elections.lede")}</p>
      {ctx.actor.roles.includes("secretariat") && (
        <Button href="/elections/new">{t("offices.form.election.title")}</Button>
      )}
      <Table
        id="elections"
        caption={t("offices.elections.title")}
        captionHidden
        columns={[
          { label: t("offices.label.election") },
          { label: t("offices.label.stage") },
          { label: t("offices.label.result") },
        ]}
        rows={all.map((state) => [
          <a href={`/elections/${state.id}`}>{electionName(t, state)}</a>,
          <StageTag t={t} state={state} now={nowOf(c)} />,
          resultSentence(t, state, seats) ?? "–",
        ])}
        empty={t("offices.elections.empty")}
      />
      <h2>{t("offices.how.title")}</h2>
      <HowItWorks t={t} />
    </>,
  );
}

export async function electionPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const known = await getElection(ctx, c.req.param("id") ?? "");
  const { state } = known;
  const [seats, now] = [await seatsNow(ctx), nowOf(c)];
  const title = electionName(t, state);
  const result = resultSentence(t, state, seats);
  const verdict = await verdictOf(known);
  return page(
    c,
    { title, breadcrumbs: trail(c), description: t("offices.elections.lede") },
    <>
      <h1>{title}</h1>
      <p>
        <StageTag t={t} state={state} now={now} />
      </p>
      {state.called.practice && <WarningText t={t}>{t("offices.practice-note")}</WarningText>}
      {result !== undefined && (
        <Inset>
          <p>
            <strong>{result}</strong>
          </p>
          {state.ended?.continuity?.caretaker === true && <p>{t("offices.caretaker")}</p>}
        </Inset>
      )}
      <Actions
        t={t}
        known={known}
        now={now}
        seat={(await seatOf(ctx, electionSubject(state.id)))?.code}
        roles={ctx.actor.roles}
      />
      <Terms t={t} state={state} seats={seats} />
      <Candidates t={t} state={state} seats={seats} />
      <Key t={t} state={state} seats={seats} />
      {verdict.calls.map((one, i) => (
        <Call t={t} state={state} verdict={one} place={i} seats={seats} />
      ))}
      <Verification t={t} state={state} verdict={verdict} base={c.get("frame").baseUrl} seats={seats} />
      <h2>{t("offices.how.title")}</h2>
      <HowItWorks t={t} />
      <History t={t} known={known} />
    </>,
  );
}

function StageTag({ t, state, now }: { t: T; state: ElectionState; now: string }) {
  const stage = stageAt(state, now);
  return <Tag tone={stageTones[stage]}>{t(`offices.stage.${stage}`)}</Tag>;
}

/** What the reader may do now, and nothing else. */
function Actions(props: {
  t: T;
  known: KnownElection;
  now: string;
  seat: string | undefined;
  roles: readonly string[];
}) {
  const { t, now, seat, roles } = props;
  const { state } = props.known;
  const stage = stageAt(state, now);
  const isCandidate = standing(state).some((one) => one.seat === seat);
  const isTrustee = state.ceremony.terms.trustees.some(({ id }) => id === seat);
  const isVoter =
    stage === "CALL" && state.calls.at(-1)?.terms.voters.some((voter) => voter.seat === seat) === true;
  const mayStand = stage === "NOMINATIONS" && !isCandidate && seat !== undefined && /^[A-Z]{2}$/.test(seat);
  const at = (path: string): string => `/elections/${state.id}/${path}`;
  const open = state.ended === null;
  const buttons = [
    isVoter && <Button href={at("ballot")}>{t("offices.action.vote")}</Button>,
    mayStand && <Button href={at("stand")}>{t("offices.form.stand.title")}</Button>,
    open && isTrustee && (
      <Button tone="secondary" href={at("trustee")}>
        {t("offices.action.trustee")}
      </Button>
    ),
    open && isCandidate && state.calls.length === 0 && (
      <Button tone="secondary" href={at("withdraw")}>
        {t("offices.form.withdraw.title")}
      </Button>
    ),
    open && roles.includes("secretariat") && state.calls.length === 0 && (
      <Button tone="secondary" href={at("trustees")}>
        {t("offices.form.trustees.title")}
      </Button>
    ),
  ].filter((button) => button !== false);
  return buttons.length === 0 ? null : <ButtonGroup>{buttons}</ButtonGroup>;
}

function Terms({ t, state: { called }, seats }: { t: T; state: ElectionState; seats: readonly SeatOnDay[] }) {
  return (
    <SummaryList
      rows={[
        { key: t("offices.label.office"), value: `${officeName(t, called.office)}, ${called.year}` },
        { key: t("offices.label.effect"), value: t(`offices.effect.${called.effect}`) },
        ...(called.item === null
          ? []
          : [{ key: t("offices.label.item"), value: <a href={`/items/${called.item}`}>{called.item}</a> }]),
        { key: t("offices.label.nominationsUntil"), value: t.instant(called.nominationsUntil) },
        { key: t("offices.label.callsFrom"), value: t.instant(called.callsFrom) },
        {
          key: t("offices.label.rule"),
          value: (
            <ul>
              {called.groups.map(({ pillars, floor: [of, parts] }) => (
                <li>
                  {t("offices.rule", {
                    who: t.list(pillars.map((pillar) => pillarName(t, pillar))),
                    share: of === 0 ? t("offices.share.none") : `${of}/${parts}`,
                  })}
                </li>
              ))}
              <li>{t("offices.rule-most")}</li>
            </ul>
          ),
        },
        {
          key: t("offices.label.trustees"),
          value: t("offices.threshold", {
            threshold: called.threshold,
            who: t.list(called.trustees.map(({ id }) => seatName(t, id, seats))),
          }),
        },
        { key: t("offices.label.source"), value: called.source },
      ]}
    />
  );
}

function Candidates({ t, state, seats }: { t: T; state: ElectionState; seats: readonly SeatOnDay[] }) {
  return (
    <>
      <h2>{t("offices.candidates.title")}</h2>
      <Table
        id="candidates"
        caption={t("offices.candidates.caption")}
        columns={[
          { label: t("offices.label.candidate") },
          { label: t("offices.label.statement") },
          { label: t("offices.label.since") },
        ]}
        rows={state.candidates.map(({ seat, statement, at, withdrawnAt }) => [
          seatName(t, seat, seats),
          <span class="written">{statement}</span>,
          withdrawnAt === null ? t.instant(at) : t("offices.withdrawn", { when: t.instant(withdrawnAt) }),
        ])}
        empty={t("offices.candidates.empty")}
      />
    </>
  );
}

function Key({ t, state, seats }: { t: T; state: ElectionState; seats: readonly SeatOnDay[] }) {
  const { terms, enrolments, deals, confirmations } = state.ceremony;
  const mark = (message: Uint8Array | null | undefined): string =>
    message === null || message === undefined ? t("offices.key.not-yet") : t("offices.key.done");
  return (
    <>
      <h2>{t("offices.key.title")}</h2>
      <p class="prose">
        {t("offices.key.text", { threshold: terms.threshold, trustees: terms.trustees.length })}
      </p>
      <Table
        id="trustees"
        caption={t(isKeyReady(state) ? "offices.key.ready" : "offices.key.waiting")}
        columns={[
          { label: t("offices.label.trustee") },
          { label: t("offices.label.pillar") },
          { label: t("offices.key.enrolments") },
          { label: t("offices.key.deals") },
          { label: t("offices.key.confirmations") },
        ]}
        rows={terms.trustees.map(({ id, pillar }, place) => [
          seatName(t, id, seats),
          pillarName(t, pillar),
          mark(enrolments[place]),
          mark(deals[place]),
          mark(confirmations[place]),
        ])}
        empty=""
      />
    </>
  );
}

function Call(props: {
  t: T;
  state: ElectionState;
  verdict: CallVerdict;
  place: number;
  seats: readonly SeatOnDay[];
}) {
  const { t, state, verdict, place, seats } = props;
  const { terms, totals, voted, floors } = verdict;
  const silent = terms.voters.map(({ seat }) => seat).filter((seat) => !voted.includes(seat));
  const names = (codes: readonly string[]): string =>
    codes.length === 0 ? t("offices.nobody") : t.list(codes.map((code) => seatName(t, code, seats)));
  const ended = state.calls[place]?.ended ?? null;
  const id = `call-${terms.call}`;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("offices.call.title", { number: terms.call })}</h2>
      <p>{t("offices.call.window", { from: t.instant(terms.opensAt), to: t.instant(terms.closesAt) })}</p>
      {ended !== null && <p>{t(`offices.call.end.${ended.why}`)}</p>}
      {totals !== null && ended !== null && (
        <Table
          id={id}
          caption={t("offices.call.totals")}
          columns={[
            { label: t("offices.label.candidate") },
            ...terms.groups.map(({ id: group }, i) => ({
              label: t("offices.call.support", {
                who: groupName(t, state, group),
                needed: floors[i] ?? 0,
              }),
              numeric: true,
            })),
          ]}
          rows={terms.choices.map((choice, i) => [
            <>
              {seatName(t, choice, seats)}
              {verdict.elected === choice && (
                <>
                  {" "}
                  <Tag tone="good">{t("offices.elected")}</Tag>
                </>
              )}
            </>,
            ...totals.map((ofGroup) => t.number(ofGroup[i] ?? 0)),
          ])}
          empty=""
        />
      )}
      {verdict.telling.length > 0 && (
        <p class="quiet">
          {t("offices.call.telling", {
            who: t.list(verdict.telling.map((group) => groupName(t, state, group))),
          })}
        </p>
      )}
      <dl class="summary-list">
        <div class="summary-list__row">
          <dt class="summary-list__key">{t("offices.call.voted", { count: voted.length })}</dt>
          <dd class="summary-list__value">{names(voted)}</dd>
        </div>
        <div class="summary-list__row">
          <dt class="summary-list__key">{t("offices.call.silent", { count: silent.length })}</dt>
          <dd class="summary-list__value">{names(silent)}</dd>
        </div>
        <div class="summary-list__row">
          <dt class="summary-list__key">{t("offices.call.opened-by")}</dt>
          <dd class="summary-list__value">{names(verdict.decrypted)}</dd>
        </div>
      </dl>
    </section>
  );
}

function groupName(t: T, { called }: ElectionState, id: string): string {
  const pillars = called.groups.find((group) => group.id === id)?.pillars ?? [id];
  return t.list(pillars.map((pillar) => pillarName(t, pillar)));
}

function Verification(props: {
  t: T;
  state: ElectionState;
  verdict: ElectionVerdict;
  base: string;
  seats: readonly SeatOnDay[];
}) {
  const { t, state, verdict, base, seats } = props;
  const address = `${base}/elections/${state.id}/file`;
  const faults = verdict.calls.flatMap(({ terms, faults: found }) =>
    found.map((fault) =>
      t(`offices.fault.${fault.code}`, {
        call: terms.call,
        who:
          "seat" in fault
            ? seatName(t, fault.seat, seats)
            : "trustee" in fault
              ? seatName(t, fault.trustee, seats)
              : "",
      }),
    ),
  );
  const bad = verdict.key === "failed" || faults.length > 0;
  const nothing = !bad && verdict.calls.length === 0;
  return (
    <>
      <h2>{t("offices.verify.title")}</h2>
      <VerdictCard
        t={t}
        level={3}
        tone={bad ? "bad" : nothing ? "unknown" : "good"}
        word={t(bad ? "offices.verify.bad" : nothing ? "offices.verify.nothing" : "offices.verify.good")}
        sentence={t(
          bad
            ? "offices.verify.bad-text"
            : nothing
              ? "offices.verify.nothing-text"
              : "offices.verify.good-text",
        )}
      >
        {faults.length === 0 ? undefined : (
          <ul>
            {faults.map((fault) => (
              <li>{fault}</li>
            ))}
          </ul>
        )}
      </VerdictCard>
      <p class="prose">{t("offices.verify.yourself")}</p>
      <div class="table-scroll" role="region" aria-label={t("offices.verify.yourself")} tabindex={0}>
        <pre class="code" dir="ltr">{`npx kimberlite ballot verify ${address}`}</pre>
      </div>
      <p>
        <a href={`/elections/${state.id}/file`}>{t("offices.verify.file")}</a>
      </p>
    </>
  );
}

export function HowItWorks({ t }: { t: T }) {
  return (
    <div class="prose">
      <ol>
        <li>{t("offices.how.key")}</li>
        <li>{t("offices.how.ballot")}</li>
        <li>{t("offices.how.sum")}</li>
        <li>{t("offices.how.chain")}</li>
      </ol>
      <h3>{t("offices.limits.title")}</h3>
      <ul>
        <li>{t("offices.limits.small")}</li>
        <li>{t("offices.limits.trustees")}</li>
        <li>{t("offices.limits.coercion")}</li>
        <li>{t("offices.limits.device")}</li>
        <li>{t("offices.limits.future")}</li>
      </ul>
    </div>
  );
}

function History({ t, known }: { t: T; known: KnownElection }) {
  return (
    <Details summary={t("offices.history.title")}>
      <Timeline
        t={t}
        events={known.history.map(({ act, kind, at, organisation, facts }) => ({
          title: t.has(`log.type.${kind}`) ? t(`log.type.${kind}` as "log.type.election.called") : kind,
          when: t.instant(at),
          datetime: at,
          by: typeof facts["seat"] === "string" ? facts["seat"] : organisation,
          children: (
            <a href={`/log/acts/${act}`} aria-label={t("offices.history.act", { act })}>
              {t("offices.history.record")}
            </a>
          ),
        }))}
      />
    </Details>
  );
}
