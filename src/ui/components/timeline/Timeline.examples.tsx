import type { ComponentExamples } from "#ui/examples.ts";
import { Timeline } from "./Timeline.tsx";

export const timelineExamples: ComponentExamples = {
  component: "Timeline",
  purpose: "What happened to one thing, oldest first, and what is still to come.",
  examples: (t) => [
    {
      name: "A certificate",
      node: (
        <Timeline
          t={t}
          level={4}
          events={[
            {
              title: "Issued",
              when: t.instant("2026-11-20T09:14:00Z"),
              datetime: "2026-11-20T09:14:00Z",
              by: "National Minerals Agency, Freetown",
              tone: "good",
            },
            {
              title: "Discrepancy reported",
              when: t.instant("2026-11-23T15:40:00Z"),
              datetime: "2026-11-23T15:40:00Z",
              by: "Diamond Office, Antwerp",
              tone: "warn",
              children: <p>One seal number differs from the certificate.</p>,
            },
            { title: "Import confirmed", when: t.date("2026-12-20"), datetime: "2026-12-20", expected: true },
          ]}
        />
      ),
    },
  ],
};
