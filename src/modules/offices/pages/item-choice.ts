// The item that decides, chosen by its reference and title among those about one actor. Where it is not yet said about whom,
// every item about somebody is there, each with whom it is about, so that one page is enough without a script.
import type { T } from "#platform/i18n/translator.ts";
import type { Ctx } from "#modules/record/index.ts";
import { listItems, seatsNow } from "#modules/governance/index.ts";
import type { FieldDef } from "./forms.tsx";
import { seatName } from "./words.ts";

const most = 200;

/** The newest first. */
export async function itemsAbout(ctx: Ctx, t: T, actor: string, optional = false): Promise<FieldDef> {
  const rows = await listItems(ctx, actor === "" ? { aboutSomebody: true } : { subject: actor }, most);
  const seats = actor === "" ? await seatsNow(ctx) : [];
  return {
    name: "item",
    as: "select",
    optional,
    hint: t(rows.length === 0 ? "offices.hint.no-item-about" : "offices.hint.item-about"),
    items: rows.map(({ id, reference, title, subjects }) => {
      const words = `${reference}: ${title[t.locale] ?? Object.values(title)[0] ?? ""}`;
      const whom = t.list(subjects.map((code) => seatName(t, code, seats)));
      return { value: id, label: actor === "" ? `${whom}, ${words}` : words };
    }),
  };
}
