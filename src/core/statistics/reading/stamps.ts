// Time stamps of returns: "18Mar13:06:01:19" as the public export writes them, or year-month-day with a time. No zone is
// claimed, because none is written. What is neither is told with its text, not repaired.
import { isDate } from "../../kp/dates.ts";
import type { Stamp } from "../returns.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Undefined for what is no stamp. Hostile: a cell of a file. */
export function parseStamp(text: string): Stamp | undefined {
  const own = /^(\d{2})([A-Z][a-z]{2})(\d{2}):(\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (own !== null) {
    const [, day = "", name = "", year = "", ...time] = own;
    const month = (months as readonly string[]).indexOf(name) + 1;
    // The scheme's own century: no stamp is older than 2003.
    return month === 0 ? undefined : stamp(`20${year}-${String(month).padStart(2, "0")}-${day}`, time);
  }
  const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (iso === null) return undefined;
  const [, date = "", ...time] = iso;
  return stamp(date, time);
}

function stamp(date: string, [hour = "", minute = "", second = ""]: readonly string[]): Stamp | undefined {
  const fits = isDate(date) && hour <= "23" && minute <= "59" && second <= "59";
  return fits ? `${date}T${hour}:${minute}:${second}` : undefined;
}
