// A paper of another country's trade at this desk: in transit, forged, lost or withdrawn. What it says is shown once an act
// of this authority says that it is here: until then the register tells no more than anybody hears who checks the number.
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { Textarea } from "#ui/components/textarea/Textarea.tsx";
import { Timeline } from "#ui/components/timeline/Timeline.tsx";
import type { StepKind } from "../../life/steps.ts";
import { CertificateStateTag, errorsOf, GoodsTable, numberText, ShipmentSummary } from "../parts.tsx";
import { standingText, StepLinks } from "./standing.tsx";
import { timelineOf } from "./timeline.tsx";
import type { History } from "./timeline.tsx";

export function DeskFindPage({ t, problem, sought }: { t: T; problem: Problem | undefined; sought: string }) {
  const errors = errorsOf(t, problem, () => "sought");
  return (
    <>
      <ErrorSummary t={t} errors={errors} />
      <h1>{t("life.desk.title")}</h1>
      <p class="lede">{t("life.desk.lede")}</p>
      <form method="post" action="/desk/find" class="stack">
        <Textarea
          t={t}
          name="sought"
          rows={2}
          label={t("certificate.arrivals.find")}
          hint={t("certificate.arrivals.find.hint")}
          value={sought}
          error={errors[0]?.text}
        />
        <Button>{t("life.desk.find")}</Button>
      </form>
    </>
  );
}

export function DeskPage(
  view: History & {
    /** What the paper prints for origins that are not listed. */
    readonly unlisted: string;
    readonly holds: boolean;
    readonly mayPresent: boolean;
    readonly steps: readonly StepKind[];
    readonly done: string | undefined;
  },
) {
  const { t, row, steps } = view;
  const id = row.public_id.toString("hex");
  return (
    <>
      {view.done === "step" && <Inset>{t("life.done.step")}</Inset>}
      <h1>
        <bdi class="code">{numberText(row)}</bdi> <CertificateStateTag t={t} state={row.state} />
      </h1>
      <p class="lede">{standingText(view)}</p>
      <p>
        {t("certificate.issuing-authority")}: {view.nameOf(row.authority)}
      </p>
      {view.mayPresent && !view.holds && (
        <form method="post" action={`/desk/${id}/present`}>
          <p>{t("life.desk.present.lede")}</p>
          <Button>{t("life.desk.present")}</Button>
        </form>
      )}
      {steps.length === 0 ? <p>{t("life.desk.nothing")}</p> : <StepLinks t={t} id={id} steps={steps} />}
      {view.holds ? (
        <>
          <ShipmentSummary t={t} content={row.content} unlisted={view.unlisted} />
          <GoodsTable t={t} content={row.content} />
          <h2>{t("certificate.what-happened")}</h2>
          <Timeline t={t} events={timelineOf({ ...view, whole: true })} />
        </>
      ) : (
        <Inset>{t("life.desk.no-content")}</Inset>
      )}
    </>
  );
}
