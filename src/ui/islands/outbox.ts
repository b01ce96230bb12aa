// A page of an office with a weak network: keeps what is typed, fills it in again, sends what waits when the network is
// back, and says so. Sending needs a page to be open; without script a form is sent as any form, and nothing waits.
import { fillForm, fieldsOf, fieldsOfBody } from "#ui/outbox/fields.ts";
import { isKeptPage, waitingKindOf } from "#ui/outbox/paths.ts";
import { sendWaiting, whileWaiting } from "#ui/outbox/send.ts";
import { deviceTime, findTyped, keepPerson, keepTyped, listWaiting, removeTyped } from "#ui/outbox/store.ts";
import type { Waiting } from "#ui/outbox/store.ts";

const pause = 400;

const notice = document.getElementById("outbox-notice");
if (notice !== null) void begin(notice);

async function begin(place: HTMLElement): Promise<void> {
  const person = place.dataset["person"] ?? "";
  if (person === "") return;
  await keepPerson(person);
  await navigator.serviceWorker?.register("/offline.js", { scope: "/" });
  const waiting = await mine(person);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[method=post]")) {
    const path = new URL(form.action).pathname;
    if (waitingKindOf(path) === undefined || !isKeptPage(location.pathname)) continue;
    await fillAgain(place, form, person, waiting);
    keepWhileTyping(form, person);
  }
  if (!navigator.onLine) say(place, "offline");
  if (waiting.length > 0) await sendAll(place, person);
  addEventListener("online", () => void sendAll(place, person));
  addEventListener("offline", () => say(place, "offline"));
  whileWaiting(() => sendAll(place, person));
}

async function mine(person: string): Promise<readonly Waiting[]> {
  return (await listWaiting()).filter((item) => item.person === person);
}

async function sendAll(place: HTMLElement, person: string): Promise<void> {
  const before = (await mine(person)).length;
  if (before === 0) return;
  await sendWaiting(person);
  const left = (await mine(person)).length;
  if (left === 0) say(place, "sent");
  else if (!filledAgain(place)) say(place, "waiting", left);
}

/** What waits for this form, else what was typed here last, where it differs from what the page shows. */
async function fillAgain(
  place: HTMLElement,
  form: HTMLFormElement,
  person: string,
  waiting: readonly Waiting[],
): Promise<void> {
  const path = new URL(form.action).pathname;
  const queued = waiting.findLast((item) => new URL(item.path, location.href).pathname === path);
  const typed = await findTyped(path);
  const kept =
    queued !== undefined
      ? await fieldsOfBody(queued)
      : typed?.person === person && !(typed.sent && navigator.onLine)
        ? typed.fields
        : undefined;
  if (kept !== undefined && fillForm(form, kept)) say(place, "filled");
  else if (typed?.sent === true) await removeTyped(path);
}

function keepWhileTyping(form: HTMLFormElement, person: string): void {
  const path = new URL(form.action).pathname;
  const keep = (sent: boolean) =>
    void keepTyped({ path, person, fields: fieldsOf(form), at: deviceTime(), sent });
  let timer: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(false), pause);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(true);
  });
}

/** What concerns the form in front of the reader comes before a count. */
function filledAgain(place: HTMLElement): boolean {
  return place.querySelector("[data-sentence]")?.textContent === place.dataset["filled"];
}

function say(place: HTMLElement, what: "offline" | "sent" | "waiting" | "filled", count?: number): void {
  const words = place.dataset[what] ?? "";
  const sentence = place.querySelector("[data-sentence]");
  if (sentence === null) return;
  sentence.textContent = words.replace("#", String(count ?? ""));
  place.classList.toggle("outbox-notice--good", what === "sent");
  sentence.parentElement?.removeAttribute("hidden");
}
