// What the machine door says of each step of a certificate's life, and an example that is sent in the tests.
import type { StepInput, StepKind } from "../../life/steps.ts";

export const stepSummaries: Readonly<Record<StepKind, string>> = {
  noticed: "Send the pre-alert: the importing side sees the shipment coming (Annex II 19)",
  "transit-entered": "Say that a sealed shipment came into your territory in transit (Section III d)",
  "transit-left": "Say that the shipment left your territory as it came",
  endorsed: "Put a minor error right, of a closed list of fields; everything else is a replacement",
  returned: "Say that the certificate came back unused",
  replaced: "Replace a certificate that has not left by a new one with a new number",
  invalidated: "Invalidate the certificate",
  lost: "Report the certificate lost; it stays withdrawn wherever it turns up",
  stolen: "Report the certificate stolen",
  found: "Say that a lost or stolen certificate turned up; it is not revived",
  detained: "Detain the goods that are before you",
  released: "Release the goods that you detained",
  "sent-back": "Send the goods back to where they came from",
  forfeited: "Say that the goods you detained were forfeited",
  "fake-reported": "Report a forgery of this certificate; the genuine one stays good and every answer warns",
  asked: "Ask your authority to record that the certificate was lost, stolen, or not used",
  declined: "Decline what the exporter asked",
};

export const stepExamples: { readonly [Kind in StepKind]: StepInput<Kind> } = {
  noticed: { carrier: "SN 241", airwayBill: "082-1234 5675", expectedOn: "2026-06-04" },
  "transit-entered": { containerIntact: true, certificateIntact: true, place: "Dubai airport" },
  "transit-left": { containerIntact: true, certificateIntact: true, place: "Dubai airport" },
  endorsed: {
    field: "importer.address",
    value: "Hoveniersstraat 24, Antwerp",
    note: "The house number was wrong.",
  },
  returned: { reason: "SHIPMENT_CANCELLED", note: "The buyer withdrew." },
  replaced: { reason: "ERROR_ON_CERTIFICATE", enclosed: true, note: "The name of the importer was wrong." },
  invalidated: { reason: "ORDERED", note: "Order of the High Court, 12/2026." },
  lost: { place: "Freetown", note: "Not found after the office moved." },
  stolen: { place: "Freetown", note: "Taken from a car; police reference 77/2026." },
  found: { place: "Freetown", note: "Found in a drawer." },
  detained: { reason: "SEALS_BROKEN", place: "Antwerp airport", note: "One of two seals was cut." },
  released: { reason: "CURED", note: "Cut by customs in transit, who confirm it." },
  "sent-back": { reason: "CONTAINER_OPENED" },
  forfeited: { reason: "ORDERED", note: "Order of the court of Antwerp, 2026/331." },
  "fake-reported": { place: "Antwerp", note: "The same number on another paper, with another exporter." },
  asked: { what: "lost", note: "The envelope did not arrive." },
  declined: { note: "It is in our own safe." },
};
