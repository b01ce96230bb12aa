// The public face of the record: how long it is, its signed head as it stands, and any one act with its proof.
// Only the signed public part of an act is read here; private facts are never asked for.
import { readAct } from "#core/act/act.ts";
import type { Fact, Facts, SignedAct } from "#core/act/act.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { noWitnessRequired, verifyReceipt } from "#core/log/proof.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { T } from "#platform/i18n/translator.ts";
import {
  findAct,
  findFounding,
  findReceipt,
  knownLog,
  latestCheckpoint,
  logSize,
} from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Details } from "#ui/components/details/Details.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { VerdictCard } from "#ui/components/verdict-card/VerdictCard.tsx";
import { newestActs } from "../store.ts";
import type { PublicAct } from "../store.ts";

export interface ShownAct {
  readonly act: SignedAct;
  readonly position: bigint | null;
  readonly leafHash: string;
  /** Null while the act has no place under a signed head yet. */
  readonly proof: {
    readonly text: string;
    readonly ok: boolean;
    readonly reason: string;
    readonly index: number;
    readonly size: number;
  } | null;
}

export interface RecordView {
  readonly asked: string;
  readonly problem: "not-an-id" | "not-found" | null;
  readonly shown: ShownAct | null;
  readonly size: bigint;
  readonly origin: string;
  readonly checkpoint: { readonly note: string; readonly at: string } | null;
  readonly newest: readonly PublicAct[];
}

export async function recordView(ctx: Ctx, asked: string | undefined): Promise<RecordView> {
  const reader = { db: ctx.database.kysely };
  const id = asked?.trim().toLowerCase().slice(0, 60) ?? "";
  const wellFormed = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  const shown = wellFormed ? await showAct(ctx, id) : null;
  const [founding, head, size, newest] = await Promise.all([
    findFounding(reader),
    latestCheckpoint(reader),
    logSize(reader),
    newestActs(reader, 8),
  ]);
  return {
    asked: id,
    problem: asked === undefined || shown !== null ? null : wellFormed ? "not-found" : "not-an-id",
    shown,
    size,
    origin: founding?.origin ?? "–",
    checkpoint: head === undefined ? null : { note: head.note, at: head.at },
    newest,
  };
}

async function showAct(ctx: Ctx, id: string): Promise<ShownAct | null> {
  const reader = { db: ctx.database.kysely };
  const [stored, receipt, founding] = await Promise.all([
    findAct(reader, id),
    findReceipt(reader, id),
    findFounding(reader),
  ]);
  if (stored === undefined) return null;
  const shown = { act: readAct(stored.leaf), position: stored.position, leafHash: toHex(stored.leaf_hash) };
  if (receipt === undefined || founding === undefined) return { ...shown, proof: null };
  const claim = {
    leaf: stored.leaf,
    proof: receipt.proof,
    log: knownLog(founding),
    witnesses: [],
    policy: noWitnessRequired,
  };
  const verdict = verifyReceipt(sha256, claim);
  const place = { index: Number(receipt.position), size: Number(receipt.size) };
  return {
    ...shown,
    proof: { text: receipt.proof, ok: verdict.ok, reason: verdict.ok ? "" : verdict.reason, ...place },
  };
}

export function RecordPage({ t, view }: { t: T; view: RecordView }) {
  const { shown, problem, checkpoint } = view;
  const error = problem === null ? undefined : t(`public.record.problem.${problem}`);
  return (
    <>
      {error !== undefined && <ErrorSummary t={t} errors={[{ text: error, field: "act" }]} />}
      <h1>{t("public.record.title")}</h1>
      <p class="lede">{t("public.record.lede")}</p>
      <h2>{t("public.record.act.title")}</h2>
      <form method="get" action="/record">
        <TextInput
          t={t}
          name="act"
          label={t("public.record.act.label")}
          hint={t("public.record.act.hint")}
          error={error}
          value={view.asked}
          code
        />
        <Button>{t("public.record.act.button")}</Button>
      </form>
      {shown !== null && <ActShown t={t} shown={shown} />}
      <h2>{t("public.record.head.title")}</h2>
      <SummaryList
        rows={[
          { key: t("public.record.head.size"), value: t.number(view.size) },
          { key: t("public.record.head.origin"), value: <bdi class="code">{view.origin}</bdi> },
          {
            key: t("public.record.head.at"),
            value: checkpoint === null ? t("public.record.head.none") : t.instant(checkpoint.at),
          },
        ]}
      />
      {checkpoint !== null && <Verbatim label={t("public.record.head.note")} text={checkpoint.note} />}
      <p class="prose">{t("public.record.head.witnesses")}</p>
      <h2>{t("public.record.proof.title")}</h2>
      <div class="prose">
        <p>{t("public.record.proof.how")}</p>
        <ul>
          <li>
            <code>GET /api/acts/ID</code> – {t("public.record.proof.act")}
          </li>
          <li>
            <code>GET /api/checkpoint</code> –{" "}
            <a href="/api/checkpoint">{t("public.record.proof.checkpoint")}</a>
          </li>
        </ul>
        <p>{t("public.record.proof.self")}</p>
      </div>
      <p>
        <a href="/totals">{t("totals.title")}</a>
      </p>
      <h2>{t("public.record.newest.title")}</h2>
      <Table
        id="newest-acts"
        caption={t("public.record.newest.title")}
        captionHidden
        columns={[
          { label: t("public.record.act.id") },
          { label: t("public.record.act.type") },
          { label: t("public.record.act.organisation") },
          { label: t("public.record.act.at") },
        ]}
        rows={view.newest.map((act) => [
          <a class="code" href={`/record?act=${act.id}`}>
            {act.id}
          </a>,
          act.type,
          act.organisation,
          t.instant(act.at),
        ])}
        empty={t("public.record.newest.empty")}
      />
    </>
  );
}

function ActShown({ t, shown }: { t: T; shown: ShownAct }) {
  const { act, proof, position, leafHash } = shown;
  return (
    <section>
      {proof === null ? (
        <VerdictCard
          t={t}
          level={3}
          tone="unknown"
          word={t("public.record.waiting.word")}
          sentence={t("public.record.waiting.sentence")}
        />
      ) : (
        <VerdictCard
          t={t}
          level={3}
          tone={proof.ok ? "good" : "bad"}
          word={t(proof.ok ? "public.record.verified.word" : "public.record.broken.word")}
          sentence={
            proof.ok
              ? t("public.record.verified.sentence", { index: proof.index, size: proof.size })
              : t("public.record.broken.sentence", { reason: proof.reason })
          }
        />
      )}
      <SummaryList
        rows={[
          { key: t("public.record.act.id"), value: <bdi class="code">{act.id}</bdi> },
          { key: t("public.record.act.type"), value: act.type },
          { key: t("public.record.act.subject"), value: <bdi class="code">{act.subject}</bdi> },
          { key: t("public.record.act.organisation"), value: act.organisation },
          { key: t("public.record.act.at"), value: t.instant(act.at) },
          { key: t("public.record.act.position"), value: position === null ? "–" : t.number(position) },
          ...factRows(act.public).map(([key, value]) => ({ key, value: <bdi class="code">{value}</bdi> })),
          {
            key: t("public.record.act.private"),
            value:
              act.privateRoot === null ? (
                t("public.record.act.no-private")
              ) : (
                <bdi class="code">{toHex(act.privateRoot)}</bdi>
              ),
          },
          { key: t("public.record.act.leaf-hash"), value: <bdi class="code">{leafHash}</bdi> },
          { key: t("public.record.act.key"), value: <bdi class="code">{toHex(act.keyId)}</bdi> },
        ]}
      />
      <p class="quiet">{t("public.record.act.public-only")}</p>
      {proof !== null && (
        <Details summary={t("public.record.act.proof")}>
          <Verbatim label={t("public.record.act.proof")} text={proof.text} />
        </Details>
      )}
    </section>
  );
}

/** Long lines scroll in their own box, which can be reached by keyboard. */
function Verbatim({ label, text }: { label: string; text: string }) {
  return (
    <div class="table-scroll" role="region" aria-label={label} tabindex={0}>
      <pre class="code">{text}</pre>
    </div>
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
