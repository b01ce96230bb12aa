// What the scheme covers and does not, how a code works, the honest limits of this program, and the words.
import type { T } from "#platform/i18n/translator.ts";
import { DefinitionTable } from "#ui/components/definition-table/DefinitionTable.tsx";

const covers = ["rough", "shipments", "origin", "law"] as const;
const leavesOut = ["polished", "harm", "synthetic", "trace"] as const;
const codeSteps = ["1", "2", "3", "4", "5"] as const;
const limits = ["life", "witnesses", "copies", "languages", "demonstration"] as const;
const terms = [
  "kp",
  "core-document",
  "conflict-diamonds",
  "participant",
  "observer",
  "rough",
  "carat",
  "parcel",
  "shipment",
  "origin",
  "provenance",
  "certificate",
  "exporting-authority",
  "importing-authority",
  "validation",
  "confirmation",
  "status",
  "recognition",
  "act",
  "checkpoint",
  "trust-list",
  "witness",
] as const;

export function LearnPage({ t }: { t: T }) {
  return (
    <>
      <h1>{t("public.learn.title")}</h1>
      <div class="prose">
        <p class="lede">{t("public.learn.lede")}</p>
        <h2>{t("public.learn.covers.title")}</h2>
        <ul>
          {covers.map((point) => (
            <li>{t(`public.learn.covers.${point}`)}</li>
          ))}
        </ul>
        <h2>{t("public.learn.leaves-out.title")}</h2>
        <ul>
          {leavesOut.map((point) => (
            <li>{t(`public.learn.leaves-out.${point}`)}</li>
          ))}
        </ul>
        <h2 id="code">{t("public.learn.code.title")}</h2>
        <ol>
          {codeSteps.map((step) => (
            <li>{t(`public.learn.code.${step}`)}</li>
          ))}
        </ol>
        <h2 id="limits">{t("public.learn.limits.title")}</h2>
        <ul>
          {limits.map((limit) => (
            <li>{t(`public.learn.limits.${limit}`)}</li>
          ))}
        </ul>
      </div>
      <h2 id="glossary">{t("public.learn.glossary")}</h2>
      <DefinitionTable
        caption={t("public.learn.glossary")}
        captionHidden
        headings={{ term: t("public.learn.word"), meaning: t("public.learn.meaning") }}
        rows={terms.map((term) => ({
          id: `word-${term}`,
          term: t(`public.term.${term}`),
          meaning: t(`public.meaning.${term}`),
        }))}
      />
    </>
  );
}
