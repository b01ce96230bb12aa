// What a chair said of its year: the programme as it stands, and the duties that were done.
import type { Ctx, Tx } from "#modules/record/index.ts";
import { chairSubject } from "./commands/chair-work.ts";
import { readerOf } from "./elections.ts";
import type { DutyFacts, ProgrammeFacts } from "./facts.ts";
import { actsOfProcedure } from "./store.ts";

export interface ChairYear {
  readonly year: number;
  readonly programme: {
    readonly at: string;
    readonly text: string;
    readonly goals: readonly string[];
  } | null;
  /** The last word on each duty. */
  readonly done: readonly { readonly duty: string; readonly at: string; readonly note: string }[];
}

export async function chairYear(source: Ctx | Tx, year: number): Promise<ChairYear> {
  const acts = await actsOfProcedure(readerOf(source), chairSubject(year));
  const programme = acts.findLast(({ kind }) => kind === "chair.programme-published");
  const done = new Map<string, ChairYear["done"][number]>();
  for (const { kind, at, facts } of acts) {
    if (kind !== "chair.duty-done") continue;
    const { duty, note } = facts as unknown as DutyFacts;
    done.set(duty, { duty, at, note });
  }
  const said = programme?.facts as unknown as ProgrammeFacts | undefined;
  return {
    year,
    programme:
      programme === undefined || said === undefined
        ? null
        : { at: programme.at, text: said.text, goals: said.goals },
    done: [...done.values()],
  };
}
