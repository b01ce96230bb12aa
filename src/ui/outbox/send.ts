// Sends what waits, oldest first, one after another. What the network does not carry waits on; what the register refuses
// stays with its reason until a person looks at it. One window sends at a time.
import { waitingKindOf } from "./paths.ts";
import { goesByItself, keepWaiting, listWaiting, removeTyped, removeWaiting } from "./store.ts";
import type { Waiting, Why } from "./store.ts";

/** Only this person's. With `id`, that one alone, whatever it waits for. */
export async function sendWaiting(person: string, id?: string): Promise<void> {
  await navigator.locks.request("outbox", async () => {
    for (const item of await listWaiting()) {
      if (item.person !== person) continue;
      if (id === undefined ? !goesByItself.has(item.why) : item.id !== id) continue;
      const path = new URL(item.path, location.href).pathname;
      const outcome = await send(item, path);
      if (outcome === "sent") {
        await removeWaiting(item.id);
        await removeTyped(path);
        continue;
      }
      await keepWaiting({ ...item, ...outcome, tries: item.tries + 1 });
      // The next one would meet the same.
      if (goesByItself.has(outcome.why)) return;
    }
  });
}

/** Tries again and again, ever less often: a network that comes back does not always say so. */
export function whileWaiting(look: () => Promise<void>, after = 5_000): void {
  setTimeout(() => {
    void look().finally(() => whileWaiting(look, Math.min(2 * after, 60_000)));
  }, after);
}

async function send(item: Waiting, path: string): Promise<"sent" | { why: Why; answer: string }> {
  let answer: Response;
  try {
    answer = await fetch(item.path, {
      method: "POST",
      headers: { "content-type": item.contentType },
      body: item.body,
    });
  } catch {
    return { why: "no-network", answer: "" };
  }
  if (answer.ok) return "sent";
  if (answer.status === 401) return { why: "signed-out", answer: "" };
  if (answer.status >= 500 || answer.status === 429) return { why: "service-down", answer: "" };
  // A part of a draft is saved as it was typed, right or wrong: its own page says what is wrong.
  if (answer.status === 422 && waitingKindOf(path) === "section") return "sent";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return {
    why: page.getElementById("both-versions") === null ? "refused" : "conflict",
    answer: sentenceOf(page),
  };
}

/** What the page says is wrong: its list of errors, else its first sentence. */
function sentenceOf(page: Document): string {
  const errors = [...page.querySelectorAll(".error-summary li")].map(
    (line) => line.textContent?.trim() ?? "",
  );
  const first = page.querySelector("main p")?.textContent?.trim() ?? "";
  return (errors.length > 0 ? errors.join(" ") : first).slice(0, 500);
}
