// What the rules say of an item, as recorded or as supposed: the sentences of what is needed, and the outcome under every
// rule. Drawn by the server and, after a change, by the reader's own browser: the same words of the same engine.
import type { Outcomes, RuleSetId, Sentence, Shadow } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/words.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Table } from "#ui/components/table/Table.tsx";
import { grouped } from "./suppositions.ts";
import type { Supposition } from "./suppositions.ts";
import { clauseName, outcomeSentence, outcomeWord, ruleName, seatName, sentenceText } from "./words.ts";
import type { Names } from "./words.ts";

export function NeededList(props: { t: T; names: Names; sentences: readonly Sentence[] }) {
  const { t, names, sentences } = props;
  const [first, ...others] = sentences;
  if (first === undefined) return <p>{t("item.item.needed.none")}</p>;
  return (
    <>
      <p class="needed__first">{sentenceText(t, names, first)}</p>
      {others.length > 0 && (
        <ul>
          {others.map((sentence) => (
            <li>
              <Said t={t} names={names} sentence={sentence} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Names beyond which silence is told by its number first. */
const mostNames = 8;

export function Said({ t, names, sentence }: { t: T; names: Names; sentence: Sentence }) {
  const { code, arguments: values } = sentence;
  const text = sentenceText(t, names, sentence);
  const count = Array.isArray(values["seats"]) ? values["seats"].length : 0;
  if (code !== "silent" || count <= mostNames) return <>{text}</>;
  return <Details summary={t("item.board.silent", { count })}>{text}</Details>;
}

export interface RulesView {
  readonly t: T;
  readonly names: Names;
  readonly binding: RuleSetId;
  readonly outcomes: Outcomes;
  readonly id: string;
}

/** Rules by whose law nobody here decides are last; the binding one is first. */
export function RulesTable(view: RulesView) {
  const { t, outcomes, binding } = view;
  const { state } = outcomes.binding;
  return (
    <Table
      id={view.id}
      caption={t("item.rules.caption")}
      columns={[
        { label: t("item.rules.rule") },
        { label: t("item.rules.outcome") },
        { label: t("item.rules.adopted") },
      ]}
      rows={[
        [
          <>
            {ruleName(t, binding)} ({t("item.rules.binding")})
          </>,
          bindingText(t, outcomes),
          clausesText(t, state.outcome?.adopted ?? outcomes.ifClosedNow?.outcome?.adopted ?? []),
        ],
        ...outcomes.shadows.map((shadow) => [
          ruleName(t, shadow.ruleSet),
          shadowText(t, shadow),
          clausesText(t, shadow.adopted),
        ]),
      ]}
      empty={t("item.rules.open")}
      note={t("item.rules.compared")}
    />
  );
}

/** Ended; or what the close of the open call would bring: an outcome, or the next stage. */
export function bindingText(t: T, { binding, ifClosedNow }: Outcomes): string {
  const { outcome } = binding.state;
  if (outcome !== null) return outcomeSentence(t, outcome);
  if (ifClosedNow === null) return t("item.rules.open");
  const next =
    ifClosedNow.outcome === null
      ? t("item.rules.next", { stage: t(`item.stage.${ifClosedNow.stage}`) })
      : outcomeSentence(t, ifClosedNow.outcome);
  return `${next} (${t("item.rules.provisional")})`;
}

export function shadowText(t: T, { outcome, reason, provisional }: Shadow): string {
  if (outcome === null) return outcomeWord(t, null);
  const said = outcomeSentence(t, { code: outcome, reason });
  return provisional ? `${said} (${t("item.rules.provisional")})` : said;
}

function clausesText(t: T, clauses: readonly string[]): string {
  return clauses.length === 0 ? "–" : t.list(clauses.map((clause) => clauseName(t, clause)));
}

/** What was supposed, in words, before what follows from it. */
function Supposed(props: { t: T; names: Names; suppositions: readonly Supposition[] }) {
  const { t, names, suppositions } = props;
  if (suppositions.length === 0) return <p>{t("item.whatif.as-recorded")}</p>;
  return (
    <p>
      {t("item.whatif.supposed", {
        suppositions: grouped(suppositions)
          .map(({ code, on, seats }) =>
            t("item.whatif.one", {
              seats: t.list(seats.map((seat) => seatName(names, seat))),
              position: t(`item.whatif.code.${code}`),
              clauses: on === "ALL" ? t("item.positions.all-clauses") : clauseName(t, on),
            }),
          )
          .join("; "),
      })}
    </p>
  );
}

export interface AnswerProps extends Omit<RulesView, "id"> {
  readonly suppositions: readonly Supposition[];
  readonly sentences: readonly Sentence[];
  /** Where it was computed: here in the browser, or there on the server. */
  readonly where: "here" | "there";
}

/** The whole answer to a what-if: what was supposed, what would be needed, and the outcome under every rule. */
export function Answer(props: AnswerProps) {
  const { t, names, sentences } = props;
  return (
    <>
      <h3 class="card__title">{t("item.whatif.result")}</h3>
      <Supposed t={t} names={names} suppositions={props.suppositions} />
      {props.suppositions.length > 0 && <NeededList t={t} names={names} sentences={sentences} />}
      <RulesTable {...props} id="what-if-rules" />
      <p class="quiet">{t(`item.whatif.${props.where}`)}</p>
    </>
  );
}
