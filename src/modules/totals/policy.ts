// Who may look behind the totals, as a sentence: the officers who confirm arrivals, at what their own authority confirmed.
import type { Role } from "#core/kp/roles.ts";

export const openers = ["importing-officer"] as const satisfies readonly Role[];
