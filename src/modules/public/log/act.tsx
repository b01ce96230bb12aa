// One act of the log: its public part field by field, its place, and the proof that it is there, which the reader's own
// browser can make from the log's files, or anybody from the files to take home.
import type { Fact, Facts } from "#core/act/act.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import { pillarNames } from "#ui/layout/Witnesses.tsx";
import type { ShownAct } from "./data.ts";
import { Verbatim } from "./verbatim.tsx";
import { actTypeText } from "./words.ts";

export function ActPage({ t, shown }: { t: T; shown: ShownAct }) {
  const { act, position, proof } = shown;
  return (
    <>
      <h1>{actTypeText(t, act.type)}</h1>
      <Standing t={t} shown={shown} />
      <h2>{t("log.act.title")}</h2>
      <SummaryList
        rows={[
          { key: t("log.act.position"), value: position === null ? "–" : t.number(position) },
          { key: t("log.act.at"), value: t.instant(act.at) },
          { key: t("log.act.organisation"), value: act.organisation },
          { key: t("log.act.type"), value: <bdi class="code">{act.type}</bdi> },
          { key: t("log.act.subject"), value: <bdi class="code">{act.subject}</bdi> },
          { key: t("log.act.id"), value: <bdi class="code">{act.id}</bdi> },
          ...factRows(act.public).map(([key, value]) => ({ key, value: <bdi class="code">{value}</bdi> })),
          {
            key: t("log.act.private"),
            value:
              act.privateRoot === null ? (
                t("log.act.no-private")
              ) : (
                <bdi class="code">{toHex(act.privateRoot)}</bdi>
              ),
          },
          {
            key: t("log.act.previous"),
            value:
              act.previous === null ? (
                t("log.act.no-previous")
              ) : (
                <bdi class="code">{toHex(act.previous)}</bdi>
              ),
          },
          { key: t("log.act.key"), value: <bdi class="code">{toHex(act.keyId)}</bdi> },
          { key: t("log.act.leaf-hash"), value: <bdi class="code">{shown.leafHash}</bdi> },
        ]}
      />
      <p class="quiet">{t("log.act.public-only")}</p>
      {position !== null && shown.policy !== null && (
        <ProveIt t={t} position={position} leafHash={shown.leafHash} policy={shown.policy} />
      )}
      {position !== null && (
        <>
          <h2>{t("log.take.title")}</h2>
          <div class="prose">
            <ul>
              <li>
                <a href={`/log/acts/${position}/entry`}>{t("log.take.entry")}</a>
              </li>
              {proof !== null && (
                <li>
                  <a href={`/log/acts/${position}/proof`}>{t("log.take.proof")}</a>
                </li>
              )}
              <li>
                <a href="/log/policy">{t("log.take.policy")}</a>
              </li>
            </ul>
            <p>{t("log.take.how")}</p>
          </div>
        </>
      )}
      {proof !== null && (
        <Details summary={t("log.take.proof-text")}>
          <Verbatim label={t("log.take.proof-text")} text={proof.text} />
        </Details>
      )}
    </>
  );
}

function Standing({ t, shown: { proof } }: { t: T; shown: ShownAct }) {
  if (proof === null)
    return (
      <VerdictCard
        t={t}
        level={2}
        tone="unknown"
        word={t("log.standing.waiting.word")}
        sentence={t("log.standing.waiting.sentence")}
      />
    );
  const { verdict } = proof;
  return verdict.ok ? (
    <VerdictCard
      t={t}
      level={2}
      tone="good"
      word={t("log.standing.verified.word")}
      sentence={t("log.standing.verified.sentence", { index: verdict.index, size: verdict.size })}
    />
  ) : (
    <VerdictCard
      t={t}
      level={2}
      tone="bad"
      word={t("log.standing.broken.word")}
      sentence={t("log.standing.broken.sentence", { reason: verdict.reason })}
    />
  );
}

const steps = {
  policy: ["right", "wrong"],
  head: ["right", "malformed", "other-origin", "missing", "unreachable"],
  signature: ["right", "not-signed-by-log", "signature-wrong"],
  witnesses: ["right", "wrong", "nobody", "none"],
  entry: ["right", "wrong", "malformed", "missing"],
  inclusion: ["right", "wrong", "malformed", "missing", "waiting"],
  verdict: ["right", "wrong"],
} as const;

/** What the browser will put in the place of each name. */
const places = Object.fromEntries(
  ["origin", "size", "root", "names", "hash", "address", "count", "line", "reason", "cause"].map((name) => [
    name,
    `[${name}]`,
  ]),
);

function sentencesOf(t: T, step: keyof typeof steps): Record<string, string> {
  return Object.fromEntries(
    steps[step].map((outcome) => [`data-say-${outcome}`, words(t, `log.prove.${step}.${outcome}`)]),
  );
}

function words(t: T, key: string): string {
  return t.has(key) ? t(key, places) : "";
}

function ProveIt(props: { t: T; position: bigint; leafHash: string; policy: string }) {
  const { t } = props;
  return (
    <section
      class="card"
      data-log-proof={String(props.position)}
      data-leaf-hash={props.leafHash}
      data-log="/log/"
      data-names={JSON.stringify(pillarNames(t))}
    >
      <h2 class="card__title">{t("log.prove.title")}</h2>
      <p>{t("log.prove.what")}</p>
      <p data-without>{t("log.prove.without-script")}</p>
      <div data-with hidden>
        <Button type="button">{t("log.prove.button")}</Button>
      </div>
      <ol class="proof-steps" data-steps hidden>
        {(Object.keys(steps) as (keyof typeof steps)[])
          .filter((step) => step !== "verdict")
          .map((step) => (
            <li
              data-step={step}
              data-outcome="open"
              data-say-open={t("log.prove.open")}
              {...sentencesOf(t, step)}
            >
              <strong>{words(t, `log.prove.${step}.title`)}</strong>{" "}
              <span data-say>{t("log.prove.open")}</span>
            </li>
          ))}
      </ol>
      <p
        class="proof-verdict"
        role="status"
        data-step="verdict"
        data-outcome="open"
        data-say-open=""
        {...sentencesOf(t, "verdict")}
      ></p>
      <Details summary={t("log.prove.policy-details")}>
        <Textarea
          t={t}
          name="policy"
          label={t("log.prove.policy-label")}
          hint={t("log.prove.policy-hint")}
          value={props.policy}
          rows={8}
        />
      </Details>
    </section>
  );
}

function factRows(facts: Facts): readonly (readonly [string, string])[] {
  return Object.entries(facts).map(([key, fact]) => [key, factText(fact)] as const);
}

function factText(fact: Fact): string {
  if (fact === null) return "–";
  if (fact instanceof Uint8Array) return toHex(fact);
  if (typeof fact !== "object") return String(fact);
  if (Array.isArray(fact)) return (fact as readonly Fact[]).map(factText).join(", ");
  return Object.entries(fact as Facts)
    .map(([key, value]) => `${key}: ${factText(value)}`)
    .join("; ");
}
