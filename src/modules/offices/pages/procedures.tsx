// The Secretariat's host, admissions, and measures on a Participant: what was asked for, answered and done, each with its date
// and source, and what decides it.
import type { Context } from "hono";
import { hostHistory, minimumRequirements } from "#core/kp/offices.ts";
import { foldAdmission, foldHostSelection, foldMeasure } from "#core/offices/procedures.ts";
import type {
  Admission,
  Assessment,
  HostSelection,
  Measure,
  ProcedureStep,
} from "#core/offices/procedures.ts";
import { statusOn } from "#core/kp/statuses.ts";
import { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx, Web } from "#modules/record/index.ts";
import { seatsNow } from "#modules/governance/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import { page } from "#ui/layout/respond.tsx";
import { decidedBy } from "../decided.ts";
import { readerOf } from "../elections.ts";
import { actsOfProcedure, proceduresOf } from "../store.ts";
import { seatName } from "./words.ts";

const trail = (c: Context<Web>, ...more: readonly { text: string; href: string }[]) => [
  { text: c.get("t")("offices.title"), href: "/offices" },
  ...more,
];

async function all<State>(
  ctx: Ctx,
  name: string,
  fold: (id: string, acts: Awaited<ReturnType<typeof actsOfProcedure>>) => State | undefined,
): Promise<readonly State[]> {
  return (await proceduresOf(readerOf(ctx), name)).flatMap(({ id, acts }) => fold(id, acts) ?? []);
}

async function one<State>(
  c: Context<Web>,
  name: string,
  fold: (id: string, acts: Awaited<ReturnType<typeof actsOfProcedure>>) => State | undefined,
): Promise<State> {
  const id = c.req.param("id") ?? "";
  const state = fold(id, await actsOfProcedure(readerOf(c.get("ctx")), `${name}:${id}`));
  if (state === undefined) throw new Problem("not-found");
  return state;
}

const has = (c: Context<Web>, role: string): boolean => c.get("ctx").actor.roles.includes(role);

/* ---- the Secretariat's host ---- */

export async function hostsPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const [selections, seats] = [await all(ctx, "host-selection", foldHostSelection), await seatsNow(ctx)];
  return page(
    c,
    { title: t("offices.host.title"), breadcrumbs: trail(c) },
    <>
      <h1>{t("offices.host.title")}</h1>
      <p class="lede">{t("offices.host.lede")}</p>
      {has(c, "secretariat") && <Button href="/secretariat-host/new">{t("offices.form.host.title")}</Button>}
      <Table
        id="selections"
        caption={t("offices.host.selections")}
        columns={[
          { label: t("offices.label.title") },
          { label: t("offices.label.bidsUntil") },
          { label: t("offices.label.bids"), numeric: true },
          { label: t("offices.label.step") },
        ]}
        rows={selections.map(({ id, opened, bids, steps }) => [
          <a href={`/secretariat-host/${id}`}>{opened.title}</a>,
          t.date(opened.bidsUntil),
          t.number(bids.filter(({ withdrawn }) => withdrawn === null).length),
          stepName(t, steps.at(-1)),
        ])}
        empty={t("offices.host.empty")}
      />
      <h2>{t("offices.host.history")}</h2>
      <Timeline
        t={t}
        events={hostHistory.map(({ when, code, who, source }) => ({
          title: t(`offices.host.past.${code}` as "offices.host.past.bids", {
            who: t.list(who.map((seat) => seatName(t, seat, seats))),
          }),
          when: when.length === 4 ? when : t.date(when),
          datetime: when,
          by: source,
        }))}
      />
    </>,
  );
}

export async function hostPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const selection = await one<HostSelection>(c, "host-selection", foldHostSelection);
  const { id, opened, bids, steps } = selection;
  const seats = await seatsNow(ctx);
  const at = (path: string): string => `/secretariat-host/${id}/${path}`;
  return page(
    c,
    {
      title: opened.title,
      breadcrumbs: trail(c, { text: t("offices.host.title"), href: "/secretariat-host" }),
    },
    <>
      <h1>{opened.title}</h1>
      <SummaryList
        rows={[
          { key: t("offices.label.bidsUntil"), value: t.date(opened.bidsUntil) },
          { key: t("offices.label.source"), value: opened.source },
        ]}
      />
      <ButtonGroup>
        {has(c, "delegate") && <Button href={at("bid")}>{t("offices.form.bid.title")}</Button>}
        {has(c, "delegate") && (
          <Button tone="secondary" href={at("withdraw")}>
            {t("offices.form.bid-withdrawal.title")}
          </Button>
        )}
        {has(c, "secretariat") && <Button href={at("step")}>{t("offices.form.host-step.title")}</Button>}
      </ButtonGroup>
      <h2>{t("offices.host.criteria")}</h2>
      <ol>
        {opened.criteria.map((criterion) => (
          <li>{criterion}</li>
        ))}
      </ol>
      <h2>{t("offices.host.bids")}</h2>
      {bids.length === 0 && <p>{t("offices.host.no-bids")}</p>}
      {bids.map(({ seat, at: when, place, answers, withdrawn }) => (
        <section aria-labelledby={`bid-${seat}`}>
          <h3 id={`bid-${seat}`}>
            {seatName(t, seat, seats)}: {place}
          </h3>
          <p class="quiet">{t.instant(when)}</p>
          {withdrawn !== null && (
            <p>
              <Tag tone="warn">{t("offices.withdrawn", { when: t.instant(withdrawn.at) })}</Tag>{" "}
              {withdrawn.reason}
            </p>
          )}
          <SummaryList
            rows={opened.criteria.map((criterion, i) => ({
              key: criterion,
              value: <span class="written">{answers[i] ?? ""}</span>,
            }))}
          />
        </section>
      ))}
      <Steps t={t} steps={steps} />
    </>,
  );
}

/* ---- admission ---- */

const assessmentTones: Readonly<Record<Assessment, Tone>> = { MET: "good", NOT_MET: "bad", OPEN: "neutral" };

export async function admissionsPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const admissions = await all<Admission>(ctx, "admission", foldAdmission);
  return page(
    c,
    { title: t("offices.admissions.title"), breadcrumbs: trail(c) },
    <>
      <h1>{t("offices.admissions.title")}</h1>
      <p class="lede">{t("offices.admissions.lede")}</p>
      {has(c, "secretariat") && <Button href="/admissions/new">{t("offices.form.admission.title")}</Button>}
      <Table
        id="admissions"
        caption={t("offices.admissions.title")}
        captionHidden
        columns={[
          { label: t("offices.label.applicant") },
          { label: t("offices.label.notified") },
          { label: t("offices.admissions.met"), numeric: true },
          { label: t("offices.label.step") },
        ]}
        rows={admissions.map(({ id, notified, assessed, steps }) => [
          <a href={`/admissions/${id}`}>{applicantName(t, notified.names)}</a>,
          t.date(notified.notified),
          `${assessed.filter(({ assessment }) => assessment === "MET").length}/${minimumRequirements.length}`,
          stepName(t, steps.at(-1)),
        ])}
        empty={t("offices.admissions.empty")}
      />
      <h2>{t("offices.admissions.path")}</h2>
      <div class="prose">
        <ol>
          <li>{t("offices.admissions.path-1")}</li>
          <li>{t("offices.admissions.path-2")}</li>
          <li>{t("offices.admissions.path-3")}</li>
          <li>{t("offices.admissions.path-4")}</li>
        </ol>
      </div>
    </>,
  );
}

export async function admissionPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { id, notified, assessed, steps } = await one<Admission>(c, "admission", foldAdmission);
  const title = applicantName(t, notified.names);
  const item = steps.findLast((step) => step.item !== null)?.item ?? null;
  return page(
    c,
    {
      title,
      breadcrumbs: trail(c, { text: t("offices.admissions.title"), href: "/admissions" }),
    },
    <>
      <h1>{title}</h1>
      <SummaryList
        rows={[
          { key: t("offices.label.notified"), value: t.date(notified.notified) },
          { key: t("offices.label.source"), value: notified.source },
          ...(item === null ? [] : [{ key: t("offices.label.item"), value: await itemLink(ctx, t, item) }]),
        ]}
      />
      {has(c, "secretariat") && (
        <ButtonGroup>
          <Button href={`/admissions/${id}/assess`}>{t("offices.form.assessment.title")}</Button>
          <Button tone="secondary" href={`/admissions/${id}/step`}>
            {t("offices.form.admission-step.title")}
          </Button>
        </ButtonGroup>
      )}
      <Table
        id="requirements"
        caption={t("offices.admissions.requirements")}
        columns={[
          { label: t("offices.label.requirement") },
          { label: t("offices.label.assessment") },
          { label: t("offices.label.note") },
          { label: t("offices.label.source") },
        ]}
        rows={minimumRequirements.map(({ code, source }) => {
          const found = assessed.find(({ requirement }) => requirement === code);
          const assessment = found?.assessment ?? "OPEN";
          return [
            t(`offices.requirement.${code}`),
            <Tag tone={assessmentTones[assessment]}>{t(`offices.assessment.${assessment}`)}</Tag>,
            found?.note ?? "",
            source,
          ];
        })}
        empty=""
      />
      <Steps t={t} steps={steps} />
    </>,
  );
}

function applicantName(t: T, names: Readonly<Record<string, string>>): string {
  return names[t.locale] ?? names["en"] ?? "";
}

/* ---- measures ---- */

export async function measuresPage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const measures = await all<Measure>(ctx, "measure", foldMeasure);
  const { statuses, participants } = await schemeFacts(ctx);
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const standing = participants.flatMap(({ code }) => {
    const { status, row } = statusOn(statuses, code, today);
    return row !== undefined && inForce.has(status) ? [{ code, status, row }] : [];
  });
  return page(
    c,
    { title: t("offices.measures.title"), breadcrumbs: trail(c) },
    <>
      <h1>{t("offices.measures.title")}</h1>
      <p class="lede">{t("offices.measures.lede")}</p>
      {(has(c, "delegate") || has(c, "secretariat")) && (
        <Button href="/measures/new">{t("offices.form.measure.title")}</Button>
      )}
      <Table
        id="measures"
        caption={t("offices.measures.proposed")}
        columns={[
          { label: t("offices.label.participant") },
          { label: t("offices.label.measure") },
          { label: t("offices.label.replies"), numeric: true },
          { label: t("offices.label.state") },
        ]}
        rows={measures.map(({ id, proposed, replies, taken }) => [
          <a href={`/measures/${id}`}>{t.country(proposed.participant)}</a>,
          t(`offices.measure.${proposed.measure}`),
          t.number(replies.length),
          taken === null
            ? t("offices.measures.not-taken")
            : t("offices.measures.taken", { day: t.date(taken.from) }),
        ])}
        empty={t("offices.measures.empty")}
      />
      <Table
        id="in-force"
        caption={t("offices.measures.in-force")}
        columns={[
          { label: t("offices.label.participant") },
          { label: t("offices.label.state") },
          { label: t("offices.label.since") },
          { label: t("offices.label.source") },
        ]}
        rows={standing.map(({ code, status, row }) => [
          <a href={`/participants/${code}`}>{t.country(code)}</a>,
          t(`scheme.status.${status}`),
          t.date(row.from),
          row.source,
        ])}
        empty={t("offices.measures.none")}
        note={t("offices.measures.holds")}
      />
    </>,
  );
}

const inForce: ReadonlySet<string> = new Set(["SUSPENDED", "SELF_SUSPENDED", "CONDITIONAL", "EMBARGOED"]);

export async function measurePage(c: Context<Web>): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const { id, at, proposed, replies, taken } = await one<Measure>(c, "measure", foldMeasure);
  const seats = await seatsNow(ctx);
  const title = `${t.country(proposed.participant)}: ${t(`offices.measure.${proposed.measure}`)}`;
  return page(
    c,
    {
      title,
      breadcrumbs: trail(c, { text: t("offices.measures.title"), href: "/measures" }),
    },
    <>
      <h1>{title}</h1>
      <Inset>
        <p>
          {taken === null
            ? t("offices.measures.only-if-adopted")
            : t("offices.measures.taken-text", { day: t.date(taken.from), when: t.instant(taken.at) })}
        </p>
      </Inset>
      <SummaryList
        rows={[
          { key: t("offices.label.grounds"), value: <span class="written">{proposed.grounds}</span> },
          ...(proposed.zones.length === 0
            ? []
            : [{ key: t("offices.label.zones"), value: t.list(proposed.zones) }]),
          {
            key: t("offices.label.by"),
            value: `${proposed.by === "SECRETARIAT" ? t("offices.secretariat") : seatName(t, proposed.by, seats)}, ${t.instant(at)}`,
          },
          { key: t("offices.label.item"), value: await itemLink(ctx, t, proposed.item) },
        ]}
      />
      <ButtonGroup>
        {has(c, "delegate") && (
          <Button href={`/measures/${id}/reply`}>{t("offices.form.reply.title")}</Button>
        )}
        {has(c, "secretariat") && taken === null && (
          <Button tone="warning" href={`/measures/${id}/take`}>
            {t("offices.form.take-measure.title")}
          </Button>
        )}
      </ButtonGroup>
      <h2>{t("offices.measures.replies", { who: t.country(proposed.participant) })}</h2>
      {replies.length === 0 && <p>{t("offices.measures.no-reply")}</p>}
      {replies.map((reply) => (
        <Inset>
          <p class="written">{reply.text}</p>
          <p class="quiet">{t.instant(reply.at)}</p>
        </Inset>
      ))}
    </>,
  );
}

/** The item that decides, and what its own record says of its outcome. */
async function itemLink(ctx: Ctx, t: T, item: string) {
  const decided = await decidedBy(ctx, item);
  if (decided === undefined) return item;
  const title = decided.title[t.locale] ?? decided.title["en"] ?? "";
  return (
    <>
      <a href={`/items/${item}`}>
        {decided.reference}: {title}
      </a>{" "}
      <Tag tone={decided.adopted ? "good" : "neutral"}>
        {t(
          decided.adopted
            ? "offices.adopted"
            : decided.outcome === null
              ? "offices.undecided"
              : "offices.not-adopted",
        )}
      </Tag>
    </>
  );
}

function stepName(t: T, step: ProcedureStep<string> | undefined): string {
  return step === undefined ? "–" : t(`offices.step.${step.step}` as "offices.step.ITEM");
}

function Steps({ t, steps }: { t: T; steps: readonly ProcedureStep<string>[] }) {
  return (
    <>
      <h2>{t("offices.steps.title")}</h2>
      {steps.length === 0 && <p>{t("offices.steps.empty")}</p>}
      <Timeline
        t={t}
        events={steps.map((step) => ({
          title: stepName(t, step),
          when: t.date(step.day),
          datetime: step.day,
          children: (
            <>
              <p class="written">{step.note}</p>
              {step.item !== null && (
                <p>
                  <a href={`/items/${step.item}`}>{t("offices.label.item")}</a>
                </p>
              )}
            </>
          ),
        }))}
      />
    </>
  );
}
