// Two texts of the same thing side by side, with what the second takes out and puts in marked in both.
// Marks are lines through and under the words, with words for those who hear the page; colour alone says nothing.
import type { Segment } from "#core/text/difference.ts";
import { differenceOf } from "#core/text/difference.ts";
import type { T } from "#platform/i18n/translator.ts";

export interface ComparedPair {
  /** "Clause 3". Unique on the page where it is given an id. */
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** Undefined: not in that text. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface ComparedTextsProps {
  readonly t: T;
  readonly before: string;
  readonly after: string;
  readonly pairs: readonly ComparedPair[];
  /** Language of the texts, where it is not the page's. */
  readonly language?: string | undefined;
  readonly level?: 2 | 3 | 4 | undefined;
}

export function ComparedTexts(props: ComparedTextsProps) {
  const { t, level = 3 } = props;
  const Heading = `h${level}` as "h3";
  return (
    <div class="compared">
      {props.pairs.map((pair) => {
        const segments = differenceOf(pair.before ?? "", pair.after ?? "");
        const same = segments.every(({ kind }) => kind === "same");
        return (
          <div class="compared__pair" id={pair.id}>
            {pair.name !== undefined && (
              <Heading class="compared__name">
                {pair.name}
                {same && <span class="compared__same"> {t("ui.compared.same")}</span>}
              </Heading>
            )}
            <div class="compared__sides">
              <Side {...props} title={props.before} text={pair.before} segments={segments} without="added" />
              <Side {...props} title={props.after} text={pair.after} segments={segments} without="removed" />
            </div>
          </div>
        );
      })}
    </div>
  );
}

function Side(
  props: ComparedTextsProps & {
    title: string;
    text: string | undefined;
    segments: readonly Segment[];
    without: Segment["kind"];
  },
) {
  const { t, text, segments, without } = props;
  return (
    <div class="compared__side">
      <p class="compared__title">{props.title}</p>
      {text === undefined ? (
        <p class="compared__absent">{t("ui.compared.absent")}</p>
      ) : (
        <p class="compared__text" lang={props.language}>
          <Marked t={t} segments={segments.filter(({ kind }) => kind !== without)} />
        </p>
      )}
    </div>
  );
}

/** A text with its marks; given both kinds, what was taken out stands before what was put in. */
export function Marked(props: { t: T; segments: readonly Segment[] }) {
  const { t, segments } = props;
  return (
    <>
      {segments.map(({ kind, text }) => {
        if (kind === "same") return text;
        const Mark = kind === "added" ? "ins" : "del";
        return (
          <Mark class={`mark mark--${kind}`}>
            <span class="visually-hidden"> [{t(`ui.compared.${kind}`)}: </span>
            {text}
            <span class="visually-hidden">] </span>
          </Mark>
        );
      })}
    </>
  );
}
