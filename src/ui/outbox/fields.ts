// The fields of a form as names and values, taken from it and put back. Files are not kept while typing: a browser does
// not let a page choose one again.
import type { Waiting } from "./store.ts";

export type Fields = readonly (readonly [name: string, value: string])[];

export function fieldsOf(form: HTMLFormElement): Fields {
  return textOf(new FormData(form));
}

export async function fieldsOfBody(item: Pick<Waiting, "body" | "contentType">): Promise<Fields> {
  return textOf(await formDataOf(item));
}

export function formDataOf({ body, contentType }: Pick<Waiting, "body" | "contentType">): Promise<FormData> {
  return new Response(body, { headers: { "content-type": contentType } }).formData();
}

/** Puts values back, in order where a name stands several times. True when the page showed something else. */
export function fillForm(form: HTMLFormElement, fields: Fields): boolean {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  let changed = false;
  for (const control of form.elements) {
    if (!isField(control)) continue;
    const kept = values.get(control.name);
    if (isChoice(control)) {
      const checked = kept?.includes(control.value) ?? false;
      // An unticked box is in no form data: only a form that holds other values of the page says that it was unticked.
      if (control.checked !== checked && values.size > 0) [control.checked, changed] = [checked, true];
    } else if (kept !== undefined && kept.length > 0 && isText(control)) {
      const value = kept.shift() ?? "";
      if (control.value !== value) [control.value, changed] = [value, true];
    }
  }
  return changed;
}

function textOf(data: FormData): Fields {
  return [...data].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isField(control: Element): control is Field {
  return (
    control instanceof HTMLInputElement ||
    control instanceof HTMLSelectElement ||
    control instanceof HTMLTextAreaElement
  );
}

function isChoice(control: Field): control is HTMLInputElement {
  return control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");
}

function isText(control: Field): boolean {
  return control.type !== "hidden" && control.type !== "file" && control.type !== "submit";
}
