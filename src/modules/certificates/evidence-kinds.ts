// What a file of evidence can be, as exporters know it.
export const evidenceKinds = [
  "export-invoice",
  "purchase-invoice",
  "airway-bill",
  "incoming-certificate",
  "production-record",
  /** Of the goods themselves; it accounts for no carats. */
  "picture",
  "other",
] as const;
