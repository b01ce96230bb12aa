// Keeps the live page of a meeting new: listens to the meeting's events and, when something happened, fetches the page again
// and puts its news in place. The browser reconnects by itself and asks for what it missed.

const state = document.getElementById("live-state");
const address = state?.dataset["events"];
if (state !== null && address !== undefined) {
  const { following = "", waiting = "" } = state.dataset;
  const source = new EventSource(address);
  let fetching = false;
  let again = false;
  const say = (words: string): void => {
    if (state.dataset["said"] === words) return;
    state.dataset["said"] = words;
    state.textContent = words;
  };
  const renew = async (): Promise<void> => {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      const shown = document.getElementById("live");
      if (fresh !== null && shown !== null) shown.replaceWith(document.adoptNode(fresh));
    } catch {
      // No network for a moment: the next event, or the minute, tries again.
    } finally {
      fetching = false;
      if (again) {
        again = false;
        void renew();
      }
    }
  };
  source.addEventListener("act", () => void renew());
  source.addEventListener("open", () => say(following));
  source.addEventListener("error", () => say(waiting));
  // Times of speaking go on while nothing happens.
  setInterval(() => void renew(), 60_000);
}
