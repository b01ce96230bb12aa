import type { ComponentExamples } from "#ui/examples.ts";
import { SummaryList } from "#ui/components/summary-list/SummaryList.tsx";
import { VerdictCard } from "./VerdictCard.tsx";

export const verdictCardExamples: ComponentExamples = {
  component: "VerdictCard",
  purpose: "The answer to “is this paper good?”: one colour, one icon, one word, one sentence.",
  examples: (t) => [
    {
      name: "Valid, with details",
      node: (
        <VerdictCard
          t={t}
          level={4}
          tone="good"
          sentence={`Issued by ${t.country("SL")} on ${t.date("2026-11-20")}. Valid until ${t.date("2027-01-19")}. Not yet confirmed by the importing authority.`}
          asOf={`Checked ${t.instant("2026-11-24T10:05:00Z")} against the register.`}
        >
          <SummaryList
            rows={[
              { key: "Number", value: <span class="code">SL004912</span> },
              { key: "Parcels", value: t.number(3) },
              { key: "Weight", value: t.carats(120455n) },
            ]}
          />
        </VerdictCard>
      ),
    },
    {
      name: "Already used",
      node: (
        <VerdictCard
          t={t}
          level={4}
          tone="used"
          sentence={`This certificate was used: the European Union confirmed receipt on ${t.date("2026-11-22")}. A second shipment on it is not valid.`}
        />
      ),
    },
    {
      name: "Ran out",
      node: (
        <VerdictCard
          t={t}
          level={4}
          tone="warn"
          word="Ran out"
          sentence={`Ran out on ${t.date("2026-09-30")}.`}
        />
      ),
    },
    {
      name: "Withdrawn",
      node: (
        <VerdictCard
          t={t}
          level={4}
          tone="bad"
          word="Withdrawn"
          sentence={`${t.country("GH")} withdrew it on ${t.date("2026-10-02")}. Keep the parcel and call the issuing authority.`}
        />
      ),
    },
    {
      name: "No answer",
      node: (
        <VerdictCard
          t={t}
          level={4}
          tone="unknown"
          sentence="We could not reach the register. This says nothing about the paper."
        />
      ),
    },
  ],
};
