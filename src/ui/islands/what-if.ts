// "What if these seats…?" answered in the reader's own browser, as soon as something is ticked. The engine and the item's
// acts are fetched at the first tick; whoever only reads the page loads neither.
import type { WhatIfData } from "#ui/decisions/what-if-data.ts";

const form = document.getElementById("what-if-form");
const result = document.getElementById("what-if-result");
const status = document.getElementById("what-if-status");
if (form instanceof HTMLFormElement && result !== null && status !== null) start(form, result, status);

function start(form: HTMLFormElement, result: HTMLElement, status: HTMLElement): void {
  let loading: ReturnType<typeof load> | undefined;
  form.addEventListener("change", () => {
    loading ??= load(form.dataset["item"] ?? "");
    loading.then(
      ([data, { answerIn }]) => answerIn(data, form, result, status),
      () => {
        // Without the acts the form is answered by the server, as without a script; the next tick tries again.
        loading = undefined;
      },
    );
  });
}

function load(item: string) {
  return Promise.all([
    dataOf(`/items/${item}/what-if.json?lang=${document.documentElement.lang}`),
    import("#ui/decisions/in-browser.ts"),
  ]);
}

async function dataOf(address: string): Promise<WhatIfData> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("not answered");
  return (await answer.json()) as WhatIfData;
}
