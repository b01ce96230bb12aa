// The task list of a draft, its two short questions, the check of all answers, and the confirmation after sending.
import { formatCarats } from "#core/kp/amounts.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { Checkboxes } from "#ui/components/checkboxes/Checkboxes.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Panel } from "#ui/components/panel/Panel.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TaskList } from "#ui/components/task-list/TaskList.tsx";
import { WarningText } from "#ui/components/warning-text/WarningText.tsx";
import type { OfficeRow } from "#modules/scheme/index.ts";
import { valueOf } from "../../drafts/amount.ts";
import { runningTotals } from "../../drafts/data.ts";
import type { DraftData, DraftFile, DraftParty } from "../../drafts/data.ts";
import { sections } from "../../drafts/problems.ts";
import type { DraftStanding, Section } from "../../drafts/problems.ts";
import type { DraftRow } from "../../drafts/store.ts";
import { versionOf } from "../../drafts/version.ts";
import type { ApplicationRow } from "../../store.ts";
import { CoverageBar } from "../parts.tsx";
import { EvidenceTable } from "./evidence-form.tsx";
import { errorAt, sentenceOf } from "./words.ts";
import type { PageError } from "./words.ts";

export interface DraftView {
  readonly t: T;
  readonly row: DraftRow;
  readonly data: DraftData;
  readonly standing: DraftStanding;
}

export function TaskListPage({ t, row, data, standing, reason }: DraftView & { reason: string | null }) {
  const here = `/applications/draft/${row.id}`;
  const done = sections.filter((section) => standing.states[section] === "done").length;
  return (
    <>
      <h1>{data.mends === "" ? t("application.draft.title") : t("application.draft.title-mend")}</h1>
      {reason !== null && <Inset>{t("application.sent-back-with", { reason })}</Inset>}
      <p>{t("application.draft.progress", { done, of: sections.length })}</p>
      <TaskList
        t={t}
        id="sections"
        tasks={[
          ...sections.map((section) => ({
            title: t(`application.section.${section}`),
            hint: t(`application.section.${section}.hint`),
            href: `${here}/${section}`,
            state: standing.states[section],
          })),
          {
            title: t("application.section.check"),
            hint: t(standing.complete ? "application.section.check.hint" : "application.section.check.wait"),
            href: `${here}/check`,
            state: standing.complete ? ("not-started" as const) : ("cannot-start" as const),
          },
        ]}
      />
      <p class="hint">{t("application.draft.saved", { when: t.instant(row.updated_at) })}</p>
      <Details summary={t("application.draft.discard")}>
        <p>{t("application.draft.discard-warning")}</p>
        <form method="post" action={`${here}/discard`}>
          <Button tone="warning">{t("application.draft.discard")}</Button>
        </form>
      </Details>
    </>
  );
}

export function OfficeForm({
  t,
  data,
  offices,
  errors,
}: {
  t: T;
  data: DraftData;
  offices: readonly OfficeRow[];
  errors: readonly PageError[];
}) {
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <form method="post">
        <input type="hidden" name="base" value={versionOf(data.office)} />
        <Radios
          t={t}
          name="office"
          legend={t("application.office.title")}
          heading
          hint={t("application.office.hint")}
          value={data.office}
          error={errorAt(errors, "office")}
          items={offices.map(({ code, name, place, country }) => ({
            value: code,
            label: name,
            hint: `${place}, ${t.country(country)}`,
          }))}
        />
        <Button>{t("common.button.continue")}</Button>
      </form>
    </>
  );
}

/** Annex II 18: no certificate without it. The industry's own system of warranties says the same along the chain. */
export function DeclarationForm({
  t,
  declared,
  base,
  errors,
}: {
  t: T;
  declared: boolean;
  /** The version of everything that the declaration covers. */
  base: string;
  errors: readonly PageError[];
}) {
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("application.declaration.title")}</h1>
      <p>{t("application.declaration.lede")}</p>
      <ul>
        <li>{t("application.declaration.conflict")}</li>
        <li>{t("application.declaration.warranty")}</li>
        <li>{t("application.declaration.true")}</li>
      </ul>
      <WarningText t={t}>{t("application.declaration.warning")}</WarningText>
      <form method="post">
        <input type="hidden" name="base" value={base} />
        <Checkboxes
          t={t}
          name="declaration"
          legend={t("application.declaration.legend")}
          values={declared ? ["yes"] : []}
          error={errorAt(errors, "declaration")}
          items={[{ value: "yes", label: t("application.declaration.yes") }]}
        />
        <Button>{t("common.button.continue")}</Button>
      </form>
      <p class="hint">{t("application.declaration.source")}</p>
    </>
  );
}

export function CheckPage(
  props: DraftView & {
    files: readonly DraftFile[];
    offices: readonly OfficeRow[];
    errors: readonly PageError[];
  },
) {
  const { t, row, data, standing, files, offices, errors } = props;
  const here = `/applications/draft/${row.id}`;
  const change = (section: Section) => [
    {
      href: `${here}/${section}?then=check`,
      text: t("common.button.change"),
      about: t(`application.section.${section}`),
    },
  ];
  const totals = runningTotals(data.goods.lines);
  const named = data.goods.lines.some((line) => line.origin !== "");
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("application.check.title")}</h1>
      <SummaryList
        rows={[
          {
            key: t("application.section.exporter"),
            value: <PartyText t={t} party={data.exporter} />,
            actions: change("exporter"),
          },
          {
            key: t("application.section.importer"),
            value: <PartyText t={t} party={data.importer} />,
            actions: change("importer"),
          },
          { key: t("application.goods.origin"), value: originText(t, data), actions: change("goods") },
          { key: t("application.goods.parcels"), value: data.goods.parcels, actions: change("goods") },
          {
            key: t("application.section.sourcing"),
            value: <SourcingText t={t} sourcing={data.sourcing} />,
            actions: change("sourcing"),
          },
        ]}
      />
      <Table
        id="lines"
        caption={t("application.goods.lines")}
        columns={[
          { label: t("application.goods.line") },
          { label: t("application.goods.code") },
          ...(named ? [{ label: t("application.goods.origin") }] : []),
          { label: t("application.goods.carats"), numeric: true },
          { label: t("application.goods.usd"), numeric: true },
        ]}
        rows={data.goods.lines.map((line, place) => [
          t.number(place + 1),
          line.code,
          ...(named ? [line.origin === "" ? "" : t.country(line.origin)] : []),
          valueOf(line.carats) === undefined
            ? line.carats.text
            : formatCarats(valueOf(line.carats) ?? 0n, t.locale),
          valueOf(line.usd) === undefined ? line.usd.text : t.usd(valueOf(line.usd) ?? 0n),
        ])}
        foot={[
          t("application.goods.total"),
          "",
          ...(named ? [""] : []),
          t.carats(totals.carats),
          t.usd(totals.usd),
        ]}
        empty={t("application.goods.none")}
        note={
          <a href={`${here}/goods?then=check`}>
            {t("common.button.change")}
            <span class="visually-hidden"> ({t("application.section.goods")})</span>
          </a>
        }
      />
      <EvidenceTable t={t} files={files} hrefOf={(file) => `${here}/evidence/${file.id}`} />
      <CoverageBar t={t} coverage={standing.coverage} />
      <SummaryList
        rows={[
          {
            key: t("application.section.evidence"),
            value: t("application.check.files", { count: files.length }),
            actions: change("evidence"),
          },
          {
            key: t("application.section.office"),
            value: officeText(data.office, offices),
            actions: change("office"),
          },
          {
            key: t("application.section.declaration"),
            value: t(
              standing.states.declaration === "done"
                ? "application.check.declared"
                : "application.check.not-declared",
            ),
            actions: change("declaration"),
          },
        ]}
      />
      {standing.complete ? (
        <form method="post" action={`${here}/send`}>
          <h2>{t("application.check.now")}</h2>
          <p>{t("application.check.now-lede")}</p>
          <Button>{t("application.check.send")}</Button>
        </form>
      ) : (
        <section>
          <h2>{t("application.check.missing")}</h2>
          <ul>
            {standing.problems.map((problem) => (
              <li>
                {problem.section === "check" ? (
                  sentenceOf(t, problem)
                ) : (
                  <a href={`${here}/${problem.section}?then=check`}>
                    {t(`application.section.${problem.section}`)}: {sentenceOf(t, problem)}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** `statusLink` is whole, so that it can be copied or read from paper; null where an earlier one goes on. */
export function SentPage({ t, row, statusLink }: { t: T; row: ApplicationRow; statusLink: string }) {
  return (
    <>
      <Panel title={t("application.sent.title")}>
        {t("application.sent.reference")}
        <br />
        <strong class="code">{row.reference}</strong>
      </Panel>
      <h2>{t("application.sent.next")}</h2>
      <p>{t("application.sent.next-lede")}</p>
      <h2>{t("application.sent.status")}</h2>
      <p>{t("application.sent.status-lede")}</p>
      <Inset>
        <a class="code" href={statusLink}>
          {statusLink}
        </a>
      </Inset>
      <ButtonGroup>
        <Button tone="secondary" href={`/applications/${row.id}`}>
          {t("application.sent.open")}
        </Button>
        <Button tone="secondary" href="/applications">
          {t("application.sent.all")}
        </Button>
      </ButtonGroup>
    </>
  );
}

function SourcingText({ t, sourcing }: { t: T; sourcing: DraftData["sourcing"] }) {
  const { mined, zone, sources } = sourcing;
  if (mined === "") return <>{t("application.check.nothing")}</>;
  const drawn = sources
    .flatMap(({ draws }) => Object.values(draws))
    .reduce((sum, amount) => sum + (valueOf(amount) ?? 0n), 0n);
  return (
    <>
      {t(`origin.mined.${mined}`)}
      {zone !== "" && (
        <>
          <br />
          {t("origin.zone.named", { zone })}
        </>
      )}
      {mined !== "HERE" && (
        <>
          <br />
          {t("origin.check", { count: sources.length, drawn: t.carats(drawn) })}
        </>
      )}
    </>
  );
}

function PartyText({ t, party }: { t: T; party: DraftParty }) {
  if (party.name === "" && party.address === "" && party.country === "")
    return <>{t("application.check.nothing")}</>;
  return (
    <>
      {party.name}
      <br />
      {party.address}
      <br />
      {party.country === "" ? "" : t.country(party.country)}
    </>
  );
}

function originText(t: T, { goods }: DraftData): string {
  if (goods.origin === "") return t("application.check.nothing");
  if (goods.origin === "SINGLE")
    return goods.country === "" ? t("application.check.nothing") : t.country(goods.country);
  return goods.origin === "LISTED"
    ? t.list(goods.listed.map((code) => t.country(code)))
    : t("application.goods.origin.UNLISTED");
}

function officeText(code: string, offices: readonly OfficeRow[]): string {
  return offices.find((office) => office.code === code)?.name ?? code;
}
