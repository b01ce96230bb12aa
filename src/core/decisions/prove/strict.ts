// I12: today's rule as a fold of acts is the one line "nobody objects", for every vector of positions of up to five governments.
import type { PositionCode } from "../acts.ts";
import { ruleSets } from "../rules.ts";
import { byOffice, itemOf, later, listed, seatsOf, takes, tick } from "./drive.ts";
import type { Tally } from "./finding.ts";
import { example } from "./held.ts";

const codes: readonly PositionCode[] = ["S", "R", "A", "O", "U", "N"];

export function checkStrict(largest: number, tally: Tally): void {
  for (let size = 1; size <= largest; size++) {
    const seats = seatsOf(size, 1, 1);
    const begun = listed(ruleSets["kp-strict@2003"], itemOf(), seats);
    const open = byOffice(begun, "CHAIR", { type: "openCall", closesAt: later(begun, 96).now });
    for (let number = 0; number < codes.length ** size; number++) {
      const vector = Array.from(
        { length: size },
        (_, place) => codes[Math.floor(number / codes.length ** place) % codes.length] as PositionCode,
      );
      // Others say the opposite: under today's rule they have no say.
      let now = takes(takes(open, "I1", "O"), "C1", "U");
      for (const [place, code] of vector.entries()) if (code !== "N") now = takes(now, `G${place + 1}`, code);
      const end = tick(now);
      const adopted = end.state.outcome?.code.startsWith("ADOPTED") === true;
      tally.checked("I12");
      if (adopted !== !vector.some((code) => code === "O" || code === "U"))
        tally.broken("I12", () => example(end, `${vector.join(" ")} → ${end.state.outcome?.code}`));
    }
  }
}
