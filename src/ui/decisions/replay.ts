// A replay in words: outcomes, who was decisive, dates as sources give them.
import type { Decisive, ReplayOutcome } from "#core/decisions/replay/replay.ts";
import type { KnownSide } from "#core/kp/decisions.ts";
import type { Range } from "#core/decisions/replay/known.ts";
import type { T } from "#platform/i18n/translator.ts";

export function outcomesInWords(t: T, outcomes: readonly ReplayOutcome[]): string {
  const [first = "", second = "", third = ""] = outcomes.map((outcome) => t(`replay.outcome.${outcome}`));
  if (outcomes.length < 2) return first;
  return t("replay.outcome.or", { list: outcomes.length === 2 ? "two" : "three", first, second, third });
}

export function decisiveInWords(t: T, decisive: Decisive): string {
  switch (decisive.by) {
    case "NAMED": {
      const who = countries(t, decisive.of);
      return decisive.needed === 1
        ? t("replay.decisive.NAMED-one", { who })
        : t("replay.decisive.NAMED-many", { needed: decisive.needed, who });
    }
    case "PILLAR":
      return t("replay.decisive.PILLAR", {
        who: t.list(
          decisive.pillars.map((pillar) => t(pillar === "I" ? "replay.pillar.I" : "replay.pillar.C")),
        ),
      });
    default:
      return t(`replay.decisive.${decisive.by}`);
  }
}

export function sideInWords(
  t: T,
  side: KnownSide | undefined,
  none: "one.nobody" | "one.nobody-objected",
): string {
  if (side?.total === 0) return t("replay.one.nobody-objected");
  if (side?.total !== undefined) return t("replay.one.total", { total: side.total });
  const named = side?.named ?? [];
  const reported = side?.reported ?? [];
  const said = named.length === 0 ? t(`replay.${none}`) : countries(t, named);
  return reported.length === 0
    ? said
    : t("replay.one.reported", { named: said, reported: countries(t, reported) });
}

export function rangeInWords(t: T, { least, most }: Range): string {
  return least === most ? t("replay.one.exactly", { number: least }) : t("replay.one.range", { least, most });
}

/** "17 July 2015" where a source gives the day, else as it is written. */
export function dateInWords(t: T, date: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? t.date(date) : date;
}

export function countries(t: T, codes: readonly string[]): string {
  return t.list(codes.map((code) => t.country(code)));
}
