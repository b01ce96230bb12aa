// Who a person can be in the scheme, as far as the program gives them something to do.

export const roles = [
  /** An exporter's or agent's clerk: applies for certificates; acts through the authority that hosts the company. */
  "exporter",
  /** Examines applications and issues certificates for an Exporting Authority. */
  "issuing-officer",
  /** Validates and seals what another officer issued (Annex I A 14). */
  "validating-officer",
  /** Checks arriving shipments and confirms imports for an Importing Authority. */
  "importing-officer",
  /** Looks after one organisation, an authority or an Observer: its people, its delegates, an authority's offices and keys. */
  "authority-administrator",
  /** Files a Participant's statistics for its authority, and answers questions about them. */
  "focal-point",
  /** Sees every Participant's returns for the Working Group on Statistics, asks about what does not fit. */
  "analyst",
  /** Looks after the scheme: Participants, statuses, authorities, the trust list. */
  "secretariat",
  /** Speaks for a seat: tables items and records positions, as long as the seat's organisation accredits them. */
  "delegate",
  /** Chairs the scheme: orders the work, declares outcomes; decides nothing. */
  "chair",
] as const;

export type Role = (typeof roles)[number];
