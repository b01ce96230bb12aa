// The definitions of "conflict diamond" that stood or were tabled, as checklists. Wordings are quoted where they are public;
// of the others only what a source says of them is used, and the rest is "unknown". Reading a wording as a checklist is our
// reading: each note says where another is possible.
import type { Alternative, Checklist } from "./definitions.ts";
import type { SourceKey } from "./sources.ts";

export const proposalIds = [
  "un-2000",
  "founding",
  "canada-2018",
  "botswana-2019",
  "russia-2019",
  "adpa-2025",
  "state-actors-2025",
] as const;
export type ProposalId = (typeof proposalIds)[number];

export type ProposalStatus = "IN_FORCE" | "UN_UNDERSTANDING" | "NOTED" | "NOT_ADOPTED";

export interface Proposal {
  readonly id: ProposalId;
  readonly date: string;
  readonly status: ProposalStatus;
  readonly checklist: Checklist;
  /** Quoted wording, in its own language: whole, in parts, or null where none is public. */
  readonly wording: { readonly whole: boolean; readonly text: readonly string[] } | null;
  readonly sources: readonly SourceKey[];
}

const founding: Alternative = {
  actor: { REBELS: "yes", ALLIES_OF_REBELS: "yes" },
  act: { FINANCES_CONFLICT: "yes" },
  aim: { LEGITIMATE_GOVERNMENT: "yes" },
  recognition: { UN_RESOLUTION: "yes" },
};

export const proposals: readonly Proposal[] = [
  {
    id: "un-2000",
    date: "2000-12-01",
    status: "UN_UNDERSTANDING",
    // "Including attempts to undermine": the aim is an example, not a condition.
    checklist: [{ actor: { REBELS: "yes" }, act: { FINANCES_CONFLICT: "yes" } }],
    wording: {
      whole: true,
      text: [
        "rough diamonds which are used by rebel movements to finance their military activities, including attempts to undermine or overthrow legitimate Governments",
      ],
    },
    sources: ["UNGA-55-56"],
  },
  {
    id: "founding",
    date: "2002-11-05",
    status: "IN_FORCE",
    checklist: [founding],
    wording: {
      whole: true,
      text: [
        "rough diamonds used by rebel movements or their allies to finance conflict aimed at undermining legitimate governments, as described in relevant United Nations Security Council (UNSC) resolutions insofar as they remain in effect, or in other similar UNSC resolutions which may be adopted in the future, and as understood and recognised in United Nations General Assembly (UNGA) Resolution 55/56, or in other similar UNGA resolutions which may be adopted in future",
      ],
    },
    sources: ["CORE"],
  },
  {
    id: "canada-2018",
    date: "2018-11-12",
    status: "NOTED",
    checklist: [
      founding,
      {
        actor: {
          STATE_FORCES: "yes",
          PRIVATE_SECURITY: "yes",
          CRIMINAL_GROUPS: "yes",
          NON_STATE_ARMED: "yes",
        },
        act: { SEIZES_WEALTH: "yes" },
      },
      { act: { VIOLENCE_AT_MINING: "yes" } },
    ],
    wording: {
      whole: false,
      text: [
        "rough diamonds used by public security forces or private (including criminal or mercenary) armed groups to acquire wealth through the illegal control, bribery, taxation, extortion or dispossession of people",
        "acquired through systematic and widespread violence, forced labour, the worst forms of child labour, or through violations of international humanitarian law",
      ],
    },
    sources: ["CAN18"],
  },
  {
    id: "botswana-2019",
    date: "2019-11-07",
    status: "NOT_ADOPTED",
    checklist: "text-not-known",
    wording: null,
    sources: ["WDC-19", "GJ19"],
  },
  {
    id: "russia-2019",
    date: "2019-11-07",
    status: "NOT_ADOPTED",
    checklist: "text-not-known",
    wording: null,
    sources: ["WDC-19", "GJ19"],
  },
  {
    id: "adpa-2025",
    date: "2025-05-16",
    status: "NOT_ADOPTED",
    checklist: [
      {
        actor: {
          REBELS: "yes",
          ALLIES_OF_REBELS: "yes",
          NON_STATE_ARMED: "yes",
          PRIVATE_SECURITY: "yes",
          CRIMINAL_GROUPS: "yes",
          UN_SANCTIONED: "yes",
          STATE_FORCES: "no",
        },
        act: { FINANCES_CONFLICT: "yes", SEIZES_WEALTH: "unknown", VIOLENCE_AT_MINING: "unknown" },
        aim: { LEGITIMATE_GOVERNMENT: "yes", COMMUNITIES: "unknown" },
      },
    ],
    wording: null,
    sources: ["JNET25", "AP25", "RUB25", "KRAW25", "IDEX25"],
  },
  {
    id: "state-actors-2025",
    date: "2025-11-21",
    status: "NOT_ADOPTED",
    checklist: [
      {
        actor: {
          REBELS: "yes",
          ALLIES_OF_REBELS: "yes",
          NON_STATE_ARMED: "yes",
          PRIVATE_SECURITY: "yes",
          CRIMINAL_GROUPS: "yes",
          UN_SANCTIONED: "yes",
          STATE_FORCES: "yes",
        },
        act: { FINANCES_CONFLICT: "yes", SEIZES_WEALTH: "unknown", VIOLENCE_AT_MINING: "unknown" },
        aim: { LEGITIMATE_GOVERNMENT: "yes", COMMUNITIES: "unknown" },
      },
    ],
    wording: null,
    sources: ["KRAW25", "IDEX25", "RUB25"],
  },
];

export function findProposal(id: string | undefined): Proposal | undefined {
  return proposals.find((proposal) => proposal.id === id);
}
