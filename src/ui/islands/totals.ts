// Checks the totals of a quarter in the reader's own browser: fetches the signed acts, checks every signature, adds the
// commitments up. The same pure code as on the server and at the command line.
import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { directions } from "#core/totals/acts.ts";
import { authoritiesIn, checkTotals } from "#core/totals/check.ts";
import { readEntries, splitEntries } from "#core/totals/entries.ts";
import type { Ledger } from "#core/totals/ledger.ts";

const section = document.getElementById("totals-check");
const button = document.getElementById("totals-check-button");
if (section !== null && button instanceof HTMLButtonElement) {
  part(section, "in-browser")?.removeAttribute("hidden");
  button.addEventListener("click", () => void check(section, button));
}

async function check(section: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const {
    acts = "",
    quarter = "",
    progress = "",
    holds = "",
    differs = "",
    none = "",
    failed = "",
  } = section.dataset;
  const result = part(section, "result");
  if (result === null) return;
  button.disabled = true;
  try {
    const answer = await fetch(acts, { cache: "no-store" });
    const entries = answer.ok ? splitEntries(new Uint8Array(await answer.arrayBuffer())) : undefined;
    if (entries === undefined) throw new Error("not entries");
    const reader = readEntries(sha256, verifyEs256);
    for (const [place, entry] of entries.entries()) {
      reader.take(entry);
      if (place % 50 > 0) continue;
      result.textContent = progress.replace("##", String(entries.length)).replace("#", String(place));
      await new Promise((resolve) => setTimeout(resolve));
    }
    const wrong = [
      ...reader.refused.map(({ place, reason }) => `${place}: ${reason}`),
      ...unfit(reader.ledger, quarter),
    ];
    const { entries: all, signatures } = reader.seen;
    result.textContent =
      wrong.length > 0
        ? differs.replace("#", wrong.join("; "))
        : reader.ledger.published.length === 0
          ? none
          : holds.replace("##", String(signatures)).replace("#", String(all));
  } catch {
    result.textContent = failed;
  } finally {
    button.disabled = false;
  }
}

/** Each authority and direction whose totals do not hold, with the codes of why. */
function unfit(ledger: Ledger, quarter: string): readonly string[] {
  return authoritiesIn(ledger, quarter).flatMap((authority) => {
    const verdict = checkTotals(ledger, authority, quarter);
    if (verdict.state === "published-twice") return [`${authority}: published-twice`];
    if (verdict.state === "not-published") return [];
    return directions.flatMap((direction) => {
      const flow = verdict.flows[direction];
      return flow.state === "differs"
        ? [`${authority}, ${direction}: ${flow.faults.map(({ code }) => code).join(", ")}`]
        : [];
    });
  });
}

const verifyEs256: VerifyEs256 = (publicKey, message, signature) => {
  try {
    return p256.verify(signature, message, publicKey, { lowS: false });
  } catch {
    // A key that is no point, a signature that is none: refused, not broken.
    return false;
  }
};

function part(section: HTMLElement, name: string): HTMLElement | null {
  return section.querySelector(`[data-part="${name}"]`);
}
