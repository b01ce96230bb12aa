// I16: what the engine says is needed is needed, and is enough. Each sentence is tried: with so many more supports, and with one fewer;
// with so many objections withdrawn, and with one fewer.
import type { PositionCode } from "../acts.ts";
import type { Sentence } from "../state.ts";
import { later, record, tick } from "./drive.ts";
import type { Drive, Wanted } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { example } from "./held.ts";

export function checkExplained(voted: Drive, tally: Tally): void {
  const sentences = voted.ruleSet.explain(voted.state);
  const needs = of(sentences, "needs-supports");
  const blocks = of(sentences, "falls-if-withdrawn");
  const wrong = (what: string, after: Drive) =>
    tally.broken("I16", () => example(after, `${what}: ${JSON.stringify([...needs, ...blocks])}`));
  tally.checked("I16");
  if (needs.length === 0 && blocks.length === 0 && !isAdoptable(voted))
    wrong("nothing is said to be needed", voted);
  if (needs.length + blocks.length > 0 && isAdoptable(voted)) wrong("something is said to be needed", voted);
  checkSupports(voted, needs, blocks.length === 0, tally, wrong);
  for (const block of blocks)
    checkWithdrawals(voted, block, blocks.length === 1 && needs.length === 0, tally, wrong);
}

type Wrong = (what: string, after: Drive) => void;

function checkSupports(
  voted: Drive,
  needs: readonly Sentence[],
  alone: boolean,
  tally: Tally,
  wrong: Wrong,
): void {
  if (needs.length === 0 || !alone) return;
  const enough = needs.map(({ arguments: { pillar, count } }) =>
    waiting(voted, String(pillar), Number(count)),
  );
  // Where too few seats are left that neither support nor object, only a withdrawal could help.
  if (enough.some((seats) => seats === undefined)) return;
  const all = enough.flatMap((seats) => seats ?? []);
  tally.checked("I16", all.length + 1);
  const with_ = record(later(voted, 1), supporting(all));
  if (!isAdoptable(with_)) wrong(`${all.join(" ")} do not suffice`, with_);
  for (const one of all) {
    const without = record(later(voted, 1), supporting(all.filter((seat) => seat !== one)));
    if (isAdoptable(without)) wrong(`${one} is not needed`, without);
  }
}

function checkWithdrawals(voted: Drive, block: Sentence, adopts: boolean, tally: Tally, wrong: Wrong): void {
  const { seats, count } = block.arguments as { seats: readonly string[]; count: number };
  if (!adopts) return;
  tally.checked("I16", 2);
  const taken = (number: number) => record(later(voted, 1), wanted(seats.slice(0, number), "N"));
  if (!isAdoptable(taken(count))) wrong(`${count} withdrawals do not suffice`, taken(count));
  if (isAdoptable(taken(count - 1))) wrong(`${count - 1} withdrawals suffice`, taken(count - 1));
}

function of(sentences: readonly Sentence[], code: Sentence["code"]): readonly Sentence[] {
  return sentences.filter((sentence) => sentence.code === code);
}

/** So many seats of the pillar that neither support nor object. */
function waiting({ state }: Drive, pillar: string, count: number): readonly string[] | undefined {
  const call = state.calls.at(-1);
  const free = (call?.roster.seats ?? []).filter(({ id, pillar: own }) => {
    const code = call?.positions[id]?.["c1"]?.code ?? "N";
    return own === pillar && ["N", "A", "P"].includes(code) && call?.recused.includes(id) !== true;
  });
  return free.length < count ? undefined : free.slice(0, count).map(({ id }) => id);
}

function supporting(seats: readonly string[]): Wanted {
  return wanted(seats, "S");
}

function wanted(seats: readonly string[], code: PositionCode): Wanted {
  return Object.fromEntries(seats.map((seat) => [seat, { c1: code }]));
}

/** By the results of the call when it closes, not by what is said of it. */
function isAdoptable(voted: Drive): boolean {
  const closed = tick({ ...voted, state: { ...voted.state, extensionUsed: true } });
  const result = closed.state.calls.find(({ number }) => number === voted.state.calls.length)?.results?.[
    "c1"
  ];
  return result === "T1" || result === "T2";
}
