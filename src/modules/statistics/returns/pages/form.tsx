// The form of a return: a line for each thing that is reported, with what came before and what certificates say beside it.
import { periodText } from "#core/statistics/periods.ts";
import { returnStatuses } from "#core/statistics/returns.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { fieldSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Banner } from "#ui/components/banner/Banner.tsx";
import { Button, ButtonGroup } from "#ui/components/button/Button.tsx";
import { ErrorSummary } from "#ui/components/error-summary/ErrorSummary.tsx";
import { Radios } from "#ui/components/radios/Radios.tsx";
import { emptyRow } from "../drafts/data.ts";
import type { ReturnKey } from "../queries.ts";
import type { FilingRow } from "../store.ts";
import { addressOf, titleOf } from "./words.ts";
import type { FormView } from "./form-view.ts";
import { Line } from "./line.tsx";

/** Lines that a trade form has beside those that are filled. */
const blankLines = 3;

export function FormPage(view: FormView) {
  const { t, key_: key, data, problems, certified, saved } = view;
  const address = addressOf(key.type, key.period);
  const rows =
    key.type === "TRADE" ? [...data.rows, ...Array.from({ length: blankLines }, () => emptyRow)] : data.rows;
  return (
    <>
      <ErrorSummary
        t={t}
        errors={problems.map((problem) => ({
          text: withLine(t, problem),
          ...(problem.field.startsWith("rows.") ? { field: problem.field } : {}),
        }))}
      />
      <h1>{titleOf(t, key.type, key.period)}</h1>
      <p class="prose">{t(`returns.form.lede-${key.type}`)}</p>
      <Notices {...view} />
      <form method="post" action={address} data-look={`${address}/look`}>
        <input type="hidden" name="standing" value={data.standing} />
        <input type="hidden" name="after" value={String(data.after)} />
        {rows.map((row, place) => (
          <Line
            t={t}
            type={key.type}
            row={row}
            place={place}
            view={view}
            problems={problems.filter(({ field }) => field.startsWith(`rows.${place}.`))}
          />
        ))}
        {key.type === "TRADE" && (
          <p>
            <Button tone="secondary" name="do" value="more">
              {t("returns.form.more-lines")}
            </Button>
          </p>
        )}
        <Radios
          t={t}
          name="status"
          legend={t("returns.form.status")}
          hint={t("returns.form.status-hint")}
          value={data.status}
          items={returnStatuses.map((status) => ({
            value: status,
            label: t(`returns.status.${status}`),
            ...(status === "WITHHELD" ? { hint: t("returns.status.withheld-hint") } : {}),
          }))}
        />
        <ButtonGroup>
          <Button name="do" value="check">
            {t("returns.form.check")}
          </Button>
          <Button tone="secondary" name="do" value="save">
            {t("returns.form.save")}
          </Button>
        </ButtonGroup>
      </form>
      <h2>{t("returns.form.other-ways")}</h2>
      <ul>
        <li>
          <a href={`${address}/sheet`}>{t("returns.form.from-sheet")}</a>
        </li>
        <li>
          <a href="/returns">{t("returns.form.later")}</a>
        </li>
      </ul>
      <div class="return-aside">
        {saved !== undefined && (
          <form method="post" action={`${address}/discard`}>
            <Button tone="secondary">{t("returns.form.discard")}</Button>
          </form>
        )}
        {view.standing === undefined && (
          <form method="post" action={`${address}/nil`}>
            <Button tone="secondary">{t("returns.calendar.file-nil")}</Button>
          </form>
        )}
      </div>
      {certified !== undefined && key.type === "TRADE" && (
        <p class="quiet">{t("returns.form.certificates-note")}</p>
      )}
    </>
  );
}

/** What stands, what was filled in and from where: one notice, because a form is not read like a letter. */
function Notices({ t, key_: key, data, standing, certified, saved }: FormView) {
  const lines: string[] = [];
  if (standing !== undefined)
    lines.push(
      t(data.standing === "add" ? "returns.form.adding" : "returns.form.correcting", {
        version: standing.version,
        date: t.instant(standing.at),
      }),
    );
  if (saved !== undefined)
    lines.push(
      saved.file === null
        ? t("returns.form.saved", { by: saved.by, date: t.instant(saved.at) })
        : t("returns.form.from-file", { file: saved.file, by: saved.by, date: t.instant(saved.at) }),
    );
  else if (certified !== undefined && key.type !== "PRODUCTION" && standing === undefined)
    lines.push(
      t("returns.form.prefilled", {
        issued: certified.issued,
        received: certified.received,
      }),
    );
  if (lines.length === 0) return null;
  return (
    <Banner t={t} id="begun">
      {lines.map((line) => (
        <p>{line}</p>
      ))}
    </Banner>
  );
}

function withLine(t: T, problem: FieldProblem): string {
  const place = /^rows\.(\d+)\./.exec(problem.field)?.[1];
  const said = fieldSentence(t, problem);
  return place === undefined ? said : t("returns.form.at-line", { line: Number(place) + 1, said });
}

export interface StandsView {
  readonly t: T;
  readonly key_: ReturnKey;
  readonly standing: FilingRow;
}

/** A return stands for the period: what is to happen to it is asked before anything is typed. */
export function StandsPage({ t, key_: key, standing }: StandsView) {
  const address = addressOf(key.type, key.period);
  return (
    <>
      <h1>{titleOf(t, key.type, key.period)}</h1>
      <p class="prose">
        {t("returns.stands.lede", {
          version: standing.version,
          by: standing.by_name,
          date: t.instant(standing.at),
        })}
      </p>
      <ul>
        <li>
          <a href={`${address}?do=correct`}>{t("returns.stands.correct")}</a>
        </li>
        <li>
          <a href={`${address}?do=add`}>{t("returns.stands.add")}</a>
        </li>
        <li>
          <a href={`/returns/filed/${standing.act}`}>{t("returns.stands.read")}</a>
        </li>
        <li>
          <a href="/returns">{t("returns.stands.cancel")}</a>
        </li>
      </ul>
      <p class="quiet">{t("returns.stands.period", { period: periodText(key.period) })}</p>
    </>
  );
}
