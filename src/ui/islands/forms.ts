// What script adds to a form: the focus on the list of errors, a running count of characters, one sending per press.
// Everything works without it.

for (const summary of document.querySelectorAll<HTMLElement>("[data-error-summary]")) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='#']");
    const field = link === null ? null : document.getElementById(link.hash.slice(1));
    if (field === null) return;
    event.preventDefault();
    // The question comes into sight, not only its field.
    const question = field.closest(".field")?.querySelector("label, legend");
    (question ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-limit]")) {
  const limit = Number(area.dataset["limit"]);
  const hint = document.getElementById(`${area.id}-limit`);
  const status = document.getElementById(`${area.id}-limit-status`);
  const words = hint?.dataset["left"];
  if (hint === null || status === null || words === undefined) continue;
  const format = new Intl.NumberFormat(document.documentElement.lang);
  let pause: ReturnType<typeof setTimeout> | undefined;
  const count = () => {
    const left = limit - Array.from(area.value).length;
    hint.textContent = words.replace("#", format.format(left));
    hint.classList.toggle("error-message", left < 0);
    // Screen readers hear the count when the typing pauses, not at every letter.
    clearTimeout(pause);
    pause = setTimeout(() => {
      status.textContent = hint.textContent;
    }, 1000);
  };
  area.addEventListener("input", count);
}

const secondPressAfter = 1500;

for (const form of document.querySelectorAll("form")) {
  let sentAt = Number.NEGATIVE_INFINITY;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < secondPressAfter) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}
