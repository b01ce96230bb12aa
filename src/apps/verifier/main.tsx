// Starts the program: the words of the reader's language, what the device keeps, the service worker, and the page.
import { render } from "preact";
import { isLocale, languages, wordsFrom } from "#ui/browser-words.ts";
import type { Catalogue, Locale } from "#ui/browser-words.ts";
import { App } from "./App.tsx";
import { keptLists } from "./lists.ts";
import { openStore } from "./store.ts";

/** Address of each language's words. */
declare const WORDS: Readonly<Record<Locale, string>>;

const root = document.querySelector("#app");

function chosenLocale(): Locale {
  const wishes = [
    new URLSearchParams(location.search).get("lang"),
    localStorage.getItem("lang"),
    ...navigator.languages.map((language) => language.split("-")[0] ?? ""),
  ];
  return wishes.find((wish): wish is Locale => wish !== null && isLocale(wish)) ?? "en";
}

async function start(): Promise<void> {
  const store = await openStore();
  const desk = (await store.get<string>("desk")) ?? "";
  const lists = await keptLists(store);
  let waiting: ServiceWorker | undefined;

  const draw = async (locale: Locale): Promise<void> => {
    const catalogue = (await (await fetch(WORDS[locale])).json()) as Catalogue;
    const t = wordsFrom(catalogue, locale);
    Object.assign(document.documentElement, { lang: locale, dir: languages[locale].dir });
    document.title = t("verifier.title");
    if (root === null) return;
    render(
      <App
        t={t}
        store={store}
        lists={lists}
        desk={desk}
        newVersion={waiting !== undefined}
        useNewVersion={() => tell(waiting, "use-the-new-version")}
        speak={(chosen) => {
          localStorage.setItem("lang", chosen);
          void draw(chosen);
        }}
      />,
      root,
    );
    document.documentElement.dataset["ready"] = "true";
  };
  await draw(chosenLocale());
  await keepForOffline((worker) => {
    waiting = worker;
    void draw(chosenLocale());
  });
}

async function keepForOffline(onNewVersion: (worker: ServiceWorker) => void): Promise<void> {
  // Absent where the page did not come over https.
  if (!("serviceWorker" in navigator)) return;
  const hadOne = navigator.serviceWorker.controller !== null;
  const registration = await navigator.serviceWorker.register("/verifier/sw.js", { scope: "/verifier/" });
  const newer = (worker: ServiceWorker | null): void => {
    if (worker !== null && hadOne) onNewVersion(worker);
  };
  newer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed") newer(worker);
    });
  });
  if (hadOne) navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  const { active } = await navigator.serviceWorker.ready;
  tell(active, "keep-the-rest");
}

function tell(worker: ServiceWorker | null | undefined, words: string): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of our own origin and takes none
  worker?.postMessage(words);
}

void start();
