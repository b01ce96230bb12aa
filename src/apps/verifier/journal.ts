// The desk's journal: every scan, signed by the device's own key when it was made, kept until it was handed in and the
// desk clears it. Handing in needs a network and an officer signed in; it may be done twice without harm.
import { prepareScan } from "#core/certificate/scan.ts";
import type { Scan } from "#core/certificate/scan.ts";
import { finishSign1 } from "#core/encoding/cose.ts";
import { toHex, utf8 } from "#core/encoding/bytes.ts";
import { readQrText } from "#core/certificate/qr-text.ts";
import type { Checked } from "./check.ts";
import type { Lists } from "./lists.ts";
import { makeDeviceKey, sha256Later, signWith } from "./signatures.ts";
import type { DeviceKey } from "./signatures.ts";
import type { Store } from "./store.ts";

export interface JournalEntry {
  readonly id: string;
  readonly at: string;
  /** Beginning of the blinded id or of the digest: enough to find the paper again. */
  readonly paper: string;
  readonly answer: Scan["answer"];
  readonly reason: string | null;
  readonly desk: string;
  readonly trustList: number;
  readonly statusList: number;
  /** As the device signed it, hexadecimal. */
  readonly message: string;
  readonly sent: "waiting" | "handed-in" | "refused";
}

export async function writeDown(store: Store, checked: Checked, lists: Lists, desk: string): Promise<void> {
  const device = await deviceKey(store);
  const text = "qrText" in checked.evidence ? checked.evidence.qrText : checked.evidence.number;
  const reading = readQrText(text);
  const { state, reason } = checked.answer;
  const digest = await sha256Later(utf8(text));
  const scan: Scan = {
    id: crypto.getRandomValues(new Uint8Array(16)),
    at: checked.checkedAt,
    digest,
    answer: state,
    trustList: lists.trust?.version ?? 0,
    statusList: lists.status?.version ?? 0,
    desk,
    ...(reading.ok ? { certificate: reading.claims.publicId } : {}),
    ...(reason === null ? {} : { reason }),
  };
  const keyId = (await sha256Later(device.publicKey)).slice(0, 8);
  const prepared = prepareScan(scan, keyId);
  const message = finishSign1(prepared, await signWith(device, prepared.toBeSigned));
  const entry: JournalEntry = {
    id: toHex(scan.id),
    at: scan.at,
    paper: toHex(scan.certificate ?? digest).slice(0, 8),
    answer: state,
    reason,
    desk,
    trustList: scan.trustList,
    statusList: scan.statusList,
    message: toHex(message),
    sent: "waiting",
  };
  await store.putEntry(entry);
}

/** The newest first. */
export async function journalOf(store: Store): Promise<readonly JournalEntry[]> {
  return (await store.entries<JournalEntry>()).toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

export type HandingIn = "done" | "no-network" | "not-signed-in" | "refused";

const atOnce = 100;

export async function handIn(store: Store): Promise<HandingIn> {
  const waiting = (await journalOf(store)).filter(({ sent }) => sent === "waiting");
  if (waiting.length === 0) return "done";
  const { publicKey } = await deviceKey(store);
  for (let first = 0; first < waiting.length; first += atOnce) {
    const part = waiting.slice(first, first + atOnce);
    const body = JSON.stringify({ device: toHex(publicKey), scans: part.map(({ message }) => message) });
    const response = await fetch("/api/scans", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    }).catch(() => undefined);
    if (response === undefined) return "no-network";
    if (response.status === 401) return "not-signed-in";
    if (!response.ok) return response.status === 403 ? "not-signed-in" : "refused";
    const { outcomes } = (await response.json()) as { readonly outcomes: readonly string[] };
    for (const [place, entry] of part.entries()) {
      const handed: JournalEntry = {
        ...entry,
        sent: outcomes[place] === "refused" ? "refused" : "handed-in",
      };
      await store.putEntry(handed);
    }
  }
  return "done";
}

export async function clearHandedIn(store: Store): Promise<void> {
  for (const { id, sent } of await journalOf(store)) if (sent === "handed-in") await store.deleteEntry(id);
}

/** For a spreadsheet. What a person typed is quoted, and cannot become a formula. */
export function journalAsCsv(entries: readonly JournalEntry[]): string {
  const cell = (text: string | number | null): string => {
    const plain = String(text ?? "").replaceAll('"', '""');
    return `"${/^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain}"`;
  };
  const rows = entries.map(({ at, paper, answer, reason, desk, trustList, statusList, sent }) =>
    [at, paper, answer, reason, desk, trustList, statusList, sent].map(cell).join(","),
  );
  return ["time,paper,answer,reason,desk,trust_list,status_list,handed_in", ...rows, ""].join("\r\n");
}

async function deviceKey(store: Store): Promise<DeviceKey> {
  const known = await store.get<DeviceKey>("device-key");
  if (known !== undefined) return known;
  const made = await makeDeviceKey();
  await store.put("device-key", made);
  return made;
}
