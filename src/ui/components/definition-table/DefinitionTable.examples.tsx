import type { ComponentExamples } from "#ui/examples.ts";
import { DefinitionTable } from "./DefinitionTable.tsx";

export const definitionTableExamples: ComponentExamples = {
  component: "DefinitionTable",
  purpose: "Terms and what they mean, or the fields of a format.",
  examples: () => [
    {
      name: "Glossary",
      node: (
        <DefinitionTable
          caption="Words of the certificate"
          headings={{ term: "Word", meaning: "Meaning", note: "Source" }}
          rows={[
            {
              id: "term-origin",
              term: "Country of origin",
              meaning: "Where the stones were mined.",
              note: "Section I",
            },
            {
              id: "term-provenance",
              term: "Country of provenance",
              meaning: "The last Participant from which the shipment was exported.",
              note: "Section I",
            },
          ]}
        />
      ),
    },
  ],
};
