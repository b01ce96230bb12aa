// While a return is typed: when a field is left, the form is looked at as it stands, and what does not fit is said at its line.
// The same rules answer as before sending; without script they speak only there.
const form = document.querySelector<HTMLFormElement>("form[data-look]");
if (form !== null) {
  let last = 0;
  form.addEventListener("change", () => {
    last += 1;
    void look(form, last, () => last);
  });
}

interface Looked {
  readonly lines: readonly { readonly line: number; readonly said: string }[];
}

/** Only the newest answer counts: an older one is of a form that is no more. */
async function look(form: HTMLFormElement, asked: number, newest: () => number): Promise<void> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  let looked: Looked;
  try {
    const answer = await fetch(form.dataset["look"] ?? "", { method: "POST", body: fields });
    if (!answer.ok) return;
    looked = (await answer.json()) as Looked;
  } catch {
    // Without a network the check before sending says the same.
    return;
  }
  if (asked !== newest()) return;
  for (const place of form.querySelectorAll<HTMLElement>("[data-line]")) {
    const line = Number(place.dataset["line"]);
    const said = looked.lines.filter((one) => one.line === line).map((one) => one.said);
    const text = said.join("\n");
    if (place.textContent !== text) place.textContent = text;
  }
}
