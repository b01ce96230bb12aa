// Which forms may wait on a device for the network, and which pages are kept to be read without it. One list, for the
// worker that keeps them and the page that names them.
// A form may wait only where sending it twice does no harm, because nobody knows whether the first one arrived.

export type WaitingKind =
  | "section"
  | "evidence"
  | "application"
  | "review"
  | "issue"
  | "presentation"
  | "confirmation";

const id = "[0-9a-f-]{32,36}";

const kinds: readonly (readonly [WaitingKind, RegExp])[] = [
  ["section", new RegExp(`^/applications/draft/${id}/(exporter|importer|goods|office|declaration)$`)],
  ["evidence", new RegExp(`^/applications/draft/${id}/evidence$`)],
  ["application", new RegExp(`^/applications/draft/${id}/send$`)],
  ["review", new RegExp(`^/queue/${id}/review$`)],
  // It gets its number when the register answers, from the office's block: never here.
  ["issue", new RegExp(`^/queue/${id}/issue$`)],
  ["presentation", new RegExp(`^/arrivals/${id}/present$`)],
  ["confirmation", new RegExp(`^/arrivals/${id}/confirm$`)],
];

export function waitingKindOf(path: string): WaitingKind | undefined {
  return kinds.find(([, pattern]) => pattern.test(path))?.[0];
}

/** Where the form stands: the page to which the reader goes back. */
export function pageOf(path: string): string {
  return path.replace(/\/(send)$/, "/check").replace(/\/(review|issue|present|confirm)$/, "");
}

/** Pages that are kept after a visit. */
export function isKeptPage(path: string): boolean {
  return (
    path === "/work" ||
    path === "/outbox" ||
    /^\/(applications|queue|arrivals)(\/|$)/.test(path) ||
    new RegExp(`^/certificates/${id}$`).test(path)
  );
}

/** After these somebody else may sit here: what was kept to be read goes. */
export function changesPerson(path: string): boolean {
  return /^\/(sign-in|sign-out|enter|invitation)(\/|$)/.test(path);
}
