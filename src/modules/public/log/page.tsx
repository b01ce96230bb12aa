// The public log: does it keep its word, who has seen it, how it grows, what was done last, and how to check all of it.
import type { T } from "#platform/i18n/translator.ts";
import { parseNote } from "#core/log/note.ts";
import { parseCheckpoint } from "#core/log/checkpoint.ts";
import { toBase64 } from "#core/log/base64.ts";
import { StepLine } from "#ui/charts/StepLine.tsx";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Pagination } from "#ui/components/pagination/Pagination.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import type { VerdictTone } from "#ui/components/verdict-card/VerdictCard.tsx";
import { witnessName } from "#ui/layout/Witnesses.tsx";
import type { LogView } from "./data.ts";
import { Verbatim } from "./verbatim.tsx";
import { actTypeText } from "./words.ts";

export function LogPage({ t, view, asked }: { t: T; view: LogView; asked: string | undefined }) {
  const error = asked === undefined ? undefined : t("log.find.problem");
  return (
    <>
      {error !== undefined && <ErrorSummary t={t} errors={[{ text: error, field: "act" }]} />}
      <h1>{t("log.title")}</h1>
      <p class="lede">{t("log.lede")}</p>
      <Health t={t} view={view} />
      <Head t={t} view={view} />
      <WitnessTable t={t} view={view} />
      <Growth t={t} view={view} />
      <h2 id="acts">{t("log.acts.title")}</h2>
      <form method="get" action="/log">
        <TextInput
          t={t}
          name="act"
          label={t("log.find.label")}
          hint={t("log.find.hint")}
          error={error}
          value={asked ?? ""}
          code
        />
        <Button tone="secondary">{t("log.find.button")}</Button>
      </form>
      <Acts t={t} view={view} />
      <CheckIt t={t} view={view} />
    </>
  );
}

const tones: Readonly<Record<LogView["health"]["state"], VerdictTone>> = {
  whole: "good",
  missing: "warn",
  pending: "warn",
  stopped: "bad",
  none: "unknown",
};

function Health({ t, view }: { t: T; view: LogView }) {
  const { state, since, witnesses, pending, cosigned } = view.health;
  const missing = witnesses
    .filter(({ absentSince }) => absentSince !== null)
    .map(({ name }) => witnessName(t, name));
  return (
    <VerdictCard
      t={t}
      level={2}
      tone={tones[state]}
      word={t(`log.health.word.${state}`)}
      sentence={t(`log.health.sentence.${state}`, {
        size: cosigned?.size ?? 0n,
        pending,
        missing: t.list(missing),
        since: since === null ? "" : t.instant(since),
      })}
      asOf={t("log.health.as-of", { at: t.instant(view.now) })}
    />
  );
}

function Head({ t, view }: { t: T; view: LogView }) {
  const { cosigned, signed, pending } = view.health;
  const root = cosigned === undefined ? undefined : rootOf(cosigned.note);
  return (
    <>
      <h2>{t("log.head.title")}</h2>
      <SummaryList
        rows={[
          { key: t("log.head.size"), value: cosigned === undefined ? "–" : t.number(cosigned.size) },
          {
            key: t("log.head.at"),
            value: cosigned === undefined ? t("log.head.none") : t.instant(cosigned.at),
          },
          { key: t("log.head.root"), value: root === undefined ? "–" : <bdi class="code">{root}</bdi> },
          { key: t("log.head.origin"), value: <bdi class="code">{view.origin}</bdi> },
          {
            key: t("log.head.pending"),
            value:
              pending > 0n && signed !== undefined
                ? t("log.head.pending-some", { pending, at: t.instant(signed.at) })
                : t("log.head.pending-none"),
          },
        ]}
      />
    </>
  );
}

function rootOf(note: string): string | undefined {
  const text = parseNote(note)?.text;
  const head = text === undefined ? undefined : parseCheckpoint(text);
  return head === undefined ? undefined : toBase64(head.root);
}

function WitnessTable({ t, view }: { t: T; view: LogView }) {
  return (
    <>
      <h2>{t("log.witnesses.title")}</h2>
      <p class="prose">{t("log.witnesses.what")}</p>
      <Table
        id="witnesses"
        caption={t("log.witnesses.title")}
        captionHidden
        columns={[
          { label: t("log.witnesses.who") },
          { label: t("log.witnesses.state") },
          { label: t("log.witnesses.seen-at") },
          { label: t("log.witnesses.seen"), numeric: true },
        ]}
        rows={view.health.witnesses.map(({ name, size, seenAt, absentSince }) => [
          witnessName(t, name),
          absentSince === null ? (
            <Tag tone="good">{t("log.witnesses.present")}</Tag>
          ) : (
            <>
              <Tag tone="bad">{t("log.witnesses.absent")}</Tag>{" "}
              {t("log.witnesses.since", { since: t.instant(absentSince) })}
            </>
          ),
          seenAt === null ? "–" : t.instant(seenAt),
          size === null ? "–" : t.number(size),
        ])}
        empty={t("log.witnesses.empty")}
      />
    </>
  );
}

function Growth({ t, view }: { t: T; view: LogView }) {
  const { growth } = view;
  const [first, last] = [growth[0], growth.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [from, to] = [t.instant(first.at), t.instant(last.at)];
  const title = t("log.growth.sentence", { size: last.size, from, to });
  return (
    <>
      <h2>{t("log.growth.title")}</h2>
      <figure class="figure">
        <StepLine
          id="growth"
          title={title}
          description={t("log.growth.description")}
          points={growth.map(({ size, at }) => ({ at: Date.parse(at), value: Number(size) }))}
          valueText={(value) => t.number(value)}
          from={from}
          to={to}
        />
        <figcaption>{title}</figcaption>
      </figure>
      <Details summary={t("log.growth.table")}>
        <Table
          id="growth-table"
          caption={t("log.growth.title")}
          captionHidden
          columns={[{ label: t("log.head.at") }, { label: t("log.head.size"), numeric: true }]}
          rows={growth.map(({ size, at }) => [t.instant(at), t.number(size)])}
          empty={t("log.acts.empty")}
        />
        <p>
          <a href="/log/growth.csv">{t("log.growth.csv")}</a>
        </p>
      </Details>
    </>
  );
}

function Acts({ t, view }: { t: T; view: LogView }) {
  return (
    <>
      <Table
        id="acts-table"
        caption={t("log.acts.title")}
        captionHidden
        columns={[
          { label: t("log.act.position") },
          { label: t("log.act.type") },
          { label: t("log.act.organisation") },
          { label: t("log.act.at") },
        ]}
        rows={view.newest.map((act) => [
          <a href={`/log/acts/${act.position}`}>{t.number(act.position)}</a>,
          actTypeText(t, act.type),
          act.organisation,
          t.instant(act.at),
        ])}
        empty={t("log.acts.empty")}
        note={t("log.acts.note")}
      />
      <Pagination
        t={t}
        page={view.page}
        pages={view.pages}
        hrefOf={(number) => (number === 1 ? "/log#acts" : `/log?page=${number}#acts`)}
        label={t("log.acts.title")}
      />
    </>
  );
}

function CheckIt({ t, view }: { t: T; view: LogView }) {
  const { policy, health } = view;
  return (
    <>
      <h2 id="check">{t("log.check.title")}</h2>
      <div class="prose">
        <p>{t("log.check.how")}</p>
        <ul>
          <li>
            <a href="/log/checkpoint">
              <code>/log/checkpoint</code>
            </a>{" "}
            – {t("log.check.checkpoint")}
          </li>
          <li>
            <code>/log/tile/…</code> – {t("log.check.tiles")}
          </li>
          <li>
            <code>/log/tile/entries/…</code> – {t("log.check.entries")}
          </li>
          <li>
            <a href="/log/policy">
              <code>/log/policy</code>
            </a>{" "}
            – {t("log.check.policy")}
          </li>
        </ul>
        <p>{t("log.check.monitor")}</p>
      </div>
      <Verbatim
        label={t("log.check.monitor")}
        text={"npx kimberlite monitor https://…/log --policy policy.txt --folder log-copy"}
      />
      <p class="prose">{t("log.check.self")}</p>
      <p>
        <a href="/totals">{t("totals.title")}</a>
      </p>
      {policy !== null && (
        <Details summary={t("log.check.policy-text")}>
          <Verbatim label={t("log.check.policy-text")} text={policy} />
        </Details>
      )}
      {health.cosigned !== undefined && (
        <Details summary={t("log.check.note")}>
          <Verbatim label={t("log.check.note")} text={health.cosigned.note} />
        </Details>
      )}
    </>
  );
}
