// Every check that was made, and every one that was not, in three groups: the code, the date of issue, now.
// Only outcomes and reasons: what a paper claims is not repeated here.
import type { Check, CheckCode } from "#core/certificate/answers.ts";
import type { MessageKey, T } from "#platform/i18n/translator.ts";
import { Details } from "#ui/components/details/Details.tsx";
import { Tag } from "#ui/components/tag/Tag.tsx";
import type { Tone } from "#ui/components/tag/Tag.tsx";

const groups: readonly { readonly title: MessageKey; readonly codes: readonly CheckCode[] }[] = [
  {
    title: "verify.checks.code",
    codes: [
      "FORM",
      "CANONICAL",
      "SIGNATURE",
      "KEY_KNOWN",
      "KEY_ALLOWED",
      "AUTHORITY",
      "NUMBER_IN_RANGE",
      "DATES_IN_ORDER",
      "WITHIN_VALIDITY",
    ],
  },
  { title: "verify.checks.record", codes: ["RECORD"] },
  { title: "verify.checks.on-issue", codes: ["ISSUER_ON_ISSUE", "IMPORTER_ON_ISSUE", "ORIGIN"] },
  {
    title: "verify.checks.now",
    codes: ["ISSUER_NOW", "IMPORTER_NOW", "RECOGNITION", "NOT_EXPIRED", "REGISTER", "LIST_AGE", "CLOCK"],
  },
];

const outcomeTones: Readonly<Record<Check["outcome"], Tone>> = {
  pass: "good",
  fail: "bad",
  "not-checked": "neutral",
};

export function Checks({ t, checks }: { t: T; checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  const count = (outcome: Check["outcome"]): number =>
    checks.filter((check) => check.outcome === outcome).length;
  return (
    <Details
      summary={t("verify.checks.summary", {
        pass: count("pass"),
        fail: count("fail"),
        other: count("not-checked"),
      })}
    >
      {groups
        .filter(({ codes }) => checks.some(({ code }) => codes.includes(code)))
        .map(({ title, codes }) => (
          <>
            <h3>{t(title)}</h3>
            <ul>
              {checks
                .filter((check) => codes.includes(check.code))
                .map((check) => (
                  <li>
                    <Tag tone={outcomeTones[check.outcome]}>{t(`verify.outcome.${check.outcome}`)}</Tag>{" "}
                    {t(`verify.check.${check.code}`)}
                    <Reason t={t} check={check} />
                  </li>
                ))}
            </ul>
          </>
        ))}
    </Details>
  );
}

function Reason({ t, check }: { t: T; check: Check }) {
  const key = `verify.reason.${check.detail["reason"] ?? ""}`;
  if (check.outcome === "pass" || !t.has(key)) return null;
  return <span class="quiet"> – {t(key)}</span>;
}
