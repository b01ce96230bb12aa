// The areas of the word catalogue: one JSON file per area and language, flat keys, ICU MessageFormat.
// The English file gives the keys their type; a new area is two imports and one line in `areas`.
// A language is offered to readers once every area has it (see platform/i18n/locales.ts).
import commonEn from "./en/common.json" with { type: "json" };
import uiEn from "./en/ui.json" with { type: "json" };
import commonFr from "./fr/common.json" with { type: "json" };
import uiFr from "./fr/ui.json" with { type: "json" };

export const areas = {
  common: { en: commonEn, fr: commonFr },
  ui: { en: uiEn, fr: uiFr },
} as const;
