// A second, short reading of genuine consensus, written from the rule's text and sharing no code with the engine: naive
// maps, floats and loops. The engine has to agree with it on random lives of items.
export interface Plain {
  readonly class: "K1" | "K2" | "K3" | "K4";
  readonly seats: readonly { readonly id: string; readonly pillar: string }[];
  readonly recused: readonly string[];
  readonly clauses: readonly { readonly id: string; readonly dependsOn: readonly string[] }[];
  readonly severable: boolean;
}
/** [seat, clause, code] of each call, in order; the last one of a seat on a clause counts. */
export type Said = readonly (readonly [seat: string, clause: string, code: string])[];

// rounds, recalls, mediation, floor first/last/resort, cap first/resort, others' floor first/last
const table = {
  K1: [1, 1, false, 1 / 2, 1 / 3, 1 / 3, 1 / 4, 1 / 4, 0, 0],
  K2: [2, 2, true, 1 / 2, 1 / 3, 2 / 3, 1 / 8, 1 / 4, 1 / 3, 0],
  K3: [1, 2, true, 1 / 2, 1 / 2, 2 / 3, 1 / 8, 1 / 4, 1 / 3, 0],
  K4: [2, 2, true, 2 / 3, 2 / 3, 3 / 4, 1 / 8, 1 / 4, 1 / 2, 1 / 2],
} as const;
const up = (x: number) => Math.ceil(x - 1e-9);

export function reference(
  item: Plain,
  calls: readonly Said[],
): { code: string; adopted: string[]; calls: number } {
  const [rounds, recalls, mediation, f1, f2, f3, c1, c3, o1, o2] = table[item.class];
  const seats = item.seats.filter((seat) => !item.recused.includes(seat.id));
  const pillars = [...new Set(seats.map((seat) => seat.pillar))];
  const codes = new Map<string, string>();
  const settled = new Map<string, string>();
  let [round, recalled, braked, mediated] = [0, 0, false, false];
  for (let k = 0; ; k++) {
    for (const [seat, clause, code] of calls[k] ?? []) codes.set(`${seat} ${clause}`, code);
    const open = item.clauses.filter((clause) => !settled.has(clause.id));
    const count = (clause: string, pillar: string, wanted: string) =>
      seats.filter((s) => s.pillar === pillar && wanted.includes(codes.get(`${s.id} ${clause}`) ?? "-"))
        .length;
    const size = (pillar: string) => seats.filter((seat) => seat.pillar === pillar).length;
    const results = new Map(
      open.map(({ id }) => {
        const floor = mediated ? f3 : recalled === recalls ? f2 : f1;
        const others = mediated || recalled === recalls ? o2 : o1;
        const n = size("G");
        const cap = n < 4 ? 0 : Math.max(1, Math.floor((mediated ? c3 : c1) * n + 1e-9));
        const byPillar = pillars.some((p) => size(p) >= 3 && count(id, p, "O") > size(p) / 2);
        if (count(id, "G", "O") > cap || (item.class !== "K1" && byPillar)) return [id, "BLOCK"];
        const filled = pillars.every((p) =>
          p === "G"
            ? count(id, p, "SR") >= up(floor * n)
            : size(p) < 3 || count(id, p, "SR") >= up(others * size(p)),
        );
        const objected = pillars.some((p) => count(id, p, "O") > 0);
        return [id, (filled ? "T" : "I") + (objected ? "2" : "1")];
      }),
    );
    const any = (...wanted: string[]) => [...results.values()].some((result) => wanted.includes(result));
    let kept = item.clauses.filter(({ id }) => settled.has(id) || results.get(id)?.startsWith("T"));
    for (let size = -1; size !== kept.length;) {
      size = kept.length;
      kept = kept.filter((clause) => clause.dependsOn.every((id) => kept.some((other) => other.id === id)));
    }
    if (!item.severable && kept.length < item.clauses.length) kept = [];
    const fresh = kept.map(({ id }) => id).filter((id) => !settled.has(id));
    const braking = fresh.some((id) =>
      pillars.some((p) => {
        const o = count(id, p, "O");
        return p !== "G" && o > 0 && (size(p) < 3 ? o === size(p) : o >= size(p) / 4);
      }),
    );
    const drop = (codesDropped: string) => {
      for (const [key, code] of codes) if (codesDropped.includes(code)) codes.delete(key);
    };
    if (round < rounds && any("T2", "BLOCK", "I2")) [round] = [round + 1, drop("PO")];
    else if (recalled < recalls && any("I1", "I2")) [recalled] = [recalled + 1, drop("P")];
    else if (braking && !braked) [braked] = [true, drop("PO")];
    else {
      const reserved = (id: string) => seats.some((seat) => codes.get(`${seat.id} ${id}`) === "R");
      for (const id of fresh) settled.set(id, `${results.get(id)}${reserved(id) ? "R" : ""}`);
      if (any("BLOCK") && mediation && !mediated) [mediated] = [true, drop("P")];
      else {
        const adopted = item.clauses.map(({ id }) => id).filter((id) => settled.has(id));
        const grades = adopted.map((id) => settled.get(id) ?? "");
        const plain = grades.some((grade) => grade.includes("R"))
          ? "ADOPTED_WITH_RESERVATIONS"
          : "ADOPTED_CONSENSUS";
        const code = grades.some((grade) => grade.startsWith("T2")) ? "ADOPTED_WITH_DISSENT" : plain;
        if (adopted.length > 0) return { code, adopted, calls: k + 1 };
        return { code: any("BLOCK") ? "NOT_ADOPTED" : "NO_DECISION", adopted, calls: k + 1 };
      }
    }
  }
}
