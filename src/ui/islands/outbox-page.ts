// Fills the outbox page from the device's own store, and does what its buttons say.
import { fieldsOfBody, formDataOf } from "#ui/outbox/fields.ts";
import { pageOf, waitingKindOf } from "#ui/outbox/paths.ts";
import { sendWaiting, whileWaiting } from "#ui/outbox/send.ts";
import {
  goesByItself,
  keepPerson,
  listTyped,
  listWaiting,
  removeTyped,
  removeWaiting,
} from "#ui/outbox/store.ts";
import type { Waiting } from "#ui/outbox/store.ts";

const outbox = document.getElementById("outbox");
if (outbox !== null) void begin(outbox);

async function begin(place: HTMLElement): Promise<void> {
  const person = place.dataset["person"] ?? "";
  await keepPerson(person);
  await navigator.serviceWorker?.register("/offline.js", { scope: "/" });
  const asked = new URLSearchParams(location.search);
  if (asked.has("missing")) tell(place, place.dataset["missing"]);
  if (asked.has("kept")) tell(place, place.dataset["kept"]);
  const again = async (): Promise<void> => {
    const before = (await mine(person)).length;
    await sendWaiting(person);
    const after = (await mine(person)).length;
    if (after < before) tell(place, place.dataset["sent"]);
    await show(place, person);
  };
  document.getElementById("send-all")?.addEventListener("click", () => void again());
  addEventListener("online", () => void again());
  await show(place, person);
  if (navigator.onLine) await again();
  whileWaiting(async () => {
    const waits = (await mine(person)).some(({ why }) => goesByItself.has(why));
    if (waits) await again();
  });
}

async function mine(person: string): Promise<readonly Waiting[]> {
  return (await listWaiting()).filter((item) => item.person === person);
}

async function show(place: HTMLElement, person: string): Promise<void> {
  const all = await listWaiting();
  const own = all.filter((item) => item.person === person);
  const typed = (await listTyped()).filter((entry) => entry.person === person && !entry.sent);
  const cards = await Promise.all(own.map((item) => cardOf(place, item, person)));
  part(place, "items")?.replaceChildren(...cards);
  part(place, "typed-items")?.replaceChildren(
    ...typed.map(({ path, at }) => {
      const line = document.createElement("li");
      const link = document.createElement("a");
      link.href = pageOf(path);
      link.textContent = `${words(place, "kinds")[waitingKindOf(path) ?? ""] ?? path}, ${timeOf(place, at)}`;
      line.append(link);
      return line;
    }),
  );
  reveal(place, "waiting", own.length > 0);
  reveal(place, "typed", typed.length > 0);
  reveal(place, "nothing", own.length === 0 && typed.length === 0);
  const others = part(place, "other-people");
  if (others !== null) {
    others.textContent = (place.dataset["others"] ?? "").replace("#", String(all.length - own.length));
    others.hidden = all.length === own.length;
  }
}

async function cardOf(place: HTMLElement, item: Waiting, person: string): Promise<DocumentFragment> {
  const template = document.getElementById("outbox-item") as HTMLTemplateElement;
  const card = template.content.cloneNode(true) as DocumentFragment;
  const { pathname } = new URL(item.path, location.href);
  const set = (name: string, text: string): void => {
    const slot = card.querySelector(`[data-${name}]`);
    if (slot !== null) slot.textContent = text;
  };
  const kind = waitingKindOf(pathname) ?? "section";
  const title = (await fieldsOfBody(item)).find(([name, value]) => name === "name" && value !== "");
  set("kind", [words(place, "kinds")[kind] ?? "", title?.[1] ?? ""].filter(Boolean).join(": "));
  set("why", words(place, "reasons")[item.why] ?? "");
  set("answer", item.answer);
  set("at", timeOf(place, item.at));
  set("tries", String(item.tries));
  set("page", pageOf(pathname));
  card.querySelector("[data-page]")?.setAttribute("href", pageOf(pathname));
  if (item.answer === "") card.querySelector("[data-answer]")?.closest("div")?.remove();
  const press = (name: string, work: () => Promise<void>): void => {
    card.querySelector(`button[name=${name}]`)?.addEventListener("click", () => void work());
  };
  press("send", async () => {
    await sendWaiting(person, item.id);
    await show(place, person);
  });
  press("open", () => open(item));
  press("delete", async () => {
    await removeWaiting(item.id);
    await removeTyped(pathname);
    await show(place, person);
  });
  const openButton = card.querySelector("button[name=open]");
  if (item.why === "conflict" && openButton !== null)
    openButton.textContent = place.dataset["conflict"] ?? "";
  return card;
}

/** Sent as a form of this page: the register's own answer is then the page, with everything filled in. */
async function open(item: Waiting): Promise<void> {
  const { pathname } = new URL(item.path, location.href);
  if (!navigator.onLine || (item.why !== "refused" && item.why !== "conflict")) {
    location.assign(pageOf(pathname));
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = item.path;
  form.hidden = true;
  if (item.contentType.startsWith("multipart/")) form.enctype = "multipart/form-data";
  for (const [name, value] of await formDataOf(item)) form.append(fieldOf(name, value));
  document.body.append(form);
  await removeWaiting(item.id);
  form.submit();
}

function fieldOf(name: string, value: FormDataEntryValue): HTMLInputElement {
  const field = document.createElement("input");
  field.name = name;
  if (typeof value === "string") {
    field.value = value;
    return field;
  }
  const files = new DataTransfer();
  files.items.add(value);
  field.type = "file";
  field.files = files.files;
  return field;
}

function tell(place: HTMLElement, sentence: string | undefined): void {
  const status = part(place, "status");
  if (status === null || sentence === undefined) return;
  status.textContent = sentence;
  status.hidden = false;
}

function part(place: HTMLElement, name: string): HTMLElement | null {
  return place.querySelector<HTMLElement>(`[data-${name}]`);
}

function reveal(place: HTMLElement, name: string, visible: boolean): void {
  const element = part(place, name);
  if (element !== null) element.hidden = !visible;
}

function words(place: HTMLElement, name: "kinds" | "reasons"): Readonly<Record<string, string>> {
  return JSON.parse(place.dataset[name] ?? "{}") as Record<string, string>;
}

function timeOf(place: HTMLElement, at: number): string {
  return new Intl.DateTimeFormat(place.dataset["language"], {
    dateStyle: "medium",
    timeStyle: "short",
  }).format(at);
}
