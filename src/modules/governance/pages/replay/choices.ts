// What the reader chose in the form above the replay, from the page's address. Hostile: the query. What is no choice of the form
// is named, and the usual one stands in its place.
import { genuineParameters, share } from "#core/decisions/parameters.ts";
import type { ClassParameters, Share, Threshold, Thresholds } from "#core/decisions/parameters.ts";
import { usualAssumptions } from "#core/decisions/replay/known.ts";
import type { Assumptions } from "#core/decisions/replay/known.ts";
import { usualSettings } from "#core/decisions/replay/rules.ts";
import type { GenuineParameters, RuleSettings } from "#core/decisions/replay/rules.ts";

export const choices = {
  floor: ["kept", "1/3", "1/2", "2/3", "3/4"],
  cap: ["kept", "1/10", "1/8", "1/5", "1/4"],
  industry: ["0", "1", "3", "5", "9"],
  civil: ["0", "1", "3", "5", "9"],
  replies: ["1", "10", "20", "30", "40"],
  pillars: ["anything", "silent"],
  evidence: ["yes", "no"],
  bloc: ["0", "4", "8", "15", "20"],
} as const;

export type ChoiceName = keyof typeof choices;
export const choiceNames = Object.keys(choices) as readonly ChoiceName[];
export type Chosen = { readonly [name in ChoiceName]: string };

export const usualChoices: Chosen = {
  floor: "kept",
  cap: "kept",
  industry: "3",
  civil: "3",
  replies: "30",
  pillars: "anything",
  evidence: "yes",
  bloc: "0",
};

export interface Choosing {
  readonly chosen: Chosen;
  /** What was asked for and is no choice, as far as it is worth repeating. */
  readonly bad: readonly string[];
}

export function readChoices(query: (name: string) => string | undefined): Choosing {
  const chosen: Record<ChoiceName, string> = { ...usualChoices };
  const bad: string[] = [];
  for (const name of choiceNames) {
    const asked = query(name);
    if (asked === undefined) continue;
    if ((choices[name] as readonly string[]).includes(asked)) chosen[name] = asked;
    else bad.push(`${name}=${asked.slice(0, 20)}`);
  }
  return { chosen, bad };
}

/** "?floor=2/3&…" with what differs from the usual; empty where nothing does. */
export function addressOf(chosen: Chosen): string {
  const changed = choiceNames.filter((name) => chosen[name] !== usualChoices[name]);
  if (changed.length === 0) return "";
  return `?${changed.map((name) => `${name}=${encodeURIComponent(chosen[name])}`).join("&")}`;
}

export function shareOf(text: string): Share {
  const [part, of] = text.split("/").map(Number);
  return share(part ?? 1, of ?? 1);
}

export function settingsOf(chosen: Chosen): RuleSettings {
  return {
    genuine: genuineOf(chosen),
    writtenReplies: { least: usualSettings.writtenReplies.least, most: Number(chosen.replies) },
  };
}

export function assumptionsOf(chosen: Chosen): Assumptions {
  return {
    industrySeats: Number(chosen.industry),
    civilSocietySeats: Number(chosen.civil),
    resultIsEvidence: chosen.evidence === "yes",
    unknownPillars: chosen.pillars === "silent" ? "SILENT" : usualAssumptions.unknownPillars,
  };
}

/** One floor, one cap for every class and call, where the reader chose one. */
function genuineOf({ floor, cap }: Chosen): GenuineParameters {
  const changed = (thresholds: Thresholds): Thresholds => ({
    ...thresholds,
    ...(floor === "kept" ? {} : { floor: shareOf(floor) }),
    ...(cap === "kept" ? {} : { cap: shareOf(cap) }),
  });
  const all = Object.entries(genuineParameters).map(([itemClass, parameters]): [string, ClassParameters] => [
    itemClass,
    {
      ...parameters,
      thresholds: Object.fromEntries(
        Object.entries(parameters.thresholds).map(([call, thresholds]) => [call, changed(thresholds)]),
      ) as { readonly [threshold in Threshold]: Thresholds },
    },
  ]);
  return Object.fromEntries(all) as GenuineParameters;
}
