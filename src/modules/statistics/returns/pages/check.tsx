// Before a return is sent: what will be filed, what does not fit and why that may be, and a box for the filer's own words.
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import { reasonStrength, worthShowing } from "#core/statistics/screening/filing.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { filingFindingInWords, meantBy } from "#ui/statistics/trade-findings.ts";
import { longestWhy } from "../commands/file-return.ts";
import type { Looked } from "../commands/file-return.ts";
import type { DraftData } from "../drafts/data.ts";
import type { ReturnKey } from "../queries.ts";
import { FiguresTable } from "./figures.tsx";
import { addressOf, rowInWords, titleOf } from "./words.ts";

export interface CheckView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly kind: "FIGURE" | "NIL";
  readonly data: DraftData;
  readonly looked: Looked;
  readonly leftOut: readonly DraftData["rows"][number][];
  readonly problems: readonly FieldProblem[];
}

export function CheckPage({ t, key_: key, kind, data, looked, leftOut, problems }: CheckView) {
  const address = addressOf(key.type, key.period);
  const shown = worthShowing(looked.findings);
  const asked = shown.filter(({ strength }) => strength >= reasonStrength);
  const noticed = shown.filter(({ strength }) => strength < reasonStrength);
  const whyError = problems.find(({ field }) => field === "why");
  return (
    <>
      <ErrorSummary
        t={t}
        errors={problems.map((problem) => ({
          text: fieldSentence(t, problem),
          ...(problem.field === "why" ? { field: "why" } : {}),
        }))}
      />
      <h1>{t("returns.check.title", { title: titleOf(t, key.type, key.period) })}</h1>
      {shown.length === 0 ? (
        <p class="prose">{t("returns.check.nothing")}</p>
      ) : (
        <>
          {asked.length > 0 && (
            <section aria-labelledby="asked">
              <h2 id="asked">{t("returns.check.asked")}</h2>
              <p class="prose">{t("returns.check.asked-lede")}</p>
              <Findings t={t} findings={asked} address={address} offers={data.standing !== "add"} />
            </section>
          )}
          {noticed.length > 0 && (
            <section aria-labelledby="noticed">
              <h2 id="noticed">{t("returns.check.noticed")}</h2>
              <Findings t={t} findings={noticed} address={address} offers={data.standing !== "add"} />
            </section>
          )}
        </>
      )}
      <h2>{t(data.standing === "add" ? "returns.check.rows-added" : "returns.check.rows")}</h2>
      {kind === "NIL" ? (
        <p>{t("returns.check.nil")}</p>
      ) : (
        <FiguresTable t={t} id="rows" type={key.type} rows={looked.rows} />
      )}
      {leftOut.length > 0 && (
        <p>
          {t("returns.check.left-out", {
            rows: t.list(leftOut.map((row) => rowInWords(t, row))),
          })}
        </p>
      )}
      <form method="post" action={`${address}/send`}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="after" value={String(data.after)} />
        <Textarea
          t={t}
          name="why"
          label={t(looked.reason ? "returns.check.why" : "returns.check.why-optional")}
          hint={t("returns.check.why-hint")}
          optional={!looked.reason}
          value={data.why}
          limit={longestWhy}
          rows={4}
          error={whyError === undefined ? undefined : fieldSentence(t, whyError)}
        />
        <ButtonGroup>
          <Button>{t("returns.check.send")}</Button>
          <Button href={address} tone="secondary">
            {t("returns.check.change")}
          </Button>
        </ButtonGroup>
        <p class="quiet">{t("returns.check.send-note")}</p>
      </form>
    </>
  );
}

/** What was probably meant is offered for a row as it was typed, and not for a sum with what stood before. */
function Findings(props: { t: T; findings: readonly FilingFinding[]; address: string; offers: boolean }) {
  const { t, findings, address, offers } = props;
  return (
    <>
      {findings.map((finding) => {
        const [row] = finding.rows;
        const meant = offers ? meantBy(finding) : null;
        return (
          <Inset>
            <p>{filingFindingInWords(t, finding)}</p>
            {meant !== null && row !== undefined && (
              <form method="post" action={`${address}/use`}>
                <input type="hidden" name="row" value={String(row)} />
                <input type="hidden" name="carats" value={String(meant.carats)} />
                <input type="hidden" name="usd" value={String(meant.usd)} />
                <Button tone="secondary">
                  {t("returns.check.use", { carats: t.carats(meant.carats), usd: t.usd(meant.usd) })}
                </Button>
              </form>
            )}
          </Inset>
        );
      })}
    </>
  );
}
